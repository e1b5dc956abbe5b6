"""A stop rule tells when, and how long a run of the solver may take until then."""

from math import inf

import pytest

from summitry.roster.budget import Seconds, Steps, Until


def test_a_share_of_the_seconds_is_over_when_the_clock_says_so():
    now = [0.0]
    until = Until(Seconds(lambda: now[0], 60), 0.5)

    assert (until(), until.seconds(), until.seconds(2.0)) == (False, 30.0, 2.0)
    now[0] = 30.0
    assert (until(), until.seconds()) == (True, 0.0)


def test_a_part_of_what_is_left_ends_within_it():
    now = [10.0]
    until = Until(Seconds(lambda: now[0], 100), 0.5)

    assert until.part(0.25).seconds() == 10.0
    now[0] = 70.0
    assert until.part(0.25)()


def test_what_is_left_is_a_share_of_the_whole_and_never_below_nothing():
    now = [10.0]
    until = Until(Seconds(lambda: now[0], 100), 0.5)

    assert until.left == pytest.approx(0.4)
    now[0] = 70.0
    assert until.left == 0.0


def test_steps_limit_no_seconds():
    budget = Steps(4)
    until = Until(budget, 0.5)

    until.tick()
    assert (until(), until.seconds(2.0)) == (False, inf)
    until.tick()
    assert until()


def test_whoever_asks_stops_every_share():
    until = Until(Seconds(lambda: 0.0, 60, asked=lambda: True), 0.5)

    assert until()
    assert until.part(0.5)()
