"""The clock of the host: a summer time that begins in the night between the two days."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from making.book import Book, minutes

__all__ = ["NOW", "ZONE", "ZONE_NAME", "Book", "at", "minutes"]

ZONE_NAME = "Europe/Vienna"
"""Only its clock is used: on 30 March 2031 it goes from two to three in the morning."""
ZONE = ZoneInfo(ZONE_NAME)
BEFORE = ("2031-03-", "2031-", "")


def at(text: str) -> datetime:
    """Return the moment in UTC that a text is on the host's clock.

    A text without a month is in March, one without a year in 2031.
    """
    whole = f"{BEFORE[text.count('-')]}{text}"
    return datetime.fromisoformat(whole).replace(tzinfo=ZONE).astimezone(UTC)


NOW = at("27T12:00")
