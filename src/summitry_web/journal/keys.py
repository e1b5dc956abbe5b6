"""The node's own key for its journals: made once, kept in the node's folder, never shown."""

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

from summitry_web.frame.secret import secret_of

FILE = "journal.key"
KEY_BYTES = 32
PURPOSE = b"summitry/journal/ed25519"


def node_key() -> Ed25519PrivateKey:
    """Return the key that signs checkpoints, made at the first call."""
    secret = secret_of(settings.HOME, FILE).encode()
    made = HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=None, info=PURPOSE).derive(secret)
    return Ed25519PrivateKey.from_private_bytes(made)


def node_public_key() -> bytes:
    """Return the public half."""
    return node_key().public_key().public_bytes_raw()
