"""Floor plans: brought, set to scale, taken away."""

from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.maps.access import drawn_of, floor_for, floor_shown
from summitry_web.maps.actions import drop_floor, examine_floor, keep_floor, place_floor
from summitry_web.maps.forms import scale_of
from summitry_web.maps.views.plan import names_of


@event_page(get=None, post=Verb.EDIT)
def add(request: HttpRequest, here: Here, site: str) -> HttpResponse:
    """Keep the picture that is sent and go on to setting its scale."""
    sent = request.FILES.get("picture")
    if sent is None:
        raise SummitryError("floor.none")
    given = request.POST.get("marking", Marking.AMBER.value)
    marking = Marking(given) if given in set(Marking) else Marking.AMBER
    safe = examine_floor(here.event, cast("BinaryIO", sent), str(sent.name), marking)
    frame = drawn_of(here, site).frame
    made = keep_floor(
        here.actor, here.event, site, safe, frame=(frame.west, frame.north, frame.width),
        at=here.at,
    )  # fmt: skip
    return HttpResponseRedirect(_address(here, made.pk))


@event_page(post=Verb.EDIT)
def floor(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return the picture with its two reference points, or set them."""
    found = floor_for(here, number)
    if request.method == "POST":
        place_floor(here.actor, found, scale_of(request.POST), at=here.at)
        return HttpResponseRedirect(_map(here, found.site_id))
    drawn = drawn_of(here, found.site_id)
    names = {"floor": found, "shown": floor_shown(here, found), **names_of(here, drawn, None)}
    return page(request, "maps/floor.html", names)


@event_page(get=None, post=Verb.EDIT)
def drop(request: HttpRequest, here: Here, number: int) -> HttpResponse:  # noqa: ARG001  # a view
    """Take the picture away."""
    found = floor_for(here, number)
    site = found.site_id
    drop_floor(here.actor, found, at=here.at)
    return HttpResponseRedirect(_map(here, site))


def _address(here: Here, number: int) -> str:
    return reverse("maps:floor", kwargs={"event": here.event.slug, "number": number})


def _map(here: Here, site: str) -> str:
    return f"{reverse('maps:map', kwargs={'event': here.event.slug})}?site={site}"
