"""Reports that nobody has looked at, and everything else that is owed."""

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.operations.bodies import BODIES
from summitry.operations.obligations import Debt
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.operations import terms
from summitry_web.operations.actions.enter import COMMANDING, REPORTING
from summitry_web.operations.actions.line import derived
from summitry_web.operations.actions.settle import (
    ACTS,
    About,
    attach,
    make_incident,
    set_aside,
    settle,
)
from summitry_web.operations.owed import inbox_of, owed
from summitry_web.operations.pages import new_id
from summitry_web.operations.words import Telling

LINES_MAX = 100
"""So many are shown at once: the next ones follow when these are dealt with."""


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def inbox(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the reports that wait; POST says what becomes of one."""
    if request.method == "POST":
        cells = {name: str(value) for name, value in request.POST.items()}
        doing = _DOINGS.get(cells.get("act", ""))
        if doing is None:
            raise Denied("act")
        doing(here, About(to=cells.get("to", ""), entry_id=cells.get("entry_id", "")), cells)
        return HttpResponseRedirect(reverse("operations:inbox", args=[here.event.slug]))
    found = inbox_of(here.actor, here.event, at=here.at)
    names = {
        "reports": [(each, new_id()) for each in found.reports[:LINES_MAX]],
        "count": len(found.reports),
        "incidents": [(each.event.entry_id, each.title) for each in found.incidents],
        "telling": Telling(here),
    }
    return page(request, "operations/inbox.html", names)


def _attach(here: Here, about: About, cells: Mapping[str, str]) -> None:
    attach(here.actor, here.event, about, incident=cells.get("incident", ""), at=here.at)


def _aside(here: Here, about: About, cells: Mapping[str, str]) -> None:
    reason = cells.get("reason", "").strip()
    set_aside(here.actor, here.event, about, reason=reason, at=here.at)


def _incident(here: Here, about: About, _: Mapping[str, str]) -> None:
    make_incident(here.actor, here.event, about, at=here.at)


_DOINGS: Mapping[str, Callable[[Here, About, Mapping[str, str]], None]] = {
    "attach": _attach,
    "aside": _aside,
    "incident": _incident,
}


@event_page(get=Verb.ENTER, post=Verb.ENTER)
def owed_here(request: HttpRequest, here: Here) -> HttpResponse:
    """Return what is owed, the overdue first; POST settles one by a word."""
    if request.method == "POST":
        cells = {name: str(value) for name, value in request.POST.items()}
        if cells.get("debt", "") not in set(Debt):
            raise Denied("debt")
        about = About(to=cells.get("to", ""), entry_id=cells.get("entry_id", ""))
        settle(
            here.actor, here.event, Debt(cells["debt"]), about,
            owed_by=cells.get("owed_by", ""), at=here.at,
        )  # fmt: skip
        return HttpResponseRedirect(reverse("operations:owed", args=[here.event.slug]))
    found = owed(here.actor, here.event, at=here.at)
    names = {
        "owed": [(each, new_id()) for each in found[:LINES_MAX]],
        "count": len(found),
        "overdue": sum(each.is_overdue for each in found),
        "ones_act": {debt for debt in ACTS if _may_settle(here, debt)},
        "acts": terms.ACTS,
        "debts": terms.DEBTS,
        "derived": derived,
        "telling": Telling(here),
    }
    return page(request, "operations/owed.html", names)


def _may_settle(here: Here, debt: Debt) -> bool:
    """Say whether the button is shown: what only a commander writes is a commander's to settle."""
    kind = type(ACTS[debt]("0" * 32, ""))
    assert kind in BODIES.values(), kind  # a body of the journal
    return here.may("command") if kind in COMMANDING - REPORTING else True


@event_page(get=Verb.ENTER)
def owed_count(request: HttpRequest, here: Here) -> HttpResponse:
    """Return how much is owed and overdue, for the head of the desk."""
    found = owed(here.actor, here.event, at=here.at)
    names = {"count": len(found), "overdue": sum(each.is_overdue for each in found)}
    return page(request, "operations/_owed_count.html", names)
