"""A bound by walking uphill: prices rise where people are missing and fall where there are enough.

One look at all types takes milliseconds, so that hundreds of steps are quicker than one relaxation
of a large event; where the walk slows down, the relaxation takes over from its prices. The steps
follow an average of the last ones, which would otherwise cancel each other (the volume algorithm,
https://doi.org/10.1007/s101070050002).
"""

from collections.abc import Callable

import numpy as np

from summitry.roster.staffing.cells import Board, Reals
from summitry.roster.staffing.relax import Part, priced

WANDERED_MIN = (0.0, 0.1, 0.3, 1.0, 3.0)
"""How many holes, on average, a group of cells has seen to be short: tried one by one."""
STEPS_MAX = 600
PATIENCE = 12
"""Vain steps after which they get shorter."""
AVERAGE = 0.15
"""How much the newest step counts in the average."""
FIRST, LEAST = 1.0, 1e-3
"""The length of steps, as a share of the way to the goal: at first, and when the walk ends."""


def begin(board: Board, part: Part, weight: Reals, seen: Reals) -> Reals:
    """Raise the bound by what a search has seen, and return the prices of the best.

    What is uncovered wanders in a search, but only among cells that nobody who is free can reach.
    Cells that have been uncovered at some time are therefore short together, those that never were
    have enough: with the prices that say just that, the bound is often all that can be had.

    Parameters
    ----------
    seen
        By cell, in which share of the sweeps it was uncovered.
    """
    by_group = np.bincount(board.group, weights=seen, minlength=int(board.group.max()) + 1)
    wanted = [np.where(seen > 0.0, weight, 0.0)]
    wanted += [np.where(by_group[board.group] > least, weight, 0.0) for least in WANDERED_MIN]
    best, best_bound = wanted[0], -np.inf
    for worth in wanted if board.is_whole else ():
        bound, _, _ = priced(board, part, worth, 1)
        if bound > best_bound:
            best, best_bound = worth, bound
    part.bound = max(part.bound, best_bound) if board.is_whole else part.bound
    return best


def ascend(
    board: Board,
    part: Part,
    weight: Reals,
    stop: Callable[[], bool],
    goal: int,
    start: Reals,
) -> Reals:
    """Raise the part's bound towards the goal, and return the prices of the best."""
    worth = best = start
    length, vain = FIRST, 0
    direction: Reals | None = None
    for _ in range(STEPS_MAX if board.is_whole else 0):
        if stop() or part.proved >= goal or length < LEAST:
            break
        bound, step = _look(board, part, worth)
        if bound > part.bound or direction is None:
            part.bound, best, vain = max(bound, part.bound), worth, 0
        else:
            vain += 1
        if vain >= PATIENCE:
            length, vain, worth = length / 2, 0, best
        direction = step if direction is None else AVERAGE * step + (1 - AVERAGE) * direction
        steep = float((direction**2).sum())
        if steep == 0.0:
            break
        far = length * max(1.0, 1.05 * goal - part.bound) / steep
        worth = np.clip(worth + far * direction, 0.0, weight)
    return best


def _look(board: Board, part: Part, worth: Reals) -> tuple[float, Reals]:
    """Return the bound at these prices, and by cell how many more are needed than would come."""
    bound, _, (owner, first, cells) = priced(board, part, worth, 1)
    come = np.zeros(len(board.need))
    np.add.at(come, cells, np.repeat(board.headcount[owner], np.diff(first)).astype(float))
    step = np.zeros(len(board.need))
    step[part.cells] = board.need[part.cells] - come[part.cells]
    return bound, step
