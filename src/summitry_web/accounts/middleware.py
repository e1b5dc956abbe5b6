"""Ends sessions whose time is over; sets the language in which a request is answered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from summitry.report.language import Language, code_of, language, offered
from summitry_web.accounts import pages
from summitry_web.accounts.actions import sessions

Answering = Callable[[HttpRequest], HttpResponse]
COOKIE = "language"
DJANGO_CODES = {"zh": "zh-hans"}


class Sessions:
    """Ends a session 12 hours after it began, or when nobody has used it for a while."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, as nobody where the session has just ended."""
        if request.user.is_authenticated:
            sessions.keep(request, at=pages.now())
        return self.answering(request)


class Reader:
    """Puts the reader's language on the request: their account's, else the browser's wish."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the reader's language."""
        reader = _reader(request)
        request.reader = reader  # type: ignore[attr-defined]  # what templates and views look for
        with translation.override(DJANGO_CODES.get(reader.code, reader.code)):
            answer = self.answering(request)
        # The API answers as its own request asks, whatever cookies say.
        answer.headers["Content-Language"] = getattr(request, "reader", reader).code
        return answer


def _reader(request: HttpRequest) -> Language:
    user = request.user
    if user.is_authenticated:
        return language(user.language)
    wishes = [request.COOKIES.get(COOKIE, "")]
    wishes += request.headers.get("Accept-Language", "").split(",")
    known = {each.code for each in offered()}
    codes = (code_of(wish.split(";")[0].strip()) for wish in wishes)
    return language(next((code for code in codes if code in known), "en"))
