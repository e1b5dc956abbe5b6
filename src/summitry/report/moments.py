"""The moment a reader asks for: a date and time, or days and hours before the opening."""

import re
from datetime import UTC, datetime, timedelta

from summitry.kit.errors import SummitryError
from summitry.kit.time import Clock
from summitry.plan.mandate import Event
from summitry.report.assessment import MomentFrom

YEARS = range(1900, 2200)
"""No event lies outside of these; at the ends of the calendar no offset could be reckoned."""

_BEFORE = re.compile(r"([DH])-(\d{1,4})")


def moment_for(event: Event, wish: str | None, clock: Clock) -> tuple[datetime, MomentFrom]:
    """Return the moment in UTC and who chose it: the wish, else the plan, else the clock.

    Raises
    ------
    SummitryError
        ``moment.malformed``.
    """
    if wish:
        return moment_of_wish(event, wish), MomentFrom.GIVEN
    if event.now is not None:
        return event.now, MomentFrom.PLAN
    return clock.now().replace(microsecond=0), MomentFrom.CLOCK


def moment_of_wish(event: Event, wish: str) -> datetime:
    """Return the moment that the words mean; without an offset they are the venue's own time."""
    before = _BEFORE.fullmatch(wish.strip().upper())
    if before is not None:
        return _before(event, before[1], int(before[2]))
    try:
        moment = datetime.fromisoformat(wish.strip())
    except ValueError as problem:
        raise SummitryError("moment.malformed", got=wish) from problem
    if moment.year not in YEARS:
        raise SummitryError("moment.malformed", got=wish)
    local = moment if moment.tzinfo is not None else moment.replace(tzinfo=event.zone)
    return local.astimezone(UTC).replace(microsecond=0)


def _before(event: Event, unit: str, count: int) -> datetime:
    """Return the moment so many hours, or midnights at the venue, before the opening."""
    if unit == "H":
        return event.opens - timedelta(hours=count)
    day = event.opens.astimezone(event.zone).replace(hour=0, minute=0, second=0)
    return (day - timedelta(days=count)).astimezone(UTC)
