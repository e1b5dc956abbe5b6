"""Why a row exists, and what stands on it: the plan's rows joined by what names what."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from summitry.plan.compliance import Evidence, Measure, Requirement
from summitry.plan.governance import Body, Decision, Mandate, Meeting, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Post
from summitry.plan.table import Row, RowT, table_of, target_of
from summitry.plan.tables import TABLES
from summitry.policy.objectives import Traces, traces
from summitry_web.accounts.can import Actor
from summitry_web.accounts.pages import Here
from summitry_web.desk.access.lines import Line, Telling
from summitry_web.events.models import Event
from summitry_web.plans.access import rows, thing_of_row
from summitry_web.plans.found import findings_for, rows_joined
from summitry_web.register.access.subjects import title_of

GAPS = ("C-42", "C-100", "C-101", "C-103", "C-104", "C-105", "C-107", "C-108")
"""The rules that say which rows trace to nothing, or whose chain is broken."""
DOERS = frozenset({"units", "persons", "event"})
"""A row is not there for the sake of who does it."""
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
        self.actor, self.event, self.at = actor, event, at
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
        for name, row in list(self.rows.items()):
            if isinstance(row, Post):
                self._join_by_field(name, row)

    def _join_by_field(self, name: Name, row: Row) -> None:
        """Join the row to its units' plans of its field, or else to all plans of the field."""
        plans = self._plans_of.get(str(getattr(row, "field", None) or table_of(row).field), [])
        units = {*thing_of_row(row).owners, getattr(row, "holder_unit_id", None)}
        own = [plan for plan in plans if plan.unit_id in units]
        for plan in own or plans:
            self._join(name, ("plans", plan.plan_id))

    @cached_property
    def _plans_of(self) -> Mapping[str, list[UnitPlan]]:
        found: dict[str, list[UnitPlan]] = {}
        for plan in self._of(UnitPlan):
            found.setdefault(plan.field, []).append(plan)
        return found

    def reach(self, name: Name) -> bool:
        """Take in a row of any table and what it names; say whether it is the actor's to read."""
        waiting = [name]
        for _ in range(DEPTH_MAX):
            wanted = [each for each in waiting if each not in self.rows]
            found = rows_joined(self.actor, self.event, wanted, at=self.at).readable
            self.rows |= found
            waiting = [above for each, row in found.items() for above in self._take(each, row)]
            if not waiting:
                break
        return name in self.rows

    def _take(self, name: Name, row: Row) -> list[Name]:
        """Join the row to all that it names, but for who does it; return that."""
        found: list[Name] = []
        for column in table_of(row).columns:
            target = target_of(column)
            if target is None or target in DOERS or TABLES[target].bulk:
                continue
            value = getattr(row, column.name)
            keys = value if isinstance(value, tuple) else (value,)
            found += [(target, str(key)) for key in keys if key]
        for above in found:
            self._join(name, above)
        self._join_by_field(name, row)
        return found

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
            if name in seen or name not in self.rows:
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
