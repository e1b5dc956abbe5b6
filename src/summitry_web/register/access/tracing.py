"""Why a row exists, and what stands on it: the plan's rows joined by what names what."""

from collections.abc import Callable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.compliance import Evidence, Measure, Requirement
from summitry.plan.governance import Body, Decision, Mandate, Meeting, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.table import Row, RowT, table_of
from summitry.policy.objectives import Traces, traces
from summitry_web.accounts.can import Actor
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import Line, Telling
from summitry_web.events.models import Event
from summitry_web.plans.access import rows
from summitry_web.plans.found import findings_for
from summitry_web.register.access.subjects import title_of

GAPS = ("C-42", "C-100", "C-101", "C-103", "C-104", "C-105", "C-107", "C-108")
"""The rules that say which rows trace to nothing, or whose chain is broken."""
DEPTH_MAX = 12
NODES_MAX = 400
"""What one page shows of a tree; the rest is told by number."""

Name = tuple[str, str]
"""A table and a key."""

UPWARD: Mapping[str, tuple[tuple[str, str], ...]] = {
    "objectives": (("parent_id", "objectives"), ("mandate_id", "mandates")),
    "success_indicators": (("objective_id", "objectives"),),
    "bodies": (("parent_body_id", "bodies"), ("mandate_id", "mandates")),
    "meetings": (("body_id", "bodies"),),
    "decisions": (
        ("objective_id", "objectives"), ("body_id", "bodies"), ("meeting_id", "meetings"),
    ),
    "plans": (("parent_plan_id", "plans"),),
    "tasks": (("objective_id", "objectives"), ("plan_id", "plans")),
    "task_parts": (("task_id", "tasks"),),
    "measures": (("requirement_ids", "requirements"), ("plan_id", "plans")),
    "evidence": (("measure_id", "measures"),),
}  # fmt: skip
"""Which column of a table names the row that a row is there for."""

ROW_TYPES: tuple[type[Row], ...] = (
    Mandate, Objective, SuccessIndicator, Body, Meeting, Decision, UnitPlan, Task, TaskPart,
    Requirement, Measure, Evidence, Post,
)  # fmt: skip


class Node(Struct, frozen=True, kw_only=True):
    """A row in the tree, with how deep it stands."""

    table: str
    key: str
    title: str
    depth: int


class Walk(Struct, frozen=True, kw_only=True):
    """The rows above or below one row; ``left_out`` is how many more there are at least."""

    nodes: tuple[Node, ...]
    left_out: int


class Web:
    """The rows that the actor may read, joined in both directions."""

    def __init__(self, actor: Actor, event: Event, *, at: datetime) -> None:
        self.rows: dict[Name, Row] = {}
        for row_type in ROW_TYPES:
            for key, row in rows(actor, event, row_type, at=at).items():
                self.rows[table_of(row).name, key] = row
        self.up: dict[Name, list[Name]] = {}
        self.down: dict[Name, list[Name]] = {}
        for name, row in self.rows.items():
            for above in self._named(name[0], row):
                self._join(name, above)
        self._join_plans()
        self._join_posts()

    def _named(self, table: str, row: Row) -> list[Name]:
        found: list[Name] = []
        for column, target in UPWARD.get(table, ()):
            value = getattr(row, column)
            keys = value if isinstance(value, tuple) else (value,)
            found += [(target, key) for key in keys if key and (target, key) in self.rows]
        return found

    def _join_plans(self) -> None:
        """Join each plan to the objectives that its tasks name: no column of its own does."""
        for task in self._of(Task):
            plan, objective = ("plans", str(task.plan_id)), ("objectives", task.objective_id or "")
            is_new = objective not in self.up.get(plan, [])
            if plan in self.rows and objective in self.rows and is_new:
                self._join(plan, objective)

    def _join_posts(self) -> None:
        """Join each post to its unit's plans of its field, or else to all plans of the field."""
        by_field: dict[str, list[UnitPlan]] = {}
        for row in self.rows.values():
            if isinstance(row, UnitPlan):
                by_field.setdefault(row.field, []).append(row)
        for name, row in list(self.rows.items()):
            if not isinstance(row, Post):
                continue
            plans = by_field.get(row.field, [])
            own = [p for p in plans if p.unit_id in {row.owner_unit_id, row.holder_unit_id}]
            for plan in own or plans:
                self._join(name, ("plans", plan.plan_id))

    def _join(self, name: Name, above: Name) -> None:
        self.up.setdefault(name, []).append(above)
        self.down.setdefault(above, []).append(name)

    def above(self, name: Name) -> Walk:
        """Return what the row is there for, up to the mandate."""
        return self._walk(name, lambda each: self.up.get(each, []))

    def below(self, name: Name) -> Walk:
        """Return what stands on the row."""
        return self._walk(name, lambda each: self.down.get(each, []))

    def _walk(self, start: Name, onward: Callable[[Name], list[Name]]) -> Walk:
        nodes: list[Node] = []
        seen = {start}
        left_out = 0
        waiting = [(each, 0) for each in reversed(onward(start))]
        while waiting:
            name, depth = waiting.pop()
            if name in seen:
                continue
            seen.add(name)
            if len(nodes) >= NODES_MAX or depth >= DEPTH_MAX:
                left_out += 1
                continue
            nodes.append(self.node(name, depth))
            waiting += [(each, depth + 1) for each in reversed(onward(name))]
        return Walk(nodes=tuple(nodes), left_out=left_out)

    def node(self, name: Name, depth: int = 0) -> Node:
        """Return the row as it is shown."""
        return Node(table=name[0], key=name[1], title=title_of(self.rows[name]), depth=depth)

    def serves(self, name: Name) -> tuple[str, ...]:
        """Return the objectives that the row serves, as the core tells: by name or by its field."""
        told = self._traces()
        found = told.direct([name])
        field = getattr(self.rows[name], "field", None)
        if not found and field is not None:
            found = told.fields.get(field, frozenset())
        return tuple(sorted(found))

    def _traces(self) -> Traces:
        of = self._of
        return traces(
            {row.objective_id: row for row in of(Objective)},
            {row.task_id: row for row in of(Task)},
            of(TaskPart),
            {row.plan_id: row for row in of(UnitPlan)},
            (of(Decision), of(SuccessIndicator)),
        )

    def _of(self, row_type: type[RowT]) -> list[RowT]:
        return [row for row in self.rows.values() if isinstance(row, row_type)]


def gaps_for(here: Here) -> list[Line]:
    """Return the open findings on rows that trace to nothing, told for the reader."""
    found = findings_for(here.actor, here.event, at=here.at)
    listed = list(found.filter(code__in=GAPS, is_open=True, is_ruled=False))
    return Telling(here, listed).lines()
