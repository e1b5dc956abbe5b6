"""Processes of this machine that search, each heard through a pipe of its own.

One that is killed takes nothing with it: the pool of `concurrent.futures` ends all its processes
where one dies, and with them the answers of the others.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import entry_points
from multiprocessing import get_context, resource_tracker
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from multiprocessing.reduction import ForkingPickler
from secrets import token_hex
from typing import Any, Generic

from summitry.cli.engines.job import (
    Begun,
    Ended,
    Job,
    Lost,
    Message,
    P,
    R,
    Refused,
    Watch,
)
from summitry.kit.errors import SummitryError

ENTRY_POINTS = "summitry.engines"
END_SECONDS = 10.0
"""How long a process has to end by itself once it is told to, before it is killed."""
STATUS = "exit status {status}"
QUIET = {"RAY_USAGE_STATS_ENABLED": "0"}
"""What Ray reads when it is imported: it tells its makers nothing of its use."""
LOOPBACK = {"RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0"}
"""The same, so that it binds to the loopback address alone; Ray has no other way to say so."""
OWN = {**QUIET, **LOOPBACK, "RAY_worker_niceness": "0", "RAY_AUTH_MODE": "token"}
"""The same for a cluster of our own, whose searches give way to nobody, as processes here do not.
Others on this machine, who reach the loopback address too, need a token that is in no file."""


class Processes(Generic[P, R]):
    """Processes that search, what they tell, and the means to stop them."""

    def __init__(self) -> None:
        self._pipes: dict[Connection, SpawnProcess] = {}
        self._open: dict[Connection, set[int]] = {}
        """By pipe the places whose answers are still to come."""

    @property
    def is_open(self) -> bool:
        """Say whether there is still somebody to hear."""
        return bool(self._pipes)

    @property
    def waiting(self) -> tuple[int, ...]:
        """The places whose answers are still to come."""
        return tuple(sorted(set().union(*self._open.values())))

    def start(self, target: Callable[..., None], places: set[int], *given: object) -> None:
        """Start a process that answers for these places; Ctrl-C is for this process alone."""
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=target, args=(theirs, *given), daemon=True)
        # Where this is left to the first start, it lets Ctrl-C through to that process.
        resource_tracker.ensure_running()
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        theirs.close()
        self._pipes[ours], self._open[ours] = process, places

    def hand(self, job: Job[P, R]) -> None:
        """Send the problem to all: each reads it when it is ready, while others still start."""
        written = ForkingPickler.dumps(job)
        for pipe in self._pipes:
            with suppress(ConnectionError):
                # Whoever has ended already is told by `heard`.
                pipe.send_bytes(written)

    def heard(self, seconds: float) -> Iterator[Message[P, R]]:
        """Yield what is told within so many seconds, and who is lost."""
        for pipe in wait(list(self._pipes), seconds):
            assert isinstance(pipe, Connection)
            try:
                message: Message[P, R] = pipe.recv()
            except (EOFError, OSError):
                yield from self._left(pipe)
                continue
            self._open[pipe] = _still_open(self._open[pipe], message)
            yield message

    def stop(self) -> None:
        """Ask everybody to end with the best so far."""
        for pipe in self._pipes:
            with suppress(ConnectionError):
                # As in `hand`.
                pipe.send(None)

    def close(self) -> None:
        """End what still runs."""
        for process in self._pipes.values():
            process.terminate()
        for pipe, process in self._pipes.items():
            process.join(END_SECONDS)
            process.kill()
            process.join()
            pipe.close()
        self._pipes.clear()

    def _left(self, pipe: Connection) -> Iterator[Lost]:
        """Let go of a process that has ended; yield what it has not answered."""
        process, places = self._pipes.pop(pipe), self._open.pop(pipe)
        pipe.close()
        process.join(END_SECONDS)
        if places or process.exitcode:
            yield Lost(tuple(sorted(places)), STATUS.format(status=process.exitcode))


def _still_open(places: set[int], message: Message[P, R]) -> set[int]:
    if isinstance(message, Begun):
        return places | set(range(message.count))
    if isinstance(message, Ended):
        return places - {message.place}
    if isinstance(message, Lost):
        return places - set(message.places)
    if isinstance(message, Refused):
        return set() if message.place is None else places - {message.place}
    return places


@contextmanager
def on_this_machine(job: Job[P, R], count: int) -> Iterator[Processes[P, R]]:
    """Give so many searches, each in a process of its own."""
    processes: Processes[P, R] = Processes()
    try:
        for place in range(count):
            processes.start(search_here, {place}, place)
        processes.hand(job)
        yield processes
    finally:
        processes.close()


@contextmanager
def elsewhere(
    engine: str, job: Job[P, R], count: int | None, address: str | None
) -> Iterator[Processes[P, R]]:
    """Give the searches of an engine that stands in a package of its own.

    It is driven by one process apart: it may end that process, as Ray does where its cluster is
    gone for good, but not this one, which holds the answers.
    """
    processes: Processes[P, R] = Processes()
    try:
        processes.start(drive, set(), engine, count, address)
        processes.hand(job)
        yield processes
    finally:
        processes.close()


def environment(address: str | None) -> dict[str, str]:
    """Return what Ray is to find in its environment."""
    if address is None:
        return {**OWN, "RAY_AUTH_TOKEN": token_hex()}
    return {**QUIET, **LOOPBACK} if address.startswith("127.") else QUIET


def search_here(pipe: Connection, place: int) -> None:
    """Search in this process what comes through the pipe, and send what is found."""
    job: Job[Any, Any] = pipe.recv()
    watch: Watch[Any, Any] = Watch(place, pipe.send, pipe.poll)
    with suppress(ConnectionError):
        # Where whoever asked is gone there is nobody to tell.
        pipe.send(answered(job, place, watch))


def answered(job: Job[P, R], place: int, watch: Watch[P, R]) -> Message[P, R]:
    """Return what a search comes to."""
    try:
        return Ended(place, job.search(place, watch))
    except SummitryError as refusal:
        return Refused(refusal.code, dict(refusal.facts), place)


def drive(pipe: Connection, engine: str, count: int | None, address: str | None) -> None:
    """Let the engine search what comes through the pipe, and send what it hears."""
    job: Job[Any, Any] = pipe.recv()
    os.environ.update(environment(address))
    try:
        run = entry_points(group=ENTRY_POINTS)[engine].load()
    except ImportError as problem:
        pipe.send(Refused("engine.missing", {"engine": engine, "problem": str(problem)}))
        return
    with suppress(ConnectionError):
        # As above.
        run(pipe.send, pipe.poll, job, count, address)
