"""What no schedule costs less than: the best prices of the shared cells, approached step by step.

The time-indexed relaxation lets every motorcade choose alone among all its departures, and makes it
pay for the cells it takes. Whatever the prices are, the sum of the cheapest departures, less the
prices of all there is, is a bound: so a search for prices can be stopped at any moment. A price
rises where too many want to be, and falls where there is room, by a running mean of what was taken
and with ever smaller steps.

Unprotected motorcades are let onto segments freely here, which makes the bound lower, never wrong.
"""

from collections.abc import Callable
from math import ceil

import numpy as np
from msgspec import Struct

from summitry.move.lifted import lifted
from summitry.move.occupancy import SLOT, tables
from summitry.move.prices import FAR, cheapest, layout
from summitry.move.problem import Problem
from summitry.policy.compiled import compiled

TOLERANCE = 1e-6
MEAN_SHARE = 0.2
"""How much of the newest departures enters the mean."""
SHARE_FIRST, SHARE_LAST = 0.25, 0.005
"""How far towards the target a step goes at first and at last (Polyak, 1969)."""
STEPS_MAX = 1_000_000


class Bound(Struct, frozen=True, kw_only=True):
    """A bound, and how it was come to."""

    cost: int
    """No schedule costs less, in weighted slots."""
    steps: int
    seconds: float


class Prices:
    """The prices of what the motorcades share, and the best bound that any prices gave."""

    def __init__(self, problem: Problem) -> None:
        table = tables(problem, outwards=False)
        self._table = lifted(table)
        self._place = layout(self._table, len(problem.motorcades), SLOT // int(table.shape[2]))
        size = len(self._place.limit)
        self._price, self._used, self._mean = np.zeros(size), np.zeros(size), np.zeros(size)
        self._chosen = np.full((len(problem.motorcades), 2), -1, dtype=np.int64)
        self._value, self._best = -FAR, -FAR
        self.steps = 0

    @property
    def cost(self) -> int:
        """The best bound so far, in weighted slots."""
        return max(0, _whole(self._best))

    def look(self) -> None:
        """Let everybody choose at these prices."""
        self.steps += 1
        self._value = cheapest(self._table, self._place, self._price, self._used, self._chosen)
        self._best = max(self._best, self._value)

    def move(self, target: int, share: float) -> bool:
        """Change the prices, and say whether there is anything to be gained."""
        norm, is_short = _lean(self._price, self._used, self._place.limit, self._mean)
        if norm <= TOLERANCE:
            return is_short
        length = SHARE_FIRST * (SHARE_LAST / SHARE_FIRST) ** share * (target - self._value) / norm
        _change(self._price, self._mean, length)
        return True


@compiled
def _lean(
    price: np.ndarray, used: np.ndarray, limit: np.ndarray, mean: np.ndarray
) -> tuple[float, bool]:  # pragma: no cover  # compiled
    """Let what is taken now into the mean; return how long the way of the prices is, squared.

    Returned too is whether more is taken of anything than there is.
    """
    norm, is_short = 0.0, False
    for one in range(len(price)):
        over = used[one] - limit[one]
        is_short |= over > 0
        mean[one] += MEAN_SHARE * (over - mean[one])
        if price[one] > 0 or mean[one] > 0:
            norm += mean[one] * mean[one]
    return norm, is_short


@compiled
def _change(
    price: np.ndarray, mean: np.ndarray, length: float
) -> None:  # pragma: no cover  # compiled
    """Let the prices rise and fall so far; none falls below 0."""
    for one in range(len(price)):
        price[one] = max(price[one] + length * mean[one], 0.0)


def bound(
    problem: Problem,
    target: int,
    elapsed: Callable[[], float],
    seconds: float,
    stop: Callable[[int], bool] = lambda _: False,
) -> Bound:
    """Return the best bound found in time; where there is none, what everybody costs alone.

    Parameters
    ----------
    target
        What some schedule costs; it only sets how long the steps are, and when it is proved.
    elapsed
        Returns the seconds since the search for the bound began.
    stop
        Is told the bound so far, and says whether to stop.
    """
    began = elapsed()
    if target <= 0 or began >= seconds or stop(0):
        return Bound(cost=min(floor(problem), target), steps=0, seconds=elapsed())
    prices = Prices(problem)
    while prices.steps < STEPS_MAX:
        prices.look()
        now = elapsed()
        if stop(prices.cost) or now >= seconds or prices.cost >= target:
            break
        if not prices.move(target, (now - began) / max(seconds - began, 1e-9)):
            break
    assert prices.cost <= target, (prices.cost, target)
    return Bound(cost=prices.cost, steps=prices.steps, seconds=elapsed())


def floor(problem: Problem) -> int:
    """Return what everybody's best departure costs alone: a bound that takes no time to find."""
    table = tables(problem, outwards=False)
    least = table.motorcade[:, 1].copy()
    for number in range(len(least)):
        for way in range(table.ways[number], table.ways[number + 1]):
            is_open = table.is_open[table.opens[way] : table.opens[way + 1]]
            away = abs(np.flatnonzero(is_open) + table.window[way, 0] - table.window[way, 2])
            if len(away):
                cost = table.window[way, 3] + table.motorcade[number, 0] * away.min()
                least[number] = min(least[number], cost)
    return int(least.sum())


def _whole(value: float) -> int:
    """Return the least whole cost that is not below the bound, but for rounding."""
    return ceil(value - TOLERANCE * max(1.0, abs(value)))
