"""The critical path: the chain of tasks that decides, and how much slack the others have."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from summitry.check.rules.tasks import completed
from summitry.kit.errors import Text
from summitry.kit.time import DAY_SECONDS, Interval, moment_of
from summitry.plan.plans import Task
from summitry.policy.schedule import Schedule, Window, duration_seconds, schedule
from summitry.report.pictures.axis import Axis
from summitry.report.pictures.sheet import Source, draw_keys, draw_mark, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture

KIND = "critical-path"
TITLE = Text("Critical path: which tasks decide")
TOLD = Text(
    "Open tasks as bars over time, from the earliest start to the earliest end, with the latest "
    "end that is possible; those on the critical path first, then those with least slack."
)
TOO_LATE = Text("too late: from the latest end that is possible")
ROWS_MAX = 40
CYCLES_MAX = 5
LABEL = 280
SLACK = 96
TOP = 26
HIGH = 24


def draw(source: Source) -> Picture:
    """Return the open tasks with their windows, the critical ones first."""
    tasks = source.snapshot.rows(Task)
    at, opens = source.assessment.at, source.assessment.event.opens
    done = source.view.derive(completed)
    found = schedule(tasks, done, at=at, end=opens)
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    order = _order(found, tasks, done, source.wish.unit)
    shown = order[:ROWS_MAX]
    bottom = float(TOP)
    if shown:
        bottom = _Rows(drawing, found, source).draw(shown, tasks)
        bottom = draw_keys(drawing, bottom, _keys(source))
    remarks = list(_remarks(source, found, order, len(done)))
    return drawing.finished(source.t(TITLE), source.t(TOLD), draw_remarks(drawing, bottom, remarks))


def _order(
    found: Schedule, tasks: Mapping[str, Task], done: Mapping[str, datetime], unit: str | None
) -> list[str]:
    """Return the open tasks: the critical path from first to last, then by slack."""
    rest = sorted(
        (task_id for task_id in found.windows if task_id not in found.critical),
        key=lambda each: (found.windows[each].slack_seconds, each),
    )
    return [
        task_id
        for task_id in (*found.critical, *rest)
        if task_id not in done
        and (
            unit is None
            or unit in (*tasks[task_id].lead_unit_ids, *tasks[task_id].cooperating_unit_ids)
        )
    ]


def _keys(source: Source) -> tuple[tuple[str, str, str], ...]:
    return (
        ("filled", "hatch", source.t(Text("on the critical path"))),
        ("rect", "k-task", source.t(Text("earliest start to earliest end"))),
        ("line", "slack", source.t(Text("slack: to the latest end that is possible"))),
        ("line", "overdue", source.t(TOO_LATE)),
        ("diamond", "k-due", source.t(Text("due"))),
        ("line", "wait", source.t(Text("waits for"))),
        ("line", "now", source.t(Text("now"))),
        ("line", "opening", source.t(Text("opening"))),
    )


class _Rows:
    """Draws one row for each task."""

    def __init__(self, drawing: Drawing, found: Schedule, source: Source) -> None:
        self._drawing = drawing
        self._found = found
        self._source = source

    def draw(self, shown: Sequence[str], tasks: Mapping[str, Task]) -> float:
        """Draw the rows; return where they end."""
        axis = self._axis(shown, tasks)
        bottom = float(TOP + HIGH * len(shown))
        for number in range(0, len(shown), 2):
            self._drawing.rect(0, TOP + HIGH * number, (WIDTH, HIGH), "stripe")
        axis.draw(TOP, bottom, self._source.formats)
        event, at = self._source.assessment.event, self._source.assessment.at
        moment = self._source.formats.moment
        axis.mark(event.opens, (TOP, bottom), "opening", moment(event.opens))
        axis.mark(at, (TOP, bottom), "now", moment(at))
        rows = {task_id: TOP + HIGH * (number + 0.5) for number, task_id in enumerate(shown)}
        for task_id, y in rows.items():
            self._draw_waits(tasks[task_id], rows, axis)
            self._draw_task(tasks[task_id], y, axis)
        return bottom

    def _axis(self, shown: Sequence[str], tasks: Mapping[str, Task]) -> Axis:
        windows = [self._found.windows[task_id] for task_id in shown]
        opens = self._source.assessment.event.opens
        starts = [_starts(tasks[task_id], self._found.windows[task_id]) for task_id in shown]
        starts += [moment_of(each.latest_end) for each in windows]
        ends = [moment_of(max(each.earliest_end, each.latest_end)) for each in windows]
        whole = Interval(min(starts), max(*ends, opens)).grown(timedelta(hours=12))
        edges = (LABEL, WIDTH - EDGE - SLACK)
        return Axis(self._source.span(whole), edges, self._drawing)

    def _draw_waits(self, task: Task, rows: Mapping[str, float], axis: Axis) -> None:
        """Draw a line from the end of each task that this one waits for to its start."""
        for first in task.depends_on:
            if first in rows and first != task.task_id:
                x = axis.at(moment_of(self._found.windows[first].earliest_end))
                begin = axis.at(_starts(task, self._found.windows[task.task_id]))
                ends = ((x, rows[first]), (x, rows[task.task_id]), (begin, rows[task.task_id]))
                self._drawing.line(ends, "wait", f"{first} → {task.task_id}")

    def _draw_task(self, task: Task, y: float, axis: Axis) -> None:
        window = self._found.windows[task.task_id]
        critical = task.task_id in self._found.critical
        look = "strong" if critical else ""
        name = f"{task.task_id} · {task.title}"
        self._drawing.text(EDGE, y + 4, name, room=LABEL - 2 * EDGE, look=look)
        earliest, latest = moment_of(window.earliest_end), moment_of(window.latest_end)
        if latest > earliest:
            self._drawing.line(((axis.at(earliest), y), (axis.at(latest), y)), "slack")
        if latest < earliest:
            x, wide = axis.place(Interval(latest, earliest))
            self._drawing.line(((x, y), (x + wide, y)), "overdue", self._source.t(TOO_LATE))
        bar = Interval(_starts(task, window), earliest)
        x, wide = axis.place(bar, width_min=4)
        told = f"{name} · {self._source.formats.interval(bar.start, bar.end)}"
        self._drawing.rect(x, y - 6, (wide, 12), "k-task", told)
        if critical:
            self._drawing.filled(x, y - 6, (wide, 12), "hatch", told)
        if task.due is not None and axis.shows(task.due):
            moment = self._source.formats.moment(task.due)
            draw_mark(self._drawing, "diamond", (axis.at(task.due), y), "k-due", moment)
        self._draw_slack(window.slack_seconds, y)

    def _draw_slack(self, seconds: int, y: float) -> None:
        days = self._source.formats.number(round(seconds / DAY_SECONDS, 1))
        late = Text("‼ {days} days")
        told = self._source.t(late if seconds < 0 else Text("{days} days"), days=days)
        look = "late" if seconds < 0 else ""
        self._drawing.text(WIDTH - EDGE, y + 4, told, anchor="end", room=SLACK, look=look)


def _starts(task: Task, window: Window) -> datetime:
    """Return when the task begins if it ends as early as it can."""
    return moment_of(window.earliest_end - duration_seconds(task))


def _remarks(source: Source, found: Schedule, order: Sequence[str], done: int) -> Iterator[str]:
    if not order:
        yield source.t(Text("The plan has no open task."))
    else:
        yield source.t(
            Text("At the end of each line: how much later the task may end than it can.")
        )
    if done:
        yield source.n(
            "{count} task is completed and is not drawn.",
            "{count} tasks are completed and are not drawn.",
            done,
        )
    rest = len(order) - ROWS_MAX
    if rest > 0:
        yield source.n(
            "{count} further task with more slack is not drawn.",
            "{count} further tasks with more slack are not drawn.",
            rest,
        )
    for cycle in found.cycles[:CYCLES_MAX]:
        names = source.formats.listed(cycle)
        yield source.t(Text("These tasks wait for each other in a circle: {tasks}."), tasks=names)
    circles = len(found.cycles) - CYCLES_MAX
    if circles > 0:
        yield source.n(
            "{count} further circle of tasks is not named.",
            "{count} further circles of tasks are not named.",
            circles,
        )
