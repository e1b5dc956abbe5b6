"""Three-way merge by field: what one side changed is taken, true clashes stand side by side."""

from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.cells import text_of
from summitry.package.tabular import HIDDEN
from summitry.plan.change import Edit, apply, difference
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import SET_KINDS, Column, Row, Table
from summitry.plan.tables import TABLES

OURS, THEIRS = "ours", "theirs"
WHOLE_ROW = ""
HIDDEN_VALUE = "…"


class Saying(Struct, frozen=True, order=True):
    """Who says what of one cell, as it stands in a cell; None where they have no such row."""

    who: str
    value: str | None


class Clash(Struct, frozen=True, kw_only=True, order=True):
    """One cell, or one row where ``column`` is empty, of which several say different things.

    Parameters
    ----------
    chosen
        Whose saying stands in the result.
    """

    table: str
    key: str
    column: str
    sayings: tuple[Saying, ...]
    chosen: str


class Claim(Struct, frozen=True):
    """What one of those who plan says of a row; None where they have taken it out."""

    who: str
    row: Row | None


class Settled(Struct, frozen=True):
    """The row that several claims make, and where they clash."""

    row: Row | None
    clashes: tuple[Clash, ...] = ()


class Merged(Struct, frozen=True):
    """A plan made from two; where they clash, ours stands in it."""

    snapshot: Snapshot
    clashes: tuple[Clash, ...]


def merge(base: Snapshot, ours: Snapshot, theirs: Snapshot) -> Merged:
    """Return the plan with what each side changed since the base.

    Sets are merged as sets. A row that one side took out and the other changed is a clash.
    """
    our_edits = _edits(base, ours)
    their_edits = _edits(base, theirs)
    edits = [Edit(table, key, row) for (table, key), row in their_edits.items()]
    clashes: list[Clash] = []
    for (table, key), our_row in our_edits.items():
        if (table, key) not in their_edits:
            continue
        claims = (Claim(OURS, our_row), Claim(THEIRS, their_edits[table, key]))
        settled = settle(TABLES[table], key, claims, base.get(table, key))
        edits.append(Edit(table, key, settled.row))
        clashes += settled.clashes
    return Merged(apply(ours, edits), tuple(sorted(clashes)))


def _edits(base: Snapshot, changed: Snapshot) -> dict[tuple[str, str], Row | None]:
    return {(edit.table, edit.key): edit.row for edit in difference(base, changed)}


def settle(table: Table, key: str, claims: Iterable[Claim], base: Row | None) -> Settled:
    """Return the row that the claims agree on, field by field, and their clashes.

    Parameters
    ----------
    claims
        The first of them wins a clash.
    base
        The row that all of them started from, or None. What equals it is not a claim.
    """
    made = [claim for claim in claims if claim.row != base]
    if not made:
        return Settled(base)
    first = made[0]
    if all(claim.row == first.row for claim in made):
        return Settled(first.row)
    rows = {claim.who: claim.row for claim in made if claim.row is not None}
    if len(rows) < len(made):
        return Settled(first.row, (_row_clash(table, key, made),))
    return _settled_by_field(table, key, rows, base)


def _row_clash(table: Table, key: str, claims: Iterable[Claim]) -> Clash:
    made = list(claims)
    sayings = tuple(Saying(claim.who, _row_text(table, claim.row)) for claim in made)
    return Clash(table=table.name, key=key, column=WHOLE_ROW, sayings=sayings, chosen=made[0].who)


def _row_text(table: Table, row: Row | None) -> str | None:
    """Return the cells that are not at their default, in one text."""
    if row is None:
        return None
    told = (
        f"{column.name}={_cell(table, column, getattr(row, column.name))}"
        for column in table.columns
        if column.required or getattr(row, column.name) != column.default
    )
    return ", ".join(told)


def _settled_by_field(table: Table, key: str, rows: Mapping[str, Row], base: Row | None) -> Settled:
    values: dict[str, Any] = {}
    clashes: list[Clash] = []
    for column in table.columns:
        said = {who: getattr(row, column.name) for who, row in rows.items()}
        start = None if base is None else getattr(base, column.name)
        changed = {who: v for who, v in said.items() if base is None or v != start}
        if not changed:
            values[column.name] = start
            continue
        first = next(iter(changed))
        values[column.name] = changed[first]
        if len(set(changed.values())) == 1:
            continue
        if column.kind in SET_KINDS and base is not None:
            values[column.name] = _joined(start, changed.values())
            continue
        sayings = tuple(Saying(who, _cell(table, column, value)) for who, value in said.items())
        clashes.append(
            Clash(table=table.name, key=key, column=column.name, sayings=sayings, chosen=first)
        )
    try:
        return Settled(table.row_type(**values), tuple(clashes))
    except SummitryError:
        # Each cell is somebody's, but together they are no row, such as an end before its start.
        whole = _row_clash(table, key, (Claim(who, row) for who, row in rows.items()))
        return Settled(rows[whole.chosen], (whole,))


def _cell(table: Table, column: Column, value: object) -> str:
    hidden = (table.name, column.name) in HIDDEN
    return HIDDEN_VALUE if hidden else text_of(column, value)


def _joined(base: Any, sets: Iterable[Any]) -> tuple[str, ...]:
    """Return the set with what each added, without what any took out."""
    start = set(base)
    made = [set(each) for each in sets]
    taken = set().union(*(start - each for each in made))
    added = set().union(*(each - start for each in made))
    return tuple(sorted((start - taken) | added))
