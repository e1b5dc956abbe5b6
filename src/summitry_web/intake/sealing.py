"""Seals names, so that neither the database nor a search holds them in clear."""

import os
from base64 import urlsafe_b64decode
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

from summitry_web.frame.secret import secret_of

NONCE_BYTES = 12
KEY_FILE = "intake-names.key"


def _cipher() -> AESGCM:
    secret = secret_of(Path(settings.HOME), KEY_FILE)
    return AESGCM(sha256(urlsafe_b64decode(secret + "==")).digest())


def sealed(name: str, *, about: str) -> bytes:
    """Return the name sealed; it opens only for the same thing that it is about."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher().encrypt(nonce, name.encode(), about.encode())


def opened(content: bytes, *, about: str) -> str:
    """Return the name."""
    nonce, text = content[:NONCE_BYTES], content[NONCE_BYTES:]
    return _cipher().decrypt(nonce, text, about.encode()).decode()
