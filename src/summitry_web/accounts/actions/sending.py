"""Forms that are sent: each takes effect once, however often its button is pressed."""

import time
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from msgspec import Struct

from summitry_web.accounts.models import Sent

WORK_LIFE = timedelta(minutes=2)
"""Who has not answered by then was stopped in the middle: the form may be sent again."""
KEPT = timedelta(days=2)
WAIT_SECONDS_MAX = 10.0
PAUSE_SECONDS = 0.05


class Before(Struct, frozen=True, kw_only=True):
    """What became of the same form before: None where it is still being worked on."""

    done_at: datetime | None
    address: str


def begin(account: int, digest: str, *, at: datetime) -> int | Before:
    """Return the number of the sending, which is now the caller's to do; or what came of it before.

    Sent twice at one moment, the second waits for the first to be done.
    """
    ends = time.monotonic() + WAIT_SECONDS_MAX
    while True:
        found = _mine_or_there(account, digest, at=at)
        is_done = isinstance(found, Before) and found.done_at is not None
        if isinstance(found, int) or is_done or time.monotonic() >= ends:
            return found
        time.sleep(PAUSE_SECONDS)


def _mine_or_there(account: int, digest: str, *, at: datetime) -> int | Before:
    try:
        with transaction.atomic():
            return Sent.objects.create(account_id=account, digest=digest, at=at).pk
    except IntegrityError:
        there = Sent.objects.filter(account_id=account, digest=digest)
    # One alone takes over what was left in the middle.
    if there.filter(done_at=None, at__lt=at - WORK_LIFE).update(at=at):
        return there.values_list("pk", flat=True).get()
    found = there.first()
    if found is None:  # It was refused just now, and may be sent again.
        return Before(done_at=None, address="")
    return Before(done_at=found.done_at, address=found.address)


def done(number: int, address: str, *, at: datetime) -> None:
    """Note that the form took effect, and where the answer led."""
    Sent.objects.filter(pk=number).update(done_at=at, address=address)


def undone(number: int) -> None:
    """Forget the sending, which had no effect: the form may be sent again."""
    Sent.objects.filter(pk=number).delete()


def forget_old(at: datetime) -> int:
    """Delete what nobody will send again; return how many."""
    return Sent.objects.filter(at__lt=at - KEPT).delete()[0]
