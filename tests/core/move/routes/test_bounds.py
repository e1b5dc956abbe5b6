import pytest

from summitry.move.routes.bounds import distance_min, vehicles_min
from tests.core.move.routes.cases import problem

PAIRS = {"demand": [6, -6, 6, -6], "pairs": ((1, 2), (3, 4))}
SPOTS = [(3, 4), (6, 8)] * 2


@pytest.mark.parametrize(("capacity", "needed"), [(11, 2), (12, 1)])
def test_pairs_that_no_vehicle_holds_together_at_one_time_need_two(capacity, needed):
    asked = problem(SPOTS, windows=[(0, 9), (0, 14)] * 2, capacity=capacity, **PAIRS)

    assert vehicles_min(asked) == needed


@pytest.mark.parametrize(("capacity", "far"), [(11, 30), (12, 20)])
def test_pairs_that_follow_each_other_as_wholes_go_back_in_between(capacity, far):
    asked = problem(SPOTS, capacity=capacity, **PAIRS)

    assert distance_min(asked, 1) == pytest.approx(far, abs=0.01)


def test_places_whose_loads_no_vehicle_holds_together_are_on_different_routes():
    asked = problem([(1, 0), (1, 0)], demand=[6, 5], capacity=10)

    assert vehicles_min(asked) == 2


def test_nothing_to_serve_needs_nothing():
    assert (vehicles_min(problem([])), distance_min(problem([]), 0)) == (0, 0.0)
