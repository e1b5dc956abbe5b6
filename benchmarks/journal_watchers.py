"""Watchers of the board over server-sent events: what each was sent, and when."""

import asyncio
import json
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from contextlib import suppress
from time import perf_counter

from benchmarks.journal_clients import Acknowledged
from benchmarks.journal_node import EVENT, LIVE_PORT, PORT, Reader
from benchmarks.site_plan import HOST
from summitry.plan.terms import Marking

BUFFER_BYTES = 4_194_304
SECTION = b'"latest": "'
_NEWEST = re.compile(rb'data-entry=\\"([0-9a-f]{32})')


class Watcher:
    """One page of the board that stays open.

    Parameters
    ----------
    keeps
        Whether it keeps the sections as the page would show them; taking messages apart costs
        more than passing them on.
    """

    def __init__(self, reader: Reader, *, keeps: bool = False) -> None:
        self.reader = reader
        self.keeps = keeps
        self.last_id = ""
        self.sections: dict[str, str] = {}
        self.newest: list[tuple[float, str]] = []
        """When a message came that shows the latest entries, and which is the newest of them."""
        self.bytes = 0
        self.messages = 0
        self.errors: list[str] = []
        self.is_open = asyncio.Event()
        self._writer: asyncio.StreamWriter | None = None

    async def watch(self) -> None:
        """Be sent the board until the connection ends; a mistake is noted."""
        try:
            reader, self._writer = await asyncio.open_connection(
                HOST, LIVE_PORT, limit=BUFFER_BYTES
            )
            self._writer.write(self._asked())
            head = await reader.readuntil(b"\r\n\r\n")
            status = int(head.split()[1])
            if status != 200:  # noqa: PLR2004  # the status of a stream that begins
                self.errors.append(f"status {status}")
                return
            await self._read(reader)
        except (OSError, asyncio.IncompleteReadError) as problem:
            if self._writer is not None and not self._writer.is_closing():
                self.errors.append(f"{type(problem).__name__} {problem}")
        finally:
            self.is_open.set()

    def _asked(self) -> bytes:
        since = (f"Last-Event-ID: {self.last_id}",) if self.last_id else ()
        head = (
            f"GET /live/{EVENT}/board?language={self.reader.language} HTTP/1.1",
            f"Host: {HOST}:{LIVE_PORT}", f"Origin: http://{HOST}:{PORT}",
            f"Cookie: sessionid={self.reader.session}", *since, "", "",
        )  # fmt: skip
        return "\r\n".join(head).encode()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        waiting = b""
        while size := int((await reader.readline()).strip() or b"0", 16):
            content = await reader.readexactly(size + 2)
            self.bytes += size
            waiting += content[:-2]
            while (end := waiting.find(b"\n\n")) >= 0:
                self._take(waiting[:end])
                waiting = waiting[end + 2 :]

    def _take(self, message: bytes) -> None:
        if b"\nevent: board\n" not in message:
            if message.startswith(b"event: ended"):
                self.errors.append("ended")
            return
        now = perf_counter()
        head, _, data = message.partition(b"\ndata: ")
        self.last_id = head.split(b"\n")[0].removeprefix(b"id: ").decode()
        self.messages += 1
        self.is_open.set()
        if self.keeps:
            self.sections |= json.loads(data)
        place = data.find(SECTION)
        found = _NEWEST.search(data, place) if place >= 0 else None
        if found is not None:
            self.newest.append((now, found[1].decode()))

    def lose(self) -> None:
        """Lose the connection at once, without a word."""
        if self._writer is not None:
            with suppress(OSError):
                self._writer.transport.abort()


def arrived(watcher: Watcher, entries: Iterable[Acknowledged]) -> Iterator[float | None]:
    """Yield how long each entry took from its acknowledgement to the watcher, in seconds.

    It has arrived with the first message that shows it, or a later one, as the newest. None:
    none ever did. Entries that the watcher may not read are left out.
    """
    known = sorted(entries, key=lambda each: each.seq)
    seqs = {each.entry_id: each.seq for each in known}
    times, reached, most = [], [], 0
    for at, entry_id in watcher.newest:
        seq = seqs.get(entry_id, 0)
        if seq > most:
            most = seq
            times.append(at)
            reached.append(seq)
    height = Marking(watcher.reader.clearance).height
    for entry in known:
        if entry.marking.height > height:
            continue
        place = bisect_left(reached, entry.seq)
        yield None if place == len(times) else max(0.0, times[place] - entry.done)


async def opened(watchers: list[Watcher], *, at_once: int = 50) -> list["asyncio.Task[None]"]:
    """Return the tasks of the watchers, each of which has been sent the board once."""
    tasks = []
    for start in range(0, len(watchers), at_once):
        group = watchers[start : start + at_once]
        tasks += [asyncio.create_task(each.watch()) for each in group]
        await asyncio.gather(*(each.is_open.wait() for each in group))
    return tasks


async def closed(watchers: list[Watcher], tasks: list["asyncio.Task[None]"]) -> None:
    """End the watchers."""
    for each in watchers:
        each.lose()
    await asyncio.gather(*tasks)
