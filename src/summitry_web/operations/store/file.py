"""The journal's file: entries that nothing changes, bodies that a destroyed key closes for ever.

Two files in one folder. ``journal.sqlite3`` holds entries, sealed bodies, checkpoints and what came
from other posts; triggers refuse every change. ``keys.sqlite3`` holds the bodies' keys, so that an
erased one is gone from the disk. Both are flushed before an entry is acknowledged.
"""

import logging
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId
from summitry.kit.merkle import HASH_BYTES, Frontier, leaf_hash, unpacked
from summitry.operations.checkpoint import Signed, signed_of
from summitry.operations.clock import Stamp
from summitry.operations.entry import Entry, decoded
from summitry.operations.sealing import Sealed
from summitry_web.operations.store.tables import (
    GUARDED,
    KEY_TABLES,
    TABLES,
    flush,
    is_full,
    made,
    refusal_of,
    require_ours,
)

log = logging.getLogger(__name__)

JOURNAL = "journal.sqlite3"
KEYS = "keys.sqlite3"
RESERVE = "reserve"
RESERVE_BYTES = 64_000_000
"""Kept free for the last entries of an incident when the disk is full."""
WAIT_SECONDS = 10

COSIGNATURE = "INSERT OR IGNORE INTO cosignatures VALUES (?, ?, ?, ?)"


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
    witness: str = ""
    """The name under which this post cosigned it; empty for its own."""
    cosigned: str = ""
    """The note with that signature."""


class PostFile:
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

    def __init__(self, folder: Path, *, readonly: bool = False) -> None:
        self.folder = folder
        self.readonly = readonly
        if not readonly:
            _make_folder(folder)
        self._journal = self._opened(JOURNAL, TABLES, guarded=GUARDED)
        self._keys = self._opened(KEYS, KEY_TABLES)

    def _opened(self, name: str, tables: str, guarded: tuple[str, ...] = ()) -> sqlite3.Connection:
        path = self.folder / name
        address = f"{path.as_uri()}?mode={'ro' if self.readonly else 'rwc'}"
        link = sqlite3.connect(
            address, uri=True, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            require_ours(link, name, tables, guarded)
            if not self.readonly:
                link.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
                )
                made(link, tables, guarded)
                # What a killed process wrote and did not flush is readable, and not on the disk.
                self.with_reserve(lambda: flush(link))
        except sqlite3.Error as problem:
            link.close()
            raise refusal_of(problem, name) or problem from problem
        except UnicodeDecodeError as problem:
            # SQLite's own words quote the schema that it cannot read.
            link.close()
            raise SummitryError("journal.damaged", file=name, problem="schema") from problem
        except SummitryError:
            link.close()
            raise
        return link

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

    def close(self) -> None:
        """Close both files."""
        self._journal.close()
        self._keys.close()

    def rows(self, name: str, statement: str) -> Iterator[tuple[Any, ...]]:
        """Yield what the file of that name answers."""
        yield from (self._journal if name == JOURNAL else self._keys).execute(statement)

    def write(self, handed: Iterable[Handed], grown: Grown | None = None) -> None:
        """Write the entries, with the checkpoint over them if given, and flush; all or none.

        Raises
        ------
        sqlite3.Error
            Nothing was written.
        """
        batch = tuple(handed)
        # Keys first: a key without a body is of no use to anybody, a body without its key is lost.
        with _transaction(self._keys) as keys:
            keys.executemany(
                "INSERT OR IGNORE INTO body_keys VALUES (?, ?)",
                [(each.entry.body, each.key) for each in batch if each.key],
            )
        with _transaction(self._journal) as journal:
            journal.executemany(
                "INSERT OR IGNORE INTO bodies VALUES (?, ?)",
                [
                    (each.entry.body, msgspec.json.encode(each.sealed))
                    for each in batch
                    if each.sealed is not None
                ],
            )
            journal.executemany(
                "INSERT INTO entries VALUES (?, ?, ?, ?, ?)",
                [
                    (
                        each.entry.post, each.entry.seq, each.entry.entry_id,
                        each.entry.leaf(), each.entry.encoded(),
                    )
                    for each in batch
                ],
            )  # fmt: skip
            if grown is not None:
                _keep(journal, grown)

    def write_checkpoint(self, grown: Grown) -> None:
        """Keep a checkpoint, with what is needed to go on from it without reading the leaves."""
        with _transaction(self._journal) as journal:
            _keep(journal, grown)

    def write_cosignature(self, post: CommandPostId, size: int, name: str, note: str) -> None:
        """Keep what a witness signed under a checkpoint."""
        with _transaction(self._journal) as journal:
            journal.execute(COSIGNATURE, (post, size, name, note))

    def write_fork(self, post: CommandPostId, evidence: bytes) -> None:
        """Keep two signed checkpoints that cannot both be, as evidence."""
        with _transaction(self._journal) as journal:
            journal.execute("INSERT INTO forks (post, evidence) VALUES (?, ?)", (post, evidence))

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
            entry = decoded(content) if leaf_hash(content) == leaf else None
            if entry is None or entry.seq != seq:
                raise damaged(post, seq)
            yield entry

    def contents(self, post: CommandPostId, after: int, most: int) -> Iterator[tuple[bytes, bytes]]:
        """Yield leaf and bytes of the post's entries that follow the number, in order."""
        yield from self._journal.execute(
            "SELECT leaf, content FROM entries WHERE post = ? AND seq > ? ORDER BY seq LIMIT ?",
            (post, after, most),
        )

    def entry(self, entry_id: EntryId) -> Entry | None:
        """Return the entry, from whichever post it is."""
        found = self._journal.execute(
            "SELECT content FROM entries WHERE entry_id = ?", (entry_id,)
        ).fetchone()
        return None if found is None else decoded(found[0])

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

    def erase(self, commitments: Iterable[str]) -> int:
        """Destroy the keys, on the disk too, and return how many there were.

        Raises
        ------
        sqlite3.Error
            They may still be on the disk: erase them again.
        """
        with _transaction(self._keys) as keys:
            gone = sum(
                keys.execute("DELETE FROM body_keys WHERE commitment = ?", (each,)).rowcount
                for each in commitments
            )
        # What was deleted stands in the log until that is written back and emptied.
        flush(self._keys)
        return gone

    def newest_checkpoint(self, post: CommandPostId) -> tuple[Signed, Frontier] | None:
        """Return the post's largest checkpoint and the frontier of its tree there.

        Raises
        ------
        SummitryError
            ``journal.damaged``.
        """
        found = self._journal.execute(
            "SELECT note, size, peaks FROM checkpoints WHERE post = ? ORDER BY size DESC LIMIT 1",
            (post,),
        ).fetchone()
        if found is None:
            return None
        note, size, peaks = found
        if len(peaks) != HASH_BYTES * size.bit_count():
            raise damaged(post, size)
        try:
            return signed_of(note), unpacked(size, peaks)
        except SummitryError as problem:
            raise damaged(post, size) from problem

    def checkpoint_within(self, post: CommandPostId, *, after: int, up_to: int) -> Signed | None:
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

    def last_stamp(self, post: CommandPostId) -> Stamp | None:
        """Return the stamp of the post's last entry that is here."""
        found = self._journal.execute(
            "SELECT content FROM entries WHERE post = ? ORDER BY seq DESC LIMIT 1", (post,)
        ).fetchone()
        return None if found is None else decoded(found[0]).stamp

    def leaf(self, post: CommandPostId, seq: int) -> bytes:
        """Return the leaf of an entry that is here."""
        found = self._journal.execute(
            "SELECT leaf FROM entries WHERE post = ? AND seq = ?", (post, seq)
        ).fetchone()
        return bytes(found[0])

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


def _make_folder(folder: Path) -> None:
    """Make the folder where it is missing, so that a power cut does not take it with its files."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in missing:
        above = os.open(each.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)


def damaged(post: CommandPostId, number: int) -> SummitryError:
    """Return the refusal for an entry, or a checkpoint over so many, that is not what it was."""
    return SummitryError("journal.damaged", file=JOURNAL, problem=f"{post} {number}")


def _keep(journal: sqlite3.Connection, grown: Grown) -> None:
    """Keep the checkpoint, and what this post signed under it as a witness."""
    post, signed = grown.post, grown.signed
    journal.execute(
        "INSERT OR IGNORE INTO checkpoints VALUES (?, ?, ?, ?, ?)",
        (post, signed.size, signed.root, grown.frontier.packed(), signed.note()),
    )
    if grown.witness:
        journal.execute(COSIGNATURE, (post, signed.size, grown.witness, grown.cosigned))


@contextmanager
def _transaction(link: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    link.execute("BEGIN IMMEDIATE")
    with link:
        yield link
