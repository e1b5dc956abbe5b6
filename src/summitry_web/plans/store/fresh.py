"""A whole plan into the rows, history and blocks of an event that has none yet, part by part."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any, TypeVar

from django.db.models import QuerySet

from summitry.plan.bulk import Block, BlockKey
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry_web.events.models import Event
from summitry_web.plans.models import (
    BlockEdit,
    BlockPlace,
    FoundFinding,
    RowEdit,
    RowRecipient,
    SideRow,
    StoredChange,
    StoredRow,
)
from summitry_web.plans.store.writing import Owners, Prepared, prepared, write_blocks

Part = Callable[[], object]
"""What is done in one short transaction."""
ROWS_OF_A_PART = 100
BLOCKS_OF_A_PART = 20
ItemT = TypeVar("ItemT")


def plan_parts(change: StoredChange, snapshot: Snapshot) -> Iterator[Part]:
    """Yield what writes the plan as the first change of its event.

    What takes time beside the database is done before a part is yielded: outside its transaction.
    """
    owners = Owners(change.event, snapshot.tables)
    rows = [
        (table, key, row) for table, held in snapshot.tables.items() for key, row in held.items()
    ]
    for part in batched(rows, ROWS_OF_A_PART):
        yield _rows_part(change, part, owners)
    for table, bulk in snapshot.bulks.items():
        for blocks in batched(list(bulk.blocks.items()), BLOCKS_OF_A_PART):
            yield partial(_write_blocks, change, table, blocks)


def batched(items: Sequence[ItemT], size: int) -> Iterator[Sequence[ItemT]]:
    """Yield the items in turn, so many at a time; the last ones may be fewer."""
    for first in range(0, len(items), size):
        yield items[first : first + size]


def _rows_part(change: StoredChange, rows: Sequence[tuple[str, str, Row]], owners: Owners) -> Part:
    by_table: dict[str, dict[str, Row | None]] = {}
    for table, key, row in rows:
        by_table.setdefault(table, {})[key] = row
    made = [prepared(change, table, part, {}, owners) for table, part in by_table.items()]
    return partial(_write, made)


def _write(made: Sequence[Prepared]) -> None:
    for each in made:
        each.write()


def _write_blocks(
    change: StoredChange, table: str, blocks: Sequence[tuple[BlockKey, Block]]
) -> None:
    write_blocks(change, table, {}, dict(blocks))


def remove_some(event: Event) -> bool:
    """Remove a part of what is stored of the event's plan; return whether there was any.

    Blocks stay: they are addressed by what they hold, and other events may have the same.
    """
    for rows in _all_of(event):
        part = list(rows.values_list("pk", flat=True)[:ROWS_OF_A_PART])
        if part:
            rows.filter(pk__in=part).delete()
            return True
    return False


def _all_of(event: Event) -> Iterator[QuerySet[Any]]:
    yield FoundFinding.objects.filter(event=event)
    yield RowRecipient.objects.filter(event=event)
    yield SideRow.objects.filter(event=event)
    yield BlockPlace.objects.filter(event=event)
    yield BlockEdit.objects.filter(change__event=event)
    yield StoredRow.objects.filter(event=event)
    yield RowEdit.objects.filter(event=event)
