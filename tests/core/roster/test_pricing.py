"""The cheapest pattern is the cheapest of all that are legal."""

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

    found = Pricer.of(of).within(0, old, first, last, costs)

    alike = [each for each in legal if each[:first] == old[:first] and each[last:] == old[last:]]
    least = min(cost_of(each, costs) for each in alike)
    assert found.pattern in alike
    assert cost_of(found.pattern, costs) == pytest.approx(least)
    assert found.bound == pytest.approx(least)


@settings(max_examples=30, deadline=None)
@given(limits=LIMITS, seed=st.integers(0, 10_000))
def test_where_states_are_too_many_the_bound_holds_and_the_pattern_is_legal(limits, seed):
    of = problem(officer(**limits))
    costs, legal = prices(of, seed), legal_patterns(of)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pricing, "STATES_MAX", 0)
        found = Pricer.of(of).cheapest(0, costs)

    least = min((cost_of(each, costs) for each in legal), default=NONE)
    assert found.bound <= least + 1e-6
    assert found.pattern is None or found.pattern in legal


def test_where_counts_are_too_many_a_legal_pattern_is_found_all_the_same(monkeypatch):
    of = problem(officer(kinds_max={0: 2, 1: 2}))
    costs = prices(of, 5)
    costs[:, :-1] -= 40
    least = min(cost_of(each, costs) for each in legal_patterns(of))
    all_states = pricing.Bands.states
    monkeypatch.setattr(
        pricing.Bands,
        "states",
        lambda bands, limits, span, family: (
            pricing.STATES_MAX + 1
            if family.count_of > 1
            else all_states(bands, limits, span, family)
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
