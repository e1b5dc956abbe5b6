"""Whether those who take over a post are there before those they relieve have gone."""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.duty import Tours, known, tours
from summitry.policy.pieces import (
    Demand,
    Holders,
    Integers,
    Roster,
    bench_for,
    bucketed,
    pieces_of,
    smallest,
    without_absences,
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
    there = without_absences(roster, holders)
    pieces = pieces_of(demand, there, holders, bench_for(demand, holders))
    posts = np.repeat(np.arange(len(demand.start)), np.diff(pieces.first))
    cut = Roster(posts, pieces.person, pieces.start, pieces.end)
    stays = tours(cut, posts, known(cut))
    room = ROOM
    while True:
        found = np.empty((len(Handovers._fields), room), dtype=np.int64)
        size = _late(stays, demand, overlap_seconds, found)
        if size <= room:
            return Handovers(*found[:, :size])
        room = size


@compiled
def _late(stays: Tours, demand: Demand, overlap: int, found: Integers) -> int:
    first, order = bucketed(stays.group, len(demand.start))
    size = 0
    for post in range(len(demand.start)):
        here = order[first[post] : first[post + 1]]
        start, end = stays.start[here], stays.end[here]
        ends = np.sort(end)
        for place in range(len(here)):
            at = ends[place]
            if at == demand.end[post] or (place > 0 and ends[place - 1] == at):
                continue
            staying, briefed = _staying(at, max(at - overlap, demand.start[post]), start, end)
            if staying >= demand.headcount[post] > briefed:
                if size < found.shape[1]:
                    found[0, size], found[1, size], found[2, size] = post, at, briefed
                size += 1
    return size


@compiled
def _staying(at: int, since: int, start: Integers, end: Integers) -> tuple[int, int]:
    """Return how many are there after the moment, and how many of those were there since then."""
    staying, briefed = 0, 0
    for stay in range(len(start)):
        if start[stay] <= at < end[stay]:
            staying += 1
            briefed += start[stay] <= since
    return staying, briefed


def warm() -> None:
    """Compile the sweep and keep it on disk, so that the first check starts at once."""
    short_handovers(*smallest(), overlap_seconds=1)
