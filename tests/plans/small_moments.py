"""When the small plan opens, and moments counted from there in hours."""

from datetime import UTC, datetime, timedelta

OPENS = datetime(2025, 10, 25, 2, tzinfo=UTC)
NOW = OPENS - timedelta(days=1)


def at(hours: float) -> datetime:
    return OPENS + timedelta(hours=hours)
