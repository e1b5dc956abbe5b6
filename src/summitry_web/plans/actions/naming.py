"""Whom rows marked TLP:RED name: said for one row, or taken along into another event."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal.actions import record
from summitry_web.plans import announce
from summitry_web.plans.access import Named, stored_row_for, strangers, things_of, unnamed
from summitry_web.plans.actions.rows import locked
from summitry_web.plans.models import RowRecipient

RECIPIENTS_MAX = 100


@transaction.atomic
def name_recipients(  # who, what, and whom
    actor: Actor, event: Event, table: str, key: str, accounts: Sequence[int], *, at: datetime
) -> tuple[int, ...]:
    """Have the row name these accounts alone, and return whom it names now.

    Whoever names others stays among them; where nobody is named, the row is open again to the
    units that own it.

    Raises
    ------
    Denied
        When the row is not the actor's to read and to edit, or one of the accounts reads nothing
        in the event.
    SummitryError
        ``recipients.not_red``, ``recipients.too_many``.
    """
    held = locked(event)
    stored = stored_row_for(actor, held, table, key, at=at)
    thing = things_of([stored])[stored.pk]
    require(actor, Verb.EDIT, unnamed(thing), at=at)
    if thing.marking is not Marking.RED:
        raise SummitryError("recipients.not_red", got=thing.marking, expected=Marking.RED)
    wanted = sorted({*accounts, actor.account_id} if accounts else ())
    if len(wanted) > RECIPIENTS_MAX:
        raise SummitryError("recipients.too_many", got=len(wanted), expected=RECIPIENTS_MAX)
    if strangers(wanted, held, at=at):
        raise Denied("account")
    before = set(thing.recipients)
    if before == set(wanted):
        return tuple(wanted)
    RowRecipient.objects.filter(event=held, table=table, key=key).delete()
    name_again(held, {(table, key): tuple(wanted)})
    record(
        "row.named", journal=held.slug, actor=actor.person_id, at=at, subject=f"{table}/{key}",
        facts={
            "recipients": len(wanted),
            "added": sorted(set(wanted) - before),
            "removed": sorted(before - set(wanted)),
        },
    )  # fmt: skip
    transaction.on_commit(lambda: announce.changed(held.pk, held.revision, ()))
    return tuple(wanted)


@transaction.atomic
def name_again(event: Event, named: Named) -> None:
    """Have the event's rows name those accounts: without names, such a row is open to more."""
    RowRecipient.objects.bulk_create(
        RowRecipient(event=event, table=table, key=key, account_id=account)
        for (table, key), accounts in named.items()
        for account in accounts
    )
