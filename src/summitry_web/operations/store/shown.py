"""Entries as lists show and search them: beside the journal, made from it, and made again at will.

The file holds opened words, as far as their keys stand. Every question carries the reader's rights,
so that neither a page nor a count tells of what the reader may not know.
"""

import sqlite3
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct

from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.time import EPOCH
from summitry.operations.bodies import Body, Priority, body_of, bytes_of
from summitry.operations.entry import ERASED, LATE_MS, Entry
from summitry.operations.event import Event as Entered
from summitry.operations.record import is_passing
from summitry.plan.terms import Marking
from summitry_web.journal.file import JOURNAL, transaction
from summitry_web.operations.store.asking import COUNTER_BITS, Ask, Reach, Sieve, milliseconds
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.finding import findable, pairs_of
from summitry_web.operations.store.opening import entered_of
from summitry_web.operations.store.shown_file import SHOWN, opened

GROUP = 1_000
"""How many entries are taken in by one transaction."""
COUNT_MAX = 1_000
"""Counting ends here: more are told as “more than”."""
_WALL_MAX = 1 << 43


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

    @property
    def received(self) -> datetime:
        """When its journal got it, by its stamp."""
        return _moment(self.number >> COUNTER_BITS)

    @property
    def has_waited(self) -> bool:
        """Whether it came well after it was entered."""
        return milliseconds(self.received) - milliseconds(self.entered) >= LATE_MS


class Place(NamedTuple):
    """Where an entry of the list stands in the journal."""

    number: int
    post: CommandPostId
    seq: int


class Shown:
    """The projection of one post's journal."""

    def __init__(self, folder: Path, event: EventId) -> None:
        self.event = event
        self._folder = folder
        self._link = opened(folder / SHOWN)

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
            self._require_of(file, sizes)
            left = self._left(sizes)
            while left and most > 0:
                most -= self._take(file, sizes, min(GROUP, most))
                left = self._left(sizes)
        finally:
            file.close()
        return left

    def _require_of(self, file: PostFile, sizes: dict[CommandPostId, int]) -> None:
        """Begin anew where the list is of another journal: that one came from a backup."""
        if not self._is_of(file, sizes):
            with transaction(self._link) as link:
                for table in (
                    "shown", "words", "pairs", "claims", "changing", "taken", "erased"
                ):  # fmt: skip
                    link.execute(f"DELETE FROM {table}")  # noqa: S608  # names of ours

    def _is_of(self, file: PostFile, sizes: dict[CommandPostId, int]) -> bool:
        """Say whether each entry that was taken last stands in the journal."""
        return all(
            seq <= sizes.get(post, 0) and file.leaf(post, seq) == leaf
            for post, seq, leaf in self._link.execute("SELECT post, seq, leaf FROM taken")
        )

    def reached(self, file: PostFile) -> dict[CommandPostId, int]:
        """Return up to which number of each post the list goes; nothing for another journal's."""
        if not self._is_of(file, file.sizes()):
            return {}
        return dict(self._link.execute("SELECT post, seq FROM taken"))

    def changing(self, post: CommandPostId, *, after: int, up_to: int) -> list[int]:
        """Return the numbers of the post's entries that may change something, in order.

        All others are known to be passing: no record keeps them.
        """
        found = self._link.execute(
            "SELECT seq FROM changing WHERE post = ? AND seq > ? AND seq <= ? ORDER BY seq",
            (post, after, up_to),
        )
        return [seq for (seq,) in found]

    def _left(self, sizes: dict[CommandPostId, int]) -> int:
        taken = dict(self._link.execute("SELECT post, seq FROM taken"))
        return sum(max(0, size - taken.get(post, 0)) for post, size in sizes.items())

    def _take(self, file: PostFile, sizes: dict[CommandPostId, int], most: int) -> int:
        """Take in one group, and return how many entries it was; another process may do the same.

        What is taken is asked inside the transaction, so that nothing is taken twice.
        """
        count, erased = 0, False
        with transaction(self._link) as link:
            taken = dict(link.execute("SELECT post, seq FROM taken"))
            for post in sizes:
                entries = [*file.entries(post, taken.get(post, 0), most - count)]
                if not entries:
                    continue
                for entry, entered in zip(
                    entries, entered_of(file, self.event, entries), strict=True
                ):
                    erased |= entry.kind == ERASED
                    self._show(entry, entered)
                last = entries[-1]
                link.execute(
                    "INSERT OR REPLACE INTO taken VALUES (?, ?, ?)",
                    (post, last.seq, file.leaf(post, last.seq)),
                )
                count += len(entries)
        if erased:
            self._scrub()
        return max(count, 1)

    def _show(self, entry: Entry, entered: Entered | None) -> None:
        # What cannot be opened may change something as well, once its key comes.
        if entered is None or not is_passing(entered):
            self._link.execute("INSERT INTO changing VALUES (?, ?)", (entry.post, entry.seq))
        if entry.kind == ERASED:
            for entry_id in entry.about:
                self._drop(entry_id)
            return
        known = (
            "SELECT 1 FROM shown WHERE entry_id = ?1 UNION SELECT 1 FROM erased WHERE entry_id = ?1"
        )
        if entered is None or self._link.execute(known, (entry.entry_id,)).fetchone():
            return
        number = self._number(entry)
        self._link.execute(
            f"INSERT INTO shown VALUES ({','.join('?' * 15)})",  # noqa: S608  # marks alone
            (
                number, entry.entry_id, self._claim(entry), entered.body.kind,
                getattr(entered.body, "priority", Priority.ROUTINE).depth, entry.place,
                entry.author, entry.observed_ms, entry.entered_ms, entry.corrects,
                entry.reason or "", " ".join(entry.attachments), bytes_of(entered.body),
                entry.post, entry.seq,
            ),
        )  # fmt: skip
        text = findable(entry, entered.body)
        self._link.execute("INSERT INTO words (rowid, text) VALUES (?, ?)", (number, text))
        pairs = pairs_of(text)
        if pairs:
            self._link.execute("INSERT INTO pairs (rowid, text) VALUES (?, ?)", (number, pairs))

    def _number(self, entry: Entry) -> int:
        """Return a free number that sorts as the entry's stamp does."""
        wall = min(entry.stamp.wall_ms, _WALL_MAX - 1)
        number = (wall << COUNTER_BITS) + min(entry.stamp.counter, (1 << COUNTER_BITS) - 1)
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

    def first(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int
    ) -> tuple[list[Line], int]:
        """Return the newest lines that the reader may read, and how many there are as `count` does.

        Both are found by one walk, which is what a rare word among a million lines costs.
        """
        ask = self._asked(reaches, sieve)
        numbers = self._numbers(ask, "DESC", COUNT_MAX + 1)
        return self._lines(numbers[:most]), len(numbers)

    def page(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int, before: int = 0
    ) -> list[Line]:
        """Return the newest lines that the reader may read, those before the number if given."""
        ask = self._asked(reaches, sieve)
        if before:
            ask = ask.narrowed("s.number < ?", before)
        return self._lines(self._numbers(ask, "DESC", most))

    def after(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int, number: int
    ) -> list[Line]:
        """Return the lines that follow the number, the newest first: the page before a page."""
        ask = self._asked(reaches, sieve).narrowed("s.number > ?", number)
        return self._lines(self._numbers(ask, "ASC", most))[::-1]

    def count(self, reaches: tuple[Reach, ...], sieve: Sieve) -> int:
        """Return how many lines the reader may read, one more than ``COUNT_MAX`` at the most."""
        return len(self._numbers(self._asked(reaches, sieve), "DESC", COUNT_MAX + 1))

    def corrections(
        self, reaches: tuple[Reach, ...], entry_ids: list[str], sieve: Sieve
    ) -> dict[str, list[Line]]:
        """Return what was written over each of the entries, in order, as far as it may be read.

        Of the sieve only the moment counts.
        """
        found: dict[str, list[Line]] = {}
        marks = ",".join("?" * len(entry_ids))
        claims, held = self._readable(reaches)
        ask = f"s.corrects IN ({marks}) AND s.corrects != '' AND s.claim IN ({claims})"
        cells: list[str | int] = [*entry_ids, *held]
        if sieve.known is not None:
            part, cell = sieve.known
            ask, cells = f"{ask} AND {part}", [*cells, cell]
        for line in _told(self._link, f"WHERE {ask} ORDER BY s.number", cells):
            found.setdefault(line.corrects, []).append(line)
        return found

    def places(
        self, reaches: tuple[Reach, ...], sieve: Sieve, *, most: int, before: int = 0
    ) -> list[Place]:
        """Return where the newest entries that the reader may read stand in the journal."""
        ask = self._asked(reaches, sieve)
        if before:
            ask = ask.narrowed("s.number < ?", before)
        numbers = self._numbers(ask, "DESC", most)
        marks = ",".join("?" * len(numbers))
        rows = self._link.execute(
            f"SELECT number, post, seq FROM shown WHERE number IN ({marks}) ORDER BY number DESC",  # noqa: S608  # marks alone
            numbers,
        )
        return [Place(*row) for row in rows]

    def authors(self, reaches: tuple[Reach, ...]) -> list[str]:
        """Return who has written an entry that the reader may read, in order."""
        marks, held = self._readable(reaches)
        # From author to author by the index: grouping would read every line.
        found = self._link.execute(
            "WITH RECURSIVE told(author) AS (SELECT min(author) FROM shown UNION ALL "  # noqa: S608  # all values are bound
            "SELECT (SELECT min(author) FROM shown WHERE author > told.author) FROM told "
            "WHERE told.author IS NOT NULL) SELECT author FROM told WHERE EXISTS "
            f"(SELECT 1 FROM shown s WHERE s.author = told.author AND s.claim IN ({marks}))",
            held,
        )
        return [author for (author,) in found]

    def line(self, reaches: tuple[Reach, ...], entry_id: str) -> Line | None:
        """Return the entry, None where it is not there or not to be read."""
        claims, held = self._readable(reaches)
        ask = f"WHERE s.entry_id = ? AND s.claim IN ({claims})"
        return next(iter(_told(self._link, ask, [entry_id, *held])), None)

    def _numbers(self, ask: Ask, way: str, most: int) -> list[int]:
        where = " AND ".join(ask.parts)
        found = self._link.execute(
            f"SELECT s.number FROM {ask.source} WHERE {where} ORDER BY {ask.key} {way} LIMIT ?",  # noqa: S608  # all values are bound
            [*ask.cells, most],
        )
        return [number for (number,) in found]

    def _lines(self, numbers: list[int]) -> list[Line]:
        marks = ",".join("?" * len(numbers))
        lines = _told(self._link, f"WHERE s.number IN ({marks})", [*numbers])
        by_number = {each.number: each for each in lines}
        return [by_number[each] for each in numbers]

    def _readable(self, reaches: tuple[Reach, ...]) -> tuple[str, list[int]]:
        """Return marks and numbers of the claims that one of the grants reaches."""
        held = [
            claim
            for claim, height, scope in self._link.execute(
                "SELECT claim, height, scope FROM claims"
            )
            if height == 0 or any(each.covers(height, scope.split()) for each in reaches)
        ]
        return ",".join("?" * len(held)), held

    def _asked(self, reaches: tuple[Reach, ...], sieve: Sieve) -> Ask:
        marks, held = self._readable(reaches)
        ask = Ask(parts=(f"s.claim IN ({marks})",), cells=(*held,))
        wishes: list[tuple[str, str | int | None]] = [
            ("s.kind = ?", sieve.kind or None),
            ("s.priority = ?", None if sieve.priority is None else sieve.priority.depth),
            ("s.place = ?", sieve.place or None),
            ("s.author = ?", sieve.author or None),
            ("s.entered_ms >= ?", None if sieve.since is None else milliseconds(sieve.since)),
        ]
        if sieve.known is not None:
            wishes.append(sieve.known)
        for part, cell in wishes:
            if cell is not None:
                ask = ask.narrowed(part, cell)
        return ask.among(sieve.words)


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
