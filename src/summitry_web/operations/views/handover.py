"""Handover of the watch: what is open now, given to a named officer who takes it over."""

from django.http import HttpRequest, HttpResponse

from summitry.kit.errors import Text
from summitry.kit.ids import PersonId
from summitry.operations import situation
from summitry.operations.bodies import Acknowledged, Handover
from summitry.operations.papers.paper import Kind
from summitry.operations.record import Said
from summitry.plan.organisation import Person
from summitry_web.accounts.access import held_in
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import VERBS, Role, Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.command_forms import Posted, answering
from summitry_web.operations.pages import back_to, day_page, entry_for, new_id
from summitry_web.operations.paper_forms import handover_in
from summitry_web.operations.papers import (
    Wish,
    markings_of,
    paper_of,
    sources_of,
    still_open,
    watch_of,
)
from summitry_web.operations.seen import Seen
from summitry_web.operations.views.papers import shown, ways_to

TAKEN, WAITS = Text("Taken over"), Text("Not taken over yet")


@day_page(post=Verb.ENTER)
def handover(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the paper of now and the handovers; POST hands the desk over, or takes it over."""
    officers = _officers(here, seen)
    if request.method == "POST":
        written = _written(Posted(request.POST, seen), here, officers)
        enter(here.actor, here.event, written, at=here.at)
        return back_to(here, "handover")
    found = situation.handovers(seen.record)
    marking = seen.marking_of(said.event for said, _ in found)
    listed = listing(request, found[::-1], _columns(here), name="handovers", marking=marking)
    if listed.download is not None:
        return listed.download
    sources = sources_of(seen)
    made = paper_of(sources, Wish(kind=Kind.HANDOVER, period=watch_of(seen)))
    names = {
        "seen": seen,
        "path_only": request.path,
        "listing": listed,
        "paper": shown(here, sources, made),
        "way": ways_to(here),
        "new_id": new_id,
        "mine": [said for said, taken in found if not taken and _is_mine(here, said)],
        "handovers": [(e.event.entry_id, _told(seen, e)) for e, _ in found[::-1]],
        "officers": sorted(officers.items()),
        "still_open": still_open(seen),
        "markings": markings_of(seen, Verb.ENTER),
        "may_hand_over": here.may(Verb.ENTER) and not seen.is_past,
    }
    return page(request, "operations/handover.html", names)


def _is_mine(here: Here, said: Said[Handover]) -> bool:
    return said.body.to_person_id == here.actor.person_id


def _told(seen: Seen, said: Said[Handover]) -> str:
    return f"{seen.clock(said.event.entered)} · {said.body.desk or said.body.to_person_id}"


def _columns(here: Here) -> list[Column[tuple[Said[Handover], bool]]]:
    def state(each: tuple[Said[Handover], bool]) -> str:
        return here.reader.gettext(TAKEN if each[1] else WAITS)

    return [
        Column("at", Text("Handed over at"), lambda each: each[0].event.entered),
        Column("desk", Text("Desk"), lambda each: each[0].body.desk),
        Column("from", Text("Hands over"), lambda each: each[0].event.author),
        Column("to", Text("Takes over"), lambda each: each[0].body.to_person_id),
        Column("situation", Text("Situation"), lambda each: each[0].body.situation),
        Column("state", Text("State"), state),
    ]


def _officers(here: Here, seen: Seen) -> dict[str, str]:
    """Return who else may write at the desk, by person, with the person's unit."""
    people = seen.rows(Person)
    found = {
        each.person_id
        for each in held_in(here.event, at=here.at)
        if Verb.ENTER in VERBS[Role(each.role)] and each.person_id != here.actor.person_id
    }
    return {each: _officer(seen, people.get(each), each) for each in found}


def _officer(seen: Seen, person: Person | None, person_id: str) -> str:
    return person_id if person is None else f"{person_id} · {seen.name(f'units/{person.unit_id}')}"


def _written(posted: Posted, here: Here, officers: dict[str, str]) -> Written:
    if posted.text("deed") != "take":
        return handover_in(posted, officers)
    to = entry_for(posted.seen, posted.text("to"))
    if not isinstance(to.body, Handover) or to.body.to_person_id != PersonId(here.actor.person_id):
        raise Denied("entry")
    return answering(posted, Acknowledged(to=to.entry_id), to)
