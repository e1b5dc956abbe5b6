"""What waits for the reader: tasks, acknowledgements, approvals, deadlines."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.outcome.finding import Phase
from summitry.plan.attestation import Attestation, AttestationKind, Attestations
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.organisation import Person
from summitry.plan.plans import Task, UnitPlan
from summitry.plan.table import ColumnKind, Row, Table
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Thing
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.lines import address_of
from summitry_web.desk.access.picture import moment_of, reads_all
from summitry_web.desk.models import Acceptance
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.actions.proposals import latest_waiting
from summitry_web.plans.found import findings_for, own_rows, words_on

AHEAD_DAYS = 14
SHOWN_MAX = 50
NAME_COLUMNS = ("title", "name", "office", "part", "what")
PAGES = {"tasks": "tasks:one", "plans": "register:plan"}
"""The tables whose rows have a page of their own, where more can be done than in the form."""
PROPOSAL_WANTED = Text("Decide on the change of {key} ({table}) that {person} proposes.")
PHASE_BEGINS = Text("From now on the demands of phase {phase} are due.")
EVENT_OPENS = Text("The event opens.")
SECOND_WANTED = Text("Agree that the risk of finding {code} is accepted, or not.")
APPROVAL_WANTED = Text("Approve the plan “{title}”, or return it.")
ACKNOWLEDGEMENT_WANTED = Text("Read and acknowledge the plan “{title}”.")


class TaskState(StrEnum):
    """How far a task is."""

    OPEN = "open"
    STARTED = "started"
    LATE = "late"
    DONE = "done"


class TaskShown(Struct, frozen=True, kw_only=True):
    """A task of one of the reader's units."""

    key: str
    title: str
    leads: bool
    units: tuple[str, ...]
    due: datetime | None
    state: TaskState
    address: str


class Waiting(Struct, frozen=True, kw_only=True):
    """Something that waits for the reader's word."""

    title: str
    address: str
    since: datetime | None = None
    due: datetime | None = None


class Deadline(Struct, frozen=True, kw_only=True):
    """Something that must be done by a moment."""

    at: datetime
    what: str
    table: str
    key: str
    address: str


class Own(Struct, frozen=True, kw_only=True):
    """Everything that waits for the reader."""

    units: tuple[str, ...]
    tasks: tuple[TaskShown, ...]
    approvals: tuple[Waiting, ...]
    acknowledgements: tuple[Waiting, ...]
    deadlines: tuple[Deadline, ...]


Provider = Callable[[Here], Iterable[Waiting]]
Deadlines = Callable[[Here], Iterable[Deadline]]
_APPROVALS: list[Provider] = []
_ACKNOWLEDGEMENTS: list[Provider] = []
_DEADLINES: dict[tuple[str, ...], Deadlines] = {}


def add_approvals(provider: Provider) -> None:
    """Let an app above say what waits for the reader's approval; once, when it is ready."""
    if provider not in _APPROVALS:
        _APPROVALS.append(provider)


def add_acknowledgements(provider: Provider) -> None:
    """Let an app above say what waits for the reader's acknowledgement."""
    if provider not in _ACKNOWLEDGEMENTS:
        _ACKNOWLEDGEMENTS.append(provider)


def add_deadlines(tables: tuple[str, ...], provider: Deadlines) -> None:
    """Let an app above say what of its tables is still due: it knows what is done already."""
    _DEADLINES[tables] = provider


def own_of(here: Here) -> Own:
    """Return everything that waits for the reader."""
    tasks = rows(here.actor, here.event, Task, at=here.at)
    plans = rows(here.actor, here.event, UnitPlan, at=here.at)
    words = words_on(here.event, "plans", plans)
    approvals = chain(
        _seconds(here), _plans_to_approve(here, plans, words), _proposals(here),
        *(provider(here) for provider in _APPROVALS),
    )  # fmt: skip
    due = chain(
        _plans_to_acknowledge(here, plans, words, tasks.values()),
        *(provider(here) for provider in _ACKNOWLEDGEMENTS),
    )
    return Own(
        units=tuple(sorted(here.actor.units(here.at))),
        tasks=tuple(_tasks(here, tasks)),
        approvals=tuple(approvals),
        acknowledgements=tuple(due),
        deadlines=tuple(sorted(_deadlines(here), key=lambda each: each.at)[:SHOWN_MAX]),
    )


def row_address(here: Here, table: str, key: str) -> str:
    """Return the address of a row's form."""
    parts = {"event": here.event.slug, "table": table, "key": key}
    return reverse("plans:row", kwargs=parts)


def page_address(here: Here, table: str, key: str) -> str:
    """Return the address where one works with a row: its table's own page, else its form."""
    if table not in PAGES:
        return row_address(here, table, key)
    return reverse(PAGES[table], kwargs={"event": here.event.slug, "key": key})


def _tasks(here: Here, tasks: Mapping[str, Task]) -> list[TaskShown]:
    """Return the tasks that a unit of the reader leads or helps with, the next due first."""
    units = here.actor.units(here.at)
    own = {
        key: task
        for key, task in tasks.items()
        if units.intersection((*task.lead_unit_ids, *task.cooperating_unit_ids))
    }
    words = words_on(here.event, "tasks", own)
    shown = [
        TaskShown(
            key=key,
            title=task.title,
            leads=bool(units.intersection(task.lead_unit_ids)),
            units=task.lead_unit_ids,
            due=task.due,
            state=_state(task, words, moment_of(here)),
            address=page_address(here, "tasks", key),
        )
        for key, task in own.items()
    ]
    far = moment_of(here) + timedelta(days=36_500)
    return sorted(shown, key=lambda each: (each.state is TaskState.DONE, each.due or far, each.key))


def _state(task: Task, words: Attestations, at: datetime) -> TaskState:
    if words.of(task, AttestationKind.COMPLETED, at=at):
        return TaskState.DONE
    if task.due is not None and task.due <= at:
        return TaskState.LATE
    return TaskState.STARTED if words.of(task, AttestationKind.PROGRESS, at=at) else TaskState.OPEN


def _seconds(here: Here) -> Iterator[Waiting]:
    """Yield the acceptances that wait for a second person, and that the reader may be."""
    if not here.may(Verb.ACCEPT_RISK):
        return
    waiting = Acceptance.objects.filter(event=here.event, decided_at=None)
    by_identity = {each.identity: each for each in waiting.exclude(by_id=here.account.pk)}
    told = findings_for(here.actor, here.event, at=here.at).filter(identity__in=by_identity)
    for each in told:
        yield Waiting(
            title=here.reader.gettext(SECOND_WANTED).format(code=each.code),
            address=address_of(here, each.identity),
            since=by_identity[each.identity].at,
        )


def _proposals(here: Here) -> Iterator[Waiting]:
    """Yield the changes that others propose to rows of the reader's units."""
    if not here.may(Verb.DECIDE_PROPOSAL):
        return
    address = reverse("plans:proposals", kwargs={"event": here.event.slug})
    gettext = here.reader.gettext
    for each in latest_waiting(here.actor, here.event, at=here.at):
        if each.may_decide and not each.is_mine:
            table = gettext(TABLES[each.table].label)
            told = gettext(PROPOSAL_WANTED).format(key=each.key, table=table, person=each.person_id)
            yield Waiting(title=told, address=address, since=each.at)


def _plans_to_approve(
    here: Here, plans: Mapping[str, UnitPlan], words: Attestations
) -> Iterator[Waiting]:
    """Yield the plans that were submitted as they stand, and neither approved nor returned."""
    for key, plan in plans.items():
        thing = Thing(
            owners=_owners(plan), field=plan.field, marking=TABLES["plans"].marking_of(plan)
        )
        submitted = _latest(plan, words, AttestationKind.SUBMITTED, here)
        answered = [
            word
            for kind in (AttestationKind.APPROVED, AttestationKind.RETURNED)
            if (word := _latest(plan, words, kind, here))
        ]
        if submitted is None or any(word.at >= submitted.at for word in answered):
            continue
        if here.may(Verb.APPROVE_PLAN, thing):
            yield Waiting(
                title=here.reader.gettext(APPROVAL_WANTED).format(title=plan.title),
                address=page_address(here, "plans", key),
                since=submitted.at,
            )


def _plans_to_acknowledge(
    here: Here,
    plans: Mapping[str, UnitPlan],
    words: Attestations,
    tasks: Iterable[Task],
) -> Iterator[Waiting]:
    """Yield the plans issued as they stand that give the reader's unit something to do."""
    units = here.actor.units(here.at)
    if not units:
        return
    concerned: set[str | None] = {
        task.plan_id
        for task in tasks
        if units.intersection((*task.lead_unit_ids, *task.cooperating_unit_ids))
    }
    concerned |= {plan.parent_plan_id for plan in plans.values() if plan.unit_id in units}
    # Of a person only the unit is asked, and never shown.
    persons = held_snapshot(here.event).rows(Person)
    spoke = {each for each in words.speakers if each in persons and persons[each].unit_id in units}
    for key, plan in plans.items():
        issued = _latest(plan, words, AttestationKind.ISSUED, here)
        if issued is None or (key not in concerned and plan.unit_id not in units):
            continue
        said = words.of(plan, AttestationKind.ACKNOWLEDGED, at=moment_of(here))
        if any(word.by == here.actor.person_id or word.by in spoke for word in said):
            continue
        yield Waiting(
            title=here.reader.gettext(ACKNOWLEDGEMENT_WANTED).format(title=plan.title),
            address=page_address(here, "plans", key),
            since=issued.at,
        )


def _latest(row: Row, words: Attestations, kind: AttestationKind, here: Here) -> Attestation | None:
    found = words.of(row, kind, at=moment_of(here))
    return max(found, key=lambda word: word.at, default=None)


def _owners(plan: UnitPlan) -> tuple[str, ...]:
    return () if plan.unit_id is None else (plan.unit_id,)


def _deadlines(here: Here) -> Iterator[Deadline]:
    """Yield what the reader's units must have done in the next days; all, who reads the whole."""
    now = moment_of(here)
    until = now + timedelta(days=AHEAD_DAYS)
    units = None if reads_all(here) else here.actor.units(here.at)
    told = chain.from_iterable(provider(here) for provider in _DEADLINES.values())
    yield from (each for each in told if now <= each.at < until)
    told_above = {*chain.from_iterable(_DEADLINES)}
    names = [n for n, table in TABLES.items() if _has_due(table) and n not in told_above]
    for name, key, row in own_rows(here.actor, here.event, names, units=units, at=here.at):
        due = getattr(row, "due", None)
        if due is not None and now <= due < until:
            yield Deadline(
                at=due, what=_name(row) or key, table=here.reader.gettext(TABLES[name].label),
                key=key, address=page_address(here, name, key),
            )  # fmt: skip
    yield from _phases(here, now, until)


def _has_due(table: Table) -> bool:
    return not table.bulk and any(
        column.name == "due" and column.kind is ColumnKind.MOMENT for column in table.columns
    )


def _name(row: Row) -> str:
    names = (getattr(row, column, "") for column in NAME_COLUMNS)
    return next((name for name in names if name), "")


def _phases(here: Here, now: datetime, until: datetime) -> Iterator[Deadline]:
    gettext = here.reader.gettext
    for event in rows(here.actor, here.event, PlanEvent, at=here.at).values():
        moments = [
            (phase.due(event), gettext(PHASE_BEGINS).format(phase=phase.value)) for phase in Phase
        ]
        for at, what in (*moments, (event.opens, gettext(EVENT_OPENS))):
            if now <= at < until:
                yield Deadline(at=at, what=what, table="", key="", address="")
