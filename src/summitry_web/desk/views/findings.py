"""The list of findings, one finding, its rule, and what a save changed."""

import json
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse

from summitry.kit.errors import Text
from summitry.outcome.finding import Phase, Status
from summitry.plan.terms import Field, Severity
from summitry.report.words import word
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.desk.access import beside, lists, one
from summitry_web.desk.access.lines import shielded_lines
from summitry_web.desk.access.rules import rule_page
from summitry_web.desk.actions.exporting import note_export
from summitry_web.frame.refused import wants_json
from summitry_web.frame.sheet import KINDS, Sheet, answer
from summitry_web.frame.templating import page
from summitry_web.plans.found import checked_of, shielded_for

SHIELDED_MAX = 50
PAGE_DIGITS_MAX = 9
FOLDED = ("status", "unit", "code", "table", "phase", "state", "sort", "mine")
"""The ways to narrow the list that are folded away until one is used."""
HEADS = {
    "code": Text("Code"),
    "link": Text("Link"),
    "severity": Text("Severity"),
    "status": Text("Status"),
    "field": Text("Field"),
    "sentence": Text("Finding"),
    "table": Text("Table"),
    "key": Text("Key"),
    "units": Text("Units"),
}
SORTS = {
    "weight": Text("the gravest first"),
    "code": Text("by rule"),
    "field": Text("by field"),
    "newest": Text("the newest first"),
    "oldest": Text("the oldest first"),
}
STATES = {
    "open": Text("open"),
    "accepted": Text("accepted"),
    "closed": Text("closed"),
    "all": Text("all"),
}


@event_page()
def findings(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of findings that the reader may read, or a file of it."""
    wish = lists.wish_of(request.GET)
    kind = request.GET.get("format", "")
    if kind in {"csv", "xlsx", "json"}:
        return _file(here, wish, kind)
    number = request.GET.get("page", "1")
    shown = lists.page_of(here, wish, number=_page_number(number))
    above = shielded_for(here.actor, here.event, at=here.at)
    names = {
        "wish": wish,
        "shown": shown,
        "is_narrowed": any(getattr(wish, name) != getattr(lists.Wish(), name) for name in FOLDED),
        "choices": _choices(here),
        "address": lambda **changed: _address(request, changed),
        "shielded": shielded_lines(here, above[:SHIELDED_MAX]),
        "checked": checked_of(here.event),
        "may_export": here.may(Verb.EXPORT),
    }
    return page(request, "desk/findings.html", names)


def _page_number(wish: str) -> int:
    """Return the page asked for; the first for what is no number, or more than there can be."""
    return int(wish) if wish.isdecimal() and len(wish) <= PAGE_DIGITS_MAX else 1


def _address(request: HttpRequest, changed: dict[str, object]) -> str:
    """Return the address of the list with these parameters changed."""
    kept = {name: value for name, value in request.GET.items() if name != "page" and value}
    parts = {**kept, **{name: str(value) for name, value in changed.items()}}
    return f"{request.path}?{urlencode({n: v for n, v in parts.items() if v})}"


def _choices(here: Here) -> dict[str, list[tuple[str, str]]]:
    gettext, reader = here.reader.gettext, here.reader
    any_of = [("", gettext(Text("any")))]
    words = {"field": Field, "severity": Severity, "status": Status}
    options = lists.options_of(here)
    return {
        **{
            name: any_of + [(each.value, word(each.value, reader)) for each in values]
            for name, values in words.items()
        },
        "phase": any_of + [(each.value, each.value) for each in Phase],
        **{name: any_of + list(pairs) for name, pairs in options.items()},
        "state": [(name, gettext(label)) for name, label in STATES.items()],
        "sort": [(name, gettext(label)) for name, label in SORTS.items()],
    }


def _file(here: Here, wish: lists.Wish, kind: str) -> HttpResponse:
    """Return the list as a file; what it holds and who took it stands in the journal."""
    here.require(Verb.EXPORT)
    rows = lists.exported(here, wish)
    for row in rows:
        row["link"] = settings.ORIGIN.rstrip("/") + row["link"]
    note_export(here.actor, here.event, kind=kind, count=len(rows), at=here.at)
    if kind == "json":
        made = HttpResponse(
            json.dumps({"findings": rows}, ensure_ascii=False), content_type="application/json"
        )
        made.headers["Content-Disposition"] = 'attachment; filename="findings.json"'
        return made
    assert kind in KINDS
    sheet = Sheet(
        name="findings",
        day=here.at.astimezone(here.formats.zone).date(),
        marking="",
        header=tuple(here.reader.gettext(label) for label in HEADS.values()),
        rows=[tuple(row[name] for name in HEADS) for row in rows],
    )
    return answer(sheet, kind, here.reader)


@event_page()
def finding(request: HttpRequest, here: Here, identity: str) -> HttpResponse:
    """Return one finding with everything that is known and done about it."""
    shown = one.page_of(here, identity)
    names = {"one": shown, "units": lists.units_to_assign(here)}
    return page(request, "desk/finding.html", names)


@event_page()
def shielded(request: HttpRequest, here: Here, reference: str) -> HttpResponse:
    """Return what may be said of a finding above the reader's clearance."""
    names = {"one": one.shielded_one(here, reference), "units": sorted(here.actor.units(here.at))}
    return page(request, "desk/shielded.html", names)


@event_page()
def rule(request: HttpRequest, here: Here, code: str) -> HttpResponse:
    """Return the rule: what it looks at, why it matters, and on which source it rests."""
    return page(request, "desk/rule.html", {"rule": rule_page(here, code)})


@event_page()
def since(request: HttpRequest, here: Here, revision: int) -> HttpResponse:
    """Return what was opened and closed after the revision, as a fragment or as JSON."""
    if wants_json(request):
        return JsonResponse(dict(beside.since(here, revision)))
    return page(request, "desk/since.html", {"changed": beside.changed_since(here, revision)})
