"""Checkpoints as signed notes: C2SP ``tlog-checkpoint`` text, C2SP ``signed-note`` signature."""

from base64 import b64encode
from datetime import datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from msgspec import Struct

ED25519 = b"\x01"
"""The algorithm's byte in a signed note."""
KEY_ID_BYTES = 4


class Signed(Struct, frozen=True, kw_only=True):
    """A checkpoint: the root of the journal's first ``size`` entries, signed at a moment."""

    journal: str
    size: int
    root: bytes
    at: str
    key_id: str
    signature: bytes

    def moment(self) -> datetime:
        """Return when it was signed."""
        return datetime.fromisoformat(self.at)

    def text(self) -> str:
        """Return the text that is signed."""
        return note_text(self.journal, size=self.size, root=self.root, at=self.at)

    def note(self) -> str:
        """Return the whole note, as another log's tools read it."""
        sealed = b64encode(bytes.fromhex(self.key_id) + self.signature).decode()
        return f"{self.text()}\n\N{EM DASH} {origin_of(self.journal)} {sealed}\n"


def origin_of(journal: str) -> str:
    """Return the name under which the journal signs: no other signature of the node bears it."""
    return f"summitry/journal/{journal}"


def note_text(journal: str, *, size: int, root: bytes, at: str) -> str:
    """Return origin, size and root, one a line, and the moment as an extension line."""
    return f"{origin_of(journal)}\n{size}\n{b64encode(root).decode()}\nat {at}\n"


def key_id_of(journal: str, public: bytes) -> str:
    """Return the id of the public key for the journal: the note format's short hash."""
    named = origin_of(journal).encode() + b"\n" + ED25519 + public
    return sha256(named).hexdigest()[: 2 * KEY_ID_BYTES]


def signed(key: Ed25519PrivateKey, journal: str, *, size: int, root: bytes, at: str) -> Signed:
    """Return the checkpoint, signed."""
    return Signed(
        journal=journal,
        size=size,
        root=root,
        at=at,
        key_id=key_id_of(journal, key.public_key().public_bytes_raw()),
        signature=key.sign(note_text(journal, size=size, root=root, at=at).encode()),
    )


def is_genuine(checkpoint: Signed, public: bytes) -> bool:
    """Say whether the key of those bytes signed exactly this checkpoint."""
    try:
        key = Ed25519PublicKey.from_public_bytes(public)
        key.verify(checkpoint.signature, checkpoint.text().encode())
    except (InvalidSignature, ValueError):
        return False
    return True
