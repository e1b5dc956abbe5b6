"""The tables of a journal's files, the triggers that guard them, and what SQLite says of a disk."""

import sqlite3
from functools import cache

from summitry.kit.errors import SummitryError

APPLICATION = 0x53554D4A
"""``SUMJ``: marks the file as a journal."""
SCHEMA = 1

TABLES = """
CREATE TABLE entries (
  post TEXT NOT NULL, seq INTEGER NOT NULL, entry_id TEXT NOT NULL,
  leaf BLOB NOT NULL, content BLOB NOT NULL, PRIMARY KEY (post, seq)
) WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_id ON entries (entry_id, post);
CREATE TABLE bodies (commitment TEXT PRIMARY KEY, sealed BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE checkpoints (
  post TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, peaks BLOB NOT NULL,
  note TEXT NOT NULL, PRIMARY KEY (post, size, root)
) WITHOUT ROWID;
CREATE TABLE cosignatures (
  post TEXT NOT NULL, size INTEGER NOT NULL, name TEXT NOT NULL, note TEXT NOT NULL,
  PRIMARY KEY (post, size, name)
) WITHOUT ROWID;
CREATE TABLE forks (post TEXT NOT NULL, number INTEGER PRIMARY KEY, evidence BLOB NOT NULL);
"""
GUARDED = ("entries", "bodies", "checkpoints", "cosignatures", "forks")
KEY_TABLES = "CREATE TABLE body_keys (commitment TEXT PRIMARY KEY, key BLOB NOT NULL)"

_DISK_CODES = frozenset({sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY})
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY = 0xFF
"""The part of SQLite's codes that tells the kind."""


def require_ours(
    link: sqlite3.Connection, name: str, tables: str, guarded: tuple[str, ...]
) -> None:
    """Refuse a file that is no journal of this version, or whose tables or triggers are others.

    Raises
    ------
    SummitryError
        ``journal.other_file`` or ``journal.damaged``.
    """
    if not link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    found = link.execute("PRAGMA application_id").fetchone()[0]
    version = link.execute("PRAGMA user_version").fetchone()[0]
    if (found, version) != (APPLICATION, SCHEMA):
        raise SummitryError("journal.other_file", file=name, got=version, known=SCHEMA)
    if _schema(link) != _schema_of(tables, guarded):
        raise SummitryError("journal.damaged", file=name, problem="schema")


def _schema(link: sqlite3.Connection) -> list[tuple[str]]:
    """Return how the tables and the triggers that guard them were made."""
    return link.execute("SELECT sql FROM sqlite_master ORDER BY name, type").fetchall()


@cache
def _schema_of(tables: str, guarded: tuple[str, ...]) -> list[tuple[str]]:
    link = sqlite3.connect(":memory:", isolation_level=None)
    made(link, tables, guarded)
    found = _schema(link)
    link.close()
    return found


def made(link: sqlite3.Connection, tables: str, guarded: tuple[str, ...]) -> None:
    """Make tables and triggers where the file is new."""
    if link.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        return
    triggers = "".join(
        f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'journal.append_only'); END;"
        for table in guarded
        for verb in ("UPDATE", "DELETE")
    )
    link.executescript(
        f"BEGIN EXCLUSIVE; {tables}; {triggers} PRAGMA application_id={APPLICATION}; "
        f"PRAGMA user_version={SCHEMA}; COMMIT;"
    )


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
