"""The readiness picture, its printed form, and "my desk"."""

from django.http import HttpRequest, HttpResponse

from summitry_web.accounts.pages import Here, event_page
from summitry_web.desk.access.first import steps_of
from summitry_web.desk.access.own import own_of
from summitry_web.desk.access.picture import picture_of
from summitry_web.frame.templating import page


@event_page()
def home(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the readiness picture of the event, as far as the reader may read it."""
    names = {"picture": picture_of(here), "own": own_of(here), "steps": steps_of(here)}
    return page(request, "desk/home.html", names)


@event_page()
def for_print(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the picture on one page for a leader's folder."""
    return page(request, "desk/print.html", {"picture": picture_of(here)})


@event_page()
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what waits for the reader."""
    return page(request, "desk/desk.html", {"picture": picture_of(here), "own": own_of(here)})
