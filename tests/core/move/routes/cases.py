"""Small problems, and their best routes by trying everything."""

from itertools import permutations

import numpy as np

from summitry.move.routes.judge import distance, faults
from summitry.move.routes.problem import Problem


def problem(  # noqa: PLR0913  # a case is told by what is unusual about it
    spots,
    *,
    windows=None,
    demand=None,
    pairs=(),
    capacity=10,
    vehicles=5,
    service=0.0,
):
    places = np.array([(0, 0), *spots], float)
    size = len(places)
    far = np.hypot(places[:, None, 0] - places[None, :, 0], places[:, None, 1] - places[None, :, 1])
    windows = [(0, 1000), *(windows or [(0, 1000)] * (size - 1))]
    return Problem(
        distance=far,
        time=far,
        early=np.array([early for early, _ in windows], float),
        late=np.array([late for _, late in windows], float),
        service=np.array([0.0, *[service] * (size - 1)]),
        demand=np.array([0, *(demand or [1] * (size - 1))], float),
        pairs=pairs,
        capacity=capacity,
        vehicles=vehicles,
    )


def drawn(chance, *, paired):
    """Return a problem of a few places with windows around moments drawn by chance."""
    size = 6 if paired else 5
    spots = [tuple(map(float, chance.integers(-20, 20, 2))) for _ in range(size)]
    opens = [int(each) for each in chance.integers(0, 60, size)]
    windows = [(start, start + int(chance.integers(25, 90))) for start in opens]
    if paired:
        load = [int(each) for each in chance.integers(1, 6, 3)]
        demand = [load[0], -load[0], load[1], -load[1], load[2], -load[2]]
        pairs = ((1, 2), (3, 4), (5, 6))
    else:
        demand, pairs = [int(each) for each in chance.integers(1, 6, size)], ()
    return problem(spots, windows=windows, demand=demand, pairs=pairs, capacity=8, vehicles=6)


def best_by_trying(asked):
    """Return vehicles and distance of the best routes: every order, cut in every way."""
    size = len(asked.demand) - 1
    best = None
    for order in permutations(range(1, size + 1)):
        for cuts in range(2 ** (size - 1)):
            routes, route = [], [order[0]]
            for index in range(1, size):
                if cuts >> (index - 1) & 1:
                    routes.append(tuple(route))
                    route = []
                route.append(order[index])
            routes.append(tuple(route))
            if best is not None and len(routes) > best[0]:
                continue
            value = (len(routes), round(distance(asked, routes), 6))
            if (best is None or value < best) and next(faults(asked, routes), None) is None:
                best = value
    return best
