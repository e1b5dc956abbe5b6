"""The relaxation gives up in time, keeps its value without what is dropped and keeps fixed days."""

import numpy as np
import pytest

from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.columns import closed
from summitry.roster.master import DUAL, FREE, Master
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


def test_patterns_that_differ_from_a_fixed_day_leave_the_mixture():
    of, until = week(), Until(Steps(1000))
    master = Master(of)
    closed(master, Pricer.of(of).cheapest, until)
    value = master.solve(until).value
    mixtures = master.mixtures()
    officer = max(mixtures, key=lambda each: len(mixtures[each]))
    share, pattern = min(mixtures[officer])
    days = np.full(of.days, FREE)
    day = next(n for n, kind in enumerate(pattern) if kind != max(mixtures[officer])[1][n])
    days[day] = pattern[day]

    master.keep({officer: days})
    kept = master.solve(until, DUAL).value

    assert share < 1
    assert {each[day] for _, each in master.mixtures()[officer]} == {pattern[day]}
    assert kept >= value - 1e-6
