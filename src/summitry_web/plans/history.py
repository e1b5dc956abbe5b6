"""The history of a row by field: who changed what, when and why."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import row_hash
from summitry.plan.table import Column, Row, Table
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.plans.models import RowEdit, SideRow
from summitry_web.plans.sight import Sight
from summitry_web.plans.store import row_of, row_with_hash
from summitry_web.plans.typed import WORDED, cells_of

STEPS_MAX = 200


class Cell(Struct, frozen=True):
    """A cell that changed, with its texts as in a workbook."""

    column: Column
    before: str
    after: str

    @property
    def is_worded(self) -> bool:
        """Whether its texts are words of the plan, which are read in one's own language."""
        return self.column.kind in WORDED


class Step(Struct, frozen=True, kw_only=True):
    """One change of one row; a new row has no ``before``, a deleted one no ``after``."""

    revision: int
    kind: str
    person_id: str
    at: datetime
    reason: str
    is_new: bool
    is_gone: bool
    cells: tuple[Cell, ...]


class Word(Struct, frozen=True, kw_only=True):
    """What somebody attested of the row, and whether it still speaks of the row as it stands."""

    kind: str
    by: str
    at: datetime
    reason: str
    holds: bool


class History(Struct, frozen=True, kw_only=True):
    """The changes of a row that the reader may read, and what was attested of it, latest first."""

    steps: tuple[Step, ...]
    words: tuple[Word, ...]


def history_of(actor: Actor, event: Event, table: Table, key: str, *, at: datetime) -> History:
    """Return the history; the caller has asked whether the row as it stands may be read.

    The row may have been marked higher or have been another unit's: a change is told only where
    both what it found and what it left could be read, and a word only on such a content. The reason
    of a change speaks of all its rows: it is told to who may read every one of them.
    """
    edits = RowEdit.objects.filter(event=event, table=table.name, key=key)
    edits = edits.select_related("change").order_by("-pk")[:STEPS_MAX]
    sight = Sight(actor, event, at=at)
    readable = sight.reads
    steps: list[Step] = []
    known: set[str] = set()
    standing = ""
    for place, edit in enumerate(edits):
        before, after = _row(table, edit.before), _row(table, edit.after)
        sides = [row for row in (before, after) if row is not None]
        if place == 0 and after is not None:
            standing = row_hash(after)
        known |= {row_hash(row) for row in sides if readable(row)}
        if all(map(readable, sides)):
            reason = edit.change.reason
            reason = reason if reason and sight.reads_whole(edit.change) else ""
            steps.append(_step(table, edit, (before, after), reason))
    words = _words_of(event, table, key, known, standing)
    return History(steps=tuple(steps), words=words)


def _step(table: Table, edit: RowEdit, sides: tuple[Row | None, Row | None], reason: str) -> Step:
    before, after = sides
    old = {} if before is None else cells_of(table, before)
    new = {} if after is None else cells_of(table, after)
    return Step(
        revision=edit.change.revision,
        kind=edit.change.kind,
        person_id=edit.change.person_id,
        at=edit.change.at,
        reason=reason,
        is_new=before is None,
        is_gone=after is None,
        cells=_cells(table, old, new),
    )


def row_then(event: Event, table: Table, key: str, content_hash: str) -> Row | None:
    """Return the row with the content that was attested, None where it never stood here.

    The caller asks whether that content, too, may be read.
    """
    return row_with_hash(event, table.name, key, content_hash)


def cells_between(table: Table, before: Row, after: Row) -> tuple[Cell, ...]:
    """Return each cell in which the two differ."""
    return _cells(table, cells_of(table, before), cells_of(table, after))


def _cells(table: Table, old: Mapping[str, str], new: Mapping[str, str]) -> tuple[Cell, ...]:
    made = (
        Cell(column, old.get(column.name, ""), new.get(column.name, "")) for column in table.columns
    )
    return tuple(each for each in made if each.before != each.after)


def _row(table: Table, content: bytes | memoryview | None) -> Row | None:
    return None if content is None else row_of(table.name, bytes(content))


def _words_of(
    event: Event, table: Table, key: str, known: set[str], standing: str
) -> tuple[Word, ...]:
    words = SideRow.objects.filter(
        event=event, table="attestations", subject_table=table.name, subject_key=key
    )
    found = []
    for content in words.order_by("-at").values_list("content", flat=True):
        word = row_of("attestations", bytes(content))
        if getattr(word, "row_hash", "") not in known:
            continue
        found.append(
            Word(
                kind=getattr(word, "kind", ""), by=getattr(word, "by", ""),
                at=getattr(word, "at"), reason=getattr(word, "reason", ""),  # noqa: B009  # a row of any kind
                holds=getattr(word, "row_hash", "") == standing,
            )
        )  # fmt: skip
    return tuple(found)
