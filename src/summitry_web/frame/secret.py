"""Secrets that a node makes once and keeps in its own folder, readable by its user alone."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

SECRET_BYTES = 48


def secret_of(home: Path, name: str) -> str:
    """Return the secret in the file of that name, made at the first call."""
    path = home / name
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii")


def _make(path: Path) -> None:
    """Write the secret under its name at once: no other process ever reads half of a key."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(secrets.token_urlsafe(SECRET_BYTES))
        file.flush()
        os.fsync(file.fileno())
    # Where another process was first, its secret stands: a link never overwrites.
    with suppress(FileExistsError):
        path.hardlink_to(draft)
    draft.unlink()
