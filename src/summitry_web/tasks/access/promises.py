"""Promises of resources with the words that bind their units."""

from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import AttestationKind, row_hash
from summitry.plan.organisation import Person, Unit
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.found import words_on
from summitry_web.tasks.access.speaking import speaks_for


class Promised(Struct, frozen=True, kw_only=True):
    """A promise, and whether it binds."""

    key: str
    hash: str
    need: str
    due: datetime | None
    unit: str
    count: int
    asked: int
    """How many are needed; 0 where the need is not the reader's to read."""
    promised: datetime
    accepted: datetime | None
    may_accept: bool


def promises_of(here: Here) -> list[Promised]:
    """Return the promises that the reader may read, those that do not bind yet first."""
    found = rows(here.actor, here.event, Commitment, at=here.at)
    needs = rows(here.actor, here.event, ResourceNeed, at=here.at)
    units = rows(here.actor, here.event, Unit, at=here.at)
    words = words_on(here.event, "commitments", found)
    persons = held_snapshot(here.event).rows(Person)
    listed = []
    for key, row in found.items():
        moments = [
            word.at
            for word in words.of(row, AttestationKind.ACCEPTED, at=here.moment)
            if word.by in persons and persons[word.by].unit_id == row.unit_id
        ]
        need = needs.get(row.need_id)
        unit = row.unit_id or ""
        thing = Thing(owners=(unit,) if unit else (), marking=TABLES["commitments"].marking_of(row))
        listed.append(
            Promised(
                key=key,
                hash=row_hash(row),
                need="" if need is None else need.title,
                due=None if need is None else need.due,
                unit=units[unit].name if unit in units else unit,
                count=row.count,
                asked=0 if need is None else need.count,
                promised=row.promised,
                accepted=min(moments, default=None),
                may_accept=not moments
                and bool(unit)
                and speaks_for(here.actor, Verb.EDIT, (unit,), thing, at=here.at),
            )
        )
    return sorted(listed, key=lambda each: (each.accepted is not None, each.unit, each.key))
