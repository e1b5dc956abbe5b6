"""The sandbox's child: takes a file on its input, tells on its output what it is, and ends.

``python -I -m summitry_web.vault.child NAME [--alone]``. Limits are set before anything is read;
``--alone`` leaves the network too. Nothing here knows the site's settings or keys.
"""

import ctypes
import os
import resource
import sys

from msgspec import Struct, msgpack

from summitry.kit.errors import SummitryError
from summitry_web.vault.parse import office, papers, pictures, plain
from summitry_web.vault.parse.kinds import BYTES_MAX, MB, ZIP, Kind, sniff

MEMORY_BYTES_MAX = 512 * 1024 * 1024
CPU_SECONDS_MAX = 10
FILE_BYTES_MAX = 50 * MB
PROCESSES_MAX = 16
TEXT_MAX = 200_000
_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000
ALONE = "--alone"
PROBE = "--probe"


class Examined(Struct, kw_only=True, omit_defaults=True):
    """What the child tells: a refusal, or the kind, the text, and the content where it is new."""

    code: str = ""
    facts: dict[str, str | int] = {}
    kind: str = ""
    text: str = ""
    content: bytes | None = None


def limit() -> None:
    """Bound what this process may use."""
    for what, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES_MAX),
        (resource.RLIMIT_CPU, CPU_SECONDS_MAX),
        (resource.RLIMIT_FSIZE, FILE_BYTES_MAX),
        (resource.RLIMIT_NPROC, PROCESSES_MAX),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(what, (bound, bound))


def leave_network() -> bool:
    """Move this process into a network of its own, without any way out; say whether it could."""
    libc = ctypes.CDLL(None, use_errno=True)
    return bool(libc.unshare(_NEW_USER | _NEW_NETWORK) == 0)


def examine(data: bytes, name: str) -> Examined:
    """Return what the file is."""
    kind = sniff(data, name)
    if kind == ZIP:
        opened = office.judge(data)
        return Examined(kind=opened.kind.value, text=office.text_of(opened))
    known = Kind(kind)
    if known is Kind.PDF:
        return Examined(kind=kind, text=papers.text_of(papers.judge(data)))
    if known in {Kind.PNG, Kind.JPEG, Kind.WEBP}:
        return Examined(kind=kind, content=pictures.made_anew(data, known))
    return Examined(kind=kind, text=plain.text_of(data, known)[:TEXT_MAX])


def main(arguments: list[str]) -> int:
    """Examine the file on the input; refusals are answers, anything else ends the process."""
    if arguments == [PROBE, PROBE]:
        return 0 if leave_network() else 1
    if ALONE in arguments[1:] and not leave_network():
        return 1
    limit()
    data = sys.stdin.buffer.read(BYTES_MAX + 1)
    try:
        if len(data) > BYTES_MAX:
            raise SummitryError("vault.too_large", mb_max=BYTES_MAX // MB)  # noqa: TRY301  # one way out
        told = examine(data, arguments[0])
    except SummitryError as refusal:
        facts = {name: v for name, v in refusal.facts.items() if isinstance(v, str | int)}
        told = Examined(code=refusal.code, facts=facts)
    sys.stdout.buffer.write(msgpack.encode(told))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    # Straight out: no handlers at exit run over what a stranger's file may have left behind.
    os._exit(main(sys.argv[1:]))
