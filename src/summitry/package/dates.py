"""Dates and moments as planners write them, in the several forms of one workbook."""

import re
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.time import written
from summitry.package.cells import EXPECTED_DAY, EXPECTED_MOMENT, Fault
from summitry.package.mapping import DateOrder

SERIAL_MIN, SERIAL_MAX = 20_000, 80_000
"""Days since the last day of 1899, as Excel counts them: the years 1954 to 2119."""

SERIAL_START = datetime(1899, 12, 30)  # noqa: DTZ001  # a serial number has no zone
SECONDS_A_DAY = 86_400
HOURS_OF_HALF_DAY = 12
EXPECTED = "25/10/2025 09:00"

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_SERIAL = re.compile(r"[0-9]{5}(\.[0-9]{1,12})?")
_TIME = re.compile(
    r"(?<![0-9/.-])([0-9]{1,2})\s*(?::|h|g|giờ|時|点)\s*([0-9]{2})?(?::([0-9]{2}))?(?:\.0+)?"
    r"(?:\s*(am|pm))?(?![0-9])",
    re.IGNORECASE,
)
_NUMBERS = re.compile(
    r"(?<![0-9])([0-9]{1,4})\s*[/.-]\s*([0-9]{1,2})\s*[/.-]\s*([0-9]{1,4})(?![0-9])"
)
_DAY_MONTH = re.compile(r"(?<![0-9])([0-9]{1,2})\.?\s+([A-Za-z]{3,9})\.?,?\s+([0-9]{4})")
_MONTH_DAY = re.compile(r"([A-Za-z]{3,9})\.?\s+([0-9]{1,2}),?\s+([0-9]{4})")
_CHINESE = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月\s*([0-9]{1,2})\s*日")
_FILLER = re.compile(r"[\s,;()-]*(?:ngày|lúc|at|on|t|du|le)?[\s,;()-]*", re.IGNORECASE)


class Reading(Struct, frozen=True):
    """In which zone and in which order of day and month a cell is read."""

    zone: ZoneInfo | None
    order: DateOrder


def moment_text(text: str, reading: Reading) -> str | Fault:
    """Return the moment in UTC as a package writes it, or why the text is none."""
    plain = text.strip()
    exact = _iso(plain)
    if exact is not None and exact.tzinfo is not None:
        return written(exact.astimezone(UTC))
    local = exact or _serial(plain) or _spelled(plain, reading.order)
    if local is None:
        return Fault("cell.moment", EXPECTED)
    if reading.zone is None:
        return Fault("moment.no_zone", EXPECTED_MOMENT)
    return _placed(local, reading.zone)


def _placed(local: datetime, zone: ZoneInfo) -> str | Fault:
    """Return the local time in UTC; one that the clocks of the zone skip or repeat is a fault."""
    early = local.replace(tzinfo=zone, fold=0)
    late = local.replace(tzinfo=zone, fold=1)
    if early.utcoffset() != late.utcoffset():
        there = early.astimezone(UTC).astimezone(zone).replace(tzinfo=None) == local
        return Fault("moment.twice" if there else "moment.skipped", EXPECTED_MOMENT)
    return written(early.astimezone(UTC))


def day_text(text: str, reading: Reading) -> str | Fault:
    """Return the day as a package writes it, or why the text is none."""
    plain = text.strip()
    found = _iso(plain) or _serial(plain) or _date_only(plain, reading.order)
    if found is None:
        return Fault("cell.day", EXPECTED_DAY)
    return found.date().isoformat()


def _iso(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if len(text) > len("20251025") else None
    except ValueError:
        return None


def _serial(text: str) -> datetime | None:
    if not _SERIAL.fullmatch(text) or not SERIAL_MIN <= float(text) <= SERIAL_MAX:
        return None
    days = float(text)
    # Excel stores a fraction of a day; whole seconds are what it meant.
    return SERIAL_START + timedelta(days=int(days), seconds=round(days % 1 * SECONDS_A_DAY))


def _date_only(text: str, order: DateOrder) -> datetime | None:
    found = _dated(text, order)
    if found is None or not _FILLER.fullmatch(found[1]):
        return None
    return datetime.combine(found[0], time())


def _spelled(text: str, order: DateOrder) -> datetime | None:
    """Return date and time of day, in whichever order they stand, or None."""
    found = _dated(text, order)
    if found is None:
        return None
    day, rest = found
    clock = _TIME.search(rest)
    if clock is None or not _FILLER.fullmatch(rest[: clock.start()] + " " + rest[clock.end() :]):
        return None
    at = _time(clock)
    return None if at is None else datetime.combine(day, at)


def _time(match: re.Match[str]) -> time | None:
    hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3))
    half = (match.group(4) or "").lower()
    if half:
        if not 1 <= hour <= HOURS_OF_HALF_DAY:
            return None
        hour = hour % HOURS_OF_HALF_DAY + (HOURS_OF_HALF_DAY if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def _dated(text: str, order: DateOrder) -> tuple[date, str] | None:
    """Return the date in the text and the text without it, or None."""
    for pattern, read in (
        (_CHINESE, _year_first),
        (_NUMBERS, _numbers),
        (_DAY_MONTH, _day_month),
        (_MONTH_DAY, _month_day),
    ):
        match = pattern.search(text)
        if match is None:
            continue
        try:
            day = read(match.group(1), match.group(2), match.group(3), order)
        except (ValueError, KeyError):
            return None
        return day, f"{text[: match.start()]} {text[match.end() :]}"
    return None


def _year_first(year: str, month: str, day: str, _order: DateOrder) -> date:
    return date(int(year), int(month), int(day))


def _numbers(first: str, second: str, third: str, order: DateOrder) -> date:
    """Read three numbers in the order that the mapping says; a year of four digits may be first."""
    if len(first) == 4:  # noqa: PLR2004  # a year has four digits
        return date(int(first), int(second), int(third))
    year = int(third) if len(third) == 4 else 2000 + int(third)  # noqa: PLR2004  # a year, as above
    day, month = (int(first), int(second))
    if order is DateOrder.MONTH_FIRST:
        day, month = month, day
    return date(year, month, day)


def _day_month(day: str, month: str, year: str, _order: DateOrder) -> date:
    return date(int(year), _MONTHS[month.lower()], int(day))


def _month_day(month: str, day: str, year: str, _order: DateOrder) -> date:
    return date(int(year), _MONTHS[month.lower()], int(day))
