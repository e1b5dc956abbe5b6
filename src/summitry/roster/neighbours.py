"""Whom to roster anew together, on which days and how: drawn by chance, more often what pays."""

from enum import StrEnum

import numpy as np
from msgspec import Struct

from summitry.kit.streams import Stream
from summitry.roster.problem import WEEK, Problem

PATIENCE = 12
"""After so many vain draws of a manner, it takes one officer more."""
HALF = 0.5
"""Which share of the draws aims at what costs."""
LONG = 6 * WEEK
"""In longer horizons nobody is rostered anew on all days at once."""
MEMORY = 0.9
"""How much of what a manner brought is still counted at its next draw."""
CHANCE = 0.1
"""Of what the best manner is worth, so much at least is every manner's."""
TINY = 1e-9


class How(StrEnum):
    """How those drawn are rostered anew."""

    REBUILD = "rebuild"
    """One after the other, many times over."""
    CHOOSE = "choose"
    """Together, by a choice of whole patterns."""
    DIVE = "dive"
    """Together, by a dive."""


class Draw(Struct, frozen=True, kw_only=True):
    """Officers, the days on which they are rostered anew, and how."""

    how: How
    officers: list[int]
    window: tuple[int, int] | None
    """The first day, and the first after the last; None for all days."""


class Manner(Struct, kw_only=True):
    """A manner of drawing: how, how many officers, on how many days; and how it has done."""

    how: How
    officers: int
    officers_max: int
    days: int | None
    vain: int = 0
    drawn: float = 0.0
    gained: float = 0.0
    spent: float = 0.0

    @property
    def worth(self) -> float:
        """What it gained of late, for what it used up."""
        return self.gained / self.spent

    @property
    def length(self) -> float:
        """What a draw used up of late."""
        return self.spent / self.drawn


class Neighbours:
    """Draws officers and days, and learns from what came of it."""

    def __init__(self, problem: Problem, stream: Stream) -> None:
        self._problem, self._stream = problem, stream
        days = None if problem.days <= LONG else 4 * WEEK
        count = len(problem.officers)
        wanted = [
            (How.REBUILD, 3, 6, days),
            (How.REBUILD, 3, 6, 2 * WEEK),
            (How.CHOOSE, 5, 10, days),
            (How.CHOOSE, 10, 20, 2 * WEEK),
            (How.CHOOSE, 20, 40, WEEK),
            (How.DIVE, 16, 40, days),
        ]
        self._manners = [
            Manner(how=how, officers=min(few, count), officers_max=min(many, count), days=length)
            for how, few, many, length in wanted
            if length is None or length < problem.days
        ]
        self._last = self._manners[0]
        self._can_work = np.array(
            [
                [each.kinds_max.get(kind, 1) > 0 for kind in range(len(problem.kinds))]
                for each in problem.officers
            ],
            dtype=np.float64,
        ).reshape(count, len(problem.kinds))

    def draw(self, cover: np.ndarray) -> Draw:
        """Return whom to roster anew, and how, where so many work."""
        unknown = [each for each in self._manners if not each.drawn]
        if unknown:
            self._last = unknown[0]
        else:
            worths = np.array([each.worth for each in self._manners])
            chances = np.maximum(worths, CHANCE * worths.max()) + TINY
            # What is drawn is time: a manner that takes longer is drawn the less often.
            chances /= np.array([each.length for each in self._manners])
            place = int(self._stream.choice(len(chances), p=chances / chances.sum()))
            self._last = self._manners[place]
        return self.again(cover)

    def again(self, cover: np.ndarray) -> Draw:
        """Return whom to roster anew in the same manner as last.

        Half of the draws aim at a shift with too few or too many: they prefer officers who may work
        it, and days around it.
        """
        scores = self._stream.random(len(self._can_work))
        aim = self._aim(cover) if self._stream.random() < HALF else None
        if aim is not None:
            scores += self._may_work(*aim)
        order = np.argsort(-scores, kind="stable")[: self._last.officers]
        return Draw(
            how=self._last.how,
            officers=sorted(order.tolist()),
            window=self._window(self._last.days, aim),
        )

    def _aim(self, cover: np.ndarray) -> tuple[int, int] | None:
        """Return a day and kind with too few or too many, drawn by what that costs."""
        problem = self._problem
        lacks = problem.needs - cover
        costs = np.where(lacks > 0, lacks * problem.missing, -lacks * problem.surplus)
        if not costs.any():
            return None
        place = int(self._stream.choice(costs.size, p=costs.ravel() / costs.sum()))
        return place // costs.shape[1], place % costs.shape[1]

    def _may_work(self, day: int, kind: int) -> np.ndarray:
        officers = self._problem.officers
        is_there = np.array([day not in each.days_off for each in officers], dtype=np.float64)
        scores: np.ndarray = is_there * self._can_work[:, kind]
        return scores

    def _window(self, days: int | None, aim: tuple[int, int] | None) -> tuple[int, int] | None:
        if days is None:
            return None
        low, high = 0, self._problem.days - days
        if aim is not None:
            low, high = max(low, min(aim[0] - days + 1, high)), min(high, aim[0])
        first = int(self._stream.integers(low, high + 1))
        return first, first + days

    def learn(self, *, gain: float, spent: float) -> None:
        """Take in what the last draw gained, and which share of the budget it used up."""
        last = self._last
        last.drawn = MEMORY * last.drawn + 1
        last.gained = MEMORY * last.gained + gain
        last.spent = MEMORY * last.spent + max(spent, TINY)
        last.vain = 0 if gain > 0 else last.vain + 1
        if last.vain >= PATIENCE:
            last.vain, last.officers = 0, min(last.officers + 1, last.officers_max)
