"""Bounds by counting: what groups of demands ask for in all against all who may serve them.

Over some days an officer does at most so many windows. Where some skills are asked for more often
than all who have them can serve, no order of their duty helps, and a small linear problem finds the
groups that lack most (the deficiency version of Hall's theorem,
https://en.wikipedia.org/wiki/Hall%27s_marriage_theorem). It has each window of a group priced
alike; what these prices prove is computed from the patterns of all types, as for any others.
"""

from collections import defaultdict
from math import inf

import numpy as np
from numpy.typing import NDArray

from summitry.policy.solver import Solver
from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import SOLVED, Remaining, run
from summitry.roster.staffing.relax import Part, look


def count(board: Board, part: Part, left: Remaining) -> None:
    """Raise the part's bound by what groups lack over the whole horizon."""
    _count(board, part, np.ones(len(board.need), dtype=np.bool_), np.zeros(len(board.need)), left)


def count_by_days(board: Board, part: Part, left: Remaining, goal: int) -> None:
    """Raise the part's bound by what groups lack on the days that ask for most, and on the others.

    In turn, for the first day, the first two and so on, and for the days that are left, groups are
    counted anew while all other prices stay, until that leads no further.
    """
    day = np.array([window[2] for window in board.windows])[board.window]
    days, place = np.unique(day[part.cells], return_inverse=True)
    heavy = days[np.argsort(-np.bincount(place, weights=board.need[part.cells]), kind="stable")]
    before = -inf
    while part.prices is not None and part.bound > before:
        before = part.bound
        for many in range(1, len(heavy)):
            is_heavy = np.isin(day, heavy[:many])
            for chosen in (is_heavy, ~is_heavy):
                if left() <= 0 or part.proved >= goal:
                    return
                _count(board, part, chosen, np.where(chosen, 0.0, part.prices), left)
                _count(board, part, chosen, part.prices, left)


def _count(
    board: Board, part: Part, chosen: NDArray[np.bool_], kept: Reals, left: Remaining
) -> None:
    """Raise prices of the chosen cells from those kept, group by group, where that pays."""
    if not board.is_whole or not len(part.cells):
        return
    highest = np.where(chosen, 1.0, kept)
    before = look(board, part, kept).values
    most = board.headcount[part.kinds] * (look(board, part, highest).values - before)
    names, place = np.unique(board.group[part.cells], return_inverse=True)
    asked = (board.need * (highest - kept))[part.cells]
    need = np.bincount(place, weights=asked).astype(np.float64)
    prices = _prices(need, _capacities(board, part, most, names), left)
    if prices is not None:
        worth = kept.copy()
        worth[part.cells] = np.maximum(worth[part.cells], prices[place])
        look(board, part, np.where(chosen, worth, kept))


def _capacities(
    board: Board, part: Part, most: Reals, names: Integers
) -> dict[tuple[int, ...], float]:
    """Return by sets of groups how many windows those can do who may serve just these groups."""
    reach = board.reach
    found: dict[tuple[int, ...], float] = defaultdict(float)
    for kind, windows in zip(part.kinds.tolist(), most.tolist(), strict=True):
        groups = np.unique(board.group[reach.cell[reach.first[kind] : reach.first[kind + 1]]])
        found[tuple(np.searchsorted(names, groups).tolist())] += windows
    return found


def _prices(
    need: Reals, capacities: dict[tuple[int, ...], float], remaining: Remaining
) -> Reals | None:
    """Return what groups are worth where as few as possible are missing; None: no time for it."""
    solver, groups = Solver(), len(need)
    none = np.zeros(0, dtype=np.int32)
    lower = np.concatenate([need, np.full(len(capacities), -solver.inf)])
    upper = np.concatenate([np.full(groups, solver.inf), list(capacities.values())])
    solver.addRows(len(lower), lower, upper, 0, none, none, np.zeros(0))
    columns: list[tuple[int, ...]] = [(group,) for group in range(groups)]
    columns += [(group, groups + row) for row, served in enumerate(capacities) for group in served]
    costs = np.where(np.arange(len(columns)) < groups, 1.0, 0.0)
    entries = np.array([row for column in columns for row in column], dtype=np.int32)
    starts = np.cumsum([0, *map(len, columns)])[:-1].astype(np.int32)
    many = len(columns)
    solver.addCols(
        many,
        costs,
        np.zeros(many),
        np.full(many, solver.inf),
        len(entries),
        starts,
        entries,
        np.ones(len(entries)),
    )
    if run(solver, remaining) != SOLVED:
        return None
    prices: Reals = np.clip(np.array(solver.getSolution().row_dual)[:groups], 0.0, 1.0)
    return prices
