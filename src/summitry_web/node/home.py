"""The folder with everything that a node keeps, and what stands where in it."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from msgspec import Struct

from summitry.kit.errors import SummitryError

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
PORT = 8400
PORT_TLS = 8443
PORT_MAX = 65_535
SOCKET_LENGTH_MAX = 100
"""What a socket's path may be long everywhere; Linux allows 107 bytes."""


class Kept(Struct, frozen=True, kw_only=True):
    """How the node was last started, so that its other commands need not be told again."""

    port: int = PORT
    host: str = "127.0.0.1"
    lan: str = ""
    database: str = ""


class Home:
    """Names the places in a node's folder."""

    def __init__(self, path: Path) -> None:
        self.path = path.absolute()
        self.logs = self.path / "logs"
        self.tls = self.path / "tls"
        self.backups = self.path / "backups"
        self.database = self.path / "site.sqlite3"
        self.lock = self.path / "node.lock"
        self.settings = self.path / "node.json"

    @property
    def checker(self) -> Path:
        """The checker's socket."""
        return self._socket("checker.sock")

    @property
    def journal(self) -> Path:
        """The socket of the journal's writer."""
        return self._socket("journal.sock")

    def _socket(self, name: str) -> Path:
        """Return the path of a socket.

        Raises
        ------
        SummitryError
            ``home.path_too_long`` where the system could not open a socket there.
        """
        path = self.path / name
        if len(os.fsencode(path)) > SOCKET_LENGTH_MAX:
            raise SummitryError("home.path_too_long", got=str(self.path), max=SOCKET_LENGTH_MAX)
        return path

    def make(self) -> None:
        """Make the folder and those in it, for the node's user alone."""
        try:
            for folder in (self.path, self.logs, self.tls, self.backups):
                folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        except OSError as problem:
            raise SummitryError(
                "home.unwritable", got=str(self.path), problem=problem.strerror or str(problem)
            ) from problem

    def kept(self) -> Kept:
        """Return how the node was last started; the usual where it never was."""
        try:
            return msgspec.json.decode(self.settings.read_bytes(), type=Kept)
        except FileNotFoundError:
            return Kept()
        except msgspec.MsgspecError as problem:
            raise SummitryError(
                "home.settings", got=str(self.settings), problem=str(problem)
            ) from problem

    def keep(self, kept: Kept) -> None:
        """Write how the node is started; a database's password stands in it."""
        write_private(self.settings, msgspec.json.format(msgspec.json.encode(kept)))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Keep every other node and every change of the whole out of the folder.

        Raises
        ------
        SummitryError
            ``home.in_use`` while another has it.
        """
        self.make()
        descriptor = os.open(self.lock, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        try:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as problem:
                raise SummitryError("home.in_use", got=str(self.path)) from problem
            yield
        finally:
            os.close(descriptor)

    def is_locked(self) -> bool:
        """Say whether a node runs in the folder."""
        try:
            with self.locked():
                return False
        except SummitryError as refusal:
            if refusal.code == "home.in_use":
                return True
            raise


def write_private(path: Path, content: bytes) -> None:
    """Write the file whole or not at all, readable by its user alone."""
    path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    beside.unlink(missing_ok=True)
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, PRIVATE_FILE), "wb") as f:
        f.write(content)
        f.flush()
        os.fsync(f.fileno())
    beside.replace(path)
