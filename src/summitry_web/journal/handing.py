"""The hand-over: entries of the audit journal go from the database into the journal's own file.

Whoever does something writes its entry into the database in the same transaction, so that neither
is there without the other. One process then hands the entries over, in the order of their numbers.
A number is an entry's place in the file, so that what is handed over twice stands there once.
"""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import msgspec
from django.conf import settings
from django.db import DatabaseError
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.merkle import Frontier
from summitry.kit.time import Clock, SystemClock
from summitry.operations.audit import origin_of
from summitry.operations.checkpoint import signed
from summitry_web.frame.ticks import Rounds, Tick
from summitry_web.journal import store
from summitry_web.journal.asking import answer_to
from summitry_web.journal.audit_file import AuditFile, line_of
from summitry_web.journal.keys import node_key

EVERY = timedelta(seconds=1)
log = logging.getLogger(__name__)
_ONE_AT_A_TIME = Lock()


class HandOver(Struct, frozen=True, kw_only=True, tag=True):
    """The question to hand over now what waits for the journal."""

    journal: str


class HandedOver(Struct, frozen=True, kw_only=True):
    """Done; or the code and facts of the refusal."""

    code: str = ""
    facts: dict[str, Any] = {}


_HANDED_OVER = msgspec.msgpack.Decoder(HandedOver)


def hand_over(journal: str, at: datetime) -> int:
    """Hand over what waits, sign it, and return how many entries it was; all of them or none.

    Raises
    ------
    SummitryError
        ``journal.database`` where the database no longer tells what was written into it.
    sqlite3.Error
        The file could not be written.
    """
    with _ONE_AT_A_TIME, closing(AuditFile(journal)) as file, file.transaction():
        before = file.frontier(journal)
        whole = store.edge_of(journal)
        if before == whole:
            return 0
        store.flush()
        edge = _appended(file, before, whole.size)
        if edge != whole:
            first, last = sorted((before.size, whole.size))
            raise SummitryError("journal.database", journal=journal, number=first + 1, last=last)
        made = signed(
            node_key(), origin_of(journal), size=edge.size, root=edge.root(), at=store.written(at)
        )
        file.write_checkpoint(journal, made, edge)
        return edge.size - before.size


def _appended(file: AuditFile, edge: Frontier, size: int) -> Frontier:
    """Append what the database has up to the size, and return the tree's edge with it."""
    older = {each.size: each for each in store.checkpoints(file.journal, after=edge.size)}
    for row in store.rows(file.journal, after=edge.size, up_to=size):
        number = edge.size + 1
        line = line_of(store.recorded(row))
        if (line.seq, line.leaf) != (number, bytes(row.leaf)):
            raise SummitryError("journal.database", journal=file.journal, number=number, last=size)
        file.append((line,))
        edge = edge.grown(line.leaf)
        if number in older:
            file.write_checkpoint(file.journal, older[number], edge)
    return edge


def hand_over_now(journal: str) -> None:
    """Have handed over what waits, by the process that writes the journals, or here without one.

    Raises
    ------
    SummitryError
        ``journal.away`` where it could not be done now; ``journal.database``.
    """
    question = HandOver(journal=journal)
    told = answer_to(question, _HANDED_OVER) if settings.JOURNAL else handed_over(question)
    if told.code:
        raise SummitryError(told.code, **told.facts)


def handed_over(question: HandOver) -> HandedOver:
    """Return what came of the question."""
    try:
        hand_over(question.journal, SystemClock().now())
    except SummitryError as refusal:
        return HandedOver(code=refusal.code, facts=refusal.facts)
    except (sqlite3.Error, OSError, DatabaseError) as problem:
        log.warning("the journal %s was not handed over: %s", question.journal, problem)
        return HandedOver(code="journal.away")
    return HandedOver()


class Handing:
    """Hands over whatever waits, journal by journal; the trouble of one holds up no other."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._done: dict[str, int] = {}
        self._trouble: dict[str, str] = {}

    def go(self) -> int:
        """Hand over once and return how many entries it was."""
        return sum(
            self._one(journal, size)
            for journal, size in store.sizes()
            if self._done.get(journal) != size
        )

    def _one(self, journal: str, size: int) -> int:
        try:
            count = hand_over(journal, self._clock.now())
        except (SummitryError, sqlite3.Error, OSError) as problem:
            if self._trouble.get(journal) != str(problem):
                log.critical("the journal %s is not handed over: %s", journal, problem)
            self._trouble[journal] = str(problem)
            return 0
        self._trouble.pop(journal, None)
        self._done[journal] = size
        return count


def go_on(handing: Handing, pause: Callable[[float], bool]) -> None:
    """Hand over each second until the pause says that it is over, and once more then."""
    rounds = Rounds((Tick(name="journal.hand-over", every=timedelta(), do=handing.go),))
    is_over = False
    while not is_over:
        rounds.go(time.monotonic())
        is_over = pause(EVERY.total_seconds())
    rounds.go(time.monotonic())
