"""Text that cannot be kept: refused at the door, and before anything of it is written.

A database takes no NUL, UTF-8 has no half of a surrogate pair, and PostgreSQL refuses what is
longer than its column, which SQLite would keep: so the site refuses it on both, with a sentence.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.db.models import CharField, Model
from django.http import HttpRequest

from summitry.kit.errors import SummitryError

UNFIT = re.compile("[\x00\ud800-\udfff]")
ESCAPED = re.compile(rb"(?<!\\)(?:\\\\)*\\u(?:0000|d[89abcdef][0-9a-f]{2})", re.IGNORECASE)
PAIR = re.compile(rb"\\ud[89ab][0-9a-f]{2}\\ud[cdef][0-9a-f]{2}", re.IGNORECASE)
SHOWN_LENGTH_MAX = 40


def fault_in(request: HttpRequest) -> SummitryError | None:
    """Return why what was sent cannot be kept, None where it can: ``text.unfit``."""
    for text in _texts(request):
        if UNFIT.search(text):
            return SummitryError("text.unfit", start=shown(text))
    if (request.content_type or "").endswith("json") and ESCAPED.search(
        PAIR.sub(b"", request.body)
    ):
        return SummitryError("text.unfit", start=shown(_first_unfit(request.body)))
    return None


def _texts(request: HttpRequest) -> Iterator[str]:
    yield request.path
    for name, values in request.GET.lists():
        yield from (name, *map(str, values))
    if request.method == "POST" and not (request.content_type or "").endswith("json"):
        for name, values in request.POST.lists():
            yield from (name, *map(str, values))


def _first_unfit(body: bytes) -> str:
    """Return what stands around the first such character."""
    found = ESCAPED.search(PAIR.sub(b"", body))
    assert found is not None
    start = max(0, found.start() - SHOWN_LENGTH_MAX // 2)
    around = PAIR.sub(b"", body)[start : found.end()]
    return around.decode(errors="replace")


def fit(text: str) -> str:
    """Return the text with a mark in place of each character that cannot be kept."""
    return UNFIT.sub("\N{REPLACEMENT CHARACTER}", text)


def shown(text: str) -> str:
    """Return the beginning of the text, to be found by."""
    found = fit(text)
    return found if len(found) <= SHOWN_LENGTH_MAX else f"{found[:SHOWN_LENGTH_MAX]}…"


def require_room(sender: type[Model], instance: Model, **_: Any) -> None:
    """Refuse a row of which a text is longer than its column, before it is written.

    Raises
    ------
    SummitryError
        ``text.too_long``.
    """
    for name, length_max in _limits(sender):
        text = instance.__dict__.get(name)
        if isinstance(text, str) and len(text) > length_max:
            raise SummitryError(
                "text.too_long", start=shown(text), got=len(text), expected=length_max
            )


@cache
def _limits(model: type[Model]) -> tuple[tuple[str, int], ...]:
    return tuple(
        (each.attname, each.max_length)
        for each in model._meta.concrete_fields  # noqa: SLF001  # Django's own way to them
        if isinstance(each, CharField) and each.max_length is not None
    )
