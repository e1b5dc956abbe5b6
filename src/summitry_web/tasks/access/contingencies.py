"""Contingencies: who acts in each, who has a card, and who has acknowledged it."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from summitry.plan.attestation import AttestationKind, row_hash
from summitry.plan.organisation import Person, Unit
from summitry.plan.risks import Contingency, ContingencyCard
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.found import words_on
from summitry_web.tasks.access.speaking import speaks_for


class Card(Struct, frozen=True, kw_only=True):
    """What one unit's own plan says for a contingency."""

    key: str
    hash: str
    title: str
    contingency_id: str
    unit_id: str
    is_acknowledged: bool
    may_acknowledge: bool


class Shown(Struct, frozen=True, kw_only=True):
    """A contingency with the units that it names, by name."""

    key: str
    row: Contingency
    marking: Marking
    owners: tuple[str, ...]
    agencies: tuple[str, ...]
    without_card: tuple[str, ...]
    """Those that act in it and have no card that the reader may read."""
    silent: tuple[str, ...]
    """Those that have not acknowledged their card as it stands."""


class Contingencies(Struct, frozen=True, kw_only=True):
    """The contingencies that the reader may read, and the cards that wait for the reader."""

    shown: tuple[Shown, ...]
    waiting: tuple[Card, ...]


def contingencies_of(here: Here) -> Contingencies:
    """Return what the reader may read."""
    found = rows(here.actor, here.event, Contingency, at=here.at)
    units = rows(here.actor, here.event, Unit, at=here.at)
    cards = _cards(here, found)

    def named(listed: Iterable[str]) -> tuple[str, ...]:
        return tuple(units[each].name if each in units else each for each in listed)

    shown = []
    for key, row in found.items():
        own = [card for card in cards if card.contingency_id == key]
        held = {card.unit_id for card in own}
        shown.append(
            Shown(
                key=key,
                row=row,
                marking=TABLES["contingencies"].marking_of(row),
                owners=named(row.owner_unit_ids),
                agencies=named(row.agency_unit_ids),
                without_card=named(each for each in row.agency_unit_ids if each not in held),
                silent=named(card.unit_id for card in own if not card.is_acknowledged),
            )
        )
    waiting = tuple(card for card in cards if card.may_acknowledge)
    return Contingencies(shown=tuple(shown), waiting=waiting)


def _cards(here: Here, found: Mapping[str, Contingency]) -> list[Card]:
    """Return the cards of readable contingencies."""
    cards = rows(here.actor, here.event, ContingencyCard, at=here.at)
    words = words_on(here.event, "contingency_cards", cards)
    persons = held_snapshot(here.event).rows(Person)
    made = []
    for key, row in cards.items():
        if row.contingency_id not in found:
            continue
        is_acknowledged = any(
            word.by in persons and persons[word.by].unit_id == row.unit_id
            for word in words.of(row, AttestationKind.ACKNOWLEDGED, at=here.moment)
        )
        marking = TABLES["contingency_cards"].marking_of(row)
        thing = Thing(owners=(row.unit_id,), marking=marking)
        may = speaks_for(here.actor, Verb.ACKNOWLEDGE, (row.unit_id,), thing, at=here.at)
        made.append(
            Card(
                key=key,
                hash=row_hash(row),
                title=found[row.contingency_id].title,
                contingency_id=row.contingency_id,
                unit_id=row.unit_id,
                is_acknowledged=is_acknowledged,
                may_acknowledge=may and not is_acknowledged,
            )
        )
    return made
