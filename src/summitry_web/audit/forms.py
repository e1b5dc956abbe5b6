"""What the list of entries is filtered by."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import QueryDict

from summitry_web.journal.access import Wanted


def wanted_of(asked: QueryDict, zone: ZoneInfo) -> Wanted:
    """Return what the address asks for; a day is the venue's, what is no day filters nothing."""
    start, end = _day(asked.get("day", ""), zone)
    return Wanted(
        kind=asked.get("kind", ""), actor=asked.get("actor", "").strip(), start=start, end=end
    )


def _day(text: str, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    try:
        day = date.fromisoformat(text)
        # The next midnight is found by the calendar: a day of a clock change has 23 or 25 hours.
        ends = (datetime.combine(each, time(), zone) for each in (day, day + timedelta(days=1)))
        start, end = (each.astimezone(UTC) for each in ends)
    except (ValueError, OverflowError):
        return None, None
    return start, end
