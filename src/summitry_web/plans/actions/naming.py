"""Whom rows marked TLP:RED name, when a plan is put into another event."""

from django.db import transaction

from summitry_web.events.models import Event
from summitry_web.plans.access import Named
from summitry_web.plans.models import RowRecipient, StoredRow


@transaction.atomic
def name_again(event: Event, named: Named) -> None:
    """Have the event's rows name those accounts: without names, such a row is open to more."""
    rows = StoredRow.objects.filter(event=event, table__in={table for table, _ in named})
    by_place = {(row.table, row.key): row for row in rows.only("table", "key")}
    RowRecipient.objects.bulk_create(
        RowRecipient(row=by_place[place], account_id=account)
        for place, accounts in named.items()
        if place in by_place
        for account in accounts
    )
