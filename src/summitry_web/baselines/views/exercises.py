"""Exercise copies of the event."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts.labels import label
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Role, Verb
from summitry_web.baselines.access import standing
from summitry_web.baselines.access.copies import exercises_of, unmade_copies
from summitry_web.baselines.actions import exercises as actions
from summitry_web.baselines.actions.copying import ask_for_copy
from summitry_web.baselines.forms import wish_in
from summitry_web.baselines.sentences import COPY_BADGES, COPY_STATES
from summitry_web.baselines.views.copies import address
from summitry_web.frame.templating import page

MINUTE_SIGNS = 16


@event_page(get=Verb.COPY, post=Verb.COPY)
def exercises(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the exercises and the copies in work; a POST asks for another."""
    if request.method == "POST":
        asked = ask_for_copy(here.actor, here.event, wish_in(request, here), at=here.at)
        return HttpResponseRedirect(address(here, asked))
    opens = here.event.opens
    local = "" if opens is None else opens.astimezone(here.formats.zone).isoformat()
    names = {
        "exercises": exercises_of(here.event),
        "copies": [
            (each, COPY_BADGES[each.state], here.reader.gettext(COPY_STATES[each.state]))
            for each in unmade_copies(here.event)
        ],
        "baselines": [each.baseline for each in standing.standings(here.event)],
        "roles": [(each.value, label(each.value, here.reader)) for each in Role],
        "opens": local[:MINUTE_SIGNS],
        "is_live": here.event.kind != "exercise",
    }
    return page(request, "baselines/exercises.html", names)


@event_page(get=None, post=Verb.COPY)
def delete(_: HttpRequest, here: Here, exercise: str) -> HttpResponse:
    """Ask for an exercise to be deleted; a second person then confirms it."""
    actions.ask_to_delete(here.actor, here.event, exercise, at=here.at)
    return HttpResponseRedirect(reverse("accounts:pending", kwargs={"event": here.event.slug}))
