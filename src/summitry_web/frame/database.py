"""The database's settings, and the SQLite library that is safe to use."""

import sqlite3
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any
from urllib.parse import unquote, urlsplit

from summitry.kit.errors import SummitryError

FIXED_IN = (3, 51, 3)
"""The first SQLite without the race of two connections that checkpoint a WAL at once."""

PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000; "
    "PRAGMA temp_store=MEMORY; PRAGMA mmap_size=0; PRAGMA foreign_keys=ON;"
)
LOCK_SECONDS_MAX = 10


def use_fixed_sqlite(modules: dict[str, ModuleType]) -> None:
    """Put the bundled SQLite in place of the system's, where that is older than the fix."""
    if sqlite3.sqlite_version_info < FIXED_IN and "pysqlite3" not in modules:
        try:
            bundled = import_module("pysqlite3")
        except ImportError:
            return
        modules["sqlite3"] = bundled
        modules["sqlite3.dbapi2"] = bundled.dbapi2


def database_of(address: str, home: Path) -> dict[str, Any]:
    """Return Django's entry for the PostgreSQL address, or for SQLite in the node's folder.

    Raises
    ------
    SummitryError
        ``database.address`` for an address of another kind.
    """
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home / "site.sqlite3",
            # To open it anew for each page is to read the schema anew; and whoever closes it as the
            # last one writes the whole log back.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": LOCK_SECONDS_MAX,
                "init_command": PRAGMAS,
            },
        }
    parts = urlsplit(address)
    if parts.scheme not in {"postgresql", "postgres"}:
        raise SummitryError("database.address", got=parts.scheme, expected="postgresql://")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # A page asks many small questions: to compile one takes longer than to answer it.
        "OPTIONS": {"options": "-c jit=off"},
    }
