"""Mail to each person once a day or a week, whoever asks how often; who cannot be reached waits."""

import logging
from datetime import date, datetime, timedelta
from smtplib import SMTPException
from zoneinfo import ZoneInfo, available_timezones

from django.db import IntegrityError, transaction
from django.db.models import Q
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.accounts import pages
from summitry_web.accounts.access import zone_of
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.models import Account
from summitry_web.api.actions.answers import forget_answers
from summitry_web.api.digests import mail_of, parts_for
from summitry_web.api.models import DigestSent, DigestWish
from summitry_web.api.terms import RHYTHMS
from summitry_web.journal.actions import NODE, record

LOG = logging.getLogger(__name__)
DAILY, WEEKLY, OFF = RHYTHMS
HOURS_MAX = 24
MONDAY = 0
TRIES_MAX = 6
WAIT = timedelta(minutes=5)
"""The wait before a second try; it doubles with each."""
KEPT = timedelta(days=60)


class Batch(Struct, frozen=True, kw_only=True):
    """How many mails were handed over, are to be tried again, and were given up."""

    sent: int = 0
    failed: int = 0
    given_up: int = 0


@transaction.atomic
def wish(account: Account, *, rhythm: str, hour: int, zone: str, at: datetime) -> None:
    """Keep when the account wants mail.

    Raises
    ------
    SummitryError
        ``digest.hour`` for what is in no list.
    """
    is_hour = 0 <= hour < HOURS_MAX
    if rhythm not in RHYTHMS or not is_hour or zone not in available_timezones():
        raise SummitryError("digest.hour")
    DigestWish.objects.update_or_create(
        account=account, defaults={"rhythm": rhythm, "hour": hour, "zone": zone}
    )
    note(account, "digest.wished", at=at, rhythm=rhythm)


@transaction.atomic
def end(account_id: int, *, at: datetime) -> None:
    """End the account's mail; nothing happens where the account is gone."""
    account = Account.objects.filter(pk=account_id).first()
    if account is not None:
        DigestWish.objects.update_or_create(account=account, defaults={"rhythm": OFF})
        note(account, "digest.wished", at=at, rhythm=OFF)


def wish_of(account: Account, *, at: datetime) -> DigestWish:
    """Return what the account wishes; daily at seven in its first event's zone, if nothing yet."""
    found = DigestWish.objects.filter(account=account).first()
    if found is not None:
        return found
    return DigestWish(account=account, zone=zone_of(account, at=at))


def send_due_now() -> Batch:
    """Send what is due now; the tick of the tasks does it."""
    return send_due(pages.now())


def send_due(at: datetime) -> Batch:
    """Send every digest that is due and not sent; a failing server keeps nobody else waiting."""
    states: list[str] = []
    # All at once: what a cursor has not yet given is lost on SQLite when a claim is taken back.
    for account in tuple(Account.objects.filter(is_active=True).order_by("pk")):
        claimed = _claimed(account, at=at)
        if claimed is not None:
            states.append(_sent(account, claimed, at=at))
    batch = Batch(
        sent=states.count("sent"), failed=states.count("waiting"), given_up=states.count("given-up")
    )
    if batch != Batch():
        facts = {"sent": batch.sent, "failed": batch.failed, "given_up": batch.given_up}
        record("digest.batch", journal=NODE, actor=NODE, at=at, subject=NODE, facts=facts)
    forget_answers(at)
    DigestSent.objects.filter(at__lt=at - KEPT).delete()
    return batch


def _day_due(account: Account, *, at: datetime) -> date | None:
    """Return the day, in the account's zone, whose hour has come; None where none is due."""
    wished = wish_of(account, at=at)
    local = at.astimezone(ZoneInfo(wished.zone))
    is_off = wished.rhythm == OFF or (wished.rhythm == WEEKLY and local.weekday() != MONDAY)
    return None if is_off or local.hour < wished.hour else local.date()


def _claimed(account: Account, *, at: datetime) -> DigestSent | None:
    """Return the day's digest where this process is the one to send it; None elsewhere.

    The claim is stored before the mail leaves: two nodes, or a node that dies in between, send one
    mail or none, never two.
    """
    day = _day_due(account, at=at)
    if day is None:
        return None
    try:
        with transaction.atomic():
            return DigestSent.objects.create(account=account, day=day, state="sending", at=at)
    except IntegrityError:
        again = DigestSent.objects.filter(
            Q(next_try__lte=at), account=account, day=day, state="waiting"
        )
        if not again.update(state="sending", next_try=None):
            return None
        return DigestSent.objects.get(account=account, day=day)


def _sent(account: Account, row: DigestSent, *, at: datetime) -> str:
    """Send the mail and return what became of it."""
    parts = parts_for(account, at=at)
    row.tries += 1
    row.state = "sent" if parts else "empty"
    if parts:
        try:
            mail_of(account, parts).send()
        except (OSError, SMTPException) as problem:
            LOG.warning("a digest could not be mailed: %s", type(problem).__name__)
            row.state = "given-up" if row.tries >= TRIES_MAX else "waiting"
            row.next_try = at + WAIT * 2 ** (row.tries - 1)
    row.save()
    return row.state
