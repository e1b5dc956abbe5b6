"""Whether those who take over a post are there before those they relieve have gone."""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.pieces import (
    Bench,
    Demand,
    Holders,
    Integers,
    Roster,
    bench_for,
    bucketed,
    cut,
    smallest,
)

ROOM = 1_024


class Handovers(NamedTuple):
    """Moments at which somebody leaves a post while too few of those who stay know it.

    ``have`` counts those who stay and had been there for the whole overlap before.
    """

    post: Integers
    at: Integers
    have: Integers


def short_handovers(
    demand: Demand, roster: Roster, holders: Holders, overlap_seconds: int
) -> Handovers:
    """Return the handovers with too short an overlap, by post and time.

    A moment after which the post has too few people anyway is not a handover; near its start those
    count who have been on the post since then.
    """
    bench = bench_for(demand, roster, holders)
    room = ROOM
    while True:
        found = Handovers(*(np.empty(room, dtype=np.int64) for _ in Handovers._fields))
        size = _sweep((demand, roster, holders), overlap_seconds, bench, found)
        if size <= room:
            return Handovers(*(column[:size] for column in found))
        room = size


@compiled
def _sweep(
    tables: tuple[Demand, Roster, Holders], overlap: int, bench: Bench, found: Handovers
) -> int:
    demand, roster = tables[0], tables[1]
    first, order = bucketed(roster.post, len(demand.start))
    size = 0
    for post in range(len(demand.start)):
        pieces = 0
        for place in range(first[post], first[post + 1]):
            pieces = cut(order[place], post, tables, bench, pieces)
        spells = _joined(pieces, bench)
        ends = np.sort(bench.end[:spells])
        for place in range(spells):
            at = ends[place]
            if at == demand.end[post] or (place > 0 and ends[place - 1] == at):
                continue
            stays, briefed = _staying(at, max(at - overlap, demand.start[post]), spells, bench)
            if stays >= demand.headcount[post] > briefed:
                size = _note((post, at, briefed), found, size)
    return size


@compiled
def _joined(pieces: int, bench: Bench) -> int:
    """Join each person's pieces where they touch, in place; return how many spells remain."""
    order = np.argsort(bench.start[:pieces], kind="mergesort")
    order = order[np.argsort(bench.person[:pieces][order], kind="mergesort")]
    start, end = bench.start[:pieces][order], bench.end[:pieces][order]
    person = bench.person[:pieces][order]
    spells = 0
    for piece in range(pieces):
        last = spells - 1
        if last >= 0 and bench.person[last] == person[piece] and start[piece] <= bench.end[last]:
            bench.end[last] = max(bench.end[last], end[piece])
            continue
        bench.start[spells], bench.end[spells] = start[piece], end[piece]
        bench.person[spells] = person[piece]
        spells += 1
    return spells


@compiled
def _staying(at: int, since: int, spells: int, bench: Bench) -> tuple[int, int]:
    """Return how many are there after the moment, and how many of those were there since then."""
    stays, briefed = 0, 0
    for spell in range(spells):
        if bench.start[spell] <= at < bench.end[spell]:
            stays += 1
            briefed += bench.start[spell] <= since
    return stays, briefed


@compiled
def _note(handover: tuple[int, int, int], found: Handovers, size: int) -> int:
    if size < len(found.post):
        found.post[size], found.at[size], found.have[size] = handover
    return size + 1


def warm() -> None:
    """Compile the sweep and keep it on disk, so that the first check starts at once."""
    short_handovers(*smallest(), overlap_seconds=1)
