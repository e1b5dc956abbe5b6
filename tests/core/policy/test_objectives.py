"""What leads to an objective."""

from summitry.plan.governance import Decision, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.terms import Field
from summitry.policy.objectives import Traces, traces

TOP = Objective(objective_id="TOP", name="All succeeds")
SAFE = Objective(objective_id="SAFE", name="Nobody is hurt", parent_id="TOP")
FAIR = Objective(objective_id="FAIR", name="Everybody is heard")
OBJECTIVES = {each.objective_id: each for each in (TOP, SAFE, FAIR)}
PLANS = {"P": UnitPlan(plan_id="P", title="Gates", field=Field.VENUES)}


def found(tasks=(), parts=(), decisions=(), indicators=(), objectives=OBJECTIVES):
    by_id = {task.task_id: task for task in tasks}
    return traces(objectives, by_id, parts, PLANS, (decisions, indicators))


def task(objective="SAFE", plan="P"):
    return Task(task_id="T", title="Lock doors", plan_id=plan, objective_id=objective)


OWN = {("objectives", key): frozenset({key}) for key in ("TOP", "FAIR")} | {
    ("objectives", "SAFE"): frozenset({"SAFE", "TOP"})
}


def test_task_leads_to_its_objective_and_the_one_above_with_plan_part_and_field():
    part = TaskPart(task_id="T", unit_id="U", part="Lend locks")
    served = frozenset({"SAFE", "TOP"})

    assert found([task()], [part]) == Traces(
        {
            **OWN,
            ("tasks", "T"): served,
            ("plans", "P"): served,
            ("task_parts", "T|U"): served,
        },
        {Field.VENUES: served},
    )


def test_decision_and_indicator_lead_to_the_objective_that_they_name():
    decision = Decision(decision_id="D", title="No drones", objective_id="FAIR")
    indicator = SuccessIndicator(indicator_id="I", objective_id="SAFE", name="Injured")

    traced = found((), (), [decision], [indicator])

    assert traced.direct([("decisions", "D")]) == {"FAIR"}
    assert traced.direct([("success_indicators", "I")]) == {"SAFE", "TOP"}
    assert traced.direct([("decisions", "D"), ("success_indicators", "I")]) == set(OBJECTIVES)


def test_task_without_objective_or_with_an_unknown_one_leads_nowhere():
    for objective in (None, "GONE"):
        assert found([task(objective)]) == Traces(OWN, {})


def test_task_of_an_unknown_plan_leads_through_no_field():
    assert found([task(plan="GONE")]).fields == {}


def test_objectives_that_are_part_of_each_other_end_where_they_began():
    one = Objective(objective_id="A", name="A", parent_id="B")
    other = Objective(objective_id="B", name="B", parent_id="A")

    traced = found(objectives={"A": one, "B": other})

    assert traced.direct([("objectives", "A")]) == {"A", "B"}
