"""A bundle's bound holds, meets the relaxation, and its mixtures are legal patterns."""

import numpy as np
import pytest
from hypothesis import given, settings

from summitry.roster import bundle as bundles
from summitry.roster.budget import Seconds, Steps, Until
from summitry.roster.bundle import Bundle, bundled
from summitry.roster.columns import closed
from summitry.roster.judge import broken_rules
from summitry.roster.master import FREE, Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import OFF, Demand
from summitry.roster.respond import completed
from tests.core.roster.engine_cases import (
    least_cost,
    legal_patterns,
    officer,
    problem,
    tiny_problems,
    week,
)


def begun(of):
    """Return a bundle of a first roster, and what finds cheapest patterns."""
    pricing = Pricer.of(of).cheapest
    return Bundle(of, completed(of, pricing, {})), pricing


@settings(max_examples=25, deadline=None)
@given(of=tiny_problems())
def test_no_roster_costs_less_than_the_bound_and_the_mixture_no_less_either(of):
    if not all(legal_patterns(of, n) for n in range(len(of.officers))):
        return
    bundle, pricing = begun(of)
    best = least_cost(of)

    found = bundled(bundle, pricing, best, Until(Steps(40)))

    assert found.bound <= best + 1e-6
    assert found.bound <= bundle.value + 1e-6
    assert (found.covers <= of.missing).all()
    assert (-of.surplus <= found.covers).all()


def test_the_bound_comes_to_the_value_of_the_relaxation():
    of = week()
    bundle, pricing = begun(of)
    relaxed = closed(Master(of), pricing, Until(Steps(1000)))

    found = bundled(bundle, pricing, 10**6, Until(Steps(1000)))

    assert relaxed.bound * (1 - 2 * bundles.NEAR) <= found.bound <= relaxed.bound + 1e-6
    assert bundle.value == pytest.approx(relaxed.bound, rel=2 * bundles.NEAR)


def test_mixtures_are_of_legal_patterns_and_whole():
    of = week()
    bundle, pricing = begun(of)

    bundled(bundle, pricing, 10**6, Until(Steps(100)))

    for number, mixture in bundle.mixtures().items():
        assert sum(share for share, _ in mixture) == pytest.approx(1)
        assert not [rule for _, each in mixture for rule in broken_rules(of, number, each)]


def test_a_climb_that_knows_the_cost_of_the_best_roster_ends_there():
    of = problem(officer(), demands=[Demand(day=0, kind=0, count=2, missing_cost=100)])
    bundle, pricing = begun(of)
    steps = Steps(1000)

    found = bundled(bundle, pricing, 100, Until(steps))

    assert found.bound == pytest.approx(100)
    assert steps.spent() < 1


def test_without_time_there_is_no_bound():
    bundle, pricing = begun(week())

    found = bundled(bundle, pricing, 10**6, Until(Seconds(lambda: 0.0, 0)))

    assert found.bound == -np.inf
    assert (found.covers == 0).all()


def test_fixed_days_leave_the_patterns_that_keep_to_them():
    of = week()
    bundle, pricing = begun(of)
    bundled(bundle, pricing, 10**6, Until(Steps(100)))
    _, favourite = max(bundle.mixtures()[2])
    days = np.full(of.days, FREE)
    days[:7] = favourite[:7]

    bundle.keep(2, days)

    kept = bundle.mixtures()[2]
    assert {pattern[:7] for _, pattern in kept} == {favourite[:7]}
    assert sum(share for share, _ in kept) == pytest.approx(1)


def test_where_no_place_is_left_the_newest_pattern_takes_that_of_the_least_share(monkeypatch):
    monkeypatch.setattr(bundles, "EACH_MAX", 2)
    of = problem(officer(), demands=[Demand(day=0, kind=0, count=1, missing_cost=100)])
    off = (OFF,) * of.days
    bundle = Bundle(of, [(0, *off[1:])])

    news = [bundle.add(0, pattern) for pattern in [off, off, (*off[1:], 0)]]

    assert news == [True, False, True]
    assert bundle.mixtures() == {0: [(1.0, (0, *off[1:]))]}
    assert bundle.value == 0
