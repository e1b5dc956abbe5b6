"""A row and all above it, in tables whose rows are part of each other."""

from collections.abc import Iterator, Mapping

from summitry.plan.table import RowT


def upward(key: str | None, rows: Mapping[str, RowT], column: str) -> Iterator[RowT]:
    """Yield the row and each that it is part of, from below, by the column that names the parent.

    Nothing where the key is not among the rows; a circle of parents ends where it begins.
    """
    seen: set[str] = set()
    while key is not None and key in rows and key not in seen:
        seen.add(key)
        yield rows[key]
        key = getattr(rows[key], column)
