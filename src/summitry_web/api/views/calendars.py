"""The own calendar's address, and the calendar itself for programs that cannot sign in."""

from hashlib import sha256

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import parse_etags
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from summitry_web.accounts import pages
from summitry_web.accounts.attempts import Kind, address_of, require_room
from summitry_web.accounts.pages import Here, account_page, event_page, public_page
from summitry_web.api.access import calendar_at, calendar_of
from summitry_web.api.actions import calendars as actions
from summitry_web.api.calendars import behind_code, calendar_for
from summitry_web.frame.refused import Denied
from summitry_web.frame.templating import page


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Return the page of the own calendar; or make its secret address, and show it once."""
    account, made = pages.account_of(request), ""
    if request.method == "POST":
        secret = actions.renew(account, request.session, at=pages.now())
        made = settings.ORIGIN.rstrip("/") + reverse("api:feed", kwargs={"secret": secret})
    return page(request, "api/calendar.html", {"found": calendar_of(account), "made": made})


@account_page
@require_POST
def revoke(request: HttpRequest) -> HttpResponse:
    """Revoke the address."""
    actions.revoke(pages.account_of(request), at=pages.now())
    return HttpResponseRedirect(reverse("api:calendar"))


@public_page
@require_safe
def feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Return the calendar of the secret address; wrong addresses are counted and made to wait."""
    at = pages.now()
    try:
        found = calendar_at(secret)
    except Denied:
        require_room(Kind.TOKEN, address_of(request), at)
        raise
    content = calendar_for(found.account, at=at)
    actions.note_reading(found, at=at)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    answer: HttpResponse
    if tag in parse_etags(request.headers.get("If-None-Match", "")):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    answer.headers["ETag"] = tag
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@event_page()
def behind(request: HttpRequest, here: Here, code: str) -> HttpResponse:  # noqa: ARG001  # a view
    """Lead from a code to its row, where that is in the reader's own calendar."""
    found = behind_code(here, code)
    if found is None:
        raise Denied("code")
    return HttpResponseRedirect(found)
