"""Shifts cut into the pieces in which a person is there and can meet the same requirements.

The loops take whole tables apart into arrays first: a compiled call that is handed a table counts
references for each of its columns, which measured three times the cost of the work itself.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summitry.policy.compiled import compiled

Integers = NDArray[np.int64]

EVER = int(np.iinfo(np.int64).max)
"""The end of what never ends, in seconds."""
NOBODY = -1
"""Stands in a roster for a person or a post that the plan does not have."""
SUBSETS_MAX = 12
"""Requirements of one post up to which every subset is looked at; above, people are matched."""
INSERTION_MAX = 48
BLOCK_SHIFTS = 50_000
UNASKED = -1
"""Stands for a qualification that no post requires."""


class Demand(NamedTuple):
    """What each post needs; ``first[p]`` to ``first[p + 1]`` are the requirements of post ``p``."""

    start: Integers
    end: Integers
    headcount: Integers
    first: Integers
    kind: Integers
    need: Integers


class Roster(NamedTuple):
    """Who stands where, shift by shift; `NOBODY` for an unknown post or person."""

    post: Integers
    person: Integers
    start: Integers
    end: Integers


class Holders(NamedTuple):
    """What each person holds until when, and when each is away.

    ``first[i]`` to ``first[i + 1]`` are the qualifications of person ``i``, ``away_first`` likewise
    the absences, which are disjoint and in order.
    """

    first: Integers
    kind: Integers
    until: Integers
    away_first: Integers
    away_start: Integers
    away_end: Integers


class Pieces(NamedTuple):
    """Pieces of shifts by post: ``first[p]`` to ``first[p + 1]`` are those of post ``p``.

    The mask has a bit for each requirement of the post that the person can meet.
    """

    first: Integers
    start: Integers
    end: Integers
    person: Integers
    mask: Integers


class Events(NamedTuple):
    """People who come (+1) and go (-1), by post and time; 0 where one stands there twice."""

    first: Integers
    moment: Integers
    change: Integers
    mask: Integers


class Bench(NamedTuple):
    """Working space that every use leaves as it was: no kind asked for, nobody on a post."""

    bit_of: Integers
    on_post: Integers


def bench_for(demand: Demand, holders: Holders) -> Bench:
    """Return working space for all posts and persons."""
    kinds = 1 + int(max(demand.kind.max(initial=0), holders.kind.max(initial=0)))
    return Bench(
        np.full(kinds, UNASKED, dtype=np.int64), np.zeros(len(holders.first), dtype=np.int64)
    )


def pieces_of(demand: Demand, roster: Roster, holders: Holders, bench: Bench) -> Pieces:
    """Return the shifts of each post, cut to its time and to what expires."""
    room = len(roster.post) + len(demand.start)
    while True:
        pieces = Pieces(
            np.zeros(len(demand.start) + 1, dtype=np.int64),
            *(np.empty(room, dtype=np.int64) for _ in range(4)),
        )
        size = _cut(demand, roster, holders, bench.bit_of, pieces)
        if size <= room:
            return Pieces(pieces.first, *(column[:size] for column in pieces[1:]))
        room = size


def events_of(pieces: Pieces, bench: Bench) -> Events:
    """Return who comes and goes at each post; whoever is there twice at once counts once."""
    most = int(np.diff(pieces.first).max(initial=0))
    return _events(pieces, bench.on_post, np.zeros((2, 2 * most), dtype=np.int64))


def blocks(demand: Demand, roster: Roster) -> Iterator[tuple[int, Demand, Roster]]:
    """Yield some posts at a time with their shifts, and the number of the first of them.

    Working space that stays small stays in the processor's cache and is used again: without blocks
    a plan sixteen times the size took thirty times as long.
    """
    first, order = bucketed(roster.post, len(demand.start))
    low = 0
    while low < len(demand.start):
        wanted = int(np.searchsorted(first, first[low] + BLOCK_SHIFTS, side="right")) - 1
        high = max(low + 1, min(wanted, len(demand.start)))
        shifts = order[first[low] : first[high]]
        yield (
            low,
            _posts_between(demand, low, high),
            Roster(
                np.repeat(np.arange(high - low), np.diff(first[low : high + 1])),
                roster.person[shifts],
                roster.start[shifts],
                roster.end[shifts],
            ),
        )
        low = high


def _posts_between(demand: Demand, low: int, high: int) -> Demand:
    first, last = demand.first[low], demand.first[high]
    return Demand(
        demand.start[low:high],
        demand.end[low:high],
        demand.headcount[low:high],
        demand.first[low : high + 1] - first,
        demand.kind[first:last],
        demand.need[first:last],
    )


def without_absences(roster: Roster, holders: Holders) -> Roster:
    """Return the stretches of the shifts in which the person is not away."""
    if len(holders.away_start) == 0:
        return roster
    room = len(roster.post) + len(holders.away_start)
    while True:
        there = Roster(*(np.empty(room, dtype=np.int64) for _ in Roster._fields))
        size = _cut_absences(roster, holders, there)
        if size <= room:
            return Roster(*(column[:size] for column in there))
        room = size


@compiled
def _cut_absences(roster: Roster, holders: Holders, there: Roster) -> int:
    """Fill in the stretches of the shifts in which the person is not away; return how many."""
    posts, persons = roster.post, roster.person
    first, away_start, away_end = holders.away_first, holders.away_start, holders.away_end
    size = 0
    for shift in range(len(posts)):
        person = persons[shift]
        if person == NOBODY:
            continue
        start, end = roster.start[shift], roster.end[shift]
        for away in range(first[person], first[person + 1]):
            if away_end[away] > start and away_start[away] < end:
                if away_start[away] > start:
                    size = _stay((posts[shift], person, start, away_start[away]), there, size)
                start = away_end[away]
        if start < end:
            size = _stay((posts[shift], person, start, end), there, size)
    return size


@compiled
def _stay(stay: tuple[int, int, int, int], there: Roster, size: int) -> int:
    if size < len(there.post):
        there.post[size], there.person[size], there.start[size], there.end[size] = stay
    return size + 1


@compiled
def bucketed(post: Integers, posts: int) -> tuple[Integers, Integers]:
    """Return where each post's shifts begin, and the shifts in order of post."""
    first = np.zeros(posts + 1, np.int64)
    for shift in range(len(post)):
        if post[shift] != NOBODY:
            first[post[shift] + 1] += 1
    for number in range(posts):
        first[number + 1] += first[number]
    place = first.copy()
    order = np.empty(first[posts], np.int64)
    for shift in range(len(post)):
        number = post[shift]
        if number != NOBODY:
            order[place[number]] = shift
            place[number] += 1
    return first, order


@compiled
def _cut(demand: Demand, roster: Roster, holders: Holders, bit_of: Integers, pieces: Pieces) -> int:
    """Fill in the pieces post by post; return how many there are, even without room."""
    first, order = bucketed(roster.post, len(demand.start))
    persons, shift_start, shift_end = roster.person, roster.start, roster.end
    opens, closes = demand.start, demand.end
    held_first, held_kind, held_until = holders.first, holders.kind, holders.until
    starts, ends, people, masks = pieces.start, pieces.end, pieces.person, pieces.mask
    size, room = 0, len(starts)
    for post in range(len(opens)):
        _ask(post, demand.first, demand.kind, bit_of)
        for place in range(first[post], first[post + 1]):
            shift = order[place]
            person = persons[shift]
            start, last = max(shift_start[shift], opens[post]), min(shift_end[shift], closes[post])
            while person != NOBODY and start < last:
                end, mask = last, 0
                for held in range(held_first[person], held_first[person + 1]):
                    bit, until = bit_of[held_kind[held]], held_until[held]
                    if bit != UNASKED and until > start:
                        mask |= 1 << bit
                        end = min(end, until)
                if size < room:
                    starts[size], ends[size] = start, end
                    people[size], masks[size] = person, mask
                size += 1
                start = end
        pieces.first[post + 1] = size
        _forget(post, demand.first, demand.kind, bit_of)
    return size


@compiled
def _ask(post: int, first: Integers, kind: Integers, bit_of: Integers) -> None:
    """Note which bit stands for each kind that the post requires."""
    for place in range(first[post], first[post + 1]):
        bit_of[kind[place]] = place - first[post]


@compiled
def _forget(post: int, first: Integers, kind: Integers, bit_of: Integers) -> None:
    for place in range(first[post], first[post + 1]):
        bit_of[kind[place]] = UNASKED


@compiled
def _events(pieces: Pieces, on_post: Integers, bench: Integers) -> Events:
    first, start, end = pieces.first, pieces.start, pieces.end
    person, mask = pieces.person, pieces.mask
    moment = np.empty(2 * len(start), np.int64)
    change = np.empty(2 * len(start), np.int64)
    masks = np.empty(2 * len(start), np.int64)
    keys, of = bench[0], bench[1]
    for post in range(len(first) - 1):
        low, high = first[post], first[post + 1]
        for piece in range(low, high):
            place = 2 * (piece - low)
            # At one moment ends come before starts, so that a relief is not two people.
            keys[place], keys[place + 1] = 2 * start[piece] + 1, 2 * end[piece]
            of[place], of[place + 1] = piece, piece
        _sort(keys, of, 2 * (high - low))
        for place in range(2 * (high - low)):
            event = 2 * low + place
            who = person[of[place]]
            step = 1 if keys[place] & 1 else -1
            before = on_post[who]
            on_post[who] = before + step
            moment[event], masks[event] = keys[place] >> 1, mask[of[place]]
            change[event] = step if min(before, before + step) == 0 else 0
    return Events(2 * first, moment, change, masks)


@compiled
def _sort(keys: Integers, of: Integers, count: int) -> None:
    """Put the first of the keys in order, and what they stand for with them."""
    if count > INSERTION_MAX:
        order = np.argsort(keys[:count])
        keys[:count] = keys[:count][order]
        of[:count] = of[:count][order]
        return
    for place in range(1, count):
        key, piece = keys[place], of[place]
        back = place
        while back > 0 and keys[back - 1] > key:
            keys[back], of[back] = keys[back - 1], of[back - 1]
            back -= 1
        keys[back], of[back] = key, piece


def smallest() -> tuple[Demand, Roster, Holders]:
    """Return one post with one shift and one absence: enough to compile a sweep."""
    one = np.array([1], dtype=np.int64)
    offsets = np.array([0, SUBSETS_MAX + 1], dtype=np.int64)
    kinds = np.arange(SUBSETS_MAX + 1, dtype=np.int64)
    edge = np.array([0, 1], dtype=np.int64)
    return (
        Demand(one - 1, one * 9, one, offsets, kinds, kinds * 0 + 1),
        Roster(one - 1, one - 1, one - 1, one * 9),
        Holders(edge, one, one * 8, edge, one * 2, one * 3),
    )
