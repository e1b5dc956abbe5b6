"""Where people come and stay, day by day: from arrival curves and the programme."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from itertools import accumulate

import numpy as np
from msgspec import Struct

from summitry.check.view import View
from summitry.kit.time import Interval, day_of, moment_of
from summitry.plan.access import Gate
from summitry.plan.places import Room, Zone
from summitry.plan.programme import Item

Day = tuple[str, date]
"""A gate or site with a day at the venue."""

DAYS_MAX = date.max.toordinal() + 1


class Coming(Struct, frozen=True):
    """When people come, and how many."""

    interval: Interval
    persons: int


class Crowd(Struct, frozen=True, kw_only=True):
    """The people on a site on one day.

    Parameters
    ----------
    interval
        From the first arrival or item to the last, and the time in which they leave.
    persons
        The most that the plan tells of: expected in rooms at once, or come in all.
    """

    interval: Interval
    persons: int
    item_ids: tuple[str, ...]


def coming(view: View) -> Mapping[Day, Coming]:
    """Return for each gate and day of the venue when people come, and how many."""
    columns = view.columns("arrivals")
    some = np.flatnonzero(columns["persons"] > 0)
    starts, place = np.unique(columns["start"][some], return_inverse=True)
    days = [day_of(moment_of(start), view.zone) for start in starts.tolist()]
    ordinals = np.array([day.toordinal() for day in days], dtype=np.int64)[place]
    keys, group = np.unique(columns["gate_id"][some] * DAYS_MAX + ordinals, return_inverse=True)
    first = np.full(len(keys), np.iinfo(np.int64).max)
    last = np.full(len(keys), np.iinfo(np.int64).min)
    total = np.zeros(len(keys), dtype=np.int64)
    np.minimum.at(first, group, columns["start"][some])
    np.maximum.at(last, group, columns["end"][some])
    np.add.at(total, group, columns["persons"][some])
    words = columns.words.get("gate_id", ())
    return {
        (words[key // DAYS_MAX], date.fromordinal(key % DAYS_MAX)): Coming(
            Interval(moment_of(start), moment_of(end)), persons
        )
        for key, start, end, persons in zip(
            *(each.tolist() for each in (keys, first, last, total)), strict=True
        )
    }


def items_by_day(view: View) -> Mapping[Day, list[Item]]:
    """Return the items of each site and day of the venue; an item belongs to its first day."""
    rooms, zone = view.rows(Room), view.zone
    found: dict[Day, list[Item]] = {}
    for item in view.rows(Item).values():
        room = rooms.get(item.room_id)
        if room is not None:
            found.setdefault((room.site_id, day_of(item.start, zone)), []).append(item)
    return found


def crowds(view: View) -> Mapping[Day, Crowd]:
    """Return the people on each site on each day, in order of site and day."""
    gates, zones = view.rows(Gate), view.rows(Zone)
    by_day = view.derive(items_by_day)
    come: dict[Day, list[Coming]] = {}
    for (gate_id, day), coming_in in view.derive(coming).items():
        zone = zones.get(gates[gate_id].zone_id) if gate_id in gates else None
        if zone is not None:
            come.setdefault((zone.site_id, day), []).append(coming_in)
    leaving = timedelta(minutes=view.limits.dispersal_minutes)
    return {
        key: _crowd(by_day.get(key, []), come.get(key, []), leaving)
        for key in sorted({*by_day, *come})
    }


def _crowd(items: Iterable[Item], come: Iterable[Coming], leaving: timedelta) -> Crowd:
    spans = [Interval(item.start, item.end) for item in items]
    spans += [each.interval for each in come]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Crowd(
        interval=Interval(start, end + leaving),
        persons=max(most_at_once(items), sum(each.persons for each in come)),
        item_ids=tuple(item.item_id for item in items),
    )


def most_at_once(items: Iterable[Item]) -> int:
    """Return the most people that items running at one moment expect; 0 where none says."""
    steps: list[tuple[datetime, int]] = []
    for item in items:
        if item.headcount is not None:
            steps += [(item.start, item.headcount), (item.end, -item.headcount)]
    # At one moment those who leave come before those who enter: the next item needs their seats.
    return max(accumulate(change for _, change in sorted(steps)), default=0)
