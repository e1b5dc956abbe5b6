"""Clients of the journal's writer: each entry is handed in over the socket, and waited for."""

import asyncio
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from time import perf_counter
from typing import Any

import msgspec
from msgspec import Struct

from benchmarks.journal_entries import Writing
from benchmarks.journal_node import EVENT, Ready
from summitry.kit.streams import Stream
from summitry.operations.entry import decoded
from summitry.plan.terms import Marking
from summitry_web.operations.store.writer import Submission

LENGTH = struct.Struct("!I")
BURST_EVERY, BURST_SECONDS = 60.0, 5.0


class Acknowledged(Struct, frozen=True):
    """An entry that the writer said is on the disk."""

    entry_id: str
    seq: int
    marking: Marking
    due: float
    """When it was to be handed in: whoever comes late has waited since then."""
    done: float


@dataclass
class Handed:
    """What became of all that was handed in."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def waits(self) -> list[float]:
        """Return how long each acknowledgement took, in seconds, from when it was due."""
        return [each.done - each.due for each in self.acknowledged]


@cache
def _service() -> Any:
    """Return the module of the writer's questions; it can be read once a node is set up."""
    return import_module("summitry_web.operations.store.service")


async def hand_in(ready: Ready, submission: Submission, due: float, handed: Handed) -> None:
    """Hand the entry in as a process of the node does, and note what came of it."""
    question = _service().Hand(event=EVENT, post=ready.post, submissions=(submission,))
    content = msgspec.msgpack.encode(question)
    try:
        reader, writer = await asyncio.open_unix_connection(ready.socket)
        try:
            writer.write(LENGTH.pack(len(content)) + content)
            (length,) = LENGTH.unpack(await reader.readexactly(LENGTH.size))
            content = await reader.readexactly(length)
            (answer,) = msgspec.msgpack.decode(content, type=list[_service().Answer])
        finally:
            writer.close()
    except (OSError, asyncio.IncompleteReadError) as problem:
        handed.errors.append(f"{type(problem).__name__} {problem}")
        return
    done = perf_counter()
    if answer.code:
        handed.errors.append(answer.code)
        return
    entry = decoded(answer.entry)
    handed.acknowledged.append(
        Acknowledged(entry.entry_id, entry.seq, entry.marking, due, done)
    )  # fmt: skip


def arrivals(draws: Stream, *, rate: float, burst: float, seconds: float) -> Iterator[float]:
    """Yield when entries come, in seconds from the start, by chance and at the rate on average.

    Parameters
    ----------
    rate, burst
        Entries a second, and for five seconds of each minute; each run has one burst at least.
    """
    every = min(BURST_EVERY, seconds)
    at = 0.0
    while at < seconds:
        yield at
        is_burst = burst and at % every >= every - min(BURST_SECONDS, every / 4)
        at += float(draws.exponential(1 / (burst if is_burst else rate)))


async def paced(ready: Ready, writing: Writing, moments: Iterator[float], handed: Handed) -> None:
    """Hand an entry in at each of the moments, whatever has become of those before."""
    began = perf_counter()
    tasks: set[asyncio.Task[None]] = set()
    for moment in moments:
        wait = began + moment - perf_counter()
        if wait > 0:
            await asyncio.sleep(wait)
        submission = writing.next(moment)
        task = asyncio.create_task(hand_in(ready, submission, began + moment, handed))
        tasks.add(task)
        task.add_done_callback(tasks.discard)
    await asyncio.gather(*tasks)


async def pressed(
    ready: Ready, writing: Writing, clients: int, seconds: float, handed: Handed
) -> None:
    """Hand in as much as goes: each client hands its next in when its last is acknowledged."""
    began = perf_counter()

    async def client() -> None:
        while (now := perf_counter()) < began + seconds:
            await hand_in(ready, writing.next(now - began), now, handed)

    await asyncio.gather(*(client() for _ in range(clients)))
