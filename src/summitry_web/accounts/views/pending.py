"""Requests that wait for a second person."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts import reading
from summitry_web.accounts.actions import pending as actions
from summitry_web.accounts.actions import recovery
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.two_persons import declared
from summitry_web.accounts.views.showing import shown


@event_page(get=Verb.READ)
def waiting(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the requests that the reader may confirm or has asked for, each with what it does."""
    told = [
        (
            each,
            reading.pending_state(each, here.at),
            declared(each.kind).describe(each.payload, here.reader),
        )
        for each in reading.pending_of(here.actor, here.event, at=here.at)
    ]
    lost = recovery.waiting_in(here.actor, here.event, at=here.at) if here.may(Verb.GRANT) else []
    return shown(request, "pending", {"told": told, "lost": lost})


@event_page(get=None, post=Verb.READ)
def confirm(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Confirm a request as the second person."""
    actions.confirm(here.actor, here.event, pk, at=here.at)
    return _back(here)


@event_page(get=None, post=Verb.READ)
def refuse(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Refuse a request, or take back one's own."""
    actions.refuse(here.actor, here.event, pk, at=here.at)
    return _back(here)


def _back(here: Here) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:pending", kwargs={"event": here.event.slug}))
