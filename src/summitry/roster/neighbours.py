"""Whom to roster anew together, and on which days: drawn by chance, more often where it helped."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from summitry.kit.streams import Stream
from summitry.roster.problem import WEEK, Pattern, Problem

PATIENCE = 12
"""After so many vain draws of a manner, it takes one officer more."""
LONG = 6 * WEEK
"""In longer horizons nobody is rostered anew on all days at once."""


class Manner(Struct, kw_only=True):
    """A manner of drawing: how many officers, on how many days; and how it has done."""

    officers: int
    officers_max: int
    days: int | None
    vain: int = 0
    drawn: int = 0
    helped: int = 0

    @property
    def weight(self) -> float:
        """How often it helped, of the times it was drawn; new manners are given a chance."""
        return (self.helped + 1) / (self.drawn + 2)


class Neighbours:
    """Draws officers and days, and learns from what came of it."""

    def __init__(self, problem: Problem, stream: Stream) -> None:
        self._problem, self._stream = problem, stream
        count = len(problem.officers)
        manners = [
            Manner(officers=5, officers_max=10, days=None),
            Manner(officers=10, officers_max=20, days=2 * WEEK),
            Manner(officers=20, officers_max=40, days=WEEK),
        ]
        if problem.days > LONG:
            manners = [Manner(officers=5, officers_max=10, days=4 * WEEK), *manners[1:]]
        for manner in manners:
            manner.officers = min(manner.officers, count)
            manner.officers_max = min(manner.officers_max, count)
        self._manners = [each for each in manners if each.days is None or each.days < problem.days]
        self._last = self._manners[0]

    def draw(self, roster: Sequence[Pattern]) -> tuple[list[int], tuple[int, int] | None]:
        """Return officers, and the first day and the one after the last; None for all days."""
        weights = np.array([each.weight for each in self._manners])
        place = int(self._stream.choice(len(weights), p=weights / weights.sum()))
        self._last = self._manners[place]
        window = self._window(self._last.days)
        order = self._stream.permutation(len(roster))
        count = self._last.officers
        return sorted(int(each) for each in order[:count]), window

    def _window(self, days: int | None) -> tuple[int, int] | None:
        if days is None:
            return None
        first = int(self._stream.integers(0, self._problem.days - days + 1))
        return first, first + days

    def learn(self, *, is_better: bool) -> None:
        """Take in whether the last draw helped."""
        last = self._last
        last.drawn += 1
        last.helped += is_better
        last.vain = 0 if is_better else last.vain + 1
        if last.vain >= PATIENCE:
            last.vain, last.officers = 0, min(last.officers + 1, last.officers_max)
