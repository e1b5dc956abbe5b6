"""Withdrawing a ruling: a new word that points at the old one, which stays."""

from datetime import datetime

from django.db import transaction

from summitry.kit.canonical import canonical
from summitry_web.accounts.can import Actor
from summitry_web.accounts.models import Account
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans import announce
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.models import SideRow


@transaction.atomic
def withdraw(actor: Actor, event: Event, ruling_id: str, *, reason: str, at: datetime) -> None:
    """Let the ruling have no effect any more; the caller has asked whether the actor may.

    Raises
    ------
    Denied
        When there is no such ruling.
    """
    held = locked(event)
    ruling = SideRow.objects.filter(event=held, table="rulings", key=ruling_id).first()
    if ruling is None:
        raise Denied("ruling")
    _, is_new = SideRow.objects.get_or_create(
        event=held,
        table="withdrawals",
        key=ruling_id,
        defaults={
            "kind": "withdrawn",
            "content": canonical({"by": actor.person_id, "reason": reason}),
            "at": deed_in(held, at),
            "by": Account.objects.filter(pk=actor.account_id).first(),
        },
    )
    if not is_new:
        return
    record("ruling.withdrawn", journal=event.slug, actor=actor.person_id, at=at, subject=ruling_id)
    transaction.on_commit(lambda: announce.changed(held.pk, held.revision, ()))
