"""When things are uncovered, as bars over the days of the event."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from msgspec import Struct

from summitry.kit.time import Interval, union
from summitry.outcome.finding import Finding
from summitry.plan.mandate import Event
from summitry.plan.terms import Field, Severity
from summitry.report.formats import SHORT_DAY_SKELETON, Formats
from summitry.report.summary import by_field
from summitry.report.words import word

WIDTH = 1000
LABEL_WIDTH = 210
LABEL_EDGE = 4
EDGE = 10
TOP = 34
LANE = 9
ROW = LANE * len(Severity) + 8
MINIMUM_BAR = 2.5
HOURLY_UP_TO = timedelta(days=2)
HOURS_APART = 3
LETTER = 8
LABEL_ROOM = 200
DAYS_SHOWN_MAX = 30


class Bar(Struct, frozen=True, kw_only=True):
    """One uncovered stretch, with its place on the drawing and what it says."""

    x: str
    y: str
    width: str
    severity: Severity
    told: str


class Line(Struct, frozen=True, kw_only=True):
    """One field with its bars."""

    field: Field
    label: str
    y: int
    middle: int
    bars: tuple[Bar, ...]


class Tick(Struct, frozen=True, kw_only=True):
    """A mark on the axis."""

    x: str
    label: str
    strong: bool


class Timeline(Struct, frozen=True, kw_only=True):
    """The drawing: everything in its own units, 1000 wide."""

    width: int
    height: int
    label_x: int
    label_anchor: str
    """Where the fields' names stand, and which end of them: where the reader's lines begin."""
    top: int
    lane: int
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]
    opening: str | None
    """Where the opening stands on the axis, where it is in sight."""
    outside: int
    """How many findings have a time too far from the event to be shown."""


def timeline(findings: Iterable[Finding], event: Event, formats: Formats) -> Timeline | None:
    """Return the drawing of all findings that have a time; None where none has."""
    frame = Interval(
        event.opens - timedelta(days=DAYS_SHOWN_MAX), event.closes + timedelta(days=DAYS_SHOWN_MAX)
    )
    timed = [finding for finding in findings if finding.start is not None]
    shown = [finding for finding in timed if frame.overlaps(_stretch(finding))]
    if not shown:
        return None
    stretches = [_stretch(finding) for finding in shown]
    span = Interval(min(s.start for s in stretches), max(s.end for s in stretches))
    leftwards = formats.language.direction == "rtl"
    axis = _Axis(span.grown(timedelta(minutes=30)), EDGE if leftwards else LABEL_WIDTH)
    lines = tuple(
        _line(field, own, place, axis, formats)
        for place, (field, own) in enumerate(by_field(shown).items())
    )
    return Timeline(
        width=WIDTH,
        height=TOP + ROW * len(lines) + 4,
        label_x=WIDTH - LABEL_EDGE if leftwards else LABEL_EDGE,
        label_anchor="end" if leftwards else "start",
        top=TOP,
        lane=LANE,
        lines=lines,
        ticks=tuple(_ticks(axis, formats)),
        opening=axis.at(event.opens) if axis.shows(event.opens) else None,
        outside=len(timed) - len(shown),
    )


def _stretch(finding: Finding) -> Interval:
    assert finding.start is not None
    return Interval(finding.start, finding.end or finding.start + timedelta(minutes=1))


class _Axis:
    """Turns moments into places on the drawing; time runs from left to right in every language."""

    def __init__(self, span: Interval, left: int) -> None:
        self.span = span
        self._left = left

    def at(self, moment: datetime) -> str:
        share = (moment - self.span.start) / (self.span.end - self.span.start)
        return f"{self._left + share * (WIDTH - LABEL_WIDTH - EDGE):.1f}"

    def shows(self, moment: datetime) -> bool:
        return self.span.start <= moment < self.span.end


def _line(
    field: Field, findings: tuple[Finding, ...], place: int, axis: _Axis, formats: Formats
) -> Line:
    top = TOP + ROW * place
    bars: list[Bar] = []
    for severity in Severity:
        own = [_stretch(each) for each in findings if each.severity is severity]
        bars += [_bar(stretch, severity, top, axis, formats) for stretch in union(own)]
    label = word(field, formats.language)
    return Line(field=field, label=label, y=top, middle=top + ROW // 2 + 2, bars=tuple(bars))


def _bar(stretch: Interval, severity: Severity, top: int, axis: _Axis, formats: Formats) -> Bar:
    start, end = float(axis.at(stretch.start)), float(axis.at(stretch.end))
    told = f"{word(severity, formats.language)} · {formats.interval(stretch.start, stretch.end)}"
    return Bar(
        x=f"{start:.1f}",
        y=str(top + 4 + LANE * severity.depth),
        width=f"{max(end - start, MINIMUM_BAR):.1f}",
        severity=severity,
        told=told,
    )


def _ticks(axis: _Axis, formats: Formats) -> Iterator[Tick]:
    """Yield a tick for each midnight at the venue, and every third hour of a short span."""
    zone = formats.zone
    hourly = axis.span.end - axis.span.start <= HOURLY_UP_TO
    step = timedelta(hours=HOURS_APART if hourly else 24)
    local = axis.span.start.astimezone(zone).replace(hour=0, minute=0, second=0)
    free_from = 0.0
    while local < axis.span.end:
        if axis.shows(local):
            midnight = local.hour == 0
            day = formats.day(local.date(), SHORT_DAY_SKELETON)
            label = day if midnight else f"{local:%H:%M}"
            x = axis.at(local)
            room = min(LABEL_ROOM, WIDTH - float(x)) >= LETTER * len(label)
            named = float(x) >= free_from and room
            if named:
                free_from = float(x) + LETTER * len(label) + LETTER
            yield Tick(x=x, label=label if named else "", strong=midnight)
        local += step
