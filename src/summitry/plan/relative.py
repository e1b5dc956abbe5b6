"""Moments told from the opening on, as templates and lessons hold them.

Both ``H-36:00`` and ``D-7 09:00`` go by the venue's wall clock and calendar, so that what began at
nine in the morning begins at nine again, whether or not summer time begins in between. ``H`` moves
with the hour of the opening; ``D`` is the opening's day and keeps the hour that it names.
"""

import re
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.time import HOUR_SECONDS, MINUTE_SECONDS

EXPECTED_MOMENT = "H-36:00, D-7 09:00"
EXPECTED_DAY = "D-7"

LATER = " later"
"""Marks the second of two equal times on the day when clocks go back."""

_HOURS = re.compile(r"H([+-])([0-9]{1,6}):([0-5][0-9])(?::([0-5][0-9]))?( later)?")
_DAY = re.compile(r"D([+-][0-9]{1,5})?")
_DAY_TIME = re.compile(
    r"(D(?:[+-][0-9]{1,5})?) ([01][0-9]|2[0-3]):([0-5][0-9])(?::([0-5][0-9]))?( later)?"
)


class Opening(Struct, frozen=True):
    """The moment H, and the zone whose clock and calendar count."""

    opens: datetime
    zone: ZoneInfo

    @property
    def wall(self) -> datetime:
        """What the venue's clock shows at the opening."""
        return self.wall_of(self.opens)

    def wall_of(self, moment: datetime) -> datetime:
        """Return what the venue's clock shows at the moment."""
        return moment.astimezone(self.zone).replace(tzinfo=None, fold=0)


def moment_at(text: str, opening: Opening) -> datetime:
    """Return the moment in UTC that the words mean for an event that opens then.

    A time that clocks skip is the moment an hour later.

    Raises
    ------
    SummitryError
        ``relative.moment``.
    """
    hours, days = _HOURS.fullmatch(text), _DAY_TIME.fullmatch(text)
    try:
        if hours is not None:
            sign = -1 if hours[1] == "-" else 1
            wall = opening.wall + sign * _span(hours[2], hours[3], hours[4])
            return _in_utc(wall, opening.zone, later=hours[5] is not None)
        if days is not None:
            day = day_at(days[1], opening)
            wall = datetime(day.year, day.month, day.day) + _span(*days.group(2, 3, 4))  # noqa: DTZ001  # the venue's wall clock
            return _in_utc(wall, opening.zone, later=days[5] is not None)
    except OverflowError as problem:
        raise SummitryError("relative.moment", got=text, expected=EXPECTED_MOMENT) from problem
    raise SummitryError("relative.moment", got=text, expected=EXPECTED_MOMENT)


def _span(hours: str, minutes: str, seconds: str | None) -> timedelta:
    return timedelta(hours=int(hours), minutes=int(minutes), seconds=int(seconds or 0))


def _in_utc(wall: datetime, zone: ZoneInfo, *, later: bool) -> datetime:
    return wall.replace(tzinfo=zone, fold=int(later)).astimezone(UTC)


def day_at(text: str, opening: Opening) -> date:
    """Return the day that the words mean, such as ``D-7``.

    Raises
    ------
    SummitryError
        ``relative.day``.
    """
    found = _DAY.fullmatch(text)
    if found is None:
        raise SummitryError("relative.day", got=text, expected=EXPECTED_DAY)
    try:
        return opening.wall.date() + timedelta(days=int(found[1] or 0))
    except OverflowError as problem:
        raise SummitryError("relative.day", got=text, expected=EXPECTED_DAY) from problem


def hours_text(moment: datetime, opening: Opening) -> str:
    """Return the moment as hours before or after the opening: ``H-36:00``."""
    seconds = round((opening.wall_of(moment) - opening.wall).total_seconds())
    sign = "-" if seconds < 0 else "+"
    hours, rest = divmod(abs(seconds), HOUR_SECONDS)
    minutes, rest = divmod(rest, MINUTE_SECONDS)
    told = f"H{sign}{hours:02}:{minutes:02}" + (f":{rest:02}" if rest else "")
    return _unambiguous(told, moment, opening)


def day_time_text(moment: datetime, opening: Opening) -> str:
    """Return the moment as a day before or after the opening's and a time: ``D-7 09:00``."""
    wall = opening.wall_of(moment)
    clock = wall.time().isoformat("seconds" if wall.second else "minutes")
    return _unambiguous(f"{day_text(wall.date(), opening)} {clock}", moment, opening)


def day_text(day: date, opening: Opening) -> str:
    """Return the day as days before or after the opening's: ``D-7``, ``D``, ``D+1``."""
    days = (day - opening.wall.date()).days
    return f"D{days:+}" if days else "D"


def _unambiguous(told: str, moment: datetime, opening: Opening) -> str:
    return told if moment_at(told, opening) == moment else told + LATER
