"""Delegations: a head, a liaison officer for the whole stay, a gift that lies ready."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from summitry.check.attendance import at_hand
from summitry.check.promises import NO_DATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.kit.time import Interval, moment_of, seconds_of, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Gift, LiaisonOfficer
from summitry.plan.terms import Field, Kind, Severity
from summitry.policy.precedence import RANKS, outranks
from summitry.policy.timing import Use, clashes

RECEIVED = frozenset({Kind.STATE, Kind.OBSERVER_STATE, Kind.REGIONAL_ORGANISATION})
"""Which delegations the host gives an officer to, whoever is in them; others with a principal."""


@rule(
    "C-203",
    title=Text("Delegation without its liaison officer"),
    why=Text(
        "Every change of the programme reaches a delegation through one person; where there is "
        "none, or none who is understood, it reaches the delegation at the wrong door."
    ),
    cases={
        "nobody": Text("Delegation {delegation} has no liaison officer."),
        "gap": Text("Delegation {delegation} has no liaison officer for a part of its stay."),
        "language": Text(
            "For a part of its stay no liaison officer of delegation {delegation} speaks one of "
            "its languages: {languages}."
        ),
        "twice": Text(
            "{person} is liaison officer of {delegation} and of {other} at the same time."
        ),
    },
    remedy=Text(
        "Give the delegation an officer of its own, who speaks a language of it, from its arrival "
        "to its departure."
    ),
    source=Text("Practice of State protocol and of host country agreements; not verified."),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("liaison_officers", "delegations", "principals", "persons"),
)
def delegations_alone(view: View) -> Iterator[Gap]:
    """Yield delegations without an officer who is understood, and officers given twice."""
    by_delegation = grouped(view.rows(LiaisonOfficer).values(), "delegation_id")
    if not by_delegation:
        # Whoever plans no officers at all has left it to the delegations' liaison units.
        return
    principals = grouped(view.rows(Principal).values(), "delegation_id")
    for delegation in view.rows(Delegation).values():
        own = principals.get(delegation.delegation_id, ())
        if delegation.kind in RECEIVED or own:
            rows = by_delegation.get(delegation.delegation_id, ())
            yield from _alone(view, delegation, stay(view, own), rows)
    yield from _given_twice(view)


def stay(view: View, own: Sequence[Principal]) -> Interval:
    """Return from the first arrival of a delegation's principals to their last departure.

    The event itself where no arrival, or no departure, is known.
    """
    event = view.event
    arrivals = [each.arrives for each in own if each.arrives is not None]
    departures = [each.leaves for each in own if each.leaves is not None]
    start = min(arrivals, default=event.opens)
    return Interval(start, max(start, max(departures, default=event.closes)))


def _alone(
    view: View, delegation: Delegation, there: Interval, rows: Sequence[LiaisonOfficer]
) -> Iterator[Gap]:
    """Yield when nobody is with the delegation, and when nobody whom it understands is."""
    if not rows:
        yield _alone_gap(delegation, "nobody", there)
        return
    attended = [
        (_is_understood(view, delegation, row), part)
        for row in rows
        for part in at_hand(view, row.person_id, Interval(row.start, row.end))
    ]
    anybody = [part for _, part in attended]
    for gap in uncovered(there, anybody):
        yield _alone_gap(delegation, "gap", gap)
    # Where nobody is there at all, that is told already.
    understood = [part for understands, part in attended if understands]
    alone = tuple(uncovered(there, anybody))
    for gap in uncovered(there, (*understood, *alone)):
        yield _alone_gap(delegation, "language", gap)


def _is_understood(view: View, delegation: Delegation, row: LiaisonOfficer) -> bool:
    """Say whether the officer speaks a language of the delegation, if its languages are known.

    An officer who is not in the plan is told as a dangling reference.
    """
    person = view.rows(Person).get(row.person_id)
    if person is None or not delegation.languages:
        return True
    return not set(person.languages).isdisjoint(delegation.languages)


def _alone_gap(delegation: Delegation, case: str, when: Interval) -> Gap:
    return Gap(
        table="delegations",
        key=delegation.delegation_id,
        case=case,
        discriminator=case,
        start=when.start,
        end=when.end,
        facts={"delegation": delegation.delegation_id, "languages": delegation.languages},
    )


def _given_twice(view: View) -> Iterator[Gap]:
    """Yield each officer who is with two delegations at once."""
    for person_id, own in grouped(view.rows(LiaisonOfficer).values(), "person_id").items():
        uses = [
            Use(seconds_of(row.start), seconds_of(row.end), row.delegation_id, row.delegation_id)
            for row in own
        ]
        for earlier, later in clashes(uses, 0):
            yield Gap(
                table="liaison_officers",
                key=f"{later.key}|{person_id}",
                column="person_id",
                case="twice",
                discriminator=earlier.key,
                start=moment_of(later.start),
                end=moment_of(min(earlier.end, later.end)),
                facts={"person": person_id, "delegation": later.key, "other": earlier.key},
                joins=(("liaison_officers", f"{earlier.key}|{person_id}"),),
            )


@rule(
    "C-204",
    title=Text("Delegation without a head"),
    why=Text(
        "Rank, place, holding room and flag follow from the head of the delegation; where none is "
        "named, every office guesses for itself."
    ),
    cases={
        "none": Text("Which of {principals} heads delegation {delegation} is not said."),
        "other-delegation": Text(
            "{head} is to head delegation {delegation}, but belongs to {other}."
        ),
        "outranked": Text(
            "{head} ({rank}) is to head delegation {delegation}, but {other} ({other_rank}) of it "
            "ranks higher."
        ),
    },
    remedy=Text("Name the head of the delegation as its note says, and the rank with it."),
    source=Text("Practice of State protocol; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("delegations", "principals"),
)
def delegations_without_head(view: View) -> Iterator[Gap]:
    """Yield delegations with principals of whom none, or the wrong one, is the head.

    A principal who comes alone is the head.
    """
    principals = view.rows(Principal)
    by_delegation = grouped(principals.values(), "delegation_id")
    for delegation in view.rows(Delegation).values():
        own = by_delegation.get(delegation.delegation_id, [])
        head_id = delegation.head_principal_id
        head = principals.get(head_id or "")
        if head_id is None and len(own) > 1:
            ids = tuple(each.principal_id for each in own)
            yield _head_gap(delegation, "none", {"principals": ids})
        elif head is not None and head.delegation_id != delegation.delegation_id:
            facts = {"head": head.principal_id, "other": head.delegation_id}
            yield _head_gap(delegation, "other-delegation", facts)
        elif head is not None:
            yield from _outranked(delegation, head, own)


def _outranked(delegation: Delegation, head: Principal, own: Iterable[Principal]) -> Iterator[Gap]:
    higher = [each for each in own if outranks(each.rank, head.rank)]
    if higher:
        first = min(higher, key=lambda each: (RANKS[each.rank], each.principal_id))
        facts = {
            "head": head.principal_id,
            "rank": head.rank,
            "other": first.principal_id,
            "other_rank": first.rank,
        }
        yield _head_gap(delegation, "outranked", facts)


def _head_gap(delegation: Delegation, case: str, facts: Mapping[str, Fact]) -> Gap:
    return Gap(
        table="delegations",
        key=delegation.delegation_id,
        column="head_principal_id",
        case=case,
        facts={"delegation": delegation.delegation_id, **facts},
        unknown=case == "none",
    )


@rule(
    "C-206",
    title=Text("Gift not ready"),
    why=Text("An exchange of gifts in which one side has none is in every paper the next day."),
    cases={
        "late": Text(
            "Gift {gift} for {delegation} was to lie ready by {due}, and nobody has seen it."
        ),
        "no-date": Text(
            "Gift {gift} for {delegation} has not been seen, and no date is set for it."
        ),
        "after": Text(
            "Gift {gift} for {delegation} is to lie ready by {due} only, after {item} has begun."
        ),
    },
    remedy=Text("Have the gift laid ready before the item, and have somebody verify it."),
    source=Text("Practice of State protocol; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.LOW,
    phase=Phase.D2,
    scope=Scope.UNIT,
    reads=("gifts", "programme", "persons"),
    attests=(AttestationKind.VERIFIED,),
)
def gifts_not_ready(view: View) -> Iterator[Gap]:
    """Yield gifts that are late, undated, or due only after they are given."""
    for gift in view.rows(Gift).values():
        item = view.rows(Item).get(gift.item_id or "")
        needed = None if item is None else item.start
        case = promised(view, gift, AttestationKind.VERIFIED, gift.due, needed)
        if case:
            yield Gap(
                table="gifts",
                key=gift.gift_id,
                column="due",
                case=case,
                start=gift.due,
                facts={
                    "gift": gift.gift_id,
                    "delegation": gift.delegation_id,
                    "due": gift.due,
                    "item": gift.item_id,
                },
                joins=(("delegations", gift.delegation_id),),
                unknown=case == NO_DATE,
            )
