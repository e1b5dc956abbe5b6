"""Bulk tables: immutable columnar blocks per unit and day, addressed by content."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from summitry.kit.canonical import digest
from summitry.kit.errors import SummitryError
from summitry.kit.time import DAY_SECONDS, moment_of, seconds_of
from summitry.plan.table import KEY_JOINT, TABLES, ColumnKind, Row, Table

Integers = NDArray[np.int64]
BlockKey = tuple[str, int]
"""The unit (empty where rows have none) and the day, counted from 1970 in UTC."""

UNIT_COLUMN = "unit_id"


class Block:
    """Rows of one unit that start on one day, sorted by key.

    Parameters
    ----------
    words
        For each id column, the ids that occur, sorted.
    values
        For each column, one integer a row: an id's place in its words, seconds since 1970 for a
        moment, the number itself otherwise.
    defaults
        The default of each column that has one; a column that holds nothing else leaves the
        block's hash alone, so that a later version may add it.
    """

    __slots__ = ("__dict__", "defaults", "values", "words")

    def __init__(
        self,
        words: Mapping[str, tuple[str, ...]],
        values: Mapping[str, Integers],
        defaults: Mapping[str, int] = MappingProxyType({}),
    ) -> None:
        self.words = words
        self.values = values
        self.defaults = defaults
        for column in values.values():
            column.setflags(write=False)

    def __len__(self) -> int:
        return len(next(iter(self.values.values())))

    @cached_property
    def content(self) -> bytes:
        """The block's hash: equal rows give equal blocks."""
        parts: list[bytes] = []
        for name in sorted(self.values):
            if name in self.defaults and bool(np.all(self.values[name] == self.defaults[name])):
                continue
            parts.append(name.encode())
            parts.append(KEY_JOINT.join(self.words.get(name, ())).encode())
            parts.append(np.ascontiguousarray(self.values[name], dtype="<i8").tobytes())
        return digest(*parts)


class Columns:
    """All rows of a bulk table as whole columns, ids as places in one sorted list of words."""

    __slots__ = ("size", "values", "words")

    def __init__(
        self, words: Mapping[str, tuple[str, ...]], values: Mapping[str, Integers], size: int
    ) -> None:
        self.words = words
        self.values = values
        self.size = size

    def __getitem__(self, name: str) -> Integers:
        return self.values[name]


class Bulk:
    """A bulk table: blocks by unit and day."""

    __slots__ = ("__dict__", "blocks", "table")

    def __init__(self, table: Table, blocks: Mapping[BlockKey, Block]) -> None:
        self.table = table
        self.blocks = dict(sorted(blocks.items()))

    def __len__(self) -> int:
        return sum(len(block) for block in self.blocks.values())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bulk) and {k: b.content for k, b in self.blocks.items()} == {
            k: b.content for k, b in other.blocks.items()
        }

    __hash__ = None  # type: ignore[assignment]  # a mapping of blocks, compared by content

    @classmethod
    def of_columns(cls, name: str, cells: Mapping[str, Sequence[Any]]) -> "Bulk":
        """Make the table from columns of ids, integers and seconds since 1970, in any order.

        Raises
        ------
        SummitryError
            ``bulk.duplicate_key`` when two rows have the same key.
        """
        table = TABLES[name]
        words, values = _coded(table, cells)
        size = len(values[table.columns[0].name])
        if size == 0:
            return cls(table, {})
        order = np.lexsort([values[part] for part in reversed(table.key)])
        _require_distinct(table, words, values, order)
        units = values.get(UNIT_COLUMN, np.zeros(size, dtype=np.int64))[order]
        days = values["start"][order] // DAY_SECONDS
        grouped = np.lexsort([days, units])
        whole = {part: column[order[grouped]] for part, column in values.items()}
        starts = np.flatnonzero(np.diff(units[grouped]) | np.diff(days[grouped])) + 1
        edges = [0, *starts.tolist(), size]
        blocks: dict[BlockKey, Block] = {}
        for first, last in pairwise(edges):
            unit = words[UNIT_COLUMN][whole[UNIT_COLUMN][first]] if UNIT_COLUMN in words else ""
            day = int(whole["start"][first]) // DAY_SECONDS
            blocks[unit, day] = _block(table, words, whole, slice(first, last))
        bulk = cls(table, blocks)
        # The whole columns are at hand, block by block: they need not be put together again.
        bulk.__dict__["columns"] = Columns(words, whole, size)
        return bulk

    @classmethod
    def of_rows(cls, name: str, rows: Iterable[Row]) -> "Bulk":
        """Make the table from rows in any order."""
        listed = list(rows)
        names = [column.name for column in TABLES[name].columns]
        return cls.of_columns(
            name, {part: [plain(getattr(row, part)) for row in listed] for part in names}
        )

    @cached_property
    def columns(self) -> Columns:
        """All rows as whole columns, block by block."""
        names = [column.name for column in self.table.columns]
        id_names = [c.name for c in self.table.columns if c.kind is ColumnKind.ID]
        words = {
            name: tuple(sorted({w for block in self.blocks.values() for w in block.words[name]}))
            for name in id_names
        }
        values: dict[str, Integers] = {}
        for name in names:
            parts = [block.values[name] for block in self.blocks.values()]
            if name in words:
                place = {word: number for number, word in enumerate(words[name])}
                parts = [
                    np.fromiter(
                        (place[w] for w in block.words[name]), np.int64, len(block.words[name])
                    )[block.values[name]]
                    for block in self.blocks.values()
                ]
            values[name] = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return Columns(words, values, len(self))

    def rows(self) -> Iterator[Row]:
        """Yield every row, block by block."""
        for block in self.blocks.values():
            for place in range(len(block)):
                yield self._row(block, place)

    def having(self, column: str, word: str) -> Iterator[Row]:
        """Yield the rows that hold the id in the id column, block by block."""
        for block in self.blocks.values():
            words = block.words[column]
            number = bisect_left(words, word)
            if number < len(words) and words[number] == word:
                for place in np.flatnonzero(block.values[column] == number):
                    yield self._row(block, int(place))

    def locate(self, key: str) -> tuple[BlockKey, int] | None:
        """Return the block and the place in it of the row with that key, or None."""
        wanted = self._parsed(key)
        if wanted is None:
            return None
        day = wanted["start"] // DAY_SECONDS
        for block_key, block in self.blocks.items():
            if block_key[1] != day:
                continue
            place = _place(block, wanted)
            # Another spelling of the moment or number is another key, as in the other tables.
            if place is not None and self.table.key_of(self._row(block, place)) == key:
                return block_key, place
        return None

    def get(self, key: str) -> Row | None:
        """Return the row with that key, or None."""
        found = self.locate(key)
        return None if found is None else self._row(self.blocks[found[0]], found[1])

    def edited(self, changed: Mapping[str, Row | None]) -> "Bulk":
        """Return the table with rows put in by key, or taken out where the row is None.

        Only the blocks that the edits touch are made anew.
        """
        touched = {_home(row) for row in changed.values() if row is not None}
        touched |= {found[0] for found in map(self.locate, changed) if found is not None}
        kept = [
            row
            for block_key in touched & self.blocks.keys()
            for row in self._rows_of(self.blocks[block_key])
            if self.table.key_of(row) not in changed
        ]
        fresh = Bulk.of_rows(
            self.table.name, [*kept, *(row for row in changed.values() if row is not None)]
        )
        untouched = {key: block for key, block in self.blocks.items() if key not in touched}
        return Bulk(self.table, {**untouched, **fresh.blocks})

    def _rows_of(self, block: Block) -> Iterator[Row]:
        return (self._row(block, place) for place in range(len(block)))

    def _row(self, block: Block, place: int) -> Row:
        cells: dict[str, Any] = {
            column.name: _cell(block, column.name, column.kind, place)
            for column in self.table.columns
        }
        return self.table.row_type(**cells)

    def _parsed(self, key: str) -> dict[str, Any] | None:
        """Return the key's parts as a block holds them, ids as text; None when it is no key."""
        parts = key.split(KEY_JOINT)
        if len(parts) != len(self.table.key):
            return None
        kinds = {column.name: column.kind for column in self.table.columns}
        try:
            return {
                name: _parsed_part(part, kinds[name])
                for name, part in zip(self.table.key, parts, strict=True)
            }
        except (ValueError, TypeError, OverflowError):
            return None


def _parsed_part(part: str, kind: ColumnKind) -> str | int:
    if kind is ColumnKind.ID:
        return part
    return seconds_of(datetime.fromisoformat(part)) if kind is ColumnKind.MOMENT else int(part)


def _place(block: Block, wanted: Mapping[str, Any]) -> int | None:
    """Return where in the block the row with these key parts stands, or None."""
    same = np.ones(len(block), dtype=bool)
    for name, part in wanted.items():
        if isinstance(part, str):
            words = block.words[name]
            number = bisect_left(words, part)
            if number == len(words) or words[number] != part:
                return None
            part = number  # noqa: PLW2901  # the id's place stands for the id
        same &= block.values[name] == part
    found = np.flatnonzero(same)
    return int(found[0]) if len(found) else None


def plain(value: object) -> object:
    """Return a cell as a bulk column holds it: a moment as seconds since 1970."""
    return seconds_of(value) if isinstance(value, datetime) else value


def _home(row: Row) -> BlockKey:
    start: datetime = getattr(row, "start")  # noqa: B009  # every bulk table has the column
    return getattr(row, UNIT_COLUMN, ""), seconds_of(start) // DAY_SECONDS


def _cell(block: Block, name: str, kind: ColumnKind, place: int) -> object:
    value = int(block.values[name][place])
    if kind is ColumnKind.ID:
        return block.words[name][value]
    return moment_of(value) if kind is ColumnKind.MOMENT else value


def _coded(
    table: Table, cells: Mapping[str, Sequence[Any]]
) -> tuple[dict[str, tuple[str, ...]], dict[str, Integers]]:
    words: dict[str, tuple[str, ...]] = {}
    values: dict[str, Integers] = {}
    for column in table.columns:
        given = cells[column.name]
        if column.kind is ColumnKind.ID:
            words[column.name] = tuple(sorted(set(given)))
            place = {word: number for number, word in enumerate(words[column.name])}
            values[column.name] = np.fromiter((place[w] for w in given), np.int64, len(given))
        else:
            values[column.name] = np.asarray(given, dtype=np.int64)
    return words, values


def _require_distinct(
    table: Table,
    words: Mapping[str, tuple[str, ...]],
    values: Mapping[str, Integers],
    order: NDArray[np.intp],
) -> None:
    same = np.ones(len(order) - 1, dtype=bool)
    for part in table.key:
        same &= np.diff(values[part][order]) == 0
    twice = np.flatnonzero(same)
    if len(twice):
        row = int(order[twice[0]])
        block = Block(words, {name: column[[row]] for name, column in values.items()})
        (first,) = Bulk(table, {("", 0): block}).rows()
        raise SummitryError("bulk.duplicate_key", table=table.name, key=table.key_of(first))


def _block(
    table: Table,
    words: Mapping[str, tuple[str, ...]],
    values: Mapping[str, Integers],
    rows: slice,
) -> Block:
    """Return the block of those rows, its words cut down to what occurs in it."""
    own_words: dict[str, tuple[str, ...]] = {}
    own_values: dict[str, Integers] = {}
    for name, column in values.items():
        chosen = column[rows]
        if name in words:
            used, chosen = np.unique(chosen, return_inverse=True)
            own_words[name] = tuple(words[name][place] for place in used)
        own_values[name] = np.array(chosen, dtype=np.int64)
    return Block(own_words, own_values, defaults_of(table.name))


@cache
def defaults_of(name: str) -> Mapping[str, int]:
    """Return the default of each column of the bulk table that has one, as a block holds it."""
    return MappingProxyType(
        {
            column.name: column.default
            for column in TABLES[name].columns
            if isinstance(column.default, int)
        }
    )
