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
from summitry.operations.checkpoint import EVERY_MS, is_genuine
from summitry.operations.clock import Clock, Stamp, hear
from summitry.operations.entry import Draft, Entry
from summitry.operations.log import Head
from summitry.operations.sealing import Sealed
from summitry_web.journal.disk import is_full, refusal_of
from summitry_web.operations.store.file import (
    RESERVE,
    RESERVE_BYTES,
    Handed,
    PostFile,
    damaged,
)

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
    """

    def __init__(self, file: PostFile, identity: Identity, now_ms: Callable[[], int]) -> None:
        self.state = State.WELL
        self._file = file
        self._identity = identity
        self._now_ms = now_ms
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

        What it raises, the future raises; ``journal.broken`` and ``journal.full`` as `submit`.
        """
        job = _Job(work, Future())
        if self.state is State.BROKEN:
            _refuse(job, SummitryError("journal.broken"))
        else:
            self._waiting.put(job)
        return job.future

    def hear(self, stamp: Stamp) -> None:
        """Let what is written next come after an entry of another post; within ``do`` alone."""
        self._head, _ = self._head.heard(stamp, self._now_ms())

    def close(self) -> None:
        """Write what waits, sign it, and end."""
        self._waiting.put(None)
        self._thread.join()

    def _run(self) -> None:
        group: list[_Waiting] = []
        job: _Job[Any] | None = None
        ends = False
        try:
            while not ends:
                group, job, ends = self._gathered()
                if group:
                    self._write(group)
                if job is not None:
                    self._do(job)
                if ends or self._is_due():
                    self._sign()
        finally:
            if not ends:
                self._fail_all([*group, job])

    def _is_due(self) -> bool:
        """Say whether the time for a checkpoint has come, also where the clock was set back."""
        return not 0 <= self._now_ms() - self._signed_at < EVERY_MS

    def _fail_all(self, handled: "list[_Waiting | _Job[Any] | None]") -> None:
        """Let nobody wait for a thread that a fault of ours has ended."""
        self.state = State.BROKEN
        while not self._waiting.empty():
            handled.append(self._waiting.get())
        for each in handled:
            _refuse(each, SummitryError("journal.broken"))

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
        if self.state is State.BROKEN:
            self._refuse_all(group, SummitryError("journal.broken"))
            return
        try:
            written = self._written([submission for submission, _ in group])
        except sqlite3.Error as problem:
            self._refuse_all(group, self._failed(problem))
            return
        self.state = State.WELL
        for submission, future in group:
            entry = written[submission.draft.entry_id]
            if _is_of(entry, submission.draft):
                future.set_result(entry)
            else:
                future.set_exception(SummitryError("journal.other_entry", entry=entry.entry_id))

    def _written(self, submissions: list[Submission]) -> dict[EntryId, Entry]:
        """Return each entry by its id, once all are on the disk; those that were there as well."""
        known = self._file.own(self._identity.post, {each.draft.entry_id for each in submissions})
        head = self._head
        fresh: dict[EntryId, Handed] = {}
        for submission in submissions:
            entry_id = submission.draft.entry_id
            if entry_id in known or entry_id in fresh:
                continue
            head, entry = head.written(submission.draft, self._now_ms())
            fresh[entry_id] = Handed(entry=entry, sealed=submission.sealed, key=submission.key)
        handed = list(fresh.values())
        if handed:
            self._file.with_reserve(lambda: self._file.write(handed))
        self._head = head
        return {**known, **{entry_id: each.entry for entry_id, each in fresh.items()}}

    def _do(self, job: _Job[Any]) -> None:
        if self.state is State.BROKEN:
            _refuse(job, SummitryError("journal.broken"))
            return
        try:
            job.future.set_result(job.work(self._file))
        except SummitryError as refusal:
            job.future.set_exception(refusal)
        except sqlite3.Error as problem:
            is_disk = refusal_of(problem) is not None
            job.future.set_exception(self._failed(problem) if is_disk else problem)

    def _failed(self, problem: sqlite3.Error) -> SummitryError:
        """Return the refusal; after a failed flush the disk is no longer believed.

        To try again would be to believe it: Linux lets the next flush succeed though what the
        failed one should have written is lost.
        """
        self.state = State.FULL if is_full(problem) else State.BROKEN
        log.critical("the journal could not be written: %s", problem)
        return refusal_of(problem) or SummitryError("journal.broken")

    def _refuse_all(self, group: list[_Waiting], refusal: SummitryError) -> None:
        for each in group:
            _refuse(each, refusal)

    def _sign(self) -> None:
        self._signed_at = self._now_ms()
        size = self._head.frontier.size
        if size == self._signed_size or self.state is State.BROKEN:
            return
        head, made = self._head.signed(self._identity.key, self._signed_at)
        try:
            self._file.write_checkpoint(self._identity.post, made, head.frontier)
        except sqlite3.Error as problem:
            # The entries stand; the checkpoint comes when there is room, or after a restart.
            self._failed(problem)
            return
        self._head, self._signed_size = head, size


def _resumed(file: PostFile, identity: Identity) -> Head:
    """Return the head as the file leaves it: from the newest checkpoint on.

    Raises
    ------
    SummitryError
        ``journal.damaged`` where the file is not what was written: to sign on top of that would
        make a second history of it.
    """
    clock = Clock(post=identity.post, wall_ms=_signed_ms(file, identity))
    frontier = file.frontier(identity.post)
    for last in file.entries(identity.post, after=max(frontier.size - 1, 0)):
        clock = hear(clock, last.stamp, last.stamp.wall_ms).clock
    return Head(event=identity.event, clock=clock, frontier=frontier)


def _signed_ms(file: PostFile, identity: Identity) -> int:
    """Return when the newest checkpoint was signed, in milliseconds; 0 where there is none."""
    try:
        newest = file.newest_checkpoint(identity.post)
    except SummitryError as problem:
        raise damaged(identity.post, 0) from problem
    if newest is None:
        return 0
    signed, frontier = newest
    public = identity.key.public_key().public_bytes_raw()
    if (signed.size, signed.root) != (frontier.size, frontier.root()) or not is_genuine(
        signed, public
    ):
        raise damaged(identity.post, signed.size)
    return round(signed.moment().timestamp() * 1_000)


def _is_of(entry: Entry, draft: Draft) -> bool:
    """Say whether the entry is the draft, written: a client that tries again sends the same."""
    return all(getattr(entry, name) == getattr(draft, name) for name in Draft.__struct_fields__)


def _refuse(waiting: "_Waiting | _Job[Any] | None", refusal: SummitryError) -> None:
    """Tell who waits; None, the wish to end, has nobody waiting."""
    if waiting is not None:
        future = waiting.future if isinstance(waiting, _Job) else waiting[1]
        if not future.done():
            future.set_exception(refusal)


def _reserve(file: PostFile) -> None:
    """Keep some room free for the last entries; where there is none already, say so."""
    path = file.folder / RESERVE
    try:
        with path.open("ab") as reserve:
            # A power cut may have left it shorter than it was made.
            os.posix_fallocate(reserve.fileno(), 0, RESERVE_BYTES)
    except OSError:
        path.unlink(missing_ok=True)
        log.warning("no room for a reserve of %d bytes beside the journal", RESERVE_BYTES)
