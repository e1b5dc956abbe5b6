"""A software authenticator: makes passkeys and signs with them as a browser and a phone would."""

import json
from hashlib import sha256

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

ORIGIN = "http://localhost:8400"
PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


class Authenticator:
    """One passkey, with its counter."""

    def __init__(self, *, seed=1, origin=ORIGIN, flags=PRESENT | VERIFIED):
        self.key = ec.derive_private_key(1000 + seed, ec.SECP256R1())
        self.credential_id = sha256(f"credential {seed}".encode()).digest()
        self.origin = origin
        self.flags = flags
        self.count = 0
        self.handle = b""

    def make(self, options):
        """Return the answer to the options of `navigator.credentials.create`."""
        told = json.loads(options)
        self.handle = base64url_to_bytes(told["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        public = cbor2.dumps(
            {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32), -3: numbers.y.to_bytes(32)}
        )
        size = len(self.credential_id).to_bytes(2)
        attested = bytes(16) + size + self.credential_id + public
        data = self._data(told["rp"]["id"], self.flags | ATTESTED) + attested
        return self._answer(
            clientDataJSON=bytes_to_base64url(self._client("webauthn.create", told["challenge"])),
            attestationObject=bytes_to_base64url(
                cbor2.dumps({"fmt": "none", "attStmt": {}, "authData": data})
            ),
        )

    def use(self, options, *, count=None):
        """Return the answer to the options of `navigator.credentials.get`."""
        told = json.loads(options)
        self.count = self.count + 1 if count is None else count
        data = self._data(told["rpId"], self.flags)
        client = self._client("webauthn.get", told["challenge"])
        signed = self.key.sign(data + sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=bytes_to_base64url(client),
            authenticatorData=bytes_to_base64url(data),
            signature=bytes_to_base64url(signed),
            userHandle=bytes_to_base64url(self.handle),
        )

    def _data(self, rp_id, flags):
        return sha256(rp_id.encode()).digest() + bytes([flags]) + self.count.to_bytes(4)

    def _client(self, kind, challenge):
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin}).encode()

    def _answer(self, **response):
        name = bytes_to_base64url(self.credential_id)
        return json.dumps({"id": name, "rawId": name, "type": "public-key", "response": response})
