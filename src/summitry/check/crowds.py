"""Where people come and stay, day by day: from arrival curves and the programme."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

import numpy as np
from msgspec import Struct

from summitry.check.places import gate_sites, item_sites
from summitry.check.view import View
from summitry.kit.time import Interval, day_of, moment_of
from summitry.plan.programme import Item
from summitry.policy.levels import most_at_once

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
    items, zone = view.rows(Item), view.zone
    found: dict[Day, list[Item]] = {}
    for item_id, site_id in view.derive(item_sites).items():
        day = day_of(items[item_id].start, zone)
        found.setdefault((site_id, day), []).append(items[item_id])
    return found


def crowds(view: View) -> Mapping[Day, Crowd]:
    """Return the people on each site on each day, in order of site and day."""
    sites = view.derive(gate_sites)
    by_day = view.derive(items_by_day)
    come: dict[Day, list[Coming]] = {}
    for (gate_id, day), coming_in in view.derive(coming).items():
        if gate_id in sites:
            come.setdefault((sites[gate_id], day), []).append(coming_in)
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
        persons=max(expected_at_once(items), sum(each.persons for each in come)),
        item_ids=tuple(item.item_id for item in items),
    )


def expected_at_once(items: Iterable[Item]) -> int:
    """Return the most people that items running at one moment expect; 0 where none says."""
    return most_at_once((Interval(item.start, item.end), item.headcount or 0) for item in items)
