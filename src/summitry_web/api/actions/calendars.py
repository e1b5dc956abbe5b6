"""The secret address of a calendar: made, shown once, revoked."""

import secrets
from datetime import datetime
from typing import Any

from django.db import transaction

from summitry_web.accounts.actions.node import note
from summitry_web.accounts.actions.passkeys import require_proof
from summitry_web.accounts.codes import LINK_BYTES, digest_of
from summitry_web.accounts.models import Account
from summitry_web.api.access import CALENDAR
from summitry_web.api.models import CalendarAddress


@transaction.atomic
def renew(account: Account, session: Any, *, at: datetime) -> str:
    """Return a new secret address, which is shown this once; the one before is gone.

    Raises
    ------
    ProveAgain
        Without a fresh proof: whoever has the address reads without signing in.
    """
    require_proof(session, at=at)
    secret = secrets.token_urlsafe(LINK_BYTES)
    CalendarAddress.objects.update_or_create(
        account=account,
        defaults={"digest": digest_of(CALENDAR, secret), "made_at": at, "last_used": None},
    )
    note(account, "calendar.made", at=at)
    return secret


@transaction.atomic
def revoke(account: Account, *, at: datetime) -> None:
    """Revoke the address: the very next reading is refused."""
    if CalendarAddress.objects.filter(account=account).delete()[0]:
        note(account, "calendar.revoked", at=at)


def note_reading(found: CalendarAddress, *, at: datetime) -> None:
    """Note that the calendar was read."""
    CalendarAddress.objects.filter(pk=found.pk).update(last_used=at)
