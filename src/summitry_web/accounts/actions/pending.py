"""Requests that take two persons: asked for, confirmed or refused by the second, or run out."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor, is_proved, require
from summitry_web.accounts.models import Account, Pending
from summitry_web.accounts.persons import first_still, require_second
from summitry_web.accounts.roles import SECOND_MINUTES_MAX
from summitry_web.accounts.two_persons import CONFIRMED_AT, declared
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.journal.actions import record

LIFE = timedelta(minutes=SECOND_MINUTES_MAX)


@transaction.atomic
def ask(
    actor: Actor, event: Event, kind: str, payload: Mapping[str, Any], *, subject: str, at: datetime
) -> int:
    """Return the number of the request, which a second person has 15 minutes to confirm.

    Asked for again while it waits, it is the same request.
    """
    require(actor, declared(kind).verb, at=at)
    _require_device(actor)
    Event.objects.select_for_update().get(pk=event.pk)
    asked = Pending.objects.filter(
        event=event, kind=kind, subject=subject, asked_by_id=actor.account_id, state="waiting",
        device=actor.device, expires__gt=at,
    )  # fmt: skip
    same = next((each for each in asked if each.payload == dict(payload)), None)
    if same is not None:
        return same.pk
    made = Pending.objects.create(
        event=event,
        kind=kind,
        subject=subject,
        payload=dict(payload),
        asked_by_id=actor.account_id,
        device=actor.device,
        at=at,
        expires=at + LIFE,
    )
    _note(actor, event, made, "two.asked", at)
    return made.pk


@transaction.atomic
def confirm(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Carry out what was asked for, once, as the second person.

    Raises
    ------
    SummitryError
        ``two.same_person``, ``two.same_device``, ``two.no_device``, ``two.late``, ``two.over``;
        ``two.first_may_not`` where who asked may no longer do so.
    """
    found = _waiting(event, pk)
    kind = declared(found.kind)
    require(actor, kind.verb, at=at)
    if not is_proved(actor, at):
        raise ProveAgain
    require_second(actor, event, first=found.asked_by_id, device=found.device)
    if found.state != "waiting":
        raise SummitryError("two.over", state=found.state)
    if at >= found.expires:
        raise SummitryError("two.late", minutes=SECOND_MINUTES_MAX)
    first = first_still(event, found.asked_by_id, kind.verb, device=found.device, at=at)
    _decide(found, "done", actor, at)
    payload = {**found.payload, CONFIRMED_AT: at.isoformat()}
    kind.carry_out(event, payload, first, actor)
    _note(actor, event, found, "two.confirmed", at)


@transaction.atomic
def refuse(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Refuse what was asked for, or take one's own request back."""
    found = _waiting(event, pk)
    require(actor, declared(found.kind).verb, at=at)
    if found.state != "waiting":
        raise SummitryError("two.over", state=found.state)
    _decide(found, "refused", actor, at)
    _note(actor, event, found, "two.refused", at)


def _waiting(event: Event, pk: int) -> Pending:
    found = Pending.objects.select_for_update().filter(event=event, pk=pk).first()
    if found is None:
        raise Denied("pending")
    return found


def _decide(found: Pending, state: str, actor: Actor, at: datetime) -> None:
    found.state, found.decided_at = state, at
    found.decided_by = Account.objects.get(pk=actor.account_id)
    found.save()


def _require_device(actor: Actor) -> None:
    if not actor.device:
        raise SummitryError("two.no_device")


def _note(actor: Actor, event: Event, found: Pending, kind: str, at: datetime) -> None:
    record(
        kind, journal=event.slug, actor=actor.person_id, at=at,
        subject=f"pending {found.pk}", facts={"kind": found.kind, "subject": found.subject},
    )  # fmt: skip
