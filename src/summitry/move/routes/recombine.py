"""Routes of many solutions put together anew: which of them serve every place once, and least far."""

from collections.abc import Callable, Iterable, Sequence

import highspy
import numpy as np
from highspy.highs import HighsCallbackEvent

from summitry.move.routes.problem import Problem, Route

ROUTES_MAX = 6_000
"""So many routes are kept; the oldest go first."""
SEEN_MAX = 100_000
"""So many are remembered as looked at."""
NODES_MAX = 200
"""The effort of the choice, by the solver's branches rather than by a clock."""
PLACES_MAX = 1_000
"""With more places the choice would take too long."""
CHOSEN = 0.5


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
            length = float(self._far[(0, *route), (*route, 0)].sum())
            places = frozenset(route)
            if places not in self._kept or length < self._kept[places][0]:
                self._kept.pop(places, None)
                self._kept[places] = (length, route)
        while len(self._kept) > ROUTES_MAX:
            _, oldest = self._kept.pop(next(iter(self._kept)))
            self._seen.discard(oldest)
        if len(self._seen) > SEEN_MAX:
            self._seen = {route for _, route in self._kept.values()}

    def routes(self) -> tuple[tuple[float, Route], ...]:
        """Return the routes with their distance, the oldest first."""
        return tuple(self._kept.values())


def recombined(
    problem: Problem, pool: Pool, best: Sequence[Route], stop: Callable[[], bool]
) -> tuple[Route, ...] | None:
    """Return the shortest choice of routes found that serves every place once, None where none is.

    It has no more vehicles than the best routes, from which it begins.
    """
    pool.add(best)
    known = pool.routes()
    places = len(problem.demand) - 1
    if not 0 < places <= PLACES_MAX:
        return None
    solver = _solver(stop)
    solver.setOptionValue("mip_max_nodes", NODES_MAX)
    solver.setOptionValue("mip_rel_gap", 0.0)
    _fill(solver, places, len(best), known)
    begin = highspy.HighsSolution()
    chosen = {frozenset(route) for route in best}
    begin.col_value = [float(frozenset(route) in chosen) for _, route in known]
    solver.setSolution(begin)
    solver.run()
    if solver.getInfo().primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None
    values = np.array(solver.getSolution().col_value)
    return tuple(known[each][1] for each in np.flatnonzero(values > CHOSEN))


def _solver(stop: Callable[[], bool]) -> highspy.Highs:
    """Return a silent solver on one core that asks again and again whether to stop."""
    solver = highspy.Highs()  # type: ignore[no-untyped-call]  # the library types only a part
    solver.silent()
    # Not by the number of threads: the solver refuses another one than at its first run.
    solver.setOptionValue("parallel", "off")

    def ask(event: HighsCallbackEvent) -> None:
        if stop():
            event.interrupt()

    solver.cbSimplexInterrupt.subscribe(ask)
    solver.cbIpmInterrupt.subscribe(ask)
    solver.cbMipInterrupt.subscribe(ask)
    return solver


def _fill(
    solver: highspy.Highs, places: int, vehicles: int, known: Sequence[tuple[float, Route]]
) -> None:
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
