"""The journal's writer as a process of its own: what it is asked on its socket, and its answers."""

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from functools import cache
from pathlib import Path
from threading import Lock
from typing import Any

import msgspec
from django.conf import settings
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.kit.time import Clock, SystemClock
from summitry.operations.entry import Entry, decoded
from summitry_web.frame.sockets import asked
from summitry_web.journal.keys import node_key
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.writer import Identity, Submission, Writer

log = logging.getLogger(__name__)

SECONDS_MAX = 5.0
"""How long an entry is waited for before it is called not acknowledged."""
FOLDER = "posts"


class Hand(Struct, frozen=True, kw_only=True):
    """Entries handed in for the journal of a post."""

    event: EventId
    post: CommandPostId
    submissions: tuple[Submission, ...]


class Answer(Struct, frozen=True, kw_only=True):
    """What came of one entry: its bytes as written, or the code and facts of the refusal."""

    entry: bytes = b""
    code: str = ""
    facts: dict[str, Any] = {}


_HAND = msgspec.msgpack.Decoder(Hand)
_ANSWERS = msgspec.msgpack.Decoder(list[Answer])


def folder_of(event: EventId, post: CommandPostId) -> Path:
    """Return where the journal of the post lies."""
    return Path(settings.HOME) / FOLDER / event / post.replace("/", "%2F")


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
    answers = _asked(hand) if settings.JOURNAL else answered(local(), hand)
    for answer in answers:
        if answer.code:
            raise SummitryError(answer.code, **answer.facts)
    return tuple(decoded(answer.entry) for answer in answers)


def _asked(hand: Hand) -> list[Answer]:
    try:
        content = asked(settings.JOURNAL, msgspec.msgpack.encode(hand), seconds=SECONDS_MAX)
        return _ANSWERS.decode(content)
    except (OSError, msgspec.DecodeError) as problem:
        log.warning("the journal's writer gave no answer: %s", problem)
        raise SummitryError("journal.away") from problem


class Writers:
    """The writers of a node: one for each event and post, opened when first asked for."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = Lock()
        self._writers: dict[tuple[str, str], Writer] = {}

    def of(self, event: EventId, post: CommandPostId) -> Writer:
        """Return the writer of the post's journal."""
        with self._lock:
            found = self._writers.get((event, post))
            if found is None:
                identity = Identity(event=event, post=post, key=node_key())
                found = Writer(PostFile(folder_of(event, post)), identity, self._now_ms)
                self._writers[event, post] = found
            return found

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
    writer = writers.of(hand.event, hand.post)
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
            hand = _HAND.decode(content)
        except (msgspec.DecodeError, SummitryError):
            log.warning("somebody handed the journal what is no entry")
            return None
        return msgspec.msgpack.encode(answered(writers, hand))

    return answer
