"""A plan moved to another opening, as for an exercise: every moment by the same span."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType

from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.time import day_of
from summitry.plan.attestation import Attestation, row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import ColumnKind, Row, Table
from summitry.plan.tables import TABLES

_TIMED = frozenset({ColumnKind.MOMENT, ColumnKind.DAY})


def shifted(snapshot: Snapshot, opens: datetime) -> Snapshot:
    """Return the plan with its opening at that moment, and everything else moved with it.

    All moments move by the same span, so whatever holds between two of them still holds; the
    venue's clock may then differ by an hour where summer time lies in between. Days move by whole
    days, from the day of the one opening to that of the other.

    Raises
    ------
    SummitryError
        ``shift.beyond`` when a moment would lie outside the years that a calendar has.
    """
    event = snapshot.event
    span = opens - event.opens
    days = day_of(opens, event.zone) - day_of(event.opens, event.zone)
    tables: dict[str, Mapping[str, Row]] = dict(snapshot.tables)
    bulks: dict[str, Bulk] = dict(snapshot.bulks)
    try:
        for name, table in TABLES.items():
            if not any(column.kind in _TIMED for column in table.columns):
                continue
            if table.bulk:
                rows = (_moved(table, row, span, days) for row in snapshot.bulks[name].rows())
                bulks[name] = Bulk.of_rows(name, rows)
            else:
                tables[name] = _keyed(table, snapshot.tables[name], span, days)
    except OverflowError as problem:
        raise SummitryError("shift.beyond", opens=opens) from problem
    return Snapshot(tables, bulks)


def shifted_words(
    words: Iterable[Attestation], snapshot: Snapshot, opens: datetime
) -> tuple[Attestation, ...]:
    """Return what was said of the plan's rows, said of the same rows where the plan is moved to.

    A word about a content that a row no longer has is left behind.
    """
    event = snapshot.event
    span = opens - event.opens
    days = day_of(opens, event.zone) - day_of(event.opens, event.zone)
    found = []
    for word in words:
        row = snapshot.get(word.subject_table, word.subject_key)
        if row is None or row_hash(row) != word.row_hash:
            continue
        table = TABLES[word.subject_table]
        moved = _moved(table, row, span, days)
        found.append(
            replace(
                word,
                subject_key=table.key_of(moved),
                row_hash=row_hash(moved),
                at=word.at + span,
                expires=None if word.expires is None else word.expires + span,
            )
        )
    return tuple(found)


def moved_keys(
    snapshot: Snapshot, places: Iterable[tuple[str, str]], opens: datetime
) -> Mapping[tuple[str, str], str]:
    """Return the keys that rows have where the plan is moved to; places without a row have none."""
    event = snapshot.event
    span = opens - event.opens
    days = day_of(opens, event.zone) - day_of(event.opens, event.zone)
    rows = ((table, key, snapshot.get(table, key)) for table, key in places)
    return {
        (table, key): TABLES[table].key_of(_moved(TABLES[table], row, span, days))
        for table, key, row in rows
        if row is not None
    }


def _keyed(
    table: Table, rows: Mapping[str, Row], span: timedelta, days: timedelta
) -> Mapping[str, Row]:
    """Return the moved rows under their own keys: a moment may be part of a key."""
    moved = [_moved(table, row, span, days) for row in rows.values()]
    return MappingProxyType(dict(sorted((table.key_of(row), row) for row in moved)))


def _moved(table: Table, row: Row, span: timedelta, days: timedelta) -> Row:
    cells: dict[str, object] = {}
    for column in table.columns:
        value = getattr(row, column.name)
        if isinstance(value, datetime):
            cells[column.name] = value + span
        elif isinstance(value, date):
            cells[column.name] = value + days
    return replace(row, **cells) if cells else row
