"""Passkeys of an account: added, used, removed."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts import passkeys
from summitry_web.accounts.access import HARDWARE, PROVED
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.actions.sessions import RECOVERED
from summitry_web.accounts.models import Account, Grant, OneTimeSecret, Passkey
from summitry_web.accounts.roles import POWERFUL, PROOF_MINUTES_MAX
from summitry_web.frame.refused import Denied, ProveAgain

PASSKEYS_MAX = 12
RECOVERED_LIFE = timedelta(minutes=15)


def require_proof(session: Any, *, at: datetime) -> None:
    """Return where the session's proof of identity is fresh.

    Raises
    ------
    ProveAgain
        Where it is not.
    """
    proved = session.get(PROVED)
    if proved is None or at.timestamp() - proved > PROOF_MINUTES_MAX * 60:
        raise ProveAgain


def require_proof_or_recovery(session: Any, *, at: datetime) -> None:
    """Return where a passkey may be added: after a proof, or shortly after a recovery code."""
    recovered = session.get(RECOVERED)
    if recovered is None or at.timestamp() - recovered > RECOVERED_LIFE.total_seconds():
        require_proof(session, at=at)


def require_hardware(made: passkeys.Made) -> None:
    """Return where the passkey may serve a powerful role.

    Raises
    ------
    SummitryError
        ``passkey.copyable`` where the installation asks for keys of hardware and it is none.
    """
    if settings.HARDWARE_KEYS and made.is_copyable:
        raise SummitryError("passkey.copyable")


@transaction.atomic
def keep(account: Account, made: passkeys.Made, *, name: str, at: datetime) -> Passkey:
    """Save a passkey that was just made for the account.

    Raises
    ------
    SummitryError
        ``passkey.known`` when it is somebody's already, ``passkey.too_many`` beyond the limit,
        ``passkey.copyable`` where the account's roles must have keys of hardware.
    """
    if Grant.objects.filter(account=account, role__in=POWERFUL).exclude(not_after__lte=at).exists():
        require_hardware(made)
    if Passkey.objects.filter(account=account).count() >= PASSKEYS_MAX:
        raise SummitryError("passkey.too_many", most=PASSKEYS_MAX)
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise SummitryError("passkey.known")
    kept = Passkey.objects.create(
        account=account,
        credential_id=made.credential_id,
        public_key=made.public_key,
        sign_count=made.sign_count,
        is_backed_up=made.is_backed_up,
        is_copyable=made.is_copyable,
        name=name.strip()[:80] or at.date().isoformat(),
        created=at,
    )
    note(account, "passkey.added", at=at, passkey=kept.pk, backed_up=kept.is_backed_up)
    return kept


def add(account: Account, session: Any, credential: str, *, name: str, at: datetime) -> Passkey:
    """Add the passkey that answers the session's challenge, for who has just proved themselves."""
    require_proof_or_recovery(session, at=at)
    made = passkeys.made_by(session, credential, at=at)
    if made.handle != bytes(account.handle):
        raise SummitryError("passkey.challenge")
    return keep(account, made, name=name, at=at)


def account_by(session: Any, credential: str, *, at: datetime) -> Account:
    """Return whose passkey answers the session's challenge, and count its use.

    Raises
    ------
    SummitryError
        ``passkey.refused`` when nobody's does, with one answer for every reason but one:
        ``passkey.cloned`` when the signature holds and its count went backwards.
    """
    challenge = passkeys.challenge_of(session, at=at)
    credential_id, handle = passkeys.named_in(credential)
    found = Passkey.objects.select_related("account").filter(credential_id=credential_id).first()
    if found is None or not found.account.is_active:
        raise SummitryError("passkey.refused")
    if handle is not None and handle != bytes(found.account.handle):
        raise SummitryError("passkey.refused")
    used = passkeys.used(credential, challenge, public_key=bytes(found.public_key))
    if not _counted(found, used, at):
        note(found.account, "passkey.cloned", at=at, passkey=found.pk)
        raise SummitryError("passkey.cloned")
    session[HARDWARE] = not used.is_copyable
    return found.account


def _counted(found: Passkey, used: passkeys.Used, at: datetime) -> bool:
    """Save the new count where it grew; authenticators without a counter always say nought."""
    counts = Passkey.objects.filter(pk=found.pk)
    if used.sign_count:
        counts = counts.filter(sign_count__lt=used.sign_count)
    else:
        counts = counts.filter(sign_count=0)
    return bool(
        counts.update(
            sign_count=used.sign_count,
            is_backed_up=used.is_backed_up,
            is_copyable=used.is_copyable,
            last_used=at,
        )
    )


@transaction.atomic
def remove(account: Account, session: Any, passkey_pk: int, *, at: datetime) -> None:
    """Remove a passkey, unless it is the last way in.

    Raises
    ------
    SummitryError
        ``passkey.last`` then.
    """
    require_proof(session, at=at)
    Account.objects.select_for_update().get(pk=account.pk)
    found = Passkey.objects.filter(account=account, pk=passkey_pk).first()
    if found is None:
        raise Denied("passkey")
    others = Passkey.objects.filter(account=account).exclude(pk=passkey_pk).exists()
    if not others and not has_password_way(account):
        raise SummitryError("passkey.last")
    found.delete()
    note(account, "passkey.removed", at=at, passkey=passkey_pk)


def has_password_way(account: Account) -> bool:
    """Say whether a password with one-time digits lets the account in."""
    has_digits = OneTimeSecret.objects.filter(account=account).exists()
    return settings.PASSWORDS_ALLOWED and account.has_usable_password() and has_digits
