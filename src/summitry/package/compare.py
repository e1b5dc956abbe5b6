"""Where two packages differ, cell by cell."""

from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum

from msgspec import Struct

from summitry.kit.ids import UnitId
from summitry.package.cells import text_of
from summitry.package.package import Package
from summitry.package.tabular import HIDDEN
from summitry.plan.attestation import table_key
from summitry.plan.change import difference
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, Table
from summitry.plan.tables import SIDE_TABLES, TABLES

MAPPINGS = "mappings"
MANY_EDITS = 32
"""From so many edits on, a bulk table's rows are laid out once and not looked up one by one."""

HIDDEN_VALUE = "…"


class What(StrEnum):
    """What happened to a row or to one of its cells."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


class Difference(Struct, frozen=True, kw_only=True):
    """One cell that changed, or one row that one of the packages does not have.

    Parameters
    ----------
    column, before, after
        Empty, None and None where a whole row was added or removed. Values are as in a cell;
        those that identify a person are not told.
    """

    table: str
    key: str
    what: What
    column: str = ""
    before: str | None = None
    after: str | None = None


def differences(before: Package, after: Package) -> tuple[Difference, ...]:
    """Return every difference, by table and key, the plan's own before what stands beside it."""
    return (
        *_plan_differences(before.snapshot, after.snapshot),
        *_side_differences(before, after),
        *_mapping_differences(before.mappings, after.mappings),
    )


def _plan_differences(before: Snapshot, after: Snapshot) -> Iterator[Difference]:
    edits: dict[str, dict[str, Row | None]] = {}
    for edit in difference(before, after):
        edits.setdefault(edit.table, {})[edit.key] = edit.row
    for name, changed in edits.items():
        old = rows_by_key(before, name, changed)
        for key, row in changed.items():
            yield from row_differences(TABLES[name], key, old.get(key), row)


def rows_by_key(snapshot: Snapshot, table: str, keys: Iterable[str]) -> Mapping[str, Row]:
    """Return those rows of the table, bulk or not, that have one of the keys."""
    wanted = list(keys)
    if table in snapshot.bulks and len(wanted) > MANY_EDITS:
        key_of = TABLES[table].key_of
        return {key_of(row): row for row in snapshot.bulks[table].rows()}
    found = ((key, snapshot.get(table, key)) for key in wanted)
    return {key: row for key, row in found if row is not None}


def row_differences(
    table: Table, key: str, before: Row | None, after: Row | None
) -> Iterator[Difference]:
    """Yield the differences between two contents of one row; None where there is no row."""
    if before is None or after is None:
        what = What.ADDED if before is None else What.REMOVED
        yield Difference(table=table.name, key=key, what=what)
        return
    for column in table.columns:
        old, new = getattr(before, column.name), getattr(after, column.name)
        if old == new:
            continue
        hidden = (table.name, column.name) in HIDDEN
        yield Difference(
            table=table.name,
            key=key,
            what=What.CHANGED,
            column=column.name,
            before=HIDDEN_VALUE if hidden else text_of(column, old),
            after=HIDDEN_VALUE if hidden else text_of(column, new),
        )


def _side_differences(before: Package, after: Package) -> Iterator[Difference]:
    for name, table in SIDE_TABLES.items():
        old, new = side_rows(before, name), side_rows(after, name)
        for key in sorted(old.keys() | new.keys()):
            yield from row_differences(table, key, old.get(key), new.get(key))


def side_rows(package: Package, table: str) -> Mapping[str, Row]:
    """Return the rows of a table that stands beside the plan, by key."""
    if table == "attestations":
        return {table_key(entry): entry for entry in package.attestations}
    if table == "rulings":
        return {ruling.ruling_id: ruling for ruling in package.rulings}
    return {person.record_id: person for person in package.people}


def _mapping_differences(
    before: Mapping[UnitId, bytes], after: Mapping[UnitId, bytes]
) -> Iterator[Difference]:
    for unit in sorted(before.keys() & after.keys()):
        if before[unit] != after[unit]:
            yield Difference(table=MAPPINGS, key=unit, what=What.CHANGED)
    for unit in sorted(before.keys() - after.keys()):
        yield Difference(table=MAPPINGS, key=unit, what=What.REMOVED)
    for unit in sorted(after.keys() - before.keys()):
        yield Difference(table=MAPPINGS, key=unit, what=What.ADDED)
