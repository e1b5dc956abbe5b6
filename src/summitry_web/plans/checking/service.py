"""The checker as a process of its own: it answers on a socket of the node, and looks by itself."""

import logging
import os
import socket
import socketserver
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from pathlib import Path
from typing import Any, cast

import msgspec
from django.conf import settings
from django.db import close_old_connections
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.time import Clock, SystemClock
from summitry_web.plans.checking.checker import Checker, waiting
from summitry_web.plans.checking.edge import attempted

log = logging.getLogger(__name__)

SECONDS_MAX = 2.0
"""How long a save waits for its findings before it says that they are being checked."""
FRAME_MAX = 8 * 1024 * 1024
PATH_MAX = 100
"""The length that a socket's path may have on every system."""
PAUSES_MAX = 60
THREADS = 8
"""Of these one checks and the others wait for it, or for another event."""
_LENGTH = struct.Struct("!I")
_OWNER_ALONE = 0o177


class Question(Struct, frozen=True):
    """Which event is to be brought up, and at least to which revision."""

    event_id: int
    revision: int


class Failed(Struct, frozen=True, tag=True):
    """The check failed; the log says why."""


class Answered(Struct, frozen=True, tag=True):
    """Up to which revision the event is checked."""

    revision: int


_QUESTION = msgspec.msgpack.Decoder(Question)
_ANSWER = msgspec.msgpack.Decoder(Answered | Failed)


def ask(event_id: int, revision: int, *, seconds: float = SECONDS_MAX) -> int | None:
    """Return up to which revision the event is checked, once the wanted one is.

    None when it takes longer or nobody listens: it is being checked. On a node without a checker
    process the check is made here and now.
    """
    if not settings.CHECKER:
        return local().bring_up(event_id).revision
    try:
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as joined:
            joined.settimeout(seconds)
            joined.connect(settings.CHECKER)
            _send(joined, msgspec.msgpack.encode(Question(event_id, revision)))
            answer: Answered | Failed = _ANSWER.decode(_receive(joined))
    except (OSError, msgspec.DecodeError):
        log.warning("the checker gave no answer for event %s within %s s", event_id, seconds)
        return None
    if isinstance(answer, Failed) or answer.revision < revision:
        return None
    return answer.revision


@cache
def local() -> Checker:
    """Return the checker of this process, for nodes that run none of its own."""
    return Checker(SystemClock())


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Answers questions about events in a few threads that stay.

    A thread keeps its connection to the database: one made for each question cost PostgreSQL a new
    process each time, and the save that waited 5 to 20 ms.
    """

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, path: Path, checker: Checker) -> None:
        self.checker = checker
        self.path = path
        if len(os.fsencode(path)) > PATH_MAX:
            raise SummitryError("checker.path", got=str(path), max=PATH_MAX)
        _remove_dead(path)
        self._answering = ThreadPoolExecutor(THREADS, thread_name_prefix="checker")
        super().__init__(str(path), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        """Let the next thread that is free answer."""
        self._answering.submit(self.process_request_thread, request, client_address)

    def server_bind(self) -> None:
        """Make the socket so that the node's own user alone can open it."""
        before = os.umask(_OWNER_ALONE)
        try:
            super().server_bind()
        finally:
            os.umask(before)

    def server_close(self) -> None:
        """Close, and take the socket away."""
        super().server_close()
        self._answering.shutdown(wait=False, cancel_futures=True)
        self.path.unlink(missing_ok=True)


class _Handler(socketserver.BaseRequestHandler):
    def handle(self) -> None:
        """Answer one question."""
        self.request.settimeout(SECONDS_MAX)
        try:
            question = _QUESTION.decode(_receive(self.request))
        except (OSError, msgspec.DecodeError):
            log.warning("somebody joined the checker and asked nothing")
            return
        answer = _answer(cast("Server", self.server).checker, question)
        try:
            _send(self.request, msgspec.msgpack.encode(answer))
        except OSError:
            log.info("nobody waits any more for event %s", question.event_id)


def _answer(checker: Checker, question: Question) -> Answered | Failed:
    done = attempted(
        lambda: _brought_up(checker, question), f"event {question.event_id} could not be checked"
    )
    close_old_connections()
    return Failed() if done is None else done.value


def _brought_up(checker: Checker, question: Question) -> Answered:
    return Answered(checker.bring_up(question.event_id).revision)


def catch_up(checker: Checker, clock: Clock) -> tuple[int, ...]:
    """Check what nobody asked about; return the events that could not be checked."""
    return tuple(
        event_id
        for event_id in waiting(now=clock.now())
        if attempted(partial(checker.bring_up, event_id), f"event {event_id} could not be checked")
        is None
    )


def catch_up_here() -> None:
    """Check what waits in this process, on a node that runs no checker of its own."""
    if not settings.CHECKER:
        catch_up(local(), SystemClock())


def watch(
    checker: Checker, clock: Clock, *, pause: Callable[[float], bool], seconds: float
) -> None:
    """Catch up again and again until the pause says that it is over.

    As long as something fails, the pauses grow: the log is not to be flooded.
    """
    failures = 0
    while not pause(seconds * min(PAUSES_MAX, 1 << min(failures, 10))):
        done = attempted(
            partial(catch_up, checker, clock), "the checker could not look for what is waiting"
        )
        close_old_connections()
        failures = 0 if done is not None and not done.value else failures + 1


def _remove_dead(path: Path) -> None:
    """Take away the socket that a checker left when it was killed.

    Raises
    ------
    SummitryError
        ``checker.running`` when one answers there.
    """
    if not path.exists():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        try:
            tried.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
            return
    raise SummitryError("checker.running", got=str(path))


def _send(joined: socket.socket, content: bytes) -> None:
    joined.sendall(_LENGTH.pack(len(content)) + content)


def _receive(joined: socket.socket) -> bytes:
    (length,) = _LENGTH.unpack(_exactly(joined, _LENGTH.size))
    if length > FRAME_MAX:
        raise OSError(length)
    return _exactly(joined, length)


def _exactly(joined: socket.socket, count: int) -> bytes:
    parts = bytearray()
    while len(parts) < count:
        part = joined.recv(min(65_536, count - len(parts)))
        if not part:
            raise ConnectionError
        parts += part
    return bytes(parts)
