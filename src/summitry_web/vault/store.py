"""The bytes of files, each at the address that its content gives."""

import os
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from summitry.kit.errors import SummitryError

FOLDER = "vault"


def address_of(content_hash: str) -> Path:
    """Return where the bytes of that hash lie."""
    return Path(settings.HOME) / FOLDER / content_hash[:2] / content_hash


def put(content: bytes) -> str:
    """Keep the bytes, on the disk when this returns, readable by the node's user alone."""
    content_hash = sha256(content).hexdigest()
    place = address_of(content_hash)
    if place.exists():
        return content_hash
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = place.with_name(f".{content_hash}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
    return content_hash


def get(content_hash: str) -> bytes:
    """Return the bytes, which still have the hash that they were kept by."""
    try:
        content = address_of(content_hash).read_bytes()
    except FileNotFoundError as problem:
        raise SummitryError("vault.gone") from problem
    if sha256(content).hexdigest() != content_hash:
        raise SummitryError("vault.altered")
    return content


def drop(content_hash: str) -> None:
    """Delete the bytes; nothing happens where there are none."""
    address_of(content_hash).unlink(missing_ok=True)
