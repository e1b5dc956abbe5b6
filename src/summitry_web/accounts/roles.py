"""Roles and verbs: what each role may do."""

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is in an event."""

    ORGANISER = "organiser"
    PLANNER = "planner"
    UNIT_LEAD = "unit-lead"
    APPROVER = "approver"
    AUTHORITY = "authority"
    READER = "reader"
    TRIAGE = "triage"
    REPORTER = "reporter"
    AUDITOR = "auditor"
    WATCH_OFFICER = "watch-officer"
    COMMANDER = "commander"


class Verb(StrEnum):
    """What somebody may do."""

    READ = "read"
    EDIT = "edit"
    PROPOSE = "propose"
    DECIDE_PROPOSAL = "decide-proposal"
    IMPORT = "import"
    EXPORT = "export"
    COMMENT = "comment"
    ASSIGN = "assign"
    ACCEPT_RISK = "accept-risk"
    ACKNOWLEDGE = "acknowledge"
    SUBMIT = "submit"
    REVIEW = "review"
    APPROVE_PLAN = "approve-plan"
    ISSUE = "issue"
    APPROVE_MANDATE = "approve-mandate"
    FREEZE = "freeze"
    APPROVE_BASELINE = "approve-baseline"
    PUBLISH = "publish"
    COPY = "copy"
    INVITE = "invite"
    GRANT = "grant"
    REPORT = "report"
    TRIAGE = "triage"
    READ_JOURNAL = "read-journal"
    READ_PEOPLE = "read-people"
    EXPORT_BULK = "export-bulk"
    ERASE = "erase"
    BREAK_GLASS = "break-glass"
    MANAGE_TOKENS = "manage-tokens"
    ENTER = "enter"
    COMMAND = "command"


_READING = frozenset({Verb.READ, Verb.COMMENT, Verb.ACKNOWLEDGE, Verb.REPORT, Verb.MANAGE_TOKENS})
_PLANNING = _READING | {Verb.EDIT, Verb.PROPOSE, Verb.IMPORT, Verb.EXPORT, Verb.ASSIGN, Verb.SUBMIT}

VERBS: Mapping[Role, frozenset[Verb]] = {
    Role.ORGANISER: frozenset(Verb)
    - {Verb.APPROVE_MANDATE, Verb.APPROVE_BASELINE, Verb.READ_JOURNAL},
    Role.PLANNER: _PLANNING,
    Role.UNIT_LEAD: _PLANNING
    | {Verb.REVIEW, Verb.DECIDE_PROPOSAL, Verb.ACCEPT_RISK, Verb.BREAK_GLASS},
    Role.APPROVER: _READING
    | {
        Verb.EXPORT, Verb.REVIEW, Verb.APPROVE_PLAN, Verb.ISSUE, Verb.APPROVE_BASELINE,
        Verb.ACCEPT_RISK, Verb.PUBLISH,
    },
    Role.AUTHORITY: _READING | {Verb.APPROVE_MANDATE, Verb.APPROVE_BASELINE},
    Role.READER: _READING,
    Role.TRIAGE: _READING | {Verb.TRIAGE},
    Role.REPORTER: frozenset({Verb.REPORT}),
    Role.AUDITOR: frozenset({Verb.READ, Verb.READ_JOURNAL}),
    Role.WATCH_OFFICER: _READING | {Verb.ENTER, Verb.TRIAGE, Verb.EXPORT},
    Role.COMMANDER: _READING | {Verb.ENTER, Verb.COMMAND, Verb.EXPORT, Verb.BREAK_GLASS},
}  # fmt: skip
"""Nobody has every verb: who prepares does not approve, and who acts does not audit."""

SENSITIVE = frozenset(
    {
        Verb.APPROVE_PLAN, Verb.ISSUE, Verb.APPROVE_MANDATE, Verb.APPROVE_BASELINE, Verb.PUBLISH,
        Verb.GRANT, Verb.INVITE, Verb.BREAK_GLASS, Verb.ERASE, Verb.EXPORT_BULK,
        Verb.MANAGE_TOKENS,
    }
)  # fmt: skip
"""These ask for a proof of identity that is at most ``PROOF_MINUTES_MAX`` old."""

TWO_PERSONS = frozenset({Verb.APPROVE_BASELINE, Verb.EXPORT_BULK, Verb.ERASE})
"""These take effect when a second person, on another device, has seen and confirmed them."""

POWERFUL = frozenset({Role.ORGANISER, Role.APPROVER, Role.AUTHORITY})
"""Roles that appoint, approve and issue: an installation may ask them for keys of hardware."""

PROOF_MINUTES_MAX = 5
SECOND_MINUTES_MAX = 15
