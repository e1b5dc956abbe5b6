"""How few vehicles and how little distance are proved: relaxations by assignment."""

from math import ceil
from typing import Any, TypeAlias

import numpy as np
from ortools.graph.python.linear_sum_assignment import SimpleLinearSumAssignment

from summitry.move.routes.problem import Problem
from summitry.move.routes.rush import vehicles_of_rushes

SCALE = 1_000
ROUNDING = 1e-6

Table: TypeAlias = np.ndarray[Any, Any]


def vehicles_min(problem: Problem) -> int:
    """Return below which number of vehicles there are no routes.

    Each place but the last of a route has a next one that it can reach in time, and no two have
    the same: the most such links leave the fewest routes. The loads of places that stand alone
    come together at the depot. A rush to or from one place needs vehicles at one time.
    """
    size = len(problem.demand)
    if size == 1:
        return 0
    paired = {place for pair in problem.pairs for place in pair}
    load = sum(float(problem.demand[k]) for k in range(1, size) if k not in paired)
    by_load = ceil(load / problem.capacity - ROUNDING) if problem.capacity else int(load > 0)
    links = _links(problem)[1:, 1:]
    costs = np.where(links, 0, 1)
    unlinked = _assigned(costs, np.ones_like(links))
    return max(by_load, 1, unlinked or 1, vehicles_of_rushes(problem))


def distance_min(problem: Problem, vehicles: int, least: int = 1) -> float:
    """Return below which distance there are no routes of so many vehicles or fewer; 0 if none.

    ``least`` is a number of vehicles below which there are no routes: so many leave the depot.
    """
    size = len(problem.demand)
    if size == 1 or vehicles == 0:
        return 0.0
    columns = size - 1 + vehicles
    links = _links(problem)
    far = np.zeros((columns, columns))
    allowed = np.zeros((columns, columns), bool)
    inner = size - 1
    far[:inner, :inner], allowed[:inner, :inner] = problem.distance[1:, 1:], links[1:, 1:]
    far[inner:, :inner], allowed[inner:, :inner] = problem.distance[0, 1:], links[0, 1:]
    far[:inner, inner:] = problem.distance[1:, :1]
    allowed[:inner, inner:] = links[1:, :1]
    unused = inner + min(max(least, 1), vehicles)
    allowed[unused:, unused:] = True
    total = _assigned(np.floor(far * SCALE).astype(np.int64), allowed)
    return 0.0 if total is None else total / SCALE


def _links(problem: Problem) -> Table:
    """Return which place can directly follow which."""
    early, late = problem.windows
    leaves = early + problem.service
    leaves[0] = early[0]
    links = leaves[:, None] + problem.time <= late[None, :] + ROUNDING
    np.fill_diagonal(links, val=False)
    pick, drop = np.array(problem.pairs, np.int64).reshape(-1, 2).T
    links[drop, pick] = links[0, drop] = links[pick, 0] = False
    alone = np.array([each[0] for each in problem.requests if len(each) == 1], np.int64)
    heavy = _too_heavy(problem, alone)
    links[np.ix_(alone, alone)] &= ~heavy
    # Two pairs that no vehicle holds together follow each other as wholes.
    heavy = _too_heavy(problem, pick)
    for first, then in ((pick, pick), (pick, drop), (drop, drop)):
        links[np.ix_(first, then)] &= ~heavy
    return np.asarray(links, bool)


def _too_heavy(problem: Problem, places: Table) -> Table:
    """Return which two of the loads no vehicle holds together."""
    load = problem.demand[places]
    heavy = load[:, None] + load[None, :] > problem.capacity + ROUNDING
    np.fill_diagonal(heavy, val=False)
    return np.asarray(heavy, bool)


def _assigned(costs: Table, allowed: Table) -> int | None:
    """Return the cost of the cheapest assignment over what is allowed, None if there is none."""
    rows, columns = np.nonzero(allowed)
    solver = SimpleLinearSumAssignment()
    solver.add_arcs_with_cost(rows, columns, costs[rows, columns])
    if solver.solve() != solver.OPTIMAL:
        return None
    return int(solver.optimal_cost())
