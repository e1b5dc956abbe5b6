"""One question and one answer between two processes of a node, over a socket of its own user."""

import logging
import os
import socket
import socketserver
import struct
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from summitry.kit.errors import SummitryError

log = logging.getLogger(__name__)

FRAME_MAX = 64_000_000
PATH_MAX = 100
"""The length that a socket's path may have on every system."""
ASKING_SECONDS_MAX = 2.0
THREADS = 8
BACKLOG = 1_024
"""So many may knock at once: a full queue turns an asker away, and does not let them wait."""
_LENGTH = struct.Struct("!I")
_OWNER_ALONE = 0o177


def asked(path: str, question: bytes, *, seconds: float) -> bytes:
    """Return the answer of the process that listens at the path.

    Raises
    ------
    OSError
        Nobody listens, or no answer came in time.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as joined:
        joined.settimeout(seconds)
        joined.connect(path)
        _send(joined, question)
        return _receive(joined)


class Server(socketserver.ThreadingMixIn, socketserver.UnixStreamServer):
    """Answers questions in a few threads that stay.

    A thread keeps its connection to the database: one made for each question cost PostgreSQL a new
    process each time, and the save that waited 5 to 20 ms.

    Parameters
    ----------
    path
        Where it listens; a socket that a killed process left there is taken away.
    answer
        Makes the answer; None: the question was none, and the asker is left alone.
    threads
        So many questions are answered at once; the next wait.

    Raises
    ------
    SummitryError
        ``socket.path`` where the path is too long, ``socket.taken`` where another answers there.
    """

    daemon_threads = True
    request_queue_size = BACKLOG

    def __init__(
        self, path: Path, answer: Callable[[bytes], bytes | None], *, threads: int = THREADS
    ) -> None:
        self.answer = answer
        self.path = path
        if len(os.fsencode(path)) > PATH_MAX:
            raise SummitryError("socket.path", got=str(path), max=PATH_MAX)
        _remove_dead(path)
        self._answering = ThreadPoolExecutor(threads, thread_name_prefix="answering")
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
        server = cast("Server", self.server)
        self.request.settimeout(ASKING_SECONDS_MAX)
        try:
            question = _receive(self.request)
        except OSError:
            log.warning("somebody joined %s and asked nothing", server.path.name)
            return
        answer = server.answer(question)
        if answer is None:
            return
        try:
            _send(self.request, answer)
        except OSError:
            log.info("nobody waits any more at %s", server.path.name)


def _remove_dead(path: Path) -> None:
    if not path.exists():
        return
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as tried:
        try:
            tried.connect(str(path))
        except OSError:
            path.unlink(missing_ok=True)
            return
    raise SummitryError("socket.taken", got=str(path))


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
