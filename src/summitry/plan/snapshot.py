"""A plan frozen at one moment: every table, immutable, with its Merkle hash."""

import hmac
from collections.abc import Iterable, Mapping
from functools import cached_property
from hashlib import sha256
from types import MappingProxyType
from typing import cast

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash, root_hash
from summitry.plan.bulk import Bulk
from summitry.plan.mandate import Event
from summitry.plan.table import Row, RowT, Table, table_of
from summitry.plan.tables import TABLES

SALT_BYTES = 16
NO_KEY = b""
"""The key of a plan that has none: its leaves are not salted and must not be shared redacted."""


class Snapshot:
    """All rows of a plan by table and key; two equal plans have equal bytes and the same hash."""

    __slots__ = ("__dict__", "bulks", "tables")

    def __init__(self, tables: Mapping[str, Mapping[str, Row]], bulks: Mapping[str, Bulk]) -> None:
        self.tables: Mapping[str, Mapping[str, Row]] = MappingProxyType(
            {
                name: tables.get(name, MappingProxyType({}))
                for name, declared in TABLES.items()
                if not declared.bulk
            }
        )
        self.bulks: Mapping[str, Bulk] = MappingProxyType(
            {
                name: bulks.get(name) or Bulk(declared, {})
                for name, declared in TABLES.items()
                if declared.bulk
            }
        )

    @classmethod
    def of(cls, rows: Iterable[Row], bulks: Mapping[str, Bulk] | None = None) -> "Snapshot":
        """Make a snapshot from rows in any order; bulk rows may be among them.

        Raises
        ------
        SummitryError
            ``row.duplicate_key`` when two rows of a table have the same key.
        """
        found: dict[str, dict[str, Row]] = {}
        for row in rows:
            declared = table_of(row)
            key = declared.key_of(row)
            rows_of_table = found.setdefault(declared.name, {})
            if key in rows_of_table:
                raise SummitryError("row.duplicate_key", table=declared.name, key=key)
            rows_of_table[key] = row
        made = {
            name: Bulk.of_rows(name, rows_of_table.values())
            for name, rows_of_table in found.items()
            if TABLES[name].bulk
        }
        tables = {
            name: MappingProxyType(dict(sorted(rows_of_table.items())))
            for name, rows_of_table in found.items()
            if not TABLES[name].bulk
        }
        return cls(tables, {**made, **(bulks or {})})

    def rows(self, row_type: type[RowT]) -> Mapping[str, RowT]:
        """Return the rows of that type by key, in order of key; empty for a bulk table's type."""
        return cast("Mapping[str, RowT]", self.tables[_NAMES[row_type]])

    def get(self, table: str, key: str) -> Row | None:
        """Return the row of any table, bulk ones too, or None."""
        if table in self.bulks:
            return self.bulks[table].get(key)
        return self.tables[table].get(key)

    def size(self, table: str) -> int:
        """Return how many rows the table has."""
        return len(self.bulks[table] if table in self.bulks else self.tables[table])

    @property
    def event(self) -> Event:
        """The plan's one event.

        Raises
        ------
        SummitryError
            ``plan.one_event`` when the plan holds none or several.
        """
        events = tuple(self.rows(Event).values())
        if len(events) != 1:
            raise SummitryError("plan.one_event", got=len(events))
        return events[0]

    @cached_property
    def _roots(self) -> dict[tuple[str, bytes], bytes]:
        return {}

    def table_root(self, table: str, key: bytes = NO_KEY) -> bytes:
        """Return the Merkle root of one table: of its rows, or of its blocks."""
        cached = self._roots.get((table, key))
        if cached is None:
            cached = root_hash(self.leaves(table, key))
            self._roots[table, key] = cached
        return cached

    def leaves(self, table: str, key: bytes = NO_KEY) -> tuple[bytes, ...]:
        """Return the leaf hashes of one table in order of key."""
        if table in self.bulks:
            return tuple(
                leaf_hash(salt_of(key, table, f"{unit}|{day}") + block.content)
                for (unit, day), block in self.bulks[table].blocks.items()
            )
        return tuple(
            leaf_hash(salt_of(key, table, row_key) + canonical(row))
            for row_key, row in self.tables[table].items()
        )

    def root(self, key: bytes = NO_KEY) -> bytes:
        """Return the hash of the whole plan under the event's key; tables without rows count not.

        A table that a later version adds leaves the hash of older plans as it was.
        """
        names = [name for name in sorted(TABLES) if self.size(name)]
        return root_hash(
            [leaf_hash(name.encode() + b"\x00" + self.table_root(name, key)) for name in names]
        )


_NAMES: dict[type[Row], str] = {declared.row_type: name for name, declared in TABLES.items()}


def salt_of(key: bytes, table: str, row_key: str) -> bytes:
    """Return the row's salt: without the key nobody can guess a redacted row from its leaf."""
    if key == NO_KEY:
        return b""
    return hmac.digest(key, f"{table}\x00{row_key}".encode(), sha256)[:SALT_BYTES]


def tables_with_rows(snapshot: Snapshot) -> tuple[Table, ...]:
    """Return the tables that hold at least one row, in reading order."""
    return tuple(declared for name, declared in TABLES.items() if snapshot.size(name))
