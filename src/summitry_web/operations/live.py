"""The board's stream: each change drawn once for each kind of reader, and sent to all of them.

A board is state, not news: a message carries the sections that have changed, whole. So whoever was
away is sent what has changed since, and a slow reader skips what was out of date before it reached
them: nothing waits in a queue, however many read and however slowly.
"""

import asyncio
import contextlib
import json
import logging
import secrets
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine, Iterable
from concurrent.futures import ThreadPoolExecutor

from django.db import DatabaseError, close_old_connections, connections
from msgspec import Struct, field
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EventId
from summitry.kit.time import Clock
from summitry.report.language import Language
from summitry_web.accounts.can import Actor, Granted
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import Here
from summitry_web.events.models import Event
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.access import post_here
from summitry_web.operations.board import QUICK, SECTIONS
from summitry_web.operations.drawn import drawn
from summitry_web.operations.seen import anybody, seen_by
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.service import folder_of

log = logging.getLogger(__name__)

SECONDS_BETWEEN_LOOKS = 0.08
SECONDS_BETWEEN_BEATS = 5.0
SECONDS_BETWEEN_DRAWINGS = 30.0
"""Without an entry the board is drawn anew this often: what is late grows later by itself."""
SECONDS_BETWEEN_PROOFS = 30.0
SECONDS_BEHIND = 0.3
"""So long at most does a slow drawing stand back for quick ones: both want one interpreter."""
SECONDS_BACK = 0.02
SECONDS_KEPT = 120.0
"""How long a board that nobody watches is kept: who was cut off is sent what changed, no more."""
SLOW = tuple(name for name in SECTIONS if name not in QUICK)
EPOCH_BYTES = 4
GOLDEN = 0.618_034
"""Multiples of it, less their whole parts, lie evenly between 0 and 1, however many there are."""

Kind = tuple[str, tuple[Granted, ...], str, bool]
"""Event, rights, language, and whether glass is broken: who has the same sees the same board."""


class Watcher(Struct, frozen=True, kw_only=True):
    """Somebody who watches the board of an event, as they may now."""

    actor: Actor
    event: Event
    reader: Language
    clock: Clock

    @property
    def kind(self) -> Kind:
        """The kind of reader that they are now."""
        at = self.clock.now()
        rights = self.actor.reading(at)
        return self.event.slug, rights, self.reader.code, self.actor.is_breaking(at)

    def drawn(self, names: Iterable[str]) -> dict[str, str]:
        """Return these sections of the board as the kind of reader sees them now."""
        close_old_connections()
        self.event.refresh_from_db()
        here = Here(
            event=self.event, account=Account(), actor=self.actor, reader=self.reader,
            at=self.clock.now(),
        )  # fmt: skip
        seen = seen_by(here)
        return {} if seen is None else drawn(seen, names)


class Easel(Struct):
    """Where some of a board's sections are drawn, one drawing after another."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    is_wanted: bool = False
    """Whether a drawing waits for its turn: it will show whatever has come by then."""
    is_old: bool = True
    """Whether something has come, or a drawing has failed, since the last one was begun."""

    @property
    def is_busy(self) -> bool:
        """Whether something is drawn there, or waits for its turn."""
        return self.is_wanted or self.lock.locked()


class Board:
    """The board of one kind of reader: its sections, and the version in which each changed last."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.epoch = secrets.token_hex(EPOCH_BYTES)
        self.version = 0
        self.readers = 0
        self.left = 0.0
        self.first = asyncio.Lock()
        self.easels = {names: Easel() for names in (QUICK, SLOW)}
        self._sections: dict[str, tuple[int, str]] = {}
        self._messages: dict[int, bytes] = {}
        self._bell: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    @property
    def is_old(self) -> bool:
        """Whether it may no longer be what stands."""
        return any(easel.is_old for easel in self.easels.values())

    def take(self, sections: dict[str, str]) -> None:
        """Keep what has changed, and wake everybody who waits for it."""
        changed = {n: h for n, h in sections.items() if self._sections.get(n, (0, ""))[1] != h}
        if changed:
            self.version += 1
            self._messages.clear()
            self._sections |= {name: (self.version, html) for name, html in changed.items()}
            self.ring()

    def ring(self) -> None:
        """Wake everybody: for what has changed, or for a beat."""
        bell, self._bell = self._bell, asyncio.get_running_loop().create_future()
        bell.set_result(None)

    async def heard(self) -> None:
        """Return when there is something to be sent."""
        await asyncio.shield(self._bell)

    def since(self, version: int) -> bytes:
        """Return what has changed after the version, encoded once for all who have come so far."""
        found = self._messages.get(version)
        if found is None:
            told = {name: html for name, (at, html) in self._sections.items() if at > version}
            content = json.dumps(told, ensure_ascii=False)
            found = f"id: {self.epoch}.{self.version}\nevent: board\ndata: {content}\n\n".encode()
            self._messages[version] = found
        return found

    def version_in(self, told: str) -> int:
        """Return the version that a reader has seen; 0 where it was of another life of this."""
        epoch, _, number = told.partition(".")
        is_ours = epoch == self.epoch and number.isascii() and number.isdigit()
        return min(int(number), self.version) if is_ours else 0


BEAT = b"event: beat\ndata: {}\n\n"
ENDED = b"event: ended\ndata: {}\n\n"


class _Tail(Struct):
    """The journal's file of one event, and the number it had when it was last looked at."""

    file: PostFile | None = None
    version: int = -1


class Boards:
    """Every board that somebody watches; one task follows the journals for all of them."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.boards: dict[Kind, Board] = {}
        # An entry is on the board before what it uncovers is known, and waits for no check.
        self.artists = {
            QUICK: ThreadPoolExecutor(1, "quick boards"),
            SLOW: ThreadPoolExecutor(1, "boards"),
        }
        self._come = 0
        self._tails: dict[str, _Tail] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def follow(self) -> None:
        """Look at the journals many times a second, and have drawn what has changed."""
        loop = asyncio.get_running_loop()
        beaten = painted = loop.time()
        while True:
            await asyncio.sleep(SECONDS_BETWEEN_LOOKS)
            slugs = {kind[0] for kind, board in self.boards.items() if board.readers}
            moved = await loop.run_in_executor(self.artists[QUICK], self._looked, slugs)
            if moved is None:
                # Nothing is sent meanwhile, so every page says that what it shows grows old.
                continue
            now = loop.time()
            if now - painted >= SECONDS_BETWEEN_DRAWINGS:
                painted, moved = now, slugs
            for kind, board in self.boards.items():
                if kind[0] in moved and board.readers:
                    self.want(board)
            if now - beaten >= SECONDS_BETWEEN_BEATS:
                beaten = now
                self._beat(now)

    def _beat(self, now: float) -> None:
        """Say of each board that it still holds, try again what failed, and let go of the left."""
        for kind, board in list(self.boards.items()):
            if not board.readers:
                if now - board.left >= SECONDS_KEPT:
                    del self.boards[kind]
            elif board.is_old:
                self.want(board)
            else:
                board.ring()

    def _start(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._over)

    def _over(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        problem = None if task.cancelled() else task.exception()
        if problem is not None:
            log.error("a board could not be drawn", exc_info=problem)

    @property
    def pending(self) -> int:
        """How many drawings are under way or wait for their turn."""
        return len(self._tasks)

    def want(self, board: Board) -> None:
        """Have the board drawn, where no drawing waits already: many entries make one."""
        for names, easel in board.easels.items():
            easel.is_old = True
            if not easel.is_wanted:
                easel.is_wanted = True
                self._start(self._draw_in_turn(board, names))

    async def _stand_back(self) -> None:
        """Let quick drawings, and what is sent of them, go first."""
        loop = asyncio.get_running_loop()
        until, is_behind = loop.time() + SECONDS_BEHIND, True
        while is_behind and loop.time() < until:
            await asyncio.sleep(SECONDS_BACK)
            is_behind = any(each.easels[QUICK].is_busy for each in self.boards.values())

    async def _draw(self, board: Board, names: tuple[str, ...]) -> None:
        loop, easel = asyncio.get_running_loop(), board.easels[names]
        async with easel.lock:
            easel.is_wanted = easel.is_old = False
            drawn = board.watcher.drawn
            try:
                board.take(await loop.run_in_executor(self.artists[names], drawn, names))
            # Cancelled, too: whoever was the first to come has gone, and nothing was drawn.
            except BaseException:
                easel.is_old = True
                raise

    async def _draw_in_turn(self, board: Board, names: tuple[str, ...]) -> None:
        if names is SLOW:
            await self._stand_back()
        await self._draw(board, names)

    async def _draw_first(self, board: Board) -> None:
        """Draw what is old of the board; all who come meanwhile wait for it."""
        async with board.first:
            for names, easel in board.easels.items():
                if easel.is_old:
                    await self._draw(board, names)

    def _looked(self, slugs: set[str]) -> set[str] | None:
        """Return the events whose journal has moved; None where it cannot be told just now.

        A journal that is just being made, or a database that is busy, must not end the following.
        """
        try:
            return self._moved(slugs)
        except (OSError, sqlite3.Error, DatabaseError, SummitryError) as problem:
            log.warning("the journals could not be looked at: %s", problem)
            return None

    def _moved(self, slugs: set[str]) -> set[str]:
        """Return the events whose journal was written to since the last look."""
        close_old_connections()
        for gone in self._tails.keys() - slugs:
            tail = self._tails.pop(gone)
            if tail.file is not None:
                tail.file.close()
        return {slug for slug in slugs if self._has_moved(slug)}

    def _has_moved(self, slug: str) -> bool:
        tail = self._tails.setdefault(slug, _Tail())
        if tail.file is None:
            event = Event.objects.filter(slug=slug).first()
            post = None if event is None else post_here(event)
            folder = None if post is None else folder_of(EventId(slug), post)
            if folder is None or not (folder / JOURNAL).exists():
                return False
            tail.file = PostFile(folder, readonly=True)
        before, tail.version = tail.version, tail.file.version()
        return before != tail.version

    def share(self) -> float:
        """Return a share for each page that comes, by which proofs of many are spread in time.

        A thousand who come back together would otherwise be proved together each time, and all
        that is new would wait for it.
        """
        self._come += 1
        return self._come * GOLDEN % 1.0

    @contextlib.asynccontextmanager
    async def watching(self, watcher: Watcher) -> AsyncIterator[Board]:
        """Give the board of the watcher's kind, drawn at least once."""
        kind = watcher.kind
        board = self.boards.setdefault(kind, Board(watcher))
        board.readers += 1
        # Drawn by these rights and no others: grants that the last to come has later are not all's.
        actor = anybody(watcher.actor, kind[1], self.clock.now())
        board.watcher = replace(watcher, actor=actor)
        try:
            await self._draw_first(board)
            yield board
        finally:
            board.readers -= 1
            if not board.readers:
                # Nobody has it drawn any more, and whoever comes back must not believe it.
                board.left = asyncio.get_running_loop().time()
                for easel in board.easels.values():
                    easel.is_old = True

    def close(self) -> None:
        """Let go of the journals and of the threads, with their connections."""
        for task in self._tasks:
            task.cancel()
        # A thread that still looked at a journal which is closed under it would end the process.
        for artist in self.artists.values():
            artist.submit(connections.close_all).result()
            artist.shutdown(wait=True, cancel_futures=True)
        self._moved(set())


Renewal = Callable[[], Awaitable[Watcher | None]]


async def sent(
    boards: Boards, watcher: Watcher, since: str, renewed: Renewal
) -> AsyncIterator[bytes]:
    """Yield what one page is told, until its reader may no longer read as they did."""
    loop = asyncio.get_running_loop()
    yield b"retry: 2000\n\n"
    async with boards.watching(watcher) as board:
        version = board.version_in(since)
        proved = loop.time() - SECONDS_BETWEEN_PROOFS * boards.share()
        while True:
            if board.version > version:
                message, version = board.since(version), board.version
                yield message
            else:
                yield BEAT
            if board.version == version:
                await board.heard()
            if loop.time() - proved >= SECONDS_BETWEEN_PROOFS:
                proved = loop.time()
                now = await renewed()
                if now is None or now.kind != watcher.kind:
                    yield ENDED
                    return
