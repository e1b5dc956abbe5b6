"""Column generation over types of officers, and the bound that holds at any moment.

Whatever cells are taken to be worth, at most their weights, no roster leaves less uncovered than
what all needs are worth less what the officers can earn at most. So there is a bound from the first
moment on, before any relaxation is solved.
"""

from math import ceil

import numpy as np
from msgspec import Struct

from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import Master, Remaining
from summitry.roster.staffing.patterns import price

TOLERANCE = 1e-6
SMOOTHING = 0.5
"""How far prices asked lie from the newest towards those of the best bound.

Newest prices leap from round to round; between the two far fewer rounds are needed (Wentges
smoothing, https://doi.org/10.1111/1475-3995.00016)."""
PATTERNS_PER_TYPE = 4
"""Patterns of one type in one round at most."""


class Part(Struct):
    """A part of the board that has nothing to do with the others, and what is proved of it."""

    kinds: Integers
    cells: Integers
    bound: float = 0.0
    prices: Reals | None = None
    """What cells were worth for the bound."""
    master: Master | None = None
    is_closed: bool = False

    @property
    def proved(self) -> int:
        """What is uncovered at least, in whole people."""
        return max(0, ceil(self.bound - TOLERANCE * max(1.0, abs(self.bound))))


def priced(
    board: Board, part: Part, worth: Reals, many: int
) -> tuple[float, Reals, tuple[Integers, Integers, Integers]]:
    """Return the bound that follows from the worth of cells, each type's best, and patterns."""
    values, owner, first, cells = price(part.kinds, worth, board.ground, many)
    earned = float((board.headcount[part.kinds] * values).sum())
    needs = float((board.need[part.cells] * worth[part.cells]).sum())
    return needs - earned, values, (owner, first, cells)


def bound_at_once(board: Board, part: Part, weight: Reals) -> None:
    """Set the bound that says how much all officers together can do at most."""
    if board.is_whole:
        part.bound = max(0.0, priced(board, part, weight, 1)[0])


def relax(
    board: Board,
    part: Part,
    weight: Reals,
    remaining: Remaining,
    goal: int,
) -> None:
    """Price patterns in until none is left, the goal is reached as a bound, or time is over.

    Parameters
    ----------
    remaining
        Returns the seconds left; 0 or less: stop.
    goal
        What a roster is known to leave uncovered; a bound of as much proves it.
    """
    master = part.master
    assert master is not None
    centre: Reals | None = None
    while remaining() > 0 and not (board.is_whole and part.proved >= goal):
        prices = master.solve(remaining)
        if prices is None:
            return
        newest = np.minimum(prices.cells, weight)
        asked = [newest]
        if centre is not None:
            asked.insert(0, SMOOTHING * centre + (1.0 - SMOOTHING) * newest)
        centre, new = _round(board, part, asked, centre, remaining)
        part.is_closed = new == 0 and remaining() > 0
        if part.is_closed or part.proved >= prices.value - TOLERANCE:
            return


def _round(
    board: Board,
    part: Part,
    asked: list[Reals],
    centre: Reals | None,
    remaining: Remaining,
) -> tuple[Reals | None, int]:
    """Add what is best at these prices, the next only where the ones before led to nothing new.

    Return the prices of the best bound, and how many patterns are new.
    """
    assert part.master is not None
    new = 0
    for worth in asked:
        bound, _, patterns = priced(board, part, worth, PATTERNS_PER_TYPE)
        if board.is_whole and (bound > part.bound or centre is None):
            part.bound, centre = max(part.bound, bound), worth
        new = part.master.add(*patterns)
        if new or remaining() <= 0:
            break
    return centre, new
