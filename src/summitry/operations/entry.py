"""An entry of a command post's journal: what is hashed, and nothing that ever has to go.

Whatever is personal or free text stands in a sealed body apart; the entry names its commitment, so
that the body's key can be destroyed and every proof still holds.
"""

import re
from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec import Struct

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, DeviceId, EntryId, EventId, PersonId, require_id
from summitry.kit.merkle import leaf_hash
from summitry.kit.time import EPOCH
from summitry.operations.clock import WALL_MS_MAX, Stamp
from summitry.plan.terms import Marking

SCHEMA = 1
"""Raised when a cell is added or means something else; a cell that is added has a default."""
ENTRY_BYTES_MAX = 64_000
MEMBERS_MAX = 200
"""So many units, entries or attachments at most does one entry name."""
WORDS_MAX = 120
LATE_MS = 60_000
"""What is entered so long after it was observed is shown as late."""

_ENTRY_ID = re.compile(r"[0-9a-f]{32}")
_HASH = re.compile(r"[0-9a-f]{64}")
_KIND = re.compile(r"[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)*")

ERASED = "journal.erased"
"""The kind of the entry by which the bodies of the entries that it is about were erased."""


class Correction(StrEnum):
    """Why an entry corrects another; the words stand in the body."""

    MISTAKE = "mistake"
    MISHEARD = "misheard"
    WRONG_PLACE = "wrong-place"
    WRONG_TIME = "wrong-time"
    TWICE = "entered-twice"
    ADDED = "added-to"
    WITHDRAWN = "withdrawn"


class Draft(Struct, frozen=True, kw_only=True):
    """An entry as a client hands it in, with an id of its own: the same again is the same entry."""

    entry_id: EntryId
    """16 random bytes in hexadecimal, made by the client before the first attempt to send."""
    kind: str
    author: PersonId
    device: DeviceId
    observed_ms: int
    """When it happened or was heard, in milliseconds since 1970 in UTC."""
    entered_ms: int
    """When the author entered it, by the device's clock."""
    place: str = ""
    """A row of the plan such as ``gates/G-1``."""
    marking: Marking = Marking.AMBER
    classification: str = ""
    """The host's own level of secrecy, where it has one."""
    scope: tuple[str, ...] = ()
    """The units and posts that it is for, sorted; empty for everybody who may read the marking."""
    about: tuple[EntryId, ...] = ()
    """The entries that it answers, acknowledges or erases, sorted."""
    corrects: EntryId = EntryId("")
    reason: Correction | None = None
    attachments: tuple[str, ...] = ()
    """SHA-256 of each file in hexadecimal, sorted."""
    body: str = ""
    """The commitment of the sealed body in hexadecimal; empty where there is none."""

    def __post_init__(self) -> None:
        _require(_ENTRY_ID, self.entry_id, "entry_id")
        _require(_KIND, self.kind, "kind")
        require_id(self.author, column="author")
        require_id(self.device, column="device")
        _require_moment(self.observed_ms, "observed_ms")
        _require_moment(self.entered_ms, "entered_ms")
        for column in ("kind", "place", "classification"):
            _require_short(getattr(self, column), column)
        for member in self.scope:
            require_id(member, column="scope")
        for column in ("scope", "about", "attachments"):
            _require_set(getattr(self, column), column)
        for member in self.about:
            _require(_ENTRY_ID, member, "about")
        for member in self.attachments:
            _require(_HASH, member, "attachments")
        self._require_correction()
        if self.body:
            _require(_HASH, self.body, "body")

    def _require_correction(self) -> None:
        if self.corrects:
            _require(_ENTRY_ID, self.corrects, "corrects")
        if bool(self.corrects) != (self.reason is not None) or self.corrects == self.entry_id:
            raise SummitryError("entry.correction", entry=self.entry_id)

    @property
    def observed_at(self) -> datetime:
        """When it happened or was heard."""
        return EPOCH + timedelta(milliseconds=self.observed_ms)

    @property
    def entered_at(self) -> datetime:
        """When the author entered it."""
        return EPOCH + timedelta(milliseconds=self.entered_ms)

    @property
    def is_late(self) -> bool:
        """Whether it was entered well after it was observed."""
        return self.entered_ms - self.observed_ms >= LATE_MS


class Entry(Draft, frozen=True, kw_only=True, omit_defaults=True):
    """A draft that has its place in the journal of a post. It never changes."""

    schema: int
    event: EventId
    post: CommandPostId
    seq: int
    """The place in the post's journal, from 1 on without a gap."""
    stamp: Stamp

    def __post_init__(self) -> None:
        super().__post_init__()
        require_id(self.event, column="event")
        require_id(self.post, column="post")
        if not 1 <= self.seq <= WALL_MS_MAX:
            raise SummitryError(
                "number.out_of_range", column="seq", got=self.seq, low=1, high=WALL_MS_MAX
            )
        if self.stamp.post != self.post:
            raise SummitryError("entry.stamp", entry=self.entry_id, post=self.post)

    def encoded(self) -> bytes:
        """Return the bytes that are hashed, stored and sent: equal entries give equal bytes."""
        return canonical(self)

    def leaf(self) -> bytes:
        """Return the entry's leaf in the journal's tree."""
        return leaf_hash(self.encoded())


def entry_of(draft: Draft, *, event: EventId, seq: int, stamp: Stamp) -> Entry:
    """Return the draft as the entry of that place in the journal of the stamp's post."""
    cells = {name: getattr(draft, name) for name in Draft.__struct_fields__}
    return Entry(schema=SCHEMA, event=event, post=stamp.post, seq=seq, stamp=stamp, **cells)


def decoded(content: bytes) -> Entry:
    """Return the entry from its bytes, of this schema or any other that has the same cells.

    A later schema may add cells: they are not read, and the leaf is taken from the bytes.

    Raises
    ------
    SummitryError
        ``entry.malformed`` for what is no entry; what its cells refuse otherwise.
    """
    if len(content) > ENTRY_BYTES_MAX:
        raise SummitryError("entry.malformed", problem=f"more than {ENTRY_BYTES_MAX} bytes")
    try:
        return msgspec.json.decode(content, type=Entry)
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        raise SummitryError("entry.malformed", problem=str(problem)) from problem


def is_canonical(content: bytes, entry: Entry) -> bool:
    """Say whether the bytes are the one way to write the entry; true of every later schema."""
    return entry.schema > SCHEMA or entry.encoded() == content


def _require(shape: re.Pattern[str], got: str, column: str) -> None:
    if shape.fullmatch(got) is None:
        raise SummitryError("entry.cell", column=column, got=got[:WORDS_MAX])


def _require_short(got: str, column: str) -> None:
    if len(got) > WORDS_MAX or not got.isprintable():
        raise SummitryError("entry.cell", column=column, got=ascii(got[:WORDS_MAX]))


def _require_moment(got: int, column: str) -> None:
    if not 0 <= got <= WALL_MS_MAX:
        raise SummitryError("number.out_of_range", column=column, got=got, low=0, high=WALL_MS_MAX)


def _require_set(got: tuple[str, ...], column: str) -> None:
    if got and (list(got) != sorted(set(got)) or len(got) > MEMBERS_MAX):
        raise SummitryError("set.unsorted", column=column)
