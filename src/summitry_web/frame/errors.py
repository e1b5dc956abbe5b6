"""The pages for what no view answers: what happened, what became of the work, what to do."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry_web.frame.refused import NOT_FOUND, refused, wants_json
from summitry_web.frame.templating import page, reader_of


class Told(Struct, frozen=True, kw_only=True):
    """What a page of an error says."""

    status: int
    code: str
    title: Text
    sentences: tuple[Text, ...]


FORGED = Told(
    status=403,
    code="form.expired",
    title=Text("This form is too old, or came from elsewhere"),
    sentences=(
        Text("Nothing was changed. Your text is kept in your browser."),
        Text(
            "Go back with your browser's back button, load the page again and send the form "
            "again. If it is refused once more, allow cookies for this site."
        ),
    ),
)
FORBIDDEN = Told(
    status=403,
    code="forbidden",
    title=Text("This is not allowed"),
    sentences=(
        Text("Nothing was changed. Ask whoever leads your unit whether it should be allowed."),
    ),
)
MALFORMED = Told(
    status=400,
    code="malformed",
    title=Text("This request could not be read"),
    sentences=(
        Text("Nothing was changed. Go back, load the page again and try once more."),
        Text(
            "If you followed a link or typed the address, look whether the site's name in it is "
            "right."
        ),
    ),
)
TOO_LARGE = Told(
    status=413,
    code="too-large",
    title=Text("This is too large to send"),
    sentences=(
        Text("Nothing was changed. Send a smaller file, or send the rows in several parts."),
    ),
)
BROKEN = Told(
    status=500,
    code="broken",
    title=Text("Something broke on our side"),
    sentences=(
        Text("The work of this one step was not saved. Everything saved before is there."),
        Text(
            "Go back and try again. If it breaks once more, tell whoever runs this site the time "
            "and the address of this page."
        ),
    ),
)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the same answer as for what is there and not the reader's."""
    del exception
    return refused(request, 404, "denied", (reader_of(request).gettext(NOT_FOUND),))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for what is not allowed."""
    del exception
    return _page(request, FORBIDDEN)


def forged(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form whose token is missing or old."""
    del reason
    return _page(request, FORGED)


def malformed(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return the page for a request that cannot be read, or is too large to be."""
    return _page(request, TOO_LARGE if isinstance(exception, RequestDataTooBig) else MALFORMED)


def broken(request: HttpRequest) -> HttpResponse:
    """Return the page for a bug of ours; it asks the database nothing, which may be what broke."""
    return _page(request, BROKEN)


def _page(request: HttpRequest, told: Told) -> HttpResponse:
    reader = reader_of(request)
    sentences = tuple(map(reader.gettext, told.sentences))
    if wants_json(request):
        return JsonResponse({"code": told.code, "sentences": sentences}, status=told.status)
    # Neither account nor event: asking for them may be what failed.
    names = {"title": told.title, "told": sentences, "account": None, "here": None}
    answer = page(request, "frame/error.html", names, status=told.status)
    answer.headers["HX-Retarget"] = "#told"
    answer.headers["HX-Reswap"] = "innerHTML"
    return answer
