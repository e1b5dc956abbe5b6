import pytest
from msgspec.structs import replace

from summitry.plan.compliance import Measure
from summitry.plan.governance import Decision, Mandate, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, UnitPlan
from tests.plans.one_rule import found, told

OBJECTIVE = Objective(objective_id="o", name="Everybody signs")
TASK = Task(task_id="t", title="T", plan_id="p", objective_id="o")
PLAN = UnitPlan(plan_id="p", title="P", field="command")


def code_104(*rows):
    return [(case, table, key) for case, table, key, _, _ in told(found("C-104", rows))]


@pytest.mark.parametrize(
    ("row", "gap"),
    [
        (TASK, ("task", "tasks", "t")),
        (Decision(decision_id="d", title="D", objective_id="o"), ("decision", "decisions", "d")),
    ],
)
def test_a_row_that_serves_no_objective_is_told_where_there_are_any(row, gap):
    without = replace(row, objective_id=None)

    assert code_104(OBJECTIVE, row) == []
    assert code_104(OBJECTIVE, without) == [gap]
    assert code_104(without) == []


def test_a_plan_serves_by_its_tasks_or_those_of_plans_under_it():
    master = UnitPlan(plan_id="master", title="M", field="command")
    under = replace(PLAN, parent_plan_id="master")

    assert code_104(OBJECTIVE, master, under, TASK) == []
    assert code_104(OBJECTIVE, master, PLAN, TASK) == [("plan", "plans", "master")]


def test_plans_under_each_other_serve_nothing():
    one = replace(PLAN, parent_plan_id="q")
    two = replace(PLAN, plan_id="q", parent_plan_id="p")

    assert code_104(OBJECTIVE, one, two) == [("plan", "plans", "p"), ("plan", "plans", "q")]


def test_a_measure_that_meets_nothing_is_told():
    assert code_104(Measure(measure_id="m", title="M", requirement_ids=("r",))) == []
    assert code_104(Measure(measure_id="m", title="M")) == [("measure", "measures", "m")]


def test_an_objective_is_set_by_a_mandate_or_below_one_that_is():
    mandate = Mandate(mandate_id="m", title="M")
    top = replace(OBJECTIVE, mandate_id="m")
    below = Objective(objective_id="below", name="B", parent_id="o")

    assert code_104(OBJECTIVE, below) == []
    assert code_104(mandate, top, below) == []
    assert code_104(mandate, OBJECTIVE, below) == [
        ("objective", "objectives", "below"),
        ("objective", "objectives", "o"),
    ]


def test_objectives_under_each_other_are_set_by_nobody():
    one = replace(OBJECTIVE, parent_id="p")
    two = Objective(objective_id="p", name="P", parent_id="o")

    assert len(code_104(Mandate(mandate_id="m", title="M"), one, two)) == 2


# C-105

INDICATOR = SuccessIndicator(
    indicator_id="i", objective_id="o", name="Signatures", measured="Counted", target=72
)


def code_105(*rows):
    return told(found("C-105", rows))


def test_a_measured_indicator_with_a_target_is_right():
    assert code_105(OBJECTIVE, INDICATOR) == []


def test_an_objective_without_indicator_is_told():
    assert code_105(OBJECTIVE) == [("none", "objectives", "o", "", "medium")]


def test_an_objective_is_measured_by_those_below_it():
    below = Objective(objective_id="below", name="B", parent_id="o")

    assert code_105(OBJECTIVE, below, replace(INDICATOR, objective_id="below")) == []


@pytest.mark.parametrize(
    ("cells", "case"), [({"measured": " "}, "measured"), ({"target": None}, "target")]
)
def test_half_an_indicator_is_told(cells, case):
    gaps = code_105(OBJECTIVE, replace(INDICATOR, **cells))

    assert gaps == [(case, "success_indicators", "i", case, "medium")]


def test_a_target_of_nothing_is_a_target():
    assert code_105(OBJECTIVE, replace(INDICATOR, target=0)) == []
