"""Rights on the rows of a plan that is not the present one: each as its own plan owned it."""

from datetime import datetime

from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry_web.accounts.can import Actor, Thing, is_readable
from summitry_web.plans.access.rows import Named, thing_of_row
from summitry_web.plans.store.rows import own_units, parent_of


class KnownRows:
    """Which rows one kind of reader may read, by the row itself: for those that name their owner.

    It outlives a snapshot: what no change touches is the same row in the next one.
    """

    ROWS_MAX = 100_000

    def __init__(self, named: Named) -> None:
        self.named = named
        self._known: dict[int, tuple[Row, bool]] = {}

    def of(self, row: Row) -> bool | None:
        """Return whether it may be read; None where nobody has asked yet."""
        found = self._known.get(id(row))
        return None if found is None else found[1]

    def note(self, row: Row, *, is_readable: bool) -> None:
        """Keep the answer; the row is kept with it, so that no other takes its place in memory."""
        table = table_of(row)
        if table.owner is not None and not table.bulk:
            if len(self._known) >= self.ROWS_MAX:
                self._known.clear()
            self._known[id(row)] = (row, is_readable)


class Readable:
    """Says which rows of a snapshot the actor may read, by the snapshot's own owners.

    Parameters
    ----------
    known
        What the same kind of reader was told of rows, with the same ``named``; more is noted there.
    """

    def __init__(
        self,
        actor: Actor,
        snapshot: Snapshot,
        named: Named,
        *,
        at: datetime,
        known: KnownRows | None = None,
    ) -> None:
        self._rows = KnownRows(named) if known is None else known
        self._actor = actor
        self._snapshot = snapshot
        self._named = named
        self._at = at
        self._known: dict[Thing, bool] = {}

    def __call__(self, row: Row) -> bool:
        """Say whether the actor may read the row."""
        told = self._rows.of(row)
        if told is not None:
            return told
        thing = self.thing(row)
        known = self._known.get(thing)
        if known is None:
            known = self._known[thing] = is_readable(self._actor, thing, at=self._at)
        self._rows.note(row, is_readable=known)
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
