"""A lost passkey: a code from paper asks, and a second person lets in; never one of them alone."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry_web.accounts import access, codes
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.models import Account, Recovery
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import NODE, record

LIFE = timedelta(hours=4)
"""How long a second person may take: they are called on the telephone, perhaps at night."""
RECOVERING = "recovering"
"""Its name in the session of who waits."""


@transaction.atomic
def ask(account: Account, session: Any, *, device: str, at: datetime) -> Recovery:
    """Return the request of who has just used up a recovery code; the session waits for it."""
    made = Recovery.objects.create(
        account=account, device=device, words=codes.new_spoken_code(), at=at, expires=at + LIFE
    )
    session[RECOVERING] = made.pk
    note(account, "recovery.asked", at=at, recovery=made.pk)
    return made


def own(session: Any) -> Recovery | None:
    """Return the request that this browser waits for, None where it waits for none."""
    return Recovery.objects.filter(pk=session.get(RECOVERING), used_at=None).first()


def state_of(found: Recovery, at: datetime) -> str:
    """Return ``waiting``, ``done``, ``refused`` or ``expired``."""
    return "expired" if found.state != "refused" and at >= found.expires else found.state


def waiting_in(actor: Actor, event: Event, *, at: datetime) -> list[Recovery]:
    """Return the requests that the actor may confirm: of others who work in the event now."""
    colleagues = {each.account_id for each in access.held_in(event, at=at)} - {actor.account_id}
    found = Recovery.objects.filter(account_id__in=colleagues, state="waiting", expires__gt=at)
    return list(found.select_related("account").order_by("-pk"))


@transaction.atomic
def confirm(actor: Actor, event: Event, pk: int, *, words: str, at: datetime) -> None:
    """Let in who waits, as the second person who has spoken with them.

    Raises
    ------
    SummitryError
        ``two.same_person``, ``two.same_device``, ``two.no_device``, ``recovery.words`` where the
        four letters are not those that the other sees, or ``recovery.over``.
    """
    found = _found(actor, event, pk, at=at)
    if found.account_id == actor.account_id:
        raise SummitryError("two.same_person")
    if not actor.device:
        raise SummitryError("two.no_device")
    if found.device == actor.device:
        raise SummitryError("two.same_device")
    if state_of(found, at) != "waiting":
        raise SummitryError("recovery.over")
    if "".join(words.split()).upper() != found.words:
        raise SummitryError("recovery.words")
    _decide(found, "done", at, by=actor.account_id)
    _note(actor, event, found, "recovery.confirmed", at)


@transaction.atomic
def refuse(actor: Actor, event: Event, pk: int, *, at: datetime) -> None:
    """Refuse to let in who waits; the code that they used is used up."""
    found = _found(actor, event, pk, at=at)
    if state_of(found, at) != "waiting":
        raise SummitryError("recovery.over")
    _decide(found, "refused", at, by=actor.account_id)
    _note(actor, event, found, "recovery.refused", at)


@transaction.atomic
def confirm_by_node(email: str, words: str, *, at: datetime) -> None:
    """Let in who waits, as whoever runs the node does where no organiser is left.

    Raises
    ------
    SummitryError
        ``recovery.nobody`` where nobody waits under that address and those four letters.
    """
    found = Recovery.objects.select_for_update().filter(
        account__email=email.strip().lower(), words="".join(words.split()).upper(),
        state="waiting", expires__gt=at,
    ).first()  # fmt: skip
    if found is None:
        raise SummitryError("recovery.nobody", got=email)
    _decide(found, "done", at, by=None)
    record("recovery.confirmed", journal=NODE, actor=NODE, at=at,
           subject=f"account {found.account_id}", facts={"recovery": found.pk})  # fmt: skip


@transaction.atomic
def take_up(session: Any, *, at: datetime) -> Account:
    """Return who may now come in, once.

    Raises
    ------
    SummitryError
        ``recovery.waiting`` where nobody has confirmed it; ``recovery.over`` where it is over.
    """
    waiting = Recovery.objects.select_for_update().filter(pk=session.get(RECOVERING), used_at=None)
    found = waiting.first()
    if found is None or not found.account.is_active:
        raise SummitryError("recovery.over")
    state = state_of(found, at)
    if state != "done":
        raise SummitryError("recovery.waiting" if state == "waiting" else "recovery.over")
    found.used_at = at
    found.save(update_fields=["used_at"])
    del session[RECOVERING]
    return found.account


def _found(actor: Actor, event: Event, pk: int, *, at: datetime) -> Recovery:
    require(actor, Verb.GRANT, at=at)
    found = Recovery.objects.select_for_update().filter(pk=pk).first()
    working = {each.account_id for each in access.held_in(event, at=at)}
    if found is None or found.account_id not in working:
        raise Denied("recovery")
    return found


def _decide(found: Recovery, state: str, at: datetime, *, by: int | None) -> None:
    found.state, found.decided_by_id, found.decided_at = state, by, at
    found.save(update_fields=["state", "decided_by", "decided_at"])


def _note(actor: Actor, event: Event, found: Recovery, kind: str, at: datetime) -> None:
    record(kind, journal=event.slug, actor=actor.person_id, at=at,
           subject=f"account {found.account_id}", facts={"recovery": found.pk})  # fmt: skip
