"""The reference of the API as a page of the site: made from the OpenAPI document itself."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from summitry_web.accounts.pages import public_page
from summitry_web.api.rest.site import REFUSALS, document
from summitry_web.api.terms import LENDABLE
from summitry_web.frame.templating import page


@public_page
@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Return the reference; it names nothing of any event."""
    told = document()
    groups: dict[str, list[dict[str, Any]]] = {}
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            groups.setdefault(operation["tags"][0], []).append(_told(path, method, operation, told))
    names = {
        "about": told["info"]["description"],
        "groups": groups,
        "verbs": [(verb.value, text) for verb, text in LENDABLE.items()],
        "refusals": REFUSALS,
    }
    return page(request, "api/reference.html", names)


def _told(
    path: str, method: str, operation: dict[str, Any], document: dict[str, Any]
) -> dict[str, Any]:
    answers = operation["responses"]["200"].get("content", {})
    body = operation.get("requestBody", {}).get("content", {})
    return {
        "id": operation["operationId"],
        "method": method.upper(),
        "path": path,
        "verb": operation["x-summitry-verb"],
        "summary": operation["summary"],
        "description": operation.get("description", ""),
        "parameters": [
            (each["name"], each["in"], each.get("required", False), _kind(each["schema"]))
            for each in operation.get("parameters", [])
        ],
        "body": [(kind, _members(media["schema"], document)) for kind, media in body.items()],
        "answer": [(kind, _members(media["schema"], document)) for kind, media in answers.items()],
    }


def _members(schema: dict[str, Any], document: dict[str, Any]) -> list[tuple[str, str]]:
    name = schema.get("$ref", "").rpartition("/")[2]
    found = document["components"]["schemas"].get(name, schema)
    return [(member, _kind(kind)) for member, kind in found.get("properties", {}).items()]


def _kind(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(map(_kind, schema["anyOf"]))
    if schema.get("type") == "array":
        return f"[{_kind(schema.get('items', {}))}]"
    return str(schema.get("format") or schema.get("type", ""))
