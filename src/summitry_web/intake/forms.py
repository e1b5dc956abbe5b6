"""Reads what was sent into reports; words of people become values here, or are refused."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import BinaryIO, cast
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from summitry.kit.errors import SummitryError
from summitry_web.intake.actions import Named, Photo, Said
from summitry_web.intake.terms import Act, Ground, PlaceKind

NAME_MAX = 200
PLACE_MAX = 300
DECIMALS = 3
"""A thousandth of a degree is about 100 m: enough to go there, too little to follow a phone."""

_CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,40}\Z")


def said_of(
    cells: Mapping[str, str], *, sites: Mapping[str, str], zone: ZoneInfo, at: datetime
) -> Said:
    """Return the report that the form holds.

    Raises
    ------
    SummitryError
        ``intake.…``: what is missing or wrong in it.
    """
    if not _CLIENT_ID.match(cells.get("client_id", "")):
        raise SummitryError("intake.client_id")
    if cells.get("act", "") not in set(Act):
        raise SummitryError("intake.act")
    kind, place = _place(cells, sites)
    return Said(
        client_id=cells["client_id"],
        act=Act(cells["act"]),
        words=cells.get("words", "").strip(),
        place_kind=kind,
        place=place,
        happened_at=_moment(cells, zone, at),
        named=_named(cells),
    )


def _place(cells: Mapping[str, str], sites: Mapping[str, str]) -> tuple[PlaceKind, str]:
    site, words = cells.get("site", ""), cells.get("place", "").strip()[:PLACE_MAX]
    if site:
        if site not in sites:
            raise SummitryError("intake.site")
        return PlaceKind.SITE, site
    if cells.get("position", ""):
        return PlaceKind.POSITION, rounded(cells["position"])
    if not words:
        raise SummitryError("intake.place")
    return PlaceKind.WORDS, words


def rounded(position: str) -> str:
    """Return latitude and longitude to a thousandth of a degree, whatever the phone sent."""
    try:
        latitude, longitude = (float(each) for each in position.split(","))
    except ValueError as problem:
        raise SummitryError("intake.position") from problem
    # The limits also keep out what is not a number.
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):  # noqa: PLR2004  # of the globe
        raise SummitryError("intake.position")
    return f"{latitude:.{DECIMALS}f}, {longitude:.{DECIMALS}f}"


def _moment(cells: Mapping[str, str], zone: ZoneInfo, at: datetime) -> datetime:
    written = cells.get("happened", "")
    if cells.get("when", "now") == "now" and not cells.get("queued", ""):
        return at
    try:
        moment = datetime.fromisoformat(written)
        # A browser's control writes the venue's time without an offset, a queue always has one.
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)
    except (ValueError, OverflowError) as problem:
        raise SummitryError("intake.moment", got=written[:40]) from problem


def _named(cells: Mapping[str, str]) -> Named | None:
    if cells.get("names_a_person", "") != "yes":
        return None
    name = cells.get("name", "").strip()[:NAME_MAX]
    if not name:
        raise SummitryError("intake.name")
    if cells.get("ground", "") not in set(Ground):
        raise SummitryError("intake.ground")
    return Named(
        name=name, ground=Ground(cells["ground"]), basis=cells.get("basis", "").strip()[:NAME_MAX]
    )


def photo_of(request: HttpRequest) -> Photo | None:
    """Return the photo that was sent, where there is one."""
    sent = request.FILES.get("photo")
    if sent is None or not sent.size:
        return None
    return Photo(stream=cast("BinaryIO", sent.file), name=sent.name or "")


def number_in(cells: Mapping[str, str], name: str) -> int:
    """Return the whole number, 0 where there is none."""
    written = cells.get(name, "").strip().removeprefix("R-").removeprefix("#")
    return int(written) if written.isdecimal() and len(written) <= 9 else 0  # noqa: PLR2004  # digits
