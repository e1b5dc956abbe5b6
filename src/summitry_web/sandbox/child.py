"""The sandbox's child: takes a file on its input, tells on its output what is in it, and ends.

``python -I -m summitry_web.sandbox.child MODULE:FUNCTION MEMORY [--alone]``. Limits are set before
anything is read; ``--alone`` leaves the network too. Nothing here knows the site's settings or
keys.
"""

import ctypes
import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module

from msgspec import Raw, Struct, msgpack

from summitry.kit.errors import SummitryError
from summitry_web.sandbox.answers import Answer, Given, refusal_of

MB = 1024 * 1024
CPU_SECONDS_MAX = 10
FILE_BYTES_MAX = 50 * MB
PROCESSES_MAX = 16
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
_NO_NEW_PRIVILEGES = 38
ALONE = "--alone"
PROBE = "--probe"


def limit(memory_bytes_max: int) -> None:
    """Bound what this process may use, and let no program that it starts become more than it is.

    The number of processes is not bounded for root, which nobody should run a node as.
    """
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes_max),
        (resource.RLIMIT_CPU, CPU_SECONDS_MAX),
        (resource.RLIMIT_FSIZE, FILE_BYTES_MAX),
        (resource.RLIMIT_NPROC, PROCESSES_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)


def leave_network() -> bool:
    """Move this process into a network of its own, without any way out; say whether it could."""
    unshare = getattr(ctypes.CDLL(None, use_errno=True), "unshare", None)
    return unshare is not None and bool(unshare(_NEW_USER | _NEW_NETWORK) == 0)


def main(arguments: list[str]) -> int:
    """Do the job on the input; refusals are answers, anything else ends the process."""
    if arguments == [PROBE]:
        return 0 if leave_network() else 1
    place, memory = arguments[:2]
    if ALONE in arguments[2:] and not leave_network():
        return 1
    do = _function(place)
    limit(int(memory))
    given = msgpack.decode(sys.stdin.buffer.read(), type=Given)
    try:
        answer = Answer(told=Raw(msgpack.encode(do(given.data, bytes(given.asked)))))
    except SummitryError as refused:
        answer = Answer(refusal=refusal_of(refused))
    sys.stdout.buffer.write(msgpack.encode(answer))
    sys.stdout.buffer.flush()
    return 0


def _function(place: str) -> Callable[[bytes, bytes], Struct]:
    # The place comes from a job that stands in our own code, never from a file or a form.
    module, _, name = place.partition(":")
    found: Callable[[bytes, bytes], Struct] = getattr(import_module(module), name)
    return found


if __name__ == "__main__":
    # Straight out: no handlers at exit run over what a stranger's file may have left behind.
    os._exit(main(sys.argv[1:]))
