"""What became of a table's rows since a revision, as far as the reader may know."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from summitry.plan.table import Row, Table, table_of
from summitry_web.accounts.can import Actor, is_readable
from summitry_web.events.models import Event
from summitry_web.plans.access.grid import GridRow, shown
from summitry_web.plans.access.rows import ParentOwners, parent_owners, rows_for
from summitry_web.plans.models import RowEdit, StoredRow
from summitry_web.plans.store import row_of
from summitry_web.plans.store.rows import own_units, parent_of

CHUNK = 500


def changed_since(
    actor: Actor, event: Event, table: Table, revision: int, *, at: datetime
) -> tuple[list[GridRow], list[str]]:
    """Return the readable rows that changed after the revision, and the keys that are gone.

    A key is told as gone only where the reader could have read the row; also where the row is
    there and has become unreadable, itself or because its parent was given to another unit.
    """
    rows = rows_for(actor, event, table.name, at=at).filter(revision__gt=revision)
    gone = sorted(_gone(actor, event, table, revision, at=at))
    return shown(actor, table, list(rows), at), gone


def has_changed_for(
    actor: Actor, event: Event, table: Table, revision: int, *, at: datetime
) -> bool:
    """Say whether anything that the actor may read changed or went after the revision."""
    rows = rows_for(actor, event, table.name, at=at).filter(revision__gt=revision)
    return rows.exists() or any(True for _ in _gone(actor, event, table, revision, at=at))


def _gone(
    actor: Actor, event: Event, table: Table, revision: int, *, at: datetime
) -> Iterator[str]:
    """Yield the keys of rows that the actor could read and can no longer."""
    edits = RowEdit.objects.filter(event=event, table=table.name, change__revision__gt=revision)
    # Backwards, so that what stands is each row as the reader had it, before its first change.
    had = dict(edits.order_by("-pk").values_list("key", "before"))
    # A row whose parent changed hands is another unit's now, and has no edit of its own.
    moved = StoredRow.objects.filter(event=event, table=table.name, revision__gt=revision)
    had |= {key: c for key, c in moved.values_list("key", "content") if key not in had}
    there = _readable_now(actor, event, table, list(had), at=at)
    owners = OwnersThen(event, revision)
    for key, content in had.items():
        if content is None or key in there:
            continue
        row = row_of(table.name, bytes(content))
        if is_readable(actor, owners.thing(row), at=at):
            yield key


def _readable_now(
    actor: Actor, event: Event, table: Table, keys: Sequence[str], *, at: datetime
) -> set[str]:
    visible = rows_for(actor, event, table.name, at=at)
    found: set[str] = set()
    for first in range(0, len(keys), CHUNK):
        part = visible.filter(key__in=keys[first : first + CHUNK])
        found |= set(part.values_list("key", flat=True))
    return found


class OwnersThen(ParentOwners):
    """Returns who owned a row's parent at a revision."""

    def __init__(self, event: Event, revision: int) -> None:
        super().__init__(event)
        self._revision = revision

    def asked(self, row: Row) -> tuple[str, ...]:
        """Return who owned the parent: what the first change since then found there."""
        parent = parent_of(table_of(row))
        if parent is None:
            return parent_owners(self.event, row)
        column, table = parent
        first = RowEdit.objects.filter(
            event=self.event, table=table, key=getattr(row, column),
            change__revision__gt=self._revision,
        ).order_by("pk").first()  # fmt: skip
        if first is None:
            return parent_owners(self.event, row)
        if first.before is None:
            return ()
        before = row_of(table, bytes(first.before))
        return own_units(table_of(before), before)
