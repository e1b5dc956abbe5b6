"""The journal's writer as a process of its own: what it is asked on its socket, and its answers."""

import logging
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from django.conf import settings
from django.db import close_old_connections
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.time import Clock, SystemClock
from summitry.operations.entry import Entry, decoded
from summitry_web.journal.asking import SECONDS_MAX, answer_to
from summitry_web.journal.disk import refusal_of
from summitry_web.journal.file import JOURNAL
from summitry_web.journal.handing import HandOver, handed_over
from summitry_web.journal.keys import node_key
from summitry_web.operations.store.exchange import Came, Parcel, taken_in
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.writer import Identity, Submission, Writer

log = logging.getLogger(__name__)

WAITING_MAX = 128
"""So many askers wait for the disk together: whoever comes later waits for a thread before that.

Eight let no more than eight entries into a group, and 450 a second onto the disk.
"""
FOLDER = "posts"
TAKING_SECONDS_MAX = 60.0
"""How long the entries of another post may take to be written: there may be thousands."""


class Hand(Struct, frozen=True, kw_only=True, tag=True):
    """Entries handed in for the journal of a post."""

    event: EventId
    post: CommandPostId
    submissions: tuple[Submission, ...]


class Take(Struct, frozen=True, kw_only=True, tag=True):
    """A parcel of another post, and the keys of the posts that are trusted."""

    event: EventId
    post: CommandPostId
    parcel: Parcel
    known: dict[str, bytes]


class Told(Struct, frozen=True, kw_only=True):
    """What a parcel brought, or the code and facts of the refusal."""

    came: Came | None = None
    code: str = ""
    facts: dict[str, Any] = {}


class Answer(Struct, frozen=True, kw_only=True):
    """What came of one entry: its bytes as written, or the code and facts of the refusal."""

    entry: bytes = b""
    code: str = ""
    facts: dict[str, Any] = {}


_QUESTION = msgspec.msgpack.Decoder(Hand | Take | HandOver)
_TOLD = msgspec.msgpack.Decoder(Told)
_ANSWERS = msgspec.msgpack.Decoder(list[Answer])


def folder_of(event: EventId, post: CommandPostId) -> Path:
    """Return where the journal of the post lies."""
    return Path(settings.HOME) / FOLDER / event / post.replace("/", "%2F")


def journals() -> Iterator[tuple[EventId, Path]]:
    """Yield the folder of each journal on this node, and whose event it is."""
    for path in sorted(Path(settings.HOME).glob(f"{FOLDER}/*/*/{JOURNAL}")):
        yield EventId(path.parent.parent.name), path.parent


def hand_in(
    event: EventId, post: CommandPostId, submissions: Iterable[Submission]
) -> tuple[Entry, ...]:
    """Return the entries as they were written, once they are on the disk.

    On a node without a writer process they are written here.

    Raises
    ------
    SummitryError
        ``journal.away`` where the writer gives no answer: hand the same in again. What the writer
        refuses otherwise; then none of them may be believed to be written.
    """
    hand = Hand(event=event, post=post, submissions=tuple(submissions))
    answers = answer_to(hand, _ANSWERS) if settings.JOURNAL else answered(local(), hand)
    for answer in answers:
        if answer.code:
            raise SummitryError(answer.code, **answer.facts)
    return tuple(decoded(answer.entry) for answer in answers)


def take_in(event: EventId, post: CommandPostId, parcel: Parcel, known: dict[str, bytes]) -> Came:
    """Return what the parcel brought to the journal of the post, once it is on the disk.

    Raises
    ------
    SummitryError
        ``journal.away`` where the writer gives no answer; ``exchange.other_event``.
    """
    take = Take(event=event, post=post, parcel=parcel, known=known)
    told = (
        answer_to(take, _TOLD, seconds=TAKING_SECONDS_MAX)
        if settings.JOURNAL
        else told_of(local(), take)
    )
    if told.came is None:
        raise SummitryError(told.code, **told.facts)
    return told.came


def identity_of(event: EventId, post: CommandPostId) -> Identity:
    """Return whose journal it is, with this node's key."""
    return Identity(event=event, post=post, key=node_key())


class Writers:
    """The writers of a node: one for each event and post, opened when first asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._writers: dict[tuple[str, str], Writer] = {}

    def of(self, event: EventId, post: CommandPostId) -> Writer:
        """Return the writer of the post's journal.

        Raises
        ------
        SummitryError
            ``journal.full``, ``journal.broken``, ``journal.damaged`` or ``journal.other_file``
            where it cannot be opened.
        """
        with self._lock:
            found = self._writers.get((event, post))
            if found is None:
                found = self._opened(event, post)
                self._writers[event, post] = found
            return found

    def _opened(self, event: EventId, post: CommandPostId) -> Writer:
        try:
            file = PostFile(folder_of(event, post))
        except OSError as problem:
            log.critical("the journal of %s has no folder: %s", post, problem)
            raise SummitryError("journal.broken") from problem
        try:
            return Writer(file, identity_of(event, post), self._now_ms)
        except sqlite3.Error as problem:
            file.close()
            raise refusal_of(problem, JOURNAL) or SummitryError("journal.broken") from problem
        except SummitryError:
            file.close()
            raise

    def open_all(self) -> None:
        """Open every journal of this node: what a killed process left is flushed and signed.

        What cannot be opened is logged, and refused when it is asked for.
        """
        for folder in sorted((Path(settings.HOME) / FOLDER).glob("*/*")):
            post = CommandPostId(folder.name.replace("%2F", "/"))
            try:
                self.of(EventId(folder.parent.name), post)
            except SummitryError as refusal:
                log.critical("the journal of %s cannot be opened: %s", post, refusal)

    def take_in(self, take: Take) -> Came:
        """Return what the parcel brought, once it is on the disk."""
        identity = identity_of(take.event, take.post)
        writer = self.of(take.event, take.post)

        def work(file: PostFile) -> Came:
            came = taken_in(file, identity, take.parcel, take.known, self._clock.now())
            for post in take.known:
                last = file.last_stamp(CommandPostId(post))
                if last is not None:
                    writer.hear(last)
            return came

        return writer.do(work).result(TAKING_SECONDS_MAX)

    def _now_ms(self) -> int:
        return round(self._clock.now().timestamp() * 1_000)

    def close(self) -> None:
        """Write and sign what waits, and end."""
        with self._lock:
            for writer in self._writers.values():
                writer.close()
            self._writers.clear()


@cache
def local() -> Writers:
    """Return the writers of this process, for nodes that run no process for them."""
    return Writers(SystemClock())


def end_local() -> None:
    """End the writers of this process, where there are any."""
    if local.cache_info().currsize:
        local().close()
        local.cache_clear()


def answered(writers: Writers, hand: Hand) -> list[Answer]:
    """Return what came of each entry, once all are on the disk or refused."""
    try:
        writer = writers.of(hand.event, hand.post)
    except SummitryError as refusal:
        return [_answer(refusal) for _ in hand.submissions]
    return [_answer(each) for each in [_handed(writer, one) for one in hand.submissions]]


def _handed(writer: Writer, submission: Submission) -> "Future[Entry] | SummitryError":
    try:
        return writer.submit(submission)
    except SummitryError as refusal:
        return refusal


def _answer(waiting: "Future[Entry] | SummitryError") -> Answer:
    if isinstance(waiting, SummitryError):
        return Answer(code=waiting.code, facts=waiting.facts)
    try:
        return Answer(entry=waiting.result(SECONDS_MAX).encoded())
    except SummitryError as refusal:
        return Answer(code=refusal.code, facts=refusal.facts)
    except TimeoutError:
        return Answer(code="journal.away")


def answering(writers: Writers) -> Callable[[bytes], bytes | None]:
    """Return what answers the socket's questions."""

    def answer(content: bytes) -> bytes | None:
        try:
            question = _QUESTION.decode(content)
        except (msgspec.DecodeError, SummitryError):
            log.warning("somebody handed the journal what is no entry")
            return None
        if isinstance(question, HandOver):
            close_old_connections()
            told = msgspec.msgpack.encode(handed_over(question))
            close_old_connections()
            return told
        if isinstance(question, Take):
            return msgspec.msgpack.encode(told_of(writers, question))
        return msgspec.msgpack.encode(answered(writers, question))

    return answer


def told_of(writers: Writers, take: Take) -> Told:
    """Return what the parcel brought, or why it was refused."""
    try:
        return Told(came=writers.take_in(take))
    except SummitryError as refusal:
        return Told(code=refusal.code, facts=refusal.facts)
    except (TimeoutError, sqlite3.Error) as problem:
        log.warning("a parcel was not taken in: %s", problem)
        return Told(code="journal.away")
