"""Revocations: decided by somebody who may, with a reason and an end, told, and known to gates."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.shelves import GATE_LISTS, shelves
from summitry.check.standing import with_power
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.access import Gate, Participant
from summitry.plan.accreditation import AccessRight, Revocation
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation
from summitry.plan.table import table_of
from summitry.plan.terms import Field, Kind, Power, Severity

HAMBURG = Text(
    "G20 summit Hamburg 2017: 32 accreditations withdrawn in the middle of the event; a court "
    "found in 2019 that there was no legal basis (report of the German public broadcaster; Council "
    "of Europe alert 72/2017)."
)
STATES = frozenset({Kind.STATE, Kind.OBSERVER_STATE})


@rule(
    "C-32",
    title=Text("Revocation that would not stand"),
    why=Text(
        "Hamburg 2017: badges were taken from reporters without a reason that anybody could name, "
        "on data that was partly wrong or out of date."
    ),
    cases={
        "no-reason": Text("Revocation {revocation} has no reason code."),
        "no-decider": Text("Nobody is named who decided revocation {revocation}."),
        "no-power": Text(
            "{decider} decided revocation {revocation} without the power to decide on access."
        ),
        "no-review": Text("Revocation {revocation} has no date on which it is looked at again."),
        "no-expiry": Text("Revocation {revocation} has no end."),
        "not-told": Text(
            "Participant {participant} has not been told of revocation {revocation}, decided "
            "{decided}."
        ),
        "overdue": Text(
            "Revocation {revocation} was to be looked at again by {review}, and nobody with the "
            "power has."
        ),
        "alone": Text(
            "Revocation {revocation} takes entry from a delegate of a State; one person decided "
            "it, and no second one with the power has approved it."
        ),
    },
    remedy=Text(
        "Record reason, decider, review and end, tell the person and how to object; refer a "
        "State's delegate to protocol; where that cannot be done, give the badge back."
    ),
    source=HAMBURG,
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.PERSON,
    reads=("delegations", "participants", "persons", "revocations"),
    attests=(AttestationKind.APPROVED, AttestationKind.VERIFIED),
)
def unfounded_revocations(view: View) -> Iterator[Gap]:
    """Yield what each revocation lacks."""
    for revocation in view.rows(Revocation).values():
        lacking = {
            "no-reason": ("reason", revocation.reason is None),
            "no-decider": ("decider_id", revocation.decider_id is None),
            "no-power": ("decider_id", _without_power(view, revocation)),
            "no-review": ("review", revocation.review is None),
            "no-expiry": ("expires", revocation.expires is None),
            "not-told": ("told", not revocation.told and revocation.decided <= view.at),
            "overdue": ("review", _overdue(view, revocation)),
            "alone": ("decider_id", _alone(view, revocation)),
        }
        for case, (column, lacks) in lacking.items():
            if lacks:
                yield _gap(revocation, case=case, column=column)


def _gap(revocation: Revocation, *, case: str, column: str) -> Gap:
    return Gap(
        table="revocations",
        key=revocation.revocation_id,
        column=column,
        case=case,
        discriminator=case,
        facts={
            "revocation": revocation.revocation_id,
            "participant": revocation.participant_id,
            "decider": revocation.decider_id,
            "decided": revocation.decided,
            "review": revocation.review,
        },
        joins=_joined(revocation),
    )


def _joined(revocation: Revocation) -> tuple[Subject, ...]:
    """Return whom it concerns and who decided it, whose unit must answer for it."""
    decider = revocation.decider_id
    decided = () if decider is None else (("persons", str(decider)),)
    return ("participants", str(revocation.participant_id)), *decided


def _without_power(view: View, revocation: Revocation) -> bool:
    """Say whether the decider is known and may not decide on access."""
    decider = view.rows(Person).get(revocation.decider_id or "")
    return decider is not None and Power.DECIDE_ACCESS not in decider.powers


def _overdue(view: View, revocation: Revocation) -> bool:
    """Say whether the review is past, the revocation in force, and nobody looked at it again."""
    if revocation.review is None or view.at < revocation.review or not _in_force(view, revocation):
        return False
    words = with_power(view, revocation, AttestationKind.VERIFIED, Power.DECIDE_ACCESS)
    return all(word.at <= revocation.decided for word in words)


def _alone(view: View, revocation: Revocation) -> bool:
    """Say whether a State's delegate is concerned and nobody but the decider approved it."""
    participant = view.rows(Participant).get(revocation.participant_id)
    delegation_id = "" if participant is None else participant.delegation_id or ""
    delegation = view.rows(Delegation).get(delegation_id)
    if delegation is None or delegation.kind not in STATES:
        return False
    words = with_power(view, revocation, AttestationKind.APPROVED, Power.DECIDE_ACCESS)
    return all(word.by == revocation.decider_id for word in words)


def _in_force(view: View, revocation: Revocation) -> bool:
    return _holds(revocation, view.at)


def _holds(revocation: Revocation, moment: datetime) -> bool:
    """Say whether entry is revoked at the moment, ``[decided, expires)``."""
    return revocation.decided <= moment and (
        revocation.expires is None or moment < revocation.expires
    )


@rule(
    "C-64",
    title=Text("Revoked badge that still opens a gate"),
    why=Text("A revocation counts once every gate knows it and nothing else lets the person in."),
    cases={
        "used": Text(
            "The badge of participant {participant} was used at gate {gate} at {at}, after "
            "revocation {revocation} of {decided}."
        ),
        "still-right": Text(
            "Participant {participant} still holds an extra right to zone {zone}, in spite of "
            "revocation {revocation} of {decided}."
        ),
        "not-listed": Text(
            "No list for the gates has been issued since revocation {revocation} of {decided}; "
            "{limit_minutes} min are allowed."
        ),
    },
    remedy=Text(
        "Issue a new list to every gate, take the rights that remain, and look for the person and "
        "for how the badge got through."
    ),
    source=Text(
        "G20 summit Hamburg 2017: a recall by telephone did not reach the police at the gates."
    ),
    field=Field.ACCREDITATION,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(
        "access_rights",
        "gates",
        "list_versions",
        "lists",
        "participants",
        "persons",
        "revocations",
    ),
    attests=(AttestationKind.RECALLED,),
    limits=("recall_minutes_max",),
)
def revoked_and_let_in(view: View) -> Iterator[Gap]:
    """Yield badges used after their revocation, rights that remain, and gates not told."""
    revocations = view.rows(Revocation)
    if not revocations:
        return
    by_participant = grouped(revocations.values(), "participant_id")
    yield from _uses(view, by_participant)
    for extra in view.rows(AccessRight).values():
        if extra.end is not None and extra.end <= view.at:
            continue
        for revocation in by_participant.get(extra.participant_id, ()):
            if _in_force(view, revocation):
                yield _let_in(
                    revocation,
                    case="still-right",
                    table="access_rights",
                    key=table_of(extra).key_of(extra),
                    more={"zone": extra.zone_id},
                )
    yield from _not_listed(view, revocations)


def _uses(view: View, by_participant: Mapping[str, list[Revocation]]) -> Iterator[Gap]:
    """Yield each use of a revoked badge; uses by anybody else are not looked at."""
    for participant, gate, moment in view.live.badge_uses:
        for revocation in by_participant.get(participant, ()):
            if _holds(revocation, moment):
                yield _let_in(
                    revocation,
                    case="used",
                    table="revocations",
                    key=revocation.revocation_id,
                    more={"gate": gate, "at": moment},
                )


def _not_listed(view: View, revocations: Mapping[str, Revocation]) -> Iterator[Gap]:
    """Yield revocations in force that no list at the gates can hold yet, once the time is over."""
    minutes = view.limits.recall_minutes_max
    issued = (
        version.issued
        for shelf in view.derive(shelves).values()
        if shelf.listed.kind in GATE_LISTS
        for version in shelf.active
    )
    last = max(issued, default=None)
    for revocation in revocations.values() if view.rows(Gate) else ():
        late = view.at > revocation.decided + timedelta(minutes=minutes)
        if not late or not _in_force(view, revocation):
            continue
        if last is None or last < revocation.decided:
            yield _let_in(
                revocation,
                case="not-listed",
                table="revocations",
                key=revocation.revocation_id,
                more={"limit_minutes": minutes},
            )


def _let_in(
    revocation: Revocation, *, case: str, table: str, key: str, more: Mapping[str, Fact | datetime]
) -> Gap:
    return Gap(
        table=table,
        key=key,
        case=case,
        discriminator=f"{case}:{revocation.revocation_id}:{more.get('gate', '')}",
        severity=Severity.CRITICAL if case == "used" else None,
        facts={
            "revocation": revocation.revocation_id,
            "participant": revocation.participant_id,
            "decided": revocation.decided,
            **more,
        },
        joins=(
            ("revocations", str(revocation.revocation_id)),
            *_joined(revocation),
            *((("zones", str(more["zone"])),) if "zone" in more else ()),
            *((("gates", str(more["gate"])),) if "gate" in more else ()),
        ),
    )
