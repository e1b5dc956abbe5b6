"""Break-glass: broken, confirmed, ended, reviewed."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts import access, reading
from summitry_web.accounts.actions import glass as actions
from summitry_web.accounts.forms import text
from summitry_web.accounts.labels import label
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.views.showing import shown


@event_page(get=Verb.READ, post=Verb.BREAK_GLASS)
def glass(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the uses of break-glass that the reader may see, or break it."""
    if request.method == "POST":
        actions.break_glass(
            here.actor,
            here.event,
            request.session,
            reason=text(request, "reason"),
            words=text(request, "words"),
            at=here.at,
        )
        return _back(here)
    judges = actions.judges(here.actor, at=here.at)
    uses = [
        (each, access.holds_until(each), here.at < access.holds_until(each))
        for each in reading.glass_of(here.actor, here.event, judges=judges)
    ]
    reasons = [(each.value, label(each.value, here.reader)) for each in actions.Reason]
    names = {"uses": uses, "judges": judges, "reason_choices": reasons}
    return shown(request, "glass", names)


@event_page(get=None, post=Verb.READ)
def confirm(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Confirm another person's use."""
    actions.confirm(here.actor, here.event, pk, at=here.at)
    return _back(here)


@event_page(get=None, post=Verb.READ)
def end(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End a use."""
    actions.end(here.actor, here.event, pk, at=here.at)
    return _back(here)


@event_page(get=None, post=Verb.READ)
def review(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Note what came of the review of a use that is over."""
    actions.review(here.actor, here.event, pk, words=text(request, "words"), at=here.at)
    return _back(here)


def _back(here: Here) -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:glass", kwargs={"event": here.event.slug}))
