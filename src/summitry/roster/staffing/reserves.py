"""Reserves: people of a unit who are kept off posts for as long as the plan keeps them.

A reserve is so many people, not whom. Where a unit has enough people for its posts and its reserves
at once, nobody needs to be told apart; where not, some are kept before posts are filled.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta
from itertools import chain, pairwise

from msgspec import Struct

from summitry.kit.ids import PersonId, UnitId
from summitry.kit.time import day_of, end_of_day, moment_of, seconds_of
from summitry.plan.resources import BaseDuty, Reserve
from summitry.plan.snapshot import Snapshot
from summitry.roster.staffing.gaps import Stay
from summitry.roster.staffing.problem import Demand, Kept, Span


class _Level(Struct, frozen=True):
    """How many of a unit are in reserve, asked for on posts, and on posts already, from when on."""

    at: int
    reserve: int
    asked: int
    there: frozenset[PersonId]


def reserved(
    snapshot: Snapshot,
    demands: Sequence[Demand],
    shifts: Iterable[Stay],
    people: Mapping[UnitId, Sequence[PersonId]],
) -> tuple[tuple[Kept, ...], Mapping[PersonId, list[Span]]]:
    """Return what reserves leave of units at the times at which they bind, and who is kept when.

    A unit has as many people as its everyday duty leaves of its strength, or where that is not
    known as the plan has of it. A reserve of more people than these are others, whom the plan does
    not name.

    Parameters
    ----------
    shifts
        Those that stay as they are.
    people
        By unit who could be put on posts, in the order in which they stay.
    """
    reserves: dict[UnitId, list[Reserve]] = defaultdict(list)
    for row in snapshot.rows(Reserve).values():
        if row.unit_id is not None and people.get(row.unit_id):
            reserves[row.unit_id].append(row)
    stays: dict[PersonId, list[Stay]] = defaultdict(list)
    for stay in shifts if reserves else ():
        stays[stay.person_id].append(stay)
    midnights = _midnights(snapshot)
    kept: list[Kept] = []
    home: dict[PersonId, list[Span]] = defaultdict(list)
    for unit, rows in reserves.items():
        own = people[unit]
        there = list(chain.from_iterable(stays.get(person, ()) for person in own))
        asked = [demand for demand in demands if demand.may(unit)]
        for before, after in pairwise(_levels(rows, asked, there, midnights.get(unit, ()))):
            strength = _strength(snapshot, unit, before.at, len(own))
            left = strength - before.reserve
            if left < 0 or before.reserve == 0 or before.asked + len(before.there) <= left:
                continue
            more = max(0, left - len(before.there))
            free = [person for person in own if person not in before.there]
            staying = free[: max(0, len(free) - more)]
            for person in staying:
                home[person].append((before.at, after.at))
            kept.append(
                Kept(
                    unit_id=unit,
                    start=before.at,
                    end=after.at,
                    people_max=more,
                    people_home=len(staying),
                )
            )
    return tuple(kept), home


def _midnights(snapshot: Snapshot) -> Mapping[UnitId, list[int]]:
    """Return by unit where the days begin and end of which the plan names the strength."""
    midnights: dict[UnitId, list[int]] = defaultdict(list)
    for duty in snapshot.rows(BaseDuty).values():
        for day in (duty.day - timedelta(days=1), duty.day):
            midnights[duty.unit_id].append(seconds_of(end_of_day(day, snapshot.event.zone)))
    return midnights


def _strength(snapshot: Snapshot, unit: UnitId, at: int, named: int) -> int:
    day = day_of(moment_of(at), snapshot.event.zone)
    row = snapshot.rows(BaseDuty).get(f"{unit}|{day.isoformat()}")
    return named if row is None else max(0, row.strength - row.headcount_min)


def _levels(
    rows: Iterable[Reserve],
    asked: Iterable[Demand],
    stays: Iterable[Stay],
    midnights: Iterable[int],
) -> Iterator[_Level]:
    """Yield each change of what is there or of the strength, by time; at the last nothing is left.

    Who is there is looked up where there is a reserve at all.
    """
    changes: dict[int, list[tuple[int, int, PersonId | None, int]]] = defaultdict(list)
    for at in midnights:
        changes[at] = []
    for row in rows:
        changes[seconds_of(row.start)].append((row.headcount, 0, None, 0))
        changes[seconds_of(row.end)].append((-row.headcount, 0, None, 0))
    for demand in asked:
        changes[demand.start].append((0, demand.count, None, 0))
        changes[demand.end].append((0, -demand.count, None, 0))
    for stay in stays:
        changes[stay.start].append((0, 0, stay.person_id, 1))
        changes[stay.end].append((0, 0, stay.person_id, -1))
    reserve, wanted = 0, 0
    there: dict[PersonId, int] = defaultdict(int)
    for at in sorted(changes):
        for more, people, person, step in changes[at]:
            reserve, wanted = reserve + more, wanted + people
            if person is not None:
                there[person] += step
        persons = (person for person, count in there.items() if count and reserve)
        yield _Level(at, reserve, wanted, frozenset(persons))
