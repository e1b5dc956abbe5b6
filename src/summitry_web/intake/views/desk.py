"""The desk: what came in, what waits, and what is done about each."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.kit.errors import Text
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.listing import Column, listing
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.intake import access, actions, terms
from summitry_web.intake.access import Report
from summitry_web.intake.forms import number_in

Doing = Callable[[Here, int, Mapping[str, str]], None]


@event_page(get=Verb.TRIAGE)
def desk(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the list of reports and how long the oldest waits."""
    actions.sweep(here.at)
    reports = list(access.reports_for(here.actor, here.event, at=here.at))
    marking = access.marking_allowed(here.event)
    made = listing(request, reports, _columns(here), name="reports", marking=marking)
    if made.download is not None:
        return made.download
    names = {"listing": made, "waiting": access.waiting_of(reports), "minutes": _minutes(here)}
    return page(request, "intake/desk.html", names)


def _minutes(here: Here) -> Callable[[Any], int]:
    return lambda moment: int((here.at - moment).total_seconds() // 60)


def _columns(here: Here) -> list[Column[Report]]:
    tell = here.reader.gettext
    sites = access.sites_of(here.actor, here.event, at=here.at)
    return [
        Column(
            "number",
            Text("Report no."),
            lambda r: r.number,
            lambda r: reverse("intake:one", kwargs={"event": here.event.slug, "number": r.number}),
        ),
        Column("act", Text("What happened"), lambda r: tell(terms.ACTS[terms.Act(r.act)])),
        Column("place", Text("Place"), lambda r: sites.get(r.place, r.place)),
        Column("happened", Text("Happened"), lambda r: r.happened_at),
        Column("received", Text("Received"), lambda r: r.received_at),
        Column("state", Text("State"), lambda r: tell(terms.STATES[terms.State(r.state)])),
        Column("unit", Text("Unit"), lambda r: r.passed_to or r.unit_id),
        Column("marking", Text("Marking"), lambda r: r.marking, kind="marking"),
    ]


@event_page(get=Verb.TRIAGE)
def one(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return one report with its history and what can be done."""
    actions.sweep(here.at)
    return _one(request, here, number, {})


def _one(
    request: HttpRequest, here: Here, number: int, names: Mapping[str, object]
) -> HttpResponse:
    report = access.report_for(here.actor, here.event, number, at=here.at)
    query = request.GET.get("find", "")
    shown = {
        "report": report,
        "terms": terms,
        "act": terms.ACTS[terms.Act(report.act)],
        "state": terms.STATES[terms.State(report.state)],
        "steps": [(each, terms.STEPS[terms.Step(each.kind)]) for each in report.steps.all()],
        "photos": access.photos_of(here.actor, report, at=here.at),
        "name": access.name_of(report, at=here.at),
        "ground": access.ground_of(report, at=here.at),
        "sites": access.sites_of(here.actor, here.event, at=here.at),
        "units": access.units_of(here.actor, here.event, at=here.at),
        "query": query,
        "found": access.rows_found(here.actor, here.event, query, at=here.at),
        "days_max": actions.DAYS_MAX,
        "read_name": "",
        **names,
    }
    return page(request, "intake/one.html", shown)


@event_page(get=None, post=Verb.TRIAGE)
def read_name(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Return the page with the name, once, after the journal has it."""
    told = actions.read_name(here.actor, here.event, number, at=here.at)
    return _one(request, here, number, {"read_name": told})


@event_page(get=None, post=Verb.TRIAGE)
def step(request: HttpRequest, here: Here, number: int, doing: str) -> HttpResponse:
    """Do one step with the report, and return to it."""
    if doing not in DOINGS:
        raise Denied("step")
    cells = {name: str(value) for name, value in request.POST.items()}
    DOINGS[doing](here, number, cells)
    kwargs = {"event": here.event.slug, "number": number}
    return HttpResponseRedirect(reverse("intake:one", kwargs=kwargs))


def _take(here: Here, number: int, _cells: Mapping[str, str]) -> None:
    actions.take(here.actor, here.event, number, at=here.at)


def _ask(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.ask(here.actor, here.event, number, cells.get("words", ""), at=here.at)


def _grade(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.grade(
        here.actor, here.event, number, reliability=cells.get("reliability", ""),
        credibility=cells.get("credibility", ""), at=here.at,
    )  # fmt: skip


def _link(here: Here, number: int, cells: Mapping[str, str]) -> None:
    table, _, key = cells.get("row", "").partition("/")
    actions.link(here.actor, here.event, number, table=table, key=key, at=here.at)


def _act(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.act(
        here.actor, here.event, number, power=cells.get("power", ""),
        ordered_by=cells.get("ordered_by", ""), outcome=cells.get("outcome", ""), at=here.at,
    )  # fmt: skip


def _pass(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.pass_to(here.actor, here.event, number, cells.get("unit", ""), at=here.at)


def _close(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.close(
        here.actor, here.event, number, cells.get("reason", ""),
        other=number_in(cells, "other") or None, at=here.at,
    )  # fmt: skip


def _confirm_name(here: Here, number: int, cells: Mapping[str, str]) -> None:
    actions.confirm_name(
        here.actor, here.event, number, days=number_in(cells, "days"),
        review_days=number_in(cells, "review_days"), at=here.at,
    )  # fmt: skip


def _delete_name(here: Here, number: int, _cells: Mapping[str, str]) -> None:
    actions.delete_name(here.actor, here.event, number, at=here.at)


DOINGS: Mapping[str, Doing] = {
    "take": _take,
    "ask": _ask,
    "grade": _grade,
    "link": _link,
    "act": _act,
    "pass": _pass,
    "close": _close,
    "confirm-name": _confirm_name,
    "delete-name": _delete_name,
}
