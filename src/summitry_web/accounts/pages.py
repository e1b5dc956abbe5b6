"""How a view is declared: which verb each method asks for; and what a view is given."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import wraps
from typing import Any, cast
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from summitry.kit.time import Clock, SystemClock
from summitry.report.formats import Formats
from summitry.report.language import Language
from summitry_web.accounts.access import actor_of, event_of
from summitry_web.accounts.can import WHOLE, Actor, Decision, Thing, can, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.templating import reader_of

CLOCK: Clock = SystemClock()


class Here(Struct, kw_only=True):
    """What a view of an event is given."""

    event: Event
    account: Account
    actor: Actor
    reader: Language
    at: datetime

    @property
    def formats(self) -> Formats:
        """How the reader writes moments and numbers."""
        return Formats(self.reader, ZoneInfo(self.event.timezone))

    def may(self, verb: str, thing: Thing = WHOLE) -> bool:
        """Say whether a button for it is shown; a proof that is missing is asked for later."""
        decision = can(self.actor, Verb(verb), thing, at=self.at)
        return decision.allowed or decision.code == "prove"

    def decide(self, verb: Verb, thing: Thing = WHOLE) -> Decision:
        """Return whether the actor may do it."""
        return can(self.actor, verb, thing, at=self.at)

    def require(self, verb: Verb, thing: Thing = WHOLE) -> None:
        """Refuse what the actor may not do."""
        require(self.actor, verb, thing, at=self.at)


View = Callable[..., HttpResponse]


def event_page(get: Verb | None = Verb.READ, post: Verb | None = None) -> Callable[[View], View]:
    """Declare a view of one event: which verb a GET and a POST ask for, None where there is none.

    The view is called with the request, `Here`, and the other parts of its address. An action
    asks again with the thing itself; this first question only keeps strangers out.
    """
    verbs = {name: verb for name, verb in (("GET", get), ("POST", post)) if verb is not None}
    methods = [*verbs, "HEAD"] if "GET" in verbs else [*verbs]

    def declare(view: View) -> View:
        @require_http_methods(methods)
        @wraps(view)
        def answering(request: HttpRequest, event: str, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            here = here_of(request, event)
            here.require(verbs["GET" if request.method == "HEAD" else request.method or "GET"])
            request.here = here  # type: ignore[attr-defined]  # templates look for it
            return view(request, here, **parts)

        answering.verbs = verbs  # type: ignore[attr-defined]  # the matrix of tests reads it
        return answering

    return declare


def account_page(view: View) -> View:
    """Declare a view for whoever has signed in, outside any event."""

    @wraps(view)
    def answering(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect_to_login(request.get_full_path())
        return view(request, **parts)

    answering.for_accounts = True  # type: ignore[attr-defined]  # the matrix of tests reads it
    return answering


def public_page(view: View) -> View:
    """Declare a view for everybody: the list of these is short, and a test holds it."""
    view.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
    return view


def verbs_of(view: object) -> Mapping[str, Verb]:
    """Return the verbs that a view declared."""
    return cast("Mapping[str, Verb]", getattr(view, "verbs", {}))


def here_of(request: HttpRequest, slug: str) -> Here:
    """Return what a view of the event is given; strangers get the answer for what is not there."""
    at = CLOCK.now()
    account = cast("Account", request.user)
    event = event_of(account, slug, at=at)
    actor = actor_of(account, event, request.session, request.COOKIES.get("device", ""))
    return Here(event=event, account=account, actor=actor, reader=reader_of(request), at=at)
