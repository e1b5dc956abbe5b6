"""Moments in UTC, half-open intervals, and the one system clock."""

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.errors import SummitryError

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
MINUTE_SECONDS = 60


class Clock(Protocol):
    """Something that tells the time."""

    def now(self) -> datetime:
        """Return the current moment in UTC."""


class SystemClock:
    """The clock of the machine; made only in ``cli`` and the site."""

    def now(self) -> datetime:
        """Return the current moment in UTC."""
        return datetime.now(UTC)


class Interval(Struct, frozen=True, order=True):
    """A stretch of time, half-open: ``[start, end)``."""

    start: datetime
    end: datetime

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise SummitryError("interval.reversed", start=self.start, end=self.end)

    @property
    def seconds(self) -> int:
        """The length in whole seconds."""
        return round((self.end - self.start).total_seconds())

    def overlaps(self, other: "Interval") -> bool:
        """Say whether the two share a moment."""
        return max(self.start, other.start) < min(self.end, other.end)

    def shared(self, other: "Interval") -> "Interval | None":
        """Return the part that lies in both, None where they share no moment."""
        if not self.overlaps(other):
            return None
        return Interval(max(self.start, other.start), min(self.end, other.end))

    def covers(self, other: "Interval") -> bool:
        """Say whether every moment of the other is in this one."""
        return self.start <= other.start and other.end <= self.end

    def grown(self, margin: timedelta) -> "Interval":
        """Return the interval with the margin added at both ends."""
        return Interval(self.start - margin, self.end + margin)


def union(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """Return the same moments as disjoint intervals in order; empty intervals vanish."""
    joined: list[Interval] = []
    for interval in sorted(intervals):
        if interval.start == interval.end:
            continue
        if joined and interval.start <= joined[-1].end:
            joined[-1] = Interval(joined[-1].start, max(joined[-1].end, interval.end))
        else:
            joined.append(interval)
    return tuple(joined)


def uncovered(wanted: Interval, covers: Iterable[Interval]) -> Iterator[Interval]:
    """Yield the stretches of the wanted interval that no cover reaches, in order."""
    start = wanted.start
    for cover in union(covers):
        if cover.end <= start:
            continue
        if cover.start >= wanted.end:
            break
        if cover.start > start:
            yield Interval(start, cover.start)
        start = cover.end
    if start < wanted.end:
        yield Interval(start, wanted.end)


def common(spans: Iterable[Interval], window: Interval) -> tuple[Interval, ...]:
    """Return the parts of the spans that lie inside the window."""
    return tuple(part for span in spans if (part := span.shared(window)) is not None)


def minutes_in(stretches: Iterable[Interval]) -> int:
    """Return the sum in minutes, a begun one counted whole."""
    return -(-sum(stretch.seconds for stretch in stretches) // MINUTE_SECONDS)


def seconds_of(moment: datetime) -> int:
    """Return whole seconds since 1970 in UTC."""
    return round((moment - EPOCH).total_seconds())


def moment_of(seconds: int) -> datetime:
    """Return the moment that many seconds after 1970 in UTC."""
    return EPOCH + timedelta(seconds=int(seconds))


def day_of(moment: datetime, zone: ZoneInfo) -> date:
    """Return the calendar day of the moment in the venue's time zone."""
    return moment.astimezone(zone).date()


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """Return the moment, in UTC, at which the venue's day is over; the last day has no end."""
    if day == date.max:
        return datetime.max.replace(microsecond=0, tzinfo=UTC)
    next_day = day + timedelta(days=1)
    return datetime(next_day.year, next_day.month, next_day.day, tzinfo=zone).astimezone(UTC)


def written(moment: datetime) -> str:
    """Return the moment as ``2025-10-25T02:00Z``, with seconds only where there are any."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return utc.isoformat(timespec="seconds" if utc.second else "minutes") + "Z"
