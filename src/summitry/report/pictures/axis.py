"""Time along a drawing: where a moment stands, and which days or hours are named.

Time runs from left to right in every language, as in the timetables, logs and movement diagrams of
all services; only the names of the rows stand where the reader's lines begin.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import pairwise

from msgspec import Struct

from summitry.kit.time import Interval
from summitry.report.formats import SHORT_DAY_SKELETON, Formats
from summitry.report.pictures.letters import width_of
from summitry.report.pictures.svg import SMALL, Drawing

HOURS = (1, 2, 3, 6, 12)
DAYS = (1, 2, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 600)
MONTH_DAYS_MIN = 28
YEAR_MONTHS = 12
WEEK_DAYS = 7
BARE_DAY_SKELETON = "MMMd"
MONTH_SKELETON = "yMMM"
DAY = timedelta(days=1)
TICKS_MAX = 26
APART = 8


class Column(Struct, frozen=True):
    """A stretch of local time that stands as one column, with its name."""

    span: Interval
    name: str
    whole_day: bool
    """Whether it begins at midnight at the venue."""


class Axis:
    """Turns moments into places between two edges of a drawing."""

    def __init__(self, span: Interval, edges: tuple[float, float], drawing: Drawing) -> None:
        if span.start == span.end:
            span = span.grown(timedelta(minutes=30))
        self.span = span
        self._left, self._right = edges
        self._drawing = drawing

    def at(self, moment: datetime) -> float:
        """Return the place of the moment, at the edge where it is out of sight."""
        share = (moment - self.span.start) / (self.span.end - self.span.start)
        share = min(max(share, 0.0), 1.0)
        if self._drawing.is_mirrored:
            # Time is not mirrored: turned twice it stands as it was.
            share = 1.0 - share
        return self._left + share * (self._right - self._left)

    def place(self, stretch: Interval, width_min: float = 0.0) -> tuple[float, float]:
        """Return where the stretch begins along the drawing, and how wide it is."""
        one, other = self.at(stretch.start), self.at(stretch.end)
        return min(one, other), max(abs(other - one), width_min)

    def shows(self, moment: datetime) -> bool:
        """Say whether the moment is in sight."""
        return self.span.start <= moment <= self.span.end

    def draw(self, top: float, bottom: float, formats: Formats) -> None:
        """Draw a line at each day or hour, with its name where there is room, days first."""
        taken: list[tuple[float, float]] = []
        every = columns(self.span, formats, TICKS_MAX)
        for column in sorted(every, key=lambda each: not each.whole_day):
            if not self.shows(column.span.start):
                continue
            x = self.at(column.span.start)
            self._drawing.line(((x, top), (x, bottom)), "day" if column.whole_day else "axis")
            half = width_of(column.name, SMALL) / 2
            room = (x - half - APART, x + half + APART)
            if half <= x <= self._drawing.width - half and not any(
                room[0] < other[1] and other[0] < room[1] for other in taken
            ):
                taken.append((x - half, x + half))
                self._drawing.text(x, top - 6, column.name, anchor="middle", look="small")

    def mark(self, moment: datetime, ends: tuple[float, float], look: str, told: str) -> None:
        """Draw an upright line at the moment where it is in sight."""
        if self.shows(moment):
            x = self.at(moment)
            self._drawing.line(((x, ends[0]), (x, ends[1])), look, told)


def columns(span: Interval, formats: Formats, columns_max: int) -> tuple[Column, ...]:
    """Return the span cut at hours, midnights or Mondays of the venue, at most so many columns.

    The first column may begin before the span and the last may end after it.
    """
    length, most = span.end - span.start, columns_max - 2
    hours = next((each for each in HOURS if length / timedelta(hours=each) <= most), 0)
    days = next((each for each in DAYS if length / timedelta(days=each) <= most), 0)
    skeleton = SHORT_DAY_SKELETON if hours else BARE_DAY_SKELETON
    if hours:
        cuts = _hours(span, hours, formats)
    elif days:
        cuts = _days(span, days, formats)
    else:
        steps = (each for each in MONTHS if length / (MONTH_DAYS_MIN * each * DAY) <= most)
        cuts, skeleton = _months(span, next(steps, MONTHS[-1]), formats), MONTH_SKELETON
    return tuple(
        Column(Interval(start, end), *_named(start, formats, skeleton))
        for start, end in pairwise(cuts)
    )


def _named(start: datetime, formats: Formats, skeleton: str) -> tuple[str, bool]:
    """Return the hour, or the day or month where the moment begins one, and whether it does."""
    local = start.astimezone(formats.zone)
    midnight = (local.hour, local.minute) == (0, 0)
    return (formats.day(local.date(), skeleton) if midnight else f"{local:%H:%M}"), midnight


def _hours(span: Interval, hours: int, formats: Formats) -> Iterator[datetime]:
    """Yield every so many hours of the venue's clock, from before the span to after it."""
    local = span.start.astimezone(formats.zone)
    moment = local.replace(hour=local.hour // hours * hours, minute=0, second=0, microsecond=0)
    at = moment.astimezone(span.start.tzinfo)
    while True:
        yield at
        if at >= span.end:
            return
        at += timedelta(hours=hours)


def _days(span: Interval, days: int, formats: Formats) -> Iterator[datetime]:
    """Yield midnights at the venue so many days apart; whole weeks begin on a Monday."""
    day = span.start.astimezone(formats.zone).date()
    if days % WEEK_DAYS == 0:
        day -= timedelta(days=day.weekday())
    while True:
        at = _midnight(day, formats)
        yield at.astimezone(span.start.tzinfo)
        if at >= span.end or date.max - day < timedelta(days=days):
            return
        day += timedelta(days=days)


def _months(span: Interval, months: int, formats: Formats) -> Iterator[datetime]:
    """Yield the first midnights at the venue of months so many apart."""
    local = span.start.astimezone(formats.zone)
    number = (local.year * YEAR_MONTHS + local.month - 1) // months * months
    while number // YEAR_MONTHS <= date.max.year:
        day = date(max(number // YEAR_MONTHS, 1), number % YEAR_MONTHS + 1, 1)
        at = _midnight(day, formats)
        yield at.astimezone(span.start.tzinfo)
        if at >= span.end:
            return
        number += months


def _midnight(day: date, formats: Formats) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=formats.zone)
