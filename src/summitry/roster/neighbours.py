"""Whom to roster anew together, and on which days: drawn by chance, more often where it helped."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from summitry.kit.streams import Stream
from summitry.roster.problem import WEEK, Pattern, Problem

PATIENCE = 12
"""After so many vain draws of a manner, it takes one officer more."""
HALF = 0.5
"""Which share of the draws aims at what costs."""
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
        """Return officers, and the first day and the one after the last; None for all days.

        Half of the draws aim at a shift with too few or too many: they prefer officers who may work
        it, and days around it.
        """
        weights = np.array([each.weight for each in self._manners])
        place = int(self._stream.choice(len(weights), p=weights / weights.sum()))
        self._last = self._manners[place]
        scores = self._stream.random(len(roster))
        aim = self._aim(roster) if self._stream.random() < HALF else None
        if aim is not None:
            scores += self._may_work(*aim)
        order = np.argsort(-scores, kind="stable")[: self._last.officers]
        return sorted(order.tolist()), self._window(self._last.days, aim)

    def _aim(self, roster: Sequence[Pattern]) -> tuple[int, int] | None:
        """Return a day and kind with too few or too many, drawn by what that costs."""
        problem = self._problem
        lacks = problem.needs - problem.cover_of(roster)
        costs = np.where(lacks > 0, lacks * problem.missing, -lacks * problem.surplus)
        if not costs.any():
            return None
        place = int(self._stream.choice(costs.size, p=costs.ravel() / costs.sum()))
        return place // costs.shape[1], place % costs.shape[1]

    def _may_work(self, day: int, kind: int) -> np.ndarray:
        return np.array(
            [
                day not in each.days_off and each.kinds_max.get(kind, 1) > 0
                for each in self._problem.officers
            ],
            dtype=np.float64,
        )

    def _window(self, days: int | None, aim: tuple[int, int] | None) -> tuple[int, int] | None:
        if days is None:
            return None
        low, high = 0, self._problem.days - days
        if aim is not None:
            low, high = max(low, min(aim[0] - days + 1, high)), min(high, aim[0])
        first = int(self._stream.integers(low, high + 1))
        return first, first + days

    def learn(self, *, is_better: bool) -> None:
        """Take in whether the last draw helped."""
        last = self._last
        last.drawn += 1
        last.helped += is_better
        last.vain = 0 if is_better else last.vain + 1
        if last.vain >= PATIENCE:
            last.vain, last.officers = 0, min(last.officers + 1, last.officers_max)
