"""Situation reports: the list, a draft from the record, issued by whoever commands."""

from collections.abc import Iterable

import msgspec
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId
from summitry.operations import situation
from summitry.operations.bodies import Sentence, Sitrep
from summitry.operations.papers.paper import Kind, Paper
from summitry.operations.papers.sitrep import approver_of
from summitry.operations.record import Said
from summitry.report.day_paper import sentences_of
from summitry.report.language import language
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations.actions.report import issue
from summitry_web.operations.command_forms import Posted
from summitry_web.operations.pages import back_to, day_page, entry_for, new_id
from summitry_web.operations.paper_forms import OWN_SENTENCES, period_in, report_in, wish_in
from summitry_web.operations.papers import (
    Sources,
    due_reports,
    issued_of,
    markings_of,
    paper_of,
    period_of,
    sources_of,
)
from summitry_web.operations.seen import Seen
from summitry_web.operations.views.papers import printed, shown, ways_to


class Proposed(Struct, frozen=True):
    """A sentence of a draft: how the form sends it, and what it cites as id and reference."""

    content: str
    text: str
    cites: tuple[tuple[str, str], ...]


@day_page()
def sitreps(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return the reports that were issued, and the form that asks for a draft."""
    found = list(reversed(situation.sitreps(seen.record)))
    marking = seen.marking_of(each.event for each in found)
    listed = listing(request, found, _columns(here, seen), name="sitreps", marking=marking)
    if listed.download is not None:
        return listed.download
    names = {
        "seen": seen, "path_only": request.path, "listing": listed,
        "coming": period_of(seen), "markings": markings_of(seen, Verb.READ),
    }  # fmt: skip
    return page(request, "operations/sitreps.html", names)


def _columns(here: Here, seen: Seen) -> list[Column[Said[Sitrep]]]:
    def address(each: Said[Sitrep]) -> str:
        asked = f"?at={seen.asked}" if seen.asked else ""
        parts = {"event": here.event.slug, "entry": each.event.entry_id}
        return reverse("operations:sitrep", kwargs=parts) + asked

    def period(each: Said[Sitrep]) -> str:
        return here.formats.interval(each.body.start, each.body.end)

    return [
        Column("issued", Text("Issued at"), lambda each: each.event.entered, link=address),
        Column("period", Text("Period"), period),
        Column("approved", Text("Approved by"), lambda each: each.body.approved_by),
        Column("sentences", Text("Sentences"), lambda each: len(each.body.sentences)),
        Column("marking", Text("Marking"), lambda each: each.event.marking.value, kind="marking"),
    ]


@day_page(post=Verb.COMMAND)
def draft(request: HttpRequest, here: Here, seen: Seen) -> HttpResponse:
    """Return a draft with what it cites; POST issues what was kept of it."""
    if request.method == "POST":
        posted = Posted(request.POST, seen)
        report = report_in(posted, period_in(posted, period_of(seen)))
        entered = issue(here.actor, here.event, report, at=here.at)
        return back_to(here, "sitrep", entry=entered.entry_id)
    wish = wish_in(Posted(request.GET, seen), Kind.SITREP, period_of(seen))
    sources = sources_of(seen)
    made = paper_of(sources, wish)
    reader = language(request.GET.get("lang") or here.reader.code)
    markings = markings_of(seen, Verb.COMMAND)
    names = {
        "seen": seen,
        "wish": wish,
        "paper": shown(here, sources, made),
        "parts": _proposed(made, sentences_of(made, sources.plan.event, reader)),
        "language": reader,
        "way": ways_to(here),
        "entry_id": new_id(),
        "own_sentences": range(1, OWN_SENTENCES + 1),
        "due": due_reports(seen),
        "markings": [each for each in markings if each.height >= made.marking.height],
        "approver": _approver(here, sources),
        "may_issue": here.may(Verb.COMMAND) and not seen.is_past,
    }
    return page(request, "operations/sitrep_draft.html", names)


def _approver(here: Here, sources: Sources) -> str:
    """Return the office in which the reader approves; empty where the plan knows none."""
    try:
        return approver_of(sources.plan, PersonId(here.actor.person_id)).office
    except SummitryError:
        return ""


def _proposed(made: Paper, sentences: Iterable[Sentence]) -> list[tuple[str, list[Proposed]]]:
    references = {each.entry_id: each.reference for each in made.cited}
    parts: dict[str, list[Proposed]] = {}
    for each in sentences:
        content = msgspec.json.encode(each).decode()
        cites = tuple((entry_id, references[entry_id]) for entry_id in each.cites)
        parts.setdefault(each.heading, []).append(Proposed(content, each.text, cites))
    return list(parts.items())


@day_page()
def sitrep(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return a report as it was issued."""
    sources, said = sources_of(seen), _issued(seen, entry)
    names = {
        "seen": seen, "said": said, "paper": shown(here, sources, issued_of(sources, said)),
        "way": ways_to(here),
    }  # fmt: skip
    return page(request, "operations/sitrep.html", names)


@day_page()
def sitrep_paper(request: HttpRequest, here: Here, seen: Seen, entry: str) -> HttpResponse:
    """Return a report as it was issued, as one page that prints."""
    sources = sources_of(seen)
    return printed(request, here, sources, issued_of(sources, _issued(seen, entry)))


def _issued(seen: Seen, entry_id: str) -> Said[Sitrep]:
    event = entry_for(seen, entry_id)
    if not isinstance(event.body, Sitrep):
        raise Denied("entry")
    return Said(event, event.body)
