"""What a node does again and again: each app says in its `ready` what, and how often.

On a shared database every node does it, so that what is done twice must be as if done once.
"""

import logging
from collections.abc import Callable
from datetime import timedelta

from django.db import DatabaseError, close_old_connections
from msgspec import Struct

from summitry.kit.errors import SummitryError

LOG = logging.getLogger(__name__)


class Tick(Struct, frozen=True, kw_only=True):
    """Something that is done again and again."""

    name: str
    every: timedelta
    do: Callable[[], object]


_TICKS: dict[str, Tick] = {}


def every(interval: timedelta, name: str, do: Callable[[], object]) -> None:
    """Have it done in that interval by the process `tasks` of each node."""
    _TICKS[name] = Tick(name=name, every=interval, do=do)


def ticks() -> tuple[Tick, ...]:
    """Return all that are known, in order of name."""
    return tuple(_TICKS[name] for name in sorted(_TICKS))


class Rounds:
    """Remembers when each was last done."""

    def __init__(self, known: tuple[Tick, ...]) -> None:
        self.known = known
        self.due: dict[str, float] = {}

    def go(self, now: float) -> tuple[str, ...]:
        """Do what is due at the second ``now`` of a clock that only grows; return the names.

        What the world refuses is tried again when next due; a bug is raised.
        """
        done = [each for each in self.known if now >= self.due.get(each.name, 0.0)]
        for each in done:
            self.due[each.name] = now + each.every.total_seconds()
            close_old_connections()
            try:
                each.do()
            except (DatabaseError, OSError, SummitryError):
                LOG.exception("tick %s failed; it is tried again when next due", each.name)
        return tuple(each.name for each in done)
