"""Keeps what a form brought that was not taken, and puts it back when its page is shown again.

A session may end inside a long form, a proof may be asked for, a text may be refused: what was
typed is sealed in the browser's session, for the account that typed it alone, until it is sent.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, HttpResponse
from msgspec import json

from summitry_web.accounts import devices, pages
from summitry_web.accounts.codes import opened, sealed
from summitry_web.accounts.models import Account
from summitry_web.accounts.sending import TOKEN, is_form, is_undone
from summitry_web.frame.refilling import Wanted, refilled
from summitry_web.frame.templating import fragment
from summitry_web.frame.texts import fit

Answering = Callable[[HttpRequest], HttpResponse]
NAME = "typed"
KEPT = timedelta(hours=12)
FORMS_MAX = 3
LENGTH_MAX = 120_000
IDS = frozenset({"id", "place", "client_id"})
SECRET = frozenset({"password", "credential", "code", "secret"})
"""A form with one of these is typed again, never kept."""


class Typed:
    """Keeps what was typed where a form was not taken, and refills the form."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and keep, forget or put back what was typed."""
        answer = self.answering(request)
        if getattr(request, "is_form", False):
            _settle(request, answer)
        elif request.method == "GET" and request.session.get(NAME):
            _put_back(request, answer)
        return answer

    def process_view(self, request: HttpRequest, view: object, _parts: Any, _named: Any) -> None:
        """Note whether a page's form is sent."""
        request.is_form = is_form(request, view)  # type: ignore[attr-defined]  # looked for above


def _settle(request: HttpRequest, answer: HttpResponse) -> None:
    others = [each for each in request.session.get(NAME, []) if each["action"] != request.path]
    kept = _kept(request) if is_undone(answer) else None
    if kept is not None:
        request.session[NAME] = [*others, kept][-FORMS_MAX:]
    elif NAME in request.session and not is_undone(answer):
        request.session[NAME] = others


def _kept(request: HttpRequest) -> dict[str, Any] | None:
    """Return what is kept; None where nobody is known to whom it belongs, or it is too much."""
    account = _whose(request)
    cells = {
        name: [fit(str(each)) for each in values]
        for name, values in request.POST.lists()
        if name != TOKEN
    }
    content = json.encode(cells).decode()
    if account is None or SECRET & cells.keys() or len(content) > LENGTH_MAX:
        return None
    return {
        "account": account, "action": request.path, "at": pages.now().timestamp(),
        "cells": sealed(content).decode(),
    }  # fmt: skip


def _whose(request: HttpRequest) -> int | None:
    """Return who typed: who is signed in, else whose session it was on this device until now."""
    if isinstance(request.user, Account):
        return request.user.pk
    return devices.last_account(request)


def _put_back(request: HttpRequest, answer: HttpResponse) -> None:
    is_page = answer.headers.get("Content-Type", "").startswith("text/html")
    if not is_page or answer.streaming or not isinstance(request.user, Account):
        return
    since = (pages.now() - KEPT).timestamp()
    mine = [
        each
        for each in request.session[NAME]
        if each["account"] == request.user.pk and each["at"] > since
    ]
    if mine != request.session[NAME]:
        request.session[NAME] = mine
    content = answer.content.decode()
    note = fragment(request, "accounts/_put_back.html", {}) if mine else ""
    for each in mine:
        wanted = Wanted(
            action=each["action"], cells=(cells := _opened(each)), hidden=_hidden(cells)
        )
        content = refilled(request.path, content, wanted, note=note)
    answer.content = content.encode()


def _hidden(cells: Mapping[str, list[str]]) -> frozenset[str]:
    """Return which fields that nobody sees are put back: ids that keep a form from acting twice.

    The row form says over which content its cells were typed, so that nothing that others have
    changed since is lost. All others speak of what is read now.
    """
    return IDS | {"hash"} if "id" in cells else IDS


def _opened(kept: Mapping[str, Any]) -> dict[str, list[str]]:
    try:
        return json.decode(opened(kept["cells"].encode()), type=dict[str, list[str]])
    except InvalidToken:
        return {}  # The installation's secret has changed since.
