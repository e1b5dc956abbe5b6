"""Patches that wait for a unit, and the units' decisions."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry.plan.tables import TABLES
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page
from summitry_web.plans.actions.proposals import Waiting, accept, send_back, waiting, withdraw
from summitry_web.plans.typed import cells_of, shown_cell

PAGE_MAX = 50
DIGITS_MAX = 15


@event_page()
def proposals(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the patches that the reader may decide or has made."""
    state = None if request.GET.get("all") else "open"
    wish = request.GET.get("before", "")
    before = int(wish) if wish.isascii() and wish.isdigit() and len(wish) <= DIGITS_MAX else None
    found = waiting(
        here.actor, here.event, at=here.at, state=state, before=before, size=PAGE_MAX + 1
    )
    shown = found[:PAGE_MAX]
    names = {
        "proposals": [_shown(here, each) for each in shown], "shows_all": state is None,
        "next": shown[-1].pk if len(found) > PAGE_MAX else None,
    }  # fmt: skip
    return page(request, "plans/proposals.html", names)


def _shown(here: Here, each: Waiting) -> dict[str, Any]:
    table = TABLES[each.table]
    old = {} if each.before is None else cells_of(table, each.before)
    new = {} if each.after is None else cells_of(table, each.after)
    cells = [
        (
            here.reader.gettext(column.label),
            *(shown_cell(column, side.get(column.name, ""), here.reader) for side in (old, new)),
        )
        for column in table.columns
        if old.get(column.name, "") != new.get(column.name, "")
    ]
    return {"edit": each, "label": here.reader.gettext(table.label), "cells": cells,
            "is_gone": each.after is None}  # fmt: skip


@event_page(get=None, post=Verb.READ)
def decide(request: HttpRequest, here: Here, pk: int) -> HttpResponse:
    """Accept, return or withdraw one proposed edit."""
    what = request.POST.get("decision", "")
    note = request.POST.get("note", "")
    if what == "accept":
        accept(here.actor, here.event, pk, at=here.at, note=note)
    elif what == "return":
        send_back(here.actor, here.event, pk, at=here.at, note=note)
    elif what == "withdraw":
        withdraw(here.actor, here.event, pk, at=here.at)
    else:
        raise Denied("decision")
    return HttpResponseRedirect(reverse("plans:proposals", kwargs={"event": here.event.slug}))
