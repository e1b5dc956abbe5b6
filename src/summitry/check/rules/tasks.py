"""Tasks: done when due, after what they depend on, and still possible in the time left."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import DAY_SECONDS, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.plans import Task, TaskPart
from summitry.plan.terms import Field, Severity
from summitry.policy.schedule import Schedule, duration_seconds, schedule


def completed(view: View) -> Mapping[str, datetime]:
    """Return when each task was completed, by the word of a person of a unit that leads it.

    Where no unit leads, the word of anybody in the plan counts.
    """
    persons = view.speakers
    found: dict[str, datetime] = {}
    for task_id, task in view.rows(Task).items():
        moments = [
            entry.at
            for entry in by_anyone_known(view, task, AttestationKind.COMPLETED)
            if not task.lead_unit_ids or persons[entry.by].unit_id in task.lead_unit_ids
        ]
        if moments:
            found[task_id] = min(moments)
    return found


def _network(view: View) -> Schedule:
    """Return the schedule of all tasks."""
    done = view.derive(completed)
    return schedule(view.rows(Task), done, at=view.at, end=view.event.opens)


@rule(
    "C-51",
    title=Text("Dependency overdue"),
    why=Text(
        "Paris 2024: agreements and contracts that other work waited for were late, and each plan "
        "looked right by itself."
    ),
    cases={
        "order": Text(
            "Task {task} is due at {due}, which leaves it too little time after task {first}, due "
            "at {first_due}."
        ),
        "waits": Text(
            "Task {task} waits for task {first}, which was due at {first_due} and is not completed."
        ),
        "cycle": Text("These tasks wait for each other, so none can begin: {tasks}."),
        "too-late": Text(
            "Task {task} is due at {due}. With what it waits for, it will be at least {days} days "
            "late."
        ),
    },
    remedy=Text(
        "Complete the first, move the later, or take away the dependency; tell those who wait."
    ),
    source=Text(
        "As described by the French Court of Auditors' reports on the Games of 2024; not verified."
    ),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("persons", "tasks"),
    attests=(AttestationKind.COMPLETED,),
)
def dependencies_overdue(view: View) -> Iterator[Gap]:
    """Yield each open task that cannot be done in time because of what it depends on."""
    network = view.derive(_network)
    for cycle in network.cycles:
        yield Gap(
            table="tasks",
            key=cycle[0],
            column="depends_on",
            case="cycle",
            discriminator="cycle",
            facts={"tasks": cycle},
            joins=tuple(("tasks", task_id) for task_id in cycle[1:]),
        )
    looped = {frozenset(pair) for cycle in network.cycles for pair in _pairs(cycle)}
    done = view.derive(completed)
    for task_id, task in view.rows(Task).items():
        if task_id not in done:
            yield from _before_it(view, task, looped)
            yield from _too_late(view, task, network)


def _pairs(cycle: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    yield from ((one, other) for one in cycle for other in cycle)


def _before_it(view: View, task: Task, looped: set[frozenset[str]]) -> Iterator[Gap]:
    """Yield each task that comes too late before this one."""
    tasks, done = view.rows(Task), view.derive(completed)
    for first_id in task.depends_on:
        first = tasks.get(first_id)
        if first is None or first.due is None or first_id in done:
            continue
        if frozenset((task.task_id, first_id)) in looped:
            continue
        if view.at < first.due and not _too_close(task, first.due):
            continue
        yield Gap(
            table="tasks",
            key=task.task_id,
            column="depends_on",
            case="waits" if view.at >= first.due else "order",
            discriminator=first_id,
            facts={
                "task": task.task_id,
                "first": first_id,
                "due": task.due,
                "first_due": first.due,
            },
            joins=(("tasks", first_id),),
        )


def _too_close(task: Task, first_due: datetime) -> bool:
    """Say whether the task takes longer than there is between the two due dates."""
    if task.due is None:
        return False
    return seconds_of(task.due) - duration_seconds(task) < seconds_of(first_due)


def _too_late(view: View, task: Task, network: Schedule) -> Iterator[Gap]:
    """Yield the task that is due later than now and cannot be ready by then."""
    if task.due is None or task.due <= view.at:
        return
    late = network.windows[task.task_id].earliest_end - seconds_of(task.due)
    if late <= 0:
        return
    yield Gap(
        table="tasks",
        key=task.task_id,
        column="due",
        case="too-late",
        discriminator="too-late",
        facts={"task": task.task_id, "due": task.due, "days": late / DAY_SECONDS},
    )


@rule(
    "C-110",
    title=Text("Task overdue"),
    why=Text("A task that is past its date and not reported done is work that nobody is doing."),
    cases={
        "": Text("Task {task} was due at {due}, and {units} have not reported it completed."),
        "part": Text(
            "{unit} was to have done its part of task {task} by {due}, and has not reported it "
            "completed."
        ),
    },
    remedy=Text("Complete it and say so, or set a date that can be met and tell those who wait."),
    source=Text("Common practice of task management, not verified."),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("persons", "task_parts", "tasks"),
    attests=(AttestationKind.COMPLETED,),
)
def tasks_overdue(view: View) -> Iterator[Gap]:
    """Yield each open task that is past its date, and each open part of an open task."""
    tasks, done, persons = view.rows(Task), view.derive(completed), view.speakers
    for task_id, task in tasks.items():
        if task.due is not None and view.at >= task.due and task_id not in done:
            yield Gap(
                table="tasks",
                key=task_id,
                facts={"task": task_id, "due": task.due, "units": task.lead_unit_ids},
            )
    for key, part in view.rows(TaskPart).items():
        if part.due is None or view.at < part.due or part.task_id in done:
            continue
        words = by_anyone_known(view, part, AttestationKind.COMPLETED)
        if not any(persons[entry.by].unit_id == part.unit_id for entry in words):
            yield Gap(
                table="task_parts",
                key=key,
                case="part",
                facts={"task": part.task_id, "unit": part.unit_id, "due": part.due},
                joins=(("tasks", part.task_id),),
            )
