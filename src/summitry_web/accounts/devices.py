"""Which device somebody sits at: a long-lived random cookie, of which others know the digest."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from summitry_web.accounts.codes import digest_of

COOKIE = "device"
SALT = "summitry.device"
LAST, LAST_SALT = "last", "summitry.last"
LAST_SECONDS_MAX = 24 * 3600
SECONDS_MAX = 400 * 24 * 3600
"""Browsers keep no cookie for longer."""


def device_of(request: HttpRequest) -> str:
    """Return the digest of the device's cookie; empty where it has none, or a forged one."""
    known = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=SECONDS_MAX)
    return digest_of("device", known) if known else ""


def device_for(request: HttpRequest) -> tuple[str, str]:
    """Return the device's secret and its digest, made where the device has none yet."""
    secret = request.get_signed_cookie(COOKIE, default=None, salt=SALT, max_age=SECONDS_MAX)
    secret = secret or secrets.token_urlsafe(24)
    return secret, digest_of("device", secret)


def remember(answer: HttpResponse, secret: str) -> None:
    """Set the device's cookie on the answer."""
    answer.set_signed_cookie(
        COOKIE, secret, salt=SALT, max_age=SECONDS_MAX, httponly=True, samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def remember_account(answer: HttpResponse, account: int) -> None:
    """Note on the answer who is signed in on the device: what they typed later is theirs alone."""
    answer.set_signed_cookie(
        LAST, str(account), salt=LAST_SALT, max_age=LAST_SECONDS_MAX, httponly=True,
        samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def last_account(request: HttpRequest) -> int | None:
    """Return who was last signed in on the device; None where nobody was lately."""
    known = request.get_signed_cookie(LAST, default=None, salt=LAST_SALT, max_age=LAST_SECONDS_MAX)
    return int(known) if known else None


def signed(secret: str) -> str:
    """Return the secret as it stands in the cookie."""
    return signing.get_cookie_signer(salt=COOKIE + SALT).sign(secret)
