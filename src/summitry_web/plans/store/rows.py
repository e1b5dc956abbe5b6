"""One row as bytes, and the index that stands beside it."""

from collections.abc import Callable
from functools import cache

from msgspec import Struct, json

from summitry.kit.canonical import canonical
from summitry.package.cells import text_of
from summitry.package.upgrade import SCHEMA, STEPS
from summitry.plan.attestation import row_hash
from summitry.plan.table import Row, Table, table_of, target_of
from summitry.plan.tables import SIDE_TABLES, TABLES

TEXT_LENGTH_MAX = 4_000
"""How much of a row's text a search looks through."""

Owning = Callable[[str, str], tuple[str, ...]]
"""Returns the units that own the row of that table and key."""


class Indexed(Struct, frozen=True, kw_only=True):
    """What is kept beside a row's bytes so that it can be found and filtered."""

    hash: str
    marking: int
    field: str
    owners: tuple[str, ...]
    text: str


def row_bytes(row: Row) -> bytes:
    """Return the row's canonical bytes, as they are hashed."""
    return canonical(row)


@cache
def _decoder(table: str) -> json.Decoder[Row]:
    declared = TABLES.get(table) or SIDE_TABLES[table]
    return json.Decoder(declared.row_type)


def row_of(table: str, content: bytes, schema: int = SCHEMA) -> Row:
    """Return the row that the bytes of that schema version hold.

    A version that only adds columns takes no step: the bytes leave out what they do not hold.
    """
    assert 1 <= schema <= SCHEMA, f"schema {schema} is none that {SCHEMA} knows"
    assert not any((table, start) in STEPS for start in range(schema, SCHEMA)), (
        f"no step leads the stored rows of {table} from schema {schema} to {SCHEMA}"
    )
    return _decoder(table).decode(content)


def indexed(row: Row, owning: Owning) -> Indexed:
    """Return the index of a row; who owns its parent owns a row that names no owner."""
    table = table_of(row)
    field = getattr(row, "field", None)
    told = " ".join(text_of(column, getattr(row, column.name)) for column in table.columns)
    return Indexed(
        hash=row_hash(row),
        marking=table.marking_of(row).height,
        field=str(field or table.field),
        owners=owners_of(row, owning),
        text=told.casefold()[:TEXT_LENGTH_MAX],
    )


def owners_of(row: Row, owning: Owning) -> tuple[str, ...]:
    """Return the units that own the row, sorted; none where nobody does."""
    table = table_of(row)
    if table.owner is not None:
        return own_units(table, row)
    parent = parent_of(table)
    if parent is None:
        return ()
    column, parent_table = parent
    key = getattr(row, column)
    return owning(parent_table, key) if key else ()


def own_units(table: Table, row: Row) -> tuple[str, ...]:
    """Return the units that the row itself names as its owners."""
    value = None if table.owner is None else getattr(row, table.owner)
    if value is None:
        return ()
    return tuple(sorted(value)) if isinstance(value, tuple) else (str(value),)


@cache
def _parents() -> dict[str, tuple[str, str]]:
    found = {}
    for name, table in TABLES.items():
        if table.owner is not None or table.bulk:
            continue
        for column in table.columns:
            target = target_of(column) if column.kind == "id" and column.required else None
            if target is not None and target != name and TABLES[target].owner is not None:
                found[name] = (column.name, target)
                break
    return found


def parent_of(table: Table) -> tuple[str, str] | None:
    """Return the column that names the parent and the parent's table; None where there is none.

    The parent is the first row that such a row must name and that itself has an owner: a post's
    qualification belongs to who owns the post.
    """
    return _parents().get(table.name)


@cache
def children_of(table: str) -> tuple[tuple[str, str], ...]:
    """Return the tables whose rows belong to who owns a row of this one, with their column."""
    return tuple((child, column) for child, (column, parent) in _parents().items()
                 if parent == table)  # fmt: skip
