"""What becomes of a refusal: one answer for "not yours" and "not there", sentences for the rest."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from summitry.kit.errors import SummitryError, Text
from summitry.report import refusals
from summitry.report.refusals_operations import CODES
from summitry_web.frame.templating import page, reader_of
from summitry_web.frame.texts import fault_in

Answering = Callable[[HttpRequest], HttpResponse]

NOT_FOUND = Text("There is no such page, or it is not for you.")


class Denied(Exception):  # noqa: N818  # an answer, not an error
    """Not yours, or not there: the reader is never told which."""


class ProveAgain(Exception):  # noqa: N818  # an answer, not an error
    """The verb asks for a fresh proof of who acts."""


def teach(
    sentences: Mapping[str, Text], codes: Mapping[tuple[str, str], Mapping[str, Text]] | None = None
) -> None:
    """Add an app's refusals to those that can be told.

    Parameters
    ----------
    sentences
        By the refusal's code.
    codes
        What stands for the codes in a fact, by the refusal's code and the fact's name.
    """
    refusals.SENTENCES.update(sentences)
    CODES.update(codes or {})


class Refusals:
    """Turns what views raise into answers; in JSON where that was asked for."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        return self.answering(request)

    def process_view(
        self, request: HttpRequest, view: object, _parts: Any, _named: Any
    ) -> HttpResponse | None:
        """Return the refusal of text that cannot be kept; the API tells its own."""
        problem = None if getattr(view, "tells_problems", False) else fault_in(request)
        return None if problem is None else self.process_exception(request, problem)

    def process_exception(self, request: HttpRequest, problem: Exception) -> HttpResponse | None:
        """Return the answer to a refusal, None for a bug."""
        if isinstance(problem, Denied):
            return refused(request, 404, "denied", (reader_of(request).gettext(NOT_FOUND),))
        if isinstance(problem, ProveAgain):
            return _prove(request)
        if isinstance(problem, DataError):
            problem = SummitryError("text.no_room")
        if isinstance(problem, SummitryError):
            told = refusals.sentences(problem, reader_of(request))
            return refused(request, 409 if problem.code == "change.stale" else 400,
                           problem.code, told)  # fmt: skip
        return None


def wants_json(request: HttpRequest) -> bool:
    """Say whether a script asked, not a person's browser."""
    return "application/json" in request.headers.get("Accept", "")


def refused(request: HttpRequest, status: int, code: str, told: tuple[str, ...]) -> HttpResponse:
    """Return the refusal as a page, a fragment or JSON: what is wrong, where, what to do."""
    if wants_json(request):
        return JsonResponse({"code": code, "sentences": told}, status=status)
    names = {"told": told, "code": code, "back": _form_of(request)}
    answer = page(request, "frame/refused.html", names, status=status)
    answer.headers["HX-Retarget"] = "#told"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer


def _form_of(request: HttpRequest) -> str:
    """Return the page of ours from which a form was sent, empty where none was."""
    came = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        came, {request.get_host()}, require_https=request.is_secure()
    )
    return came if request.method == "POST" and came and is_ours else ""


def _prove(request: HttpRequest) -> HttpResponse:
    back = request.get_full_path() if request.method == "GET" else request.headers.get("Referer")
    address = reverse("accounts:prove") + "?" + urlencode({"next": back or "/"})
    if request.headers.get("HX-Request") == "true" or wants_json(request):
        answer = JsonResponse({"code": "prove", "address": address}, status=403)
        answer.headers["HX-Redirect"] = address
        return answer
    return HttpResponseRedirect(address)
