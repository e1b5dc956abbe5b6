import pytest

from summitry.kit.streams import stream
from summitry.move.routes.rush import vehicles_of_rushes
from tests.core.move.routes.cases import best_by_trying, problem


def rush(chance, *, away):
    """Return three loads to or from one place, drawn by chance."""
    hub = (10.0, 0.0)
    spots, windows, demand = [], [], []
    for _ in range(3):
        other = tuple(map(float, chance.integers(-15, 25, 2)))
        spots += [hub, other] if away else [other, hub]
        start = int(chance.integers(20, 60))
        windows += [(start, 120), (start, start + int(chance.integers(25, 60)))]
        load = int(chance.integers(2, 9))
        demand += [load, -load]
    pairs = ((1, 2), (3, 4), (5, 6))
    return problem(spots, windows=windows, demand=demand, pairs=pairs, capacity=8, service=3.0)


@pytest.mark.parametrize("away", [False, True])
def test_no_routes_have_fewer_vehicles_than_a_rush_needs(away):
    chance = stream(1, "rush", str(away))
    tight = 0

    for _ in range(6):
        asked = rush(chance, away=away)
        best = best_by_trying(asked)
        if best is not None:
            assert vehicles_of_rushes(asked) <= best[0]
            tight += vehicles_of_rushes(asked) == best[0] > 1

    assert tight


@pytest.mark.parametrize(("late", "needed"), [(29, 3), (60, 2), (80, 1)])
def test_whole_loads_in_little_time_need_many_vehicles(late, needed):
    spots = [(10, 0), (0, 0)] * 4
    pairs = ((1, 2), (3, 4), (5, 6), (7, 8))
    asked = problem(spots, windows=[(10, late)] * 8, demand=[10, -10] * 4, pairs=pairs)

    assert vehicles_of_rushes(asked) == needed


def test_two_loads_that_do_not_fit_together_count_as_two_whole_ones():
    windows = [(10, 30)] * 6
    pairs = ((1, 2), (3, 4), (5, 6))
    asked = [
        problem([(10, 0), (0, 0)] * 3, windows=windows, demand=[load, -load] * 3, pairs=pairs)
        for load in (5, 6)
    ]

    assert [vehicles_of_rushes(each) for each in asked] == [1, 2]


def test_without_pairs_that_share_a_place_nothing_is_known():
    asked = problem([(3, 4), (6, 8)], demand=[2, -2], pairs=((1, 2),))

    assert vehicles_of_rushes(asked) == 0
    assert vehicles_of_rushes(problem([(3, 4)])) == 0
