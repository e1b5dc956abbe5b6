"""Whom rows marked TLP:RED name, when a plan is put into another event."""

from django.db import transaction

from summitry_web.events.models import Event
from summitry_web.plans.access import Named
from summitry_web.plans.models import RowRecipient


@transaction.atomic
def name_again(event: Event, named: Named) -> None:
    """Have the event's rows name those accounts: without names, such a row is open to more."""
    RowRecipient.objects.bulk_create(
        RowRecipient(event=event, table=table, key=key, account_id=account)
        for (table, key), accounts in named.items()
        for account in accounts
    )
