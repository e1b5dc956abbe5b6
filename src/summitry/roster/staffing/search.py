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
from summitry.roster.staffing.cells import Board, Bounds, Integers, Past, Reach, Reals, Tours
from summitry.roster.staffing.patterns import best_cells

STEP = 64.0
"""How much graver a priority is than the next: more than one officer can be worth otherwise."""
LENT, FAIR, CHANCE = 2.0**-7, 2.0**-16, 2.0**-21
"""What it costs to be lent, and to be on duty more often, in people uncovered of the least grave."""
PART = 512
"""Officers between two looks at the clock."""


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


def weights(board: Board) -> Reals:
    """Return by cell what one who is missing weighs."""
    least = int(board.priority.max(initial=0))
    return STEP ** (least - board.priority).astype(np.float64)


def sweep(
    board: Board,
    standing: Standing,
    order: Integers,
    weight: Reals,
    stop: Callable[[], bool],
) -> bool:
    """Give the officers, in this order, the best pattern each; say whether all had their turn."""
    fair = FAIR
    worth = np.where(standing.cover < board.need, weight, 0.0)
    for low in range(0, len(order), PART):
        if stop():
            return False
        _sweep(
            order[low : low + PART],
            standing.kind,
            standing.pattern,
            standing.cover,
            board.need,
            weight,
            worth,
            board.reach,
            board.window,
            len(board.windows),
            board.tours,
            board.bounds,
            board.past,
            LENT,
            fair,
        )
    return True


def shaken(weight: Reals, stream: Stream) -> Reals:
    """Return weights that differ by so little that only equals change places."""
    shaken_weights: Reals = weight * (1.0 + 0.0) + CHANCE * stream.random(len(weight))
    return shaken_weights


def uncovered(board: Board, standing: Standing) -> tuple[int, ...]:
    """Return by priority how many are missing."""
    missing = np.maximum(board.need - standing.cover, 0)
    count = int(board.priority.max(initial=0)) + 1
    return tuple(np.bincount(board.priority, weights=missing, minlength=count).astype(int).tolist())


@compiled
def _sweep(  # noqa: PLR0913, PLR0917  # a kernel takes arrays one by one
    order: Integers,
    kinds: Integers,
    pattern: Integers,
    cover: Integers,
    need: Integers,
    weight: Reals,
    worth: Reals,
    reach: Reach,
    window: Integers,
    windows: int,
    tours: Tours,
    bounds: Bounds,
    past: Past,
    lent: float,
    fair: float,
) -> None:
    for officer in order:
        for place in range(pattern.shape[1]):
            cell = pattern[officer, place]
            if cell < 0:
                break
            cover[cell] -= 1
            worth[cell] = weight[cell]
            pattern[officer, place] = -1
        kind = kinds[officer]
        _, cells = best_cells(
            kind, worth, lent, reach, window, windows, tours, bounds, past, fair
        )
        for place in range(len(cells)):
            cell = cells[place]
            pattern[officer, place] = cell
            cover[cell] += 1
            if cover[cell] >= need[cell]:
                worth[cell] = 0.0
