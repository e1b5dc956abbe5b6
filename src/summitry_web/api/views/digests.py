"""When one wants mail, and the link in each mail that ends it."""

from zoneinfo import available_timezones

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from summitry.kit.errors import SummitryError
from summitry.report.refusals import sentences
from summitry_web.accounts import pages
from summitry_web.accounts.access import events_of
from summitry_web.accounts.pages import account_page, public_page
from summitry_web.api.actions import digests as actions
from summitry_web.api.digests import account_id_of
from summitry_web.api.terms import RHYTHMS
from summitry_web.frame.templating import page, reader_of


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Return the page of one's wish, or keep it."""
    account, at = pages.account_of(request), pages.now()
    reader = reader_of(request)
    told: tuple[str, ...] = ()
    is_kept = False
    if request.method == "POST":
        hour = request.POST.get("hour", "")
        try:
            actions.wish(
                account, rhythm=request.POST.get("rhythm", ""), zone=request.POST.get("zone", ""),
                hour=int(hour) if hour in map(str, range(24)) else -1, at=at,
            )  # fmt: skip
            is_kept = True
        except SummitryError as refusal:
            told = sentences(refusal, reader)
    wished = actions.wish_of(account, at=at)
    first = {wished.zone, "UTC", *(each.timezone for each in events_of(account, at=at))}
    names = {
        "wished": wished,
        "told": told,
        "is_kept": is_kept,
        "rhythms": [(name, reader.gettext(text)) for name, text in RHYTHMS.items()],
        "hours": [(hour, f"{hour:02}:00") for hour in range(24)],
        "zones": [(z, z) for z in (*sorted(first), *sorted(available_timezones() - first))],
    }
    return page(request, "api/digests.html", names, status=400 if told else 200)


@csrf_exempt  # the signed link is the right; programs of mail send it without any cookie (RFC 8058)
@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, code: str) -> HttpResponse:
    """Return the question whether the mail ends, or end it; a look alone ends nothing."""
    account_id = account_id_of(code)
    if request.method == "POST":
        actions.end(account_id, at=pages.now())
    return page(request, "api/ended.html", {"is_over": request.method == "POST"})
