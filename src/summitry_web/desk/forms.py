"""What was typed into the forms of the desk."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from summitry.kit.errors import SummitryError

END_OF_DAY = time(23, 59)
DATE_SHOWN_MAX = 40


def moment_in(cells: Mapping[str, str], name: str, zone: ZoneInfo) -> datetime | None:
    """Return the moment that was typed, by the venue's clock; a day means its end.

    Raises
    ------
    SummitryError
        ``form.date`` for what is no date.
    """
    text = cells.get(name, "").strip()
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text)
        if len(text) == len("2026-06-12"):
            moment = datetime.combine(moment.date(), END_OF_DAY)
        local = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise SummitryError("form.date", got=text[:DATE_SHOWN_MAX]) from problem


def text_in(cells: Mapping[str, str], name: str) -> str:
    """Return what was typed, without the blanks around it."""
    return cells.get(name, "").strip()
