"""Who has what in an event; one's own grants, and deputies."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import SummitryError, Text
from summitry_web.accounts import forms, reading
from summitry_web.accounts.actions import grants as actions
from summitry_web.accounts.forms import text
from summitry_web.accounts.labels import label
from summitry_web.accounts.models import Grant
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.accounts.terms import moment_of
from summitry_web.accounts.views.showing import shown
from summitry_web.frame.listing import Column, listing


@event_page(get=Verb.GRANT)
def grants(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of everybody's grants."""

    def address(grant: Grant) -> str:
        return reverse("accounts:grant", kwargs={"event": here.event.slug, "pk": grant.pk})

    columns: tuple[Column[Grant], ...] = (
        Column("name", Text("Name"), lambda each: each.account.name, address),
        Column("email", Text("E-mail address"), lambda each: each.account.email),
        Column("role", Text("Role"), lambda each: label(each.role, here.reader)),
        Column("unit", Text("Unit"), lambda each: each.unit_id),
        Column("person", Text("Person"), lambda each: each.person_id),
        Column("clearance", Text("Clearance"), lambda each: each.clearance),
        Column("from", Text("Holds from"), lambda each: each.not_before or ""),
        Column("until", Text("Holds until"), lambda each: each.not_after or ""),
        Column("deputy", Text("Deputy of"), _principal),
        Column(
            "state", Text("State"), lambda e: label(reading.grant_state(e, here.at), here.reader)
        ),
    )
    rows = listing(request, reading.grants_of(here.event), columns, name="grants")
    if rows.download is not None:
        return rows.download
    return shown(request, "grants", {"listing": rows})


def _principal(grant: Grant) -> str:
    return grant.deputy_of.name if grant.deputy_of else ""


@event_page(get=Verb.GRANT, post=Verb.GRANT)
def grant(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Return the page of one grant, or change its clearance and time."""
    if request.method == "POST":
        actions.change(here.actor, here.event, pk, forms.terms(request, here), at=here.at)
        return _to("grants", here)
    found = reading.grant_of(here.event, pk)
    zone = here.formats.zone
    names = {
        "grant": found,
        "state": reading.grant_state(found, here.at),
        "start": _typed(found.not_before, zone),
        "stop": _typed(found.not_after, zone),
    }
    return shown(request, "grant", names)


def _typed(moment: datetime | None, zone: ZoneInfo) -> str:
    """Return the moment as a control of a form takes it."""
    return "" if moment is None else moment.astimezone(zone).strftime("%Y-%m-%dT%H:%M")


@event_page(get=None, post=Verb.GRANT)
def end(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End a grant now."""
    actions.end(here.actor, here.event, pk, at=here.at)
    return _to("grants", here)


@event_page(get=Verb.READ)
def mine(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what the reader has in the event, and whom they made a deputy."""
    names = {
        "grants": [
            (each, reading.grant_state(each, here.at))
            for each in reading.own_grants(here.actor, here.event)
        ],
        "lent": reading.lent_by(here.actor, here.event, here.at),
        "colleague_choices": [
            (each.pk, each.name) for each in reading.colleagues_of(here.actor, here.event, here.at)
        ],
    }
    return shown(request, "mine", names)


@event_page(get=None, post=Verb.READ)
def lend(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Make somebody a deputy for a span."""
    zone = here.formats.zone
    start = moment_of(text(request, "start"), zone) or here.at
    stop = moment_of(text(request, "stop"), zone)
    to = text(request, "to")
    if stop is None or not to.isdecimal():
        raise SummitryError("deputy.beyond")
    made = actions.lend(here.actor, here.event, pk, to=int(to), span=(start, stop), at=here.at)
    return _to("mine" if made else "pending", here)


@event_page(get=None, post=Verb.READ)
def end_lent(_: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """End what one has lent to a deputy."""
    actions.end(here.actor, here.event, pk, at=here.at)
    return _to("mine", here)


def _to(name: str, here: Here) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"accounts:{name}", kwargs={"event": here.event.slug}))
