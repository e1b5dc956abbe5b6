"""What papers are made from: a plan with its attestations at a moment, and whom it is about."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from summitry.check.view import View
from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval, day_of, end_of_day
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.report.moments import YEARS
from summitry.report.paper.document import Value, words

SUBJECT_JOINT = "|"
DAYS_BEFORE_MAX = 60
"""From D-60 on the rules of a plan fall due; no daily paper is asked for earlier."""
DAYS_AFTER_MAX = 14
DAY_FORM = "2025-10-25"


class Source:
    """A plan at a moment, with what else a paper may need.

    Parameters
    ----------
    package
        The plan, its attestations and its key.
    at
        The moment at which it is looked at.
    earlier
        The plan with which a brief compares this one.
    """

    def __init__(
        self,
        package: Package,
        *,
        at: datetime,
        earlier: Package | None = None,
    ) -> None:
        self.package = package
        self.at = at
        self.earlier = earlier
        self.view = View(package.snapshot, package.attestations, at=at)

    @property
    def event(self) -> Event:
        """The plan's event."""
        return self.package.snapshot.event

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone."""
        return self.event.zone

    def days(self) -> Iterator[date]:
        """Yield the days for which a daily paper can be asked: from D-60 to after the closing."""
        day = day_of(self.event.opens, self.zone) - timedelta(days=DAYS_BEFORE_MAX)
        last = day_of(self.event.closes, self.zone) + timedelta(days=DAYS_AFTER_MAX)
        while day <= last:
            yield day
            day += timedelta(days=1)

    def day_span(self, day: date) -> Interval:
        """Return the venue's day, in UTC."""
        return Interval(end_of_day(day - timedelta(days=1), self.zone), end_of_day(day, self.zone))

    def days_of(self, interval: Interval) -> Iterator[date]:
        """Yield the venue's days that the interval touches."""
        day = day_of(interval.start, self.zone)
        while self.day_span(day).start < interval.end:
            yield day
            day += timedelta(days=1)

    def post_days(self) -> Mapping[date, list[Post]]:
        """Return the posts of each day on which there are any."""
        return self.view.derive(_post_days)

    def unit_name(self, unit_id: str | None) -> Value:
        """Return the unit's name, its id where the plan has no such unit, a blank for none."""
        unit = self.view.rows(Unit).get(unit_id or "")
        return words(unit.name if unit is not None else unit_id)


def _post_days(view: View) -> Mapping[date, list[Post]]:
    found: dict[date, list[Post]] = {}
    for post in view.rows(Post).values():
        day, last = day_of(post.start, view.zone), post.end - timedelta(seconds=1)
        while day <= day_of(last, view.zone):
            found.setdefault(day, []).append(post)
            day += timedelta(days=1)
    return found


def joined(*parts: str) -> str:
    """Return the parts of a subject as one text."""
    return SUBJECT_JOINT.join(parts)


def split(subject: str, parts: int) -> tuple[str, ...]:
    """Return so many parts of the subject; missing ones are empty."""
    found = subject.split(SUBJECT_JOINT)
    return (*found, *[""] * parts)[:parts]


def day_in(text: str) -> date | None:
    """Return the day that a subject's part names, None for an empty one.

    Raises
    ------
    SummitryError
        ``cell.day`` for anything else.
    """
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
    except ValueError as problem:
        raise SummitryError("cell.day", got=text, expected=DAY_FORM) from problem
    if day.year not in YEARS:
        raise SummitryError("cell.day", got=text, expected=DAY_FORM)
    return day


def clipped(interval: Interval, span: Interval | None) -> Interval | None:
    """Return the part of the interval within the span, None for none; all of it without a span."""
    return interval if span is None else interval.shared(span)
