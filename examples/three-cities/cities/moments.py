"""The clock of the host: a summer time that begins in the night between the two days."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from making.book import Book, minutes

__all__ = ["NOW", "ZONE", "ZONE_NAME", "Book", "at", "minutes"]

ZONE_NAME = "Europe/Vienna"
"""Only its clock is used: on 30 March 2031 it goes from two to three in the morning."""
ZONE = ZoneInfo(ZONE_NAME)


def at(text: str) -> datetime:
    """Return the moment that ``29T09:00`` is on the host's clock, in March 2031, in UTC."""
    month = "" if text.count("-") else "03-"
    return datetime.fromisoformat(f"2031-{month}{text}").replace(tzinfo=ZONE).astimezone(UTC)


NOW = at("27T12:00")
