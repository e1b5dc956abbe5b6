"""Rows as the grid shows them: texts of cells, and whether the reader may change them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count
from msgspec import Struct

from summitry.plan.attestation import row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.table import Row, Table
from summitry.plan.tables import TABLES
from summitry.report.sentences import NAME_COLUMNS
from summitry_web.accounts.can import Actor
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.plans.access.rows import (
    bulk_units,
    is_own,
    readable,
    rows_for,
    things_of,
)
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.models import BlockPlace, StoredRow
from summitry_web.plans.store import row_of
from summitry_web.plans.typed import cells_of


class GridRow(Struct, frozen=True, kw_only=True):
    """One row of the grid."""

    key: str
    hash: str
    own: bool
    cells: list[str]


def grid_rows(
    actor: Actor, event: Event, table: Table, *, after: str, size: int, at: datetime
) -> list[GridRow]:
    """Return at most ``size`` rows whose keys come after the one given, in order of key."""
    rows = rows_for(actor, event, table.name, at=at).filter(key__gt=after)[:size]
    return shown(actor, table, list(rows), at)


def shown(actor: Actor, table: Table, rows: Sequence[StoredRow], at: datetime) -> list[GridRow]:
    """Return rows that the actor may read as the grid shows them."""
    things = things_of(rows)
    return [
        GridRow(
            key=row.key,
            hash=row.hash,
            own=is_own(actor, things[row.pk], at=at),
            cells=_texts(table, row_of(table.name, bytes(row.content), row.schema)),
        )
        for row in rows
    ]


def _texts(table: Table, row: Row) -> list[str]:
    cells = cells_of(table, row)
    return [cells[column.name] for column in table.columns]


def bulk_rows(
    actor: Actor, event: Event, table: Table, *, after: str, size: int, at: datetime
) -> list[GridRow]:
    """Return rows of a bulk table that the reader may read; they are changed by workbook."""
    units = bulk_units(actor, event, table.name, at=at)
    held = held_snapshot(event).bulks[table.name]
    seen = Bulk(table, {key: block for key, block in held.blocks.items() if key[0] in units})
    keyed = sorted((table.key_of(row), row) for row in seen.rows())
    wanted = [(key, row) for key, row in keyed if key > after][:size]
    return [
        GridRow(key=key, hash=row_hash(row), own=False, cells=_texts(table, row))
        for key, row in wanted
    ]


def has_rows_to_edit(actor: Actor, *, at: datetime) -> bool:
    """Say whether the actor may edit anything, or propose."""
    return any(each.holds(at) and {Verb.EDIT, Verb.PROPOSE} & each.verbs for each in actor.grants)


def targets(  # who looks where for what
    actor: Actor, event: Event, table: str, query: str, *, size: int, at: datetime
) -> list[tuple[str, str]]:
    """Return key and name of readable rows whose text holds the query."""
    rows = rows_for(actor, event, table, at=at)
    if query:
        rows = rows.filter(text__contains=query.casefold())
    found = []
    for row in rows[:size]:
        made = row_of(table, bytes(row.content), row.schema)
        name = next((str(v) for c in NAME_COLUMNS if (v := getattr(made, c, ""))), "")
        found.append((row.key, name))
    return found


def counts_of(actor: Actor, event: Event, *, at: datetime) -> dict[str, int]:
    """Return how many rows of each table the actor may read."""
    rows = StoredRow.objects.filter(event=event).filter(readable(actor, at))
    found = dict(rows.order_by().values_list("table").annotate(count=Count("pk")))
    return {
        name: bulk_count(actor, event, name, at=at) if table.bulk else found.get(name, 0)
        for name, table in TABLES.items()
    }


def bulk_count(actor: Actor, event: Event, table: str, *, at: datetime) -> int:
    """Return how many rows of the bulk table the actor may read."""
    units = bulk_units(actor, event, table, at=at)
    places = BlockPlace.objects.filter(event=event, table=table, unit_id__in=units)
    return sum(places.values_list("rows", flat=True))
