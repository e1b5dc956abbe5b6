"""Which posts have too few people, when: a sweep over shifts, bucketed by post.

Two ways to count. *Distinct*: every requirement is met by different people (Hall's condition), so
one medic who is also a search team leader does not stand for both. *Counting*: each requirement by
itself, as a spreadsheet or a database query counts. All times are whole seconds since 1970.
"""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.matching import violator
from summitry.policy.pieces import (
    SUBSETS_MAX,
    Bench,
    Demand,
    Holders,
    Integers,
    Roster,
    bench_for,
    bucketed,
    cut,
    smallest,
    sort_events,
)

HEADCOUNT = 0
"""The subset of requirements that stands for the number of people as such."""
REQUIREMENTS_MAX = 62
"""Requirements of one post that a subset's bits can tell apart."""
ROOM = 4_096
NONE = -1
COUNTED, LISTED, MATCHED = 0, 1, 2


class Short(NamedTuple):
    """Stretches with too few people, by post.

    ``subset`` has a bit for each requirement of the post, in its order, that the stretch is short
    of together; `HEADCOUNT` where people as such are short. ``have`` is the least in the stretch.
    """

    post: Integers
    subset: Integers
    start: Integers
    end: Integers
    have: Integers
    need: Integers


class _Stretch(NamedTuple):
    post: int
    subset: int
    start: int
    end: int
    have: int
    need: int


class _Here(NamedTuple):
    """The post in hand, how many events it has, and which way its requirements are judged."""

    post: int
    events: int
    way: int


def short_by_distinct(demand: Demand, roster: Roster, holders: Holders) -> Short:
    """Return the stretches in which people, or different holders of requirements, are too few.

    At each moment the requirements are told by their worst subset: the one that lacks most people,
    and of those the smallest. Where nobody is there at all only the headcount is told.
    """
    return _grown(demand, roster, holders, LISTED)


def short_by_counting(demand: Demand, roster: Roster, holders: Holders) -> Short:
    """Return the stretches in which people, or the holders of one requirement, are too few."""
    return _grown(demand, roster, holders, COUNTED)


def _grown(demand: Demand, roster: Roster, holders: Holders, asked: int) -> Short:
    """Sweep, with more room for the answer until it fits."""
    bench = bench_for(demand, roster, holders)
    room = ROOM + len(demand.start)
    while True:
        short = Short(*(np.empty(room, dtype=np.int64) for _ in Short._fields))
        size = _sweep(demand, roster, holders, bench, short, asked)
        if size <= room:
            return Short(*(column[:size] for column in short))
        room = max(size, 2 * room)


@compiled
def _sweep(
    demand: Demand, roster: Roster, holders: Holders, bench: Bench, short: Short, asked: int
) -> int:
    """Fill in the short stretches post by post; return how many there are, even without room."""
    first, order = bucketed(roster.post, len(demand.start))
    size = 0
    for post in range(len(demand.start)):
        pieces = 0
        for place in range(first[post], first[post + 1]):
            pieces = cut(order[place], post, (demand, roster, holders), bench, pieces)
        sort_events(pieces, bench)
        way = _way(post, demand, asked)
        _clear(post, demand, bench, way)
        size = _sweep_post(_Here(post, 2 * pieces, way), demand, bench, short, size)
    return size


@compiled
def _way(post: int, demand: Demand, asked: int) -> int:
    if asked == COUNTED:
        return COUNTED
    return LISTED if demand.first[post + 1] - demand.first[post] <= SUBSETS_MAX else MATCHED


@compiled
def _clear(post: int, demand: Demand, bench: Bench, way: int) -> None:
    """Make ready to count the holders of each subset, or of each requirement."""
    first = demand.first[post]
    count = demand.first[post + 1] - first
    bench.last[: count + 1] = NONE
    bench.cover[: count + 1] = 0
    if way == LISTED:
        bench.need[0] = 0
        bench.cover[: 1 << count] = 0
        for subset in range(1, 1 << count):
            lowest = _lowest(subset)
            bench.need[subset] = bench.need[subset & (subset - 1)] + demand.need[first + lowest]


@compiled
def _lowest(subset: int) -> int:
    place = 0
    while not subset >> place & 1:
        place += 1
    return place


@compiled
def _sweep_post(here: _Here, demand: Demand, bench: Bench, short: Short, size: int) -> int:
    total, event, now = 0, 0, demand.start[here.post]
    end = demand.end[here.post]
    while now < end:
        while event < here.events and bench.key[event] >> 1 <= now:
            total += _pass(event, here, demand, bench)
            event += 1
        until = bench.key[event] >> 1 if event < here.events else end
        if total < demand.headcount[here.post]:
            need = demand.headcount[here.post]
            stretch = _Stretch(here.post, HEADCOUNT, now, until, total, need)
            size = _note(stretch, 0, bench.last, short, size)
        if here.way == COUNTED:
            size = _judge_each((now, until), here, demand, bench, short, size)
        elif total > 0:
            size = _judge_worst((now, until), here, demand, bench, short, size)
        now = until
    while event < here.events:
        _pass(event, here, demand, bench)
        event += 1
    return size


@compiled
def _pass(event: int, here: _Here, demand: Demand, bench: Bench) -> int:
    """Let the event happen; return by how much the number of people changes."""
    piece = bench.of[event]
    person = bench.person[piece]
    change = 1 if bench.key[event] & 1 else -1
    before = bench.on_post[person]
    bench.on_post[person] = before + change
    # Whoever stands twice on the same post at one time is still one person.
    if min(before, before + change) > 0:
        return 0
    mask = bench.mask[piece]
    count = demand.first[here.post + 1] - demand.first[here.post]
    if here.way == LISTED:
        for subset in range(1, 1 << count):
            if subset & mask:
                bench.cover[subset] += change
    elif here.way == COUNTED:
        for requirement in range(count):
            bench.cover[requirement] += change * (mask >> requirement & 1)
    return change


@compiled
def _judge_each(
    when: tuple[int, int], here: _Here, demand: Demand, bench: Bench, short: Short, size: int
) -> int:
    first = demand.first[here.post]
    for requirement in range(demand.first[here.post + 1] - first):
        have, need = bench.cover[requirement], demand.need[first + requirement]
        if have < need:
            stretch = _Stretch(here.post, 1 << requirement, when[0], when[1], have, need)
            size = _note(stretch, requirement + 1, bench.last, short, size)
    return size


@compiled
def _judge_worst(
    when: tuple[int, int], here: _Here, demand: Demand, bench: Bench, short: Short, size: int
) -> int:
    first, last = demand.first[here.post], demand.first[here.post + 1]
    if here.way == LISTED:
        subset = _worst_listed(1 << (last - first), bench)
        have, need = bench.cover[subset], bench.need[subset]
    else:
        masks = _masks_at(when[0], here, bench)
        needs = demand.need[first:last]
        subset = violator(masks, needs)
        have, need = _sums(subset, masks, needs)
    if subset == 0:
        return size
    stretch = _Stretch(here.post, subset, when[0], when[1], have, need)
    return _note(stretch, 1, bench.last, short, size)


@compiled
def _worst_listed(subsets: int, bench: Bench) -> int:
    """Return the subset that lacks most people, of several the smallest; 0 where none lacks."""
    worst, lacking = 0, 0
    for subset in range(1, subsets):
        lack = bench.need[subset] - bench.cover[subset]
        # The worst subsets are closed under intersection, so the smallest is part of every other
        # and is met first.
        if lack > lacking:
            worst, lacking = subset, lack
    return worst


@compiled
def _masks_at(now: int, here: _Here, bench: Bench) -> Integers:
    """Return what each person who is there at the moment can meet."""
    pieces = here.events >> 1
    masks = np.empty(pieces, np.int64)
    count = 0
    for piece in range(pieces):
        if bench.start[piece] <= now < bench.end[piece] and bench.on_post[bench.person[piece]] > 0:
            bench.on_post[bench.person[piece]] *= -1
            masks[count] = bench.mask[piece]
            count += 1
    for piece in range(pieces):
        bench.on_post[bench.person[piece]] = abs(bench.on_post[bench.person[piece]])
    return masks[:count]


@compiled
def _sums(subset: int, masks: Integers, needs: Integers) -> tuple[int, int]:
    """Return how many people hold some requirement of the subset, and how many it takes."""
    have, need = 0, 0
    for mask in masks:
        have += mask & subset != 0
    for requirement in range(len(needs)):
        need += needs[requirement] * (subset >> requirement & 1)
    return have, need


@compiled
def _note(stretch: _Stretch, track: int, last: Integers, short: Short, size: int) -> int:
    """Write the stretch down, or lengthen the last of its track where it goes on."""
    place = last[track]
    goes_on = (
        place != NONE
        and short.end[place] == stretch.start
        and short.subset[place] == stretch.subset
    )
    if goes_on:
        short.end[place] = stretch.end
        short.have[place] = min(short.have[place], stretch.have)
        return size
    if size < len(short.post):
        last[track] = size
        short.post[size], short.subset[size] = stretch.post, stretch.subset
        short.start[size], short.end[size] = stretch.start, stretch.end
        short.have[size], short.need[size] = stretch.have, stretch.need
    else:
        last[track] = NONE
    return size + 1


def warm() -> None:
    """Compile both sweeps and keep them on disk, so that the first check starts at once."""
    for sweep in (short_by_distinct, short_by_counting):
        sweep(*smallest())
