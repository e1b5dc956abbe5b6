"""PyVRP as a second opinion: from routes that are given, with the fleet that they use."""

from collections.abc import Callable, Sequence
from itertools import count
from typing import Any, TypeAlias
from warnings import catch_warnings, simplefilter

import numpy as np
import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning

from summitry.kit.streams import Stream
from summitry.move.routes.problem import Problem, Route

Table: TypeAlias = np.ndarray[Any, Any]

SCALE = 10_000
"""PyVRP counts in whole numbers; what takes time is rounded up, so that its routes keep ours."""
SEED_MAX = 2**31


def data_of(problem: Problem, vehicles: int, fixed: int = 0) -> pyvrp.ProblemData:
    """Return the problem as PyVRP reads it, for so many vehicles, each with a fixed price."""
    early = np.ceil(problem.early * SCALE).astype(np.int64)
    # A window of a moment between two whole numbers would end before it starts.
    late = np.maximum(np.floor(problem.late * SCALE).astype(np.int64), early)
    service = np.ceil(problem.service * SCALE).astype(np.int64)
    load = np.ceil(problem.demand).astype(np.int64)
    clients, shipments = [], []
    for request in problem.requests:
        first, last = request[0], request[-1]
        if first == last:
            clients.append(
                pyvrp.Client(
                    first,
                    pickup=[int(load[first])],
                    service_duration=int(service[first]),
                    tw_early=int(early[first]),
                    tw_late=int(late[first]),
                )
            )
            continue
        shipments.append(
            pyvrp.Shipment(
                first,
                last,
                pickup_tw_early=int(early[first]),
                pickup_tw_late=int(late[first]),
                pickup_service_duration=int(service[first]),
                delivery_tw_early=int(early[last]),
                delivery_tw_late=int(late[last]),
                delivery_service_duration=int(service[last]),
                amount=[int(load[first])],
            )
        )
    opens, closes = int(early[0]), int(late[0])
    fleet = pyvrp.VehicleType(
        num_available=max(vehicles, 1),
        capacity=[problem.capacity],
        fixed_cost=fixed,
        tw_early=opens,
        tw_late=closes,
    )
    return pyvrp.ProblemData(
        locations=[pyvrp.Location(0, 0) for _ in load],
        clients=clients,
        depots=[pyvrp.Depot(0, tw_early=opens, tw_late=closes)],
        vehicle_types=[fleet],
        distance_matrices=[_whole(problem.distance)],
        duration_matrices=[_whole(problem.time)],
        shipments=shipments,
    )


def _whole(table: Table) -> Table:
    """Return the table in whole numbers, rounded up; from a place to itself takes nothing."""
    made: Table = np.ceil(table * SCALE).astype(np.int64)
    np.fill_diagonal(made, 0)
    return made


def _activities(problem: Problem) -> dict[int, pyvrp.Activity]:
    """Return what a visit of each place is called."""
    said: dict[int, pyvrp.Activity] = {}
    clients, shipments = count(), count()
    for request in problem.requests:
        if len(request) == 1:
            said[request[0]] = pyvrp.Activity(pyvrp.ActivityType.CLIENT, next(clients))
            continue
        number = next(shipments)
        said[request[0]] = pyvrp.Activity(pyvrp.ActivityType.PICKUP, number)
        said[request[1]] = pyvrp.Activity(pyvrp.ActivityType.DELIVERY, number)
    return said


class _Stop:
    """PyVRP's question whether to stop, answered by ours."""

    def __init__(self, stop: Callable[[], bool]) -> None:
        self._stop = stop

    def __call__(self, best_cost: int) -> bool:  # noqa: ARG002  # as PyVRP calls it
        return self._stop()


def polish(
    problem: Problem,
    routes: Sequence[Route],
    stop: Callable[[], bool],
    stream: Stream,
) -> tuple[Route, ...] | None:
    """Return the best routes that PyVRP finds from these, None where it finds none.

    They are not checked.
    """
    data = data_of(problem, len(routes))
    called = _activities(problem)
    begin = pyvrp.Solution(
        data, [pyvrp.Route(data, [called[place] for place in route], 0) for route in routes]
    )
    with catch_warnings():
        # It warns where the fleet is tight; that is what we ask for.
        simplefilter("ignore", PenaltyBoundWarning)
        found = pyvrp.solve(
            data,
            _Stop(stop),
            seed=int(stream.integers(SEED_MAX)),
            collect_stats=False,
            initial_solution=begin,
        )
    return routes_of(problem, found.best) if found.is_feasible() else None


def routes_of(problem: Problem, solution: pyvrp.Solution) -> tuple[Route, ...]:
    """Return the routes of a solution of PyVRP."""
    places = {(said.type.value, said.idx): place for place, said in _activities(problem).items()}
    return tuple(
        tuple(places[each.type.value, each.idx] for each in route if not each.is_depot())
        for route in solution.routes()
    )
