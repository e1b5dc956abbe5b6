"""A stream encrypted by a passphrase: scrypt makes the key, AES-256-GCM seals chunk after chunk.

Each chunk's nonce holds its number and whether it is the last, so that chunks can be neither
dropped, nor moved, nor cut off at the end (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár, 2015).
"""

import io
import os
from typing import IO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

from summitry.kit.errors import SummitryError

MAGIC = b"SUMMITRY-SEALED-1\n"
SALT_BYTES = 16
PREFIX_BYTES = 7
TAG_BYTES = 16
CHUNK_BYTES = 1 << 20
CHUNKS_MAX = 1 << 32
COST = 1 << 17
"""128 MiB and about half a second for each guess."""
PASSPHRASE_LENGTH_MIN = 12


def key_of(passphrase: str, salt: bytes) -> bytes:
    """Return the key that the passphrase and the salt make."""
    return Scrypt(salt=salt, length=32, n=COST, r=8, p=1).derive(passphrase.encode())


def require_strong(passphrase: str) -> None:
    """Refuse a passphrase that is shorter than twelve characters."""
    if len(passphrase) < PASSPHRASE_LENGTH_MIN:
        raise SummitryError("backup.passphrase_short", min=PASSPHRASE_LENGTH_MIN)


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    assert number < CHUNKS_MAX
    return prefix + number.to_bytes(4, "big") + (b"\x01" if last else b"\x00")


class Sealer(io.RawIOBase):
    """Writes sealed chunks to the file; closing it writes the last."""

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        salt, self._prefix = os.urandom(SALT_BYTES), os.urandom(PREFIX_BYTES)
        self._header = MAGIC + salt + self._prefix
        self._box = AESGCM(key_of(passphrase, salt))
        self._file, self._held, self._number = file, bytearray(), 0
        file.write(self._header)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def write(self, content: object) -> int:
        """Take the bytes, and seal every chunk that is full and not the last."""
        given = bytes(content)  # type: ignore[call-overload]  # whatever has bytes
        self._held += given
        while len(self._held) > CHUNK_BYTES:
            self._seal(bytes(self._held[:CHUNK_BYTES]), last=False)
            del self._held[:CHUNK_BYTES]
        return len(given)

    def finish(self) -> None:
        """Seal what is left as the last chunk."""
        self._seal(bytes(self._held), last=True)
        self._held.clear()

    def _seal(self, chunk: bytes, *, last: bool) -> None:
        nonce = _nonce(self._prefix, self._number, last=last)
        self._file.write(self._box.encrypt(nonce, chunk, self._header))
        self._number += 1


class Opener(io.RawIOBase):
    """Reads what was sealed.

    Raises
    ------
    SummitryError
        ``backup.passphrase`` where the first chunk does not open, ``backup.damaged`` for another.
    """

    def __init__(self, file: IO[bytes], passphrase: str) -> None:
        self._header = file.read(len(MAGIC) + SALT_BYTES + PREFIX_BYTES)
        salt = self._header[len(MAGIC) : len(MAGIC) + SALT_BYTES]
        self._prefix = self._header[len(MAGIC) + SALT_BYTES :]
        if not self._header.startswith(MAGIC) or len(self._prefix) != PREFIX_BYTES:
            raise SummitryError("backup.damaged", got="header")
        self._box = AESGCM(key_of(passphrase, salt))
        self._file, self._held, self._number, self._over = file, b"", 0, False
        self._next = file.read(CHUNK_BYTES + TAG_BYTES)

    def readable(self) -> bool:
        """Say yes."""
        return True

    def readinto(self, buffer: object) -> int:
        """Fill the buffer with what comes next; 0 at the end."""
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]  # whatever is a buffer
        while not self._held and not self._over:
            self._held = self._open()
        taken = self._held[: len(view)]
        view[: len(taken)] = taken
        self._held = self._held[len(taken) :]
        return len(taken)

    def _open(self) -> bytes:
        sealed, self._next = self._next, self._file.read(CHUNK_BYTES + TAG_BYTES)
        self._over = not self._next
        nonce = _nonce(self._prefix, self._number, last=self._over)
        try:
            chunk = self._box.decrypt(nonce, sealed, self._header)
        except InvalidTag as problem:
            code = "backup.damaged" if self._number else "backup.passphrase"
            raise SummitryError(code, got=self._number) from problem
        self._number += 1
        return chunk
