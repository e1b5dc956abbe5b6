"""Tours of duty: what shifts of one person amount to, and what lies between them.

Shifts that overlap or follow each other without a break are one tour, on whatever posts: a person
who goes from a gate straight to another post has not rested in between.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from summitry.policy.pieces import Integers, Roster

Places = NDArray[np.intp]


class Tours(NamedTuple):
    """Tours by person, group and time.

    ``order`` are the shifts in that order; tour ``t`` is ``order[first[t]:first[t + 1]]``.
    """

    person: Integers
    group: Integers
    start: Integers
    end: Integers
    order: Places
    first: Places

    def shifts_of(self, tour: int) -> Places:
        """Return the shifts of one tour, by start."""
        return self.order[self.first[tour] : self.first[tour + 1]]


class Pair(NamedTuple):
    """Two shifts of one person."""

    before: int
    after: int


def tours(roster: Roster, group: Integers, chosen: Places) -> Tours:
    """Return the chosen shifts joined where they touch, for each person and group apart.

    Parameters
    ----------
    roster
        All shifts; of unknown people none may be chosen.
    group
        A number for each shift: only shifts of the same number are joined.
    chosen
        The shifts that count.
    """
    order = chosen[np.lexsort((roster.start[chosen], group[chosen], roster.person[chosen]))]
    if len(order) == 0:
        none = np.zeros(0, dtype=np.int64)
        return Tours(none, none, none, none, order, np.zeros(1, dtype=np.intp))
    other = _changes(roster.person[order]) | _changes(group[order])
    latest = _latest_end(roster.end[order], np.cumsum(other))
    breaks = other.copy()
    breaks[1:] |= roster.start[order][1:] > latest[:-1]
    first = np.flatnonzero(breaks)
    edges = np.append(first, len(order))
    opening = order[first]
    return Tours(
        roster.person[opening],
        group[opening],
        roster.start[opening],
        latest[edges[1:] - 1],
        order,
        edges,
    )


def _changes(values: Integers) -> NDArray[np.bool_]:
    """Say where a value differs from the one before; the first always does."""
    changed = np.ones(len(values), dtype=bool)
    changed[1:] = values[1:] != values[:-1]
    return changed


def _latest_end(end: Integers, series: Integers) -> Integers:
    """Return the latest end so far within each series of shifts."""
    # Lifting each series above the one before lets one running maximum serve all of them.
    span = int(end.max() - end.min()) + 1
    lifted = end - end.min() + series * span
    running = np.maximum.accumulate(lifted)
    latest: Integers = running - series * span + end.min()
    return latest


def known(roster: Roster) -> Places:
    """Return the shifts whose person and post the plan has."""
    return np.flatnonzero((roster.person >= 0) & (roster.post >= 0))


def double_bookings(roster: Roster) -> Iterator[Pair]:
    """Yield two shifts of one person on different posts that share a moment, by start."""
    order = known(roster)
    order = order[np.lexsort((roster.start[order], roster.person[order]))]
    if len(order) == 0:
        return
    persons = roster.person[order]
    other = _changes(persons)
    latest = _latest_end(roster.end[order], np.cumsum(other))
    clashing = ~other[1:] & (roster.start[order][1:] < latest[:-1])
    for person in np.unique(persons[1:][clashing]).tolist():
        first, last = np.searchsorted(persons, (person, person + 1)).tolist()
        yield from _overlapping(roster, order[first:last].tolist())


def _overlapping(roster: Roster, shifts: list[int]) -> Iterator[Pair]:
    open_shifts: list[int] = []
    for shift in shifts:
        open_shifts = [each for each in open_shifts if roster.end[each] > roster.start[shift]]
        for other in open_shifts:
            if roster.post[other] != roster.post[shift]:
                yield Pair(other, shift)
        open_shifts.append(shift)


def short_rests(whole: Tours, rest_seconds_min: float) -> Iterator[tuple[int, int]]:
    """Yield a tour and the rest before it, in seconds, where that rest is too short."""
    rests = whole.start[1:] - whole.end[:-1]
    same = whole.person[1:] == whole.person[:-1]
    for place in np.flatnonzero(same & (rests < rest_seconds_min)).tolist():
        yield place + 1, int(rests[place])


def long_tours(each: Tours, seconds_max: float) -> Iterator[tuple[int, int]]:
    """Yield a tour and its length, in seconds, where that is too long."""
    lengths = each.end - each.start
    for tour in np.flatnonzero(lengths > seconds_max).tolist():
        yield tour, int(lengths[tour])


def moves(roster: Roster) -> tuple[Places, Places]:
    """Return the shifts of one person that follow each other on different posts: before, after."""
    order = known(roster)
    order = order[np.lexsort((roster.end[order], roster.start[order], roster.person[order]))]
    before, after = order[:-1], order[1:]
    moved = (
        (roster.person[before] == roster.person[after])
        & (roster.post[before] != roster.post[after])
        & (roster.end[before] <= roster.start[after])
    )
    return before[moved], after[moved]
