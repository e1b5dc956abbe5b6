"""The append-only file of a journal: entries under their leaves, and signed checkpoints of them.

Every journal of a node is such a file: those of its command posts and the audit journal. Triggers
refuse every change, and what is written is flushed before it is acknowledged.
"""

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import ClassVar

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import HASH_BYTES, Frontier, unpacked
from summitry.operations.checkpoint import Signed, signed_of
from summitry_web.journal.disk import flush, make_folder

JOURNAL = "journal.sqlite3"
APPLICATION = 0x53554D4A
"""``SUMJ``: marks the file as a journal."""
SCHEMA = 1
WAIT_SECONDS = 10
ALL = -1
"""SQLite's word for no limit."""

TABLES = """
CREATE TABLE entries (
  post TEXT NOT NULL, seq INTEGER NOT NULL, entry_id TEXT NOT NULL,
  leaf BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (post, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_id ON entries (entry_id, post);
CREATE TABLE checkpoints (
  post TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, peaks BLOB NOT NULL,
  note TEXT NOT NULL, PRIMARY KEY (post, size, root)
) WITHOUT ROWID;
"""
GUARDED = ("entries", "checkpoints")


class Line(Struct, frozen=True, kw_only=True):
    """An entry as the file keeps it."""

    post: str
    """Whose journal it is of: one file may hold several."""
    seq: int
    entry_id: str
    """Made by whoever hands the entry in, so that the same again is no second entry."""
    leaf: bytes
    content: bytes


class JournalFile:
    """A journal's file, opened by its one writer or by readers.

    Parameters
    ----------
    folder
        Where it lies; made where it is missing.
    readonly
        Readers open it so, from any process.

    Raises
    ------
    SummitryError
        ``journal.other_file`` for what is no journal of this version.
    sqlite3.Error
        It cannot be read, or not be flushed.
    """

    tables: ClassVar[str] = TABLES
    guarded: ClassVar[tuple[str, ...]] = GUARDED

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.folder = folder
        self.readonly = readonly
        if not readonly:
            make_folder(folder)
        self._journal = self._opened(JOURNAL, self.tables, guarded=self.guarded)

    def _opened(self, name: str, tables: str, guarded: tuple[str, ...] = ()) -> sqlite3.Connection:
        path = self.folder / name
        address = f"{path.as_uri()}?mode={'ro' if self.readonly else 'rwc'}"
        link = sqlite3.connect(
            address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _require_ours(link, name)
            if not self.readonly:
                link.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                )
                make_tables(link, tables, guarded)
                self._settle(link)
        # An interrupt, too: a file that stays open keeps its lock until the process ends.
        except BaseException:
            link.close()
            raise
        return link

    def _settle(self, link: sqlite3.Connection) -> None:
        """Flush what a killed process wrote: it is readable, and not yet on the disk."""
        flush(link)

    @property
    def is_made(self) -> bool:
        """Whether its tables are there: a writer that was just begun may not have made them yet."""
        return bool(self._journal.execute("SELECT count(*) FROM sqlite_master").fetchone()[0])

    def close(self) -> None:
        """Close the file."""
        self._journal.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Flush all that is written within at its end, or nothing of it."""
        if self._journal.in_transaction:
            yield
            return
        with transaction(self._journal):
            yield

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Let all that is read within be of one moment."""
        self._journal.execute("BEGIN")
        try:
            yield
        finally:
            self._journal.execute("ROLLBACK")

    def append(self, lines: Iterable[Line]) -> None:
        """Write the entries and flush them; all or none.

        Raises
        ------
        sqlite3.Error
            Nothing was written.
        """
        with self.transaction():
            self._journal.executemany(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?)",
                ((each.post, each.seq, each.entry_id, each.leaf, each.content) for each in lines),
            )

    def write_checkpoint(self, post: str, signed: Signed, frontier: Frontier) -> None:
        """Keep a checkpoint, with what is needed to go on from it without reading the leaves."""
        with self.transaction():
            self._journal.execute(
                "INSERT OR IGNORE INTO checkpoints VALUES (?, ?, ?, ?, ?)",
                (post, signed.size, signed.root, frontier.packed(), signed.note()),
            )

    def contents(self, post: str, after: int, most: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield leaf and bytes of the post's entries that follow the number, in order."""
        yield from self._journal.execute(
            "SELECT leaf, CAST(content AS BLOB) FROM entries WHERE post = ? AND seq > ? "
            "ORDER BY seq LIMIT ?",
            (post, after, most),
        )

    def leaf(self, post: str, seq: int) -> bytes:
        """Return the leaf of an entry that is here."""
        found = self._journal.execute(
            "SELECT leaf FROM entries WHERE post = ? AND seq = ?", (post, seq)
        ).fetchone()
        return bytes(found[0])

    def frontier(self, post: str) -> Frontier:
        """Return the right edge of the post's tree: from its newest checkpoint on."""
        newest = self.newest_checkpoint(post)
        return self._grown(post, Frontier() if newest is None else newest[1], ALL)

    def newest_checkpoint(self, post: str) -> tuple[Signed, Frontier] | None:
        """Return the post's largest checkpoint and the frontier of its tree there."""
        found = self._journal.execute(
            "SELECT note, peaks FROM checkpoints WHERE post = ? ORDER BY size DESC LIMIT 1",
            (post,),
        ).fetchone()
        if found is None:
            return None
        signed, peaks = signed_of(found[0]), found[1]
        if len(peaks) == HASH_BYTES * signed.size.bit_count():
            edge = unpacked(signed.size, peaks)
            if edge.root() == signed.root:
                return signed, edge
        # Whoever changed the peaks shall not have the node sign another tree: the leaves are asked.
        return signed, self._grown(post, Frontier(), signed.size)

    def _grown(self, post: str, edge: Frontier, most: int) -> Frontier:
        for leaf, _ in self.contents(post, edge.size, most):
            edge = edge.grown(leaf)
        return edge

    def checkpoint_within(self, post: str, *, after: int, up_to: int) -> Signed | None:
        """Return the largest checkpoint up to the size, else the first that follows it."""
        for order, bound in (("DESC", "size <= ?"), ("ASC", "size > ?")):
            found = self._journal.execute(
                f"SELECT note FROM checkpoints WHERE post = ? AND size > ? AND {bound} "  # noqa: S608  # constants
                f"ORDER BY size {order} LIMIT 1",
                (post, after, up_to),
            ).fetchone()
            if found is not None:
                return signed_of(found[0])
        return None

    def checkpoints(self, post: str) -> Iterator[Signed]:
        """Yield the post's checkpoints, the smallest first."""
        for (note,) in self._journal.execute(
            "SELECT note FROM checkpoints WHERE post = ? ORDER BY size, root", (post,)
        ):
            yield signed_of(note)


def _require_ours(link: sqlite3.Connection, name: str) -> None:
    if not link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    found = link.execute("PRAGMA application_id").fetchone()[0]
    version = link.execute("PRAGMA user_version").fetchone()[0]
    if (found, version) != (APPLICATION, SCHEMA):
        raise SummitryError("journal.other_file", file=name, got=version, known=SCHEMA)


def schema(link: sqlite3.Connection) -> list[tuple[str]]:
    """Return how the tables and the triggers that guard them were made."""
    return link.execute("SELECT sql FROM sqlite_master ORDER BY name, type").fetchall()


@cache
def schema_of(tables: str, guarded: tuple[str, ...]) -> list[tuple[str]]:
    """Return how they are made in a new file."""
    link = sqlite3.connect(":memory:", isolation_level=None)
    make_tables(link, tables, guarded)
    found = schema(link)
    link.close()
    return found


def make_tables(link: sqlite3.Connection, tables: str, guarded: tuple[str, ...]) -> None:
    """Make tables and triggers where the file is new."""
    if link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    triggers = "".join(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'journal.append_only'); END;"
        for table in guarded
        for verb in ("UPDATE", "DELETE")
    )
    link.executescript(
        f"BEGIN EXCLUSIVE; {tables}; {triggers} PRAGMA application_id={APPLICATION}; "
        f"PRAGMA user_version={SCHEMA}; COMMIT;"
    )


@contextmanager
def transaction(link: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Write on the link in one transaction, which nobody else's gets into."""
    link.execute("BEGIN IMMEDIATE")
    with link:
        yield link
