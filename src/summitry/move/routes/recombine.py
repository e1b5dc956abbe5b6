"""Routes of many solutions put together anew: those that serve every place once, and least far."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import highspy
import numpy as np
from highspy import cb

from summitry.move.routes.problem import Problem, Route
from summitry.policy.solver import Solver

ROUTES_MAX = 6_000
"""So many routes are kept; the oldest go first."""
SEEN_MAX = 100_000
"""So many are remembered as looked at."""
NODES_MAX = 20
"""The effort of the choice, by the solver's branches rather than by a clock."""
CHOSEN = 0.5
STOPS_MAX = 8_000
"""The choice is among the newest routes that have so many stops together."""
ANSWER = 3
"""Where among what the solver tells the answer stands."""
ASKED_AT = (
    cb.HighsCallbackType.kCallbackSimplexInterrupt,
    cb.HighsCallbackType.kCallbackIpmInterrupt,
    cb.HighsCallbackType.kCallbackMipInterrupt,
)


class Pool:
    """Routes that were part of some solution, each set of places once, in its shortest order."""

    def __init__(self, problem: Problem) -> None:
        self._far = problem.distance
        self._seen: set[Route] = set()
        self._kept: dict[frozenset[int], tuple[float, Route]] = {}

    def add(self, routes: Iterable[Route]) -> None:
        """Keep the routes that were not there before."""
        for route in routes:
            if route in self._seen:
                continue
            self._seen.add(route)
            length = self.length(route)
            places = frozenset(route)
            if places not in self._kept or length < self._kept[places][0]:
                self._kept.pop(places, None)
                self._kept[places] = (length, route)
        while len(self._kept) > ROUTES_MAX:
            _, oldest = self._kept.pop(next(iter(self._kept)))
            self._seen.discard(oldest)
        if len(self._seen) > SEEN_MAX:
            self._seen = {route for _, route in self._kept.values()}

    def length(self, route: Route) -> float:
        """Return the distance of the route."""
        return float(self._far[(0, *route), (*route, 0)].sum())

    def newest(self, stops: int) -> tuple[tuple[float, Route], ...]:
        """Return the newest routes with their distance, of so many stops together at most."""
        found: list[tuple[float, Route]] = []
        for length, route in reversed(self._kept.values()):
            stops -= len(route)
            if stops < 0:
                break
            found.append((length, route))
        return tuple(found)


def recombined(
    problem: Problem, pool: Pool, best: Sequence[Route], stop: Callable[[], bool]
) -> tuple[Route, ...] | None:
    """Return the shortest choice of routes found that serves every place once, None where none is.

    It has no more vehicles than the best routes, from which it begins.
    """
    own = {frozenset(route): (pool.length(route), route) for route in best}
    newest = pool.newest(STOPS_MAX)
    known = [*own.values(), *(each for each in newest if frozenset(each[1]) not in own)]
    places = len(problem.demand) - 1
    if not places:
        return None
    solver = _solver(stop)
    solver.setOptionValue("mip_max_nodes", NODES_MAX)
    solver.setOptionValue("mip_rel_gap", 0.0)
    _fill(solver, places, len(best), known)
    begin = highspy.HighsSolution()
    begin.col_value = [float(number < len(own)) for number in range(len(known))]
    solver.setSolution(begin)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.array(solver.getSolution().col_value)
    return tuple(known[each][1] for each in np.flatnonzero(values > CHOSEN))


def _solver(stop: Callable[[], bool]) -> Solver:
    """Return a solver that asks now and then whether to stop."""
    solver = Solver()
    solver.setOptionValue("mip_detect_symmetry", False)

    def ask(*told: Any) -> None:
        if stop():
            told[ANSWER].user_interrupt = True

    solver.setCallback(ask, None)
    for kind in ASKED_AT:
        solver.startCallback(kind)
    return solver


def _fill(solver: Solver, places: int, vehicles: int, known: Sequence[tuple[float, Route]]) -> None:
    """Give the solver a row for each place and one for the fleet, and a column for each route."""
    lower, upper = np.ones(places + 1), np.ones(places + 1)
    lower[places], upper[places] = 0.0, vehicles
    none = np.zeros(0, np.int32)
    solver.addRows(places + 1, lower, upper, 0, none, none, np.zeros(0))
    count = len(known)
    served = [[*(place - 1 for place in route), places] for _, route in known]
    starts = np.concatenate(([0], np.cumsum([len(each) for each in served])))
    solver.addCols(
        count,
        np.array([length for length, _ in known]),
        np.zeros(count),
        np.ones(count),
        int(starts[-1]),
        starts[:-1].astype(np.int32),
        np.concatenate(served).astype(np.int32),
        np.ones(int(starts[-1])),
    )
    solver.changeColsIntegrality(
        count,
        np.arange(count, dtype=np.int32),
        np.array([highspy.HighsVarType.kInteger] * count),
    )
