"""The tasks that somebody may read, with what their units said of them and how they hang together.

Whose word counts is asked of the whole plan, since a word of somebody whose row the reader may not
read is still a word; what is shown are rows that the reader may read.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cached_property, partial

from msgspec import Struct

from summitry.check.rules.tasks import completed
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import DAY_SECONDS
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.organisation import Person, Unit
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry.policy.schedule import Schedule, schedule
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.found import words_on


class State(StrEnum):
    """How far a task is: the columns of the board."""

    NOT_ACCEPTED = "not-accepted"
    ACCEPTED = "accepted"
    IN_PROGRESS = "in-progress"
    DONE = "done"
    LATE = "late"


STATES: Mapping[State, Text] = {
    State.NOT_ACCEPTED: Text("Not accepted"),
    State.ACCEPTED: Text("Accepted"),
    State.IN_PROGRESS: Text("In progress"),
    State.DONE: Text("Done"),
    State.LATE: Text("Late"),
}


class Standing(Struct, frozen=True, kw_only=True):
    """One task as it stands."""

    key: str
    task: Task
    state: State
    field: str
    marking: Marking
    percent: int = 0
    late_days: int = 0
    slack_days: float = 0
    """Below 0 where it cannot end in time; 0 for what is done."""
    is_critical: bool = False
    waits_for: tuple[str, ...] = ()
    """The open tasks that it depends on and that the reader may read."""
    silent: tuple[str, ...] = ()
    """The cooperating units that have not acknowledged what they are to do, as it stands."""

    @property
    def units(self) -> tuple[str, ...]:
        """Every unit that the task names."""
        return (*self.task.lead_unit_ids, *self.task.cooperating_unit_ids)


class Book:
    """The tasks of one reader at one moment."""

    def __init__(self, actor: Actor, event: Event, *, at: datetime) -> None:
        self.at = moment_in(event, at)
        self._rows = partial(rows, actor, event, at=at)
        self.tasks: Mapping[str, Task] = self._rows(Task)
        parts: Mapping[str, TaskPart] = self._rows(TaskPart)
        self.parts = {key: each for key, each in parts.items() if each.task_id in self.tasks}
        self.persons = held_snapshot(event).rows(Person)
        self.words = Attestations(
            (*words_on(event, "tasks", self.tasks), *words_on(event, "task_parts", self.parts))
        )
        self._by_task: dict[str, dict[str, TaskPart]] = {}
        for key, part in self.parts.items():
            self._by_task.setdefault(part.task_id, {})[key] = part

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        """The units by key."""
        return self._rows(Unit)

    @cached_property
    def plans(self) -> Mapping[str, UnitPlan]:
        """The units' plans by key."""
        return self._rows(UnitPlan)

    @cached_property
    def event(self) -> PlanEvent | None:
        """The event; None where the reader may not read it, or the plan has none yet."""
        return next(iter(self._rows(PlanEvent).values()), None)

    @cached_property
    def done(self) -> Mapping[str, datetime]:
        """When each task that is done was completed, as the rules see it."""
        speakers = [self.persons[each] for each in self.words.speakers if each in self.persons]
        snapshot = Snapshot.of([*self.tasks.values(), *speakers])
        return View(snapshot, self.words, at=self.at).derive(completed)

    @cached_property
    def schedule(self) -> Schedule:
        """How the tasks can still be carried out: those that the reader may read alone."""
        ends = [task.due for task in self.tasks.values() if task.due is not None]
        end = max([self.at, *ends]) if self.event is None else self.event.opens
        return schedule(self.tasks, self.done, at=self.at, end=end)

    @cached_property
    def standings(self) -> tuple[Standing, ...]:
        """Every task as it stands, by key."""
        return tuple(self._standing(key, task) for key, task in self.tasks.items())

    def parts_of(self, task_id: str) -> Mapping[str, TaskPart]:
        """Return the parts of the task by key."""
        return self._by_task.get(task_id, {})

    def name(self, unit_id: str) -> str:
        """Return the unit's name where the reader may read its row, else its id."""
        unit = self.units.get(unit_id)
        return unit_id if unit is None else unit.name

    def plan(self, task: Task) -> str:
        """Return the title of the task's plan where the reader may read its row, else nothing."""
        plan = self.plans.get(task.plan_id)
        return "" if plan is None else plan.title

    def said(
        self, row: Task | TaskPart, kind: AttestationKind, units: Iterable[str]
    ) -> tuple[Attestation, ...]:
        """Return the words on the row as it stands by persons of the units."""
        return tuple(self._by_units(self.words.of(row, kind, at=self.at), units))

    def ever_said(
        self, row: Task | TaskPart, kind: AttestationKind, units: Iterable[str]
    ) -> tuple[Attestation, ...]:
        """Return the words by persons of the units on any content of the row."""
        found = (word for word in self.words.about(row, kind) if word.at <= self.at)
        return tuple(self._by_units(found, units))

    def _by_units(
        self, words: Iterable[Attestation], units: Iterable[str]
    ) -> Iterator[Attestation]:
        known = frozenset(units)
        for word in words:
            person = self.persons.get(word.by)
            if person is not None and person.unit_id in known:
                yield word

    def silent(self, task: Task) -> tuple[str, ...]:
        """Return the cooperating units that have not acknowledged what they are to do."""
        rows_of: dict[str, list[Task | TaskPart]] = {
            unit: [] for unit in dict.fromkeys(task.cooperating_unit_ids)
        }
        for part in self.parts_of(task.task_id).values():
            rows_of.setdefault(part.unit_id, []).append(part)
        return tuple(
            unit
            for unit, own in rows_of.items()
            if not all(
                self.said(row, AttestationKind.ACKNOWLEDGED, (unit,)) for row in own or [task]
            )
        )

    def _standing(self, key: str, task: Task) -> Standing:
        window = self.schedule.windows[key]
        is_done = key in self.done
        plan = self.plans.get(task.plan_id)
        due = task.due
        is_late = due is not None and due <= self.at and not is_done
        return Standing(
            key=key,
            task=task,
            state=self._state(task, is_done=is_done, is_late=is_late),
            field="" if plan is None else plan.field.value,
            marking=TABLES["tasks"].marking_of(task),
            percent=100 if is_done else self._percent(task),
            late_days=(self.at - due) // timedelta(days=1) if due is not None and is_late else 0,
            slack_days=0 if is_done else round(window.slack_seconds / DAY_SECONDS, 1),
            is_critical=key in self.schedule.critical,
            waits_for=() if is_done else self._waits(task),
            silent=() if is_done else self.silent(task),
        )

    def _state(self, task: Task, *, is_done: bool, is_late: bool) -> State:
        if is_done:
            return State.DONE
        if is_late:
            return State.LATE
        said = {
            kind: max((word.at for word in self.said(task, kind, task.lead_unit_ids)), default=None)
            for kind in (
                AttestationKind.ACCEPTED, AttestationKind.PROGRESS, AttestationKind.RETURNED,
            )
        }  # fmt: skip
        accepted, progress, returned = said.values()
        latest = max((each for each in (accepted, progress) if each), default=None)
        if latest is None or (returned is not None and returned >= latest):
            return State.NOT_ACCEPTED
        return State.IN_PROGRESS if progress is not None else State.ACCEPTED

    def _percent(self, task: Task) -> int:
        """Return the share last reported: work done stays done when the row changes."""
        told = self.ever_said(task, AttestationKind.PROGRESS, task.lead_unit_ids)
        last = max(told, key=lambda word: word.at, default=None)
        return percent_of(last.evidence) if last is not None else 0

    def _waits(self, task: Task) -> tuple[str, ...]:
        return tuple(
            first for first in task.depends_on if first in self.tasks and first not in self.done
        )


def percent_of(evidence: str) -> int:
    """Return the share that a word of progress carries; 0 for what is no number up to 100."""
    is_number = evidence.isascii() and evidence.isdigit() and len(evidence) <= 3  # noqa: PLR2004  # digits
    return min(int(evidence), 100) if is_number else 0


def book_of(actor: Actor, event: Event, *, at: datetime) -> Book:
    """Return the tasks that the actor may read."""
    return Book(actor, event, at=at)
