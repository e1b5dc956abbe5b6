"""Entries as lists show and search them: beside the journal, made from it, and made again at will.

The file holds opened words, as far as their keys stand. Every question carries the reader's rights,
so that neither a page nor a count tells of what the reader may not know.
"""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.time import EPOCH
from summitry.operations.bodies import Body, Priority, body_of, bytes_of
from summitry.operations.entry import ERASED, Entry
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.operations.sealing import opened
from summitry.plan.terms import Marking
from summitry_web.frame.folding import folded
from summitry_web.journal.file import JOURNAL, WAIT_SECONDS
from summitry_web.operations.store.file import PostFile

SHOWN = "shown.sqlite3"
SCHEMA = 1
"""Another number than the file's: the file is thrown away and made again."""
GROUP = 1_000
"""How many entries are taken in by one transaction."""
COUNT_MAX = 1_000
"""Counting ends here: more are told as “more than”."""
TRIGRAM = 3
_COUNTER_BITS = 20
_WALL_MAX = 1 << 43
_WORD = re.compile(r"\w+")

TABLES = """
CREATE TABLE shown (
  number INTEGER PRIMARY KEY, entry_id TEXT NOT NULL, claim INTEGER NOT NULL, kind TEXT NOT NULL,
  priority INTEGER NOT NULL, place TEXT NOT NULL, author TEXT NOT NULL,
  observed_ms INTEGER NOT NULL, entered_ms INTEGER NOT NULL, corrects TEXT NOT NULL,
  reason TEXT NOT NULL, attachments TEXT NOT NULL, body BLOB NOT NULL
);
CREATE INDEX sieve ON shown (number, claim, kind, priority, place, author, entered_ms);
CREATE UNIQUE INDEX shown_by_id ON shown (entry_id);
CREATE INDEX shown_by_corrected ON shown (corrects) WHERE corrects != '';
CREATE TABLE claims (
  claim INTEGER PRIMARY KEY, height INTEGER NOT NULL, marking TEXT NOT NULL, scope TEXT NOT NULL,
  UNIQUE (marking, scope)
);
CREATE TABLE taken (post TEXT PRIMARY KEY, seq INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE erased (entry_id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(text, tokenize='trigram');
CREATE VIRTUAL TABLE pairs USING fts5(text, tokenize='unicode61', prefix='1');
"""


class Reach(Struct, frozen=True, kw_only=True):
    """What one grant reaches: so high a marking, and of strict ones its unit's (empty: all)."""

    height: int
    unit_id: str = ""


class Sieve(Struct, frozen=True, kw_only=True):
    """What a list is asked for; empty cells ask for nothing."""

    words: str = ""
    kind: str = ""
    priority: Priority | None = None
    place: str = ""
    author: str = ""
    since: datetime | None = None
    as_at: datetime | None = None
    """Only what had been entered by then."""


class Line(Struct, frozen=True, kw_only=True):
    """One entry of a list."""

    number: int
    entry_id: str
    body: Body
    author: str
    place: str
    observed: datetime
    entered: datetime
    marking: Marking
    scope: tuple[str, ...]
    corrects: str
    reason: str
    attachments: tuple[str, ...] = ()


class Shown:
    """The projection of one post's journal."""

    def __init__(self, folder: Path, event: EventId) -> None:
        self.event = event
        self._folder = folder
        self._link = _opened(folder / SHOWN)

    def close(self) -> None:
        """Close the file."""
        self._link.close()

    def bring_up(self, *, most: int = 1_000_000_000) -> int:
        """Take in what the journal has more, ``most`` entries at the most; return what is left."""
        if not (self._folder / JOURNAL).exists():
            return 0
        file = PostFile(self._folder, readonly=True)
        try:
            sizes = file.sizes()
            left = self._left(sizes)
            while left and most > 0:
                most -= self._take(file, sizes, min(GROUP, most))
                left = self._left(sizes)
        finally:
            file.close()
        return left

    def _left(self, sizes: dict[CommandPostId, int]) -> int:
        taken = dict(self._link.execute("SELECT post, seq FROM taken"))
        return sum(max(0, size - taken.get(post, 0)) for post, size in sizes.items())

    def _take(self, file: PostFile, sizes: dict[CommandPostId, int], most: int) -> int:
        """Take in one group, and return how many entries it was; another process may do the same.

        What is taken is asked inside the transaction, so that nothing is taken twice.
        """
        count, erased = 0, False
        with _transaction(self._link) as link:
            taken = dict(link.execute("SELECT post, seq FROM taken"))
            for post in sizes:
                seq = taken.get(post, 0)
                for entry in file.entries(post, seq, most - count):
                    erased |= entry.kind == ERASED
                    self._show(file, entry)
                    seq, count = entry.seq, count + 1
                link.execute("INSERT OR REPLACE INTO taken VALUES (?, ?)", (post, seq))
        if erased:
            self._scrub()
        return max(count, 1)

    def _show(self, file: PostFile, entry: Entry) -> None:
        if entry.kind == ERASED:
            for entry_id in entry.about:
                self._drop(entry_id)
            return
        entered = _entered(file, self.event, entry)
        known = (
            "SELECT 1 FROM shown WHERE entry_id = ?1 UNION SELECT 1 FROM erased WHERE entry_id = ?1"
        )
        if entered is None or self._link.execute(known, (entry.entry_id,)).fetchone():
            return
        number = self._number(entry)
        self._link.execute(
            f"INSERT INTO shown VALUES ({','.join('?' * 13)})",  # noqa: S608  # marks alone
            (
                number, entry.entry_id, self._claim(entry), entered.body.kind,
                getattr(entered.body, "priority", Priority.ROUTINE).depth, entry.place,
                entry.author, entry.observed_ms, entry.entered_ms, entry.corrects,
                entry.reason or "", " ".join(entry.attachments), bytes_of(entered.body),
            ),
        )  # fmt: skip
        text = folded(" ".join((*_texts(entered.body), entry.place, entry.author)))
        self._link.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))
        pairs = _pairs(text)
        if pairs:
            self._link.execute("INSERT INTO pairs (rowid, text) VALUES (?, ?)", (number, pairs))

    def _number(self, entry: Entry) -> int:
        """Return a free number that sorts as the entry's stamp does."""
        wall = min(entry.stamp.wall_ms, _WALL_MAX - 1)
        number = (wall << _COUNTER_BITS) + min(entry.stamp.counter, (1 << _COUNTER_BITS) - 1)
        while self._link.execute("SELECT 1 FROM shown WHERE number = ?", (number,)).fetchone():
            number += 1
        return number

    def _claim(self, entry: Entry) -> int:
        """Return the number of the marking and scope: as many as there are kinds of readers."""
        cells = (entry.marking.value, " ".join(entry.scope))
        asked = "SELECT claim FROM claims WHERE marking = ? AND scope = ?"
        found = self._link.execute(asked, cells).fetchone()
        if found is None:
            found = self._link.execute(
                "INSERT INTO claims (height, marking, scope) VALUES (?, ?, ?) RETURNING claim",
                (entry.marking.height, *cells),
            ).fetchone()
        return int(found[0])

    def _drop(self, entry_id: str) -> None:
        self._link.execute("INSERT OR IGNORE INTO erased VALUES (?)", (entry_id,))
        found = self._link.execute("SELECT number FROM shown WHERE entry_id = ?", (entry_id,))
        for (number,) in found.fetchall():
            for table, key in (("shown", "number"), ("words", "rowid"), ("pairs", "rowid")):
                self._link.execute(f"DELETE FROM {table} WHERE {key} = ?", (number,))  # noqa: S608  # names of ours

    def _scrub(self) -> None:
        """Take what was erased off the disk: an index of words keeps it until it is merged."""
        for table in ("words", "pairs"):
            self._link.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")  # noqa: S608  # names of ours
        self._link.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def page(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int, before: int = 0
    ) -> list[Line]:
        """Return the newest lines that the reader may read, those before the number if given."""
        where, cells = self._where(reaches, sieve)
        if before:
            where, cells = f"{where} AND s.number < ?", [*cells, before]
        return self._lines(f"{where} ORDER BY {_key(sieve)} DESC LIMIT ?", [*cells, most], sieve)

    def after(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int, number: int
    ) -> list[Line]:
        """Return the lines that follow the number, the newest first: the page before a page."""
        where, cells = self._where(reaches, sieve)
        ask = f"{where} AND s.number > ? ORDER BY {_key(sieve)} LIMIT ?"
        return self._lines(ask, [*cells, number, most], sieve)[::-1]

    def count(self, reaches: tuple[Reach, ...], sieve: Sieve) -> int:
        """Return how many lines the reader may read, one more than ``COUNT_MAX`` at the most."""
        where, cells = self._where(reaches, sieve)
        ask = f"SELECT count(*) FROM (SELECT 1 FROM {_source(sieve)} WHERE {where} LIMIT ?)"  # noqa: S608  # all values are bound
        return int(self._link.execute(ask, [*cells, COUNT_MAX + 1]).fetchone()[0])

    def corrections(
        self, reaches: tuple[Reach, ...], entry_ids: list[str], as_at: datetime | None
    ) -> dict[str, list[Line]]:
        """Return what was written over each of the entries, in order, as far as it may be read."""
        found: dict[str, list[Line]] = {}
        marks = ",".join("?" * len(entry_ids))
        claims, held = self._readable(reaches)
        ask = f"s.corrects IN ({marks}) AND s.corrects != '' AND s.claim IN ({claims})"
        cells: list[str | int] = [*entry_ids, *held]
        if as_at is not None:
            ask, cells = f"{ask} AND s.entered_ms <= ?", [*cells, _ms(as_at)]
        for line in _told(self._link, f"WHERE {ask} ORDER BY s.number", cells):
            found.setdefault(line.corrects, []).append(line)
        return found

    def line(self, reaches: tuple[Reach, ...], entry_id: str) -> Line | None:
        """Return the entry, None where it is not there or not to be read."""
        claims, held = self._readable(reaches)
        ask = f"WHERE s.entry_id = ? AND s.claim IN ({claims})"
        return next(iter(_told(self._link, ask, [entry_id, *held])), None)

    def _lines(self, ask: str, cells: list[str | int], sieve: Sieve) -> list[Line]:
        numbers = self._link.execute(f"SELECT s.number FROM {_source(sieve)} WHERE {ask}", cells)  # noqa: S608  # all values are bound
        found = [number for (number,) in numbers]
        marks = ",".join("?" * len(found))
        lines = _told(self._link, f"WHERE s.number IN ({marks})", [*found])
        by_number = {each.number: each for each in lines}
        return [by_number[each] for each in found]

    def _readable(self, reaches: tuple[Reach, ...]) -> tuple[str, list[int]]:
        """Return marks and numbers of the claims that one of the grants reaches."""
        held = [
            claim
            for claim, height, scope in self._link.execute(
                "SELECT claim, height, scope FROM claims"
            )
            if height == 0 or any(_reaches(each, height, scope.split()) for each in reaches)
        ]
        return ",".join("?" * len(held)), held

    def _where(self, reaches: tuple[Reach, ...], sieve: Sieve) -> tuple[str, list[str | int]]:
        marks, held = self._readable(reaches)
        parts, cells = [f"s.claim IN ({marks})"], [*held]
        wishes: list[tuple[str, str | int | None]] = [
            ("s.kind = ?", sieve.kind or None),
            ("s.priority = ?", None if sieve.priority is None else sieve.priority.depth),
            ("s.place = ?", sieve.place or None),
            ("s.author = ?", sieve.author or None),
            ("s.entered_ms >= ?", None if sieve.since is None else _ms(sieve.since)),
            ("s.entered_ms <= ?", None if sieve.as_at is None else _ms(sieve.as_at)),
        ]
        told: list[str | int] = [*cells]
        for part, cell in wishes:
            if cell is not None:
                parts.append(part)
                told.append(cell)
        for part, text in _matches(sieve.words):
            parts.append(part)
            told.append(text)
        return " AND ".join(parts), told


def _reaches(reach: Reach, height: int, scope: list[str]) -> bool:
    strict = height >= Marking.AMBER_STRICT.height
    return reach.height >= height and (not strict or not reach.unit_id or reach.unit_id in scope)


def _ms(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds() * 1_000)


def _source(sieve: Sieve) -> str:
    """Return where numbers come from: the index of words first where words are asked for."""
    if _long(sieve.words):
        return "words w CROSS JOIN shown s INDEXED BY sieve ON s.number = w.rowid"
    return "shown s INDEXED BY sieve"


def _key(sieve: Sieve) -> str:
    return "w.rowid" if _long(sieve.words) else "s.number"


def _long(words: str) -> list[str]:
    return [each for each in folded(words).split() if len(each) >= TRIGRAM]


def _matches(words: str) -> Iterator[tuple[str, str]]:
    """Yield a condition and its value for the words: long ones by threes, short ones by pairs."""
    long = _long(words)
    if long:
        yield "w.text MATCH ?", " AND ".join(f'"{_quoted(each)}"' for each in long)
    for each in folded(words).split():
        if len(each) >= TRIGRAM:
            continue
        # A letter of Chinese is a word's beginning; a short word of other scripts is a whole word.
        mark = "*" if len(each) == 1 and _unspaced(each) else ""
        yield (
            "s.number IN (SELECT rowid FROM pairs WHERE pairs MATCH ?)",
            f'"{_quoted(each)}"{mark}',
        )


def _quoted(text: str) -> str:
    return text.replace('"', '""')


def _pairs(text: str) -> str:
    """Return what threes of letters cannot find: two letters of Chinese together, short words."""
    found = [each for each in _WORD.findall(text) if len(each) < TRIGRAM]
    found += [
        text[at : at + 2] if at + 1 < len(text) and _unspaced(text[at + 1]) else each
        for at, each in enumerate(text)
        if _unspaced(each)
    ]
    return " ".join(found)


def _unspaced(letter: str) -> bool:
    return "\u3040" <= letter <= "\u9fff" or "\u0e00" <= letter <= "\u0eff"


def _texts(body: Body) -> Iterator[str]:
    """Yield what somebody wrote in the body, and the keys that it names."""
    for name in body.__struct_fields__:
        cell = getattr(body, name)
        members = cell if isinstance(cell, tuple) else (cell,)
        yield from (str(each) for each in members if isinstance(each, str))


def _entered(file: PostFile, event: EventId, entry: Entry) -> Entered | None:
    """Return the opened entry; None where its key is gone, or a later version wrote it."""
    key = file.key(entry.body) if entry.body else None
    body = file.sealed(entry.body) if key else None
    if key is None or body is None:
        return None
    content = opened(body, key=key, event=event, entry_id=entry.entry_id)
    try:
        return event_of(entry, content)
    except SummitryError as refusal:
        if refusal.code != "entry.unreadable":
            raise
        return None


def _told(link: sqlite3.Connection, ask: str, cells: list[str | int]) -> list[Line]:
    rows = link.execute(
        "SELECT s.number, s.entry_id, s.body, s.author, s.place, s.observed_ms, s.entered_ms, "  # noqa: S608  # all values are bound
        "c.marking, c.scope, s.corrects, s.reason, s.attachments "
        f"FROM shown s JOIN claims c USING (claim) {ask}",
        cells,
    )
    return [
        Line(
            number=row[0], entry_id=row[1], body=body_of(row[2]), author=row[3], place=row[4],
            observed=_moment(row[5]), entered=_moment(row[6]), marking=Marking(row[7]),
            scope=tuple(row[8].split()), corrects=row[9], reason=row[10],
            attachments=tuple(row[11].split()),
        )
        for row in rows
    ]  # fmt: skip


def _moment(milliseconds: int) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1_000, tz=EPOCH.tzinfo)


def _opened(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    link = _linked(path)
    found = link.execute("PRAGMA user_version").fetchone()[0]
    if found not in (0, SCHEMA):
        link.close()
        for each in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
            each.unlink(missing_ok=True)
        link = _linked(path)
    with _transaction(link):
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


@contextmanager
def _transaction(link: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    link.execute("BEGIN IMMEDIATE")
    try:
        yield link
        link.execute("COMMIT")
    except BaseException:
        if link.in_transaction:
            link.execute("ROLLBACK")
        raise
