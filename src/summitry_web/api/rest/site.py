"""The API with all its routes, and its OpenAPI document."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.urls import URLPattern
from django.urls import path as address
from django.views.decorators.csrf import csrf_exempt
from msgspec import json
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from summitry_web.api.rest import shapes
from summitry_web.api.rest.guard import SCOPE, Bearer
from summitry_web.api.rest.problems import (
    MEDIA_TYPE,
    handle_all,
    missing,
    not_allowed,
    told_problem,
)
from summitry_web.api.rest.routes import plan, work, workbooks
from summitry_web.frame.texts import fault_in

PREFIX = "api/v1/"
REFUSALS = {
    400: "What was asked is refused; the sentences say what to do",
    401: "No token that holds was shown",
    403: "The token was not lent this verb, or it takes a person",
    404: "Not there, or not yours",
    405: "The address does not answer this method",
    409: "The plan has moved on, or the id was used for something else",
    413: "Too large",
    422: "Not of the form that this document describes",
    429: "Too many wrong tokens from this address; Retry-After says how long to wait",
}
ABOUT = (
    "Every request bears a token: `Authorization: Bearer summitry_…`. A token has verbs of one "
    "person in one event, perhaps of one unit, and never more than the person has just now. "
    "Refusals are problems (RFC 9457) with a stable code and sentences in the language that "
    "Accept-Language asks for. What is not yours answers as if it were not there. Every list has "
    "`next`: send it as `after` (or `before`) for the next page; null means that was all."
)


def _made() -> NinjaAPI:
    api = NinjaAPI(
        title="Summitry", version="1", description=ABOUT, docs_url=None, openapi_url=None,
        urls_namespace="rest",
    )  # fmt: skip
    handle_all(api)
    for tag, router in (
        ("The plan", plan.router), ("Work", work.router), ("Workbooks", workbooks.router)
    ):  # fmt: skip
        api.add_router("", router, tags=[tag])
    return api


API = _made()


def document() -> dict[str, Any]:
    """Return the OpenAPI 3.1 document, with every refusal that may come."""
    made: OpenAPISchema = API.get_openapi_schema(path_prefix=PREFIX)
    told: dict[str, Any] = json.decode(json.encode(dict(made), enc_hook=str))
    told["components"]["schemas"]["Problem"] = shapes.Problem.json_schema()
    verbs = _verbs()
    for path in told["paths"].values():
        for operation in path.values():
            operation[SCOPE] = verbs[operation["operationId"]]
            _refusals(operation)
    return told


def _verbs() -> dict[str, str]:
    """Return the verb that each operation's guard asks for, by the operation's id."""
    found: dict[str, str] = {}
    for bound in API._get_bound_routers():  # noqa: SLF001  # ninja offers no other way to its routes
        for view in bound.path_operations.values():
            for operation in view.operations:
                name = operation.operation_id or API.get_openapi_operation_id(operation)
                guard = operation.auth_callbacks[0]
                assert isinstance(guard, Bearer)
                found[name] = guard.verb.value
    return found


def _refusals(operation: dict[str, Any]) -> None:
    refused = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    for status, description in REFUSALS.items():
        operation["responses"][str(status)] = {"description": description, "content": refused}


def openapi(request: HttpRequest) -> HttpResponse:
    """Return the document; it is the same for everybody."""
    if request.method not in {"GET", "HEAD"}:
        return not_allowed(request, "GET, HEAD")
    return HttpResponse(json.encode(document()), content_type="application/json")


def _telling(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the view with its refusal of a method told as a problem too."""

    @csrf_exempt  # nothing here is asked in the name of a cookie
    @wraps(view)
    def answering(request: HttpRequest, **parts: Any) -> HttpResponse:
        fault = fault_in(request)
        if fault is not None:
            return told_problem(request, 400, fault)
        answer = view(request, **parts)
        if isinstance(answer, HttpResponseNotAllowed):
            return not_allowed(request, answer.headers["Allow"])
        return answer

    answering.tells_problems = True  # type: ignore[attr-defined]  # the frame leaves it the word
    return answering


def patterns() -> list[URLPattern]:
    """Return the addresses: the document, the routes, and one answer for everything else."""
    found: list[URLPattern] = [address("openapi.json", csrf_exempt(openapi), name="openapi")]
    for each in API.urls[0]:
        if isinstance(each, URLPattern) and each.name != "api-root":
            each.callback = _telling(each.callback)
            found.append(each)
    found.append(address("<path:nothing>", csrf_exempt(nothing), name="nothing"))
    return found


def nothing(request: HttpRequest, nothing: str) -> HttpResponse:
    """Return that there is no such address."""
    del nothing
    return missing(request)
