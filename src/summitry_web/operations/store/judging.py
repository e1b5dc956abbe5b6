"""Whether a journal's files are what was written: every entry, body, key and proof in them.

A disk may give back another bit than it took. SQLite sees where its pages do not fit together; what
stands in the cells is judged here, by hashes and signatures, and the first that is wrong is named.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import Signed, is_genuine, journal_origin, signed_of
from summitry.operations.entry import decoded, is_canonical
from summitry.operations.note import is_signed
from summitry.operations.sealing import Sealed, key_hash
from summitry.operations.witness import Fork, is_fork
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.store.exchange import evidence_of, witness_of
from summitry_web.operations.store.file import KEYS, PostFile

FOUND_MAX = 100
"""After so many it is clear enough."""
_COLUMNS: dict[str, tuple[str, tuple[type, ...]]] = {
    "entries": ("post, seq, entry_id, leaf, content", (str, int, str, bytes, bytes)),
    "bodies": ("commitment, sealed", (str, bytes)),
    "checkpoints": ("post, size, root, peaks, note", (str, int, bytes, bytes, str)),
    "cosignatures": ("post, size, name, note", (str, int, str, str)),
    "forks": ("post, number, evidence", (str, int, bytes)),
    "body_keys": ("commitment, key", (str, bytes)),
}
_UNREADABLE = (SummitryError, msgspec.MsgspecError, ValueError)
Row = tuple[Any, ...]


class Damage(Struct, frozen=True, kw_only=True):
    """What is wrong in a file: a row of a table, or the file itself."""

    file: str
    table: str = ""
    """Empty where the file cannot be opened, or its pages do not fit together."""
    post: str = ""
    number: int = 0
    """Of the entry, or the size of the checkpoint; 0 where there is none."""


class _Evidence(Struct, frozen=True):
    first: str
    second: str
    hashes: tuple[str, ...]


def damage_of(folder: Path, event: EventId, known: Mapping[str, bytes]) -> tuple[Damage, ...]:
    """Return what is wrong with the journal in the folder; nothing for a sound one.

    Parameters
    ----------
    known
        The public keys of the post itself and of others. What another signed is judged by its
        place in the tree alone.
    """
    try:
        file = PostFile(folder, readonly=True)
    except SummitryError as refusal:
        return (Damage(file=str(refusal.facts.get("file", JOURNAL))),)
    except sqlite3.Error:
        return (Damage(file=JOURNAL),)
    try:
        torn = tuple(Damage(file=name) for name in (JOURNAL, KEYS) if not _fits(file, name))
        return torn or tuple(islice(_Judge(file, event, known).found(), FOUND_MAX))
    except (sqlite3.Error, UnicodeDecodeError):
        return (Damage(file=JOURNAL),)
    finally:
        file.close()


def _fits(file: PostFile, name: str) -> bool:
    """Say whether SQLite finds the file's pages, cells and indexes in order."""
    try:
        return list(file.rows(name, "PRAGMA integrity_check")) == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):
        return False


class _Judge:
    """Goes through every table once; the entries come first."""

    def __init__(self, file: PostFile, event: EventId, known: Mapping[str, bytes]) -> None:
        self.file = file
        self.event = event
        self.known = known
        self.frontiers: dict[str, Frontier] = {}
        self.signed = set(file.rows(JOURNAL, "SELECT post, size FROM checkpoints"))
        self.reached: dict[tuple[str, int], Frontier] = {}
        """The tree at each size that a checkpoint was made of."""

    def found(self) -> Iterator[Damage]:
        """Yield what is wrong."""
        yield from self._each("entries", self._is_entry)
        for post, size in sorted(self.signed - self.reached.keys()):
            reached = self.frontiers.get(post, Frontier()).size
            yield Damage(file=JOURNAL, table="entries", post=post, number=min(reached + 1, size))
        yield from self._each("checkpoints", self._is_checkpoint)
        yield from self._each("bodies", _is_body)
        yield from self._each("cosignatures", self._is_cosignature)
        yield from self._each("forks", self._is_fork)
        yield from self._each("body_keys", self._is_key, KEYS)

    def _each(
        self, table: str, is_sound: Callable[[Row], bool], name: str = JOURNAL
    ) -> Iterator[Damage]:
        columns, types = _COLUMNS[table]
        order = "post, seq" if table == "entries" else "1, 2"
        statement = f"SELECT {columns} FROM {table} ORDER BY {order}"  # noqa: S608  # names of ours
        for row in self.file.rows(name, statement):
            if not (tuple(map(type, row)) == types and _holds(is_sound, row)):
                is_numbered = isinstance(row[1], int)
                yield Damage(
                    file=name, table=table, post=str(row[0]) if is_numbered else "",
                    number=row[1] if is_numbered else 0,
                )  # fmt: skip

    def _is_entry(self, row: Row) -> bool:
        """Say whether the entry is in its place, what its leaf says, and has its body."""
        post, seq, entry_id, leaf, content = row
        frontier = self.frontiers.get(post, Frontier()).grown(leaf)
        self.frontiers[post] = frontier
        if (post, seq) in self.signed:
            self.reached[post, seq] = frontier
        entry = decoded(content)
        return (
            leaf_hash(content) == leaf
            and is_canonical(content, entry)
            and (entry.post, entry.seq, entry.entry_id) == (post, seq, entry_id)
            and (entry.event, frontier.size) == (self.event, seq)
            and (not entry.body or self.file.sealed(entry.body) is not None)
        )

    def _is_checkpoint(self, row: Row) -> bool:
        post, size, root, peaks, note = row
        signed = signed_of(note)
        public = self.known.get(post)
        tree = self.reached.get((post, size), Frontier())
        return (
            self._is_of(signed, note, post, size)
            and signed.root == root
            and (tree.root(), tree.packed()) == (root, peaks)
            and (public is None or is_genuine(signed, public))
        )

    def _is_of(self, signed: Signed, note: str, post: str, size: int) -> bool:
        """Say whether the note is of that journal and size, and written in the one way."""
        origin = journal_origin(self.event, CommandPostId(post))
        return (signed.origin, signed.size, signed.note()) == (origin, size, note)

    def _is_cosignature(self, row: Row) -> bool:
        post, size, name, note = row
        signed = signed_of(note)
        witnesses = {
            each.name: each
            for each in (
                witness_of(self.event, CommandPostId(one), key) for one, key in self.known.items()
            )
        }
        made = [each for each in signed.others if each.name == name]
        witness = witnesses.get(name)
        public = self.known.get(post)
        return (
            self._is_of(signed, note, post, size)
            and bool(made)
            and (public is None or is_genuine(signed, public))
            and (witness is None or any(is_signed(signed.text(), each, witness) for each in made))
        )

    def _is_fork(self, row: Row) -> bool:
        post, _, evidence = row
        told = msgspec.json.decode(evidence, type=_Evidence)
        fork = Fork(
            first=signed_of(told.first), second=signed_of(told.second),
            hashes=tuple(bytes.fromhex(each) for each in told.hashes),
        )  # fmt: skip
        public = self.known.get(post)
        return evidence_of(fork) == evidence and (public is None or is_fork(fork, public))

    def _is_key(self, row: Row) -> bool:
        """Say whether the key opens its body; one without a body was never used, or is astray."""
        commitment, key = row
        body = self.file.sealed(commitment)
        if body is not None:
            return key_hash(key) == body.key_hash
        wanted = key_hash(key)
        bodies = self.file.rows(JOURNAL, "SELECT sealed FROM bodies")
        return all(_sealed(each).key_hash != wanted for (each,) in bodies)


def _is_body(row: Row) -> bool:
    """Say whether the body is the one that its entry names, and written in the one way.

    Hexadecimal reads alike in capitals: so the bytes are compared as well.
    """
    commitment, content = row
    body = _sealed(content)
    cells = (body.nonce, body.ciphertext, body.key_hash)
    return (
        body.commitment() == commitment
        and all(bytes.fromhex(each).hex() == each for each in cells)
        and msgspec.json.encode(body) == content
    )


def _sealed(content: bytes) -> Sealed:
    return msgspec.json.decode(content, type=Sealed)


def _holds(is_sound: Callable[[Row], bool], row: Row) -> bool:
    try:
        return is_sound(row)
    except _UNREADABLE:
        return False
