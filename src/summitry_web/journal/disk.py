"""What a journal asks of the disk: to flush, and to say what is wrong with it."""

import os
import sqlite3
from pathlib import Path

from summitry.kit.errors import SummitryError

_DISK_CODES = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY = 0xFF
"""The part of SQLite's codes that tells the kind."""


def make_folder(folder: Path) -> None:
    """Make the folder where it is missing, so that a power cut does not take it with its files."""
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for each in missing:
        above = os.open(each.parent, os.O_RDONLY)
        try:
            os.fsync(above)
        finally:
            os.close(above)


def flush(link: sqlite3.Connection) -> None:
    """Write the log back to its file, flush that, and empty the log."""
    is_busy, _, _ = link.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if is_busy:
        raise sqlite3.OperationalError("the log could not be emptied: a reader does not end")


def is_full(problem: sqlite3.Error) -> bool:
    """Say whether there was no room on the disk."""
    return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def refusal_of(problem: sqlite3.Error, name: str = "") -> SummitryError | None:
    """Return what to tell people where the disk is the problem; None where it is not."""
    kind = getattr(problem, "sqlite_errorcode", 0) & _PRIMARY
    if kind == sqlite3.SQLITE_FULL:
        return SummitryError("journal.full")
    if kind in _DAMAGE_CODES:
        return SummitryError("journal.damaged", file=name, problem=str(problem))
    return SummitryError("journal.broken") if kind in _DISK_CODES else None
