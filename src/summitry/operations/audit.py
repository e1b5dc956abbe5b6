"""The site's own journal as evidence: from a file or a database, with neither here.

The file has one JSON object a line: a header, the checkpoints, the entries. Whoever has the file
and knows the node's public key can tell that nothing in it was changed, left out, moved or added.
"""

from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

import msgspec
from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.merkle import leaf_hash
from summitry.operations import judge
from summitry.operations.checkpoint import Signed
from summitry.operations.judge import Claim, Fault, Link, Reason, Verified, with_signed_end

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

    def encoded(self) -> bytes:
        """Return the bytes that are hashed and kept."""
        return canonical({name: getattr(self, name) for name in self.__struct_fields__})

    def leaf(self) -> bytes:
        """Return the entry's leaf in the journal's tree."""
        return leaf_hash(self.encoded())


def decoded(content: bytes) -> Recorded:
    """Return the entry from its bytes.

    Raises
    ------
    SummitryError
        ``entry.malformed`` for what is no entry.
    """
    try:
        return msgspec.json.decode(content, type=Recorded)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SummitryError("entry.malformed", problem=str(problem)) from problem


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


def origin_of(journal: str) -> str:
    """Return the name under which the journal signs: no other signature of the node bears it."""
    return f"summitry/journal/{journal}"


def judged(
    header: Header, checkpoints: Iterable[Signed], entries: Iterable[Leafed]
) -> Verified | Fault:
    """Return that all is well, or the first bad entry with the reason."""
    claim = Claim(origin=origin_of(header.journal), size=header.size, public_key=header.public_key)
    return judge.judged(claim, checkpoints, (_link(header, *each) for each in entries))


def _link(header: Header, entry: Recorded, leaf: bytes) -> Link:
    """Return the entry as a link; one of another journal cannot have the leaf it is given."""
    actual = entry.leaf() if entry.journal == header.journal else b""
    return Link(entry.number, leaf, actual)


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
    return with_signed_end(judged(reading.header, reading.checkpoints(), reading.entries()))


def is_evidence(first: bytes) -> bool:
    """Say whether the first line begins an evidence file."""
    try:
        line = msgspec.json.decode(first, type=_Line)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return line.header is not None and line.header.format == FORMAT


def origin_of_file(lines: Iterable[bytes]) -> str:
    """Return the name under which the journal in the file signs.

    Raises
    ------
    SummitryError
        ``journal.evidence``.
    """
    return origin_of(_Reading(lines).header.journal)


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
        except (msgspec.DecodeError, UnicodeDecodeError) as problem:
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
                origin=origin_of(self.header.journal), size=int(cells["size"]), at=str(cells["at"]),
                root=b64decode(cells["root"], validate=True), key_id=str(cells["key_id"]),
                signature=b64decode(cells["signature"], validate=True),
            )  # fmt: skip
        except (KeyError, TypeError, ValueError) as problem:
            raise SummitryError("journal.evidence", line=self.number) from problem
