"""How posts know each other: a certificate that the journal's own key signs, handed over as text.

Whoever has the card knows the key of the post's journal; the same certificate opens the network
between two posts, so nobody else can listen or speak there.
"""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.x509.oid import NameOID

from summitry.kit.errors import SummitryError

BEGINS = datetime(2020, 1, 1, tzinfo=UTC)
DAYS = timedelta(days=365 * 40)
"""The key decides, not the date: a card must not run out in the night of an event."""
NAME_DIGITS = 16


def card_of(key: Ed25519PrivateKey) -> bytes:
    """Return the card of the node with that key as PEM; the same each time."""
    public = key.public_key()
    name = f"Summitry {public.public_bytes_raw().hex()[:NAME_DIGITS]}"
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(public)
        .serial_number(int.from_bytes(public.public_bytes_raw()[:8], "big") | 1)
        .not_valid_before(BEGINS)
        .not_valid_after(BEGINS + DAYS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, None)
    )
    return made.public_bytes(serialization.Encoding.PEM)


def public_of(card: bytes) -> bytes:
    """Return the journal's public key that the card, PEM or DER, names.

    Raises
    ------
    SummitryError
        ``exchange.card`` for what is no card, or one that its own key did not sign.
    """
    try:
        is_text = card.lstrip().startswith(b"-----")
        read = x509.load_pem_x509_certificate if is_text else x509.load_der_x509_certificate
        found = read(card.strip() + b"\n" if is_text else card)
        found.verify_directly_issued_by(found)
        public = found.public_key()
    except (ValueError, TypeError, InvalidSignature) as problem:
        raise SummitryError("exchange.card") from problem
    if not isinstance(public, Ed25519PublicKey):
        raise SummitryError("exchange.card")
    return public.public_bytes_raw()


def key_pem(key: Ed25519PrivateKey) -> bytes:
    """Return the private key as the network's library wants it: in a file of the node alone."""
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )


def written_card(key: Ed25519PrivateKey, folder: Path) -> Path:
    """Write card and key into the folder for its user alone, and return the path."""
    path = folder / "exchange.pem"
    content = card_of(key) + key_pem(key)
    if not path.exists() or path.read_bytes() != content:
        path.touch(mode=0o600)
        path.write_bytes(content)
    return path
