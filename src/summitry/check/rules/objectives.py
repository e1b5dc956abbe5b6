"""Objectives: what is done serves one, each can be measured, and the mandate sets them."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.compliance import Measure
from summitry.plan.governance import Decision, Mandate, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.terms import Field, Severity
from summitry.policy.ancestry import upward


@rule(
    "C-104",
    title=Text("Serves no objective"),
    why=Text(
        "What serves no objective takes people and money from what does, and nobody can say "
        "whether it succeeded."
    ),
    cases={
        "task": Text("Task {row} names no objective that it serves."),
        "decision": Text("Decision {row} names no objective that it serves."),
        "plan": Text("No task of plan {row}, nor of a plan under it, serves an objective."),
        "measure": Text("Measure {row} meets no requirement."),
        "objective": Text("Objective {row} is set by no mandate, nor is any objective above it."),
    },
    remedy=Text("Name what it serves, up to the objective and the mandate, or leave it out."),
    source=Text("Practice of State events: plans and tasks follow from the objectives set."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=(
        "decisions",
        "mandates",
        "measures",
        "objectives",
        "plans",
        "tasks",
    ),
)
def serves_nothing(view: View) -> Iterator[Gap]:
    """Yield each row that traces up to no objective, objective to no mandate.

    Where the plan sets no objectives, or has no mandate, none is asked for.
    """
    for key, measure in view.rows(Measure).items():
        if not measure.requirement_ids:
            yield _gap("measures", key, "measure")
    if view.rows(Mandate):
        yield from _without_mandate(view)
    if view.rows(Objective):
        yield from _without_objective(view)


_NAMING: tuple[tuple[str, str, type[Task | Decision]], ...] = (
    ("tasks", "task", Task),
    ("decisions", "decision", Decision),
)
"""The tables whose rows name an objective themselves, and the case that tells it."""


def _without_objective(view: View) -> Iterator[Gap]:
    """Yield the rows that name no objective, and the plans below which nothing does."""
    for table, case, row_type in _NAMING:
        for key, row in view.rows(row_type).items():
            if row.objective_id is None:
                yield _gap(table, key, case)
    serving = view.derive(_serving_plans)
    for key, plan in view.rows(UnitPlan).items():
        if key not in serving:
            yield _gap("plans", key, "plan", plan.field)


def _gap(table: str, key: str, case: str, field: Field | None = None) -> Gap:
    return Gap(table=table, key=key, case=case, facts={"row": key}, field=field)


def _without_mandate(view: View) -> Iterator[Gap]:
    """Yield the objectives that no mandate sets, at whatever height."""
    objectives = view.rows(Objective)
    for key in objectives:
        line = upward(key, objectives, "parent_id")
        if all(each.mandate_id is None for each in line):
            yield _gap("objectives", key, "objective")


def _serving_plans(view: View) -> frozenset[str]:
    """Return the plans with a task that serves an objective, and all plans above them."""
    plans = view.rows(UnitPlan)
    tasks = view.rows(Task).values()
    named = {str(task.plan_id) for task in tasks if task.objective_id is not None}
    return frozenset(
        plan.plan_id for plan_id in named for plan in upward(plan_id, plans, "parent_plan_id")
    )


@rule(
    "C-105",
    title=Text("Objective that cannot be measured"),
    why=Text("An objective without a measured sign is declared met by whoever speaks first."),
    cases={
        "none": Text("Objective {objective} has no indicator of success."),
        "measured": Text("Indicator {indicator} does not say how it is measured."),
        "target": Text("Indicator {indicator} has no target."),
    },
    remedy=Text("Give the objective an indicator that says how it is measured and its target."),
    source=Text("Common practice of planning by objectives, not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("objectives", "success_indicators"),
)
def objectives_not_measured(view: View) -> Iterator[Gap]:
    """Yield each objective at the bottom without an indicator, and each indicator half made."""
    indicators = view.rows(SuccessIndicator)
    measured = {row.objective_id for row in indicators.values()}
    above = grouped(view.rows(Objective).values(), "parent_id")
    for key, objective in view.rows(Objective).items():
        if objective.objective_id not in measured and objective.objective_id not in above:
            yield Gap(table="objectives", key=key, case="none", facts={"objective": key})
    for key, row in indicators.items():
        lacks = (("measured", not row.measured.strip()), ("target", row.target is None))
        for case in (case for case, lacking in lacks if lacking):
            yield Gap(
                table="success_indicators",
                key=key,
                column=case,
                case=case,
                discriminator=case,
                facts={"indicator": key},
                joins=(("objectives", row.objective_id),),
            )
