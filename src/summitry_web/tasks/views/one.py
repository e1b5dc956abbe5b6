"""The page of a task, and the words that its units say there."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from summitry_web.accounts.pages import Here, event_page, same_site
from summitry_web.accounts.roles import Verb
from summitry_web.frame.templating import page
from summitry_web.tasks import actions
from summitry_web.tasks.access.book import STATES
from summitry_web.tasks.access.deadlines import address_of
from summitry_web.tasks.access.one import page_of
from summitry_web.tasks.actions import Said
from summitry_web.tasks.forms import evidence_of, percent_of, said_of


@event_page()
def task(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return everything about the task that the reader may read."""
    shown = page_of(here, key)
    state = here.reader.gettext(STATES[shown.standing.state])
    return page(request, "tasks/task.html", {"shown": shown, "state": state, "states": STATES})


@event_page(get=None, post=Verb.EDIT)
def accept(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Take the task for its lead."""
    return _say(request, here, key, actions.accept)


@event_page(get=None, post=Verb.EDIT)
def give_back(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return the task for its lead, with a reason."""
    return _say(request, here, key, actions.give_back)


@event_page(get=None, post=Verb.EDIT)
def progress(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Say how much is done."""
    percent = percent_of(request.POST.dict())
    actions.report(here.actor, here.event, key, said_of(request), percent=percent, at=here.at)
    return _back(request, here, key)


@event_page(get=None, post=Verb.EDIT)
def complete(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Say that the task is done, or a part of it; a file may show it."""
    if part := request.POST.get("part", ""):
        actions.complete_part(here.actor, here.event, part, said_of(request), at=here.at)
        return _back(request, here, key)
    # Examining takes a second: who may not speak for the lead is refused before.
    marking = actions.marking_of(here.actor, here.event, key, at=here.at)
    evidence = evidence_of(request, here, marking)
    actions.complete(here.actor, here.event, key, said_of(request), evidence=evidence, at=here.at)
    return _back(request, here, key)


@event_page(get=None, post=Verb.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Say that a cooperating unit has read what it is to do."""
    table, row = request.POST.get("table", "tasks"), request.POST.get("row", key)
    actions.acknowledge(here.actor, here.event, table, row, said_of(request), at=here.at)
    return _back(request, here, key)


def _say(request: HttpRequest, here: Here, key: str, saying: Callable[..., None]) -> HttpResponse:
    said: Said = said_of(request)
    saying(here.actor, here.event, key, said, at=here.at)
    return _back(request, here, key)


def _back(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return to where the button was: the board, or the task."""
    wanted = request.POST.get("back", "")
    address = same_site(request, wanted) if wanted else address_of(here.event, key)
    return HttpResponseRedirect(address)
