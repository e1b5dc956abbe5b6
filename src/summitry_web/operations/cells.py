"""Moments and numbers as people type them, into forms and addresses of a command post."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from summitry.kit.errors import SummitryError

GOT_MAX = 40
DIGITS_MAX = 5
TIME_LENGTH_MAX = len("14:05:59")


def moment_of(text: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment, by the venue's clock where it says no other; None where it is empty.

    Raises
    ------
    SummitryError
        ``operations.moment`` where it is none.
    """
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        # A browser's control writes the venue's time without an offset.
        aware = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return aware.astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise SummitryError("operations.moment", got=text[:GOT_MAX]) from problem


def past_moment_of(text: str, zone: ZoneInfo, *, at: datetime) -> datetime | None:
    """Return the moment of which an address asks: as `moment_of`, or a time of the last day.

    Raises
    ------
    SummitryError
        ``operations.moment`` where it is neither.
    """
    written = text.strip()
    if not written or len(written) > TIME_LENGTH_MAX or ":" not in written:
        return moment_of(written, zone)
    try:
        clock = time.fromisoformat(written)
    except ValueError as problem:
        raise SummitryError("operations.moment", got=written) from problem
    today = at.astimezone(zone).date()
    found = datetime.combine(today, clock, tzinfo=clock.tzinfo or zone)
    # At 00:10, “as at 23:50” is of yesterday.
    return (found if found <= at else found - timedelta(days=1)).astimezone(UTC)


def number_of(text: str) -> int:
    """Return the whole number, 0 where it is empty.

    Raises
    ------
    SummitryError
        ``operations.number`` where it is none.
    """
    digits = text.removeprefix("-").removeprefix("\u2212")
    if not text:
        return 0
    if not digits.isdecimal() or len(digits) > DIGITS_MAX:
        raise SummitryError("operations.number", got=text[:GOT_MAX])
    return int(digits) if digits == text else -int(digits)
