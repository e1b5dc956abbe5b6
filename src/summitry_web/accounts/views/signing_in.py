"""Signing in and out, and proving again who one is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from summitry.kit.errors import SummitryError
from summitry.report import refusals
from summitry_web.accounts import access, attempts, devices, pages, passkeys, reading
from summitry_web.accounts.actions import passkeys as keys
from summitry_web.accounts.actions import passwords, recovery, sessions
from summitry_web.accounts.forms import text
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import account_page, public_page, same_site
from summitry_web.accounts.views.showing import shown
from summitry_web.frame.templating import reader_of

OPTIONS = "application/json"


@public_page
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Return the page to sign in, or go on to where somebody wanted to be."""
    back = same_site(request, request.POST.get("next") or request.GET.get("next"))
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            account, way = _who(request)
        except SummitryError as problem:
            told = refusals.sentences(problem, reader_of(request))
        else:
            if way == "recovery":
                return _asked(request, account)
            return begun(request, account, way=way, back=back)
    names = {"next": back, "told": told, "has_passwords": settings.PASSWORDS_ALLOWED}
    return shown(request, "sign_in", names, status=400 if told else 200)


def _who(request: HttpRequest) -> tuple[Account, str]:
    at = pages.now()
    attempts.require_room(attempts.Kind.SIGN_IN, attempts.address_of(request), at)
    credential = text(request, "credential")
    if credential:
        return keys.account_by(request.session, credential, at=at), "passkey"
    password = str(request.POST.get("password", ""))
    return passwords.account_by(text(request, "email"), password, text(request, "code"), at=at)


def _asked(request: HttpRequest, account: Account) -> HttpResponse:
    """Have who used a recovery code wait for a second person."""
    secret, device = devices.device_for(request)
    recovery.ask(account, request.session, device=device, at=pages.now())
    answer = HttpResponseRedirect(reverse("accounts:recovery"))
    devices.remember(answer, secret)
    return answer


def begun(request: HttpRequest, account: Account, *, way: str, back: str) -> HttpResponse:
    """Begin the session and return the way on; the device is remembered."""
    secret, device = devices.device_for(request)
    sessions.begin(request, account, way=way, device=device, at=pages.now())
    answer = HttpResponseRedirect("/accounts/own/" if way == "recovery" else _on(account, back))
    devices.remember(answer, secret)
    devices.remember_account(answer, account.pk)
    return answer


def _on(account: Account, back: str) -> str:
    """Return where somebody wanted to be; whoever has one event alone begins there."""
    at = pages.now()
    events = access.events_of(account, at=at) if back == "/" else []
    return pages.first_page_of(account, events[0], at=at) if len(events) == 1 else back


@account_page
@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    sessions.end(request, at=pages.now())
    return HttpResponseRedirect("/accounts/sign-in/")


@public_page
@require_POST
def challenge(request: HttpRequest) -> HttpResponse:
    """Return what the browser needs for a passkey, to come in or, signed in, to add one."""
    at = pages.now()
    attempts.require_room("challenge", attempts.address_of(request), at)
    wanted = text(request, "for")
    if wanted == "use":
        return HttpResponse(passkeys.options_to_use(request.session, at=at), content_type=OPTIONS)
    if isinstance(request.user, Account):
        account = request.user
        made = passkeys.options_to_make(
            request.session,
            name=account.email,
            shown=account.name,
            handle=bytes(account.handle),
            known=reading.credentials_of(account),
            at=at,
        )
    else:
        made = passkeys.options_to_make(
            request.session,
            name=text(request, "name")[:60] or "Summitry",
            shown=text(request, "name")[:60] or "Summitry",
            handle=reading.new_handle(),
            known=(),
            at=at,
        )
    return HttpResponse(made, content_type=OPTIONS)


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: HttpRequest) -> HttpResponse:
    """Return the page to prove again who one is, or go back to where that was asked for."""
    back = same_site(request, request.POST.get("next") or request.GET.get("next"))
    told: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            _prove(request)
        except SummitryError as problem:
            told = refusals.sentences(problem, reader_of(request))
        else:
            return HttpResponseRedirect(back)
    account = pages.account_of(request)
    names = {"next": back, "told": told, "has_passwords": keys.has_password_way(account)}
    return shown(request, "prove", names, status=400 if told else 200)


def _prove(request: HttpRequest) -> None:
    account, at = pages.account_of(request), pages.now()
    attempts.require_room(attempts.Kind.SIGN_IN, attempts.address_of(request), at)
    credential = text(request, "credential")
    if credential:
        if keys.account_by(request.session, credential, at=at) != account:
            raise SummitryError("passkey.refused")
    else:
        password = str(request.POST.get("password", ""))
        passwords.prove(account, password, text(request, "code"), at=at)
        request.session.pop(access.HARDWARE, None)
    access.prove_now(request.session, at)
