"""The journal as evidence: judged entry by entry, from a file or a database, with neither here.

The file has one JSON object a line: a header, the checkpoints, the entries. Whoever has the file
and knows the node's public key can tell that nothing in it was changed, left out, moved or added.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash
from summitry_web.journal.notes import Signed, is_genuine, key_id_of
from summitry_web.journal.tree import Frontier

FORMAT = "summitry-journal-1"
LINE_BYTES_MAX = 1_000_000


class Recorded(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An entry as it is hashed: these cells and no others; ids only."""

    journal: str
    number: int
    at: str
    """The moment in UTC, ISO 8601."""
    actor: str
    kind: str
    subject: str
    facts: dict[str, Any]

    def moment(self) -> datetime:
        """Return when it was written."""
        return datetime.fromisoformat(self.at)

    def leaf(self) -> bytes:
        """Return the entry's leaf in the journal's tree."""
        return leaf_hash(canonical({name: getattr(self, name) for name in self.__struct_fields__}))


class Reason(StrEnum):
    """What is wrong with a journal."""

    CHANGED = "changed"
    MISSING = "missing"
    REORDERED = "reordered"
    TRUNCATED = "truncated"
    UNSIGNED = "unsigned"
    WRONG_KEY = "wrong-key"
    FORGED = "forged-checkpoint"
    FORKED = "forked"


class Fault(Struct, frozen=True):
    """The first bad entry; where only a checkpoint shows it, the last that it may be as well."""

    reason: Reason
    number: int
    last: int
    checkpoint: int = 0
    """The size of the checkpoint that shows it; 0 where the entry itself does."""


class Verified(Struct, frozen=True):
    """Nothing is wrong: how many entries there are, and up to which the last signature goes."""

    size: int
    signed: int


class Header(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a journal says of itself: who signs it, and how many entries it should have."""

    journal: str
    size: int
    public_key: str
    format: str = FORMAT
    made: str = ""


class _Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    header: Header | None = None
    checkpoint: dict[str, Any] | None = None
    entry: Recorded | None = None
    leaf: str = ""


Leafed = tuple[Recorded, bytes]
"""An entry, and the leaf that is stored beside it."""


def judged(
    header: Header, checkpoints: Iterable[Signed], entries: Iterable[Leafed]
) -> Verified | Fault:
    """Return that all is well, or the first bad entry with the reason."""
    signed = sorted(checkpoints, key=lambda each: each.size)
    bad = _bad_checkpoint(header, signed)
    walk = _Walk(header.journal, {each.size for each in signed})
    fault = walk.through(entries)
    sizes = [0, *(each.size for each in signed)]
    for before, each in zip(sizes, signed, strict=False):
        if each.size <= walk.frontier.size and walk.roots[each.size] != each.root:
            bad = bad or Fault(Reason.CHANGED, before + 1, each.size, each.size)
            break
    found = [each for each in (bad, fault) if each is not None]
    if found:
        return min(found, key=lambda each: (each.number, each.last))
    return _end(header, walk.frontier.size, sizes[-1])


def _end(header: Header, size: int, signed: int) -> Verified | Fault:
    """Return what the journal's end shows, where every entry that is there is right."""
    if signed > size:
        return Fault(Reason.MISSING, size + 1, signed, signed)
    if header.size > size:
        return Fault(Reason.TRUNCATED, size + 1, header.size)
    return Verified(size, signed)


def _bad_checkpoint(header: Header, signed: list[Signed]) -> Fault | None:
    """Return the first checkpoint that the key did not sign, or that contradicts another."""
    public = b64decode(header.public_key)
    key_id, before, root = key_id_of(header.journal, public), 0, b""
    for each in signed:
        reason = None
        if each.key_id != key_id:
            reason = Reason.WRONG_KEY
        elif each.journal != header.journal or not is_genuine(each, public):
            reason = Reason.FORGED
        elif each.size == before and each.root != root:
            reason = Reason.FORKED
        if reason:
            return Fault(reason, min(before + 1, each.size), each.size, each.size)
        before, root = each.size, each.root
    return None


class _Walk:
    """Goes through the entries once, and keeps the roots that checkpoints have signed."""

    def __init__(self, journal: str, sizes: set[int]) -> None:
        self.journal = journal
        self.sizes = sizes
        self.frontier = Frontier()
        self.roots = {0: self.frontier.root()}

    def through(self, entries: Iterable[Leafed]) -> Fault | None:
        """Return the first entry that is wrong by itself or stands in the wrong place."""
        rest = iter(entries)
        for entry, leaf in rest:
            expected = self.frontier.size + 1
            if entry.number != expected:
                return _misplaced(entry.number, expected, rest)
            if entry.journal != self.journal or entry.leaf() != leaf:
                return Fault(Reason.CHANGED, expected, expected)
            self.frontier = self.frontier.grown(leaf)
            if expected in self.sizes:
                self.roots[expected] = self.frontier.root()
        return None


def _misplaced(number: int, expected: int, rest: Iterator[Leafed]) -> Fault:
    """Tell an entry that comes too early or twice from one that is gone."""
    if number < expected:
        return Fault(Reason.REORDERED, number, number)
    if any(entry.number == expected for entry, _ in rest):
        return Fault(Reason.REORDERED, expected, expected)
    return Fault(Reason.MISSING, expected, number - 1)


def evidence(
    header: Header, checkpoints: Iterable[Signed], entries: Iterable[Leafed]
) -> Iterator[bytes]:
    """Yield the lines of the evidence file."""
    yield msgspec.json.encode(_Line(header=header)) + b"\n"
    for each in checkpoints:
        cells = {
            "size": each.size, "root": b64encode(each.root).decode(), "at": each.at,
            "key_id": each.key_id, "signature": b64encode(each.signature).decode(),
        }  # fmt: skip
        yield msgspec.json.encode(_Line(checkpoint=cells)) + b"\n"
    for entry, leaf in entries:
        yield msgspec.json.encode(_Line(entry=entry, leaf=leaf.hex())) + b"\n"


def judge_file(lines: Iterable[bytes], *, public_key: str = "") -> Verified | Fault:
    """Return that the file is right to its last entry, or the first bad entry with the reason.

    ``public_key`` is the node's, known from elsewhere: without it the file only shows that whoever
    holds the key in its header signed it. A checkpoint is made before each export, so that a tail
    without signature is a fault here, which in a living journal it is not.

    Raises
    ------
    SummitryError
        ``journal.evidence`` with the line's number for what is no evidence file.
    """
    reading = _Reading(lines)
    if public_key and public_key != reading.header.public_key:
        return Fault(Reason.WRONG_KEY, 1, reading.header.size)
    found = judged(reading.header, reading.checkpoints(), reading.entries())
    if isinstance(found, Verified) and found.signed < found.size:
        return Fault(Reason.UNSIGNED, found.signed + 1, found.size, found.signed)
    return found


class _Reading:
    """Reads the file once, in its order."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.number = 0
        self.lines = iter(lines)
        first = self._next()
        if first is None or first.header is None or first.header.format != FORMAT:
            raise SummitryError("journal.evidence", line=1)
        self.header = first.header
        self.waiting: _Line | None = None

    def checkpoints(self) -> list[Signed]:
        """Return the checkpoints, which stand before the entries."""
        found: list[Signed] = []
        while (line := self._next()) is not None and line.checkpoint is not None:
            found.append(self._signed(line.checkpoint))
        self.waiting = line
        return found

    def entries(self) -> Iterator[Leafed]:
        """Yield the entries."""
        line = self.waiting
        while line is not None:
            if line.entry is None:
                raise SummitryError("journal.evidence", line=self.number)
            yield line.entry, self._hash(line.leaf)
            line = self._next()

    def _next(self) -> _Line | None:
        raw = next(self.lines, None)
        if raw is None:
            return None
        self.number += 1
        try:
            if len(raw) <= LINE_BYTES_MAX:
                return msgspec.json.decode(raw, type=_Line)
        except msgspec.DecodeError as problem:
            raise SummitryError("journal.evidence", line=self.number) from problem
        raise SummitryError("journal.evidence", line=self.number)

    def _hash(self, text: str) -> bytes:
        try:
            return bytes.fromhex(text)
        except ValueError as problem:
            raise SummitryError("journal.evidence", line=self.number) from problem

    def _signed(self, cells: dict[str, Any]) -> Signed:
        try:
            return Signed(
                journal=self.header.journal, size=int(cells["size"]), at=str(cells["at"]),
                root=b64decode(cells["root"], validate=True), key_id=str(cells["key_id"]),
                signature=b64decode(cells["signature"], validate=True),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as problem:
            raise SummitryError("journal.evidence", line=self.number) from problem
