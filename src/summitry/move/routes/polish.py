"""PyVRP as a second opinion: from routes that are given, with the fleet that they use."""

from collections.abc import Callable, Sequence
from itertools import count
from warnings import catch_warnings, simplefilter

import numpy as np
import pyvrp
from pyvrp.exceptions import PenaltyBoundWarning

from summitry.kit.streams import Stream
from summitry.move.routes.problem import Problem, Route

SCALE = 10_000
"""PyVRP counts in whole numbers; what takes time is rounded up, so that its routes keep ours."""
SEED_MAX = 2**31


def model_of(problem: Problem, vehicles: int, fixed: int = 0) -> pyvrp.Model:
    """Return the problem as PyVRP reads it, for so many vehicles, each with a fixed price."""
    model = pyvrp.Model()
    early = np.ceil(problem.early * SCALE).astype(np.int64).tolist()
    late = np.floor(problem.late * SCALE).astype(np.int64).tolist()
    service = np.ceil(problem.service * SCALE).astype(np.int64).tolist()
    load = problem.demand.astype(np.int64).tolist()
    spots = [model.add_location(0, 0) for _ in load]
    depot = model.add_depot(spots[0], tw_early=early[0], tw_late=late[0])
    model.add_vehicle_type(
        num_available=max(vehicles, 1),
        capacity=problem.capacity,
        start_depot=depot,
        end_depot=depot,
        fixed_cost=fixed,
        tw_early=early[0],
        tw_late=late[0],
    )
    for request in problem.requests:
        first = request[0]
        if len(request) == 1:
            model.add_client(
                spots[first],
                pickup=load[first],
                service_duration=service[first],
                tw_early=early[first],
                tw_late=late[first],
            )
            continue
        second = request[1]
        model.add_shipment(
            spots[first],
            spots[second],
            pickup_tw_early=early[first],
            pickup_tw_late=late[first],
            pickup_service_duration=service[first],
            delivery_tw_early=early[second],
            delivery_tw_late=late[second],
            delivery_service_duration=service[second],
            amount=load[first],
        )
    far = np.ceil(problem.distance * SCALE).astype(np.int64).tolist()
    take = np.ceil(problem.time * SCALE).astype(np.int64).tolist()
    for one, start in enumerate(spots):
        for other, end in enumerate(spots):
            if one != other:
                model.add_edge(start, end, far[one][other], take[one][other])
    return model


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
    *,
    fresh: bool,
) -> tuple[Route, ...] | None:
    """Return the best routes that PyVRP finds, None where it finds none; they are not checked.

    It begins with the routes, or, where it shall begin afresh, has their number only: from routes
    that were pressed into a small fleet it hardly gets away.
    """
    data = model_of(problem, len(routes)).data()
    called = _activities(problem)
    begin = (
        None
        if fresh
        else pyvrp.Solution(
            data, [pyvrp.Route(data, [called[place] for place in route], 0) for route in routes]
        )
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
