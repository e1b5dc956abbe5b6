"""How a view is declared: which verb each method asks for; and what a view is given."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from hashlib import sha256
from typing import Any, cast
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods
from msgspec import Struct

from summitry.kit.time import Clock, SystemClock
from summitry.report.formats import Formats
from summitry.report.language import Language
from summitry_web.accounts.access import GLASS, entered, verbs_in
from summitry_web.accounts.actions.glass import let_end
from summitry_web.accounts.can import WHOLE, Actor, Decision, Thing, can, require
from summitry_web.accounts.devices import device_of
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import is_trial, moment_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import wants_json
from summitry_web.frame.templating import reader_of
from summitry_web.journal.actions import record

CLOCK: Clock = SystemClock()
WHOSE = "X-Summitry-Who"
"""The header by which a page's script says for whom it kept what it sends."""


class Here(Struct, kw_only=True):
    """What a view of an event is given."""

    event: Event
    account: Account
    actor: Actor
    reader: Language
    at: datetime

    @property
    def moment(self) -> datetime:
        """The moment at which the event stands; rights and the journal go by ``at``."""
        return moment_in(self.event, self.at)

    @property
    def is_trial(self) -> bool:
        """Whether the event stands at a fixed moment; each of its pages says so."""
        return is_trial(self.event)

    @property
    def who(self) -> str:
        """What the page's script is told, so that it keeps in the browser what is not sent yet."""
        return whose(self.account, self.event.slug)

    @property
    def formats(self) -> Formats:
        """How the reader writes moments and numbers."""
        return Formats(self.reader, ZoneInfo(self.event.timezone))

    def may(self, verb: str, thing: Thing = WHOLE) -> bool:
        """Say whether a button for it is shown; a proof that is missing is asked for later."""
        decision = can(self.actor, Verb(verb), thing, at=self.at)
        return decision.allowed or decision.code in {"prove", "hardware"}

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
    asks again with the thing itself; this first question only keeps strangers out. What a script
    sends for another account than the one that is signed in by now waits for that account.
    """
    verbs = {name: verb for name, verb in (("GET", get), ("POST", post)) if verb is not None}
    methods = [*verbs, "HEAD"] if "GET" in verbs else [*verbs]

    def declare(view: View) -> View:
        @require_http_methods(methods)
        @wraps(view)
        def answering(request: HttpRequest, event: str, **parts: Any) -> HttpResponse:
            if not request.user.is_authenticated or _is_anothers(request, event):
                return to_sign_in(request)
            here = here_of(request, event)
            here.require(verbs["GET" if request.method == "HEAD" else request.method or "GET"])
            request.here = here  # type: ignore[attr-defined]  # templates look for it
            if here.actor.is_breaking(here.at):
                matched = request.resolver_match
                note_read(
                    here.event, here.actor, page=matched.view_name if matched else "",
                    method=request.method or "", at=here.at,
                )  # fmt: skip
            elif here.event.slug in request.session.get(GLASS, {}):
                let_end(here.actor, here.event, request.session, at=here.at)
            return view(request, here, **parts)

        answering.verbs = verbs  # type: ignore[attr-defined]  # the matrix of tests reads it
        return answering

    return declare


def whose(account: Account, slug: str) -> str:
    """Return what tells accounts and events apart in a browser that several use.

    It says nothing else, and no page ever shows it.
    """
    return sha256(f"{slug} {account.pk}".encode()).hexdigest()[:16]


def _is_anothers(request: HttpRequest, slug: str) -> bool:
    told = request.headers.get(WHOSE, "")
    return told not in {"", whose(account_of(request), slug)}


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Return the way to sign in, and back to the page where somebody was.

    What was sent by a form is not sent again: the page itself comes back, with what was typed.
    """
    back = request.get_full_path()
    if request.method not in {"GET", "HEAD"}:
        back = same_site(request, request.headers.get("Referer"))
    address = reverse("accounts:sign-in") + "?" + urlencode({"next": back})
    if request.headers.get("HX-Request") == "true" or wants_json(request):
        answer = JsonResponse({"code": "sign-in", "address": address}, status=401)
        answer.headers["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)


def same_site(request: HttpRequest, address: str | None) -> str:
    """Return the address where it is one of this site, else the first page."""
    is_ours = address and url_has_allowed_host_and_scheme(
        address, {request.get_host()}, require_https=request.is_secure()
    )
    return address if address and is_ours else "/"


def first_page_of(account: Account, event: Event, *, at: datetime) -> str:
    """Return the address with which the event begins: whoever may only report has no other page."""
    name = "desk:home" if Verb.READ in verbs_in(account, event, at=at) else "intake:report"
    return reverse(name, kwargs={"event": event.slug})


def account_of(request: HttpRequest) -> Account:
    """Return who has signed in, on an `account_page`."""
    return cast("Account", request.user)


def now() -> datetime:
    """Return the moment of the request, outside any event."""
    return CLOCK.now()


def note_read(event: Event, actor: Actor, *, page: str, method: str, at: datetime) -> None:
    """Record what is read through broken glass; what cannot be recorded is not shown."""
    record(
        "glass.read",
        journal=event.slug,
        actor=actor.person_id,
        at=at,
        facts={"page": page, "method": method},
    )


def account_page(view: View) -> View:
    """Declare a view for whoever has signed in, outside any event."""

    @wraps(view)
    def answering(request: HttpRequest, **parts: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return to_sign_in(request)
        return view(request, **parts)

    answering.for_accounts = True  # type: ignore[attr-defined]  # the matrix of tests reads it
    return answering


def public_page(view: View) -> View:
    """Declare a view for everybody: the list of these is short, and a test holds it."""
    view.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
    return view


def here_of(request: HttpRequest, slug: str) -> Here:
    """Return what a view of the event is given; strangers get the answer for what is not there."""
    at = CLOCK.now()
    account = cast("Account", request.user)
    event, actor = entered(account, slug, request.session, device=device_of(request), at=at)
    return Here(event=event, account=account, actor=actor, reader=reader_of(request), at=at)
