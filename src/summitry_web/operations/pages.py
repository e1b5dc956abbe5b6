"""How a page of the command post is declared: it is given the day as its reader sees it."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from msgspec.structs import replace

from summitry.operations.event import Event as Entered
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.sheet import KINDS
from summitry_web.operations.seen import Seen, seen_by

View = Callable[..., HttpResponse]
ID_BYTES = 16


def day_page(get: Verb | None = Verb.READ, post: Verb | None = None) -> Callable[[View], View]:
    """Declare a view that is called with the request, `Here`, the day as seen and its parts.

    ``?at=`` of the address says as at which moment. A node that is no command post of the event
    leads to the page where it is made one. A file of one of the page's lists is made from the day
    as whoever asks may take it along.
    """

    def declare(view: View) -> View:
        @event_page(get=get, post=post)
        @wraps(view)
        def answering(request: HttpRequest, here: Here, **parts: Any) -> HttpResponse:
            wish = request.GET.get("at", "") if request.method == "GET" else ""
            seen = seen_by(_taking(here) if _asks_for_file(request) else here, wish)
            if seen is None:
                return HttpResponseRedirect(reverse("operations:post", args=[here.event.slug]))
            return view(request, here, seen, **parts)

        return answering

    return declare


def _asks_for_file(request: HttpRequest) -> bool:
    asked = request.GET.dict() if request.method == "GET" else {}
    return any(name.endswith("format") and text.strip() in KINDS for name, text in asked.items())


def _taking(here: Here) -> Here:
    return replace(here, actor=here.actor.taking(here.at))


def entry_for(seen: Seen, entry_id: str) -> Entered:
    """Return the entry as it counts.

    Raises
    ------
    Denied
        Not there, struck out, or not the reader's.
    """
    found = seen.record.get(entry_id)
    if found is None:
        raise Denied("entry")
    return found


def back_to(here: Here, name: str, **parts: str) -> HttpResponse:
    """Return the way to the page of that name."""
    address = reverse(f"operations:{name}", kwargs={"event": here.event.slug, **parts})
    return HttpResponseRedirect(address)


def new_id() -> str:
    """Return an id for the entry that a form will make, however often it is sent."""
    return secrets.token_hex(ID_BYTES)
