"""A bound of prices alone holds, and lies near where nothing is hard."""

import numpy as np
from hypothesis import given, settings

from summitry.roster.ascend import ascend
from summitry.roster.budget import Steps, Until
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Demand
from tests.core.roster.engine_cases import (
    least_cost,
    legal_patterns,
    officer,
    problem,
    tiny_problems,
)


@settings(max_examples=25, deadline=None)
@given(of=tiny_problems())
def test_no_roster_costs_less_than_the_bound(of):
    if not all(legal_patterns(of, n) for n in range(len(of.officers))):
        return
    best = least_cost(of)

    ascent = ascend(of, Pricer.of(of), best, Until(Steps(30)))

    assert ascent.bound <= best + 1e-6
    assert (ascent.covers <= of.missing).all()
    assert (-of.surplus <= ascent.covers).all()


def test_time_weekends_and_kinds_have_prices():
    limits = {"minutes_max": 4 * 480, "weekends_max": 0, "kinds_max": {0: 2, 1: 0}}
    demands = [Demand(day=day, kind=0, count=1, missing_cost=100) for day in range(8)]
    of = problem(officer(**limits), demands=demands)

    ascent = ascend(of, Pricer.of(of), 600, Until(Steps(300)))

    assert 550 < ascent.bound <= 600


def test_the_climb_begins_at_the_worths_that_are_given():
    limits = {"minutes_max": 4 * 480, "weekends_max": 0}
    demands = [Demand(day=day, kind=0, count=1, missing_cost=100) for day in range(5)]
    of = problem(officer(**limits), demands=demands)
    worths = np.where(of.missing > 0, 100.0, 0.0)

    from_nothing = ascend(of, Pricer.of(of), 100, Until(Steps(1)))
    from_there = ascend(of, Pricer.of(of), 100, Until(Steps(1)), 2 * worths)

    assert (from_nothing.covers == 0).all()
    assert (from_there.covers == worths).all()


def test_without_steps_there_is_no_bound():
    of = problem(officer())

    assert ascend(of, Pricer.of(of), 5, Until(Steps(0))).bound == -np.inf
