"""Rights on the rows of a plan that is not the present one: each as its own plan owned it."""

from datetime import datetime

from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry_web.accounts.can import Actor, Thing, is_readable
from summitry_web.plans.access.rows import Named, thing_of_row
from summitry_web.plans.store.rows import own_units, parent_of


class Readable:
    """Says which rows of a snapshot the actor may read, by the snapshot's own owners."""

    def __init__(self, actor: Actor, snapshot: Snapshot, named: Named, *, at: datetime) -> None:
        self._actor = actor
        self._snapshot = snapshot
        self._named = named
        self._at = at
        self._known: dict[Thing, bool] = {}

    def __call__(self, row: Row) -> bool:
        """Say whether the actor may read the row."""
        thing = self.thing(row)
        known = self._known.get(thing)
        if known is None:
            known = self._known[thing] = is_readable(self._actor, thing, at=self._at)
        return known

    def thing(self, row: Row) -> Thing:
        """Return what the row is to `can`."""
        table = table_of(row)
        recipients = self._named.get((table.name, table.key_of(row)), ()) if self._named else ()
        return thing_of_row(row, of_parent=self._parent_owners(row), recipients=recipients)

    def _parent_owners(self, row: Row) -> tuple[str, ...]:
        table = table_of(row)
        if table.bulk:
            unit = getattr(row, "unit_id", "")
            return (unit,) if unit else ()
        parent = parent_of(table)
        if parent is None:
            return ()
        column, parent_table = parent
        key = getattr(row, column)
        found = self._snapshot.get(parent_table, key) if key else None
        return () if found is None else own_units(table_of(found), found)
