"""The register of plans, and the tasks they give: one lead, cooperating units with their parts."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import ObjectiveId, PlanId, SiteId, TaskId, UnitId
from summitry.plan.table import Label, Row, require_between, table
from summitry.plan.terms import Field


@table("plans", key=("plan_id",), label=Text("Plans"), field=Field.COMMAND, owner="unit_id")
class UnitPlan(Row, frozen=True, kw_only=True):
    """A plan of one unit for one field, under the master plan."""

    plan_id: Annotated[PlanId, Label("Plan")]
    title: Annotated[str, Label("Title")]
    field: Annotated[Field, Label("Field")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None
    site_id: Annotated[SiteId | None, Label("Site")] = None
    parent_plan_id: Annotated[PlanId | None, Label("Under plan")] = None
    version: Annotated[int, Label("Version")] = 1
    document: Annotated[str, Label("Hash of the document")] = ""
    copied_from: Annotated[str, Label("Copied from")] = ""
    copied_document: Annotated[str, Label("Hash of what was copied")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("version", self.version, 1, 9_999)


@table("tasks", key=("task_id",), label=Text("Tasks"), field=Field.COMMAND, owner="lead_unit_ids")
class Task(Row, frozen=True, kw_only=True):
    """A piece of work; exactly one unit leads, though a faulty plan may name none or two."""

    task_id: Annotated[TaskId, Label("Task")]
    title: Annotated[str, Label("Title")]
    plan_id: Annotated[PlanId, Label("Plan")]
    lead_unit_ids: Annotated[tuple[UnitId, ...], Label("Lead")] = ()
    cooperating_unit_ids: Annotated[tuple[UnitId, ...], Label("Cooperating units")] = ()
    due: Annotated[datetime | None, Label("Due")] = None
    depends_on: Annotated[tuple[TaskId, ...], Label("Depends on")] = ()
    objective_id: Annotated[ObjectiveId | None, Label("Objective")] = None
    duration_days: Annotated[float, Label("Days it takes")] = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("duration_days", self.duration_days, 0, 3_650)


@table(
    "task_parts",
    key=("task_id", "unit_id"),
    label=Text("Parts of cooperating units"),
    field=Field.COMMAND,
    owner="unit_id",
)
class TaskPart(Row, frozen=True, kw_only=True):
    """What one cooperating unit does for a task."""

    task_id: Annotated[TaskId, Label("Task")]
    unit_id: Annotated[UnitId, Label("Unit")]
    part: Annotated[str, Label("Part")]
    due: Annotated[datetime | None, Label("Due")] = None
