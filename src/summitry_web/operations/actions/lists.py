"""The lists beside the journals: filled as entries come, so that no page pays for it."""

import logging
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

from summitry.kit.errors import SummitryError
from summitry_web.frame.ticks import Rounds, Tick
from summitry_web.operations.store.service import journals
from summitry_web.operations.store.shown import Shown

EVERY = timedelta(milliseconds=200)
ENTRIES_MAX = 1_000
"""How many of one journal are taken in at a time: after a restart its writer must not wait."""
log = logging.getLogger(__name__)


def bring_up() -> None:
    """Take in what the journals of this node have more than their lists."""
    for event, folder in journals():
        try:
            with closing(Shown(folder, event)) as shown:
                shown.bring_up(most=ENTRIES_MAX)
        except (SummitryError, sqlite3.Error):
            # A page takes it in, or the next time: the list is made from the journal at will.
            log.exception("the list of %s is not up to date", folder.name)


def go_on(pause: Callable[[float], bool]) -> None:
    """Bring the lists up again and again, until the pause says that it is over."""
    rounds = Rounds((Tick(name="operations.lists", every=EVERY, do=bring_up),))
    while not pause(EVERY.total_seconds()):
        rounds.go(time.monotonic())
