"""Sealing: a record under its own key, the key under the node's (AES-256-GCM)."""

import os
from hashlib import sha256
from hmac import digest

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.frame.secret import secret_of

FILE = "people.key"
KEY_BYTES = 32
NONCE_BYTES = 12
PURPOSE = b"summitry/people/kek"
PURPOSE_OF_FINGERPRINTS = b"summitry/people/documents/"


class Sealed(Struct, frozen=True):
    """A content that only its key opens, and the key that only the node's key opens."""

    content: bytes
    key: bytes


class Sealer:
    """Seals and opens with the node's key, which stands in the node's folder alone."""

    def __init__(self) -> None:
        secret = secret_of(settings.HOME, FILE).encode()
        made = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(secret)
        self._node = AESGCM(made)

    def sealed(self, content: bytes, place: str) -> Sealed:
        """Return the content sealed for its place: moved to another record it does not open."""
        key = AESGCM.generate_key(8 * KEY_BYTES)
        return Sealed(_closed(AESGCM(key), content, place), _closed(self._node, key, place))

    def opened(self, sealed: Sealed, place: str) -> bytes:
        """Return the content.

        Raises
        ------
        SummitryError
            ``people.unreadable`` where it was sealed by another node, or changed.
        """
        try:
            key = _open(self._node, sealed.key, place)
            return _open(AESGCM(key), sealed.content, place)
        except (InvalidTag, ValueError) as problem:
            raise SummitryError("people.unreadable", record=place) from problem


def fingerprint(number: str, place: str) -> str:
    """Return the number's fingerprint under the node's key and the place, in hexadecimal digits.

    Numbers of documents are few enough to try them all: without the key nobody can, and between
    two places nobody can compare.
    """
    secret = secret_of(settings.HOME, FILE).encode()
    info = PURPOSE_OF_FINGERPRINTS + place.encode()
    key = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=info).derive(secret)
    return digest(key, number.encode(), sha256).hex()


def _closed(cipher: AESGCM, content: bytes, place: str) -> bytes:
    nonce = os.urandom(NONCE_BYTES)
    return nonce + cipher.encrypt(nonce, content, place.encode())


def _open(cipher: AESGCM, sealed: bytes, place: str) -> bytes:
    return cipher.decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], place.encode())
