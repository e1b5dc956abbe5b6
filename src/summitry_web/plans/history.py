"""The history of a row by field: who changed what, when and why."""

from datetime import datetime

from msgspec import Struct

from summitry.plan.table import Row, Table
from summitry_web.events.models import Event
from summitry_web.plans.models import RowEdit, SideRow
from summitry_web.plans.store import row_of, row_with_hash
from summitry_web.plans.typed import cells_of

STEPS_MAX = 200


class Step(Struct, frozen=True, kw_only=True):
    """One change of one row; a new row has no ``before``, a deleted one no ``after``."""

    revision: int
    kind: str
    person_id: str
    at: datetime
    reason: str
    is_new: bool
    is_gone: bool
    cells: tuple[tuple[str, str, str], ...]
    """Column, before and after of each cell that changed."""


class Word(Struct, frozen=True, kw_only=True):
    """What somebody attested of the row, and whether it still speaks of the row as it stands."""

    kind: str
    by: str
    at: datetime
    reason: str
    holds: bool


def steps_of(event: Event, table: Table, key: str) -> list[Step]:
    """Return the row's changes, the latest first; the caller has asked whether it may be read."""
    edits = RowEdit.objects.filter(event=event, table=table.name, key=key)
    edits = edits.select_related("change").order_by("-pk")[:STEPS_MAX]
    return [_step(table, edit) for edit in edits]


def _step(table: Table, edit: RowEdit) -> Step:
    before = _row(table, edit.before)
    after = _row(table, edit.after)
    old = {} if before is None else cells_of(table, before)
    new = {} if after is None else cells_of(table, after)
    return Step(
        revision=edit.change.revision,
        kind=edit.change.kind,
        person_id=edit.change.person_id,
        at=edit.change.at,
        reason=edit.change.reason,
        is_new=before is None,
        is_gone=after is None,
        cells=tuple(
            (column.label, old.get(column.name, ""), new.get(column.name, ""))
            for column in table.columns
            if old.get(column.name, "") != new.get(column.name, "")
        ),
    )


def row_then(event: Event, table: Table, key: str, content_hash: str) -> Row | None:
    """Return the row with the content that was attested, None where it never stood here.

    The caller asks whether that content, too, may be read.
    """
    return row_with_hash(event, table.name, key, content_hash)


def cells_between(table: Table, before: Row, after: Row) -> tuple[tuple[str, str, str], ...]:
    """Return column, before and after of each cell in which the two differ."""
    old, new = cells_of(table, before), cells_of(table, after)
    return tuple(
        (column.label, old[column.name], new[column.name])
        for column in table.columns
        if old[column.name] != new[column.name]
    )


def _row(table: Table, content: bytes | memoryview | None) -> Row | None:
    return None if content is None else row_of(table.name, bytes(content))


def words_of(event: Event, table: Table, key: str, row_hash: str) -> list[Word]:
    """Return what was attested of the row, the latest first."""
    words = SideRow.objects.filter(
        event=event, table="attestations", subject_table=table.name, subject_key=key
    )
    found = []
    for content in words.order_by("-at").values_list("content", flat=True):
        word = row_of("attestations", bytes(content))
        found.append(
            Word(
                kind=getattr(word, "kind", ""), by=getattr(word, "by", ""),
                at=getattr(word, "at"), reason=getattr(word, "reason", ""),  # noqa: B009  # a row of any kind
                holds=getattr(word, "row_hash", "") == row_hash,
            )
        )  # fmt: skip
    return found
