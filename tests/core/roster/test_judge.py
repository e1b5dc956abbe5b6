"""The judge sees a breach of every rule, and counts the cost anew."""

import pytest

from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.problem import OFF, Demand, Wish
from tests.core.roster.engine_cases import officer, problem

E, L = 0, 1
O = OFF  # noqa: E741  # a pattern is read as letters

BREACHES = [
    ("minutes_min", {"minutes_min": 961}, (E, E, O, O, O, O, O, O)),
    ("minutes_max", {"minutes_max": 959}, (E, E, O, O, O, O, O, O)),
    ("kinds_max", {"kinds_max": {L: 1}}, (L, O, L, O, O, O, O, O)),
    ("not_before", {}, (O, L, E, O, O, O, O, O)),
    ("days_off", {"days_off": frozenset({2})}, (O, O, E, O, O, O, O, O)),
    ("weekends_max", {"weekends_max": 0}, (O, O, O, O, O, O, E, O)),
    ("working_days_max", {"working_days_max": 2}, (O, E, E, E, O, O, O, O)),
    ("working_days_min", {"working_days_min": 2}, (O, E, O, E, E, O, O, O)),
    ("days_off_min", {"days_off_min": 2}, (E, E, O, E, E, O, O, O)),
]
KEPT = [
    ({"minutes_min": 960}, (E, E, O, O, O, O, O, O)),
    ({"minutes_max": 960}, (E, E, O, O, O, O, O, O)),
    ({"kinds_max": {L: 2}}, (L, O, L, O, O, O, O, O)),
    ({}, (O, E, L, O, E, O, O, O)),
    ({"days_off": frozenset({2})}, (O, E, O, E, O, O, O, O)),
    ({"weekends_max": 1}, (O, O, O, O, O, E, E, O)),
    ({"working_days_max": 3}, (O, E, E, E, O, O, O, O)),
    ({"working_days_min": 2}, (E, O, O, E, E, O, O, E)),
    ({"days_off_min": 2}, (O, E, E, O, O, E, E, O)),
]


@pytest.mark.parametrize(("rule", "limits", "pattern"), BREACHES, ids=[b[0] for b in BREACHES])
def test_a_breach_of_one_rule_is_seen_as_that_rule_alone(rule, limits, pattern):
    of = problem(officer(**limits))

    assert list(broken_rules(of, 0, pattern)) == [rule]


@pytest.mark.parametrize(("limits", "pattern"), KEPT)
def test_what_just_keeps_a_limit_is_legal(limits, pattern):
    of = problem(officer(**limits))

    assert list(broken_rules(of, 0, pattern)) == []


@pytest.mark.parametrize("pattern", [(E,) * 7, (E,) * 9, (2, *(O,) * 7), (-2, *(O,) * 7)])
def test_a_pattern_of_another_length_or_with_unknown_kinds_is_seen(pattern):
    assert list(broken_rules(problem(officer()), 0, pattern)) == ["days"]


def test_the_cost_counts_too_few_too_many_and_wishes_denied():
    demands = [
        Demand(day=0, kind=E, count=2, missing_cost=100, surplus_cost=1),
        Demand(day=1, kind=E, count=0, missing_cost=100, surplus_cost=7),
    ]
    wishes = [
        Wish(officer=0, day=0, kind=L, to_work=True, cost=3),
        Wish(officer=0, day=1, kind=E, to_work=False, cost=5),
        Wish(officer=0, day=2, kind=E, to_work=False, cost=50),
        Wish(officer=0, day=0, kind=E, to_work=True, cost=500),
    ]
    of = problem(officer(), demands=demands, wishes=wishes)
    roster = [(E, E, *(O,) * 6)]

    assert judged_cost(of, roster) == 100 + 7 + 3 + 5
    assert of.cost(roster) == 100 + 7 + 3 + 5
