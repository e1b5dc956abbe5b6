"""Canonical bytes: equal values give equal bytes, whatever order they came in."""

from hashlib import sha256

import msgspec

_ENCODER = msgspec.json.Encoder(order="sorted")


def canonical(value: object) -> bytes:
    """Return JSON with sorted keys; a struct's fields at their default are left out.

    Leaving defaults out is what lets a later version add a column without changing an old hash.
    """
    return _ENCODER.encode(value)


def digest(*parts: bytes) -> bytes:
    """Return the SHA-256 of the parts, each with its length before it."""
    state = sha256()
    for part in parts:
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()
