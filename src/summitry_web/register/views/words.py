"""What is sent from the pages of papers: words on them, and files."""

from collections.abc import Mapping
from typing import BinaryIO, cast

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from summitry.kit.errors import SummitryError
from summitry_web.accounts.pages import Here, event_page
from summitry_web.accounts.roles import Verb
from summitry_web.register.actions import deciding, issuing, keeping
from summitry_web.register.actions.deciding import Wish
from summitry_web.register.forms import chosen_in, paper_in_form, wish_in
from summitry_web.register.views.about import address, page_address


@event_page(get=None, post=Verb.SUBMIT)
def submit(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Submit the mandate or plan."""
    deciding.submit(here.actor, here.event, _wish(request, table, key), at=here.at)
    return _back(here, table, key)


@event_page(get=None, post=Verb.APPROVE_MANDATE)
def return_mandate(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return the mandate with reasons."""
    deciding.send_back(here.actor, here.event, _wish(request, "mandates", key), at=here.at)
    return _back(here, "mandates", key)


@event_page(get=None, post=Verb.REVIEW)
def return_plan(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Return the plan with reasons."""
    deciding.send_back(here.actor, here.event, _wish(request, "plans", key), at=here.at)
    return _back(here, "plans", key)


@event_page(get=None, post=Verb.REVIEW)
def review(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Say that the plan fits, or that the evidence holds."""
    deciding.review(here.actor, here.event, _wish(request, table, key), at=here.at)
    if table == "evidence":
        return HttpResponseRedirect(
            address(here, "requirement", key=request.POST.get("back", "") or key)
        )
    return _back(here, table, key)


@event_page(get=None, post=Verb.APPROVE_MANDATE)
def approve_mandate(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Approve the mandate, here or on the strength of a paper."""
    _approve(request, here, "mandates", key)
    return _back(here, "mandates", key)


@event_page(get=None, post=Verb.APPROVE_PLAN)
def approve(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Approve the plan, decision or minutes, here or on the strength of a paper."""
    _approve(request, here, table, key)
    return _back(here, table, key)


def _approve(request: HttpRequest, here: Here, table: str, key: str) -> None:
    wish = _wish(request, table, key)
    paper = paper_in_form(_cells(request))
    sent = request.FILES.get("scan")
    if paper is None or sent is None:
        deciding.approve(here.actor, here.event, wish, at=here.at, paper=paper)
        return
    scan = (cast("BinaryIO", sent), sent.name or "scan")
    keeping.approve_with_scan(here.actor, here.event, wish, paper, scan, at=here.at)


@event_page(get=None, post=Verb.ISSUE)
def issue(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Issue the plan to the units that were ticked."""
    units = request.POST.getlist("unit")
    issuing.issue(here.actor, here.event, _wish(request, "plans", key), units, at=here.at)
    return _back(here, "plans", key)


@event_page(get=None, post=Verb.ACKNOWLEDGE)
def acknowledge(request: HttpRequest, here: Here, key: str) -> HttpResponse:
    """Acknowledge the plan for one's unit."""
    issuing.acknowledge(here.actor, here.event, _wish(request, "plans", key), at=here.at)
    return _back(here, "plans", key)


@event_page(get=None, post=Verb.ACKNOWLEDGE)
def acknowledge_all(request: HttpRequest, here: Here) -> HttpResponse:
    """Acknowledge every plan that was ticked."""
    wishes = chosen_in(request.POST.getlist("plan"), "plans")
    issuing.acknowledge_all(here.actor, here.event, wishes, at=here.at)
    return HttpResponseRedirect(address(here, "mine"))


@event_page(get=None, post=Verb.EDIT)
def keep(request: HttpRequest, here: Here, table: str, key: str) -> HttpResponse:
    """Keep a file on the row."""
    sent = request.FILES.get("file")
    if sent is None:
        raise SummitryError("file.missing")
    keeping.keep(
        here.actor, here.event, cast("BinaryIO", sent), sent.name or "file",
        subject=(table, key), marking=request.POST.get("marking", ""), at=here.at,
    )  # fmt: skip
    return _back(here, table, key)


def _cells(request: HttpRequest) -> Mapping[str, str]:
    return {name: str(value) for name, value in request.POST.items()}


def _wish(request: HttpRequest, table: str, key: str) -> Wish:
    return wish_in(_cells(request), table, key)


def _back(here: Here, table: str, key: str) -> HttpResponse:
    return HttpResponseRedirect(page_address(here, table, key))
