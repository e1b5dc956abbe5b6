"""Runs a job on a stranger's file in a child: what fails there is a refusal here."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, Generic, TypeVar

from msgspec import MsgspecError, Raw, Struct, msgpack

from summitry.kit.errors import SummitryError
from summitry_web.sandbox.answers import Answer, Given, raised
from summitry_web.sandbox.child import ALONE, MB, PROBE

SECONDS_MAX = 20
"""By the clock; the child's own processor time is bounded to half of it."""

BWRAP, UNSHARE, LIMITS = "bwrap", "unshare", "limits"
_CHILD = [sys.executable, "-I", "-m", "summitry_web.sandbox.child"]
_PROBE_SECONDS_MAX = 10
_ENVIRONMENT = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""Threads that nobody uses would take a good part of the child's memory for their stacks."""

Told = TypeVar("Told")


class Job(Struct, Generic[Told], frozen=True, kw_only=True):
    """What is done to a file in the child.

    Parameters
    ----------
    place
        The function, as ``module:name``: takes the file's bytes and what is asked in msgpack.
    told
        The type of what it returns; what is not of that type is refused.
    refused
        The code of the refusal when the child crashed, was killed, took too long, or babbled.
    """

    place: str
    told: type[Told]
    refused: str
    memory_bytes_max: int = 512 * MB


def opened(job: Job[Told], data: bytes, asked: object, *, home: Path) -> Told:
    """Return what the job tells of the file; `home` is hidden from it where the facility can.

    Raises
    ------
    SummitryError
        The job's refusal; the job's `refused` when the child did not end well.
    """
    given = msgpack.encode(Given(asked=Raw(msgpack.encode(asked)), data=data))
    try:
        answer = msgpack.decode(_run(job, given, home), type=Answer)
        if answer.refusal is None:
            return msgpack.decode(answer.told, type=job.told)
    except (MsgspecError, SummitryError) as problem:
        raise SummitryError(job.refused, seconds_max=SECONDS_MAX) from problem
    raise raised(answer.refusal)


def _run(job: Job[Told], given: bytes, home: Path) -> bytes:
    facility = sandbox_facility()
    words = [*_CHILD, job.place, str(job.memory_bytes_max)]
    if facility == BWRAP:
        words = [*_bubble(home), *words]
    elif facility == UNSHARE:
        words.append(ALONE)
    # Files, not pipes: so the limit on the size of files bounds the answer too. Whoever may list
    # processes sees a command's words: a file's name, which may hold a person's, is not in them.
    with TemporaryFile() as asked, TemporaryFile() as answer:
        asked.write(given)
        asked.seek(0)
        if _ended(words, asked, answer) != 0:
            raise SummitryError(job.refused, seconds_max=SECONDS_MAX)
        answer.seek(0)
        return answer.read()


def _ended(words: list[str], asked: IO[bytes], answer: IO[bytes]) -> int | None:
    """Return how the child ended, None where it was stopped; what it started ends with it."""
    with subprocess.Popen(  # noqa: S603  # the command is ours
        words, stdin=asked, stdout=answer, stderr=subprocess.DEVNULL, env=_ENVIRONMENT,
        close_fds=True, start_new_session=True,
    ) as child:  # fmt: skip
        try:
            return child.wait(SECONDS_MAX)
        except subprocess.TimeoutExpired:
            return None
        finally:
            with suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _bubble(home: Path | None) -> list[str]:
    command = [
        shutil.which("bwrap") or "bwrap", "--unshare-all", "--die-with-parent", "--new-session",
        "--clearenv", "--ro-bind", "/", "/", "--proc", "/proc", "--dev", "/dev",
    ]  # fmt: skip
    for name, value in _ENVIRONMENT.items():
        command += ["--setenv", name, value]
    # What is not there need not be hidden, and could not be covered.
    return [*command, "--tmpfs", str(home)] if home is not None and home.is_dir() else command


@cache
def sandbox_facility() -> str:
    """Return what keeps the child apart here: ``bwrap``, ``unshare``, or ``limits`` alone.

    Each is tried, not looked up: a container may hold the program and forbid what it does.
    """
    if shutil.which("bwrap") and _works([*_bubble(None), sys.executable, "-I", "-c", "pass"]):
        return BWRAP
    return UNSHARE if _works([*_CHILD, PROBE]) else LIMITS


def _works(command: list[str]) -> bool:
    try:
        done = subprocess.run(  # noqa: S603  # the command is ours
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL, env=_ENVIRONMENT, timeout=_PROBE_SECONDS_MAX, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0
