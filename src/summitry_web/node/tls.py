"""A certificate authority for one host name on a local network, and the server's certificate.

The authority may sign for that name and for private addresses alone: whoever trusts it trusts the
organiser for nothing else. Browsers refuse leaves of more than 398 days.
"""

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.node.addresses import PRIVATE, Address
from summitry_web.node.home import write_private

AUTHORITY_DAYS = 3650
LEAF_DAYS = 397
RENEW_DAYS = 30
CLOCK_SLACK = timedelta(hours=12)
"""A phone whose clock is late must still find the certificate valid."""
CODE_LENGTH = 20
"""Hexadecimal digits of the fingerprint that people compare: 80 bits cannot be forged."""
NAME_LENGTH_MAX = 64


class Leaf(Struct, frozen=True, kw_only=True):
    """The files of a server's certificate."""

    chain: Path
    key: Path


class Authority:
    """The authority in a node's folder, for one host name."""

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name.lower().rstrip(".")
        self.key_path = folder / "authority.key"
        self.certificate_path = folder / "authority.crt"
        self.leaf = Leaf(chain=folder / "server.crt", key=folder / "server.key")
        _require_name(self.name)

    def exists(self) -> bool:
        """Say whether the authority was made."""
        return self.key_path.exists() and self.certificate_path.exists()

    def certificate(self) -> x509.Certificate:
        """Return the authority's certificate."""
        return x509.load_pem_x509_certificate(self.certificate_path.read_bytes())

    def prepare(self, addresses: tuple[Address, ...], *, at: datetime) -> bool:
        """Make the authority once, and the leaf where it is due; return whether one was made."""
        if not self.exists():
            self._make(at)
        if self.certificate().subject != _subject(self.name):
            raise SummitryError("tls.other_name", got=self.name, expected=self.signed_name())
        if self.is_due(addresses, at=at):
            self.renew(addresses, at=at)
            return True
        return False

    def signed_name(self) -> str:
        """Return the host name that the authority was made for."""
        units = self.certificate().subject.get_attributes_for_oid(NameOID.ORGANIZATIONAL_UNIT_NAME)
        return str(units[0].value)

    def is_due(self, addresses: tuple[Address, ...], *, at: datetime) -> bool:
        """Say whether a new leaf is needed: none yet, soon too old, or another address."""
        if not self.leaf.chain.exists() or not self.leaf.key.exists():
            return True
        leaf = self.leaf_certificate()
        names = leaf.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        known = set(names.get_values_for_type(x509.IPAddress))
        return at >= leaf.not_valid_after_utc - timedelta(days=RENEW_DAYS) or not known >= {
            *addresses
        }

    def leaf_certificate(self) -> x509.Certificate:
        """Return the server's certificate."""
        return x509.load_pem_x509_certificate(self.leaf.chain.read_bytes())

    def renew(self, addresses: tuple[Address, ...], *, at: datetime) -> None:
        """Sign a new certificate with a new key for the name and these private addresses."""
        signer = serialization.load_pem_private_key(self.key_path.read_bytes(), password=None)
        assert isinstance(signer, ec.EllipticCurvePrivateKey)
        own = self.certificate()
        key = ec.generate_private_key(ec.SECP256R1())
        names = [x509.DNSName(self.name), *(x509.IPAddress(each) for each in addresses)]
        usage = x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH])
        ends = min(at + timedelta(days=LEAF_DAYS), own.not_valid_after_utc)
        made = (
            _begun(own.subject, x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, self.name)]))
            .public_key(key.public_key())
            .not_valid_before(at - CLOCK_SLACK)
            .not_valid_after(ends - CLOCK_SLACK)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(_usage(signs=False), critical=True)
            .add_extension(usage, critical=False)
            .add_extension(x509.SubjectAlternativeName(names), critical=False)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), False
            )
            .sign(signer, hashes.SHA256())
        )
        write_private(self.leaf.key, _pem_of(key))
        write_private(self.leaf.chain, _pem(made) + _pem(own))

    def _make(self, at: datetime) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        subject = _subject(self.name)
        allowed: list[x509.GeneralName] = [x509.DNSName(self.name)]
        allowed += [x509.IPAddress(each) for each in PRIVATE]
        made = (
            _begun(subject, subject)
            .public_key(key.public_key())
            .not_valid_before(at - CLOCK_SLACK)
            .not_valid_after(at + timedelta(days=AUTHORITY_DAYS))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(x509.NameConstraints(allowed, None), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
            .sign(key, hashes.SHA256())
        )
        write_private(self.key_path, _pem_of(key))
        write_private(self.certificate_path, _pem(made))

    def fingerprint(self) -> str:
        """Return the SHA-256 of the authority's certificate, as devices show it."""
        der = self.certificate().public_bytes(serialization.Encoding.DER)
        return hashlib.sha256(der).hexdigest().upper()

    def code(self) -> str:
        """Return the beginning of the fingerprint in groups of four, to be read aloud."""
        return grouped(self.fingerprint()[:CODE_LENGTH])


def grouped(digits: str) -> str:
    """Return the digits in groups of four."""
    return " ".join(digits[each : each + 4] for each in range(0, len(digits), 4))


def _subject(name: str) -> x509.Name:
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COMMON_NAME, "Summitry local authority"),
            x509.NameAttribute(NameOID.ORGANIZATIONAL_UNIT_NAME, name),
        ]
    )


def _require_name(name: str) -> None:
    labels = name.split(".")
    if len(name) > NAME_LENGTH_MAX or not all(
        label.isascii() and label.replace("-", "a").isalnum() and label.strip("-") == label
        for label in labels
    ):
        raise SummitryError("tls.name", got=name)


def _begun(issuer: x509.Name, subject: x509.Name) -> x509.CertificateBuilder:
    builder = x509.CertificateBuilder().issuer_name(issuer).subject_name(subject)
    return builder.serial_number(x509.random_serial_number())


def _usage(*, signs: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs, key_cert_sign=signs, crl_sign=signs,
        content_commitment=False, key_encipherment=False, data_encipherment=False,
        key_agreement=False, encipher_only=False, decipher_only=False,
    )  # fmt: skip


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)


def _pem_of(key: ec.EllipticCurvePrivateKey) -> bytes:
    return key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
