"""The page for phones: a report in a minute, with a network or without."""

import secrets
from collections import defaultdict
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.templatetags.static import static
from django.urls import reverse

from summitry.kit.errors import SummitryError
from summitry.report.refusals import sentences
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.frame.phone import kept_page, worker_of
from summitry_web.frame.refused import wants_json
from summitry_web.frame.templating import page
from summitry_web.intake import access, actions
from summitry_web.intake.forms import photo_of, said_of
from summitry_web.intake.terms import ACTS, GROUNDS, STATES, Act, State

SCRIPT = "intake.js"


@event_page(get=Verb.REPORT, post=Verb.REPORT)
def report(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the form, or take the report in; a refused form keeps what was typed."""
    if request.method != "POST":
        return _form(request, here, {})
    cells = {name: str(value) for name, value in request.POST.items()}
    try:
        sites = access.sites_of(here.actor, here.event, at=here.at)
        said = said_of(cells, sites=sites, zone=ZoneInfo(here.event.timezone), at=here.at)
        made = actions.send(here.actor, here.event, said, photo=photo_of(request), at=here.at)
    except SummitryError as refusal:
        if wants_json(request):
            raise
        return _form(request, here, cells, told=sentences(refusal, here.reader))
    if wants_json(request):
        return JsonResponse({"number": made.number})
    address = reverse("intake:own", kwargs={"event": here.event.slug})
    return HttpResponseRedirect(f"{address}?sent={made.number}")


def _form(
    request: HttpRequest, here: Here, cells: dict[str, str], *, told: tuple[str, ...] = ()
) -> HttpResponse:
    names = {**_choices(here), "cells": defaultdict(str, cells), "told": told, "who": here.who}
    names["client_id"] = cells.get("client_id", "") or secrets.token_hex(16)
    return page(request, "intake/report.html", names, status=400 if told else 200)


def _choices(here: Here) -> dict[str, Any]:
    return {
        "acts": ACTS,
        "grounds": GROUNDS,
        "sites": access.sites_of(here.actor, here.event, at=here.at),
        "action": reverse("intake:report", kwargs={"event": here.event.slug}),
        "now": here.at.astimezone(ZoneInfo(here.event.timezone)).strftime("%Y-%m-%dT%H:%M"),
    }


@event_page(get=Verb.REPORT)
def shell(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the page that a phone keeps: the form with kinds and sites, and nobody's name."""
    names = {**_choices(here), "cells": defaultdict(str), "client_id": "", "now": ""}
    return kept_page(request, "intake/shell.html", names, script=SCRIPT)


@event_page(get=Verb.REPORT)
def worker(request: HttpRequest, here: Here) -> HttpResponse:  # noqa: ARG001  # a view
    """Return the service worker with the addresses that it keeps; it serves these pages alone."""
    where = {"event": here.event.slug}
    return worker_of(
        SCRIPT,
        scope=reverse("intake:report", kwargs=where),
        shell=reverse("intake:shell", kwargs=where),
    )


@event_page(get=Verb.REPORT)
def manifest(request: HttpRequest, here: Here) -> HttpResponse:  # noqa: ARG001  # a view
    """Return what a phone needs to put the page on its home screen."""
    scope = reverse("intake:report", kwargs={"event": here.event.slug})
    name = here.reader.gettext("Report a danger")
    icon = {"src": static("frame/mark.svg"), "sizes": "any", "type": "image/svg+xml"}
    told = {
        "name": name, "short_name": name, "start_url": scope, "scope": scope, "id": scope,
        "display": "standalone", "lang": here.reader.code, "dir": here.reader.direction,
        "icons": [icon],
    }  # fmt: skip
    return JsonResponse(told, content_type="application/manifest+json")


@event_page(get=Verb.REPORT)
def own(request: HttpRequest, here: Here) -> HttpResponse:
    """Return the account's own reports: how far each has come, and what is asked."""
    found = list(access.own_reports(here.actor, here.event))
    shown = [
        (each, ACTS[Act(each.act)], STATES[State(each.state)], access.question_of(each))
        for each in found
    ]
    sent = request.GET.get("sent", "")
    is_ours = sent in {str(each.number) for each in found}
    return page(request, "intake/own.html", {"shown": shown, "sent": sent if is_ours else ""})


@event_page(get=None, post=Verb.REPORT)
def answer(request: HttpRequest, here: Here, number: int) -> HttpResponse:
    """Take the answer to a question."""
    actions.answer(here.actor, here.event, number, request.POST.get("words", ""), at=here.at)
    return HttpResponseRedirect(reverse("intake:own", kwargs={"event": here.event.slug}))
