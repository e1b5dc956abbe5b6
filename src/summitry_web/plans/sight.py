"""Which contents that a row has or had one reader may read, and which changes in whole."""

from collections.abc import Iterator
from datetime import datetime

from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Actor, Thing, is_readable
from summitry_web.events.models import Event
from summitry_web.plans.access import ParentOwners
from summitry_web.plans.models import BlockEdit, RowEdit, StoredChange
from summitry_web.plans.store import row_of

CHUNK = 500


class Sight:
    """What one reader may read of the plan's past; each thing and each change is asked once."""

    def __init__(self, actor: Actor, event: Event, *, at: datetime) -> None:
        self._actor = actor
        self._at = at
        self._owners = ParentOwners(event)
        self._things: dict[Thing, bool] = {}
        self._changes: dict[int, bool] = {}

    def reads(self, row: Row) -> bool:
        """Say whether the reader may read a row of that content."""
        return self._reads(self._owners.thing(row))

    def reads_whole(self, change: StoredChange) -> bool:
        """Say whether the reader may read every row of the change, as it was and as it became.

        What is said of a change as a whole, as its reason, may speak of any of its rows.
        """
        known = self._changes.get(change.pk)
        if known is None:
            known = self._changes[change.pk] = all(map(self._reads, self._of(change)))
        return known

    def _of(self, change: StoredChange) -> Iterator[Thing]:
        """Yield what the change touched, its blocks first: they are few."""
        blocks = BlockEdit.objects.filter(change=change)
        for table, unit in blocks.values_list("table", "unit_id").distinct():
            declared = TABLES[table]
            owners = (unit,) if unit else ()
            yield Thing(owners=owners, field=str(declared.field), marking=declared.marking)
        edits = RowEdit.objects.filter(change=change).values_list("table", "before", "after")
        for table, *sides in edits.iterator(CHUNK):
            for content in sides:
                if content is not None:
                    yield self._owners.thing(row_of(table, bytes(content)))

    def _reads(self, thing: Thing) -> bool:
        known = self._things.get(thing)
        if known is None:
            known = self._things[thing] = is_readable(self._actor, thing, at=self._at)
        return known
