"""Which rows of a plan, and which fields, an objective stands on."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from summitry.plan.governance import Decision, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.terms import Field
from summitry.policy.ancestry import upward

RowName = tuple[str, str]
"""A table and a key."""


class Traces(Struct, frozen=True):
    """The objectives that each row serves by name, and those of each field through its tasks."""

    rows: Mapping[RowName, frozenset[str]]
    fields: Mapping[Field, frozenset[str]]

    def direct(self, names: Iterable[RowName]) -> frozenset[str]:
        """Return the objectives that any of the rows serves."""
        return frozenset().union(*(self.rows.get(name, frozenset()) for name in names))


def traces(
    objectives: Mapping[str, Objective],
    tasks: Mapping[str, Task],
    parts: Iterable[TaskPart],
    plans: Mapping[str, UnitPlan],
    named: tuple[Iterable[Decision], Iterable[SuccessIndicator]],
) -> Traces:
    """Return what leads to each objective.

    A task, a decision and an indicator name their objective; a part leads there through its task,
    and a plan through its tasks. A field leads to the objectives of the tasks of its plans. What
    serves an objective serves the one above it too.
    """
    rows: dict[RowName, set[str]] = {}
    fields: dict[Field, set[str]] = {}
    above: dict[str, frozenset[str]] = {
        key: frozenset(row.objective_id for row in upward(key, objectives, "parent_id"))
        for key in objectives
    }
    for task_id, task in tasks.items():
        served = above.get(task.objective_id or "", frozenset())
        rows.setdefault(("tasks", task_id), set()).update(served)
        rows.setdefault(("plans", task.plan_id), set()).update(served)
        if task.plan_id in plans:
            fields.setdefault(plans[task.plan_id].field, set()).update(served)
    for part in parts:
        served = frozenset(rows.get(("tasks", part.task_id), ()))
        rows.setdefault(("task_parts", f"{part.task_id}|{part.unit_id}"), set()).update(served)
    for decision in named[0]:
        served = above.get(decision.objective_id or "", frozenset())
        rows.setdefault(("decisions", decision.decision_id), set()).update(served)
    for indicator in named[1]:
        served = above.get(indicator.objective_id, frozenset())
        rows.setdefault(("success_indicators", indicator.indicator_id), set()).update(served)
    for key in objectives:
        rows.setdefault(("objectives", key), set()).update(above[key])
    return Traces(
        {name: frozenset(served) for name, served in rows.items() if served},
        {field: frozenset(served) for field, served in fields.items() if served},
    )
