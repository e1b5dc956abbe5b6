"""One's own account."""

from django.conf import settings
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from summitry_web.accounts import pages, reading, slots
from summitry_web.accounts.actions import own as settings_of_own
from summitry_web.accounts.actions import passkeys as keys
from summitry_web.accounts.actions import passwords, sessions
from summitry_web.accounts.forms import text
from summitry_web.accounts.pages import account_page, first_page_of
from summitry_web.accounts.qr import picture_of
from summitry_web.accounts.views.showing import shown


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: HttpRequest) -> HttpResponse:
    """Return the page of one's own account, or save what stands in its first form."""
    account, at = pages.account_of(request), pages.now()
    if request.method == "POST":
        settings_of_own.settle(
            account,
            name=text(request, "name"),
            language=text(request, "language"),
            theme=text(request, "theme"),
            at=at,
        )
        return _back()
    names = {
        "own": reading.own_of(account, at=at),
        "home": lambda event: first_page_of(account, event, at=at),
        "session_key": request.session.session_key,
        "slots": [(each.label, each.address(account)) for each in slots.links()],
        "has_password": keys.has_password_way(account),
        "has_passwords": settings.PASSWORDS_ALLOWED,
    }
    return shown(request, "own", names)


@account_page
@require_POST
def add_passkey(request: HttpRequest) -> HttpResponse:
    """Add the passkey that the browser has just made."""
    account, credential = pages.account_of(request), text(request, "credential")
    keys.add(account, request.session, credential, name=text(request, "name"), at=pages.now())
    return _back()


@account_page
@require_POST
def remove_passkey(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a passkey."""
    keys.remove(pages.account_of(request), request.session, pk, at=pages.now())
    return _back()


@account_page
@require_http_methods(["GET", "HEAD", "POST"])
def password(request: HttpRequest) -> HttpResponse:
    """Return the page to set a password with its digits, or set them."""
    account, at = pages.account_of(request), pages.now()
    passwords.require_allowed()
    keys.require_proof_or_recovery(request.session, at=at)
    if request.method == "POST":
        chosen = str(request.POST.get("password", ""))
        passwords.change_password(
            account, request.session, chosen, digits=text(request, "code"), at=at
        )
        update_session_auth_hash(request, account)
        return _back()
    secret = passwords.secret_shown(request.session)
    names = {"secret": secret, "picture": picture_of(secret, account.email)}
    return shown(request, "password", names)


@account_page
@require_POST
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """Make ten new recovery codes and show them, once."""
    made = passwords.renew_recovery_codes(
        pages.account_of(request), request.session, at=pages.now()
    )
    return shown(request, "codes", {"codes": made})


@account_page
@require_POST
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End all other sessions of the account."""
    sessions.end_others(pages.account_of(request), request.session, at=pages.now())
    return _back()


def _back() -> HttpResponse:
    return HttpResponseRedirect(reverse("accounts:own"))
