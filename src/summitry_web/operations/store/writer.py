"""The one writer of a journal: many hand in, one thread writes, all wait for the disk only."""

import logging
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EntryId, EventId
from summitry.operations.checkpoint import EVERY_MS
from summitry.operations.clock import Clock, Stamp, hear
from summitry.operations.entry import Draft, Entry
from summitry.operations.log import Head
from summitry.operations.sealing import Sealed
from summitry_web.operations.store.file import RESERVE, RESERVE_BYTES, Handed, PostFile

GROUP_SECONDS = 0.01
"""How long an entry waits for others, so that one flush serves all of them."""
GROUP_MAX = 500
WAITING_MAX = 5_000
log = logging.getLogger(__name__)


class State(StrEnum):
    """How the writer is."""

    WELL = "well"
    FULL = "full"
    BROKEN = "broken"


class Submission(Struct, frozen=True, kw_only=True):
    """A draft, its sealed body and that body's key."""

    draft: Draft
    sealed: Sealed | None = None
    key: bytes = b""


class Identity(Struct, frozen=True, kw_only=True):
    """Whose journal it is, and what it signs with."""

    event: EventId
    post: CommandPostId
    key: Ed25519PrivateKey


T = TypeVar("T")
_Waiting = tuple[Submission, "Future[Entry]"]


class _Job(Struct, Generic[T], frozen=True):
    """Something else that is to be written, and who waits for it."""

    work: Callable[[PostFile], T]
    future: "Future[T]"

    def done(self, file: PostFile) -> None:
        try:
            self.future.set_result(self.work(file))
        except (SummitryError, sqlite3.Error) as problem:
            self.future.set_exception(problem)


class Writer:
    """Writes what is handed in, in groups; an entry is acknowledged when it is on the disk.

    Parameters
    ----------
    file
        The journal, which nothing else writes to.
    identity
        Whose journal it is.
    now_ms
        The clock, in milliseconds since 1970.
    heard
        Called with each group of entries after it is on the disk, in the writer's thread; it must
        be quick and must not fail.
    """

    def __init__(
        self,
        file: PostFile,
        identity: Identity,
        now_ms: Callable[[], int],
        heard: Callable[[list[Handed]], None] = lambda _: None,
    ) -> None:
        self.state = State.WELL
        self._file = file
        self._identity = identity
        self._now_ms = now_ms
        self._heard = heard
        self._waiting: SimpleQueue[_Waiting | _Job[Any] | None] = SimpleQueue()
        self._head = _resumed(file, identity)
        self._signed_size = self._newest_signed()
        self._signed_at = 0
        _reserve(file)
        self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
        self._thread.start()

    def _newest_signed(self) -> int:
        newest = self._file.newest_checkpoint(self._identity.post)
        return 0 if newest is None else newest[0].size

    def submit(self, submission: Submission) -> "Future[Entry]":
        """Hand an entry in; the future is done when it is on the disk.

        The same entry id again gives the entry that is there.

        Raises
        ------
        SummitryError
            ``journal.busy`` where too many wait, ``journal.broken`` after the disk failed.
        """
        if self.state is State.BROKEN:
            raise SummitryError("journal.broken")
        if self._waiting.qsize() >= WAITING_MAX:
            raise SummitryError("journal.busy", waiting=WAITING_MAX)
        future: Future[Entry] = Future()
        self._waiting.put((submission, future))
        return future

    def do(self, work: "Callable[[PostFile], T]") -> "Future[T]":
        """Have something else written to the file, in the writer's thread.

        What it raises, the future raises.
        """
        future: Future[T] = Future()
        self._waiting.put(_Job(work, future))
        return future

    def hear(self, stamp: Stamp) -> None:
        """Let what is written next come after an entry of another post; within ``do`` alone."""
        self._head, _ = self._head.heard(stamp, self._now_ms())

    def close(self) -> None:
        """Write what waits, sign it, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        ends = False
        while not ends:
            group, job, ends = self._gathered()
            if group:
                self._write(group)
            if job is not None:
                job.done(self._file)
            if ends or self._now_ms() - self._signed_at >= EVERY_MS:
                self._sign()

    def _gathered(self) -> "tuple[list[_Waiting], _Job[Any] | None, bool]":
        """Return the next group, what else is to be written after it, and whether that is all.

        It waits a second at most, so that checkpoints come in time.
        """
        group: list[_Waiting] = []
        until = time.monotonic() + EVERY_MS / 1_000
        while len(group) < GROUP_MAX:
            left = until - time.monotonic()
            try:
                found = self._waiting.get(timeout=left) if left > 0 else self._waiting.get_nowait()
            except Empty:
                break
            if found is None:
                return group, None, True
            if isinstance(found, _Job):
                return group, found, False
            if not group:
                until = time.monotonic() + GROUP_SECONDS
            group.append(found)
        return group, None, False

    def _write(self, group: list[_Waiting]) -> None:
        known = self._file.own(self._identity.post, {each.draft.entry_id for each, _ in group})
        head = self._head
        fresh: dict[EntryId, Handed] = {}
        for submission, _ in group:
            entry_id = submission.draft.entry_id
            if entry_id in known or entry_id in fresh:
                continue
            head, entry = head.written(submission.draft, self._now_ms())
            fresh[entry_id] = Handed(entry=entry, sealed=submission.sealed, key=submission.key)
        try:
            self._flushed(list(fresh.values()))
        except sqlite3.Error as problem:
            self._failed(group, problem)
            return
        self._head = head
        self.state = State.WELL
        self._heard(list(fresh.values()))
        for submission, future in group:
            entry_id = submission.draft.entry_id
            written = known.get(entry_id) or fresh[entry_id].entry
            if _is_of(written, submission.draft):
                future.set_result(written)
            else:
                future.set_exception(SummitryError("journal.other_entry", entry=entry_id))

    def _flushed(self, fresh: list[Handed]) -> None:
        if not fresh:
            return
        try:
            self._file.write(fresh)
        except sqlite3.OperationalError as problem:
            reserve = self._file.folder / RESERVE
            if not _is_full(problem) or not reserve.exists():
                raise
            reserve.unlink()
            log.critical("the disk is full: the reserve was given up for the journal")
            self._file.write(fresh)

    def _failed(self, group: list[_Waiting], problem: sqlite3.Error) -> None:
        """Tell everybody in the group; after a failed flush the disk is no longer believed."""
        self.state = State.FULL if _is_full(problem) else State.BROKEN
        log.critical("the journal could not be written: %s", problem)
        code = "journal.full" if self.state is State.FULL else "journal.broken"
        for _, future in group:
            future.set_exception(SummitryError(code))
        while self.state is State.BROKEN:
            try:
                late = self._waiting.get_nowait()
            except Empty:
                break
            if isinstance(late, tuple):
                late[1].set_exception(SummitryError(code))

    def _sign(self) -> None:
        self._signed_at = self._now_ms()
        size = self._head.frontier.size
        if size == self._signed_size or self.state is State.BROKEN:
            return
        head, made = self._head.signed(self._identity.key, self._signed_at)
        try:
            self._file.write_checkpoint(self._identity.post, made, head.frontier)
        except sqlite3.Error:
            # The entries stand; the checkpoint comes with the next second, or after a restart.
            log.exception("no checkpoint could be written")
            return
        self._head, self._signed_size = head, size


def _resumed(file: PostFile, identity: Identity) -> Head:
    """Return the head as the file leaves it: from the newest checkpoint on."""
    newest = file.newest_checkpoint(identity.post)
    signed_ms = 0 if newest is None else round(newest[0].moment().timestamp() * 1_000)
    clock = Clock(post=identity.post, wall_ms=signed_ms)
    last = file.last_stamp(identity.post)
    if last is not None:
        clock = hear(clock, last, last.wall_ms).clock
    return Head(event=identity.event, clock=clock, frontier=file.frontier(identity.post))


def _is_of(entry: Entry, draft: Draft) -> bool:
    """Say whether the entry is the draft, written: a client that tries again sends the same."""
    return all(getattr(entry, name) == getattr(draft, name) for name in Draft.__struct_fields__)


def _is_full(problem: sqlite3.Error) -> bool:
    return getattr(problem, "sqlite_errorcode", None) == sqlite3.SQLITE_FULL


def _reserve(file: PostFile) -> None:
    """Keep some room free for the last entries; where there is none already, say so."""
    path = file.folder / RESERVE
    if path.exists():
        return
    try:
        with path.open("wb") as reserve:
            os.posix_fallocate(reserve.fileno(), 0, RESERVE_BYTES)
    except OSError:
        path.unlink(missing_ok=True)
        log.warning("no room for a reserve of %d bytes beside the journal", RESERVE_BYTES)
