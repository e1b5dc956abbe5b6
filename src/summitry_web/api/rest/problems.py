"""Refusals as RFC 9457 problems: a stable code, and sentences in the language that was asked."""

import logging
from collections.abc import Callable, Sequence

from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse
from msgspec import json
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from summitry.kit.errors import SummitryError
from summitry.report.language import NAMES, SOURCE, Language, language, offered
from summitry.report.refusals import sentences
from summitry_web.frame.refused import NOT_FOUND, Denied, ProveAgain

MEDIA_TYPE = "application/problem+json"
LOG = logging.getLogger(__name__)
CONFLICTS = frozenset(
    {"change.stale", "api.id_reused", "proposal.clash", "word.row_changed", "import.mapping"}
)
WAITS = "attempts.wait"
WHAT_LENGTH_MAX = 200
SHOWN_MAX = 20


class Unauthorised(Exception):  # noqa: N818  # an answer, not an error
    """No token that holds was shown."""


class OutOfScope(Exception):  # noqa: N818  # an answer, not an error
    """The token holds, and was not lent this verb."""

    def __init__(self, verb: str) -> None:
        self.verb = verb
        super().__init__(verb)


def language_asked(request: HttpRequest) -> Language:
    """Return the language that Accept-Language prefers among those there are; else English."""
    wishes: list[tuple[float, str]] = []
    for part in request.headers.get("Accept-Language", "")[:200].split(","):
        code, _, weight = part.partition(";q=")
        wishes.append((_weight(weight), code.strip().split("-")[0].lower()))
    known = {each.code for each in offered()}
    ordered = sorted(wishes, key=lambda wish: -wish[0])
    best = next((code for weight, code in ordered if weight > 0 and code in known), SOURCE)
    assert best in NAMES
    return language(best)


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


def reader_of(request: HttpRequest) -> Language:
    """Return the language of the answer, and note it for what is made further down."""
    reader = language_asked(request)
    request.reader = reader  # type: ignore[attr-defined]  # what the frame looks for
    return reader


def problem(request: HttpRequest, status: int, code: str, told: Sequence[str]) -> HttpResponse:
    """Return the problem."""
    reader_of(request)
    content = {
        "type": f"urn:summitry:problem:{code}",
        "title": told[0] if told else code,
        "status": status,
        "detail": " ".join(told),
        "code": code,
        "sentences": list(told),
    }
    return HttpResponse(json.encode(content), status=status, content_type=MEDIA_TYPE)


def told_problem(request: HttpRequest, status: int, refusal: SummitryError) -> HttpResponse:
    """Return the refusal as a problem."""
    return problem(request, status, refusal.code, sentences(refusal, language_asked(request)))


def missing(request: HttpRequest, _: object = None) -> HttpResponse:
    """Return the one answer for what is not there, and for what is not yours."""
    told = language_asked(request).gettext(NOT_FOUND)
    return problem(request, 404, "denied", (told,))


def unauthorised(request: HttpRequest, _: object = None) -> HttpResponse:
    """Return that a token is needed, without saying what was wrong with the one shown."""
    answer = told_problem(request, 401, SummitryError("api.token"))
    answer.headers["WWW-Authenticate"] = 'Bearer realm="summitry"'
    return answer


def _out_of_scope(request: HttpRequest, refusal: OutOfScope) -> HttpResponse:
    answer = told_problem(request, 403, SummitryError("api.scope", verb=refusal.verb))
    answer.headers["WWW-Authenticate"] = (
        f'Bearer realm="summitry", error="insufficient_scope", scope="{refusal.verb}"'
    )
    return answer


def _proof(request: HttpRequest, _: object) -> HttpResponse:
    return told_problem(request, 403, SummitryError("api.proof"))


def _refused(request: HttpRequest, refusal: SummitryError) -> HttpResponse:
    if refusal.code == WAITS:
        answer = told_problem(request, 429, refusal)
        answer.headers["Retry-After"] = str(refusal.facts.get("seconds", 60))
        return answer
    return told_problem(request, 409 if refusal.code in CONFLICTS else 400, refusal)


def _invalid(request: HttpRequest, refusal: ValidationError) -> HttpResponse:
    """Return what is wrong where; what pydantic says is English, and comes after the place."""
    told: list[str] = []
    for each in refusal.errors[:SHOWN_MAX]:
        where = ".".join(str(part) for part in each.get("loc", ()))[:WHAT_LENGTH_MAX]
        what = str(each.get("msg", ""))[:WHAT_LENGTH_MAX]
        made = SummitryError("api.input", where=where, what=what)
        told += sentences(made, language_asked(request))
    return problem(request, 422, "api.input", told)


def _unreadable(request: HttpRequest, _: object) -> HttpResponse:
    return told_problem(request, 400, SummitryError("api.body"))


def _too_large(request: HttpRequest, _: object) -> HttpResponse:
    return told_problem(request, 413, SummitryError("api.too_large"))


def _no_room(request: HttpRequest, _: object) -> HttpResponse:
    return told_problem(request, 400, SummitryError("text.no_room"))


def _broken(request: HttpRequest, bug: Exception) -> HttpResponse:
    LOG.error("a request of the API broke", exc_info=bug)
    return told_problem(request, 500, SummitryError("api.broken"))


def not_allowed(request: HttpRequest, allowed: str) -> HttpResponse:
    """Return that the address does not answer the method, and which it does."""
    refusal = SummitryError("api.method", got=request.method or "", expected=allowed)
    answer = told_problem(request, 405, refusal)
    answer.headers["Allow"] = allowed
    return answer


def handle_all(api: NinjaAPI) -> None:
    """Have the API answer everything that its routes raise as a problem."""
    handlers: dict[type[Exception], Callable[..., HttpResponse]] = {
        Denied: missing,
        Http404: missing,
        Unauthorised: unauthorised,
        AuthenticationError: unauthorised,
        OutOfScope: _out_of_scope,
        ProveAgain: _proof,
        SummitryError: _refused,
        ValidationError: _invalid,
        HttpError: _unreadable,
        DataError: _no_room,
        RequestDataTooBig: _too_large,
        SuspiciousOperation: _unreadable,
        Exception: _broken,
    }
    for kind, handler in handlers.items():
        api.add_exception_handler(kind, handler)
