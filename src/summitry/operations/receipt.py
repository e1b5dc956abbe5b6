"""What a writer gets back: the post's signed promise that the entry stands in that place.

With it the writer can show later that an entry was taken out or changed, even one that no
checkpoint covered yet.
"""

from base64 import b64decode, b64encode
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct, structs

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EntryId
from summitry.kit.merkle import HASH_BYTES, root_from_proof
from summitry.operations.checkpoint import Signed, is_genuine, receipt_origin, written_ms
from summitry.operations.entry import Entry
from summitry.operations.note import Note, Signature, Verifier, is_signed, note_of, signature

CELLS = ("entry ", "seq ", "leaf ", "at ")
"""What the lines after the name begin with."""


class Receipt(Struct, frozen=True, kw_only=True):
    """That the post has written the entry durably, as this leaf, in this place."""

    origin: str
    entry_id: EntryId
    seq: int
    leaf: bytes
    at: str
    signature: Signature

    def text(self) -> str:
        """Return the text that is signed."""
        values = (self.entry_id, str(self.seq), b64encode(self.leaf).decode(), self.at)
        lines = (name + value for name, value in zip(CELLS, values, strict=True))
        return "\n".join((self.origin, *lines)) + "\n"

    def note(self) -> str:
        """Return the receipt as a signed note."""
        return Note(self.text(), (self.signature,)).written()


def receipt(key: Ed25519PrivateKey, entry: Entry, *, at_ms: int) -> Receipt:
    """Return the post's promise; it is made after the entry's commit and never before."""
    origin = receipt_origin(entry.event, entry.post)
    empty = Signature(name=origin, key_id="", signature=b"")
    plain = Receipt(
        origin=origin, entry_id=entry.entry_id, seq=entry.seq, leaf=entry.leaf(),
        at=written_ms(at_ms), signature=empty,
    )  # fmt: skip
    return structs.replace(plain, signature=signature(key, origin, plain.text()))


def is_promised(found: Receipt, public: bytes) -> bool:
    """Say whether the key of those bytes signed exactly this receipt."""
    return is_signed(found.text(), found.signature, Verifier(name=found.origin, public=public))


def is_included(found: Receipt, checkpoint: Signed, hashes: Sequence[bytes], public: bytes) -> bool:
    """Say whether the promise is kept under the checkpoint, which the key signed."""
    root = root_from_proof(found.leaf, found.seq - 1, checkpoint.size, hashes)
    return root == checkpoint.root and is_genuine(checkpoint, public)


def receipt_of(written: str) -> Receipt:
    """Return the receipt from its note; nobody has judged its signature yet.

    Raises
    ------
    SummitryError
        ``note.malformed``.
    """
    note = note_of(written)
    origin, *lines = note.text.removesuffix("\n").split("\n")
    fits = len(lines) == len(CELLS) and len(note.signatures) == 1
    if not (fits and all(map(str.startswith, lines, CELLS))):
        raise SummitryError("note.malformed")
    entry_id, seq, leaf, at = (
        line.removeprefix(cell) for line, cell in zip(lines, CELLS, strict=True)
    )
    try:
        number, hashed = int(seq), b64decode(leaf, validate=True)
    except ValueError as problem:
        raise SummitryError("note.malformed") from problem
    found = Receipt(
        origin=origin, entry_id=EntryId(entry_id), seq=number, leaf=hashed, at=at,
        signature=note.signatures[0],
    )  # fmt: skip
    if found.text() != note.text or len(hashed) != HASH_BYTES or number < 1:
        raise SummitryError("note.malformed")
    return found
