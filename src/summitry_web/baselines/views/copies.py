"""An exercise copy that was asked for: how far it is, and what became of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.report.refusals import sentences
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.access.copies import copy_of, progress_of
from summitry_web.baselines.actions import copying
from summitry_web.baselines.sentences import COPY_STATES
from summitry_web.frame.templating import page

UNCHANGED = 204


@event_page(get=Verb.COPY)
def copy(request: HttpRequest, here: Here, copy: int) -> HttpResponse:
    """Return the copy's page; to a page that looks again, nothing while nothing has changed."""
    found = copy_of(here.event, copy)
    progress = progress_of(found, at=here.at)
    mark = f"{found.state}-late" if progress and progress.is_late else found.state
    if request.headers.get("HX-Request") == "true" and request.GET.get("seen") == mark:
        return HttpResponse(status=UNCHANGED)
    copying.tell_of_copy(here.actor, found)
    why = SummitryError(found.code, **found.facts) if found.code else None
    names = {
        "address": address(here, copy),
        "copy": found,
        "progress": progress,
        "mark": mark,
        "told": here.reader.gettext(COPY_STATES[found.state]),
        "name": found.wish["name"],
        "why": () if why is None else sentences(why, here.reader),
        "again": found.moved_at + copying.LOST_AFTER,
    }
    return page(request, "baselines/copy.html", names)


@event_page(get=None, post=Verb.COPY)
def cancel(_: HttpRequest, here: Here, copy: int) -> HttpResponse:
    """Cancel the copy."""
    copying.cancel_copy(here.actor, here.event, copy, at=here.at)
    return HttpResponseRedirect(address(here, copy))


@event_page(get=None, post=Verb.COPY)
def repeat(_: HttpRequest, here: Here, copy: int) -> HttpResponse:
    """Ask for the copy again."""
    copying.repeat_copy(here.actor, here.event, copy, at=here.at)
    return HttpResponseRedirect(address(here, copy))


def address(here: Here, copy: int) -> str:
    """Return the address of the copy's page."""
    return reverse("baselines:copy", kwargs={"event": here.event.slug, "copy": copy})
