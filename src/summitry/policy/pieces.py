"""Shifts cut into the pieces in which a person is there and can meet the same requirements."""

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


class Piece(NamedTuple):
    """A stretch in which one person is there."""

    start: int
    end: int
    person: int


class Bench(NamedTuple):
    """Working space for one post at a time."""

    start: Integers
    end: Integers
    person: Integers
    mask: Integers
    key: Integers
    of: Integers
    cover: Integers
    need: Integers
    on_post: Integers
    last: Integers


def bench_for(demand: Demand, roster: Roster, holders: Holders) -> Bench:
    """Return working space that is large enough for every post."""
    pieces = max(1, int(_pieces_max(demand, roster, holders)))
    persons = max(1, len(holders.first) - 1)
    requirements = int(np.diff(demand.first).max(initial=0))
    subsets = max(1 << min(requirements, SUBSETS_MAX), requirements + 1)
    sizes = (*[pieces] * 4, 2 * pieces, 2 * pieces, subsets, subsets, persons, requirements + 2)
    return Bench(*(np.zeros(size, dtype=np.int64) for size in sizes))


@compiled
def _pieces_max(demand: Demand, roster: Roster, holders: Holders) -> int:
    """Return a bound on the pieces into which absences and expiries cut one post's shifts."""
    pieces = np.zeros(len(demand.start) + 1, np.int64)
    for shift in range(len(roster.post)):
        person = roster.person[shift]
        if person != NOBODY and roster.post[shift] != NOBODY:
            away = holders.away_first[person + 1] - holders.away_first[person]
            held = holders.first[person + 1] - holders.first[person]
            pieces[roster.post[shift]] += 1 + away + held
    return int(pieces.max())


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
def cut(
    shift: int,
    post: int,
    tables: tuple[Demand, Roster, Holders],
    bench: Bench,
    pieces: int,
) -> int:
    """Add the pieces of the shift in which the person is there; return how many there are now."""
    demand, roster, holders = tables
    person = roster.person[shift]
    if person == NOBODY:
        return pieces
    start = max(roster.start[shift], demand.start[post])
    end = min(roster.end[shift], demand.end[post])
    for away in range(holders.away_first[person], holders.away_first[person + 1]):
        if holders.away_end[away] <= start:
            continue
        if holders.away_start[away] >= end:
            break
        piece = Piece(start, holders.away_start[away], person)
        pieces = _split(piece, post, demand, holders, bench, pieces)
        start = holders.away_end[away]
    return _split(Piece(start, end, person), post, demand, holders, bench, pieces)


@compiled
def _split(
    piece: Piece, post: int, demand: Demand, holders: Holders, bench: Bench, pieces: int
) -> int:
    """Add the piece, cut where something that the post requires expires."""
    start = piece.start
    while start < piece.end:
        end = piece.end
        mask = 0
        for requirement in range(demand.first[post], demand.first[post + 1]):
            until = _held_until(demand.kind[requirement], piece.person, holders)
            if until > start:
                mask |= 1 << (requirement - demand.first[post])
                end = min(end, until)
        bench.start[pieces] = start
        bench.end[pieces] = end
        bench.person[pieces] = piece.person
        bench.mask[pieces] = mask
        pieces += 1
        start = end
    return pieces


@compiled
def _held_until(kind: int, person: int, holders: Holders) -> int:
    for place in range(holders.first[person], holders.first[person + 1]):
        if holders.kind[place] == kind:
            return int(holders.until[place])
    return -EVER


@compiled
def sort_events(pieces: int, bench: Bench) -> None:
    """Put the pieces' ends and starts in order of time, at one moment the ends first."""
    events = 2 * pieces
    for piece in range(pieces):
        bench.key[2 * piece] = 2 * bench.start[piece] + 1
        bench.key[2 * piece + 1] = 2 * bench.end[piece]
        bench.of[2 * piece] = piece
        bench.of[2 * piece + 1] = piece
    if events > INSERTION_MAX:
        order = np.argsort(bench.key[:events])
        bench.key[:events] = bench.key[:events][order]
        bench.of[:events] = bench.of[:events][order]
        return
    for place in range(1, events):
        key, piece = bench.key[place], bench.of[place]
        back = place
        while back > 0 and bench.key[back - 1] > key:
            bench.key[back] = bench.key[back - 1]
            bench.of[back] = bench.of[back - 1]
            back -= 1
        bench.key[back] = key
        bench.of[back] = piece


@compiled
def _arrival(event: int, bench: Bench) -> int:
    """Return 1 where the event brings a person to the post, -1 where it takes one away, else 0."""
    person = bench.person[bench.of[event]]
    if bench.key[event] & 1:
        bench.on_post[person] += 1
        return 1 if bench.on_post[person] == 1 else 0
    bench.on_post[person] -= 1
    return -1 if bench.on_post[person] == 0 else 0


def smallest() -> tuple[Demand, Roster, Holders]:
    """Return one post with one shift of no length: enough to compile a sweep."""
    one = np.array([1], dtype=np.int64)
    none = np.zeros(0, dtype=np.int64)
    offsets = np.array([0, SUBSETS_MAX + 1], dtype=np.int64)
    kinds = np.arange(SUBSETS_MAX + 1, dtype=np.int64)
    edge = np.array([0, 0], dtype=np.int64)
    return (
        Demand(one - 1, one, one, offsets, kinds, kinds * 0 + 1),
        Roster(one - 1, one - 1, one - 1, one),
        Holders(edge, none, none, edge, none, none),
    )
