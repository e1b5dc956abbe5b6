"""What is said of a baseline: approved, returned, withdrawn, published, acknowledged."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.actions import approving, papers
from summitry_web.baselines.forms import scan_in, text_in, written_in
from summitry_web.baselines.views.frozen import address


@event_page(get=None, post=Verb.APPROVE_BASELINE)
def approve(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Approve the baseline by the first digits of its hash."""
    approving.approve(here.actor, here.event, number, digits=text_in(request, "digits"), at=here.at)
    return _back(here, number)


@event_page(get=None, post=Verb.APPROVE_BASELINE)
def give_back(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return the baseline with a reason."""
    reason = text_in(request, "reason")
    approving.give_back(here.actor, here.event, number, reason=reason, at=here.at)
    return _back(here, number)


@event_page(get=None, post=Verb.APPROVE_BASELINE)
def withdraw(request: HttpRequest, here: Here, number: int, word: int) -> HttpResponse:
    """Take back what one has said."""
    reason = text_in(request, "reason")
    approving.withdraw(here.actor, here.event, number, word, reason=reason, at=here.at)
    return _back(here, number)


@event_page(get=None, post=Verb.APPROVE_BASELINE)
def paper(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Enter a paper; a second person then confirms it."""
    papers.enter(here.actor, here.event, number, written_in(request), scan_in(request), at=here.at)
    return HttpResponseRedirect(reverse("accounts:pending", kwargs={"event": here.event.slug}))


@event_page(get=None, post=Verb.PUBLISH)
def publish(_: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Make the baseline the current one."""
    approving.publish(here.actor, here.event, number, at=here.at)
    return _back(here, number)


@event_page(get=None, post=Verb.ACKNOWLEDGE)
def acknowledge(_: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Acknowledge the published baseline."""
    approving.acknowledge(here.actor, here.event, number, at=here.at)
    return _back(here, number)


def _back(here: Here, number: int) -> HttpResponse:
    return HttpResponseRedirect(address(here, number))
