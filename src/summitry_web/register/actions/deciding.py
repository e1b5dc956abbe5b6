"""Submitting, returning, reviewing, approving: each a word on the content that was seen."""

from datetime import datetime, timedelta

from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.governance import Body, BodyMember, Decision, Mandate, Meeting
from summitry.plan.plans import UnitPlan
from summitry.plan.table import Row
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import held_snapshot
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.actions.words import attest
from summitry_web.register.access.subjects import Subject, subject_for
from summitry_web.register.paper import Paper, as_evidence, bound, checked
from summitry_web.register.terms import standing_of

APPROVED_BY = {
    "mandates": Verb.APPROVE_MANDATE,
    "plans": Verb.APPROVE_PLAN,
    "decisions": Verb.APPROVE_PLAN,
    "meetings": Verb.APPROVE_PLAN,
}
RETURNED_BY = {"mandates": Verb.APPROVE_MANDATE, "plans": Verb.REVIEW}
VERIFIED_BY = {"plans": Verb.REVIEW, "evidence": Verb.REVIEW, "requirements": Verb.REVIEW}
SUBMITTED_BY = {"mandates": Verb.SUBMIT, "plans": Verb.SUBMIT}
REASON_LENGTH_MAX = 2_000
ONE_MOMENT = timedelta(seconds=10)
"""Of two who say something at once, the first may have looked at the clock a little later."""


class Wish(Struct, frozen=True, kw_only=True):
    """What somebody says: of which row, in which content, for which reasons."""

    table: str
    key: str
    seen: str
    """The hash of the content that they saw."""
    reason: str = ""


@transaction.atomic
def submit(actor: Actor, event: Event, wish: Wish, *, at: datetime) -> Attestation:
    """Submit the mandate or plan as it stands.

    Raises
    ------
    SummitryError
        ``register.submitted``, ``register.approved``, ``word.row_changed``.
    """
    subject = asked(actor, event, wish, SUBMITTED_BY, at=at)
    if subject.standing.approved is not None:
        raise SummitryError("register.approved")
    if subject.standing.submitted is not None:
        raise SummitryError("register.submitted")
    return say(actor, event, wish, AttestationKind.SUBMITTED, at=at)


@transaction.atomic
def send_back(actor: Actor, event: Event, wish: Wish, *, at: datetime) -> Attestation:
    """Return what was submitted, with reasons.

    Raises
    ------
    SummitryError
        ``register.reason``, ``register.not_submitted``, ``register.same_person``;
        ``register.approved`` for a plan, whose reviewers do not take an approval back.
    """
    if not wish.reason:
        raise SummitryError("register.reason")
    subject = asked(actor, event, wish, RETURNED_BY, at=at)
    if subject.table == "plans" and subject.standing.approved is not None:
        raise SummitryError("register.approved")
    submitter_is_not(actor, subject)
    return say(actor, event, wish, AttestationKind.RETURNED, at=at)


@transaction.atomic
def review(actor: Actor, event: Event, wish: Wish, *, at: datetime) -> Attestation:
    """Say that the plan fits this event, as it stands; or that the evidence holds.

    Raises
    ------
    SummitryError
        ``register.not_submitted``, ``register.same_person``.
    """
    subject = asked(actor, event, wish, VERIFIED_BY, at=at)
    if subject.table == "plans":
        submitter_is_not(actor, subject)
    return say(actor, event, wish, AttestationKind.VERIFIED, at=at)


@transaction.atomic
def approve(
    actor: Actor, event: Event, wish: Wish, *, at: datetime, paper: Paper | None = None
) -> Attestation:
    """Approve it as it stands; with a paper, on the strength of what was signed there.

    The code that is printed on the paper must be that of the content that stands here.

    Raises
    ------
    SummitryError
        ``register.…`` where its turn has not come, ``paper.…``.
    """
    subject = asked(actor, event, wish, APPROVED_BY, at=at)
    _its_turn(actor, event, subject)
    evidence = ""
    if paper is not None:
        digits = bound(paper.printed, subject.hash)
        told = Paper(
            number=paper.number, date=paper.date, seal=paper.seal, office=paper.office,
            printed=digits, scan=paper.scan,
        )  # fmt: skip
        evidence = as_evidence(checked(told, today=moment_in(event, at).date()))
    return say(actor, event, wish, AttestationKind.APPROVED, at=at, evidence=evidence)


def _its_turn(actor: Actor, event: Event, subject: Subject) -> None:
    """Return where it may be approved by the actor now."""
    standing = subject.standing
    if standing.approved is not None:
        raise SummitryError("register.approved")
    if subject.table in SUBMITTED_BY:
        submitter_is_not(actor, subject)
    if isinstance(subject.row, UnitPlan) and standing.reviewed is None:
        raise SummitryError("register.not_reviewed")
    body = deciding_body(event, subject.row)
    members = _members(event, body)
    if members and actor.person_id not in members:
        raise SummitryError("register.not_a_member")


def deciding_body(event: Event, row: Row) -> str:
    """Return the body whose members approve the row, empty where none is named."""
    if isinstance(row, Mandate):
        return str(row.authority_body_id or "")
    if isinstance(row, Meeting):
        return str(row.body_id)
    if isinstance(row, Decision):
        meeting = held_snapshot(event).rows(Meeting).get(row.meeting_id or "")
        return str(row.body_id or ("" if meeting is None else meeting.body_id))
    return ""


def _members(event: Event, body: str) -> frozenset[str]:
    plan = held_snapshot(event)
    if body not in plan.rows(Body):
        return frozenset()
    seats = plan.rows(BodyMember).values()
    return frozenset(each.person_id for each in seats if each.body_id == body)


def asked(
    actor: Actor, event: Event, wish: Wish, verbs: dict[str, Verb], *, at: datetime
) -> Subject:
    """Return the row where the actor may do so with it.

    Raises
    ------
    Denied
        Not there, or not the actor's to do.
    SummitryError
        ``register.unseen``, ``word.row_changed``.
    """
    if wish.table not in verbs:
        raise Denied("table")
    # Two who say the same at one moment would each find that nobody has said it yet.
    held = locked(event)
    subject = subject_for(actor, event, wish.table, wish.key, at=at)
    moment = moment_in(held, at) + ONE_MOMENT
    standing = standing_of(subject.row, subject.words, at=moment)
    subject = replace(subject, standing=standing)
    require(actor, verbs[wish.table], subject.thing, at=at)
    if not wish.seen:
        raise SummitryError("register.unseen")
    if wish.seen != subject.hash:
        raise SummitryError("word.row_changed", table=wish.table, key=wish.key)
    return subject


def submitter_is_not(actor: Actor, subject: Subject) -> None:
    """Return where somebody else has submitted it as it stands."""
    submitted = subject.standing.submitted
    if submitted is None:
        raise SummitryError("register.not_submitted")
    if submitted.by == actor.person_id:
        raise SummitryError("register.same_person")


def say(
    actor: Actor,
    event: Event,
    wish: Wish,
    kind: AttestationKind,
    *,
    at: datetime,
    evidence: str = "",
) -> Attestation:
    """Add the word; it is bound to the content that was seen."""
    return attest(
        actor,
        event,
        table=wish.table,
        key=wish.key,
        kind=kind,
        at=at,
        reason=wish.reason[:REASON_LENGTH_MAX],
        evidence=evidence,
        seen_hash=wish.seen,
    )
