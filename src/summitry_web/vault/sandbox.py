"""Examines a file in a child that can harm nothing: what fails there is a refusal."""

import shutil
import subprocess
import sys
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile

from msgspec import DecodeError, msgpack

from summitry.kit.errors import SummitryError
from summitry_web.vault.child import ALONE, PROBE, Examined

SECONDS_MAX = 20
"""By the clock; the child's own processor time is bounded to half of it."""

BWRAP, UNSHARE, LIMITS = "bwrap", "unshare", "limits"
_CHILD = [sys.executable, "-I", "-m", "summitry_web.vault.child"]
_PROBE_SECONDS_MAX = 10
ENDING_MAX = 10


def examined(data: bytes, name: str, *, home: Path) -> Examined:
    """Return what the child says of the file; `home` is hidden from it where the facility can.

    Raises
    ------
    SummitryError
        The child's refusal; ``vault.sandbox`` when it crashed, was killed, or took too long.
    """
    answer = _run(data, [*_command(home), _nameless(name), *_options()])
    try:
        told = msgpack.decode(answer, type=Examined)
    except DecodeError as problem:
        raise SummitryError("vault.sandbox", seconds_max=SECONDS_MAX) from problem
    if told.code:
        raise SummitryError(told.code, **told.facts)
    return told


def _nameless(name: str) -> str:
    # Whoever may list processes sees a command's words; a file's name may hold a person's.
    ending = name.rpartition(".")[2]
    return f"file.{ending}" if ending.isalnum() and len(ending) <= ENDING_MAX else "file"


def _run(data: bytes, command: list[str]) -> bytes:
    # Files, not pipes: so the limit on the size of files bounds the answer too.
    with TemporaryFile() as given, TemporaryFile() as answer:
        given.write(data)
        given.seek(0)
        try:
            done = subprocess.run(  # noqa: S603  # the command is ours, the name is cleaned
                command, stdin=given, stdout=answer, stderr=subprocess.DEVNULL, env={},
                timeout=SECONDS_MAX, check=False, close_fds=True, start_new_session=True,
            )  # fmt: skip
        except subprocess.TimeoutExpired as problem:
            raise SummitryError("vault.sandbox", seconds_max=SECONDS_MAX) from problem
        if done.returncode:
            raise SummitryError("vault.sandbox", seconds_max=SECONDS_MAX)
        answer.seek(0)
        return answer.read()


def _command(home: Path) -> list[str]:
    return [*_bubble(home), *_CHILD] if sandbox_facility() == BWRAP else _CHILD


def _options() -> list[str]:
    return [ALONE] if sandbox_facility() == UNSHARE else []


def _bubble(home: Path | None) -> list[str]:
    command = [
        shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session",
        "--clearenv", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev",
    ]  # fmt: skip
    return command if home is None else [*command, "--tmpfs", str(home)]


@cache
def sandbox_facility() -> str:
    """Return what keeps the child apart here: ``bwrap``, ``unshare``, or ``limits`` alone.

    Each is tried, not looked up: a container may hold the program and forbid what it does.
    """
    if shutil.which("bwrap") and _works([*_bubble(None), sys.executable, "-I", "-c", "pass"]):
        return BWRAP
    return UNSHARE if _works([*_CHILD, PROBE, PROBE]) else LIMITS


def _works(command: list[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # the command is ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env={}, timeout=_PROBE_SECONDS_MAX, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
