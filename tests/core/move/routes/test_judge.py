import pytest

from summitry.move.routes.judge import Fault, alone, distance, faults
from tests.core.move.routes.cases import problem

PAIRED = problem([(3, 4), (6, 8)], demand=[2, -2], pairs=((1, 2),), capacity=2)


@pytest.mark.parametrize(
    ("routes", "told"),
    [
        ([(1, 2)], []),
        ([(2, 1)], ["load", "order"]),
        ([(1,), (2,)], ["load", "pair", "pair"]),
        ([(1,)], ["visits", "pair"]),
        ([(1, 2), (1, 2)], ["visits", "visits"]),
        ([(1, 2, 7)], ["unknown"]),
        ([], ["visits", "visits"]),
    ],
)
def test_each_broken_rule_is_told(routes, told):
    assert sorted(each.rule for each in faults(PAIRED, routes)) == sorted(told)


@pytest.mark.parametrize(("late", "told"), [(10.0, []), (9.99, [2])])
def test_a_window_is_kept_to_its_last_moment(late, told):
    asked = problem([(3, 4), (6, 8)], windows=[(0, 9), (0, late)])

    assert [each.place for each in faults(asked, [(1, 2)])] == told


def test_service_delays_what_comes_after():
    asked = problem([(3, 4), (6, 8)], windows=[(0, 9), (0, 12)], service=2.5)

    assert list(faults(asked, [(1, 2)])) == [Fault(rule="window", route=0, place=2)]


def test_more_routes_than_vehicles_are_told():
    asked = problem([(3, 4), (6, 8)], vehicles=1)

    assert [each.rule for each in faults(asked, [(1,), (2,)])] == ["fleet"]


def test_the_load_is_judged_at_every_place():
    asked = problem([(1, 0), (2, 0)], demand=[6, 5], capacity=10)

    assert list(faults(asked, [(1, 2)])) == [Fault(rule="load", route=0, place=2)]


def test_the_way_from_and_to_the_depot_counts():
    assert distance(PAIRED, [(1, 2)]) == pytest.approx(20)


def test_what_no_vehicle_can_carry_is_told():
    asked = problem([(1, 0), (2, 0)], demand=[1, 11], capacity=10)

    assert alone(asked) == ((2,),)
