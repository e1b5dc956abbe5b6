"""The template engine of the site: everything is escaped, a missing name is an error."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from summitry.report.language import Language, language, offered
from summitry.report.words import word

SOURCE = "en"


def environment(**options: Any) -> Environment:
    """Return the engine for Django's Jinja backend."""
    options.pop("undefined", None)
    made = Environment(  # noqa: S701  # autoescape comes with the options, and is checked below
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    assert made.autoescape
    made.globals.update(static=static, url=_address)
    return made


def _address(name: str, /, **parts: object) -> str:
    return reverse(name, kwargs=parts or None)


def reader_of(request: HttpRequest) -> Language:
    """Return the language in which the request is answered."""
    return getattr(request, "reader", None) or language(SOURCE)


def page(
    request: HttpRequest, template: str, names: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page, its sentences in the reader's language.

    Every template has ``t``, ``n`` and ``word`` for sentences, ``reader``, ``languages``, ``here``
    (None outside an event), ``account`` and ``csrf``.
    """
    reader = reader_of(request)
    text = loader.render_to_string(
        template, {**_frame(request, reader), **names}, request=request, using=None
    )
    return HttpResponse(text, status=status)


def _frame(request: HttpRequest, reader: Language) -> dict[str, Any]:
    def several(one: str, many: str, count: int, **facts: object) -> str:
        return reader.ngettext(one, many, count).format(count=count, **facts)

    def sentence(text: str, **facts: object) -> str:
        told = reader.gettext(text)
        return told.format(**facts) if facts else told

    return {
        "t": sentence,
        "n": several,
        "word": lambda value: word(str(value), reader),
        "reader": reader,
        "languages": offered(),
        "here": getattr(request, "here", None),
        "account": getattr(request, "user", None),
        "csrf": get_token(request),
        "is_part": request.headers.get("HX-Request") == "true",
        "path": request.get_full_path(),
    }
