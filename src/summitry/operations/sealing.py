"""Sealed bodies: what is personal or free text, under a key that can be destroyed.

The commitment covers the ciphertext and a hash of the key. Without the latter one ciphertext could
be made to open under two keys to two different texts: the cipher alone does not bind its key.
"""

from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from msgspec import Struct

from summitry.kit.canonical import digest
from summitry.kit.errors import SummitryError
from summitry.kit.ids import EntryId, EventId

CHACHA = "chacha20-poly1305"
KEY_BYTES = 32
NONCE_BYTES = 12
BODY_BYTES_MAX = 256_000
BLOCK_BYTES = 64
"""A body is filled up to a multiple of this, so that its length tells little once it is erased."""
_END = b"\x80"
_COMMITTED = b"summitry/body/1"
_KEY = b"summitry/body-key/1"


class Sealed(Struct, frozen=True, kw_only=True):
    """A sealed body. All that is bytes is in hexadecimal."""

    nonce: str
    ciphertext: str
    key_hash: str
    """Which key opens it, and no other; of the random key nothing can be told from it."""
    algorithm: str = CHACHA

    def commitment(self) -> str:
        """Return what the entry names, in hexadecimal."""
        parts = (self.nonce, self.ciphertext, self.key_hash)
        hashed = digest(_COMMITTED, self.algorithm.encode(), *(bytes.fromhex(p) for p in parts))
        return hashed.hex()


def sealed(body: bytes, *, key: bytes, nonce: bytes, event: EventId, entry_id: EntryId) -> Sealed:
    """Return the body, sealed for that entry; key and nonce are random and used this once.

    Raises
    ------
    SummitryError
        ``body.too_large``.
    """
    assert len(key) == KEY_BYTES, len(key)
    assert len(nonce) == NONCE_BYTES, len(nonce)
    if len(body) > BODY_BYTES_MAX:
        raise SummitryError("body.too_large", entry=entry_id, most=BODY_BYTES_MAX)
    filled = body + _END
    filled += bytes(-len(filled) % BLOCK_BYTES)
    closed = ChaCha20Poly1305(key).encrypt(nonce, filled, _bound(event, entry_id))
    return Sealed(nonce=nonce.hex(), ciphertext=closed.hex(), key_hash=key_hash(key))


def opened(body: Sealed, *, key: bytes, event: EventId, entry_id: EntryId) -> bytes:
    """Return the body.

    Raises
    ------
    SummitryError
        ``body.key`` for a key that is not its own, ``body.broken`` for what does not open with it:
        it was changed, or is of another entry.
    """
    if key_hash(key) != body.key_hash:
        raise SummitryError("body.key", entry=entry_id)
    try:
        nonce, closed = bytes.fromhex(body.nonce), bytes.fromhex(body.ciphertext)
        if body.algorithm != CHACHA or len(key) != KEY_BYTES:
            raise SummitryError("body.broken", entry=entry_id)
        filled = ChaCha20Poly1305(key).decrypt(nonce, closed, _bound(event, entry_id))
    except (InvalidTag, ValueError) as problem:
        raise SummitryError("body.broken", entry=entry_id) from problem
    kept = filled.rstrip(b"\x00")
    if not kept.endswith(_END):
        raise SummitryError("body.broken", entry=entry_id)
    return kept[: -len(_END)]


def key_hash(key: bytes) -> str:
    """Return the hash by which a key is known, in hexadecimal."""
    return sha256(_KEY + b"\n" + key).hexdigest()


def _bound(event: EventId, entry_id: EntryId) -> bytes:
    return f"{_COMMITTED.decode()}\n{event}\n{entry_id}\n".encode()
