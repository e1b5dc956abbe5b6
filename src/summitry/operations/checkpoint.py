"""Checkpoints: the signed root of a journal's first entries, as C2SP ``tlog-checkpoint`` says."""

from base64 import b64decode, b64encode
from datetime import UTC, datetime, timedelta

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, structs

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.merkle import HASH_BYTES
from summitry.kit.time import EPOCH
from summitry.operations.note import Note, Signature, Verifier, is_signed, note_of, signature

SIZE_MAX = 2**53 - 1
EVERY_MS = 1_000
"""A journal with entries that no checkpoint covers gets one this often."""
AT = "at "
LINES = 4


class Signed(Struct, frozen=True, kw_only=True):
    """A checkpoint: the root of the first ``size`` entries, signed by the journal's key."""

    origin: str
    """The name under which the journal signs, and no other."""
    size: int
    root: bytes
    at: str
    """When it was signed, ISO 8601 with the offset."""
    key_id: str
    signature: bytes
    others: tuple[Signature, ...] = ()
    """What stands under the journal's own signature: those of the witnesses."""

    def moment(self) -> datetime:
        """Return when it was signed."""
        return datetime.fromisoformat(self.at)

    def text(self) -> str:
        """Return the text that is signed."""
        return note_text(self.origin, size=self.size, root=self.root, at=self.at)

    def own(self) -> Signature:
        """Return the journal's signature."""
        return Signature(name=self.origin, key_id=self.key_id, signature=self.signature)

    def note(self) -> str:
        """Return the whole note, as another log's tools read it."""
        return Note(self.text(), (self.own(), *self.others)).written()

    def with_others(self, others: tuple[Signature, ...]) -> "Signed":
        """Return it with the signatures of witnesses added, each once."""
        return structs.replace(self, others=tuple(dict.fromkeys((*self.others, *others))))


def journal_origin(event: EventId, post: CommandPostId) -> str:
    """Return the name under which a command post signs its journal of an event."""
    return _name("log", event, post)


def receipt_origin(event: EventId, post: CommandPostId) -> str:
    """Return the name under which a command post signs receipts."""
    return _name("receipt", event, post)


def pack_origin(event: EventId, post: CommandPostId) -> str:
    """Return the name under which a command post signs evidence packs."""
    return _name("pack", event, post)


def witness_name(event: EventId, post: CommandPostId) -> str:
    """Return the name under which a command post, or another witness, cosigns."""
    return _name("witness", event, post)


def note_text(origin: str, *, size: int, root: bytes, at: str) -> str:
    """Return origin, size and root, one a line, and the moment as an extension line."""
    return f"{origin}\n{size}\n{b64encode(root).decode()}\n{AT}{at}\n"


def written_ms(at_ms: int) -> str:
    """Return the moment as checkpoints and receipts of a post write it."""
    return (EPOCH + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds")


def signed(key: Ed25519PrivateKey, origin: str, *, size: int, root: bytes, at: str) -> Signed:
    """Return the checkpoint, signed."""
    made = signature(key, origin, note_text(origin, size=size, root=root, at=at))
    return Signed(
        origin=origin, size=size, root=root, at=at, key_id=made.key_id, signature=made.signature
    )


def is_genuine(checkpoint: Signed, public: bytes) -> bool:
    """Say whether the key of those bytes signed exactly this checkpoint under its origin."""
    verifier = Verifier(name=checkpoint.origin, public=public)
    return is_signed(checkpoint.text(), checkpoint.own(), verifier)


def signed_of(written: str) -> Signed:
    """Return the checkpoint from its note; nobody has judged its signatures yet.

    Raises
    ------
    SummitryError
        ``note.malformed``, also where the journal's own signature is missing.
    """
    note = note_of(written)
    lines = note.text.split("\n")
    own = [each for each in note.signatures if each.name == lines[0]]
    if len(lines) != LINES + 1 or not lines[3].startswith(AT) or len(own) != 1:
        raise SummitryError("note.malformed")
    origin, size, root, at = lines[:LINES]
    found = Signed(
        origin=origin, size=_size(size), root=_hash(root), at=_moment(at.removeprefix(AT)),
        key_id=own[0].key_id, signature=own[0].signature,
        others=tuple(each for each in note.signatures if each is not own[0]),
    )  # fmt: skip
    if found.text() != note.text:
        raise SummitryError("note.malformed")
    return found


def _name(purpose: str, event: EventId, post: CommandPostId) -> str:
    """Return a name that no other purpose, event or post can have.

    Ids may hold what names may not, or what parts them here; no id holds a percent sign.
    """
    parts = (part.replace("+", "%2B").replace("/", "%2F") for part in (event, post))
    return "/".join(("summitry", purpose, *parts))


def _size(text: str) -> int:
    if not (text.isascii() and text.isdecimal() and len(text) <= len(str(SIZE_MAX))):
        raise SummitryError("note.malformed")
    return int(text)


def _hash(text: str) -> bytes:
    try:
        found = b64decode(text, validate=True)
    except ValueError as problem:
        raise SummitryError("note.malformed") from problem
    if len(found) != HASH_BYTES:
        raise SummitryError("note.malformed")
    return found


def _moment(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
    except ValueError as problem:
        raise SummitryError("note.malformed") from problem
    if found.tzinfo is None or found.utcoffset() != UTC.utcoffset(None):
        raise SummitryError("note.malformed")
    return text
