"""Bodies that can decide, minutes that stand, decisions that say why."""

from collections.abc import Iterator
from datetime import timedelta

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known, seats
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.governance import Body, BodyKind, Decision, Mandate, Meeting, Role
from summitry.plan.table import Row
from summitry.plan.terms import Field, Severity
from summitry.policy.ancestry import upward


def _approved_by_body(view: View, row: Row, body_id: str | None) -> bool:
    """Say whether a member of the body approved the row; anybody known where it has none."""
    members = view.derive(seats).get(body_id or "", {})
    approved = by_anyone_known(view, row, AttestationKind.APPROVED)
    return any(not members or entry.by in members for entry in approved)


@rule(
    "C-101",
    title=Text("Body that cannot decide"),
    why=Text(
        "A committee without a chair decides nothing, and one that no mandate made has no say over "
        "anybody."
    ),
    cases={
        "chair": Text("Body {body} has no chair."),
        "chairs": Text("Body {body} has {count} chairs: {persons}."),
        "mandate": Text("Neither body {body} nor any body above it was made by a mandate."),
    },
    remedy=Text("Name one chair, and the mandate that made the body or the one above it."),
    source=Text(
        "Practice of State events: authority, steering committee, subcommittees, each with a chair "
        "and a mandate; reviews of 13 July 2024 (Butler) on decisions called joint."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("bodies", "body_members", "mandates"),
)
def bodies_that_cannot_decide(view: View) -> Iterator[Gap]:
    """Yield each body below the authority that has not one chair, or that no mandate made.

    Where the plan has no mandate at all, none is asked for.
    """
    members_of = view.derive(seats)
    for body in view.rows(Body).values():
        if body.kind is BodyKind.AUTHORITY:
            continue
        members = members_of.get(body.body_id, {})
        chairs = tuple(person for person, role in members.items() if role is Role.CHAIR)
        if len(chairs) != 1:
            yield Gap(
                table="bodies",
                key=body.body_id,
                case="chairs" if chairs else "chair",
                discriminator="chair",
                facts={"body": body.body_id, "persons": chairs, "count": len(chairs)},
                field=body.field,
            )
        if view.rows(Mandate) and not _has_mandate(view, body):
            yield Gap(
                table="bodies",
                key=body.body_id,
                column="mandate_id",
                case="mandate",
                discriminator="mandate",
                facts={"body": body.body_id},
                field=body.field,
                severity=Severity.MEDIUM,
            )


def _has_mandate(view: View, body: Body) -> bool:
    """Say whether the body or one above it names a mandate."""
    line = upward(body.body_id, view.rows(Body), "parent_body_id")
    return any(each.mandate_id is not None for each in line)


@rule(
    "C-102",
    title=Text("Meeting without approved minutes"),
    why=Text("What was agreed and not written down is remembered by each side as it suits it."),
    cases={
        "none": Text("Meeting {meeting} of body {body} ended at {ended} and has no minutes."),
        "not-approved": Text(
            "Nobody of body {body} has approved the minutes of meeting {meeting}, which ended at "
            "{ended}, as they stand."
        ),
    },
    remedy=Text("Write the minutes, and have a member of the body approve them."),
    source=Text("Common practice of committees, not verified."),
    field=Field.COMMAND,
    severity=Severity.LOW,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("body_members", "meetings", "persons"),
    attests=(AttestationKind.APPROVED,),
    limits=("minutes_days_max",),
)
def meetings_without_minutes(view: View) -> Iterator[Gap]:
    """Yield each meeting that has been over for long enough and has no approved minutes."""
    grace = timedelta(days=view.limits.minutes_days_max)
    for meeting in view.rows(Meeting).values():
        if view.at - meeting.end < grace:
            continue
        written = meeting.minutes.strip() != ""
        if written and _approved_by_body(view, meeting, meeting.body_id):
            continue
        yield Gap(
            table="meetings",
            key=meeting.meeting_id,
            column="minutes",
            case="not-approved" if written else "none",
            facts={"meeting": meeting.meeting_id, "body": meeting.body_id, "ended": meeting.end},
            joins=(("bodies", meeting.body_id),),
        )


@rule(
    "C-103",
    title=Text("Decision that does not say why"),
    why=Text(
        "A decision without options, reasons and a date of review cannot be defended afterwards, "
        "nor noticed when what it rested on has changed."
    ),
    cases={
        "body": Text("Nobody is named who took decision {decision}."),
        "chosen": Text("Decision {decision} does not say what was chosen."),
        "options": Text(
            "Options that decision {decision} names: {have}; it takes at least {need}."
        ),
        "reasons": Text("Decision {decision} gives no reasons."),
        "not-approved": Text(
            "Nobody of body {body} has approved decision {decision} as it stands."
        ),
        "no-review": Text("Decision {decision} has no date on which it is looked at again."),
        "review": Text(
            "Decision {decision} was to be looked at again by {review}, and has been neither "
            "renewed nor completed."
        ),
    },
    remedy=Text(
        "Complete the record: who, between which options, for which reasons, until when; have the "
        "body approve it, and look at it again in time."
    ),
    source=Text("Decision (policy) logs as the field keeps them; common practice, not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("body_members", "decisions", "meetings", "persons"),
    attests=(AttestationKind.APPROVED, AttestationKind.COMPLETED),
    limits=("options_min",),
)
def decisions_without_reasons(view: View) -> Iterator[Gap]:
    """Yield what each decision taken by now lacks; one dated later is still being prepared."""
    for decision in view.rows(Decision).values():
        if decision.decided is not None and decision.decided > view.at:
            continue
        body = _body_of(view, decision)
        for case in _lacking(view, decision, body):
            yield Gap(
                table="decisions",
                key=decision.decision_id,
                case=case,
                discriminator=case,
                facts={
                    "decision": decision.decision_id,
                    "body": body,
                    "have": len(_options(decision)),
                    "need": view.limits.options_min,
                    "review": decision.review,
                },
                joins=() if body is None else (("bodies", body),),
            )


def _body_of(view: View, decision: Decision) -> str | None:
    """Return the body that took the decision, its own or that of the meeting."""
    meeting = view.rows(Meeting).get(decision.meeting_id or "")
    return decision.body_id or (None if meeting is None else meeting.body_id)


def _options(decision: Decision) -> list[str]:
    return [option for option in decision.options if option.strip()]


def _lacking(view: View, decision: Decision, body: str | None) -> Iterator[str]:
    if body is None:
        yield "body"
    elif not _approved_by_body(view, decision, body):
        yield "not-approved"
    if not decision.chosen.strip():
        yield "chosen"
    if len(_options(decision)) < view.limits.options_min:
        yield "options"
    if not decision.reasons.strip():
        yield "reasons"
    if decision.review is None:
        yield "no-review"
    elif view.at >= decision.review and not by_anyone_known(
        view, decision, AttestationKind.COMPLETED
    ):
        yield "review"
