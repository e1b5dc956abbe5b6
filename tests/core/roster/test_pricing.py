"""The cheapest pattern is the cheapest of all that are legal."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from summitry.roster import pricing
from summitry.roster.days import NONE
from summitry.roster.judge import broken_rules
from summitry.roster.pricing import Pricer
from summitry.roster.problem import ShiftKind
from tests.core.roster.engine_cases import (
    KINDS,
    LIMITS,
    cost_of,
    legal_patterns,
    officer,
    prices,
    problem,
)


@example(limits={"kinds_max": {0: 1, 1: 1}}, kinds=None, seed=1)
@example(limits={"weekends_max": 0, "days_off_min": 2}, kinds=None, seed=2)
@example(limits={"minutes_min": 2000, "minutes_max": 2100}, kinds=None, seed=3)
@settings(max_examples=40, deadline=None)
@given(limits=LIMITS, kinds=KINDS, seed=st.integers(0, 10_000))
def test_cheapest_is_the_cheapest_of_all_legal_patterns(limits, kinds, seed):
    of = problem(officer(**limits), kinds=kinds)
    costs = prices(of, seed)

    found = Pricer.of(of).cheapest(0, costs)

    legal = legal_patterns(of)
    if not legal:
        assert (found.bound, found.pattern) == (NONE, None)
        return
    least = min(cost_of(each, costs) for each in legal)
    assert found.bound == pytest.approx(least)
    assert list(broken_rules(of, 0, found.pattern)) == []
    assert cost_of(found.pattern, costs) == pytest.approx(least)


@settings(max_examples=40, deadline=None)
@given(
    limits=LIMITS, seed=st.integers(0, 10_000), first=st.integers(0, 7), length=st.integers(1, 4),
    place=st.integers(0, 10_000),
)  # fmt: skip
def test_within_is_the_cheapest_of_those_that_differ_in_the_window(
    limits, seed, first, length, place
):
    of = problem(officer(**limits))
    legal, costs, last = legal_patterns(of), prices(of, seed), min(first + length, of.days)
    if not legal:
        return
    old = legal[place % len(legal)]

    found = Pricer.of(of).within(0, old, first, last).cheapest(costs)

    alike = [each for each in legal if each[:first] == old[:first] and each[last:] == old[last:]]
    least = min(cost_of(each, costs) for each in alike)
    assert found.pattern in alike
    assert cost_of(found.pattern, costs) == pytest.approx(least)
    assert found.bound == pytest.approx(least)


@settings(max_examples=30, deadline=None)
@given(limits=LIMITS, seed=st.integers(0, 10_000))
def test_where_states_are_too_many_no_bound_is_claimed_and_the_pattern_is_legal(limits, seed):
    of = problem(officer(**limits))
    costs, legal = prices(of, seed), legal_patterns(of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "STATES_MAX", 0)
        found = Pricer.of(of).cheapest(0, costs)

    assert found.bound == (-np.inf if legal else found.bound)
    assert found.pattern is None or found.pattern in legal


@settings(max_examples=40, deadline=None)
@given(limits=LIMITS, kinds=KINDS, seed=st.integers(0, 10_000))
def test_a_pace_of_weekends_never_breaks_their_limit(limits, kinds, seed):
    of = problem(officer(**limits), kinds=kinds, days=21)
    costs = prices(of, seed)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "STATES_MAX", 0)
        patch.setattr(pricing, "NARROW_WEEKENDS", 2)
        found = Pricer.of(of).cheapest(0, costs)

    assert found.pattern is None or list(broken_rules(of, 0, found.pattern)) == []


@settings(max_examples=40, deadline=None)
@given(limits=LIMITS, kinds=KINDS, seed=st.integers(0, 10_000), price=st.sampled_from([0.0, 7.5]))
def test_loosely_is_the_cheapest_where_time_weekends_and_kinds_are_free(limits, kinds, seed, price):
    of = problem(officer(**limits), kinds=kinds)
    free = {"minutes_min", "minutes_max", "weekends_max", "kinds_max"}
    kept = {name: limits[name] for name in limits if name not in free}
    barred = [kind for kind, most in limits.get("kinds_max", {}).items() if most == 0]
    costs = prices(of, seed)
    costs[:, barred] = NONE

    found = Pricer.of(of).loosely(0, costs, price)

    every = legal_patterns(problem(officer(**kept), kinds=kinds))
    weekend = price * np.array([any(kind >= 0 for kind in each[5:7]) for each in every])
    least = min(np.array([cost_of(each, costs) for each in every]) + weekend)
    assert found.bound == pytest.approx(least)


def test_where_counts_are_too_many_a_legal_pattern_is_found_all_the_same(monkeypatch):
    of = problem(officer(kinds_max={0: 2, 1: 2}))
    costs = prices(of, 5)
    costs[:, :-1] -= 40
    least = min(cost_of(each, costs) for each in legal_patterns(of))
    all_states = pricing.Bands.states
    monkeypatch.setattr(
        pricing.Bands,
        "states",
        lambda bands, limits, family: (
            pricing.STATES_MAX + 1 if family.count_of > 1 else all_states(bands, limits, family)
        ),
    )

    found = Pricer.of(of).cheapest(0, costs)

    assert list(broken_rules(of, 0, found.pattern)) == []
    assert found.bound <= least <= cost_of(found.pattern, costs)


def test_a_long_horizon_is_priced_with_a_bound_below_a_legal_pattern():
    kinds = (
        ShiftKind(name="E", minutes=450),
        ShiftKind(name="L", minutes=500, not_before=frozenset({0})),
        ShiftKind(name="N", minutes=635, not_before=frozenset({0, 1})),
    )
    long = officer(
        minutes_min=95_000, minutes_max=96_000, working_days_max=5, working_days_min=2,
        days_off_min=2, weekends_max=26,
    )  # fmt: skip
    of = problem(long, days=364, kinds=kinds)
    costs = prices(of, 7)

    found = Pricer.of(of).cheapest(0, costs)

    assert list(broken_rules(of, 0, found.pattern)) == []
    assert found.bound <= cost_of(found.pattern, costs)
