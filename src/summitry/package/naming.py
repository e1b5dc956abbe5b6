"""Keys for rows that came without one: made from what stands in them, so that they stay."""

from base64 import b32encode
from collections import Counter
from hashlib import blake2b

import msgspec
from msgspec.structs import replace

from summitry.package.grid import Grid
from summitry.plan.table import Column, ColumnKind, Table, target_of

DIGEST_BYTES = 6
"""48 bits: among 10,000 rows of one table, two share a key once in six million times."""


def named(table: Table, grid: Grid, secret: bytes) -> Grid:
    """Return the grid with a key in each row that has cells and none.

    Equal cells give equal keys: a workbook that is brought twice brings its rows once. Of equal
    rows in one sheet each has its own. The secret keeps a key from telling what stands in the row.
    """
    column = _own_key(table)
    if column is None or all(map(str.strip, grid.cells.get(column.name, ()))):
        return grid
    others = sorted(name for name in grid.cells if name != column.name)
    keys = list(grid.cells[column.name])
    met: Counter[tuple[str, ...]] = Counter()
    for place, key in enumerate(keys):
        if key.strip():
            continue
        cells = tuple(grid.cells[name][place].strip() for name in others)
        met[cells] += 1
        told = [table.name, met[cells], {n: c for n, c in zip(others, cells, strict=True) if c}]
        keys[place] = f"{_lead(column)}-{_digest(msgspec.json.encode(told), secret)}"
    return replace(grid, cells={**grid.cells, column.name: keys})


def _own_key(table: Table) -> Column | None:
    """Return the column whose ids are the table's own; None where its rows are told otherwise."""
    if len(table.key) > 1:
        return None
    column = table.column(table.key[0])
    is_own = column.kind is ColumnKind.ID and target_of(column) == table.name
    return column if is_own and not table.bulk else None


def _lead(column: Column) -> str:
    return column.name.removesuffix("_id").replace("_", "-")


def _digest(content: bytes, secret: bytes) -> str:
    made = blake2b(content, digest_size=DIGEST_BYTES, key=secret).digest()
    return b32encode(made).decode("ascii").rstrip("=").lower()
