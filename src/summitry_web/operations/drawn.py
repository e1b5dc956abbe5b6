"""The board's sections as HTML, for pages and for the stream alike."""

from collections.abc import Iterable

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from summitry_web.frame.templating import fragment
from summitry_web.operations import labels, terms
from summitry_web.operations.board import SECTIONS
from summitry_web.operations.seen import Seen
from summitry_web.operations.words import Telling


def drawn(seen: Seen, names: Iterable[str] = SECTIONS) -> dict[str, str]:
    """Return the HTML of each section; nothing in it depends on who of its readers asks."""
    request = HttpRequest()
    request.user = AnonymousUser()
    request.here = seen.here  # type: ignore[attr-defined]  # what templates look for
    request.reader = seen.here.reader  # type: ignore[attr-defined]  # likewise
    told = {"seen": seen, "labels": labels, "terms": terms, "telling": Telling(seen.here)}
    return {
        name: fragment(request, f"operations/board/{name}.html", {**told, **SECTIONS[name](seen)})
        for name in names
    }
