"""The fallback: a password with one-time digits, never a password alone; and recovery codes."""

import hmac
from datetime import datetime
from typing import Any

import pyotp
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts import attempts, codes
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.actions.passkeys import require_proof, require_proof_or_recovery
from summitry_web.accounts.models import Account, OneTimeSecret, Passkey, RecoveryCode

STEP_SECONDS = 30
DRIFT_STEPS = 1
"""Clocks of phones are off by less than half a minute."""
PASSWORD_LETTERS_MAX = 200
SECRET = "one_time"  # noqa: S105  # its name in the session


def require_allowed() -> None:
    """Return where the installation allows passwords.

    Raises
    ------
    SummitryError
        ``password.off`` where it does not.
    """
    if not settings.PASSWORDS_ALLOWED:
        raise SummitryError("password.off")


def account_by(email: str, password: str, digits: str, *, at: datetime) -> tuple[Account, str]:
    """Return who may come in by these, and by which way: ``password`` or ``recovery``.

    Unknown accounts take the same work and get the same answer as known ones.

    Raises
    ------
    SummitryError
        ``sign_in.refused`` whatever was wrong.
    """
    email = email.strip().lower()
    attempts.require_room(attempts.Kind.SIGN_IN, email, at)
    account = Account.objects.filter(email=email, is_active=True).first()
    is_right = _is_password(account, password)
    if account is None:
        raise SummitryError("sign_in.refused")
    way = _way_of(account, is_right=is_right, digits=digits, at=at)
    if not way:
        note(account, "account.refused", at=at)
        raise SummitryError("sign_in.refused")
    attempts.succeeded(attempts.Kind.SIGN_IN, email)
    return account, way


def _is_password(account: Account | None, password: str) -> bool:
    """Say whether the password is the account's; one hash is worked out in every case."""
    password = password[:PASSWORD_LETTERS_MAX]
    if account is None or not account.has_usable_password() or not settings.PASSWORDS_ALLOWED:
        make_password(password)
        return False
    return account.check_password(password)


def _way_of(account: Account, *, is_right: bool, digits: str, at: datetime) -> str:
    if is_right:
        taken = take_digits(account, digits, at=at) or _take_recovery(account, digits, at=at)
        return "password" if taken else ""
    only_keys = Passkey.objects.filter(account=account).exists()
    only_keys = only_keys and not (account.has_usable_password() and settings.PASSWORDS_ALLOWED)
    return "recovery" if only_keys and _take_recovery(account, digits, at=at) else ""


def take_digits(account: Account, digits: str, *, at: datetime) -> bool:
    """Say whether these are the account's digits of now; the same are never taken twice."""
    kept = OneTimeSecret.objects.filter(account=account).first()
    if kept is None:
        return False
    step = step_of(codes.opened(bytes(kept.sealed)), digits, at=at)
    if step is None:
        return False
    fresh = OneTimeSecret.objects.filter(pk=kept.pk, last_step__lt=step).update(last_step=step)
    return bool(fresh)


def step_of(secret: str, digits: str, *, at: datetime) -> int | None:
    """Return the half minute that the digits belong to, None where they are wrong or old."""
    plain = "".join(digits.split())
    now = int(at.timestamp()) // STEP_SECONDS
    made = pyotp.TOTP(secret)
    found = None
    for step in range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1):
        if hmac.compare_digest(made.generate_otp(step).encode(), plain.encode()):
            found = step
    return found


def _take_recovery(account: Account, typed: str, *, at: datetime) -> bool:
    digest = codes.recovery_digest(account.pk, typed)
    unused = RecoveryCode.objects.filter(account=account, digest=digest, used_at=None)
    if not unused.update(used_at=at):
        return False
    note(account, "recovery.used", at=at)
    return True


def prove(account: Account, password: str, digits: str, *, at: datetime) -> None:
    """Return where password and digits prove again who has signed in.

    Raises
    ------
    SummitryError
        ``sign_in.refused`` where they do not.
    """
    require_allowed()
    attempts.require_room(attempts.Kind.SIGN_IN, account.email, at)
    if not (_is_password(account, password) and take_digits(account, digits, at=at)):
        note(account, "account.refused", at=at)
        raise SummitryError("sign_in.refused")
    attempts.succeeded(attempts.Kind.SIGN_IN, account.email)


@transaction.atomic
def set_password(
    account: Account, password: str, *, secret: str, digits: str, at: datetime
) -> None:
    """Give the account a password and the secret of its digits, which must match it once.

    Raises
    ------
    SummitryError
        ``password.off``, ``password.weak`` or ``password.digits``.
    """
    require_allowed()
    try:
        validate_password(password, account)
    except ValidationError as problem:
        raise SummitryError("password.weak", letters_min=14) from problem
    if len(password) > PASSWORD_LETTERS_MAX:
        raise SummitryError("password.long", letters_max=PASSWORD_LETTERS_MAX)
    step = step_of(secret, digits, at=at)
    if step is None:
        raise SummitryError("password.digits")
    account.set_password(password)
    account.save(update_fields=["password"])
    OneTimeSecret.objects.update_or_create(
        account=account, defaults={"sealed": codes.sealed(secret), "last_step": step, "created": at}
    )
    note(account, "password.set", at=at)


def change_password(
    account: Account, session: Any, password: str, *, digits: str, at: datetime
) -> None:
    """Set the password, with the secret that the session has shown, after a proof of identity."""
    require_proof_or_recovery(session, at=at)
    secret = session.get(SECRET)
    if secret is None:
        raise SummitryError("password.digits")
    set_password(account, password, secret=codes.opened(secret.encode()), digits=digits, at=at)
    del session[SECRET]


def secret_shown(session: Any) -> str:
    """Return the secret that the page shows, made once for the session, kept sealed in it."""
    if SECRET not in session:
        session[SECRET] = codes.sealed(pyotp.random_base32()).decode()
    return codes.opened(session[SECRET].encode())


@transaction.atomic
def renew_recovery_codes(account: Account, session: Any, *, at: datetime) -> tuple[str, ...]:
    """Return ten new codes, to be shown once; the old ones are void."""
    require_proof(session, at=at)
    RecoveryCode.objects.filter(account=account).delete()
    made = codes.new_recovery_codes()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, digest=codes.recovery_digest(account.pk, each))
        for each in made
    )
    note(account, "recovery.renewed", at=at, count=len(made))
    return made
