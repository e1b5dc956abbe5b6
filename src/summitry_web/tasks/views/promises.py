"""What is needed, what units have promised, and the curve of both."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.plan.resources import Commitment, ResourceNeed
from summitry.report.pictures import commitments
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.tasks import actions
from summitry_web.tasks.access.promises import Promised, promises_of
from summitry_web.tasks.access.sources import marking_of, promises_source
from summitry_web.tasks.forms import said_of, wish_of


@event_page()
def promises(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the commitment curve, and every promise with its unit's word on it."""
    source = promises_source(here, wish_of({}, here))
    lines = promises_of(here)
    mark = None if source is None else marking_of(source, ResourceNeed, Commitment)
    made = listing(request, lines, _columns(here), name="promises", marking=mark)
    if made.download is not None:
        return made.download
    names: Mapping[str, Any] = {
        "picture": None if source is None else commitments.draw(source),
        "mark": mark,
        "listing": made,
        "waiting": [each for each in lines if each.may_accept],
    }
    return page(request, "tasks/promises.html", names)


def _columns(here: Here) -> tuple[Column[Promised], ...]:
    def address(one: Promised) -> str:
        parts = {"event": here.event.slug, "table": "commitments", "key": one.key}
        return reverse("plans:row", kwargs=parts)

    return (
        Column("key", Text("Promise"), lambda one: one.key, address),
        Column("unit", Text("Unit"), lambda one: one.unit),
        Column("need", Text("Need"), lambda one: one.need),
        Column("count", Text("How many"), lambda one: one.count),
        Column("asked", Text("Of how many"), lambda one: one.asked or ""),
        Column("promised", Text("Promised"), lambda one: one.promised),
        Column("due", Text("Needed by"), lambda one: one.due or ""),
        Column("accepted", Text("Accepted"), lambda one: one.accepted or ""),
    )


@event_page(get=None, post=Verb.EDIT)
def accept(request: HttpRequest, here: Here) -> HttpResponse:
    """Say for the promising unit that its promise binds it."""
    key = request.POST.get("promise", "")
    actions.accept_promise(here.actor, here.event, key, said_of(request), at=here.at)
    return HttpResponseRedirect(reverse("tasks:promises", kwargs={"event": here.event.slug}))
