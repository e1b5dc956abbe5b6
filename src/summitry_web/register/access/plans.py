"""The register of plans: where each stands, whom it must reach, and whom it has reached."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.table import table_of
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.plans.access import rows
from summitry_web.plans.found import words_on
from summitry_web.plans.history import row_then
from summitry_web.register.access.subjects import Subject, unit_names, units_of_speakers
from summitry_web.register.issued import units_in
from summitry_web.register.paper import paper_in
from summitry_web.register.terms import STATE_ORDER, Standing, State, standing_of

PLANS = "plans"


class PlanLine(Struct, frozen=True, kw_only=True):
    """A plan with where it stands."""

    key: str
    plan: UnitPlan
    standing: Standing
    state: State
    must: frozenset[str]
    """The units that are to acknowledge it."""
    has: frozenset[str]
    """The units that have acknowledged it as it stands."""
    marking: Marking

    @property
    def missing(self) -> frozenset[str]:
        """Return the units that have not acknowledged it, once it is issued."""
        return self.must - self.has if self.state is State.ISSUED else frozenset()

    @property
    def is_on_paper(self) -> bool:
        """Say whether its approval stands on paper."""
        approved = self.standing.approved
        return approved is not None and paper_in(approved.evidence) is not None


class Reading(Struct, frozen=True, kw_only=True):
    """How far a unit has come with a plan."""

    unit: str
    has_read: bool
    version: int | None
    """The last version it acknowledged, where it is known."""
    at: datetime | None
    changed: bool
    """Whether it acknowledged a former content."""


class Cell(Struct, frozen=True, kw_only=True):
    """The plans of one field in one unit or at one site."""

    count: int
    states: tuple[tuple[State, int], ...]


class Asking:
    """The register as the actor may read it, read once for a page."""

    def __init__(self, actor: Actor, event: Event, *, at: datetime) -> None:
        self.event = event
        self.at = moment_in(event, at)
        self.plans = rows(actor, event, UnitPlan, at=at)
        self.units = units_of_speakers(event)
        self.names = unit_names(actor, event, at=at)
        self.words = words_on(event, PLANS, self.plans)
        self._touching = _touching(
            self.plans,
            rows(actor, event, Task, at=at).values(),
            rows(actor, event, TaskPart, at=at).values(),
        )

    def lines(self) -> list[PlanLine]:
        """Return every plan in order of key."""
        return [self.line(key) for key in self.plans]

    def line(self, key: str) -> PlanLine:
        """Return one plan with where it stands."""
        plan = self.plans[key]
        standing = standing_of(plan, self.words, at=self.at)
        must = self.must(plan, standing)
        has = self.spoken(self.words.of(plan, AttestationKind.ACKNOWLEDGED, at=self.at))
        state = standing.state
        if state is State.ISSUED and must and must <= has:
            state = State.ACKNOWLEDGED
        return PlanLine(
            key=key, plan=plan, standing=standing, state=state, must=must, has=has,
            marking=table_of(plan).marking_of(plan),
        )  # fmt: skip

    def must(self, plan: UnitPlan, standing: Standing) -> frozenset[str]:
        """Return the units that are to acknowledge the plan.

        Those that it was issued to, or else those it touches; and as the check of what changed
        after briefing has it, those that knew a former content.
        """
        issued = () if standing.issued is None else units_in(standing.issued.evidence)
        return frozenset(issued or self.touched(plan)) | self.knew(plan)

    def touched(self, plan: UnitPlan) -> frozenset[str]:
        """Return the units of its tasks and of the plans under it, but for its own."""
        return self._touching.get(plan.plan_id, frozenset()) - {plan.unit_id or ""}

    def knew(self, plan: UnitPlan) -> frozenset[str]:
        """Return the units that acknowledged it in any content, of those that may be read."""
        told = self.words.about(plan, AttestationKind.ACKNOWLEDGED)
        return self.spoken(word for word in told if word.at <= self.at) & self.names.keys()

    def spoken(self, words: Iterable[Attestation]) -> frozenset[str]:
        """Return the units whose people said so, as the checks count them."""
        return frozenset(self.units[word.by] for word in words if word.by in self.units)

    def readings(self, line: PlanLine) -> list[Reading]:
        """Return how far each unit that must acknowledge the plan has come."""
        told = self.words.about(line.plan, AttestationKind.ACKNOWLEDGED)
        return [self._reading(line, unit, told) for unit in sorted(line.must)]

    def _reading(self, line: PlanLine, unit: str, told: Iterable[Attestation]) -> Reading:
        last = last_of(unit, told, self.units, at=self.at)
        has = unit in line.has
        return Reading(
            unit=unit,
            has_read=has,
            version=None if last is None else self._version(line, last),
            at=None if last is None else last.at,
            changed=last is not None and not has,
        )

    def _version(self, line: PlanLine, word: Attestation) -> int | None:
        then = row_then(self.event, table_of(line.plan), line.key, word.row_hash)
        return then.version if isinstance(then, UnitPlan) else None


def _touching(
    plans: Mapping[str, UnitPlan], tasks: Iterable[Task], parts: Iterable[TaskPart]
) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    plan_of = {}
    for task in tasks:
        plan_of[task.task_id] = task.plan_id
        found.setdefault(task.plan_id, set()).update(task.lead_unit_ids, task.cooperating_unit_ids)
    for part in parts:
        if part.task_id in plan_of:
            found.setdefault(plan_of[part.task_id], set()).add(part.unit_id)
    for plan in plans.values():
        if plan.parent_plan_id and plan.unit_id:
            found.setdefault(plan.parent_plan_id, set()).add(plan.unit_id)
    return {key: frozenset(units) for key, units in found.items()}


def last_of(
    unit: str, told: Iterable[Attestation], units: Mapping[str, str], *, at: datetime
) -> Attestation | None:
    """Return the unit's last word among those."""
    own = (word for word in told if units.get(word.by) == unit and word.at <= at)
    return max(own, key=lambda word: word.at, default=None)


def last_acknowledged(
    subject: Subject, unit: str, units: Mapping[str, str], *, at: datetime
) -> Attestation | None:
    """Return the last acknowledgement of the unit, of whatever content."""
    told = subject.words.about(subject.row, AttestationKind.ACKNOWLEDGED)
    return last_of(unit, told, units, at=at)


def open_for(asking: Asking, unit: str) -> list[PlanLine]:
    """Return the issued plans that the unit is to acknowledge and has not."""
    return [line for line in asking.lines() if unit and unit in line.missing]


def matrix(
    lines: Iterable[PlanLine], *, by_site: bool
) -> tuple[list[str], Mapping[str, Mapping[str, Cell]]]:
    """Return the columns, units or sites, and for each field its cells by column."""
    found: dict[str, dict[str, list[PlanLine]]] = {}
    columns: set[str] = set()
    for line in lines:
        column = str((line.plan.site_id if by_site else line.plan.unit_id) or "")
        columns.add(column)
        found.setdefault(line.plan.field.value, {}).setdefault(column, []).append(line)
    cells = {
        field: {column: _cell(plans) for column, plans in by_column.items()}
        for field, by_column in sorted(found.items())
    }
    return sorted(columns), cells


def _cell(lines: list[PlanLine]) -> Cell:
    return Cell(count=len(lines), states=states_of(lines))


def states_of(lines: Iterable[PlanLine]) -> tuple[tuple[State, int], ...]:
    """Return how many plans stand in each state, in the order of the states."""
    counts: dict[State, int] = {}
    for line in lines:
        counts[line.state] = counts.get(line.state, 0) + 1
    return tuple((state, counts[state]) for state in STATE_ORDER if state in counts)


def key_of_code(asking: Asking, digits: str) -> str | None:
    """Return the plan whose present content has a hash that begins with the digits."""
    fitting = (key for key, plan in asking.plans.items() if row_hash(plan).startswith(digits))
    return next(fitting, None)
