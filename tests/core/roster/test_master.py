"""The relaxation gives up in time, keeps its value without what is dropped, bars and lets in."""

import numpy as np
import pytest

from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.columns import closed
from summitry.roster.master import DUAL, Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import OFF
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


def test_barred_patterns_leave_the_mixture_and_come_back_with_what_is_barred_no_more():
    of, until = week(), Until(Steps(1000))
    master = Master(of)
    closed(master, Pricer.of(of).cheapest, until)
    value = master.solve(until).value
    worker, day = next(
        (officer, day)
        for officer, mixture in master.mixtures().items()
        for day, kind in enumerate(mixture[0][1])
        if kind != OFF
    )
    work_barred = np.zeros(of.costs.shape[1:], dtype=np.bool_)
    work_barred[day, :-1] = True

    master.bar({worker: work_barred})
    barred_value = master.solve(until, DUAL).value
    barred = master.mixtures()
    master.bar({worker: np.zeros_like(work_barred)})

    assert {pattern[day] for _, pattern in barred.get(worker, [])} <= {OFF}
    assert barred_value >= value - 1e-6
    assert master.solve(until, DUAL).value == pytest.approx(value)
