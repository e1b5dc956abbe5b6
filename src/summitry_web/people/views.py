"""The register of persons: a list without documents, one record at a time, and erasing."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from summitry.kit.errors import Text
from summitry.plan.identity import Identity
from summitry.plan.terms import Marking
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.people import actions, asking
from summitry_web.people.sentences import GROUNDS, PURPOSES


@event_page(get=Verb.READ_PEOPLE)
def people(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of persons, without birth dates and documents."""
    rows = actions.list_all(here.actor, here.event, at=here.at)
    if request.GET.get("format"):
        # However narrow a search: part after part would be the whole.
        asking.require_allowed(here.actor, here.event, len(rows), at=here.at)
    shown = listing(request, rows, _columns(here), name="people", marking=Marking.RED)
    if shown.download is not None:
        return shown.download
    names = {
        "listing": shown, "days": actions.KEPT_DAYS_MAX, "reveals": actions.REVEALS_HOUR_MAX,
        "is_asked": request.GET.get("asked") == "yes", "is_many": len(rows) > asking.ALONE_MAX,
        "alone": asking.ALONE_MAX,
    }  # fmt: skip
    return page(request, "people/people.html", names)


def _columns(here: Here) -> tuple[Column[Identity], ...]:
    at = reverse("people:record", kwargs={"event": here.event.slug})
    return (
        Column(
            "record", Text("Record"), lambda row: row.record_id,
            lambda row: f"{at}?{urlencode({'record': row.record_id})}",
        ),
        Column("name", Text("Name"), lambda row: row.name),
        Column("subject", Text("Participant or person"), lambda row: row.subject_id),
        Column("badge", Text("Badge"), lambda row: row.badge),
        Column("nationality", Text("Nationality"), lambda row: row.nationality),
    )  # fmt: skip


@event_page(get=Verb.READ_PEOPLE, post=Verb.READ_PEOPLE)
def record(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the question what a record is opened for; when it is answered, the record."""
    if request.method == "POST":
        record_id, purpose = request.POST.get("record", ""), request.POST.get("purpose", "")
        found = actions.reveal(here.actor, here.event, record_id, purpose=purpose, at=here.at)
        return page(request, "people/opened.html", {"identity": found, **_choices(here)})
    names = {"record_id": request.GET.get("record", ""), **_choices(here)}
    return page(request, "people/ask.html", names)


@event_page(get=None, post=Verb.ERASE)
def erase(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask a second person to confirm that the record is erased, and return to the list."""
    record_id, reason = request.POST.get("record", ""), request.POST.get("reason", "")
    asking.ask_to_erase(here.actor, here.event, record_id, reason, at=here.at)
    address = reverse("people:list", kwargs={"event": here.event.slug})
    return HttpResponseRedirect(f"{address}?asked=yes")


@event_page(get=None, post=Verb.EXPORT_BULK)
def bulk(request: HttpRequest, here: Here) -> HttpResponse:
    """Ask a second person to let all identities be taken along, and return to the list."""
    del request
    asking.ask_for_bulk(here.actor, here.event, at=here.at)
    address = reverse("people:list", kwargs={"event": here.event.slug})
    return HttpResponseRedirect(f"{address}?asked=yes")


def _choices(here: Here) -> dict[str, object]:
    gettext = here.reader.gettext
    return {
        "purposes": [(code.value, gettext(told)) for code, told in PURPOSES.items()],
        "grounds": [(code.value, gettext(told)) for code, told in GROUNDS.items()],
        "reveals": actions.REVEALS_HOUR_MAX,
    }
