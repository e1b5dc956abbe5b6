"""What the day has uncovered, what lasts, and the ways to close a gap."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.operations.bodies import Absence, Closure, Failure, Lifted, Order
from summitry.operations.event import Event as Entered
from summitry.operations.record import Said
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations import labels, terms
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.command_forms import Posted, answering, lifted_of
from summitry_web.operations.mending import choices_for, chosen, gap_for, readers_of
from summitry_web.operations.pages import back_to, day_page, entry_for, new_id
from summitry_web.operations.seen import Gap, Seen

KINDS = (Absence, Closure, Failure)
FACTS = ("absence", "delay", "closure", "failure", "verification", "presence", "progress")
"""The kinds of entries that may uncover something; each is entered at the desk."""


class Lasting(Struct, frozen=True, kw_only=True):
    """An absence, a closure or a failure that nobody has lifted, and the row that it is of."""

    event: Entered
    body: Absence | Closure | Failure
    place: str


@day_page(post=Verb.ENTER)
def assurance(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return what is uncovered and what lasts; POST says that something is over."""
    if request.method == "POST":
        posted = Posted(request.POST, seen)
        lasted = entry_for(seen, posted.text("lifts"))
        if not isinstance(lasted.body, KINDS):
            raise Denied("entry")
        enter(here.actor, here.event, lifted_of(posted, lasted), at=here.at)
        return back_to(here, "assurance")
    may_enter = here.may(Verb.ENTER) and not seen.is_past
    found = lasting(seen)
    gaps = listing(
        request, seen.gaps, _gap_columns(here, seen), name="uncovered", marking=_marking(seen)
    )
    lasts = listing(
        request, found, _lasting_columns(here, seen, may_enter=may_enter), name="lasting",
        prefix="l-",
        marking=seen.marking_of((e.event for e in found), (each.place for each in found)),
    )  # fmt: skip
    for each in (gaps, lasts):
        if each.download is not None:
            return each.download
    over = request.GET.get("over", "")
    names = {
        "seen": seen,
        "path_only": request.path,
        "terms": terms,
        "gaps": gaps,
        "lasting": lasts,
        "over": next((e for e in found if may_enter and e.event.entry_id == over), None),
        "facts": FACTS if may_enter else (),
        "entry_id": new_id(),
    }
    return page(request, "operations/assurance.html", names)


def _marking(seen: Seen) -> Marking | None:
    """Return the highest marking of the gaps and of what may have uncovered them."""
    if not seen.gaps:
        return None
    entries = [each.marking for each in seen.record]
    return highest([*entries, *(each.finding.marking for each in seen.gaps)])


def lasting(seen: Seen) -> list[Lasting]:
    """Return the absences, closures and failures that nobody has lifted, the oldest first."""
    said: list[Said[Any]] = [each for kind in KINDS for each in seen.record.said(kind)]
    found = [
        Lasting(event=each.event, body=each.body, place=_place(each.body))
        for each in said
        if not (each.body.end is not None and each.body.end <= seen.moment)
        and not seen.record.answers(each.event.entry_id, Lifted)
    ]
    return sorted(found, key=lambda each: each.event.order)


def _place(body: Absence | Closure | Failure) -> str:
    if isinstance(body, Absence):
        return f"persons/{body.person_id}"
    return f"{body.thing.table}/{body.thing.key}"


def _gap_columns(here: Here, seen: Seen) -> list[Column[Gap]]:
    def address(each: Gap) -> str:
        parts = {"event": here.event.slug, "identity": each.identity}
        return reverse("operations:gap", kwargs=parts) + seen.asking

    return [
        Column(
            "severity", Text("Severity"), lambda each: each.finding.severity.value,
            kind="severity", order=lambda each: each.finding.severity.depth,
        ),
        Column("what", Text("Uncovered"), lambda each: each.name, link=address),
        Column("sentence", Text("What is wrong"), lambda each: each.told.sentence),
        Column("when", Text("When"), lambda each: each.told.when),
        Column(
            "minutes", Text("Minutes without cover"), lambda each: each.minutes or "",
            order=lambda each: each.minutes,
        ),
    ]  # fmt: skip


def _lasting_columns(here: Here, seen: Seen, *, may_enter: bool) -> list[Column[Lasting]]:
    gettext = here.reader.gettext

    def over(each: Lasting) -> str:
        asked = urlencode({"over": each.event.entry_id})
        return f"{reverse('operations:assurance', args=[here.event.slug])}?{asked}#over"

    columns: list[Column[Lasting]] = [
        Column("kind", Text("Kind"), lambda each: gettext(terms.KINDS[each.body.kind])),
        Column("what", Text("Who or what"), lambda each: seen.name(each.place)),
        Column("start", Text("From"), lambda each: each.body.start),
        Column("end", Text("To"), lambda each: each.body.end or ""),
        Column(
            "marking", Text("Marking"), lambda each: each.event.marking.value, kind="marking"
        ),
    ]  # fmt: skip
    if may_enter:
        is_over = Text("Say that it is over")
        columns.append(Column("over", Text("Over"), lambda _: gettext(is_over), link=over))
    return columns


@day_page(post=Verb.COMMAND)
def gap(request: HttpRequest, here: Here, seen: Seen, identity: str) -> HttpResponse:
    """Return a gap and, where asked for, the least ways to close it; POST takes one of them."""
    if request.method == "POST":
        posted = Posted(request.POST, seen)
        made = enter(here.actor, here.event, _order(posted, identity), at=here.at)
        return back_to(here, "order", entry=made.entry_id)
    found = gap_for(seen, identity)
    may_mend = here.may(Verb.COMMAND) and not seen.is_past
    asked = may_mend and request.GET.get("repairs") == "yes"
    names = {
        "seen": seen,
        "path_only": request.path,
        "gap": found,
        "may_mend": may_mend,
        "choices": choices_for(seen, found) if asked else None,
        "labels": labels,
        "tables": TABLES,
        "new_id": new_id,
    }
    return page(request, "operations/gap.html", names)


def _order(posted: Posted, identity: str) -> Written:
    """Return the order; who knows of the gap and of its rows reads it."""
    sent, text = posted.text("entry_id"), posted.text("text")
    before = posted.seen.record.get(sent)
    if before is not None and isinstance(before.body, Order) and before.body.text == text:
        # Sent a second time: the gap is closed already, and the order stands.
        return answering(posted, before.body, before)
    choice = chosen(posted.seen, identity, posted.text("choice"))
    marking, scope = readers_of(posted.seen, choice)
    return Written(body=choice.order(text), entry_id=sent, marking=marking, scope=scope)
