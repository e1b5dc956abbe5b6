"""The evidence pack: journals of command posts in one stream, for a reader far from the system.

One JSON object a line. A checkpoint over all lines before it, signed by the post that made the
pack, is the last.
"""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import UNSET, Raw, Struct, UnsetType, structs

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId, EventId, require_id
from summitry.kit.merkle import Frontier, leaf_hash
from summitry.operations.checkpoint import Signed, pack_origin, signed, written_ms
from summitry.operations.note import Verifier
from summitry.operations.receipt import Receipt
from summitry.operations.sealing import Sealed

FORMAT = "summitry-pack-1"
LINE_BYTES_MAX = 2_000_000


class Standing(StrEnum):
    """What became of a body's key."""

    OPEN = "open"
    """It is in the pack."""
    WITHHELD = "withheld"
    """It exists; whoever gets the pack may not read the body."""
    ERASED = "erased"
    """It was destroyed; an entry says so."""


class Header(Struct, frozen=True, kw_only=True):
    """What a pack says of itself."""

    event: EventId
    post: CommandPostId
    """Who made it."""
    made: str
    format: str = FORMAT

    def __post_init__(self) -> None:
        require_id(self.event, column="event")
        require_id(self.post, column="post")


class LogHeader(Struct, frozen=True, kw_only=True):
    """What begins the part of one journal: how many entries it has, and its public key."""

    post: CommandPostId
    size: int
    key: str

    def __post_init__(self) -> None:
        require_id(self.post, column="post")


class Body(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A sealed body, and its key in hexadecimal where the reader may have it."""

    entry_id: EntryId
    sealed: Sealed
    standing: Standing = Standing.WITHHELD
    key: str = ""


class Hidden(Struct, frozen=True, kw_only=True):
    """The leaf of an entry that the reader may not see."""

    seq: int
    leaf: str


class Line(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """One line: exactly one of these, but for the leaf, which stands beside its entry."""

    pack: Header | UnsetType = UNSET
    witness: str | UnsetType = UNSET
    log: LogHeader | UnsetType = UNSET
    checkpoint: str | UnsetType = UNSET
    entry: Raw | UnsetType = UNSET
    leaf: str | UnsetType = UNSET
    hidden: Hidden | UnsetType = UNSET
    body: Body | UnsetType = UNSET
    receipt: str | UnsetType = UNSET
    seal: str | UnsetType = UNSET

    def names(self) -> tuple[str, ...]:
        """Return which cells the line has."""
        told = zip(self.__struct_fields__, structs.astuple(self), strict=True)
        return tuple([name for name, cell in told if cell is not UNSET])


class Item(Struct, frozen=True, kw_only=True):
    """An entry as the reader gets it: its bytes, or its leaf alone, with what belongs to it."""

    seq: int
    leaf: bytes
    content: bytes = b""
    """Empty for one that the reader may not see."""
    body: Body | None = None
    receipts: tuple[Receipt, ...] = ()


class Log(Struct, frozen=True, kw_only=True):
    """A journal as it goes into a pack, its items in order."""

    post: CommandPostId
    size: int
    key: Verifier
    checkpoints: Sequence[Signed]
    items: Iterable[Item]


def packed(
    header: Header,
    logs: Iterable[Log],
    *,
    witnesses: Iterable[Verifier],
    key: Ed25519PrivateKey,
    at_ms: int,
) -> Iterator[bytes]:
    """Yield the lines of the pack, sealed with the key of the post that makes it."""
    frontier = Frontier()
    for line in _lines(header, logs, witnesses):
        encoded = msgspec.json.encode(line)
        frontier = frontier.grown(leaf_hash(encoded))
        yield encoded + b"\n"
    origin = pack_origin(header.event, header.post)
    seal = signed(key, origin, size=frontier.size, root=frontier.root(), at=written_ms(at_ms))
    yield msgspec.json.encode(Line(seal=seal.note())) + b"\n"


def _lines(header: Header, logs: Iterable[Log], witnesses: Iterable[Verifier]) -> Iterator[Line]:
    yield Line(pack=header)
    for witness in witnesses:
        yield Line(witness=witness.vkey())
    for log in logs:
        yield Line(log=LogHeader(post=log.post, size=log.size, key=log.key.vkey()))
        for checkpoint in log.checkpoints:
            yield Line(checkpoint=checkpoint.note())
        for item in log.items:
            yield from _item(item)


def _item(item: Item) -> Iterator[Line]:
    leaf = item.leaf.hex()
    if not item.content:
        yield Line(hidden=Hidden(seq=item.seq, leaf=leaf))
        return
    yield Line(entry=Raw(item.content), leaf=leaf)
    if item.body is not None:
        yield Line(body=item.body)
    for receipt in item.receipts:
        yield Line(receipt=receipt.note())


class Lines:
    """Reads a pack once, in its order, and keeps the tree of what it has read."""

    def __init__(self, raw: Iterable[bytes]) -> None:
        self._raw = iter(raw)
        self._waiting: Line | None = None
        self._leaf = b""
        self.number = 0
        self.frontier = Frontier()
        self._read()

    def peek(self) -> Line | None:
        """Return the next line without taking it; None at the end."""
        return self._waiting

    def take(self) -> Line:
        """Return the next line and go on."""
        line = self._waiting
        if line is None:
            raise self.problem()
        self.frontier = self.frontier.grown(self._leaf)
        self._read()
        return line

    def problem(self) -> SummitryError:
        """Return the refusal of the line that comes next."""
        return SummitryError("pack.malformed", line=max(self.number, 1))

    def _read(self) -> None:
        raw = next(self._raw, None)
        if raw is None:
            self._waiting = None
            return
        self.number += 1
        encoded = raw.removesuffix(b"\n")
        if len(encoded) > LINE_BYTES_MAX:
            raise self.problem()
        try:
            line = msgspec.json.decode(encoded, type=Line)
        except (msgspec.DecodeError, UnicodeDecodeError, SummitryError) as refused:
            raise self.problem() from refused
        names = line.names()
        if names != ("entry", "leaf") and len(names) != 1:
            raise self.problem()
        self._leaf, self._waiting = leaf_hash(encoded), line


def is_pack(first: bytes) -> bool:
    """Say whether the first line begins a pack."""
    try:
        line = msgspec.json.decode(first, type=Line)
    except (msgspec.DecodeError, UnicodeDecodeError, SummitryError):
        return False
    return line.pack is not UNSET and line.pack.format == FORMAT
