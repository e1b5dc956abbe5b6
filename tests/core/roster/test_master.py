"""The relaxation gives up in time, and keeps its value where patterns are dropped."""

import pytest

from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.columns import closed
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from tests.core.roster.engine_cases import week


def test_dropping_patterns_keeps_the_value_of_the_mixture():
    of, until = week(), Until(Steps(1000))
    master = Master(of)
    closed(master, Pricer.of(of).cheapest, until)
    value, many = master.solve(until).value, len(master.columns)

    master.prune(2)

    assert 0 < len(master.columns) < many
    assert master.solve(until).value == pytest.approx(value)
    assert master.solve(until).value == pytest.approx(value)


def test_where_there_is_no_time_there_are_no_prices():
    of = week()
    master = Master(of)

    assert master.solve(Until(Seconds(lambda: 0.0, 0))) is None
