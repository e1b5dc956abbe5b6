"""What is needed, what units have promised, and the curve of both."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.plan.resources import Commitment, ResourceNeed
from summitry.report.pictures import commitments
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.tasks import actions
from summitry_web.tasks.access.promises import promises_of
from summitry_web.tasks.access.sources import marking_of, promises_source
from summitry_web.tasks.forms import said_of, wish_of


@event_page()
def promises(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the commitment curve, and every promise with its unit's word on it."""
    source = promises_source(here, wish_of({}, here))
    lines = promises_of(here)
    names: Mapping[str, Any] = {
        "picture": None if source is None else commitments.draw(source),
        "mark": None if source is None else marking_of(source, ResourceNeed, Commitment),
        "lines": lines,
    }
    return page(request, "tasks/promises.html", names)


@event_page(get=None, post=Verb.EDIT)
def accept(request: HttpRequest, here: Here) -> HttpResponse:
    """Say for the promising unit that its promise binds it."""
    key = request.POST.get("promise", "")
    actions.accept_promise(here.actor, here.event, key, said_of(request), at=here.at)
    return HttpResponseRedirect(reverse("tasks:promises", kwargs={"event": here.event.slug}))
