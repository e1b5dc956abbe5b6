"""`summitry upgrade`: a node is brought to this version, or back to what it was."""

import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from msgspec import Struct

from summitry import __version__
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Clock
from summitry_web.frame.looks import Look
from summitry_web.node.backup import backup
from summitry_web.node.home import Home
from summitry_web.node.restoring import put_back
from summitry_web.node.selftest import look_over
from summitry_web.node.serving import Say, migrate

BACKED_UP = Text("Backed up to {path}.")
MIGRATED = Text("The database is at version {version}.")
TESTED = Text("The self-test says: ready.")
FAILED = Text("This did not work: {problem}")
PUT_BACK = Text("Everything is back as it was before; nothing is lost.")


Looking = Callable[[Home, datetime], tuple[Look, ...]]
NOT_OF_THE_UPGRADE = frozenset({"ports", "checker", "disk", "clock"})
"""What no backup mends, so that it is no reason to go back."""


class Upgraded(Struct, frozen=True, kw_only=True):
    """What an upgrade did."""

    worked: bool
    path: Path
    seconds: float


def upgrade(home: Home, clock: Clock, say: Say, *, look: Looking = look_over) -> Upgraded:
    """Back up, migrate, test; put the backup back where one of the two fails.

    Parameters
    ----------
    look
        The self-test.
    """
    began = time.monotonic()
    if not home.path.is_dir():
        raise SummitryError("home.missing", got=str(home.path))
    with home.locked():
        at = clock.now()
        path = home.backups / f"before-{__version__}-{at:%Y%m%dT%H%M%SZ}.tar.gz"
        backup(home, path, at=at)
        say(BACKED_UP, path=path)
        problem = _tried(home, say, at, look)
        if problem:
            say(FAILED, problem=problem)
            put_back(path, home)
            say(PUT_BACK)
    return Upgraded(worked=not problem, path=path, seconds=time.monotonic() - began)


def _tried(home: Home, say: Say, at: datetime, look: Looking) -> str:
    """Migrate and test; return what is wrong, empty where nothing is."""
    try:
        migrate(home, home.kept())
    except SummitryError as refusal:
        return str(refusal.facts.get("problem", refusal.code))
    say(MIGRATED, version=__version__)
    bad = {each.name for each in look(home, at) if each.state == "bad"} - NOT_OF_THE_UPGRADE
    if bad:
        return ", ".join(sorted(bad))
    say(TESTED)
    return ""
