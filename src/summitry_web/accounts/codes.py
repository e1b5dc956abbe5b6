"""Codes that work once: made by chance, kept only as digests under the installation's secret."""

import base64
import secrets

from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

LINK_BYTES = 32
RECOVERY_CODES = 10
RECOVERY_LETTERS = 12
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
ALPHABET = f"{LETTERS}23456789"
"""Without I, O, 0 and 1, which are mistaken for each other on paper."""


def new_link_code() -> str:
    """Return the code of a link."""
    return secrets.token_urlsafe(LINK_BYTES)


def new_recovery_codes() -> tuple[str, ...]:
    """Return fresh recovery codes, in groups of four letters (60 bits each)."""
    return tuple(_recovery_code() for _ in range(RECOVERY_CODES))


def new_spoken_code() -> str:
    """Return four letters that are said over the telephone."""
    return "".join(secrets.choice(LETTERS) for _ in range(4))


def _recovery_code() -> str:
    letters = "".join(secrets.choice(ALPHABET) for _ in range(RECOVERY_LETTERS))
    return "-".join(letters[at : at + 4] for at in range(0, RECOVERY_LETTERS, 4))


def digest_of(purpose: str, value: str) -> str:
    """Return the keyed digest of a value; of another purpose, another digest."""
    return salted_hmac(f"summitry.{purpose}", value, algorithm="sha256").hexdigest()


def recovery_digest(account_id: int, typed: str) -> str:
    """Return the digest of a recovery code as it was typed, in small letters or with spaces."""
    plain = "".join(letter for letter in typed.upper() if letter.isalnum())
    return digest_of("recovery", f"{account_id} {plain}")


def sealed(value: str) -> bytes:
    """Return the value encrypted under the installation's secret."""
    return _lock().encrypt(value.encode())


def opened(value: bytes) -> str:
    """Return what was sealed."""
    return _lock().decrypt(bytes(value)).decode()


def _lock() -> Fernet:
    key = salted_hmac("summitry.seal", "one-time", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
