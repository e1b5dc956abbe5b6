"""The network of tasks: how early each can end, how late it may, which chain decides, what loops.

Moments are whole seconds since 1970. The two passes are those of the critical path method.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.kit.time import DAY_SECONDS, seconds_of
from summitry.plan.plans import Task

Waits = Mapping[str, tuple[str, ...]]
"""For each task the known tasks that it depends on."""


class Window(Struct, frozen=True, kw_only=True):
    """When a task can end at the earliest, and when it must end at the latest."""

    earliest_end: int
    latest_end: int

    @property
    def slack_seconds(self) -> int:
        """How much later it may end than it can; below 0 where it cannot end in time."""
        return self.latest_end - self.earliest_end


class Schedule(Struct, frozen=True, kw_only=True):
    """The windows of all tasks by task, the chain with least slack, and what waits for itself.

    ``critical`` goes from the first open task to the last; completed tasks are not on it. Each of
    the ``cycles`` is the ids of tasks that wait for each other; the windows leave out that they do.
    """

    windows: Mapping[str, Window]
    critical: tuple[str, ...]
    cycles: tuple[tuple[str, ...], ...]


def duration_seconds(task: Task) -> int:
    """Return how long the task takes once it can begin."""
    return round(task.duration_days * DAY_SECONDS)


def schedule(
    tasks: Mapping[str, Task],
    completed: Mapping[str, datetime],
    *,
    at: datetime,
    end: datetime,
) -> Schedule:
    """Return how the tasks can still be carried out.

    Parameters
    ----------
    tasks
        The tasks by id; what they depend on and is not among them is left out.
    completed
        When each task that is done was completed.
    at
        The moment; no open task begins earlier.
    end
        When all must be done: a task without a due date has this one.
    """
    waits = {
        task_id: tuple(first for first in task.depends_on if first in tasks)
        for task_id, task in tasks.items()
    }
    groups = _groups(waits)
    group_of = {task_id: number for number, group in enumerate(groups) for task_id in group}
    cycles = tuple(
        tuple(sorted(group)) for group in groups if len(group) > 1 or group[0] in waits[group[0]]
    )
    straight = {
        task_id: tuple(first for first in firsts if group_of[first] != group_of[task_id])
        for task_id, firsts in waits.items()
    }
    order = [task_id for group in groups for task_id in sorted(group)]
    done = {task_id: seconds_of(moment) for task_id, moment in completed.items()}
    earliest = _earliest(order, tasks, straight, done, seconds_of(at))
    latest = _latest(order, tasks, straight, seconds_of(end))
    windows = {
        task_id: Window(earliest_end=earliest[task_id], latest_end=latest[task_id])
        for task_id in tasks
    }
    return Schedule(
        windows=windows, critical=_critical(windows, straight, done), cycles=tuple(sorted(cycles))
    )


def _earliest(
    order: Iterable[str],
    tasks: Mapping[str, Task],
    waits: Waits,
    done: Mapping[str, int],
    now: int,
) -> dict[str, int]:
    found: dict[str, int] = {}
    for task_id in order:
        begins = max((found[first] for first in waits[task_id]), default=now)
        ends = max(begins, now) + duration_seconds(tasks[task_id])
        found[task_id] = done.get(task_id, ends)
    return found


def _latest(order: list[str], tasks: Mapping[str, Task], waits: Waits, end: int) -> dict[str, int]:
    found = {
        task_id: end if task.due is None else seconds_of(task.due)
        for task_id, task in tasks.items()
    }
    for task_id in reversed(order):
        begins = found[task_id] - duration_seconds(tasks[task_id])
        for first in waits[task_id]:
            found[first] = min(found[first], begins)
    return found


def _critical(
    windows: Mapping[str, Window], waits: Waits, done: Mapping[str, int]
) -> tuple[str, ...]:
    """Return the chain of open tasks to the one with least slack, of several the last to end."""
    open_tasks = [task_id for task_id in windows if task_id not in done]
    if not open_tasks:
        return ()
    last = min(
        open_tasks, key=lambda each: (windows[each].slack_seconds, -windows[each].latest_end, each)
    )
    chain = [last]
    while firsts := [first for first in waits[chain[-1]] if first not in done]:
        chain.append(min(firsts, key=lambda each: (-windows[each].earliest_end, each)))
    return tuple(reversed(chain))


def _groups(waits: Waits) -> list[list[str]]:
    """Return the tasks in groups that wait for each other, what is waited for before what waits.

    These are the strongly connected components, by Tarjan's algorithm with its own stack of calls,
    since a chain of tasks may be longer than the interpreter's.
    """
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    path: list[str] = []
    on_path: set[str] = set()
    groups: list[list[str]] = []
    for root in sorted(waits):
        if root in number:
            continue
        calls = [(root, iter(waits[root]))]
        while calls:
            task_id, firsts = calls[-1]
            if task_id not in number:
                number[task_id] = low[task_id] = len(number)
                path.append(task_id)
                on_path.add(task_id)
            unseen = _next_unseen(task_id, firsts, number, low, on_path)
            if unseen is not None:
                calls.append((unseen, iter(waits[unseen])))
                continue
            calls.pop()
            if calls:
                low[calls[-1][0]] = min(low[calls[-1][0]], low[task_id])
            if low[task_id] == number[task_id]:
                groups.append(_popped(path, on_path, task_id))
    return groups


def _next_unseen(
    task_id: str,
    firsts: Iterable[str],
    number: Mapping[str, int],
    low: dict[str, int],
    on_path: set[str],
) -> str | None:
    """Return the next task to go down to, after lowering by those already on the path."""
    for first in firsts:
        if first not in number:
            return first
        if first in on_path:
            low[task_id] = min(low[task_id], number[first])
    return None


def _popped(path: list[str], on_path: set[str], root: str) -> list[str]:
    """Take the group that the root closes off the path and return it."""
    group: list[str] = []
    while not group or group[-1] != root:
        group.append(path.pop())
        on_path.discard(group[-1])
    return group
