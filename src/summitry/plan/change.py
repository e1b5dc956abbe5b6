"""Changes: many row edits in one monotone revision, and the difference between two snapshots."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PersonId
from summitry.plan.bulk import Bulk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES


class Edit(Struct, frozen=True):
    """One row put in, or taken out where ``row`` is None."""

    table: str
    key: str
    row: Row | None


class Change(Struct, frozen=True, kw_only=True):
    """Edits that are made together, against the revision their author saw."""

    base_revision: int
    edits: tuple[Edit, ...]
    by: PersonId
    at: datetime
    reason: str = ""


class Revision(Struct, frozen=True, kw_only=True):
    """A numbered state of the plan, and the change that led to it."""

    number: int
    snapshot: Snapshot
    change: Change | None = None


def commit(revision: Revision, change: Change) -> Revision:
    """Return the next revision.

    Raises
    ------
    SummitryError
        ``change.stale`` when the change was made against another revision: merge first.
    """
    if change.base_revision != revision.number:
        raise SummitryError("change.stale", base=change.base_revision, current=revision.number)
    return Revision(
        number=revision.number + 1, snapshot=apply(revision.snapshot, change.edits), change=change
    )


def apply(snapshot: Snapshot, edits: Iterable[Edit]) -> Snapshot:
    """Return the snapshot with the edits made; tables that no edit touches are shared."""
    by_table: dict[str, dict[str, Row | None]] = {}
    for edit in edits:
        assert edit.row is None or TABLES[edit.table].key_of(edit.row) == edit.key, edit.key
        by_table.setdefault(edit.table, {})[edit.key] = edit.row
    tables = dict(snapshot.tables)
    bulks: dict[str, Bulk] = dict(snapshot.bulks)
    for name, changed in by_table.items():
        if TABLES[name].bulk:
            bulks[name] = bulks[name].edited(changed)
        else:
            tables[name] = _edited(tables[name], changed)
    return Snapshot(tables, bulks)


def _edited(rows: Mapping[str, Row], changed: Mapping[str, Row | None]) -> Mapping[str, Row]:
    after = {**rows, **{key: row for key, row in changed.items() if row is not None}}
    for key, row in changed.items():
        if row is None:
            after.pop(key, None)
    if after.keys() != rows.keys():
        after = dict(sorted(after.items()))
    return MappingProxyType(after)


def difference(before: Snapshot, after: Snapshot) -> tuple[Edit, ...]:
    """Return the edits that lead from one snapshot to the other, by table and key."""
    edits: list[Edit] = []
    for name, declared in TABLES.items():
        if declared.bulk:
            edits += _bulk_difference(name, before.bulks[name], after.bulks[name])
        elif before.tables[name] is not after.tables[name]:
            edits += _row_difference(name, before.tables[name], after.tables[name])
    return tuple(edits)


def _row_difference(name: str, before: Mapping[str, Row], after: Mapping[str, Row]) -> list[Edit]:
    gone = [Edit(name, key, None) for key in before.keys() - after.keys()]
    put = [Edit(name, key, row) for key, row in after.items() if before.get(key) != row]
    return sorted([*gone, *put], key=lambda edit: edit.key)


def _bulk_difference(name: str, before: Bulk, after: Bulk) -> list[Edit]:
    if before is after:
        return []
    touched = {
        key
        for key in before.blocks.keys() | after.blocks.keys()
        if key not in before.blocks
        or key not in after.blocks
        or before.blocks[key].content != after.blocks[key].content
    }
    old = Bulk(before.table, {k: b for k, b in before.blocks.items() if k in touched})
    new = Bulk(after.table, {k: b for k, b in after.blocks.items() if k in touched})
    return _row_difference(
        name,
        {before.table.key_of(row): row for row in old.rows()},
        {after.table.key_of(row): row for row in new.rows()},
    )
