"""What the self-test looks at before doors open: the clock's source, the user, backups' age."""

import ctypes
import os
import shutil
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta

from summitry.kit.errors import Text
from summitry_web.frame.looks import Look
from summitry_web.node.backup import last_backup
from summitry_web.node.home import Home

FREE_SHARE_GOOD = 30
"""Percent of the disk that must be free before the event: a journal never waits for room."""
BACKUP_AGE_MAX = timedelta(hours=24)
_TIMEX_BYTES = 512
_CLOCK_ALONE = 5
"""TIME_ERROR of adjtimex(2): nothing steers the clock."""


def safety(home: Home, at: datetime) -> Iterator[Look]:
    """Yield what is looked at; what runs all the same is told as what could be better."""
    yield _steered()
    yield _user()
    yield from _room(home)
    yield _backed_up(home, at)


def _steered() -> Look:
    adjust = getattr(ctypes.CDLL(None), "adjtimex", None) if sys.platform == "linux" else None
    if adjust is None:
        return _better("steered", Text("This machine does not say whether its clock is steered."),
                       Text("Compare it with a clock that you trust, to the second."))  # fmt: skip
    if adjust(ctypes.create_string_buffer(_TIMEX_BYTES)) == _CLOCK_ALONE:
        return _better(
            "steered", Text("Nothing steers the clock: it may drift away from the other machines."),
            Text("Let chrony or another time service follow one clock on all machines."),
        )  # fmt: skip
    return _good("steered", Text("A time service steers the clock."))


def _user() -> Look:
    if os.geteuid() == 0:
        return _better("user", Text("This runs as root, who may do everything on the machine."),
                       Text("Make a user for the site alone, give it the folder, and run as that."),
                       )  # fmt: skip
    return _good("user", Text("This runs as a user of its own, not as root."))


def _room(home: Home) -> Iterator[Look]:
    usage = shutil.disk_usage(home.path)
    share = 100 * usage.free // usage.total
    if share < FREE_SHARE_GOOD:
        yield _better("room", Text("Of the disk, {share} % are free; {wanted} % should be."),
                      Text("Make room before the event: the journal must never wait for it."),
                      share=share, wanted=FREE_SHARE_GOOD)  # fmt: skip
    else:
        yield _good("room", Text("Of the disk, {share} % are free."), share=share)


def _backed_up(home: Home, at: datetime) -> Look:
    made = last_backup(home)
    mend = Text("Run “summitry backup FILE”, and keep the file on another machine.")
    if made is None:
        return _better("backup", Text("There was no backup yet."), mend)
    told = f"{made:%Y-%m-%d %H:%M} UTC"
    if at - made > BACKUP_AGE_MAX:
        return _better("backup", Text("The last backup is older than a day: {moment}"), mend,
                       moment=told)  # fmt: skip
    return _good("backup", Text("The last backup is of {moment}."), moment=told)


def _good(name: str, told: Text, /, **facts: str | int) -> Look:
    return Look(name=name, state="good", told=told, facts=facts)


def _better(name: str, told: Text, mend: Text, /, **facts: str | int) -> Look:
    return Look(name=name, state="warning", told=told, mend=mend, facts=facts)
