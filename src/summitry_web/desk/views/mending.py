"""What is sent from the page of a finding."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from summitry.kit.errors import SummitryError
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access.lines import address_of
from summitry_web.desk.access.lists import units_to_assign
from summitry_web.desk.access.one import finder_for
from summitry_web.desk.actions import accepting, mending
from summitry_web.desk.forms import moment_in, text_in
from summitry_web.plans.checking import ask


@event_page(get=None, post=Verb.ASSIGN)
def assign(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Give the finding to a unit or a person."""
    finder = finder_for(here, identity)
    unit = text_in(request.POST, "unit")
    if unit and unit not in dict(units_to_assign(here)):
        raise SummitryError("assignment.unknown_unit", got=unit)
    mending.assign(
        here.actor,
        here.event,
        finder,
        unit_id=unit,
        person_id=text_in(request.POST, "person"),
        due=moment_in(request.POST, "due", ZoneInfo(here.event.timezone)),
        at=here.at,
    )
    return _back(here, identity)


@event_page(get=None, post=Verb.COMMENT)
def comment(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Add a comment."""
    finder = finder_for(here, identity)
    mending.comment(here.actor, here.event, finder, request.POST.get("text", ""), at=here.at)
    return _back(here, identity)


@event_page(get=None, post=Verb.ACCEPT_RISK)
def accept(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Accept the risk, or ask a second person to."""
    finder = finder_for(here, identity)
    expires = moment_in(request.POST, "expires", ZoneInfo(here.event.timezone))
    if expires is None:
        raise SummitryError("ruling.expiry")
    accepting.accept(
        here.actor,
        here.event,
        finder,
        reason=text_in(request.POST, "reason"),
        expires=expires,
        at=here.at,
    )
    return _ruled(here, identity)


@event_page(get=None, post=Verb.ACCEPT_RISK)
def agree(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Agree to an acceptance as the second person."""
    del request
    accepting.agree(here.actor, here.event, finder_for(here, identity), at=here.at)
    return _ruled(here, identity)


@event_page(get=None, post=Verb.ACCEPT_RISK)
def withdraw(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Take an acceptance back."""
    accepting.withdraw(
        here.actor,
        here.event,
        finder_for(here, identity),
        ruling_id=text_in(request.POST, "ruling"),
        reason=text_in(request.POST, "reason"),
        at=here.at,
    )
    return _ruled(here, identity)


def _ruled(here: Here, identity: str) -> HttpResponse:
    """Go back when the ruling has been checked: else the page would ask for it once more."""
    ask(here.event.pk, here.event.revision)
    return _back(here, identity)


def _back(here: Here, identity: str) -> HttpResponse:
    return HttpResponseRedirect(address_of(here, identity))
