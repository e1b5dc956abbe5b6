"""Edits of the core into rows, history and blocks of the database, in the caller's transaction."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from msgspec import Struct

from summitry.package.upgrade import SCHEMA
from summitry.plan.attestation import Attestation, table_key
from summitry.plan.bulk import Block, BlockKey, Bulk
from summitry.plan.change import Edit
from summitry.plan.rulings import Ruling
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry_web.accounts.models import Account
from summitry_web.events.models import Event
from summitry_web.plans.models import (
    BlockEdit,
    BlockPlace,
    RowEdit,
    RowOwner,
    SideRow,
    StoredBlock,
    StoredChange,
    StoredRow,
)
from summitry_web.plans.store.blocks import block_bytes, block_of, content_hash_of
from summitry_web.plans.store.rows import (
    Indexed,
    Owning,
    children_of,
    indexed,
    own_units,
    row_bytes,
    row_of,
)

BATCH = 500


def written_edits(change: StoredChange, edits: Sequence[Edit]) -> int:
    """Write the edits of one change and return how many rows of ordinary tables they touched.

    An edit that changes nothing is left out of the history.
    """
    by_table: dict[str, dict[str, Row | None]] = {}
    for edit in edits:
        by_table.setdefault(edit.table, {})[edit.key] = edit.row
    owning = Owners(change.event, by_table)
    touched = 0
    moved: dict[str, set[str]] = {}
    for table, rows in by_table.items():
        if TABLES[table].bulk:
            _write_bulk(change, table, rows)
            continue
        standing = _standing(change.event, table, rows)
        if children_of(table):
            moved[table] = _moved(table, rows, standing)
        made = prepared(change, table, rows, standing, owning)
        made.write()
        touched += len(made.history)
    _pass_on_owners(change, moved, owning)
    return touched


def _moved(
    table: str, rows: Mapping[str, Row | None], standing: Mapping[str, StoredRow]
) -> set[str]:
    """Return the keys of the rows that change owners."""
    declared = TABLES[table]

    def units(row: Row | None) -> tuple[str, ...]:
        return () if row is None else own_units(declared, row)

    before = {key: row_of(table, bytes(each.content)) for key, each in standing.items()}
    return {key for key, row in rows.items() if units(row) != units(before.get(key))}


class Owners:
    """Who owns a row that others belong to: as these edits leave it, else as it stands."""

    def __init__(self, event: Event, by_table: Mapping[str, Mapping[str, Row | None]]) -> None:
        self.event = event
        self.by_table = by_table
        self._known: dict[str, dict[str, tuple[str, ...]]] = {}

    def __call__(self, table: str, key: str) -> tuple[str, ...]:
        """Return the units that own that row."""
        edited = self.by_table.get(table, {})
        if key in edited:
            row = edited[key]
            return () if row is None else own_units(TABLES[table], row)
        if table not in self._known:
            self._known[table] = self._stored(table)
        return self._known[table].get(key, ())

    def _stored(self, table: str) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        owners = RowOwner.objects.filter(row__event=self.event, row__table=table)
        for key, unit in owners.order_by("unit_id").values_list("row__key", "unit_id"):
            found.setdefault(key, []).append(unit)
        return {key: tuple(units) for key, units in found.items()}


class Prepared(Struct, frozen=True):
    """What a change makes of rows of one table, worked out: to be written in its transaction."""

    history: list[RowEdit]
    fresh: list[StoredRow]
    changed: list[StoredRow]
    gone: list[int]
    owners: dict[str, tuple[str, ...]]

    def write(self) -> None:
        """Write it."""
        RowEdit.objects.bulk_create(self.history, BATCH)
        StoredRow.objects.filter(pk__in=self.gone).delete()
        StoredRow.objects.bulk_create(self.fresh, BATCH)
        _update(self.changed)
        _add_owners(self.fresh, self.owners)
        _set_owners(self.changed, self.owners)


def prepared(
    change: StoredChange,
    table: str,
    rows: Mapping[str, Row | None],
    standing: Mapping[str, StoredRow],
    owning: Owning,
) -> Prepared:
    """Return what the change makes of rows of one table, ``standing`` being what is stored."""
    made = Prepared([], [], [], [], {})
    for key, row in rows.items():
        stored = standing.get(key)
        after = None if row is None else row_bytes(row)
        before = None if stored is None else bytes(stored.content)
        if before == after:
            continue
        made.history.append(
            RowEdit(change=change, event=change.event, table=table, key=key,
                    before=before, after=after, schema=SCHEMA)
        )  # fmt: skip
        if row is None or after is None:
            made.gone.extend([] if stored is None else [stored.pk])
            continue
        index = indexed(row, owning)
        made.owners[key] = index.owners
        target = stored or StoredRow(event=change.event, table=table, key=key)
        _fill(target, after, index, change.revision)
        (made.fresh if stored is None else made.changed).append(target)
    return made


def _update(changed: Sequence[StoredRow]) -> None:
    if len(changed) == 1:
        # One row by itself: the statement for many asks the number of each row in each column.
        changed[0].save(force_update=True, update_fields=_FILLED)
    else:
        StoredRow.objects.bulk_update(changed, _FILLED, BATCH)


_FILLED = ("content", "schema", "hash", "revision", "marking", "field", "is_owned", "text")


def _fill(target: StoredRow, content: bytes, index: Indexed, revision: int) -> None:
    target.content = content
    target.schema = SCHEMA
    target.hash = index.hash
    target.revision = revision
    target.marking = index.marking
    target.field = index.field
    target.is_owned = bool(index.owners)
    target.text = index.text


def _standing(event: Event, table: str, keys: Iterable[str]) -> dict[str, StoredRow]:
    wanted = list(keys)
    found: dict[str, StoredRow] = {}
    for first in range(0, len(wanted), BATCH):
        part = wanted[first : first + BATCH]
        rows = StoredRow.objects.filter(event=event, table=table, key__in=part)
        found |= {row.key: row for row in rows}
    return found


def _set_owners(rows: Sequence[StoredRow], owners: Mapping[str, tuple[str, ...]]) -> None:
    """Give stored rows these owners; most keep those they have, and are left alone."""
    for first in range(0, len(rows), BATCH):
        part = rows[first : first + BATCH]
        stored: dict[int, set[str]] = {row.pk: set() for row in part}
        named = RowOwner.objects.filter(row_id__in=stored)
        for pk, unit in named.values_list("row_id", "unit_id"):
            stored[pk].add(unit)
        others = [row for row in part if stored[row.pk] != set(owners[row.key])]
        if others:
            RowOwner.objects.filter(row_id__in=[row.pk for row in others]).delete()
            _add_owners(others, owners)


def _add_owners(rows: Sequence[StoredRow], owners: Mapping[str, tuple[str, ...]]) -> None:
    RowOwner.objects.bulk_create(
        [RowOwner(row=row, unit_id=unit) for row in rows for unit in owners[row.key]], BATCH
    )


def _pass_on_owners(
    change: StoredChange, moved: Mapping[str, Collection[str]], owning: Owning
) -> None:
    """Give the rows that belong to those which changed owners their new owners.

    Their content stays, and whose they are changes with this revision: readers who looked before
    are told of them, or that they are gone. Those that the same change has written have their
    owners: in an import that is every row.
    """
    for table, rows in moved.items():
        for child, column in children_of(table) if rows else ():
            stored = StoredRow.objects.filter(event=change.event, table=child)
            stored = stored.exclude(revision=change.revision)
            met = [
                each
                for each in stored.iterator(BATCH)
                if getattr(row_of(child, bytes(each.content), each.schema), column) in rows
            ]
            owners = {
                each.key: indexed(row_of(child, bytes(each.content), each.schema), owning).owners
                for each in met
            }
            for each in met:
                each.is_owned = bool(owners[each.key])
                each.revision = change.revision
            StoredRow.objects.bulk_update(met, ["is_owned", "revision"], BATCH)
            _set_owners(met, owners)


def _write_bulk(change: StoredChange, table: str, rows: Mapping[str, Row | None]) -> None:
    places = BlockPlace.objects.filter(event=change.event, table=table).select_related("block")
    standing = {(each.unit_id, int(each.day)): each for each in places}
    before = Bulk(
        TABLES[table],
        {key: block_of(table, bytes(each.block.data)) for key, each in standing.items()},
    )
    write_blocks(change, table, before.blocks, before.edited(rows).blocks)


def write_blocks(
    change: StoredChange,
    table: str,
    before: Mapping[BlockKey, Block],
    after: Mapping[BlockKey, Block],
) -> None:
    """Write what the change makes of blocks of one table."""
    history: list[BlockEdit] = []
    for key in sorted(before.keys() | after.keys()):
        old, new = before.get(key), after.get(key)
        if old is new or (old and new and old.content == new.content):
            continue
        kept = None if new is None else _kept(new)
        _place(change.event, table, key, kept, 0 if new is None else len(new))
        history.append(
            BlockEdit(
                change=change, table=table, unit_id=key[0], day=str(key[1]),
                before_id=None if old is None else content_hash_of(old), after=kept,
            )
        )  # fmt: skip
    BlockEdit.objects.bulk_create(history, BATCH)


def _kept(block: Block) -> StoredBlock:
    address = content_hash_of(block)
    kept, _ = StoredBlock.objects.get_or_create(
        content_hash=address, defaults={"data": block_bytes(block)}
    )
    return kept


def _place(
    event: Event, table: str, key: tuple[str, int], block: StoredBlock | None, rows: int
) -> None:
    unit, day = key[0], str(key[1])
    BlockPlace.objects.filter(event=event, table=table, unit_id=unit, day=day).delete()
    if block is not None:
        BlockPlace.objects.create(
            event=event, table=table, unit_id=unit, day=day, block=block, rows=rows
        )


def written_words(
    event: Event, words: Iterable[Attestation | Ruling], *, by: Account | None
) -> int:
    """Add attestations and rulings, those that stand already left out; return how many are new."""
    fresh = [_side_row(event, word, by) for word in words]
    known: set[tuple[str, str]] = set()
    for first in range(0, len(fresh), BATCH):
        keys = [row.key for row in fresh[first : first + BATCH]]
        stored = SideRow.objects.filter(event=event, key__in=keys)
        known |= set(stored.values_list("table", "key"))
    made = [row for row in fresh if (row.table, row.key) not in known]
    SideRow.objects.bulk_create(made, BATCH)
    return len(made)


def _side_row(event: Event, word: Attestation | Ruling, by: Account | None) -> SideRow:
    is_ruling = isinstance(word, Ruling)
    key = word.ruling_id if isinstance(word, Ruling) else table_key(word)
    return SideRow(
        event=event, table="rulings" if is_ruling else "attestations", key=key,
        subject_table=word.subject_table, subject_key=word.subject_key, kind=word.kind,
        content=row_bytes(word), at=word.at, by=by,
    )  # fmt: skip
