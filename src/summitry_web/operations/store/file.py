"""The journal's file: entries that nothing changes, bodies that a destroyed key closes for ever.

Two files in one folder. ``journal.sqlite3`` holds entries, sealed bodies, checkpoints and what came
from other posts; triggers refuse every change. ``keys.sqlite3`` holds the bodies' keys, so that an
erased one is gone from the disk. Both are flushed before an entry is acknowledged.
"""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import Signed, signed_of
from summitry.operations.clock import Stamp
from summitry.operations.entry import Entry, decoded
from summitry.operations.sealing import Sealed
from summitry_web.journal.disk import flush, is_full, refusal_of
from summitry_web.journal.file import (
    GUARDED,
    JOURNAL,
    TABLES,
    JournalFile,
    Line,
    schema,
    schema_of,
    transaction,
)

log = logging.getLogger(__name__)

KEYS = "keys.sqlite3"
RESERVE = "reserve"
RESERVE_BYTES = 64_000_000
"""Kept free for the last entries of an incident when the disk is full."""

POST_TABLES = """
CREATE TABLE bodies (commitment TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE cosignatures (
  post TEXT NOT NULL, size INTEGER NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (post, size, name)
) WITHOUT ROWID;
CREATE TABLE forks (post TEXT NOT NULL, number INTEGER PRIMARY KEY, evidence BLOB NOT NULL);
"""
KEY_TABLES = "CREATE TABLE body_keys (commitment TEXT PRIMARY KEY, key BLOB NOT NULL)"


class Handed(Struct, frozen=True, kw_only=True):
    """An entry to be written, its sealed body and that body's key."""

    entry: Entry
    sealed: Sealed | None = None
    key: bytes = b""


class Grown(Struct, frozen=True, kw_only=True):
    """The checkpoint that a journal has reached, and the state of its tree there."""

    post: CommandPostId
    signed: Signed
    frontier: Frontier
    witness: str
    """The name under which this post cosigned it."""
    cosigned: str
    """The note with that signature."""


class PostFile(JournalFile):
    """The journal of one post of one event, opened by its one writer or by readers.

    Parameters
    ----------
    folder
        Where the two files lie; made where it is missing.
    readonly
        Readers open it so, from any process.

    Raises
    ------
    SummitryError
        ``journal.full``, ``journal.broken``, ``journal.damaged`` or ``journal.other_file``.
    """

    tables = TABLES + POST_TABLES
    guarded = (*GUARDED, "bodies", "cosignatures", "forks")

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        super().__init__(folder, readonly=readonly)
        self._keys = self._opened(KEYS, KEY_TABLES)

    def _opened(self, name: str, tables: str, guarded: tuple[str, ...] = ()) -> sqlite3.Connection:
        """Open no file whose triggers are gone: what they guard may have been changed."""
        try:
            link = super()._opened(name, tables, guarded)
        except sqlite3.Error as problem:
            raise refusal_of(problem, name) or problem from problem
        except UnicodeDecodeError as problem:
            # SQLite's own words quote the schema that it cannot read.
            raise SummitryError("journal.damaged", file=name, problem="schema") from problem
        if schema(link) not in ([], schema_of(tables, guarded)):
            link.close()
            raise SummitryError("journal.damaged", file=name, problem="schema")
        return link

    def _settle(self, link: sqlite3.Connection) -> None:
        self.with_reserve(lambda: flush(link))

    def with_reserve(self, work: Callable[[], None]) -> None:
        """Do the work; where the disk is full, give the reserve up and do it again."""
        try:
            work()
        except sqlite3.OperationalError as problem:
            reserve = self.folder / RESERVE
            if not is_full(problem) or not reserve.exists():
                raise
            reserve.unlink()
            log.critical("the disk is full: the reserve was given up for the journal")
            work()

    def rows(self, name: str, statement: str) -> Iterator[tuple[Any, ...]]:
        """Yield what the file of that name answers."""
        yield from (self._journal if name == JOURNAL else self._keys).execute(statement)

    def close(self) -> None:
        """Close both files."""
        super().close()
        self._keys.close()

    def write(self, handed: Iterable[Handed], grown: Grown | None = None) -> None:
        """Write the entries, with the checkpoint over them if given, and flush; all or none.

        Raises
        ------
        sqlite3.Error
            Nothing was written.
        """
        batch = tuple(handed)
        # Keys first: a key without a body is of no use to anybody, a body without its key is lost.
        with transaction(self._keys) as keys:
            keys.executemany(
                "INSERT OR IGNORE INTO body_keys VALUES (?, ?)",
                [(each.entry.body, each.key) for each in batch if each.key],
            )
        with self.transaction():
            self._journal.executemany(
                "INSERT OR IGNORE INTO bodies VALUES (?, ?)",
                [
                    (each.entry.body, msgspec.json.encode(each.sealed))
                    for each in batch
                    if each.sealed is not None
                ],
            )
            self.append(_line(each.entry) for each in batch)
            if grown is not None:
                self.write_checkpoint(grown.post, grown.signed, grown.frontier)
                self.write_cosignature(grown.post, grown.signed.size, grown.witness, grown.cosigned)

    def write_cosignature(self, post: CommandPostId, size: int, name: str, note: str) -> None:
        """Keep what a witness signed under a checkpoint."""
        with self.transaction():
            self._journal.execute(
                "INSERT OR IGNORE INTO cosignatures VALUES (?, ?, ?, ?)", (post, size, name, note)
            )

    def write_fork(self, post: CommandPostId, evidence: bytes) -> None:
        """Keep two signed checkpoints that cannot both be, as evidence."""
        with self.transaction():
            self._journal.execute(
                "INSERT INTO forks (post, evidence) VALUES (?, ?)", (post, evidence)
            )

    def version(self) -> int:
        """Return a number that is another one after each write by anybody else."""
        return int(self._journal.execute("PRAGMA data_version").fetchone()[0])

    def sizes(self) -> dict[CommandPostId, int]:
        """Return how many entries of each post are here."""
        # From post to post by the key: grouping would read a million entries to tell three numbers.
        found = self._journal.execute(
            "WITH RECURSIVE posts(post) AS (SELECT min(post) FROM entries UNION ALL "
            "SELECT (SELECT min(post) FROM entries WHERE post > posts.post) FROM posts "
            "WHERE posts.post IS NOT NULL) "
            "SELECT post, (SELECT max(seq) FROM entries WHERE entries.post = posts.post) "
            "FROM posts WHERE post IS NOT NULL"
        )
        return {CommandPostId(post): size for post, size in found}

    def entries(
        self, post: CommandPostId, after: int = 0, most: int = 1_000_000_000
    ) -> Iterator[Entry]:
        """Yield the post's entries that follow the number, in order.

        Raises
        ------
        SummitryError
            ``journal.damaged`` at the first that is not what its leaf says.
        """
        for seq, (leaf, content) in enumerate(self.contents(post, after, most), start=after + 1):
            yield _entry_of(post, seq, leaf, content)

    def entry(self, entry_id: EntryId) -> Entry | None:
        """Return the entry, from whichever post it is."""
        found = self._journal.execute(
            "SELECT content FROM entries WHERE entry_id = ?", (entry_id,)
        ).fetchone()
        return None if found is None else decoded(found[0])

    def at(self, post: CommandPostId, numbers: Sequence[int]) -> list[Entry]:
        """Return the post's entries of these numbers, in order, as far as they are here.

        Raises
        ------
        SummitryError
            ``journal.damaged`` at the first that is not what its leaf says.
        """
        rows = self._journal.execute(
            "SELECT seq, leaf, CAST(content AS BLOB) FROM entries "
            "WHERE post = ? AND seq IN (SELECT value FROM json_each(?)) ORDER BY seq",
            (post, _listed(numbers)),
        )
        return [_entry_of(post, *row) for row in rows]

    def named(self, entry_ids: Sequence[EntryId]) -> list[Entry]:
        """Return the entries of these ids, from whichever post each is.

        Raises
        ------
        SummitryError
            ``journal.damaged`` at the first that is not what its leaf says.
        """
        rows = self._journal.execute(
            "SELECT post, seq, leaf, CAST(content AS BLOB) FROM entries "
            "WHERE entry_id IN (SELECT value FROM json_each(?))",
            (_listed(entry_ids),),
        )
        return [_entry_of(*row) for row in rows]

    def own(self, post: CommandPostId, entry_ids: Iterable[EntryId]) -> dict[EntryId, Entry]:
        """Return those of the entries that the post has written already."""
        found = {}
        for entry_id in entry_ids:
            row = self._journal.execute(
                "SELECT content FROM entries WHERE entry_id = ? AND post = ?", (entry_id, post)
            ).fetchone()
            if row is not None:
                found[entry_id] = decoded(row[0])
        return found

    def sealed(self, commitment: str) -> Sealed | None:
        """Return the sealed body of that commitment."""
        found = self._journal.execute(
            "SELECT sealed FROM bodies WHERE commitment = ?", (commitment,)
        ).fetchone()
        return None if found is None else msgspec.json.decode(found[0], type=Sealed)

    def key(self, commitment: str) -> bytes | None:
        """Return the key of that body; None where it was destroyed, or never came here."""
        found = self._keys.execute(
            "SELECT key FROM body_keys WHERE commitment = ?", (commitment,)
        ).fetchone()
        return None if found is None else bytes(found[0])

    def all_sealed(self, commitments: Sequence[str]) -> dict[str, Sealed | None]:
        """Return the sealed bodies of these commitments, as far as they are here.

        None stands for what is damaged so much that it is no sealed body any more.
        """
        rows = self._journal.execute(
            "SELECT commitment, sealed FROM bodies "
            "WHERE commitment IN (SELECT value FROM json_each(?))",
            (_listed(commitments),),
        )
        return {one: _sealed(body) for one, body in rows}

    def all_keys(self, commitments: Sequence[str]) -> dict[str, bytes]:
        """Return the keys of these bodies, but those that were destroyed or never came here."""
        rows = self._keys.execute(
            "SELECT commitment, key FROM body_keys "
            "WHERE commitment IN (SELECT value FROM json_each(?))",
            (_listed(commitments),),
        )
        return {one: bytes(key) for one, key in rows}

    def erase(self, commitments: Iterable[str]) -> int:
        """Destroy the keys, on the disk too, and return how many there were.

        Raises
        ------
        sqlite3.Error
            They may still be on the disk: erase them again.
        """
        with transaction(self._keys) as keys:
            gone = sum(
                keys.execute("DELETE FROM body_keys WHERE commitment = ?", (each,)).rowcount
                for each in commitments
            )
        # What was deleted stands in the log until that is written back and emptied.
        flush(self._keys)
        return gone

    def last_stamp(self, post: CommandPostId) -> Stamp | None:
        """Return the stamp of the post's last entry that is here."""
        found = self._journal.execute(
            "SELECT content FROM entries WHERE post = ? ORDER BY seq DESC LIMIT 1", (post,)
        ).fetchone()
        return None if found is None else decoded(found[0]).stamp

    def cosignatures(self, post: CommandPostId) -> Iterator[Signed]:
        """Yield the post's checkpoints as witnesses have signed them."""
        for (note,) in self._journal.execute(
            "SELECT note FROM cosignatures WHERE post = ? ORDER BY size, name", (post,)
        ):
            yield signed_of(note)

    def forks(self) -> list[tuple[CommandPostId, bytes]]:
        """Return the evidence of forks, with the post whose journal forked."""
        found = self._journal.execute("SELECT post, evidence FROM forks ORDER BY number")
        return [(CommandPostId(post), bytes(evidence)) for post, evidence in found]


def damaged(post: CommandPostId, number: int) -> SummitryError:
    """Return the refusal for an entry, or a checkpoint over so many, that is not what it was."""
    return SummitryError("journal.damaged", file=JOURNAL, problem=f"{post} {number}")


def _entry_of(post: CommandPostId, seq: int, leaf: bytes, content: bytes) -> Entry:
    entry = decoded(content) if leaf_hash(content) == leaf else None
    if entry is None or entry.seq != seq:
        raise damaged(post, seq)
    return entry


def _sealed(content: bytes) -> Sealed | None:
    try:
        return msgspec.json.decode(content, type=Sealed)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None


def _listed(values: Sequence[object]) -> str:
    """Return the values as one value of a statement, however many they are."""
    return msgspec.json.encode([*values]).decode()


def _line(entry: Entry) -> Line:
    return Line(
        post=entry.post, seq=entry.seq, entry_id=entry.entry_id, leaf=entry.leaf(),
        content=entry.encoded(),
    )  # fmt: skip
