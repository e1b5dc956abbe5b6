"""What somebody typed or pasted into a table: valid rows are saved, the rest is kept as drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Annotated

from django.db import transaction
from msgspec import Meta, Struct, field

from summitry.kit.errors import SummitryError
from summitry.package.merge import OURS, THEIRS, Claim, settle
from summitry.plan.attestation import row_hash
from summitry.plan.change import Edit
from summitry.plan.table import Row, Table
from summitry.report.language import Language
from summitry.report.refusals import sentences
from summitry_web.accounts.can import Actor, Thing, can, is_readable
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import ParentOwners, is_own, rows_for, things_of
from summitry_web.plans.actions.drafts import Kept, drop_drafts, keep_draft
from summitry_web.plans.actions.proposals import propose
from summitry_web.plans.actions.rows import (
    EDITS_MAX,
    committed,
    locked,
    made_before,
    require_below_ceiling,
)
from summitry_web.plans.models import StoredRow
from summitry_web.plans.store import row_of, row_with_hash
from summitry_web.plans.typed import cells_of, typed

ID_LENGTH_MAX = 40
HASH_LENGTH_MAX = 32
PLACE_LENGTH_MAX = 400

Place = Annotated[str, Meta(min_length=1, max_length=PLACE_LENGTH_MAX)]


class TypedRow(Struct, frozen=True, kw_only=True):
    """One row as a browser sends it; its place is its key, or a name made for a new row."""

    place: Place
    hash: Annotated[str, Meta(max_length=HASH_LENGTH_MAX)] = ""
    cells: dict[str, str] = field(default_factory=dict)
    delete: bool = False


class TypedSave(Struct, frozen=True, kw_only=True):
    """One save as a browser sends it."""

    id: Annotated[str, Meta(min_length=1, max_length=ID_LENGTH_MAX)]
    rows: list[TypedRow]
    base: int = 0
    reason: str = ""


class Clashing(Struct, frozen=True, kw_only=True):
    """Two people changed one cell differently: base, mine and theirs side by side."""

    place: str
    key: str
    columns: tuple[Mapping[str, str], ...]
    hash: str
    gone: bool = False


class Outcome(Struct, frozen=True, kw_only=True):
    """What became of each row of a save."""

    revision: int
    saved: tuple[tuple[str, Edit], ...] = ()
    drafts: tuple[tuple[TypedRow, Mapping[str, str]], ...] = ()
    clashes: tuple[Clashing, ...] = ()
    proposed: tuple[str, ...] = ()


@transaction.atomic
def save_cells(
    actor: Actor, event: Event, table: Table, wanted: TypedSave, reader: Language, *, at: datetime
) -> Outcome:
    """Save what is valid and the actor's, propose what is another unit's, keep the rest as drafts.

    Raises
    ------
    SummitryError
        ``save.too_many``.
    Denied
        For a bulk table, whose rows are changed by workbook.
    """
    if table.bulk:
        raise Denied("table")
    if len(wanted.rows) > EDITS_MAX:
        raise SummitryError("save.too_many", got=len(wanted.rows), expected=EDITS_MAX)
    held = locked(event)
    sorter = _Sorter(actor, held, table, reader, at)
    sorter.take(wanted.rows)
    revision = held.revision
    if sorter.own:
        edits = tuple(edit for _, edit in sorter.own)
        # What is left to save is not what was saved under this id before: it is a save of its own.
        before = made_before(actor, held, wanted.id)
        client_id = wanted.id if before is None else None
        # The sorter has asked for each of these rows whether it is the actor's to change.
        require_below_ceiling(held, edits)
        saved = committed(
            held, edits, actor=actor, at=at, reason=wanted.reason, client_id=client_id
        )
        revision = saved.revision
    if sorter.others:
        patch = [(edit, before) for _, edit, before in sorter.others]
        propose(actor, held, patch, reason=wanted.reason, client_id=wanted.id, at=at)
    drop_drafts(actor, held, table.name, sorter.settled())
    for row, errors in sorter.drafts:
        typed_row = Kept(place=row.place, base_hash=row.hash, cells=row.cells, errors=errors)
        keep_draft(actor, held, table.name, typed_row, at=at)
    return Outcome(
        revision=revision,
        saved=(*sorter.own, *sorter.same),
        drafts=tuple(sorter.drafts),
        clashes=tuple(sorter.clashes),
        proposed=tuple(dict.fromkeys(place for place, *_ in sorter.others)),
    )


def keep_typed(
    actor: Actor, event: Event, table: Table, row: TypedRow, reader: Language, *, at: datetime
) -> Mapping[str, str]:
    """Keep a half-typed row as a draft; return what is wrong with it, by cell."""
    if table.bulk:
        raise Denied("table")
    base: Row | None = None
    if row.hash:
        stored = rows_for(actor, event, table.name, at=at).filter(key=row.place).first()
        base = None if stored is None else row_of(table.name, bytes(stored.content))
    errors = typed(table, row.cells, reader, base=base).errors
    kept = Kept(place=row.place, base_hash=row.hash, cells=row.cells, errors=errors)
    keep_draft(actor, event, table.name, kept, at=at)
    return errors


class _Sorter:
    """Sorts the rows of a save: own edits, patches of others' rows, drafts and clashes."""

    def __init__(
        self, actor: Actor, event: Event, table: Table, reader: Language, at: datetime
    ) -> None:
        self.actor, self.event, self.table = actor, event, table
        self.reader, self.at = reader, at
        self.own: list[tuple[str, Edit]] = []
        self.same: list[tuple[str, Edit]] = []
        """Rows that stand as they were typed, as when a save is repeated."""
        self.others: list[tuple[str, Edit, Row | None]] = []
        self.drafts: list[tuple[TypedRow, Mapping[str, str]]] = []
        self.clashes: list[Clashing] = []
        self.things: dict[int, Thing] = {}
        self._owners = ParentOwners(event)
        self._keys: set[str] = set()

    def settled(self) -> list[str]:
        """Return the places that need no draft any more."""
        own = [place for place, _ in (*self.own, *self.same)]
        return list(dict.fromkeys([*own, *(place for place, *_ in self.others)]))

    def take(self, rows: Sequence[TypedRow]) -> None:
        """Sort the rows out, each against the row that stands now."""
        visible = rows_for(self.actor, self.event, self.table.name, at=self.at)
        stored: dict[str, StoredRow] = {}
        places = [row.place for row in rows]
        for first in range(0, len(places), 500):
            found = visible.filter(key__in=places[first : first + 500])
            stored |= {row.key: row for row in found}
        self.things = things_of(stored.values())
        for row in rows:
            there = stored.get(row.place)
            if row.delete:
                self._deleted(row, there)
            elif there is None and row.hash:
                self._vanished(row)
            elif there is None:
                self._made(row)
            else:
                self._changed(row, there)

    def _deleted(self, row: TypedRow, there: StoredRow | None) -> None:
        if there is None:
            return
        if there.hash != row.hash:
            self._clash(row, there, self._differing(row, there, {}))
            return
        standing = row_of(self.table.name, bytes(there.content), there.schema)
        gone = Edit(self.table.name, there.key, None)
        self._put(row.place, [(gone, standing)], there)

    def _vanished(self, row: TypedRow) -> None:
        """Somebody deleted what was edited: keep what was typed, and say so."""
        columns = tuple(
            {"name": name, "base": "", "mine": text, "theirs": ""}
            for name, text in row.cells.items()
        )
        self.clashes.append(
            Clashing(place=row.place, key=row.place, columns=columns, hash="", gone=True)
        )

    def _made(self, row: TypedRow) -> None:
        made = typed(self.table, row.cells, self.reader)
        if made.row is None:
            self.drafts.append((row, made.errors))
            return
        key = self.table.key_of(made.row)
        edit = Edit(self.table.name, key, made.row)
        if self._stands(edit):
            self.same.append((row.place, edit))
        elif self._is_taken(key):
            self._taken(row, key)
        else:
            self._put(row.place, [(edit, None)])

    def _stands(self, edit: Edit) -> bool:
        """Say whether the reader sees exactly this row there already."""
        if edit.row is None:
            return False
        visible = rows_for(self.actor, self.event, self.table.name, at=self.at)
        return visible.filter(key=edit.key, hash=row_hash(edit.row)).exists()

    def _is_taken(self, key: str) -> bool:
        """Say whether another row has the key, or gets it in this save."""
        stored = StoredRow.objects.filter(event=self.event, table=self.table.name, key=key)
        return key in self._keys or stored.exists()

    def _taken(self, row: TypedRow, key: str) -> None:
        refusal = SummitryError("row.duplicate_key", table=self.table.name, key=key)
        told = " ".join(sentences(refusal, self.reader))
        self.drafts.append((row, {self.table.key[0]: told}))

    def _changed(self, row: TypedRow, there: StoredRow) -> None:
        name = self.table.name
        standing = row_of(name, bytes(there.content), there.schema)
        base: Row | None = standing
        if row.hash != there.hash:
            base = self._readable_base(there.key, row.hash)
        made = typed(self.table, row.cells, self.reader, base=base or standing)
        if made.row is None:
            self.drafts.append((row, made.errors))
            return
        mine, theirs = Claim(OURS, made.row), Claim(THEIRS, standing)
        settled = settle(self.table, there.key, (mine, theirs), base)
        if settled.clashes or settled.row is None:
            base_cells = {} if base is None else cells_of(self.table, base)
            self._clash(row, there, self._differing(row, there, base_cells))
            return
        key = self.table.key_of(settled.row)
        wanted = Edit(name, key, settled.row)
        if key == there.key and row_hash(settled.row) == there.hash:
            self.same.append((row.place, wanted))
        elif key == there.key:
            self._put(row.place, [(wanted, standing)], there)
        elif self._is_taken(key):
            self._taken(row, key)
        else:
            # Under another key it is another row: both edits are made, or both are proposed.
            gone = Edit(name, there.key, None)
            self._put(row.place, [(gone, standing), (wanted, None)], there)

    def _readable_base(self, key: str, content_hash: str) -> Row | None:
        """Return what the row was typed over, where the actor may read such a content."""
        base = row_with_hash(self.event, self.table.name, key, content_hash)
        if base is None or not is_readable(self.actor, self._owners.thing(base), at=self.at):
            return None
        return base

    def _differing(
        self, row: TypedRow, there: StoredRow, base: Mapping[str, str]
    ) -> tuple[Mapping[str, str], ...]:
        theirs = cells_of(self.table, row_of(self.table.name, bytes(there.content), there.schema))
        names = row.cells or theirs
        return tuple(
            {"name": name, "base": base.get(name, ""), "mine": row.cells.get(name, ""),
             "theirs": theirs[name]}
            for name in names
            if name in theirs and row.cells.get(name, "") != theirs[name]
        )  # fmt: skip

    def _clash(
        self, row: TypedRow, there: StoredRow, columns: tuple[Mapping[str, str], ...]
    ) -> None:
        self.clashes.append(
            Clashing(place=row.place, key=there.key, columns=columns, hash=there.hash)
        )

    def _put(
        self,
        place: str,
        edits: Sequence[tuple[Edit, Row | None]],
        there: StoredRow | None = None,
    ) -> None:
        """Keep edits that belong together, each with what it was made against."""
        things = [] if there is None else [self.things[there.pk]]
        things += [self._owners.thing(edit.row) for edit, _ in edits if edit.row is not None]
        if all(is_own(self.actor, thing, at=self.at) for thing in things):
            self.own += [(place, edit) for edit, _ in edits]
        elif all(can(self.actor, Verb.PROPOSE, thing, at=self.at) for thing in things):
            self.others += [(place, edit, before) for edit, before in edits]
        else:
            raise Denied("row")
        self._keys |= {edit.key for edit, _ in edits if edit.row is not None}
