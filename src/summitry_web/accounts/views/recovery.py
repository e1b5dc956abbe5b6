"""Coming back after the loss of a passkey, with a second person."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from summitry.kit.errors import SummitryError
from summitry.report import refusals
from summitry.report.formats import Formats
from summitry_web.accounts import pages
from summitry_web.accounts.access import zone_of
from summitry_web.accounts.actions import recovery as actions
from summitry_web.accounts.forms import text
from summitry_web.accounts.pages import Here, event_page, public_page
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.views.showing import shown
from summitry_web.accounts.views.signing_in import begun
from summitry_web.frame.templating import reader_of


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def recovery(request: HttpRequest) -> HttpResponse:
    """Return the page of who waits for a second person; let them in once one has confirmed."""
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            account = actions.take_up(request.session, at=pages.now())
        except SummitryError as problem:
            told = refusals.sentences(problem, reader_of(request))
        else:
            return begun(request, account, way="recovery", back="/")
    found = actions.own(request.session)
    if found is None and not told:
        return HttpResponseRedirect(reverse("accounts:sign-in"))
    names: dict[str, Any] = {"told": told, "waiting": found, "state": "over"}
    if found is not None:
        at = pages.now()
        formats = Formats(reader_of(request), ZoneInfo(zone_of(found.account, at=at)))
        names |= {"state": actions.state_of(found, at), "moment": formats.moment}
    return shown(request, "recovery", names, status=400 if told else 200)


@event_page(get=None, post=Verb.GRANT)
def confirm(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Let in who waits, as the second person."""
    actions.confirm(here.actor, here.event, pk, words=text(request, "words"), at=here.at)
    return _back(here)


@event_page(get=None, post=Verb.GRANT)
def refuse(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Refuse to let in who waits."""
    actions.refuse(here.actor, here.event, pk, at=here.at)
    return _back(here)


def _back(here: Here) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:pending", kwargs={"event": here.event.slug}))
