"""Routes as arrays, and what is done to one of them: measure, insert into, take out of."""

from typing import Any, NamedTuple, TypeAlias

import numpy as np

from summitry.kit.streams import Stream
from summitry.move.routes.problem import Problem
from summitry.policy.compiled import compiled_bare

Array: TypeAlias = np.ndarray[Any, Any]

EARLY, LATE, DEMAND = range(3)
START, LATEST, LOAD, PEAK = range(4)
"""Of each stop: earliest start of service, latest start, load behind it, highest load from it."""
ROUTE, PLACE = range(2)
ABSENT = -1
EPSILON = 1e-9
"""How much later than its window a sum of floats may seem to be."""
SPARE = 2
"""Rows behind the routes, for trying things out."""
NEAR_MAX = 500
NOWHERE = (np.inf, -1, -1)


class Ground(NamedTuple):
    """What stays the same while routes change; node 0 is the depot."""

    go: Array
    """From the start of service at one node to the arrival at another."""
    far: Array
    node: Array
    mate: Array
    """The other node of a pair, 0 for a node that stands alone."""
    lead: Array
    """The first node of each request."""
    near: Array
    capacity: float


class Tours(NamedTuple):
    """The routes: stops between a depot at either end, and what is known of each stop."""

    stops: Array
    sizes: Array
    track: Array
    at: Array
    """Route and place of each node, ABSENT where it is on none."""


def ground_of(problem: Problem) -> Ground:
    """Return the problem as arrays."""
    size = len(problem.demand)
    mate = np.zeros(size, np.int32)
    for pickup, delivery in problem.pairs:
        mate[pickup], mate[delivery] = delivery, pickup
    drops = {delivery for _, delivery in problem.pairs}
    lead = [node for node in range(1, size) if node not in drops]
    far = np.ascontiguousarray(problem.distance, float)
    both = far + far.T
    np.fill_diagonal(both, np.inf)
    both[:, 0] = np.inf
    near = np.argsort(both, axis=1, kind="stable")[:, : min(NEAR_MAX, max(size - 2, 1))]
    # A vehicle leaves the depot when it opens: what a file calls service there takes no time.
    service = np.array(problem.service, float)
    service[0] = 0.0
    node = np.empty((size, 3))
    early, late = problem.windows
    node[:, EARLY] = early
    node[:, LATE] = late + EPSILON
    node[:, DEMAND] = problem.demand
    return Ground(
        go=np.ascontiguousarray(problem.time + service[:, None], float),
        far=far,
        node=node,
        mate=mate,
        lead=np.array(lead, np.int32),
        near=np.ascontiguousarray(near, np.int32),
        capacity=float(problem.capacity),
    )


def tours_of(ground: Ground, routes: list[tuple[int, ...]]) -> Tours:
    """Return the routes as arrays with their measures; an empty one stays a row."""
    rows, width = len(routes) + SPARE, len(ground.mate) + 2
    tours = Tours(
        stops=np.zeros((rows, width), np.int32),
        sizes=np.zeros(rows, np.int32),
        track=np.zeros((rows, 4, width)),
        at=np.full((2, len(ground.mate)), ABSENT, np.int32),
    )
    for row, route in enumerate(routes):
        tours.stops[row, 1 : len(route) + 1] = route
        tours.sizes[row] = len(route)
        settle(ground, tours, row)
    return tours


def routes_of(stops: Array, sizes: Array) -> tuple[tuple[int, ...], ...]:
    """Return the routes that are not empty."""
    return tuple(
        tuple(int(each) for each in stops[row, 1 : sizes[row] + 1])
        for row in range(len(sizes) - SPARE)
        if sizes[row]
    )


def chance_of(stream: Stream) -> Array:
    """Return a seed for the chance inside compiled loops."""
    return np.array([stream.integers(1, 2**63)], np.uint64)


@compiled_bare
def share(chance: Array) -> float:
    """Return a number from 0 to below 1 (xorshift64*, Vigna 2016)."""
    x = chance[0]
    x ^= x >> np.uint64(12)
    x ^= x << np.uint64(25)
    x ^= x >> np.uint64(27)
    chance[0] = x
    return float((x * np.uint64(2685821657736338717)) >> np.uint64(11)) * 1.1102230246251565e-16


@compiled_bare
def below(chance: Array, limit: int) -> int:
    """Return a whole number from 0 to below the limit."""
    return int(share(chance) * limit)


@compiled_bare
def measure(ground: Ground, tours: Tours, row: int) -> bool:
    """Bring the measures of the row up to date, and say whether it keeps windows and loads."""
    size = tours.sizes[row]
    stops, track = tours.stops[row], tours.track[row]
    stops[0] = stops[size + 1] = 0
    good = True
    track[START, 0], track[LOAD, 0] = ground.node[0, EARLY], 0.0
    for i in range(1, size + 2):
        node = stops[i]
        arrives = track[START, i - 1] + ground.go[stops[i - 1], node]
        track[START, i] = max(arrives, ground.node[node, EARLY])
        track[LOAD, i] = track[LOAD, i - 1] + ground.node[node, DEMAND] * (node > 0)
        good &= track[START, i] <= ground.node[node, LATE] and track[LOAD, i] <= ground.capacity
    track[LATEST, size + 1] = ground.node[0, LATE]
    track[PEAK, size + 1] = track[LOAD, size + 1]
    for i in range(size, -1, -1):
        node = stops[i]
        leaves = track[LATEST, i + 1] - ground.go[node, stops[i + 1]]
        track[LATEST, i] = min(leaves, ground.node[node, LATE])
        track[PEAK, i] = max(track[PEAK, i + 1], track[LOAD, i])
    return good


@compiled_bare
def settle(ground: Ground, tours: Tours, row: int) -> bool:
    """Measure the row, and tell its nodes where they are."""
    for i in range(1, tours.sizes[row] + 1):
        tours.at[ROUTE, tours.stops[row, i]] = row
        tours.at[PLACE, tours.stops[row, i]] = i
    return measure(ground, tours, row)


@compiled_bare
def length(ground: Ground, tours: Tours, row: int) -> float:
    """Return the distance of the row."""
    total = 0.0
    for i in range(tours.sizes[row] + 1):
        total += ground.far[tours.stops[row, i], tours.stops[row, i + 1]]
    return total


@compiled_bare
def _priced(price: float, chance: Array, blink: float) -> float:
    """Return the price, drawn by chance where any place will do."""
    return (price + 1.0) * share(chance) if blink < 0 else price


@compiled_bare
def single(
    ground: Ground, tours: Tours, row: int, node: int, chance: Array, blink: float
) -> tuple[float, int, int]:
    """Return added distance and place of the cheapest insertion of a node that stands alone.

    A negative blink asks for any place instead: then the price is drawn by chance.
    """
    best, place = np.inf, -1
    stops, track = tours.stops[row], tours.track[row]
    early, late = ground.node[node, EARLY], ground.node[node, LATE]
    room = ground.capacity - ground.node[node, DEMAND]
    size = tours.sizes[row]
    if track[LOAD, size + 1] > room:
        return best, place, place
    for i in range(size + 1):
        if track[START, i] > late:
            break
        if track[LATEST, i + 1] < early:
            continue
        before, after = stops[i], stops[i + 1]
        starts = max(track[START, i] + ground.go[before, node], early)
        fits = starts <= late and starts + ground.go[node, after] <= track[LATEST, i + 1]
        if not fits or track[PEAK, i] > room or (blink > 0 and share(chance) < blink):
            continue
        price = ground.far[before, node] + ground.far[node, after] - ground.far[before, after]
        price = _priced(price, chance, blink)
        if price < best:
            best, place = price, i
    return best, place, place


@compiled_bare
def _second(
    ground: Ground,
    tours: Tours,
    row: int,
    found: tuple[int, int, float],
    chance: Array,
    blink: float,
) -> tuple[float, int]:
    """Return the cheapest place behind others for the delivery whose pickup has its place."""
    node, place, clock = found
    mate = ground.mate[node]
    best, where = np.inf, -1
    stops, track = tours.stops[row], tours.track[row]
    early, late = ground.node[mate, EARLY], ground.node[mate, LATE]
    room = ground.capacity - ground.node[node, DEMAND]
    before = node
    for j in range(place + 1, tours.sizes[row] + 1):
        here, after = stops[j], stops[j + 1]
        clock = max(clock + ground.go[before, here], ground.node[here, EARLY])
        starts = max(clock + ground.go[here, mate], early)
        if clock > track[LATEST, j] or track[LOAD, j] > room or starts > late:
            break
        if starts + ground.go[mate, after] <= track[LATEST, j + 1]:
            price = ground.far[here, mate] + ground.far[mate, after] - ground.far[here, after]
            price = _priced(price, chance, blink)
            if price < best:
                best, where = price, j
        before = here
    return best, where


@compiled_bare
def double(
    ground: Ground, tours: Tours, row: int, node: int, chance: Array, blink: float
) -> tuple[float, int, int]:
    """Return added distance and both places of the cheapest insertion of a pair."""
    best, place, place2 = np.inf, -1, -1
    mate = ground.mate[node]
    stops, track, far = tours.stops[row], tours.track[row], ground.far
    early, late = ground.node[node, EARLY], ground.node[node, LATE]
    room = ground.capacity - ground.node[node, DEMAND]
    for i in range(tours.sizes[row] + 1):
        if track[START, i] > late:
            break
        if track[LATEST, i + 1] < early:
            continue
        before, after = stops[i], stops[i + 1]
        starts = max(track[START, i] + ground.go[before, node], early)
        drops = max(starts + ground.go[node, mate], ground.node[mate, EARLY])
        fits = starts <= late and track[LOAD, i] <= room and drops <= ground.node[mate, LATE]
        if not fits or (blink > 0 and share(chance) < blink):
            continue
        step = far[before, node] - far[before, after]
        price = _priced(step + far[node, mate] + far[mate, after], chance, blink)
        if price < best and drops + ground.go[mate, after] <= track[LATEST, i + 1]:
            best, place, place2 = price, i, i
        step += far[node, after]
        if step < best or blink < 0:
            price, j = _second(ground, tours, row, (node, i, starts), chance, blink)
            price += step if blink >= 0 else step * share(chance)
            if price < best:
                best, place, place2 = price, i, j
    return best, place, place2


@compiled_bare
def cheapest(
    ground: Ground, tours: Tours, row: int, node: int, chance: Array, blink: float
) -> tuple[float, int, int]:
    """Return added distance and places of the cheapest insertion of the request of the node."""
    if ground.mate[node]:
        return double(ground, tours, row, node, chance, blink)
    return single(ground, tours, row, node, chance, blink)


@compiled_bare
def put(ground: Ground, tours: Tours, row: int, node: int, places: tuple[int, int]) -> None:
    """Insert the request of the node into the row at the places that were found for it."""
    mate = ground.mate[node]
    stops = tours.stops[row]
    size = tours.sizes[row]
    into = size + 3 + (mate > 0)
    tours.sizes[row] = size + 1 + (mate > 0)
    for i in range(size + 1, -1, -1):
        if mate and i == places[1]:
            into -= 1
            stops[into] = mate
        if i == places[0]:
            into -= 1
            stops[into] = node
        into -= 1
        stops[into] = stops[i]


@compiled_bare
def drop(ground: Ground, tours: Tours, row: int, node: int) -> None:
    """Take the request of the node out of the row; its measures are then out of date."""
    mate = ground.mate[node]
    stops = tours.stops[row]
    into = 1
    for i in range(1, tours.sizes[row] + 1):
        if stops[i] != node and (mate == 0 or stops[i] != mate):
            stops[into] = stops[i]
            into += 1
    tours.sizes[row] = into - 1
    stops[into] = 0


@compiled_bare
def copy(tours: Tours, row: int, to: int) -> None:
    """Copy the stops of a row over another."""
    size = tours.sizes[row]
    tours.sizes[to] = size
    for i in range(size + 2):
        tours.stops[to, i] = tours.stops[row, i]
