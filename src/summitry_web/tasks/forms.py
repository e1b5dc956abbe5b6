"""Reads what was sent about tasks; words of people become values here, or are refused."""

from collections.abc import Mapping
from datetime import datetime
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry.report.pictures.sheet import Wish
from summitry_web.accounts.pages import Here
from summitry_web.tasks.actions import Said
from summitry_web.vault.actions import Safe, examine

DIGITS_MAX = 3


def said_of(request: HttpRequest) -> Said:
    """Return the remark, and the content that was seen."""
    remark = request.POST.get("remark", "").strip().replace("\r\n", "\n")
    return Said(seen_hash=request.POST.get("hash", ""), remark=remark)


def percent_of(cells: Mapping[str, str]) -> int:
    """Return the share that was sent.

    Raises
    ------
    SummitryError
        ``task.percent`` when it is no whole number.
    """
    text = cells.get("percent", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX):
        raise SummitryError("task.percent", got=text)
    return int(text)


def evidence_of(request: HttpRequest, here: Here, marking: Marking) -> Safe | None:
    """Return the file that was sent, examined; None where there is none."""
    sent = request.FILES.get("evidence")
    if sent is None or sent.file is None:
        return None
    return examine(here.event, cast("BinaryIO", sent.file), sent.name or "", marking=marking)


def wish_of(cells: Mapping[str, str], here: Here) -> Wish:
    """Return what part of a picture is asked for: whole days at the venue."""
    return Wish(
        start=_day(cells.get("from", ""), here),
        end=_day(cells.get("to", ""), here),
        unit=cells.get("unit", "")[:80] or None,
    )


def _day(text: str, here: Here) -> datetime | None:
    if not text:
        return None
    try:
        return datetime.strptime(text, "%Y-%m-%d").replace(tzinfo=ZoneInfo(here.event.timezone))
    except ValueError as problem:
        raise SummitryError("task.day", got=text) from problem
