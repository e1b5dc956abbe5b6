"""The list of baselines, one of them, and the proofs that it is what it was."""

from datetime import datetime

import msgspec
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.persons import is_same_person
from summitry_web.accounts.roles import Verb
from summitry_web.baselines.access import standing as reading
from summitry_web.baselines.access.standing import Standing
from summitry_web.baselines.actions import freezing
from summitry_web.baselines.actions.papers import scans_of
from summitry_web.baselines.forms import text_in
from summitry_web.baselines.sentences import BADGES, STATES
from summitry_web.desk.access.lines import address_of
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.templating import page
from summitry_web.plans.found import told


@event_page(get=Verb.READ, post=Verb.FREEZE)
def baselines(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the baselines with where each stands; a POST freezes the plan."""
    if request.method == "POST":
        made = freezing.freeze(
            here.actor, here.event, name=text_in(request, "name"),
            reason=text_in(request, "reason"), at=here.at,
        )  # fmt: skip
        return HttpResponseRedirect(address(here, made.number))
    found = reading.standings(here.event)
    shown = listing(request, found, _columns(here), name="baselines")
    if shown.download is not None:
        return shown.download
    names = {"listing": shown, "distance": reading.distance_of(here),
             "against": reading.reference_of(here.event),
             "latest": found[0].baseline.number if found else 0}  # fmt: skip
    return page(request, "baselines/list.html", names)


def _columns(here: Here) -> list[Column[Standing]]:
    state = here.reader.gettext
    return [
        Column("number", Text("Number"), lambda each: each.baseline.number,
               lambda each: address(here, each.baseline.number)),
        Column("name", Text("Name"), lambda each: each.baseline.name,
               lambda each: address(here, each.baseline.number)),
        Column("state", Text("State"), lambda each: state(STATES[each.state])),
        Column("revision", Text("Revision"), lambda each: each.baseline.revision),
        Column("by", Text("Frozen by"), lambda each: each.baseline.person_id),
        Column("at", Text("Frozen at"), reading.frozen_at),
        Column("root", Text("Hash"), lambda each: each.baseline.root[:16]),
    ]  # fmt: skip


@event_page(get=Verb.READ)
def baseline(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return the page of one baseline."""
    found = reading.standing_of(here.event, number)
    then = reading.findings_then(here, found.baseline)
    names = {
        "standing": found, "baseline": found.baseline, "then": then,
        "accepted": [(told(each), address_of(here, each.identity)) for each in then.accepted],
        "state": STATES[found.state], "badge": BADGES[found.state],
        "may_sign": reading.may_sign(here),
        "reads_notes": reading.may_read_notes(here, found.baseline),
        "is_author": is_same_person(here.event, found.baseline.frozen_by_id, here.actor),
        "reading": reading.reading_by(here, found),
        "has_seen": reading.has_seen(here.actor, found.baseline, found.against),
        "has_approved": any(
            is_same_person(here.event, each.account_id, here.actor) for each in found.approvals
        ),
        "scans": scans_of(here.actor, here.event, number, at=here.at),
        "day": _day(here, here.moment),
    }  # fmt: skip
    return page(request, "baselines/one.html", names)


@event_page(get=Verb.READ)
def verify(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return what the stored bytes lead to."""
    found = reading.standing_of(here.event, number).baseline
    checked = reading.verified(here, found)
    names = {"baseline": found, "verified": checked,
             "broken": [name for name, same in checked.tables if not same]}  # fmt: skip
    return page(request, "baselines/verify.html", names)


@event_page(get=Verb.APPROVE_BASELINE)
def proof(_: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return the redacted proof as a file: whoever signs can work the hash out on their own."""
    found = reading.standing_of(here.event, number).baseline
    content = msgspec.json.encode(
        {"format": "summitry-redacted-proof-1", "event": here.event.slug, "baseline": number,
         "revision": found.revision, **msgspec.to_builtins(reading.proof_for(here, found))}
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/json")
    answer.headers["Content-Disposition"] = (
        f'attachment; filename="{here.event.slug}-baseline-{number}-proof.json"'
    )
    return answer


def address(here: Here, number: int) -> str:
    """Return the address of the baseline's page."""
    return reverse("baselines:one", kwargs={"event": here.event.slug, "number": number})


def _day(here: Here, at: datetime) -> str:
    return at.astimezone(here.formats.zone).date().isoformat()
