"""Column generation over types of officers, and the bound that holds at any moment.

Whatever cells are taken to be worth, at most one missing person, no roster leaves less uncovered
than what all needs are worth less what the officers can earn at most. So there is a bound from the
first moment on, before any relaxation is solved.
"""

from math import ceil, inf

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
WORTH_MIN = 1e-9
PATTERNS_PER_TYPE = 4
"""Patterns of one type in one round at most."""


class Part(Struct):
    """A part of the board that has nothing to do with the others, and what is proved of it."""

    kinds: Integers
    cells: Integers
    bound: float = -inf
    prices: Reals | None = None
    """What cells were worth for the bound."""
    master: Master | None = None
    is_closed: bool = False

    @property
    def proved(self) -> int:
        """What is uncovered at least, in whole people."""
        return max(0, ceil(max(0.0, self.bound) * (1.0 - TOLERANCE) - TOLERANCE))


class Look(Struct, frozen=True):
    """What follows from the worth of cells: a bound, each type's best, and patterns that have it.

    Of patterns there are told the type, where their cells begin, and the cells.
    """

    bound: float
    values: Reals
    patterns: tuple[Integers, Integers, Integers]


def look(board: Board, part: Part, worth: Reals, many: int = 1) -> Look:
    """Return what follows from the worth of cells, and keep the bound where it is the best yet."""
    if board.is_joined:
        # A tour goes through windows that are worth nothing too.
        worth = np.maximum(worth, WORTH_MIN)
    values, owner, first, cells = price(part.kinds, worth, board.ground, many)
    earned = float((board.headcount[part.kinds] * values).sum())
    bound = float((board.need[part.cells] * worth[part.cells]).sum()) - earned
    if board.is_whole and (part.prices is None or bound >= part.bound):
        part.bound, part.prices = bound, worth
    return Look(bound, values, (owner, first, cells))


def relax(
    board: Board,
    part: Part,
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
    while remaining() > 0 and not (board.is_whole and part.proved >= goal):
        prices = master.solve(remaining)
        if prices is None:
            return
        asked = [np.minimum(prices.cells, 1.0)]
        if part.prices is not None:
            asked.insert(0, SMOOTHING * part.prices + (1.0 - SMOOTHING) * asked[0])
        new = _round(board, part, asked, remaining)
        part.is_closed = new == 0 and remaining() > 0
        if part.is_closed or part.proved >= prices.value - TOLERANCE:
            return


def _round(board: Board, part: Part, asked: list[Reals], remaining: Remaining) -> int:
    """Add what is best at these prices, the next only where the ones before led to nothing new.

    Return how many patterns are new.
    """
    assert part.master is not None
    new = 0
    for worth in asked:
        new = part.master.add(*look(board, part, worth, PATTERNS_PER_TYPE).patterns)
        if new or remaining() <= 0:
            break
    return new
