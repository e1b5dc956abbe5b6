import numpy as np
from msgspec.structs import replace

from summitry.kit.streams import stream
from summitry.move.routes.eject import shake
from summitry.move.routes.judge import faults
from summitry.move.routes.tours import chance_of, ground_of, routes_of, tours_of
from tests.core.move.routes.cases import problem


def test_random_moves_lose_no_request_where_a_way_over_a_third_place_is_shorter():
    chance = stream(9, "uneven")
    size = 24
    spots = [tuple(map(float, chance.integers(-20, 20, 2))) for _ in range(size)]
    asked = problem(spots, capacity=100, vehicles=size)
    uneven = np.ceil(asked.time * chance.uniform(1.0, 4.0, asked.time.shape))
    routes = [(place, place + 1, place + 2) for place in range(1, size, 3)]
    asked = replace(asked, time=uneven, late=_just_in_time(uneven, routes))
    ground = ground_of(asked)
    tours = tours_of(ground, [*routes, *[()] * 3])

    shake(ground, tours, chance_of(stream(1, "eject")), 5_000)

    assert list(faults(asked, routes_of(tours.stops, tours.sizes))) == []


def _just_in_time(time, routes):
    """Return windows that end a little after the routes are there."""
    late = np.full(len(time), 1e4)
    for route in routes:
        clock, here = 0.0, 0
        for place in route:
            clock += time[here, place]
            late[place] = clock + 15
            here = place
    return late
