"""Tokens: made and shown once, revoked at once."""

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.codes import LINK_BYTES, digest_of
from summitry_web.accounts.roles import Verb
from summitry_web.api.access import TOKEN, holding, lendable, token_for
from summitry_web.api.models import Token
from summitry_web.api.terms import DAYS_MAX, NAME_LENGTH_MAX, PREFIX, TOKENS_MAX
from summitry_web.events.models import Event
from summitry_web.journal.actions import record

SEEN_EVERY = timedelta(minutes=1)
"""The last use is noted this often at most: a reading program must not write at each request."""


class Wanted(Struct, frozen=True, kw_only=True):
    """A token as it is asked for."""

    name: str
    unit: str
    verbs: Sequence[str]
    days: int


@transaction.atomic
def make(actor: Actor, event: Event, wanted: Wanted, *, at: datetime) -> str:
    """Return a new token, which is shown this once and kept as a digest.

    Raises
    ------
    SummitryError
        ``token.name``, ``token.days``, ``token.verbs``, ``token.unit``, ``token.too_many``.
    """
    require(actor, Verb.MANAGE_TOKENS, at=at)
    name = wanted.name.strip()
    _judge(actor, wanted, name, at=at)
    if holding(actor.account_id, event, at=at) >= TOKENS_MAX:
        raise SummitryError("token.too_many", most=TOKENS_MAX)
    shown = PREFIX + secrets.token_urlsafe(LINK_BYTES)
    made = Token.objects.create(
        account_id=actor.account_id, event=event, name=name, digest=digest_of(TOKEN, shown),
        unit_id=wanted.unit, verbs=sorted(wanted.verbs), person_id=actor.person_id, made_at=at,
        expires=at + timedelta(days=wanted.days),
    )  # fmt: skip
    record(
        "token.made", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"token {made.pk}",
        facts={"unit": made.unit_id, "verbs": made.verbs, "days": wanted.days},
    )  # fmt: skip
    return shown


def _judge(actor: Actor, wanted: Wanted, name: str, *, at: datetime) -> None:
    if not name or len(name) > NAME_LENGTH_MAX:
        raise SummitryError("token.name", expected=NAME_LENGTH_MAX)
    if not 1 <= wanted.days <= DAYS_MAX:
        raise SummitryError("token.days", got=wanted.days, expected=DAYS_MAX)
    if not wanted.verbs or not set(wanted.verbs) <= set(lendable(actor, at=at)):
        raise SummitryError("token.verbs")
    holds_all = any(not each.unit_id and each.holds(at) for each in actor.grants)
    if wanted.unit and not holds_all and wanted.unit not in actor.units(at):
        raise SummitryError("token.unit", got=wanted.unit)


@transaction.atomic
def revoke(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Revoke the token: the very next request with it is refused."""
    require(actor, Verb.MANAGE_TOKENS, at=at)
    token = token_for(actor, event, pk, at=at)
    if token.revoked_at is not None:
        return
    token.revoked_at = at
    token.save(update_fields=["revoked_at"])
    record(
        "token.revoked", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"token {token.pk}", facts={"owner": token.person_id},
    )  # fmt: skip


def note_use(token: Token, *, at: datetime) -> None:
    """Note that the token was used."""
    stale = Q(last_used=None) | Q(last_used__lt=at - SEEN_EVERY)
    Token.objects.filter(stale, pk=token.pk).update(last_used=at)


def note_change(token: Token, operation: str, *, at: datetime) -> None:
    """Write into the journal that a change came by the token; who and what stand beside it."""
    record(
        "token.used", journal=token.event.slug, actor=token.person_id, at=at,
        subject=f"token {token.pk}", facts={"operation": operation},
    )  # fmt: skip
