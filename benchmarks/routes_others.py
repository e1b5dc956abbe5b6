"""The same problems by PyVRP and by OR-Tools alone, with a high price for each vehicle."""

from time import perf_counter
from typing import TypeAlias

import numpy as np
import pyvrp
from ortools.constraint_solver import pywrapcp, routing_enums_pb2
from pyvrp.stop import MaxRuntime

from summitry.move.routes.polish import SCALE, data_of, routes_of
from summitry.move.routes.problem import Problem, Route

Routes: TypeAlias = tuple[Route, ...]


def _vehicle_price(problem: Problem) -> int:
    """Return more than any distance that a vehicle saves."""
    return int(problem.distance.max() * SCALE * 20)


def by_pyvrp(problem: Problem, seconds: float, seed: int) -> Routes | None:
    """Return PyVRP's best routes, None where it finds none."""
    began = perf_counter()
    price = _vehicle_price(problem)
    data = data_of(problem, problem.vehicles, price)
    # Where a load too high costs less than a vehicle at most, it never comes to legal routes.
    usual = pyvrp.PenaltyParams()
    penalty = pyvrp.PenaltyParams(max_penalty=max(float(price), usual.max_penalty))
    left = max(seconds - (perf_counter() - began), 0.0)
    found = pyvrp.solve(
        data,
        MaxRuntime(left),
        seed=seed,
        collect_stats=False,
        display=False,
        params=pyvrp.SolveParams(penalty=penalty),
    )
    return routes_of(problem, found.best) if found.is_feasible() else None


def by_ortools(problem: Problem, seconds: float, _seed: int) -> Routes | None:
    """Return OR-Tools' best routes, None where it finds none; it knows no seed."""
    size = len(problem.demand)
    manager = pywrapcp.RoutingIndexManager(size, problem.vehicles, 0)
    model = pywrapcp.RoutingModel(manager)
    far = np.ceil(problem.distance * SCALE).astype(np.int64)
    go = np.ceil((problem.time + problem.service[:, None]) * SCALE).astype(np.int64)
    go[0] = np.ceil(problem.time[0] * SCALE)
    model.SetArcCostEvaluatorOfAllVehicles(_table(model, manager, far))
    model.SetFixedCostOfAllVehicles(_vehicle_price(problem))
    end = int(problem.late[0] * SCALE)
    model.AddDimension(_table(model, manager, go), end, end, False, "time")
    load = model.RegisterUnaryTransitVector([int(each) for each in problem.demand])
    model.AddDimension(load, 0, problem.capacity, True, "load")
    clock = model.GetDimensionOrDie("time")
    for place in range(1, size):
        early, late = int(np.ceil(problem.early[place] * SCALE)), int(problem.late[place] * SCALE)
        clock.CumulVar(manager.NodeToIndex(place)).SetRange(early, late)
    for pickup, delivery in problem.pairs:
        one, other = manager.NodeToIndex(pickup), manager.NodeToIndex(delivery)
        model.AddPickupAndDelivery(one, other)
        model.solver().Add(model.VehicleVar(one) == model.VehicleVar(other))
        model.solver().Add(clock.CumulVar(one) <= clock.CumulVar(other))
    wanted = pywrapcp.DefaultRoutingSearchParameters()
    wanted.first_solution_strategy = (
        routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    )
    wanted.local_search_metaheuristic = (
        routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    )
    wanted.time_limit.FromMilliseconds(max(int(seconds * 1000), 1))
    found = model.SolveWithParameters(wanted)
    if found is None:
        return None
    routes = []
    for vehicle in range(problem.vehicles):
        route, index = [], found.Value(model.NextVar(model.Start(vehicle)))
        while not model.IsEnd(index):
            route.append(manager.IndexToNode(index))
            index = found.Value(model.NextVar(index))
        if route:
            routes.append(tuple(route))
    return tuple(routes)


def _table(
    model: pywrapcp.RoutingModel, manager: pywrapcp.RoutingIndexManager, costs: np.ndarray
) -> int:
    """Return the number under which OR-Tools knows the table."""
    assert manager.GetNumberOfNodes() == len(costs)
    return int(model.RegisterTransitMatrix(costs.tolist()))
