"""Incidents: the list, and one with everything that belongs to it."""

import secrets

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.operations import situation
from summitry.operations.bodies import Attached, Body, Incident, IncidentStatus
from summitry.operations.event import Event as Entered
from summitry.operations.situation import IncidentStands
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.terms import Marking, Severity
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations import labels
from summitry_web.operations.actions.enter import enter
from summitry_web.operations.command_forms import Posted, incident_of, on_incident
from summitry_web.operations.pages import back_to, day_page, entry_for
from summitry_web.operations.seen import Seen

ID_BYTES = 16


@day_page(post=Verb.ENTER)
def incidents(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the incidents; POST opens one."""
    if request.method == "POST":
        made = enter(here.actor, here.event, incident_of(Posted(request.POST, seen)), at=here.at)
        return back_to(here, "incident", entry=made.entry_id)
    found = list(reversed(situation.incidents(seen.record)))
    listed = listing(request, found, _columns(here, seen), name="incidents")
    if listed.download is not None:
        return listed.download
    names = {
        "seen": seen,
        "path_only": request.path,
        "listing": listed,
        "entry_id": new_id(),
        "severities": list(Severity),
        "markings": list(Marking),
        "sites": list(seen.rows(Site).values()),
        "units": list(seen.rows(Unit).values()),
    }
    return page(request, "operations/incidents.html", names)


def _columns(here: Here, seen: Seen) -> list[Column[IncidentStands]]:
    def address(each: IncidentStands) -> str:
        parts = {"event": here.event.slug, "entry": each.event.entry_id}
        asked = f"?at={seen.asked}" if seen.asked else ""
        return reverse("operations:incident", kwargs=parts) + asked

    def place(each: IncidentStands) -> str:
        found = each.event.place
        return "" if found is None else seen.name(f"{found.table}/{found.key}")

    statuses = labels.INCIDENT_STATUSES
    return [
        Column("opened", Text("Entered at"), lambda each: each.event.entered),
        Column("title", Text("Incident"), lambda each: each.title, link=address),
        Column(
            "severity", Text("Severity"), lambda each: each.severity.value, kind="severity",
            order=lambda each: each.severity.depth,
        ),
        Column("status", Text("Status"), lambda each: here.reader.gettext(statuses[each.status])),
        Column("place", Text("Place"), place),
        Column("reports", Text("Reports"), lambda each: len(each.reports)),
        Column("touched", Text("Last update"), lambda each: each.touched),
    ]  # fmt: skip


@day_page(post=Verb.ENTER)
def incident(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return one incident with what belongs to it; POST moves it on."""
    stands = _incident_for(seen, entry)
    if request.method == "POST":
        for written in on_incident(Posted(request.POST, seen), stands.event):
            enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "incident", entry=entry)
    names = {
        "seen": seen,
        "path_only": request.path,
        "incident": stands,
        "timeline": timeline(seen, stands),
        "corrections": seen.record.corrections,
        "terms": labels,
        "entry_id": new_id(),
        "severities": list(Severity),
        "statuses": list(IncidentStatus),
    }
    return page(request, "operations/incident.html", names)


def _incident_for(seen: Seen, entry_id: str) -> IncidentStands:
    if not isinstance(entry_for(seen, entry_id).body, Incident):
        raise Denied("entry")
    return next(e for e in situation.incidents(seen.record) if e.event.entry_id == entry_id)


def timeline(seen: Seen, stands: IncidentStands) -> list[Entered]:
    """Return the incident's entry, its reports and all that was written to it, in order."""
    reports = [seen.record.get(each) for each in stands.reports]
    answers = [said.event for said in seen.record.answers(stands.event.entry_id, Body)]
    found = [stands.event, *(each for each in reports if each is not None), *answers]
    kept = {each.entry_id: each for each in found if not isinstance(each.body, Attached)}
    return sorted(kept.values(), key=lambda each: each.order)


def new_id() -> str:
    """Return an id for the entry that a form will make, however often it is sent."""
    return secrets.token_hex(ID_BYTES)
