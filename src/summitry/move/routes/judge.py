"""Routes judged and priced by the letter of the problem; it shares nothing with the search."""

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.move.routes.problem import Problem, Route

TOLERANCE = 1e-6
"""How much later than its window, or heavier than a vehicle holds, a sum of floats may seem."""


class Fault(Struct, frozen=True, kw_only=True):
    """What a route breaks: which rule, on which route, at which place."""

    rule: str
    route: int = -1
    place: int = -1


def faults(problem: Problem, routes: Sequence[Route]) -> Iterator[Fault]:
    """Yield everything that the routes break."""
    if len(routes) > problem.vehicles:
        yield Fault(rule="fleet")
    visits = Counter(place for route in routes for place in route)
    for place in range(1, len(problem.demand)):
        if visits.pop(place, 0) != 1:
            yield Fault(rule="visits", place=place)
    for place in visits:
        yield Fault(rule="unknown", place=place)
    for number, route in enumerate(routes):
        if all(0 < place < len(problem.demand) for place in route):
            yield from _late(problem, number, route)
            yield from _overloaded(problem, number, route)
            yield from _unpaired(problem, number, route)


def _late(problem: Problem, number: int, route: Route) -> Iterator[Fault]:
    clock, here = float(problem.early[0]), 0
    for place in (*route, 0):
        leaves = clock + (float(problem.service[here]) if here else 0.0)
        clock = max(leaves + float(problem.time[here, place]), float(problem.early[place]))
        if clock > float(problem.late[place]) + TOLERANCE:
            yield Fault(rule="window", route=number, place=place)
        here = place


def _overloaded(problem: Problem, number: int, route: Route) -> Iterator[Fault]:
    load = 0.0
    for place in route:
        load += float(problem.demand[place])
        if not -TOLERANCE <= load <= problem.capacity + TOLERANCE:
            yield Fault(rule="load", route=number, place=place)


def _unpaired(problem: Problem, number: int, route: Route) -> Iterator[Fault]:
    at = {place: index for index, place in enumerate(route)}
    for pickup, delivery in problem.pairs:
        if (pickup in at) != (delivery in at):
            yield Fault(rule="pair", route=number, place=pickup)
        elif pickup in at and at[pickup] > at[delivery]:
            yield Fault(rule="order", route=number, place=pickup)


def distance(problem: Problem, routes: Sequence[Route]) -> float:
    """Return the distance of all routes."""
    total = 0.0
    for route in routes:
        for here, there in zip((0, *route), (*route, 0), strict=True):
            total += float(problem.distance[here, there])
    return total


def alone(problem: Problem) -> tuple[Route, ...]:
    """Return the requests that no vehicle can carry, even with nothing else to do."""
    return tuple(
        request
        for request in problem.requests
        for broken in (
            next(_late(problem, 0, request), None) or next(_overloaded(problem, 0, request), None),
        )
        if broken is not None
    )
