"""Which posts have too few people, when: a sweep over shifts, bucketed by post.

Two ways to count. *Distinct*: every requirement is met by different people (Hall's condition), so
one medic who is also a search team leader does not stand for both. *Counting*: each requirement by
itself, as a spreadsheet or a database query counts. All times are whole seconds since 1970.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.matching import violator
from summitry.policy.pieces import (
    SUBSETS_MAX,
    Demand,
    Events,
    Holders,
    Integers,
    Roster,
    bench_for,
    blocks,
    events_of,
    pieces_of,
    smallest,
    without_absences,
)

HEADCOUNT = 0
"""The subset of requirements that stands for the number of people as such."""
REQUIREMENTS_MAX = 62
"""Requirements of one post that a subset's bits can tell apart."""
ROOM = 4_096
NONE = -1
POST, SUBSET, START, END, HAVE, NEED = range(6)


class Short(NamedTuple):
    """Stretches with too few people, by post and time.

    ``subset`` has a bit for each requirement of the post, in its order, that the stretch is short
    of together; `HEADCOUNT` where people as such are short. ``have`` is the least in the stretch.
    """

    post: Integers
    subset: Integers
    start: Integers
    end: Integers
    have: Integers
    need: Integers


Judge = Callable[[Events, Demand, Integers], int]
"""Fills in stretches, one a column, and returns how many there are, even without room."""


def short_by_distinct(demand: Demand, roster: Roster, holders: Holders) -> Short:
    """Return the stretches in which people, or different holders of requirements, are too few.

    At each moment the requirements are told by their worst subset: the one that lacks most people,
    and of those the smallest. Where nobody is there at all only the headcount is told.
    """
    counts = np.diff(demand.first)
    judges: list[Judge] = [_judge_headcount, _judge_subsets]
    if int(counts.max(initial=0)) > SUBSETS_MAX:
        judges.append(_judge_matchings)
    return _judged(demand, roster, holders, judges)


def short_by_counting(demand: Demand, roster: Roster, holders: Holders) -> Short:
    """Return the stretches in which people, or the holders of one requirement, are too few."""
    return _judged(demand, roster, holders, [_judge_headcount, _judge_each])


def _judged(demand: Demand, roster: Roster, holders: Holders, judges: list[Judge]) -> Short:
    there = without_absences(roster, holders)
    bench = bench_for(demand, holders)
    found = [np.empty((len(Short._fields), 0), dtype=np.int64)]
    for first, some, theirs in blocks(demand, there):
        events = events_of(pieces_of(some, theirs, holders, bench), bench)
        for judge in judges:
            short = _grown(judge, events, some)
            short[POST] += first
            found.append(short)
    joined = np.concatenate(found, axis=1)
    order = np.lexsort((joined[SUBSET], joined[START], joined[POST]))
    return Short(*joined[:, order])


def _grown(judge: Judge, events: Events, demand: Demand) -> Integers:
    """Return what the judge finds, with more room until all of it fits."""
    room = ROOM
    while True:
        short = np.empty((len(Short._fields), room), dtype=np.int64)
        size = judge(events, demand, short)
        if size <= room:
            return short[:, :size]
        room = size


@compiled
def _judge_headcount(events: Events, demand: Demand, short: Integers) -> int:
    first, moment, change = events.first, events.moment, events.change
    start, end, headcount = demand.start, demand.end, demand.headcount
    last = np.empty(1, np.int64)
    size = 0
    for post in range(len(start)):
        last[0] = NONE
        total, event, now = 0, first[post], start[post]
        while now < end[post]:
            while event < first[post + 1] and moment[event] <= now:
                total += change[event]
                event += 1
            until = moment[event] if event < first[post + 1] else end[post]
            if total < headcount[post]:
                stretch = (post, HEADCOUNT, now, until, total, headcount[post])
                size = _note(stretch, 0, last, short, size)
            now = until
    return size


@compiled
def _judge_each(events: Events, demand: Demand, short: Integers) -> int:
    """Judge every requirement by the number of its holders alone."""
    first, moment, change, mask = events.first, events.moment, events.change, events.mask
    start, end, offset, needs = demand.start, demand.end, demand.first, demand.need
    have = np.zeros(_most(offset), np.int64)
    last = np.empty(_most(offset), np.int64)
    size = 0
    for post in range(len(start)):
        count = offset[post + 1] - offset[post]
        have[:count], last[:count] = 0, NONE
        event, now = first[post], start[post]
        while now < end[post]:
            while event < first[post + 1] and moment[event] <= now:
                for place in range(count):
                    have[place] += change[event] * (mask[event] >> place & 1)
                event += 1
            until = moment[event] if event < first[post + 1] else end[post]
            for place in range(count):
                need = needs[offset[post] + place]
                if have[place] < need:
                    stretch = (post, 1 << place, now, until, have[place], need)
                    size = _note(stretch, place, last, short, size)
            now = until
    return size


@compiled
def _judge_subsets(events: Events, demand: Demand, short: Integers) -> int:
    """Judge the posts with few requirements by every subset of them."""
    first, moment, change, mask = events.first, events.moment, events.change, events.mask
    start, end, offset, needs = demand.start, demand.end, demand.first, demand.need
    most = min(_most(offset), SUBSETS_MAX)
    need, lack = np.zeros(1 << most, np.int64), np.zeros(1 << most, np.int64)
    last = np.empty(1, np.int64)
    size = 0
    for post in range(len(start)):
        few = needs[offset[post] : offset[post + 1]]
        if len(few) == 0 or len(few) > SUBSETS_MAX:
            continue
        _fill(few, need, lack)
        last[0] = NONE
        total, event, now = 0, first[post], start[post]
        while now < end[post]:
            while event < first[post + 1] and moment[event] <= now:
                if change[event] != 0:
                    total += change[event]
                    _lessen(mask[event], change[event], 1 << len(few), lack)
                event += 1
            until = moment[event] if event < first[post + 1] else end[post]
            worst = _worst(1 << len(few), lack)
            if total > 0 and worst != 0:
                stretch = (post, worst, now, until, need[worst] - lack[worst], need[worst])
                size = _note(stretch, 0, last, short, size)
            now = until
    return size


@compiled
def _most(offset: Integers) -> int:
    most = 0
    for place in range(len(offset) - 1):
        most = max(most, offset[place + 1] - offset[place])
    return most


@compiled
def _fill(few: Integers, need: Integers, lack: Integers) -> None:
    """Write down how many people each subset needs; all of them are lacking yet."""
    need[0] = lack[0] = 0
    for place in range(len(few)):
        bit = 1 << place
        for subset in range(bit, 2 * bit):
            need[subset] = lack[subset] = need[subset - bit] + few[place]


@compiled
def _lessen(mask: int, change: int, subsets: int, lack: Integers) -> None:
    """Let a person who can meet the mask's requirements come or go."""
    for subset in range(1, subsets):
        if subset & mask:
            lack[subset] -= change


@compiled
def _worst(subsets: int, lack: Integers) -> int:
    """Return the subset that lacks most people, of several the smallest; 0 where none lacks."""
    worst, lacking = 0, 0
    for subset in range(1, subsets):
        # The worst subsets are closed under intersection, so the smallest is part of every other
        # and is met first.
        if lack[subset] > lacking:
            worst, lacking = subset, lack[subset]
    return worst


@compiled
def _judge_matchings(events: Events, demand: Demand, short: Integers) -> int:
    """Judge the posts with many requirements by matching people with them."""
    first, moment, change, mask = events.first, events.moment, events.change, events.mask
    start, end, offset = demand.start, demand.end, demand.first
    last = np.empty(1, np.int64)
    size = 0
    for post in range(len(start)):
        needs = demand.need[offset[post] : offset[post + 1]]
        if len(needs) <= SUBSETS_MAX:
            continue
        last[0] = NONE
        crowd = np.empty(first[post + 1] - first[post], np.int64)
        total, event, now = 0, first[post], start[post]
        while now < end[post]:
            while event < first[post + 1] and moment[event] <= now:
                total = _move(mask[event], change[event], crowd, total)
                event += 1
            until = moment[event] if event < first[post + 1] else end[post]
            subset = violator(crowd[:total], needs)
            if total > 0 and subset != 0:
                have, need = _sums(subset, crowd[:total], needs)
                size = _note((post, subset, now, until, have, need), 0, last, short, size)
            now = until
    return size


@compiled
def _move(mask: int, change: int, crowd: Integers, total: int) -> int:
    """Put a person into the crowd or take one of the same mask out; return how many there are."""
    if change > 0:
        crowd[total] = mask
        return total + 1
    if change < 0:
        for place in range(total):
            if crowd[place] == mask:
                crowd[place] = crowd[total - 1]
                return total - 1
    return total


@compiled
def _sums(subset: int, crowd: Integers, needs: Integers) -> tuple[int, int]:
    """Return how many people hold some requirement of the subset, and how many it takes."""
    have, need = 0, 0
    for mask in crowd:
        have += mask & subset != 0
    for place in range(len(needs)):
        need += needs[place] * (subset >> place & 1)
    return have, need


@compiled
def _note(
    stretch: tuple[int, int, int, int, int, int],
    track: int,
    last: Integers,
    short: Integers,
    size: int,
) -> int:
    """Write the stretch down, or lengthen the last of its track where it goes on."""
    place = last[track]
    touches = place != NONE and short[END, place] == stretch[START]
    if touches and short[SUBSET, place] == stretch[SUBSET]:
        short[END, place] = stretch[END]
        short[HAVE, place] = min(short[HAVE, place], stretch[HAVE])
        return size
    if size < short.shape[1]:
        last[track] = size
        for part in range(len(stretch)):
            short[part, size] = stretch[part]
    else:
        last[track] = NONE
    return size + 1


def warm() -> None:
    """Compile both sweeps and keep them on disk, so that the first check starts at once."""
    for sweep in (short_by_distinct, short_by_counting):
        sweep(*smallest())
