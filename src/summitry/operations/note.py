"""Signed notes and keys as text, by C2SP ``signed-note`` and ``tlog-cosignature``."""

from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from enum import IntEnum
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from msgspec import Struct

from summitry.kit.errors import SummitryError

DASH = "\N{EM DASH} "
KEY_ID_BYTES = 4
PUBLIC_BYTES = 32
SIGNATURE_BYTES = 64
TIME_BYTES = 8
NOTE_CHARACTERS_MAX = 32_000
SIGNATURES_MAX = 64
VKEY_PARTS = 3


class Algorithm(IntEnum):
    """What a key signs with; its number is part of its id, so a key has one purpose."""

    ED25519 = 1
    COSIGNATURE = 4
    """Ed25519 over the checkpoint and the moment at which a witness saw it."""


class Verifier(Struct, frozen=True, kw_only=True):
    """A public key under the name by which it signs."""

    name: str
    public: bytes
    algorithm: Algorithm = Algorithm.ED25519

    def __post_init__(self) -> None:
        if not is_name(self.name) or len(self.public) != PUBLIC_BYTES:
            raise SummitryError("note.key", got=self.name)

    @property
    def key_id(self) -> str:
        """The note format's short hash of name, algorithm and key, in hexadecimal."""
        return key_id_of(self.name, self.public, self.algorithm)

    def vkey(self) -> str:
        """Return the key as a line of text, as other logs' tools read it."""
        coded = b64encode(bytes([self.algorithm]) + self.public).decode()
        return f"{self.name}+{self.key_id}+{coded}"


class Signature(Struct, frozen=True, kw_only=True):
    """One signature under a note; for a witness the moment stands before the signature's bytes."""

    name: str
    key_id: str
    signature: bytes

    def line(self) -> str:
        """Return the line under the note."""
        return (
            f"{DASH}{self.name} {b64encode(bytes.fromhex(self.key_id) + self.signature).decode()}\n"
        )


class Note(Struct, frozen=True):
    """A text, which ends with a line's end, and the signatures under it."""

    text: str
    signatures: tuple[Signature, ...]

    def written(self) -> str:
        """Return the note in its text form."""
        return f"{self.text}\n" + "".join(each.line() for each in self.signatures)


def is_name(name: str) -> bool:
    """Say whether a key can have the name: no space, no plus, not empty."""
    return bool(name) and "+" not in name and name.split() == [name]


def key_id_of(name: str, public: bytes, algorithm: Algorithm = Algorithm.ED25519) -> str:
    """Return the id of the key under the name, in hexadecimal."""
    named = name.encode() + b"\n" + bytes([algorithm]) + public
    return sha256(named).digest()[:KEY_ID_BYTES].hex()


def verifier_of(vkey: str) -> Verifier:
    """Return the key from its line of text.

    Raises
    ------
    SummitryError
        ``note.key``.
    """
    parts = vkey.strip().split("+", VKEY_PARTS - 1)
    try:
        name, key_id, coded = parts
        raw = b64decode(coded, validate=True)
        found = Verifier(name=name, public=raw[1:], algorithm=Algorithm(raw[0]))
    except (ValueError, IndexError) as problem:
        raise SummitryError("note.key", got=parts[0]) from problem
    if found.key_id != key_id:
        raise SummitryError("note.key", got=name)
    return found


def note_of(written: str) -> Note:
    """Return the note from its text form; nobody has judged its signatures yet.

    Raises
    ------
    SummitryError
        ``note.malformed``.
    """
    text, gap, under = written.rpartition("\n\n")
    lines = under.split("\n")
    fits = len(written) <= NOTE_CHARACTERS_MAX and len(lines) <= SIGNATURES_MAX + 1
    if not (fits and gap and text and lines.pop() == "" and lines):
        raise SummitryError("note.malformed")
    return Note(f"{text}\n", tuple(_signature_of(line) for line in lines))


def signature(key: Ed25519PrivateKey, name: str, text: str) -> Signature:
    """Return the key's signature of the text, under the name."""
    key_id = key_id_of(name, key.public_key().public_bytes_raw())
    return Signature(name=name, key_id=key_id, signature=key.sign(text.encode()))


def cosignature(key: Ed25519PrivateKey, name: str, text: str, *, at_s: int) -> Signature:
    """Return a witness's signature of the checkpoint's text, seen at that second since 1970."""
    public = key.public_key().public_bytes_raw()
    return Signature(
        name=name,
        key_id=key_id_of(name, public, Algorithm.COSIGNATURE),
        signature=at_s.to_bytes(TIME_BYTES, "big") + key.sign(_cosigned_text(text, at_s)),
    )


def is_signed(text: str, under: Signature, verifier: Verifier) -> bool:
    """Say whether the key made the signature of exactly this text."""
    if (under.name, under.key_id) != (verifier.name, verifier.key_id):
        return False
    if verifier.algorithm is Algorithm.ED25519:
        return _is_right(verifier.public, under.signature, text.encode())
    at_s = int.from_bytes(under.signature[:TIME_BYTES], "big")
    return _is_right(verifier.public, under.signature[TIME_BYTES:], _cosigned_text(text, at_s))


def cosigned_s(under: Signature) -> int:
    """Return the second since 1970 at which the witness says that it saw the checkpoint."""
    return int.from_bytes(under.signature[:TIME_BYTES], "big")


def _cosigned_text(text: str, at_s: int) -> bytes:
    return f"cosignature/v1\ntime {at_s}\n{text}".encode()


def _is_right(public: bytes, sealed: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(sealed, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _signature_of(line: str) -> Signature:
    name, _, coded = line.removeprefix(DASH).partition(" ")
    try:
        raw = b64decode(coded, validate=True)
    except (Base64Error, ValueError) as problem:
        raise SummitryError("note.malformed") from problem
    if not line.startswith(DASH) or not is_name(name) or len(raw) <= KEY_ID_BYTES:
        raise SummitryError("note.malformed")
    return Signature(name=name, key_id=raw[:KEY_ID_BYTES].hex(), signature=raw[KEY_ID_BYTES:])
