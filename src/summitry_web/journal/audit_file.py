"""The file of an audit journal: what was handed over to it, in order, under signed checkpoints."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Literal

from django.conf import settings
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash
from summitry.operations.audit import Recorded, decoded
from summitry.operations.judge import Link
from summitry_web.journal.file import ALL, JOURNAL, TABLES, JournalFile, Line, make_tables

FOLDER = "audit"
ENTRY_ID_DIGITS = 32

Cell = Literal["kind", "actor", "at"]
CELLS = {
    name: f"json_extract(CAST(content AS TEXT), '$.{name}')" for name in ("kind", "actor", "at")
}


class Condition(Struct, frozen=True):
    """What a cell of the entries that are looked for is like."""

    cell: Cell
    operator: Literal["=", ">=", "<"]
    value: str


class AuditFile(JournalFile):
    """The file of the one audit journal of that name.

    Its indexes are made of the entries' bytes by SQLite itself, so that they never differ from
    what is hashed.
    """

    tables = (
        f"{TABLES} CREATE INDEX entry_by_kind ON entries ({CELLS['kind']}, {CELLS['at']}); "
        f"CREATE INDEX entry_by_actor ON entries ({CELLS['actor']}); "
        f"CREATE INDEX entry_by_at ON entries ({CELLS['at']});"
    )

    def __init__(self, journal: str, *, readonly: bool = False) -> None:
        super().__init__(folder_of(journal), readonly=readonly)
        self.journal = journal

    @property
    def size(self) -> int:
        """How many entries were handed over."""
        return self.frontier(self.journal).size

    def recorded(self, number: int) -> Recorded | None:
        """Return the entry of that number."""
        found = next(self.contents(self.journal, number - 1, 1), None)
        entry = None if found is None else decoded(found[1])
        return entry if entry is not None and entry.number == number else None

    def leafed(self) -> Iterator[tuple[Recorded, bytes]]:
        """Yield the entries in order, each with its leaf."""
        for leaf, content in self.contents(self.journal, 0, ALL):
            yield decoded(content), leaf

    def links(self) -> Iterator[Link]:
        """Yield the entries in order as the tree sees them."""
        for number, leaf, content in self._journal.execute(
            "SELECT seq, leaf, CAST(content AS BLOB) FROM entries WHERE post = ? ORDER BY seq",
            (self.journal,),
        ):
            yield Link(number, leaf, leaf_hash(content))

    def count(self, conditions: Sequence[Condition], *, up_to: int) -> int:
        """Return how many of the first entries are like that."""
        found = self._found("count(*)", conditions, up_to).fetchone()
        return int(found[0])

    def newest(
        self, conditions: Sequence[Condition], *, up_to: int, skipped: int, most: int
    ) -> list[Recorded]:
        """Return those of the first entries that are like that, the newest first."""
        end = " ORDER BY post DESC, seq DESC LIMIT ? OFFSET ?"
        found = self._found("CAST(content AS BLOB)", conditions, up_to, end, (most, skipped))
        return [decoded(content) for (content,) in found]

    def values(self, cell: Literal["kind", "actor"]) -> set[str]:
        """Return what entries have in the cell."""
        found: set[str] = set()
        # From value to value by the index: to ask for all that differ would read every entry.
        following = f"SELECT min({CELLS[cell]}) FROM entries WHERE {CELLS[cell]} > ?"  # noqa: S608  # constants
        value: str | None = ""
        while value is not None:
            (value,) = self._journal.execute(following, (value,)).fetchone()
            if value is not None:
                found.add(value)
        return found

    def _found(
        self, what: str, conditions: Sequence[Condition], up_to: int, end: str = "",
        more: tuple[int, ...] = (),
    ) -> sqlite3.Cursor:  # fmt: skip
        # The post, of which there is one, is not asked for: SQLite would then go through all of its
        # entries, and not by the index.
        bounds = "".join(f" AND {CELLS[each.cell]} {each.operator} ?" for each in conditions)
        return self._journal.execute(
            f"SELECT {what} FROM entries WHERE seq <= ?{bounds}{end}",  # noqa: S608  # constants
            (up_to, *(each.value for each in conditions), *more),
        )


def folder_of(journal: str) -> Path:
    """Return where the journal's file lies."""
    return Path(settings.HOME) / FOLDER / journal


class EmptyFile(AuditFile):
    """The file of a journal to which nothing was handed over yet: it is in memory alone."""

    def __init__(self, journal: str) -> None:
        self.journal = journal
        self._journal = sqlite3.connect(":memory:", isolation_level=None)
        make_tables(self._journal, self.tables, self.guarded)


@contextmanager
def reading(journal: str) -> Iterator[AuditFile]:
    """Open the journal's file as it stands now; an empty one before anything was handed over.

    Raises
    ------
    SummitryError
        ``journal.unreadable`` where the disk does not give it back.
    """
    try:
        with closing(_opened(journal)) as file, file.snapshot():
            yield file
    except sqlite3.DatabaseError as problem:
        raise SummitryError(
            "journal.unreadable", journal=journal, problem=str(problem)
        ) from problem


def _opened(journal: str) -> AuditFile:
    if not (folder_of(journal) / JOURNAL).exists():
        return EmptyFile(journal)
    file = AuditFile(journal, readonly=True)
    if file.is_made:
        return file
    file.close()
    return EmptyFile(journal)


def line_of(entry: Recorded) -> Line:
    """Return the entry as the file keeps it; its id is made of what it says."""
    leaf = entry.leaf()
    return Line(
        post=entry.journal, seq=entry.number, entry_id=leaf.hex()[:ENTRY_ID_DIGITS], leaf=leaf,
        content=entry.encoded(),
    )  # fmt: skip
