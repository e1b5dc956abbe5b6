"""What was typed into the forms."""

from datetime import UTC, date, datetime
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from summitry.kit.errors import SummitryError
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Role
from summitry_web.baselines.access.differences import side_of
from summitry_web.baselines.actions.exercises import Wish
from summitry_web.baselines.actions.papers import Scan, Written


def text_in(request: HttpRequest, name: str) -> str:
    """Return what was typed, without the blanks around it."""
    return request.POST.get(name, "").strip()


def written_in(request: HttpRequest) -> Written:
    """Return what stands on the paper.

    Raises
    ------
    SummitryError
        ``paper.date``.
    """
    day = text_in(request, "date")
    try:
        meant = date.fromisoformat(day)
    except ValueError as problem:
        raise SummitryError("paper.date", got=day) from problem
    return Written(
        number=text_in(request, "number"), day=meant, office=text_in(request, "office"),
        seal=text_in(request, "seal"), digits=text_in(request, "digits"),
    )  # fmt: skip


def scan_in(request: HttpRequest) -> Scan:
    """Return the scan that was sent.

    Raises
    ------
    SummitryError
        ``paper.scan``.
    """
    sent = request.FILES.get("scan")
    if sent is None:
        raise SummitryError("paper.scan")
    return Scan(cast("BinaryIO", sent), sent.name or "")


def wish_in(request: HttpRequest, here: Here) -> Wish:
    """Return what the exercise is to be; the opening is by the venue's clock.

    Raises
    ------
    SummitryError
        ``exercise.opens`` or ``exercise.role``.
    """
    source = side_of(here, text_in(request, "source") or "now")
    return Wish(
        slug=text_in(request, "slug"), name=text_in(request, "name"),
        opens=_moment(text_in(request, "opens"), ZoneInfo(here.event.timezone)),
        number=source or None, with_words=text_in(request, "words") == "yes",
        roles=frozenset(_role(each) for each in request.POST.getlist("roles")),
    )  # fmt: skip


def _role(text: str) -> Role:
    try:
        return Role(text)
    except ValueError as problem:
        raise SummitryError("exercise.role", got=text[:20]) from problem


def _moment(text: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as problem:
        raise SummitryError("exercise.opens", got=text[:40]) from problem
    local = moment if moment.tzinfo is not None else moment.replace(tzinfo=zone)
    return local.astimezone(UTC)
