"""What a reader wishes of every page: its language and its theme, kept beyond the visit."""

from collections.abc import Callable, Mapping
from enum import StrEnum

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from summitry.kit.errors import SummitryError
from summitry.report.language import offered

KEPT_DAYS = 365


class Wish(StrEnum):
    """What can be wished; also the name of the cookie, and of the form's control."""

    LANGUAGE = "language"
    THEME = "theme"


THEMES = ("auto", "light", "dark")

Keeping = Callable[[HttpRequest, Wish, str], None]
_KEEPING: list[Keeping] = []


def keep_by(keeping: Keeping) -> None:
    """Have the wish of somebody who has signed in kept with their account as well."""
    if keeping not in _KEEPING:
        _KEEPING.append(keeping)


def theme_of(request: HttpRequest) -> str:
    """Return the theme that the reader wishes: their account's, else the cookie's."""
    user = getattr(request, "user", None)
    wish = getattr(user, "theme", None) or request.COOKIES.get(Wish.THEME.value, "")
    return wish if wish in THEMES else THEMES[0]


@require_POST
def choose_language(request: HttpRequest) -> HttpResponse:
    """Keep the language, and go back to the page."""
    return _kept(request, Wish.LANGUAGE, tuple(each.code for each in offered()))


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the theme, and go back to the page."""
    return _kept(request, Wish.THEME, THEMES)


choose_language.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it
choose_theme.is_public = True  # type: ignore[attr-defined]  # the matrix of tests reads it


def _kept(request: HttpRequest, wish: Wish, choices: tuple[str, ...]) -> HttpResponse:
    value = request.POST.get(wish.value, "")
    if value not in choices:
        raise SummitryError("wish.unknown", wish=wish, got=value, expected=choices)
    for keeping in _KEEPING:
        keeping(request, wish, value)
    answer = HttpResponseRedirect(_back(request))
    answer.set_cookie(
        wish.value, value, max_age=KEPT_DAYS * 24 * 3600, secure=request.is_secure(),
        httponly=wish is Wish.LANGUAGE, samesite="Lax",
    )  # fmt: skip
    return answer


def _back(request: HttpRequest) -> str:
    """Return the page to go back to, never one of another site."""
    wished = request.POST.get("next", "")
    allowed = {request.get_host()}
    is_here = url_has_allowed_host_and_scheme(wished, allowed, require_https=request.is_secure())
    return wished if is_here else "/"


SWITCHES: Mapping[Wish, str] = {Wish.LANGUAGE: "frame:language", Wish.THEME: "frame:theme"}
"""Where each wish is posted to."""
