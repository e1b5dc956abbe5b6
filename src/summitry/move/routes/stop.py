"""When a search ends: after so many steps in tests, after so many seconds for people."""

from collections.abc import Callable
from typing import Protocol

from msgspec import Struct


class Stop(Protocol):
    """Something that says how much of what it grants is used up."""

    def spent(self) -> float:
        """Return the share that is spent; the search ends at 1."""


class Seconds(Struct):
    """So many seconds by a clock that is handed in."""

    seconds: float
    elapsed: Callable[[], float]
    """Returns the seconds since the search began."""

    def spent(self) -> float:
        """Return the share of the seconds that has passed."""
        return self.elapsed() / self.seconds if self.seconds > 0 else 1.0


class Turns(Struct):
    """So many questions; each is one turn."""

    turns: int
    asked: int = 0

    def spent(self) -> float:
        """Return the share of the turns that was asked for before."""
        if self.turns <= 0:
            return 1.0
        self.asked += 1
        return (self.asked - 1) / self.turns
