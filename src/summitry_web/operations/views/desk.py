"""The desk: one line and Enter; what came in last, searched and paged."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import CommandPostId
from summitry.plan.organisation import Unit
from summitry.plan.terms import Marking
from summitry.report.refusals import sentences
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied, wants_json
from summitry_web.frame.templating import page
from summitry_web.operations import forms, listed, places, terms
from summitry_web.operations.access import post_here
from summitry_web.operations.actions.line import correct, enter_all
from summitry_web.operations.actions.settle import SEVERITIES
from summitry_web.operations.forms import Typed
from summitry_web.operations.listed import Standing
from summitry_web.operations.pages import new_id
from summitry_web.operations.store.asking import Sieve
from summitry_web.operations.words import Choices, Filed, Telling
from summitry_web.plans.access import rows

DIGITS_MAX = 18
LINE_MAX = 500


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the desk; POST writes the line, and a refused line keeps what was typed."""
    post_id = post_here(here.event)
    if post_id is None and not wants_json(request):
        return HttpResponseRedirect(reverse("operations:post", args=[here.event.slug]))
    if post_id is None:
        raise SummitryError("operations.no_post", event=here.event.slug)
    if request.method != "POST":
        asked = request.GET.dict()
        return _answer(request, here, post_id, asked)
    cells = {name: str(value) for name, value in request.POST.items()}
    try:
        made = enter_all(here.actor, here.event, forms.lines_of(_typed(here, cells)), at=here.at)
    except SummitryError as refusal:
        if wants_json(request):
            raise
        return _desk(request, here, post_id, cells, told=sentences(refusal, here.reader))
    if wants_json(request):
        return JsonResponse({"entry_id": made[0].entry_id})
    return HttpResponseRedirect(reverse("operations:desk", args=[here.event.slug]))


def _typed(here: Here, cells: Mapping[str, str]) -> Typed:
    return Typed(cells=cells, zone=ZoneInfo(here.event.timezone), at=here.moment)


def _answer(
    request: HttpRequest, here: Here, post_id: CommandPostId, asked: Mapping[str, str]
) -> HttpResponse:
    """Return the list as a file, the list alone for the page that shows it, or the whole page."""
    if "format" in asked:
        return _taken_along(request, here, post_id, _sieve(here, asked))
    if "mark" in asked:
        names = _listed(here, post_id, {})
        if names["shown"].mark == asked["mark"]:
            return HttpResponse(status=204)
        return page(request, "operations/_entries.html", names)
    cells = {name: asked[name] for name in forms.PRESET if asked.get(name)}
    return _desk(request, here, post_id, cells, preset=tuple(cells))


def _sieve(here: Here, asked: Mapping[str, str]) -> Sieve:
    return listed.sieve_of(
        asked, zone=ZoneInfo(here.event.timezone), at=here.moment, is_trial=here.is_trial
    )


def _listed(here: Here, post_id: CommandPostId, asked: Mapping[str, str]) -> dict[str, Any]:
    """Return what the list is drawn from: the page that the address asks for."""
    before, after = _number(asked, "before"), _number(asked, "after")
    sieve = _sieve(here, asked)
    reaches = listed.reaches_of(here.actor, at=here.at)
    kept = {name: text for name, text in asked.items() if text and name in ASKED}
    return {
        "shown": listed.page_of(here.event, post_id, reaches, sieve, before=before, after=after),
        "sieve": sieve,
        "kept": kept,
        "is_newest": not (before or after or kept),
        "with_kept": lambda **more: urlencode({**kept, **more}),
        "telling": Telling(here),
        "terms": terms,
    }


def _desk(
    request: HttpRequest,
    here: Here,
    post_id: CommandPostId,
    cells: Mapping[str, str],
    *,
    told: tuple[str, ...] = (),
    preset: tuple[str, ...] = (),
) -> HttpResponse:
    asked = request.GET.dict()
    names = {
        **_listed(here, post_id, asked),
        "post_id": post_id,
        "asked": {name: asked.get(name, "") for name in ASKED},
        "typed": forms.TYPED,
        "fields": forms.PRESET,
        "takes": {kind: " ".join(sorted(fields)) for kind, fields in forms.TAKES.items()},
        "cells": defaultdict(str, {"marking": _default_marking(here), **cells}),
        "preset": " ".join(preset),
        "told": told,
        "choices": Choices(here),
        "markings": _markings(here),
        "units": list(rows(here.actor, here.event, Unit, at=here.at).values()),
        "places": places.offered(here.actor, here.event, at=here.at),
        "entry_id": cells.get("entry_id") or new_id(),
        "who": here.who,
    }
    return page(request, "operations/desk.html", names, status=400 if told else 200)


ASKED = ("words", "only", "haste", "where", "author", "since", "at")
"""What the address may ask of the list; ``kind``, ``place``, ``priority`` are cells of the line."""


def _number(asked: Mapping[str, str], name: str) -> int:
    text = asked.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) <= DIGITS_MAX else 0


def _markings(here: Here) -> list[Marking]:
    """Return the markings that the actor may write under."""
    heights = [each.clearance.height for each in here.actor.grants if Verb.ENTER in each.verbs]
    return [each for each in Marking if each.height <= max(heights, default=0)]


def _default_marking(here: Here) -> str:
    allowed = _markings(here)
    return (Marking.AMBER if Marking.AMBER in allowed else allowed[-1]).value


def _taken_along(
    request: HttpRequest, here: Here, post_id: CommandPostId, sieve: Sieve
) -> HttpResponse:
    """Return the list as a file; the journal says that it was taken along."""
    here.require(Verb.EXPORT)
    lines = listed.taken_along(here.event, post_id, here.actor, sieve, at=here.at)
    height = max((each.line.marking for each in lines), key=lambda e: e.height, default=None)
    made = listing(request, lines, _columns(here), name="entries", marking=height)
    if made.download is None:
        raise Denied("format")
    return made.download


def _columns(here: Here) -> list[Column[Standing]]:
    telling = Filed(here)
    return [
        Column("entered", Text("Entered at"), lambda s: s.line.entered),
        Column("observed", Text("Observed at"), lambda s: s.line.observed),
        Column("kind", Text("Kind"), lambda s: telling.kind(s.line)),
        Column("text", Text("What it says"), lambda s: telling.words(s.line)),
        Column("place", Text("Place"), lambda s: s.line.place),
        Column("author", Text("Author"), lambda s: s.line.author),
        Column("corrected", Text("Corrected to"), telling.corrected),
        Column("marking", Text("Marking"), lambda s: s.line.marking, kind="marking"),
        Column("entry", Text("Entry"), lambda s: s.line.entry_id),
    ]


@event_page(get=Verb.ENTER)
def guess(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what the line that is being typed probably is, as JSON."""
    text = request.GET.get("text", "")[:LINE_MAX]
    found = places.suggested(here.actor, here.event, text, at=here.at)
    made = {
        "kind": found.kind,
        "priority": found.priority.value,
        "severity": SEVERITIES[found.priority].value,
        "place": found.place,
        "person_id": found.person_id,
        "minutes": found.minutes,
        "because": found.because,
    }
    answer = JsonResponse(made)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def entry(request: HttpRequest, here: Here, entry_id: str) -> HttpResponse:
    """Return one entry with what was written over it; POST corrects or strikes it."""
    post_id = post_here(here.event)
    found = (
        None
        if post_id is None
        else listed.standing_of(here.event, post_id, here.actor, entry_id, at=here.at)
    )
    if found is None:
        raise Denied("entry")
    zone = ZoneInfo(here.event.timezone)
    cells = {name: str(value) for name, value in request.POST.items()}
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            written = forms.correction_of(_typed(here, cells), found)
            correct(here.actor, here.event, written, at=here.at)
        except SummitryError as refusal:
            told = sentences(refusal, here.reader)
        else:
            address = reverse("operations:entry", args=[here.event.slug, entry_id])
            return HttpResponseRedirect(address)
    names = {
        "standing": found,
        "telling": Telling(here),
        "terms": terms,
        "choices": Choices(here),
        "told": told,
        "cells": defaultdict(str, {**forms.cells_of(found.last, zone), **cells}),
        "takes": forms.TAKES.get(found.last.body.kind, ()),
        "may_correct": not found.line.corrects,
        "entry_id": cells.get("entry_id") or new_id(),
        "places": places.offered(here.actor, here.event, at=here.at),
        "is_trial": here.is_trial,
    }
    return page(request, "operations/entry.html", names, status=400 if told else 200)
