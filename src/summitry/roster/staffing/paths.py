"""Paths from who is missing to who is free: each takes one place for another, the last one more.

Where people are missing somebody else may come who leaves another place, which a third one takes,
and so on, until somebody takes one without leaving any. Such paths are looked for breadth first
(augmenting paths, https://en.wikipedia.org/wiki/Maximum_cardinality_matching), so that a hole finds
whoever is free however far away that is. What led nowhere is not looked at again.
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
from msgspec import Struct

from summitry.policy.compiled import compiled, compiled_bare
from summitry.roster.staffing.cells import Board, Bounds, Integers, Past, Reals
from summitry.roster.staffing.search import Standing

PART = 32
"""Cells in which people are missing, between two looks at the clock."""
NONE, ROOT = -1, -2
Stop = Callable[[], bool]
Hours = tuple[Integers, Integers, Integers, Integers]
"""Start, end, day and period of each window."""
Able = tuple[Integers, Integers, Integers, Integers]
"""Of :class:`Roads`, all but the hours."""
Tree = tuple[Integers, Integers, Integers, Integers]
"""By cell: the one for which it would be left, and by whom; the cells in the order in which they
were found; room for the windows of one officer."""


class Roads(Struct, frozen=True):
    """What paths go along: who can serve each cell, and when its window is."""

    first: Integers
    kind: Integers
    """``kind[first[c]:first[c + 1]]`` are the types that can serve cell ``c``."""
    tour: Integers
    """Likewise, the place of the cell's tour among all that types can do."""
    officer: Integers
    """By type, the first officer."""
    hours: Hours


def roads(board: Board) -> Roads | None:
    """Return what paths go along; None where a place alone does not say what may be left for it.

    That is where tours are of several windows, and where weeks of duty are limited.
    """
    if board.is_joined or board.weeks.is_on:
        return None
    reach, tours = board.reach, board.tours
    of_window = np.full(len(board.windows), NONE, dtype=np.int64)
    of_window[tours.windows] = np.arange(len(tours.windows))
    kind, tour = _by_row(reach.first), of_window[board.window[reach.cell]]
    # Where a window is longer than anybody may stand there no tour is made of it.
    able = np.flatnonzero(tour != NONE)
    able = able[np.argsort(reach.cell[able], kind="stable")]
    many = len(tours.windows)
    places = np.searchsorted(
        _by_row(tours.own_first) * many + tours.own, kind[able] * many + tour[able]
    )
    start, end, day = (
        np.array([each[place] for each in board.windows], dtype=np.int64) for place in range(3)
    )
    period = np.zeros(len(board.windows), dtype=np.int64)
    period[tours.windows] = tours.period
    return Roads(
        _ends(np.bincount(reach.cell[able], minlength=len(board.need))),
        kind[able],
        places,
        _ends(board.headcount),
        (start, end, day, period),
    )


def _by_row(first: Integers) -> Integers:
    """Return the row of each entry, of rows that begin there."""
    return np.repeat(np.arange(len(first) - 1), np.diff(first))


def _ends(counts: Integers) -> Integers:
    """Return where each row begins, and the end of the last."""
    return np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)


def along(
    board: Board, standing: Standing, ways: Roads, asked: tuple[Integers, Reals], stop: Stop
) -> None:
    """Fill, the gravest first, what paths lead from to somebody free, or to what weighs less.

    Parameters
    ----------
    asked
        The cells to be filled, and by cell of the board what one missing weighs.
    """
    cells, weight = asked
    holes = cells[standing.cover[cells] < board.need[cells]]
    holes = holes[np.argsort(-weight[holes], kind="stable")]
    tree = (
        np.full(len(weight), NONE, dtype=np.int64),
        np.full(len(weight), NONE, dtype=np.int64),
        np.empty(len(weight), dtype=np.int64),
        np.empty(board.windows_max + 1, dtype=np.int64),
    )
    seen = np.zeros(1 + len(board.tours.own), dtype=np.int64)
    for low, high in pairwise([*range(0, len(holes), PART), len(holes)]):
        if stop():
            return
        _along(
            holes[low:high],
            (standing.kind, standing.pattern, standing.cover),
            (board.need, weight, board.window),
            (ways.first, ways.kind, ways.tour, ways.officer),
            ways.hours,
            (board.bounds, board.past),
            (tree, seen),
        )


@compiled
def _along(  # noqa: PLR0913, PLR0917  # the state, what is asked, who can, when, and the rules
    holes: Integers,
    standing: tuple[Integers, Integers, Integers],
    asked: tuple[Integers, Reals, Integers],
    able: Able,
    hours: Hours,
    rules: tuple[Bounds, Past],
    looks: tuple[Tree, Integers],
) -> None:
    (_, pattern, cover), (need, weight, window), (tree, seen) = standing, asked, looks
    parent, _, found, _ = tree
    turn, lightest = seen.max() + 1, weight.min()
    for hole in holes:
        while cover[hole] < need[hole] and parent[hole] == NONE:
            size, last, officer = _grow(
                hole, pattern, (weight, window, lightest), able, hours, rules, tree, (seen, turn)
            )
            if last == NONE:
                # Nothing else leads out of here either: all that was found stays marked.
                break
            turn += 1
            if officer == NONE:
                cover[last] -= 1
            else:
                _exchange(pattern[officer], NONE, last, window, hours)
            _walk(last, pattern, window, hours, tree)
            cover[hole] += 1
            for at in range(size):
                parent[found[at]] = NONE


@compiled_bare
def _walk(last: int, pattern: Integers, window: Integers, hours: Hours, tree: Tree) -> None:
    """Let everybody on the path leave a place for the one before."""
    parent, by, _, _ = tree
    while parent[last] != ROOT:
        _exchange(pattern[by[last]], last, parent[last], window, hours)
        last = parent[last]


@compiled_bare
def _grow(  # noqa: C901, PLR0913, PLR0917  # one search: taken apart, it would hand on all its state
    hole: int,
    pattern: Integers,
    asked: tuple[Reals, Integers, float],
    able: Able,
    hours: Hours,
    rules: tuple[Bounds, Past],
    tree: Tree,
    looks: tuple[Integers, int],
) -> tuple[int, int, int]:
    """Return how many cells were looked at, the last one of the path, and who takes it.

    Nobody takes it where it weighs less than the hole and stays empty; no cell: there is no path.
    """
    (weight, window, least), (first, able_kind, tour, officers) = asked, able
    (parent, by, found, room), (seen, turn) = tree, looks
    parent[hole], found[0], size, at = ROOT, hole, 1, 0
    lightest = hole
    while at < size:
        cell = found[at]
        at += 1
        new = window[cell]
        for place in range(first[cell], first[cell + 1]):
            # Whoever was asked for a window is not asked again for another place in it.
            if seen[tour[place]] == turn:
                continue
            kind, seen[tour[place]] = able_kind[place], turn
            for officer in range(officers[kind], officers[kind + 1]):
                if _is_on_path(officer, cell, tree):
                    continue
                own = pattern[officer]
                low, high = _in_the_way(own, new, window, hours, rules[0].rest)
                if low == NONE and _may(kind, own, (NONE, new), (room, window), hours, rules):
                    return size, cell, officer
                for slot in range(max(0, low), high + 1):
                    other = own[slot]
                    if parent[other] == NONE and _may(
                        kind, own, (slot, new), (room, window), hours, rules
                    ):
                        parent[other], by[other], found[size] = cell, officer, other
                        size += 1
                        if weight[other] < weight[lightest]:
                            lightest = other
                            if weight[other] <= least:
                                return size, other, NONE
    return size, NONE if lightest == hole else lightest, NONE


@compiled_bare
def _in_the_way(
    own: Integers, new: int, window: Integers, hours: Hours, rest: int
) -> tuple[int, int]:
    """Return the first and the last place of which one may be left for a new window.

    The first is -1 where perhaps none need be left; the last is below the first where leaving one
    is not enough.
    """
    start, end, _, _ = hours
    low, high = NONE, NONE
    for slot in range(len(own)):
        if own[slot] < 0:
            break
        its = window[own[slot]]
        if start[its] < end[new] + rest and start[new] < end[its] + rest:
            if low != NONE:
                return 0, NONE
            low = slot
        high = slot
    return (NONE, high) if low == NONE else (low, low)


@compiled_bare
def _is_on_path(officer: int, cell: int, tree: Tree) -> bool:
    """Say whether the officer has another part in the path that leads to the cell."""
    parent, by, _, _ = tree
    while parent[cell] != ROOT:
        if by[cell] == officer:
            return True
        cell = parent[cell]
    return False


@compiled_bare
def _may(
    kind: int,
    pattern: Integers,
    change: tuple[int, int],
    room: tuple[Integers, Integers],
    hours: Hours,
    rules: tuple[Bounds, Past],
) -> bool:
    """Say whether rules allow the windows of the pattern without one place and with a new one."""
    (left, new), (own, window) = change, room
    size = 1
    own[0] = new
    for slot in range(len(pattern)):
        if pattern[slot] < 0:
            break
        if slot != left:
            _insert(own, size, window[pattern[slot]], hours[0])
            size += 1
    return _is_legal(kind, own[:size], hours, rules)


@compiled_bare
def _insert(own: Integers, size: int, new: int, start: Integers) -> None:
    """Put the window among so many others by its start."""
    at = size
    while at > 0 and start[own[at - 1]] > start[new]:
        own[at] = own[at - 1]
        at -= 1
    own[at] = new


@compiled_bare
def _is_legal(kind: int, own: Integers, hours: Hours, rules: tuple[Bounds, Past]) -> bool:
    """Say whether somebody of the type may have these windows, by start, each a tour."""
    (start, end, days, periods), (bounds, past) = hours, rules
    until, day, in_row = past.end[kind], past.day[kind], past.in_row[kind]
    tours, period = past.tours[kind], 0
    for each in own:
        if until + bounds.rest > start[each]:
            return False
        if periods[each] != period:
            tours, period = 0, periods[each]
        tours += 1
        if days[each] > day + 1:
            in_row = 1
        elif days[each] == day + 1:
            in_row += 1
        if tours > bounds.tours or (bounds.in_row > 0 and in_row > bounds.in_row):
            return False
        until, day = end[each], days[each]
    return True


@compiled_bare
def _exchange(pattern: Integers, left: int, new: int, window: Integers, hours: Hours) -> None:
    """Take the cell that is left out of the pattern, and put the new one in by its start."""
    start, size = hours[0], 0
    for slot in range(len(pattern)):
        cell = pattern[slot]
        if cell < 0:
            break
        pattern[slot] = NONE
        if cell != left:
            pattern[size] = cell
            size += 1
    while size > 0 and start[window[pattern[size - 1]]] > start[window[new]]:
        pattern[size] = pattern[size - 1]
        size -= 1
    pattern[size] = new
