"""The plan as the core takes it, read from the database."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any

from summitry.plan.attestation import Attestation, Attestations, row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.change import Edit, apply
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry_web.events.models import Event
from summitry_web.plans.models import (
    BlockEdit,
    BlockPlace,
    RowEdit,
    SideRow,
    StoredBlock,
    StoredChange,
    StoredRow,
)
from summitry_web.plans.store.blocks import block_of
from summitry_web.plans.store.rows import row_of

CHUNK = 2_000
NAMED_MAX = 100
"""So many changes are asked for by name."""


def snapshot_of(event: Event) -> Snapshot:
    """Return the whole plan as it stands now; nothing is filtered by anybody's rights."""
    rows = (
        StoredRow.objects.filter(event=event)
        .order_by("table", "key")
        .values_list("table", "key", "content", "schema")
    )
    found: dict[str, dict[str, Row]] = {}
    for table, key, content, schema in rows.iterator(CHUNK):
        found.setdefault(table, {})[key] = row_of(table, bytes(content), schema)
    tables = {
        # The database's order of letters is not the core's.
        table: MappingProxyType(dict(sorted(rows_of_table.items())))
        for table, rows_of_table in found.items()
    }
    return Snapshot(tables, _bulks(event))


def bulk_of(event: Event, table: str) -> Bulk:
    """Return the bulk table as it stands, also what this transaction has written of it."""
    places = BlockPlace.objects.filter(event=event, table=table).select_related("block")
    blocks = {(e.unit_id, int(e.day)): block_of(table, bytes(e.block.data)) for e in places}
    return Bulk(TABLES[table], blocks)


def _bulks(event: Event) -> Mapping[str, Bulk]:
    blocks: dict[str, dict[tuple[str, int], object]] = {}
    for place in BlockPlace.objects.filter(event=event).select_related("block"):
        block = block_of(place.table, bytes(place.block.data))
        blocks.setdefault(place.table, {})[place.unit_id, int(place.day)] = block
    return {
        table: Bulk(TABLES[table], found)  # type: ignore[arg-type]  # they are blocks
        for table, found in blocks.items()
    }


def edits_since(event: Event, revision: int) -> tuple[Edit, ...]:
    """Return the edits that lead from that revision to the present one, each row's last alone."""
    return _edits(event, revision, backwards=False)


def plan_at(event: Event, revision: int) -> Snapshot:
    """Return the plan as it stood at that revision: today's, with every later edit taken back."""
    return apply(snapshot_of(event), _edits(event, revision, backwards=True))


def _edits(event: Event, revision: int, *, backwards: bool) -> tuple[Edit, ...]:
    """Return what leads forward from a revision, or back to it; the outermost edit of a row wins.

    Raises
    ------
    AssertionError
        When a stored row is of a schema that no step leads from.
    """
    changes = _changes_since(event, revision)
    if not changes:
        return ()
    edits = RowEdit.objects.filter(event=event, **changes)
    edits = edits.order_by("-change__revision" if backwards else "change__revision", "pk")
    side = "before" if backwards else "after"
    found: dict[tuple[str, str], Edit] = {}
    for table, key, content, schema in edits.values_list("table", "key", side, "schema"):
        row = None if content is None else row_of(table, bytes(content), schema)
        found[table, key] = Edit(table, key, row)
    found |= {(e.table, e.key): e for e in _block_edits(changes, backwards=backwards)}
    return tuple(found.values())


def _changes_since(event: Event, revision: int) -> Mapping[str, Any]:
    """Return what narrows edits to those after the revision; nothing where there are none.

    A few changes are named one by one. Joined to their edits, PostgreSQL takes each for as large
    as the average, which the import of the plan makes hundreds of rows, and reads the whole history
    instead: 10 ms at Hanoi's size, where two changes by name take 0.1 ms.
    """
    later = StoredChange.objects.filter(event=event, revision__gt=revision)
    named = list(later.values_list("pk", flat=True)[: NAMED_MAX + 1])
    if len(named) > NAMED_MAX:
        return {"change__event": event, "change__revision__gt": revision}
    return {"change__in": named} if named else {}


def _block_edits(changes: Mapping[str, Any], *, backwards: bool) -> Iterable[Edit]:
    places: dict[tuple[str, str, str], list[BlockEdit]] = {}
    edits = BlockEdit.objects.filter(**changes)
    for edit in edits.select_related("before", "after").order_by("change__revision"):
        places.setdefault((edit.table, edit.unit_id, edit.day), []).append(edit)
    before: dict[tuple[str, str], Row] = {}
    after: dict[tuple[str, str], Row] = {}
    for (table, unit, day), made in places.items():
        ends = (made[0].before, made[-1].after)
        old, new = reversed(ends) if backwards else ends
        before |= _rows_in(table, (unit, int(day)), old)
        after |= _rows_in(table, (unit, int(day)), new)
    gone = (Edit(*place, None) for place in before if place not in after)
    put = (Edit(*place, row) for place, row in after.items() if before.get(place) != row)
    return (*gone, *put)


def _rows_in(
    table: str, place: tuple[str, int], block: StoredBlock | None
) -> dict[tuple[str, str], Row]:
    if block is None:
        return {}
    declared = TABLES[table]
    held = Bulk(declared, {place: block_of(table, bytes(block.data))})
    return {(table, declared.key_of(row)): row for row in held.rows()}


def attestations_of(event: Event) -> Attestations:
    """Return everybody's word on the plan's rows."""
    rows = _side_rows(event, "attestations")
    return Attestations(row for row in rows if isinstance(row, Attestation))


def rulings_of(event: Event) -> tuple[Ruling, ...]:
    """Return every ruling on findings that nobody has withdrawn, sorted by id."""
    rows = _side_rows(event, "rulings")
    withdrawn = set(
        SideRow.objects.filter(event=event, table="withdrawals").values_list("key", flat=True)
    )
    found = (r for r in rows if isinstance(r, Ruling) and r.ruling_id not in withdrawn)
    return tuple(sorted(found, key=lambda ruling: ruling.ruling_id))


def _side_rows(event: Event, table: str) -> Iterable[Row]:
    contents = SideRow.objects.filter(event=event, table=table).values_list("content", flat=True)
    return (row_of(table, bytes(content)) for content in contents.iterator(CHUNK))


def row_with_hash(event: Event, table: str, key: str, content_hash: str) -> Row | None:
    """Return the row with that content, as it stands or once stood; None where it never did."""
    edits = RowEdit.objects.filter(event=event, table=table, key=key).order_by("-pk")
    for before, after, schema in edits.values_list("before", "after", "schema"):
        for content in (after, before):
            row = None if content is None else row_of(table, bytes(content), schema)
            if row is not None and row_hash(row) == content_hash:
                return row
    return None
