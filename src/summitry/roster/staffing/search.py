"""A roster made better officer by officer: each in turn gets the best pattern against all others.

What an officer gives up and takes anew is found exactly, so that no step makes the roster worse.
Cells are worth a little more or less in each sweep, by chance: officers who lose nothing by it move
aside, and what is left uncovered wanders until it meets somebody who is free.
"""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from summitry.kit.streams import Stream
from summitry.policy.compiled import compiled
from summitry.roster.staffing.cells import Board, Ground, Integers, Reach, Reals
from summitry.roster.staffing.patterns import best_cells
from summitry.roster.staffing.problem import Assignment, Problem

CHANCE = 0.8
"""By how much of one person a whole pattern may differ in worth by chance alone."""
AWAY = 0.03
"""By how much of one person a whole pattern is worth less where all of it is lent."""
LENT, FAIR, LITTLE = 2.0**-7, 2.0**-16, 2.0**-21
"""What it costs to be lent, what to be on duty more often, and how far chance then goes."""
PART = 512
"""Officers between two looks at the clock."""


class Taste(Struct, frozen=True, kw_only=True):
    """What a sweep looks at beside the people who are missing."""

    lent: float = 0.0
    fair: float = 0.0
    stay: float = 0.0
    """What each window is worth more to whoever has it already."""
    chance: float = 0.0
    """What a cell may be worth more by chance."""


class Standing(Struct):
    """Who has which pattern; cells of officer ``o`` are ``pattern[o]``, filled up with -1."""

    kind: Integers
    pattern: Integers
    cover: Integers

    def copy(self) -> "Standing":
        """Return the same to go on with."""
        return Standing(self.kind, self.pattern.copy(), self.cover.copy())


def nobody(board: Board) -> Standing:
    """Return the roster in which nobody has anything to do."""
    kind = np.repeat(np.arange(len(board.headcount)), board.headcount)
    pattern = np.full((len(kind), board.windows_max), -1, dtype=np.int64)
    return Standing(kind, pattern, np.zeros(len(board.need), dtype=np.int64))


def weights(board: Board, grade: float) -> Reals:
    """Return by cell what one missing weighs: of each priority so much more than the next."""
    least = int(board.priority.max(initial=0))
    heavier: Reals = grade ** (least - board.priority).astype(np.float64)
    return heavier


def placed(
    problem: Problem, board: Board, standing: Standing, begin: tuple[Assignment, ...]
) -> Integers:
    """Give officers what is assigned to them already, and return those who have nothing."""
    persons = (person for each in problem.types for person in each.persons)
    officer_of = {person: officer for officer, person in enumerate(persons)}
    cell_of = {demand: cell for cell, some in enumerate(board.members) for demand in some}
    size = np.zeros(len(standing.kind), dtype=np.int64)
    for assignment in sorted(begin):
        officer, cell = officer_of[assignment.person_id], cell_of[assignment.demand]
        standing.pattern[officer, size[officer]] = cell
        standing.cover[cell] += 1
        size[officer] += 1
    return np.flatnonzero(size == 0)


def release(standing: Standing, officers: Integers) -> None:
    """Take the officers off everything."""
    freed = standing.pattern[officers]
    np.subtract.at(standing.cover, freed[freed >= 0], 1)
    standing.pattern[officers] = -1


def by_scarcity(board: Board, standing: Standing) -> Integers:
    """Return the officers in the order in which they come first who can do least."""
    reach: Integers = np.diff(board.reach.first)[standing.kind]
    return np.argsort(reach, kind="stable")


def rough(board: Board) -> Taste:
    """Return the taste with which officers move aside as far as nobody goes missing for it."""
    return Taste(lent=AWAY / board.windows_max, chance=CHANCE / board.windows_max)


def own(board: Board) -> Taste:
    """Return the taste with which officers move aside so that others come back to their unit."""
    return Taste(lent=LENT, chance=LENT * CHANCE / board.windows_max)


FINE = Taste(lent=LENT, fair=FAIR, chance=LITTLE)
"""The taste with which officers stay with their own unit, and share duty evenly."""
STEADY = Taste(lent=LENT, fair=FAIR, stay=2 * LITTLE, chance=LITTLE)
"""The same for officers who would rather keep what they have where that is as good."""


def sweep(  # noqa: PLR0913, PLR0917  # the state, what it is judged by, and when to stop
    board: Board,
    standing: Standing,
    officers: Integers,
    weight: Reals,
    taste: Taste,
    stream: Stream,
    stop: Callable[[], bool],
) -> bool:
    """Give these officers, in any order, the best pattern each; say whether all had a turn."""
    shaken: Reals = weight + taste.chance * stream.random(len(weight))
    return run(board, standing, stream.permutation(officers), (shaken, taste), stop)


def run(
    board: Board,
    standing: Standing,
    order: Integers,
    judged: tuple[Reals, Taste],
    stop: Callable[[], bool],
) -> bool:
    """Give the officers in this order the best pattern each; say whether all had their turn."""
    weight, taste = judged
    worth = np.where(standing.cover < board.need, weight, 0.0)
    ground, costs = board.ground, (taste.lent, taste.fair, taste.stay)
    for low in range(0, len(order), PART):
        if stop():
            return False
        moved = standing.kind, standing.pattern, standing.cover
        _sweep(order[low : low + PART], moved, (board.need, weight, worth), ground, costs)
    return True


def lent(board: Board, standing: Standing) -> int:
    """Return how many people are lent, window by window."""
    return int(_lent(standing.kind, standing.pattern, board.reach))


def uncovered(board: Board, standing: Standing) -> tuple[int, ...]:
    """Return by priority how many are missing."""
    missing = np.maximum(board.need - standing.cover, 0)
    count = int(board.priority.max(initial=0)) + 1
    return tuple(np.bincount(board.priority, weights=missing, minlength=count).astype(int).tolist())


@compiled
def _sweep(
    order: Integers,
    standing: tuple[Integers, Integers, Integers],
    asked: tuple[Integers, Reals, Reals],
    ground: Ground,
    costs: tuple[float, float, float],
) -> None:
    (kinds, pattern, cover), (need, weight, worth), (lends, fair, stay) = standing, asked, costs
    before = np.empty(pattern.shape[1], np.int64)
    for officer in order:
        count = 0
        for place in range(pattern.shape[1]):
            cell = pattern[officer, place]
            if cell < 0:
                break
            cover[cell] -= 1
            worth[cell] = weight[cell] + stay
            before[place], count = cell, place + 1
            pattern[officer, place] = -1
        _, cells = best_cells(kinds[officer], worth, ground, (lends, fair))
        for place in range(count):
            worth[before[place]] = weight[before[place]]
        for place in range(len(cells)):
            cell = cells[place]
            pattern[officer, place] = cell
            cover[cell] += 1
            if cover[cell] >= need[cell]:
                worth[cell] = 0.0


@compiled
def _lent(kinds: Integers, pattern: Integers, reach: Reach) -> int:
    total = 0
    for officer in range(len(kinds)):
        first, last = reach.first[kinds[officer]], reach.first[kinds[officer] + 1]
        for place in range(pattern.shape[1]):
            cell = pattern[officer, place]
            if cell < 0:
                break
            # The cells of a type lie in order.
            at = first + np.searchsorted(reach.cell[first:last], cell)
            total += reach.lent[at]
    return total
