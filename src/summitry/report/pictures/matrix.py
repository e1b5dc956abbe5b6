"""The synchronisation matrix: what each unit has to do, from the first day of preparation on."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.kit.time import Interval
from summitry.plan.governance import Body, BodyMember, Meeting
from summitry.plan.organisation import Person, Unit
from summitry.plan.plans import Task, TaskPart
from summitry.plan.programme import Item
from summitry.plan.readiness import Exercise
from summitry.plan.table import Row, table_of
from summitry.policy.schedule import duration_seconds
from summitry.report.pictures.axis import Axis, columns
from summitry.report.pictures.letters import width_of
from summitry.report.pictures.sheet import Source, draw_keys, draw_mark, draw_remarks
from summitry.report.pictures.svg import EDGE, SMALL, WIDTH, Drawing, Picture

KIND = "matrix"
TITLE = Text("Synchronisation matrix: who does what, when")
TOLD = Text(
    "A table of units and stretches of time. Each sign is a task due, a part due, an exercise, a "
    "meeting or an item of the programme; the number beside it says how many there are."
)
NO_UNIT = Text("No unit")
OTHER_UNITS = Text("Further units together")

ROWS_MAX = 45
COLUMNS_MAX = 24
NAMED_MAX = 4
LABEL = 226
TOP = 26
LANE = 15
ROW_EDGE = 4


class DeedKind(StrEnum):
    """What stands in the matrix."""

    TASK = "task"
    PART = "part"
    EXERCISE = "exercise"
    MEETING = "meeting"
    ITEM = "item"


TABLE_OF: Mapping[DeedKind, str] = {
    DeedKind.TASK: "tasks",
    DeedKind.PART: "task_parts",
    DeedKind.EXERCISE: "exercises",
    DeedKind.MEETING: "meetings",
    DeedKind.ITEM: "programme",
}
KIND_OF: Mapping[str, DeedKind] = {table: kind for kind, table in TABLE_OF.items()}

FORMS: Mapping[DeedKind, str] = {
    DeedKind.TASK: "square",
    DeedKind.PART: "pennant",
    DeedKind.EXERCISE: "triangle",
    DeedKind.MEETING: "circle",
    DeedKind.ITEM: "diamond",
}
NAMES: Mapping[DeedKind, Text] = {
    DeedKind.TASK: Text("task of which the unit has the lead: while it takes, to when it is due"),
    DeedKind.PART: Text("part of another unit's task: when it is due"),
    DeedKind.EXERCISE: Text("exercise"),
    DeedKind.MEETING: Text("meeting"),
    DeedKind.ITEM: Text("item of the programme"),
}


class Deed(Struct, frozen=True, kw_only=True):
    """Something that units have to do, from when to when; a moment alone is a span of no length."""

    kind: DeedKind
    key: str
    """The key of its row in the table of its kind."""
    units: tuple[str, ...]
    span: Interval
    name: str


def draw(source: Source) -> Picture:
    """Return the matrix of what the plan says units have to do."""
    found = [deed for deed in deeds(source) if source.wish.unit in {None, *deed.units}]
    whole = _whole(found, source.assessment.event.closes)
    span = source.span(whole)
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    rows, rest = _rows([deed for deed in found if _meets(deed.span, span)], source)
    bottom = _Table(drawing, span, source).draw(rows)
    keys = [(FORMS[kind], f"k-{kind}", source.t(NAMES[kind])) for kind in DeedKind]
    now, opening = source.t(Text("now")), source.t(Text("opening"))
    lines = [("line", "now", now), ("line", "opening", opening)]
    bottom = draw_keys(drawing, bottom, [*keys, *lines])
    return drawing.finished(
        source.t(TITLE),
        source.t(TOLD),
        draw_remarks(drawing, bottom, list(_remarks(source, found, span, rest))),
    )


def deeds(source: Source) -> Iterator[Deed]:
    """Yield everything in the plan that units have to do and that has a time."""
    snapshot = source.snapshot
    for task in snapshot.rows(Task).values():
        if task.due is not None:
            begins = task.due - timedelta(seconds=duration_seconds(task))
            yield _deed(task, task.lead_unit_ids, (begins, task.due), task.title)
    for part in snapshot.rows(TaskPart).values():
        due = part.due or _due(snapshot.rows(Task), part)
        if due is not None:
            yield _deed(part, (part.unit_id,), (due, due), part.part)
    for exercise in snapshot.rows(Exercise).values():
        owner = () if exercise.owner_unit_id is None else (exercise.owner_unit_id,)
        units = tuple(dict.fromkeys((*owner, *exercise.unit_ids)))
        when = (exercise.start, exercise.end)
        yield _deed(exercise, units, when, exercise.title)
    yield from _meetings(source)
    for item in snapshot.rows(Item).values():
        owner = () if item.owner_unit_id is None else (item.owner_unit_id,)
        yield _deed(item, owner, (item.start, item.end), item.title)


def _due(tasks: Mapping[str, Task], part: TaskPart) -> datetime | None:
    """Return when the part's task is due: a part without a date of its own is due then."""
    task = tasks.get(part.task_id)
    return None if task is None else task.due


def _meetings(source: Source) -> Iterator[Deed]:
    """Yield each meeting for the units of the body's members and the one that leads it."""
    persons, bodies = source.snapshot.rows(Person), source.snapshot.rows(Body)
    seats: dict[str, set[str]] = {}
    for member in source.snapshot.rows(BodyMember).values():
        if member.person_id in persons:
            seats.setdefault(member.body_id, set()).add(persons[member.person_id].unit_id)
    for meeting in source.snapshot.rows(Meeting).values():
        body = bodies.get(meeting.body_id)
        units = set(seats.get(meeting.body_id, ()))
        if body is not None and body.lead_unit_id is not None:
            units.add(body.lead_unit_id)
        name = meeting.body_id if body is None else body.name
        when = (meeting.start, meeting.end)
        yield _deed(meeting, tuple(sorted(units)), when, name)


def _deed(row: Row, units: Sequence[str], when: tuple[datetime, datetime], name: str) -> Deed:
    table = table_of(row)
    return Deed(
        kind=KIND_OF[table.name],
        key=table.key_of(row),
        units=tuple(units),
        span=Interval(*when),
        name=name,
    )


def _whole(found: Sequence[Deed], closes: datetime) -> Interval:
    """Return the time from the first day of preparation to the close of the event."""
    first = min((deed.span.start for deed in found), default=closes - timedelta(days=1))
    last = max((deed.span.end for deed in found), default=closes)
    return Interval(min(first, closes), max(last, closes))


def _meets(deed: Interval, span: Interval) -> bool:
    """Say whether the deed is in the span; a moment counts at the span's end too."""
    return deed.start <= span.end and span.start <= deed.end


Rows = list[tuple[str, list[Deed]]]


def _rows(found: Sequence[Deed], source: Source) -> tuple[Rows, int]:
    """Return the named rows, those who do most first, and how many units share the last one."""
    by_unit: dict[str, list[Deed]] = {}
    for deed in found:
        for unit in deed.units or ("",):
            if source.wish.unit in {None, unit}:
                by_unit.setdefault(unit, []).append(deed)
    order = sorted(by_unit, key=lambda unit: (unit == "", -len(by_unit[unit]), unit))
    shown = order if len(order) <= ROWS_MAX else order[: ROWS_MAX - 1]
    rows = [(_name(unit, source), by_unit[unit]) for unit in shown]
    rest = order[len(shown) :]
    if rest:
        together = [deed for unit in rest for deed in by_unit[unit]]
        rows.append((source.t(OTHER_UNITS), together))
    return rows, len(rest)


def _name(unit_id: str, source: Source) -> str:
    if not unit_id:
        return source.t(NO_UNIT)
    unit = source.snapshot.rows(Unit).get(unit_id)
    return unit_id if unit is None else unit.name


class _Table:
    """Draws rows of units over columns of time."""

    def __init__(self, drawing: Drawing, span: Interval, source: Source) -> None:
        self._drawing = drawing
        self._source = source
        cut = columns(span, source.formats, COLUMNS_MAX)
        self._columns = cut[:-1] if len(cut) > 1 and cut[-1].span.start >= span.end else cut
        spanned = Interval(self._columns[0].span.start, self._columns[-1].span.end)
        self._axis = Axis(spanned, (LABEL, WIDTH - EDGE), drawing)

    def draw(self, rows: Rows) -> float:
        """Draw the table; return where it ends."""
        tops, y = [], float(TOP)
        cells = [self._cells(own) for _, own in rows]
        for row in cells:
            lanes = max((len(kinds) for kinds in row), default=1) or 1
            tops.append((y, LANE * lanes + ROW_EDGE))
            y += tops[-1][1]
        for number, (top, high) in enumerate(tops):
            if number % 2 == 0:
                self._drawing.rect(0, top, (WIDTH, high), "stripe")
        self._axis.draw(TOP, y, self._source.formats)
        event = self._source.assessment.event
        self._axis.mark(event.opens, (TOP, y), "opening", self._moment(event.opens))
        at = self._source.assessment.at
        self._axis.mark(at, (TOP, y), "now", self._moment(at))
        for (name, _), row, (top, high) in zip(rows, cells, tops, strict=True):
            self._drawing.text(EDGE, top + high / 2 + 4, name, room=LABEL - 2 * EDGE)
            self._draw_row(row, top)
        return y

    def _moment(self, moment: datetime) -> str:
        return self._source.formats.moment(moment)

    def _cells(self, own: Sequence[Deed]) -> list[dict[DeedKind, list[Deed]]]:
        """Return for each column what is done in it, by kind."""
        cells: list[dict[DeedKind, list[Deed]]] = [{} for _ in self._columns]
        for deed in own:
            for number, column in enumerate(self._columns):
                if _within(deed.span, column.span):
                    cells[number].setdefault(deed.kind, []).append(deed)
        return cells

    def _draw_row(self, row: Sequence[Mapping[DeedKind, list[Deed]]], top: float) -> None:
        for column, kinds in zip(self._columns, row, strict=True):
            x, wide = self._axis.place(column.span)
            lane = 0
            for kind in DeedKind:
                if kind not in kinds:
                    continue
                y = top + ROW_EDGE / 2 + LANE * (lane + 0.5)
                self._draw_cell(kinds[kind], (x, y), wide)
                lane += 1

    def _draw_cell(self, own: Sequence[Deed], place: tuple[float, float], wide: float) -> None:
        x, y = place
        kind, drawing = own[0].kind, self._drawing
        named = tuple(dict.fromkeys(deed.name for deed in own))
        told = self._source.formats.listed(named[:NAMED_MAX])
        if len(named) > NAMED_MAX:
            told = self._source.n(
                "{some}, and {count} more",
                "{some}, and {count} more",
                len(named) - NAMED_MAX,
                some=told,
            )
        number = self._source.formats.number(len(own)) if len(own) > 1 else ""
        middle = x + wide / 2
        room = (width_of(number, SMALL) + 2) / 2 if number else 0
        draw_mark(drawing, FORMS[kind], (middle - room, y), f"k-{kind}", told)
        if number:
            drawing.text(middle - room + 8, y + 4, number, look="small halo")


def _within(deed: Interval, column: Interval) -> bool:
    """Say whether the deed touches the column; a moment belongs to the column that it begins."""
    if deed.start == deed.end:
        return column.start <= deed.start < column.end
    return deed.overlaps(column)


def _remarks(source: Source, found: Sequence[Deed], span: Interval, rest: int) -> Iterator[str]:
    outside = sum(not _meets(deed.span, span) for deed in found)
    undated = sum(task.due is None for task in source.snapshot.rows(Task).values())
    if not found:
        yield source.t(Text("The plan has nothing with a time that a unit has to do."))
    if rest:
        yield source.n(
            "{count} unit with less to do stands in the last line.",
            "{count} units with less to do stand together in the last line.",
            rest,
        )
    if outside:
        yield source.n(
            "{count} entry lies outside the time asked for and is not drawn.",
            "{count} entries lie outside the time asked for and are not drawn.",
            outside,
        )
    if undated:
        yield source.n(
            "{count} task has no due date and is not drawn.",
            "{count} tasks have no due date and are not drawn.",
            undated,
        )
