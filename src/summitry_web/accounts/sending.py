"""Lets a form take effect once: a double click gets one answer, a form sent again is told so.

Each page that is shown has a token of its own in its forms. The same token, address and words from
the same account are the same form; other words are another form, and do what they say.
"""

from collections.abc import Callable, Iterable
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from summitry_web.accounts import pages
from summitry_web.accounts.actions import sending
from summitry_web.accounts.models import Account
from summitry_web.accounts.sentences import SENTENCES
from summitry_web.frame.refused import refused, wants_json
from summitry_web.frame.templating import reader_of

Answering = Callable[[HttpRequest], HttpResponse]
TOKEN = "csrfmiddlewaretoken"  # noqa: S105  # the name of a field
TWICE = timedelta(seconds=20)
"""Who sends the same again within this time pressed the button twice; later, they went back."""
CONFLICT, REFUSED_FROM = 409, 400


class Once:
    """Answers a form that was sent before with what came of it, and does nothing again."""

    def __init__(self, answering: Answering) -> None:
        self.answering = answering

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and note whether a form took effect."""
        answer = self.answering(request)
        number = getattr(request, "sending", None)
        if number is not None:
            _settle(number, answer)
        return answer

    def process_view(
        self, request: HttpRequest, view: object, _parts: Any, _named: Any
    ) -> HttpResponse | None:
        """Return the answer to a form that was sent before, None for a new one."""
        account = request.user
        if not (isinstance(account, Account) and is_form(request, view)):
            return None
        at = pages.now()
        found = sending.begin(account.pk, _digest(request), at=at)
        if isinstance(found, int):
            request.sending = found  # type: ignore[attr-defined]  # looked for above
            return None
        if found.done_at is not None and found.address and at - found.done_at <= TWICE:
            return HttpResponseRedirect(found.address)
        code = "form.sent" if found.done_at else "form.in_work"
        told = reader_of(request).gettext(SENTENCES[code])
        return refused(request, CONFLICT, code, (told,))


def is_form(request: HttpRequest, view: object) -> bool:
    """Say whether a page's form is sent to a view that asks who sends it."""
    is_ours = bool(getattr(view, "verbs", None)) or getattr(view, "for_accounts", False)
    return request.method == "POST" and is_ours and not wants_json(request) and _has_token(request)


def _has_token(request: HttpRequest) -> bool:
    return bool(request.POST.get(TOKEN))


def _digest(request: HttpRequest) -> str:
    made = sha256()
    for part in _parts_of(request):
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.hexdigest()


def _parts_of(request: HttpRequest) -> Iterable[bytes]:
    yield request.get_full_path().encode(errors="surrogatepass")
    for name, values in sorted(request.POST.lists()):
        for value in (name, *values):
            yield str(value).encode(errors="surrogatepass")
    for name, files in sorted(request.FILES.lists()):
        yield name.encode(errors="surrogatepass")
        for each in files:
            yield str(getattr(each, "name", "")).encode(errors="surrogatepass")
            yield from each.chunks()
            each.seek(0)


def is_undone(answer: HttpResponse) -> bool:
    """Say whether the form had no effect: it was refused, or it is asked first who sends it."""
    asks = {reverse("accounts:prove"), reverse("accounts:sign-in")}
    address = answer.headers.get("Location", "")
    return answer.status_code >= REFUSED_FROM or address.partition("?")[0] in asks


def _settle(number: int, answer: HttpResponse) -> None:
    # What answers with a file is taken as often as it is asked for.
    if is_undone(answer) or answer.has_header("Content-Disposition"):
        sending.undone(number)
    else:
        sending.done(number, answer.headers.get("Location", ""), at=pages.now())
