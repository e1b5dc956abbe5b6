"""A bound by walking uphill: prices rise where people are missing and fall where there are enough.

One look at all types takes milliseconds, so that hundreds of steps are quicker than one relaxation
of a large event; where the walk slows down, the relaxation takes over from its prices. The steps
follow an average of the last ones, which would otherwise cancel each other, and start from the best
prices so far (the volume algorithm, https://doi.org/10.1007/s101070050002).
"""

from collections.abc import Callable

import numpy as np

from summitry.roster.staffing.cells import Board, Reals
from summitry.roster.staffing.relax import Look, Part, look

STEPS_MAX = 2_000
PATIENCE = 20
"""Vain steps after which they get shorter."""
AVERAGE = 0.1
"""How much the newest step counts in the average."""
FIRST, LEAST = 0.1, 1e-4
"""The length of steps, as a share of the way to the goal: at first, and when the walk ends."""
LONGER, SHORTER = 1.1, 0.66


def ascend(board: Board, part: Part, stop: Callable[[], bool], goal: int) -> None:
    """Raise the part's bound towards the goal."""
    best = np.ones(len(board.need)) if part.prices is None else part.prices
    seen = look(board, part, best)
    direction, height = _lacking(board, part, seen), seen.bound
    length, vain = FIRST, 0
    for _ in range(STEPS_MAX if board.is_whole else 0):
        if stop() or part.proved >= goal or length < LEAST:
            return
        # Where a price can go no further in its direction it does not count.
        is_held = ((best <= 0.0) & (direction < 0.0)) | ((best >= 1.0) & (direction > 0.0))
        steep = float((direction[~is_held] ** 2).sum())
        if steep == 0.0:
            return
        far = length * max(1.0, 1.05 * goal - height) / steep
        worth = np.clip(best + far * direction, 0.0, 1.0)
        seen = look(board, part, worth)
        step = _lacking(board, part, seen)
        direction = AVERAGE * step + (1.0 - AVERAGE) * direction
        if seen.bound > height:
            best, height, vain = worth, seen.bound, 0
            length = min(1.0, length * LONGER)
        else:
            vain += 1
        if vain >= PATIENCE:
            length, vain = length * SHORTER, 0


def _lacking(board: Board, part: Part, seen: Look) -> Reals:
    """Return by cell how many more are needed than would come."""
    owner, first, cells = seen.patterns
    come = np.bincount(
        cells,
        weights=np.repeat(board.headcount[owner], np.diff(first)).astype(float),
        minlength=len(board.need),
    )
    lacking: Reals = np.zeros(len(board.need))
    lacking[part.cells] = board.need[part.cells] - come[part.cells]
    return lacking
