"""Secrets that a node makes once and keeps in its own folder, readable by its user alone."""

import os
import secrets
from pathlib import Path

SECRET_BYTES = 48


def secret_of(home: Path, name: str) -> str:
    """Return the secret in the file of that name, made at the first call."""
    path = home / name
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(SECRET_BYTES))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
