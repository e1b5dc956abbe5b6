import pytest

from summitry.plan.places import Exit
from summitry.policy.evacuation import minutes_to_empty, persons_per_minute
from summitry.policy.limits import Limits


def way_out(exit_id, width, *, stepped=False):
    return Exit(exit_id=exit_id, zone_id="zone", width_m=width, stepped=stepped)


def test_steps_pass_fewer_people():
    assert persons_per_minute(way_out("a", 2), Limits()) == 164.0
    assert persons_per_minute(way_out("a", 2, stepped=True), Limits()) == 132.0


def test_largest_exit_is_lost():
    exits = [way_out("a", 1), way_out("b", 3), way_out("c", 1)]

    assert minutes_to_empty(820, exits, Limits()) == pytest.approx(5.0)


def test_nobody_gets_out_of_one_exit_or_none():
    assert minutes_to_empty(1, [way_out("a", 9)], Limits()) is None
    assert minutes_to_empty(1, [], Limits()) is None
