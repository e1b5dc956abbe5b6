"""The list of my events, and making a new one."""

from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.report.formats import Formats
from summitry.report.refusals import sentences
from summitry_web.accounts.access import events_of
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import CLOCK, account_page, first_page_of
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page, reader_of
from summitry_web.plans.actions.packages import create_event


def _account(request: HttpRequest) -> Account:
    assert isinstance(request.user, Account)
    return request.user


@account_page
def events(request: HttpRequest) -> HttpResponse:
    """Return the list of the account's events."""
    account = _account(request)
    reader, at = reader_of(request), CLOCK.now()
    names = {
        "events": events_of(account, at=at),
        "may_create": account.may_create_events,
        "home": lambda event: first_page_of(account, event, at=at),
        "opening": lambda event: Formats(reader, ZoneInfo(event.timezone)).moment(event.opens),
    }
    return page(request, "plans/events.html", names)


@account_page
def new_event(request: HttpRequest) -> HttpResponse:
    """Make an event with an empty plan; its maker is the organiser."""
    account = _account(request)
    if not account.may_create_events:
        raise Denied("event")
    names = {name: request.POST.get(name, "").strip() for name in ("slug", "name", "person_id")}
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            made = create_event(account, slug=names["slug"], name=names["name"] or names["slug"],
                                person_id=names["person_id"] or f"A-{account.pk}",
                                at=CLOCK.now())  # fmt: skip
        except SummitryError as refusal:
            told = sentences(refusal, reader_of(request))
        else:
            return HttpResponseRedirect(reverse("desk:home", kwargs={"event": made.slug}))
    status = 400 if told else 200
    return page(request, "plans/new_event.html", {"names": names, "told": told}, status=status)
