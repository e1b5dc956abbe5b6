"""A bound by counting: what groups of demands ask for in all against all who may serve them.

Over the whole horizon an officer does at most so many windows. Where some skills are asked for more
often than all who have them can serve, no order of their days helps, and a small linear problem
finds the groups that lack most (the deficiency version of Hall's theorem,
https://en.wikipedia.org/wiki/Hall%27s_marriage_theorem). It has each window of a group priced
alike; what these prices prove is computed from the patterns of all types, as for any others.
"""

from collections import defaultdict

import numpy as np

from summitry.policy.solver import Solver
from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import SOLVED, Remaining, run
from summitry.roster.staffing.relax import Part, look


def count(board: Board, part: Part, remaining: Remaining) -> None:
    """Raise the part's bound by what groups lack over the whole horizon."""
    if not board.is_whole or not len(part.cells):
        return
    most = board.headcount[part.kinds] * look(board, part, np.ones(len(board.need))).values
    names, place = np.unique(board.group[part.cells], return_inverse=True)
    need = np.bincount(place, weights=board.need[part.cells])
    prices = _prices(need, _capacities(board, part, most, names), remaining)
    if prices is not None:
        worth = np.zeros(len(board.need))
        worth[part.cells] = prices[place]
        look(board, part, worth)


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
    columns = [(group,) for group in range(groups)]
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
    return np.clip(np.array(solver.getSolution().row_dual)[:groups], 0.0, 1.0)
