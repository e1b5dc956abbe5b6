"""The clock of Hanoi, and the plan in the making."""

from datetime import UTC, datetime, timedelta, timezone

from making.book import Book, Duty, Word, minutes

__all__ = ["HANOI", "NOW", "Book", "Duty", "Word", "at", "minutes"]

HANOI = timezone(timedelta(hours=7))
NOW = datetime(2025, 10, 23, 9, 30, tzinfo=UTC)
"""23 October 2025, 16:30 in Hanoi."""


def at(text: str) -> datetime:
    """Return the moment that ``25T09:00`` is in Hanoi, in October 2025, in UTC."""
    return datetime.fromisoformat(f"2025-10-{text}").replace(tzinfo=HANOI).astimezone(UTC)
