"""The template engine of the site: everything is escaped, a missing name is an error."""

from collections.abc import Mapping
from contextvars import ContextVar
from typing import Any

from babel.numbers import format_decimal
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template import loader
from django.templatetags.static import static
from django.urls import NoReverseMatch, reverse
from jinja2 import Environment, StrictUndefined

from summitry import __version__
from summitry.kit.errors import Text
from summitry.kit.time import SystemClock
from summitry.report.language import Language, language, offered
from summitry.report.words import word
from summitry_web.frame.navigation import own_shown, stages_shown
from summitry_web.frame.wishes import THEMES, theme_of

SOURCE = "en"
THEME_LABELS = {"auto": Text("As the device"), "light": Text("Light"), "dark": Text("Dark")}

_READER: ContextVar[Language] = ContextVar("reader")


def environment(**options: Any) -> Environment:
    """Return the engine for Django's Jinja backend.

    ``t``, ``n``, ``word`` and ``number`` are global, in the language of the page that is being
    made: so macros have them too.
    """
    options.pop("undefined", None)
    made = Environment(  # noqa: S701  # autoescape comes with the options, and is checked below
        **{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}
    )
    assert made.autoescape
    made.globals.update(
        static=static, url=_address, has_address=_has_address, built=built, version=__version__,
        t=_sentence, n=_several, word=_word, number=_number,
        stages_shown=stages_shown, own_shown=own_shown,
        themes=[(each, THEME_LABELS[each]) for each in THEMES],
    )  # fmt: skip
    return made


def built(name: str) -> bool:
    """Say whether set-up has built the script of that name; pages work without."""
    return (settings.BUILT / name).is_file()


def _address(name: str, /, **parts: object) -> str:
    return reverse(name, kwargs=parts or None)


def _has_address(name: str) -> bool:
    """Say whether the site has a page of that name that needs no part of an address."""
    try:
        reverse(name)
    except NoReverseMatch:
        return False
    return True


def _reader() -> Language:
    return _READER.get(language(SOURCE))


def _sentence(text: str, **facts: object) -> str:
    told = _reader().gettext(text)
    return told.format(**facts) if facts else told


def _several(one: str, many: str, count: int, **facts: object) -> str:
    told = _reader().ngettext(one, many, count)
    return told.format(count=_number(count), **facts)


def _word(value: object) -> str:
    return word(str(value), _reader())


def _number(value: float) -> str:
    return format_decimal(value, locale=_reader().locale)


def reader_of(request: HttpRequest) -> Language:
    """Return the language in which the request is answered."""
    return getattr(request, "reader", None) or language(SOURCE)


def page(
    request: HttpRequest, template: str, names: Mapping[str, Any], *, status: int = 200
) -> HttpResponse:
    """Return the page, its sentences in the reader's language.

    Every template has ``t``, ``n``, ``word`` and ``number`` for sentences, ``reader``,
    ``languages``, ``here`` (None outside an event), ``account``, ``theme`` and ``csrf``.
    """
    return HttpResponse(fragment(request, template, names), status=status)


def fragment(request: HttpRequest, template: str, names: Mapping[str, Any]) -> str:
    """Return the template's text, its sentences in the reader's language."""
    reader = reader_of(request)
    token = _READER.set(reader)
    try:
        return loader.render_to_string(
            template, {**_frame(request, reader), **names}, request=request, using=None
        )
    finally:
        _READER.reset(token)


def _frame(request: HttpRequest, reader: Language) -> dict[str, Any]:
    return {
        "reader": reader,
        "languages": offered(),
        "here": getattr(request, "here", None),
        "account": getattr(request, "user", None),
        "theme": theme_of(request),
        "csrf": get_token(request),
        "is_part": request.headers.get("HX-Request") == "true",
        "now": SystemClock().now().isoformat(),
        "path": request.get_full_path(),
    }
