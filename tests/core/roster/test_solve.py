"""The whole search against brute force, and what it says where things go wrong."""

import pytest
from hypothesis import given, settings

from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.report.language import language
from summitry.report.refusals import sentences
from summitry.roster import master
from summitry.roster import solve as engine
from summitry.roster.budget import Seconds, Steps
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.problem import Demand, ShiftKind, Wish
from summitry.roster.solve import Ending, solve
from tests.core.roster.engine_cases import (
    least_cost,
    legal_patterns,
    officer,
    problem,
    tiny_problems,
    week,
)


@settings(max_examples=25, deadline=None)
@given(of=tiny_problems())
def test_the_answer_is_that_of_brute_force_and_the_bound_below_it(of):
    impossible = [n for n in range(len(of.officers)) if not legal_patterns(of, n)]
    if impossible:
        with pytest.raises(SummitryError) as caught:
            solve(of, stream(1, "test"), Steps(60))
        assert caught.value.code == "roster.impossible"
        assert caught.value.facts["officer"] == of.officers[impossible[0]].name
        return

    result = solve(of, stream(1, "test"), Steps(60))

    best = least_cost(of)
    assert result.bound <= best == result.cost == judged_cost(of, result.roster)


@settings(max_examples=25, deadline=None)
@given(of=tiny_problems())
def test_the_answer_of_a_bundle_is_that_of_brute_force_and_the_bound_below_it(of):
    if not all(legal_patterns(of, n) for n in range(len(of.officers))):
        return

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "BUNDLED_FROM", 0)
        result = solve(of, stream(1, "test"), Steps(60))

    best = least_cost(of)
    assert result.bound <= best == result.cost == judged_cost(of, result.roster)


@pytest.mark.parametrize("steps", [0, 3, 10, 30, 100])
def test_a_bundle_that_is_stopped_has_a_legal_roster_and_a_bound_that_holds(steps, monkeypatch):
    full = solve(week(), stream(1, "test"), Steps(80))
    monkeypatch.setattr(engine, "BUNDLED_FROM", 0)

    found = solve(week(), stream(1, "test"), Steps(steps))

    assert found.bound <= full.cost
    assert found.cost == judged_cost(week(), found.roster) >= full.bound


def test_the_same_seed_and_steps_give_the_same_answer():
    one, two = (solve(week(), stream(7, "test"), Steps(25)) for _ in range(2))

    assert one == two


def test_a_search_that_is_stopped_early_has_a_legal_roster_and_a_bound_that_holds():
    full = solve(week(), stream(1, "test"), Steps(80))

    for steps in range(12):
        found = solve(week(), stream(1, "test"), Steps(steps))

        assert found.bound <= full.cost
        assert found.cost == judged_cost(week(), found.roster) >= full.bound


def test_no_time_at_all_gives_a_legal_roster_that_is_marked_so():
    of = week()

    found = solve(of, stream(1, "test"), Seconds(lambda: 0.0, 0))

    assert (found.ending, found.bound) == (Ending.SPENT, 0)
    assert not [rule for n, each in enumerate(found.roster) for rule in broken_rules(of, n, each)]


def test_whoever_asks_for_the_best_so_far_gets_it_marked():
    told = []
    budget = Seconds(lambda: 0.0, 60, asked=lambda: len(told) > 1)

    found = solve(week(), stream(1, "test"), budget, progress=told.append)

    assert found.ending == Ending.INTERRUPTED
    assert found.cost == told[-1].cost


@pytest.mark.parametrize("moment", [1, 2, 3, 4])
def test_an_interruption_by_the_keyboard_keeps_the_best_so_far(moment):
    told = []

    def tell(progress):
        told.append(progress)
        if len(told) == moment:
            raise KeyboardInterrupt

    if moment == 1:
        with pytest.raises(KeyboardInterrupt):
            solve(week(), stream(1, "test"), Steps(50), progress=tell)
        return
    found = solve(week(), stream(1, "test"), Steps(50), progress=tell)

    assert found.ending in {Ending.INTERRUPTED, Ending.PROVED}
    assert found.roster == told[-1].roster


@pytest.mark.parametrize(
    ("limits", "rules"),
    [
        ({"minutes_min": 500, "minutes_max": 400}, ("minutes_min", "minutes_max")),
        ({"minutes_min": 500, "days_off": frozenset(range(8))}, ("minutes_min", "days_off")),
        ({"minutes_min": 500, "working_days_max": 0}, ("minutes_min", "working_days_max")),
        ({"minutes_min": 500, "kinds_max": {0: 0, 1: 0}}, ("minutes_min", "kinds_max")),
        (
            {"minutes_min": 2400, "working_days_max": 1, "days_off_min": 2},
            ("minutes_min", "working_days_max", "days_off_min"),
        ),
    ],
)
def test_an_officer_without_a_pattern_is_named_with_the_limits_that_exclude_each_other(
    limits, rules
):
    of = problem(officer(name="N1"), officer(name="N2", **limits))

    with pytest.raises(SummitryError) as caught:
        solve(of, stream(1, "test"), Steps(5))

    assert (caught.value.code, caught.value.facts) == (
        "roster.impossible",
        {"officer": "N2", "rules": rules},
    )
    said = " ".join(sentences(caught.value, language("en")))
    assert all(rule in said for rule in rules)


def test_without_highs_the_search_is_refused(monkeypatch):
    monkeypatch.setattr(master, "highspy", None)

    with pytest.raises(SummitryError) as caught:
        solve(week(), stream(1, "test"), Steps(5))

    assert caught.value.code == "roster.solver_missing"


def test_where_highs_fails_the_roster_from_before_is_kept_and_marked(monkeypatch):
    solved = master.Master.solve
    calls = []

    def failing(self, *method):
        calls.append(1)
        if len(calls) > 3:
            # A limit no run can meet: the solver itself stops without a result.
            self._solver.setOptionValue("simplex_iteration_limit", 0)
            self._solver.clearSolver()
        return solved(self, *method)

    monkeypatch.setattr(master.Master, "solve", failing)
    of = week()

    found = solve(of, stream(1, "test"), Steps(50))

    assert (found.ending, found.trouble) == (Ending.FAILED, "Iteration limit reached")
    assert found.cost == judged_cost(of, found.roster)


def test_nobody_and_nothing_are_problems_like_others():
    nobody = problem(demands=[Demand(day=1, kind=0, count=2, missing_cost=10)])
    nothing = problem(officer(), demands=())

    assert solve(nobody, stream(1, "test"), Steps(5)).cost == 20
    assert solve(nothing, stream(1, "test"), Steps(5)).ending == Ending.PROVED


@pytest.mark.parametrize(
    ("code", "parts"),
    [
        ("roster.unknown_shift", {"demands": [Demand(day=8, kind=0, count=1, missing_cost=1)]}),
        ("roster.unknown_shift", {"demands": [Demand(day=0, kind=2, count=1, missing_cost=1)]}),
        ("roster.negative", {"demands": [Demand(day=0, kind=0, count=1, missing_cost=-1)]}),
        (
            "roster.unknown_officer",
            {"wishes": [Wish(officer=1, day=0, kind=0, to_work=True, cost=1)]},
        ),
        ("roster.negative", {"wishes": [Wish(officer=0, day=0, kind=0, to_work=True, cost=-1)]}),
        ("roster.unknown_kind", {"kinds": [ShiftKind(name="E", minutes=9, not_before={3})]}),
        ("roster.shift_length", {"kinds": [ShiftKind(name="E", minutes=0)]}),
    ],
)
def test_a_problem_that_names_what_is_not_there_is_refused(code, parts):
    with pytest.raises(SummitryError) as caught:
        problem(officer(), **parts)

    assert caught.value.code == code


def test_warming_compiles_without_a_word():
    assert engine.warm() is None
