import pytest

from summitry.kit.streams import stream
from summitry.move.routes.cross import best_cross, cross, fits
from summitry.move.routes.tours import chance_of, ground_of, routes_of, tours_of
from tests.core.move.routes.cases import problem

SQUARE = problem([(10, 1), (20, 1), (-10, 1), (-20, 1)])


def routes(tours):
    return routes_of(tours.stops, tours.sizes)


def test_two_routes_change_their_ends_where_that_is_shortest():
    ground = ground_of(SQUARE)
    tours = tours_of(ground, [(1, 4), (3, 2)])

    found = {best_cross(ground, tours, chance_of(stream(seed, "cross"))) for seed in range(30)}
    cross(ground, tours, 1, 2)

    assert {(1, 2), (3, 4)} <= found
    assert routes(tours) == ((1, 2), (3, 4))


@pytest.mark.parametrize(("capacity", "fit"), [(6, False), (7, True)])
def test_ends_too_heavy_for_the_other_route_stay(capacity, fit):
    asked = problem([(10, 1), (20, 1), (-10, 1), (-20, 1)], demand=[1, 1, 3, 3], capacity=capacity)
    ground = ground_of(asked)
    tours = tours_of(ground, [(1, 3), (2, 4)])

    assert fits(ground, tours, 3, 4) is fit


def test_ends_that_would_come_too_late_stay():
    asked = problem([(10, 0), (0, 10), (20, 0)], windows=[(0, 99), (0, 99), (0, 20)])
    ground = ground_of(asked)
    tours = tours_of(ground, [(1,), (2,), (3,)])

    assert fits(ground, tours, 1, 3)
    assert not fits(ground, tours, 2, 3)


def test_no_pair_is_divided():
    asked = problem([(3, 4), (6, 8)] * 2, demand=[2, -2] * 2, pairs=((1, 2), (3, 4)))
    ground = ground_of(asked)
    tours = tours_of(ground, [(1, 2), (3, 4)])

    assert not fits(ground, tours, 1, 4)
    assert fits(ground, tours, 2, 3)
