"""Long horizons stretch by stretch: everybody is rostered anew together in a window that moves on.

Where a horizon is too long to be relaxed as a whole, a few weeks of it are not. What is rostered
before and behind the window stays, so that each officer's limits hold throughout.
"""

from collections.abc import Callable

import numpy as np

from summitry.roster.budget import Until
from summitry.roster.columns import Relaxed
from summitry.roster.improve import Part, Search
from summitry.roster.neighbours import Draw, How
from summitry.roster.pricing import Pricer
from summitry.roster.problem import WEEK

LENGTH = 4 * WEEK
"""The first windows; where one cannot be relaxed in its time, it gets a week shorter."""
CLOSED_BY = 0.6
"""By which share of a window's time it must be relaxed."""
NEAR = 0.01
"""So near to its value, as a share, the bound of a window must come before it is dived into."""
FIRST = 0.75
"""Which share of the time the first sweep may take."""
EACH = 0.3
"""Which share of the time left a window may take after the first sweep."""
APART = 3
"""On so many days after the days that stay, worths depend on what was rostered there."""


class Sweep:
    """Goes through the horizon again and again in ever longer windows."""

    def __init__(self, search: Search, pricer: Pricer, tell: Callable[[], object]) -> None:
        self._search, self._pricer, self._tell = search, pricer, tell
        self._everybody = list(range(len(search.problem.officers)))
        self._days = search.problem.days
        self._length = min(LENGTH, self._days)
        self.covers = np.zeros(search.problem.needs.shape)
        """By day and kind: what one more who works there is worth, where a window told it."""

    def run(self, until: Until) -> None:
        """Sweep once through the horizon, then again until it gains no more or time is up.

        Windows grow by a week from sweep to sweep as long as they can be relaxed. Every other sweep
        begins a week later, so that other days meet in its windows.
        """
        if not self._first(until.part(FIRST)):
            return
        begin, longest = 0, self._days
        while not until():
            before, length = self._search.cost, self._length
            begin, self._length = WEEK - begin, min(length + WEEK, longest)
            is_longer = self._length > length
            if not self._again(begin, until):
                longest = self._length = length
            if not is_longer and self._search.cost == before:
                return

    def _first(self, until: Until) -> bool:
        """Sweep with windows so long that they can be relaxed; say whether the end was reached."""
        first = 0
        while not until():
            first = min(first, self._days - self._length)
            windows = 1 + -(-(self._days - self._length - first) // self._step)
            if self._rostered(first, until.part(1 / windows)):
                if first + self._length >= self._days:
                    return True
                first += self._step
            elif self._length > WEEK:
                self._length = max(WEEK, self._length - WEEK)
            else:
                return False
        return False

    def _again(self, begin: int, until: Until) -> bool:
        """Sweep once more from this day on; say whether the end was reached."""
        last = self._days - self._length
        for first in [*range(min(begin, last), last, self._step), last]:
            if until() or not self._rostered(first, until.part(EACH)):
                return False
        return True

    @property
    def _step(self) -> int:
        """By how many days a window moves on: those at its end were rostered for what follows."""
        return max(WEEK, self._length - WEEK)

    def _rostered(self, first: int, until: Until) -> bool:
        """Roster the window anew; say whether it could be relaxed in time."""
        until.tick()
        search, window = self._search, (first, first + self._length)
        draw = Draw(how=How.DIVE, officers=self._everybody, window=window)
        part = Part(search, self._pricer, draw)
        relaxed = part.relaxed(until.part(CLOSED_BY), NEAR)
        if not relaxed.is_closed:
            return False
        self._note(relaxed, slice(first + APART if first else 0, window[1]))
        search.replace(self._everybody, part.dived(relaxed, until))
        self._tell()
        return True

    def _note(self, relaxed: Relaxed, days: slice) -> None:
        if relaxed.covers is not None:
            self.covers[days] = relaxed.covers[days]
