"""The Gantt chart: tasks as bars over time, by plan or by unit, with what waits for what."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.kit.time import Interval, moment_of
from summitry.policy.schedule import duration_seconds
from summitry.report.pictures.axis import Axis
from summitry.report.pictures.sheet import Key, Source, draw_keys, draw_mark
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture
from summitry_web.tasks.access.book import Book, Standing, State

KIND = "gantt"
TITLE = Text("Gantt chart of the tasks")
TOLD = Text(
    "Tasks as bars over time, in groups, each to the date when it is due. Bars of the critical "
    "path are hatched and their names are bold. The table below says the same in words."
)
NO_GROUP = Text("None that you may read")
LABEL = 300
TOP = 26
HIGH = 22
SHARE = 70


class GroupBy(StrEnum):
    """What the rows stand under."""

    PLAN = "plan"
    UNIT = "unit"


class Group(Struct, frozen=True, kw_only=True):
    """The tasks of one plan or of one lead."""

    name: str
    standings: tuple[Standing, ...]


def groups_of(book: Book, shown: Sequence[Standing], by: GroupBy) -> tuple[Group, ...]:
    """Return the tasks in groups, in the order in which each group first comes up."""
    found: dict[str, list[Standing]] = {}
    for one in shown:
        leads = one.task.lead_unit_ids
        unit = book.name(leads[0]) if leads else ""
        found.setdefault(book.plan(one.task) if by is GroupBy.PLAN else unit, []).append(one)
    return tuple(Group(name=name, standings=tuple(own)) for name, own in found.items())


def bar_of(book: Book, one: Standing) -> Interval:
    """Return from when to when the task is worked on: to its date, else as early as it can be."""
    done = book.done.get(one.key)
    end = one.task.due or done or moment_of(book.schedule.windows[one.key].earliest_end)
    return Interval(end - timedelta(seconds=duration_seconds(one.task)), end)


def draw(source: Source, book: Book, groups: Sequence[Group]) -> Picture:
    """Return the chart of the groups."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    bars = {one.key: bar_of(book, one) for group in groups for one in group.standings}
    bottom = _Chart(drawing, source, bars).draw(groups)
    return drawing.finished(
        source.t(TITLE), source.t(TOLD), draw_keys(drawing, bottom, _keys(source)) + EDGE
    )


def _keys(source: Source) -> tuple[Key, ...]:
    return (
        ("filled", "hatch", source.t(Text("on the critical path"))),
        ("rect", "k-task", source.t(Text("open"))),
        ("rect", "k-held", source.t(Text("done"))),
        ("diamond", "k-due", source.t(Text("due"))),
        ("line", "wait", source.t(Text("waits for"))),
        ("line", "now", source.t(Text("now"))),
        ("line", "opening", source.t(Text("opening"))),
    )


class _Chart:
    """Draws a head for each group, and a row for each task."""

    def __init__(self, drawing: Drawing, source: Source, bars: Mapping[str, Interval]) -> None:
        self._drawing = drawing
        self._source = source
        self._bars = bars
        event, at = source.assessment.event, source.assessment.at
        start = min([event.opens, at, *(bar.start for bar in bars.values())])
        end = max([event.opens, at, *(bar.end for bar in bars.values())])
        whole = Interval(start, end).grown(timedelta(hours=12))
        self._axis = Axis(source.span(whole), (LABEL, WIDTH - EDGE - SHARE), drawing)

    def draw(self, groups: Sequence[Group]) -> float:
        """Draw the rows; return where they end."""
        rows: dict[str, float] = {}
        heads: list[tuple[str, float]] = []
        y = float(TOP)
        for group in groups:
            heads.append((group.name or self._source.t(NO_GROUP), y))
            y += HIGH
            for one in group.standings:
                rows[one.key] = y + HIGH / 2
                y += HIGH
        for name, top in heads:
            self._drawing.rect(0, top, (WIDTH, HIGH), "stripe")
            self._drawing.text(EDGE, top + 15, name, room=LABEL - 2 * EDGE, look="strong")
        self._axis.draw(TOP, y, self._source.formats)
        self._mark(self._source.assessment.event.opens, y, "opening")
        self._mark(self._source.assessment.at, y, "now")
        for group in groups:
            for one in group.standings:
                self._draw_waits(one, rows)
                self._draw_task(one, rows[one.key])
        return y

    def _mark(self, moment: datetime, bottom: float, look: str) -> None:
        told = self._source.formats.moment(moment)
        self._axis.mark(moment, (float(TOP), bottom), look, told)

    def _draw_waits(self, one: Standing, rows: Mapping[str, float]) -> None:
        for first in one.task.depends_on:
            if first in rows and first != one.key:
                x = self._axis.at(self._bars[first].end)
                begin = self._axis.at(self._bars[one.key].start)
                ends = ((x, rows[first]), (x, rows[one.key]), (begin, rows[one.key]))
                self._drawing.line(ends, "wait", f"{first} → {one.key}")

    def _draw_task(self, one: Standing, y: float) -> None:
        bar, drawing = self._bars[one.key], self._drawing
        name = f"{one.key} · {one.task.title}"
        look = "strong" if one.is_critical else ""
        drawing.text(2 * EDGE, y + 4, name, room=LABEL - 3 * EDGE, look=look)
        x, wide = self._axis.place(bar, width_min=5)
        told = f"{name} · {self._source.formats.interval(bar.start, bar.end)}"
        is_done = one.state is State.DONE
        drawing.rect(x, y - 6, (wide, 12), "k-held" if is_done else "k-task", told)
        if one.is_critical:
            drawing.filled(x, y - 6, (wide, 12), "hatch", told)
        if one.task.due is not None:
            draw_mark(drawing, "diamond", (self._axis.at(one.task.due), y), "k-due", told)
        share = self._source.t(Text("{percent} %"), percent=one.percent)
        late = "late" if one.state is State.LATE else ""
        drawing.text(WIDTH - EDGE, y + 4, share, anchor="end", room=SHARE, look=late)
