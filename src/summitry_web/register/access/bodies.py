"""Bodies: their tree, who sits in them and who stands in, what they met about and decided."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.governance import Body, BodyMember, Decision, Deputy, Mandate, Meeting
from summitry.plan.mandate import Objective
from summitry.plan.table import RowT, table_of
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.plans.access import rows
from summitry_web.plans.found import words_on
from summitry_web.register.paper import paper_in
from summitry_web.register.terms import Standing, State, standing_of


class Seat(Struct, frozen=True, kw_only=True):
    """A member with the deputies in their order, and whether each may stand in now."""

    person_id: str
    role: str
    deputies: tuple[tuple[str, bool], ...]


class Branch(Struct, frozen=True, kw_only=True):
    """A body at its depth in the tree."""

    body: Body
    depth: int
    members: int


class DecisionLine(Struct, frozen=True, kw_only=True):
    """A decision with who took it and whether it binds."""

    key: str
    decision: Decision
    body_id: str
    approved: Attestation | None

    @property
    def is_on_paper(self) -> bool:
        """Say whether the approval stands on paper."""
        return self.approved is not None and paper_in(self.approved.evidence) is not None


class BodyTold(Struct, frozen=True, kw_only=True):
    """Everything about one body."""

    body: Body
    above: tuple[Body, ...]
    under: tuple[Body, ...]
    seats: tuple[Seat, ...]
    meetings: tuple[tuple[str, Meeting], ...]
    decisions: tuple[DecisionLine, ...]


class MandateLine(Struct, frozen=True, kw_only=True):
    """A mandate with where it stands."""

    key: str
    mandate: Mandate
    standing: Standing
    marking: Marking

    @property
    def state(self) -> State:
        """Return where it stands."""
        return self.standing.state

    @property
    def is_on_paper(self) -> bool:
        """Say whether its approval stands on paper."""
        approved = self.standing.approved
        return approved is not None and paper_in(approved.evidence) is not None


def tree_of(actor: Actor, event: Event, *, at: datetime) -> list[Branch]:
    """Return the bodies, each after the one above it; one whose parent is not told is a root."""
    bodies = rows(actor, event, Body, at=at)
    members = rows(actor, event, BodyMember, at=at)
    seats: dict[str, int] = {}
    for member in members.values():
        seats[member.body_id] = seats.get(member.body_id, 0) + 1
    under: dict[str, list[str]] = {}
    for key, body in bodies.items():
        parent = str(body.parent_body_id or "")
        under.setdefault(parent if parent in bodies else "", []).append(key)
    found: dict[str, int] = {}
    waiting = [(key, 0) for key in reversed(under.get("", []))]
    while waiting:
        key, depth = waiting.pop()
        found[key] = depth
        waiting += [(each, depth + 1) for each in reversed(under.get(key, []))]
    # A circle of parents has no root: its bodies come last, so that none is missing.
    found |= {key: 0 for key in bodies if key not in found}
    return [
        Branch(body=bodies[key], depth=depth, members=seats.get(key, 0))
        for key, depth in found.items()
    ]


def body_told(actor: Actor, event: Event, body: Body, *, at: datetime) -> BodyTold:
    """Return everything that the actor may read about the body."""
    bodies = rows(actor, event, Body, at=at)
    members = rows(actor, event, BodyMember, at=at).values()
    deputies = rows(actor, event, Deputy, at=at).values()
    moment = moment_in(event, at)
    meetings = rows(actor, event, Meeting, at=at)
    own = tuple((k, each) for k, each in meetings.items() if each.body_id == body.body_id)
    above = bodies.get(body.parent_body_id or "")
    return BodyTold(
        body=body,
        above=() if above is None else (above,),
        under=tuple(each for each in bodies.values() if each.parent_body_id == body.body_id),
        seats=tuple(
            _seat(member, deputies, at=moment)
            for member in members
            if member.body_id == body.body_id
        ),
        meetings=tuple(sorted(own, key=lambda pair: pair[1].start, reverse=True)),
        decisions=tuple(
            line for line in decisions_of(actor, event, at=at) if line.body_id == body.body_id
        ),
    )


def _seat(member: BodyMember, deputies: Iterable[Deputy], *, at: datetime) -> Seat:
    own = sorted(
        (each for each in deputies if each.person_id == member.person_id),
        key=lambda deputy: (deputy.order, deputy.deputy_id),
    )
    return Seat(
        person_id=member.person_id,
        role=member.role.value,
        deputies=tuple((each.deputy_id, stands_in(each, at=at)) for each in own),
    )


def stands_in(deputy: Deputy, *, at: datetime) -> bool:
    """Say whether the deputy may stand in at the moment."""
    return (deputy.start is None or deputy.start <= at) and (deputy.end is None or at < deputy.end)


def decisions_of(actor: Actor, event: Event, *, at: datetime) -> list[DecisionLine]:
    """Return the decisions that the actor may read, in order of key."""
    decisions = rows(actor, event, Decision, at=at)
    meetings = rows(actor, event, Meeting, at=at)
    words = words_on(event, "decisions", decisions)
    found = []
    for key, decision in decisions.items():
        approved = words.of(decision, AttestationKind.APPROVED, at=moment_in(event, at))
        last = max(approved, key=lambda word: word.at, default=None)
        body = body_of(decision, meetings)
        found.append(DecisionLine(key=key, decision=decision, body_id=body, approved=last))
    return found


def body_of(decision: Decision, meetings: Mapping[str, Meeting]) -> str:
    """Return the body that took the decision: its own, or the meeting's."""
    meeting = meetings.get(decision.meeting_id or "")
    return str(decision.body_id or ("" if meeting is None else meeting.body_id))


def mandate_lines(actor: Actor, event: Event, *, at: datetime) -> list[MandateLine]:
    """Return the mandates that the actor may read, with where each stands."""
    mandates = rows(actor, event, Mandate, at=at)
    words = words_on(event, "mandates", mandates)
    return [
        MandateLine(
            key=key,
            mandate=mandate,
            standing=standing_of(mandate, words, at=moment_in(event, at)),
            marking=table_of(mandate).marking_of(mandate),
        )
        for key, mandate in mandates.items()
    ]


def set_by(
    actor: Actor, event: Event, mandate_id: str, *, at: datetime
) -> tuple[list[Objective], list[Body]]:
    """Return the objectives that the mandate sets, and the bodies that it makes."""

    def own(row_type: type[RowT]) -> list[RowT]:
        found = rows(actor, event, row_type, at=at).values()
        return [each for each in found if getattr(each, "mandate_id", None) == mandate_id]

    return own(Objective), own(Body)
