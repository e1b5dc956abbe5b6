"""`python -m tools.with_postgresql -- COMMAND …`: runs it beside a PostgreSQL of its own.

The command finds the server in ``SUMMITRY_DATABASE``. The server ends with the command, and also
where this program is killed: it waits on a pipe that only this program holds.
"""

import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tools.servers import Missing, postgresql

USERS = ("postgres", "nobody")
"""PostgreSQL refuses to run as root: one of these runs it then."""

WAIT_SECONDS_MAX = 30
CONNECTIONS_MAX = 200

# Nothing of a test is worth keeping after a crash, so nothing waits for the disk.
FLEETING = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")
SETTINGS = (
    "listen_addresses=127.0.0.1", "unix_socket_directories=",
    f"max_connections={CONNECTIONS_MAX}", "logging_collector=off", "log_min_messages=fatal",
    "shared_buffers=64MB", "timezone=UTC",
)  # fmt: skip

# Ends the server when standard input does: that is when who started it ended, however it ended.
WATCH = '"$@" & server=$!; cat >/dev/null; kill -INT "$server"; wait "$server"; rm -rf -- "$0"'


def _user() -> str | None:
    if os.geteuid() != 0:
        return None
    known = {each.pw_name for each in pwd.getpwall()}
    return next((name for name in USERS if name in known), None)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
    return port


def _make(programs: Path, data: Path, user: str | None) -> None:
    made = subprocess.run(
        (
            programs / "initdb", "--pgdata", data, "--username", "summitry", "--auth", "trust",
            "--encoding", "UTF8", "--locale", "C", "--no-sync", "--no-instructions",
        ),
        user=user, cwd=data.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if made.returncode:
        raise Missing(f"PostgreSQL could not make its files: {made.stderr.strip()}")


def _wait(programs: Path, port: int, server: subprocess.Popen[bytes]) -> None:
    asking = (
        programs / "pg_isready", "--quiet", "--host", "127.0.0.1", "--port", str(port),
        "--username", "summitry", "--dbname", "postgres",
    )  # fmt: skip
    waiting = "; ".join(
        (f"for try in $(seq {WAIT_SECONDS_MAX * 10})", 'do "$@" && exit 0', "sleep 0.1", "done")
    )
    told = subprocess.run(("sh", "-c", f"{waiting}; exit 1", "sh", *asking), check=False)
    if told.returncode or server.poll() is not None:
        raise Missing("PostgreSQL did not start; its own words stand above.")


@contextmanager
def running(*, durable: bool = False) -> Iterator[str]:
    """Yield the address of a server with nothing in it; it ends, with its files, on leaving.

    Parameters
    ----------
    durable
        What is committed waits for the disk, as in an installation.

    Raises
    ------
    Missing
        When there is no PostgreSQL, or it does not start.
    """
    programs, user, port = postgresql(), _user(), _free_port()
    folder = Path(tempfile.mkdtemp(prefix="summitry-postgresql-"))
    data = folder / "data"
    if user is not None:
        shutil.chown(folder, user)
    try:
        _make(programs, data, user)
        settings = SETTINGS if durable else (*SETTINGS, *FLEETING)
        options = [part for each in settings for part in ("-c", each)]
        command: tuple[str | Path, ...] = (
            programs / "postgres", "-D", data, "-p", str(port), *options,
        )  # fmt: skip
        server = subprocess.Popen(
            ("sh", "-c", WATCH, folder, *command),
            user=user, cwd=folder, stdin=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        try:
            _wait(programs, port, server)
            yield f"postgresql://summitry@127.0.0.1:{port}/postgres"
        finally:
            assert server.stdin is not None
            server.stdin.close()
            server.wait(WAIT_SECONDS_MAX)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _leave(number: int, _frame: FrameType | None) -> None:
    sys.exit(128 + number)


def main(words: list[str]) -> int:
    """Run the command beside a server, and return its own answer."""
    command = words[1:] if words[:1] == ["--"] else words
    if not command:
        sys.stderr.write("Say what to run: python -m tools.with_postgresql -- COMMAND …\n")
        return 2
    signal.signal(signal.SIGTERM, _leave)
    try:
        with running() as address:
            beside = {**os.environ, "SUMMITRY_DATABASE": address}
            return subprocess.run(command, env=beside, check=False).returncode
    except Missing as problem:
        sys.stderr.write(f"{problem}\n")
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
