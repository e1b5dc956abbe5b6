from summitry.kit.streams import stream
from summitry.move.routes.judge import faults
from summitry.move.routes.polish import polish
from tests.core.move.routes.cases import problem


def counted(questions):
    asked = iter(range(questions))
    return lambda: next(asked, None) is None


def test_pyvrp_gives_back_good_routes_of_pairs_and_of_single_places():
    mixed = problem([(3, 4), (6, 8), (5, 0), (0, 7)], demand=[2, -2, 1, 1], pairs=((1, 2),))

    found = polish(mixed, [(1, 2), (3,), (4,)], counted(50), stream(1, "polish"))

    assert list(faults(mixed, found)) == []


def test_a_window_of_a_moment_between_two_whole_numbers_is_no_obstacle():
    asked = problem([(3, 4), (6, 8)], windows=[(5.00005, 5.00005), (0, 90)])

    found = polish(asked, [(1, 2)], counted(20), stream(1, "polish"))

    assert found in {((1, 2),), None}
