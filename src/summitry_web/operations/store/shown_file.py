"""The file beside the journal that lists are shown from: its tables, opened or made anew."""

import sqlite3
from pathlib import Path

from summitry_web.journal.file import WAIT_SECONDS, transaction

SHOWN = "shown.sqlite3"
SCHEMA = 2
"""Another number than the file's: the file is thrown away and made again."""

TABLES = """
CREATE TABLE shown (
  number INTEGER PRIMARY KEY, entry_id TEXT NOT NULL, claim INTEGER NOT NULL, kind TEXT NOT NULL,
  priority INTEGER NOT NULL, place TEXT NOT NULL, author TEXT NOT NULL,
  observed_ms INTEGER NOT NULL, entered_ms INTEGER NOT NULL, corrects TEXT NOT NULL,
  reason TEXT NOT NULL, attachments TEXT NOT NULL, body BLOB NOT NULL,
  post TEXT NOT NULL, seq INTEGER NOT NULL
);
CREATE INDEX sieve ON shown (number, claim, kind, priority, place, author, entered_ms);
CREATE UNIQUE INDEX shown_by_id ON shown (entry_id);
CREATE INDEX shown_by_corrected ON shown (corrects) WHERE corrects != '';
CREATE INDEX shown_by_author ON shown (author, claim);
CREATE TABLE claims (
  claim INTEGER PRIMARY KEY, height INTEGER NOT NULL, marking TEXT NOT NULL, scope TEXT NOT NULL,
  UNIQUE (marking, scope)
);
CREATE TABLE changing (post TEXT, seq INTEGER, PRIMARY KEY (post, seq)) WITHOUT ROWID;
CREATE TABLE taken (
  post TEXT PRIMARY KEY, seq INTEGER NOT NULL, leaf BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE erased (entry_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(text, tokenize='trigram');
CREATE VIRTUAL TABLE pairs USING fts5(text, tokenize='unicode61', prefix='1');
"""


def opened(path: Path) -> sqlite3.Connection:
    """Return the file at the path, made where it is missing or of another schema."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    link = _linked(path)
    found = link.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, SCHEMA):
        link.close()
        for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            each.unlink(missing_ok=True)
        link = _linked(path)
    if link.execute("PRAGMA user_version").fetchone()[0] == SCHEMA:
        # Whoever only reads waits for nobody who writes.
        return link
    with transaction(link):
        if link.execute("PRAGMA user_version").fetchone()[0] == 0:
            for statement in TABLES.strip().rstrip(";").split(";\n"):
                link.execute(statement)
            link.execute(f"PRAGMA user_version={SCHEMA}")
    return link


def _linked(path: Path) -> sqlite3.Connection:
    link = sqlite3.connect(
        path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    # Losing the last second of it loses nothing: it is made from the journal.
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "secure_delete=ON"):
        link.execute(f"PRAGMA {pragma}")
    return link
