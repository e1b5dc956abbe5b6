"""What no schedule costs less than: the best prices of the shared cells, part by part.

The time-indexed relaxation lets every motorcade choose alone among all its departures, and makes it
pay for the cells it takes. Whatever the prices are, the sum of the cheapest departures, less the
prices of all there is, is a bound: so a search for prices can be stopped at any moment. At first a
price rises where too many want to be, and falls where there is room, by a running mean of what was
taken and with ever smaller steps. Then the relaxation is solved, of the part first that lacks most.

Unprotected motorcades are let onto segments freely here, which makes the bound lower, never wrong.
"""

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from msgspec import Struct

from summitry.move.lifted import lifted
from summitry.move.occupancy import SLOT, tables
from summitry.move.parts import part, parts
from summitry.move.prices import FAR, cheapest, layout
from summitry.move.problem import Problem, Schedule
from summitry.move.relaxed import Relaxation, is_there
from summitry.policy.compiled import compiled

TOLERANCE = 1e-6
MEAN_SHARE = 0.2
"""How much of the newest departures enters the mean."""
SHARE_FIRST, SHARE_LAST = 0.25, 0.005
"""How far towards the target a step goes at first and at last (Polyak, 1969)."""
STEPS_MAX = 1_000_000
STEPS_SHARE = 0.3
"""The share of the time that goes to the steps; the rest goes to the relaxation."""
NEAR_ENOUGH = 1e-4
"""Prices are the best where they lack no larger a share of what the relaxation says."""


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
        self._best_price = self._price.copy()
        self.value, self._best = -FAR, -FAR

    @property
    def cost(self) -> int:
        """The best bound so far, in weighted slots."""
        return max(0, _whole(self._best))

    def look(self) -> None:
        """Let everybody choose at these prices."""
        self.value = cheapest(self._table, self._place, self._price, self._used, self._chosen)
        if self.value > self._best:
            self._best = self.value
            self._best_price[:] = self._price

    def look_at(self, price: np.ndarray) -> None:
        """Let everybody choose at these."""
        self._price[:] = price
        self.look()

    def relaxation(self) -> Relaxation:
        """Return the relaxation, which sets out from the best prices so far."""
        return Relaxation(self._table, self._place, self._best_price)

    def move(self, target: int, share: float) -> bool:
        """Change the prices, and say whether there is anything to be gained."""
        norm, is_short = _lean(self._price, self._used, self._place.limit, self._mean)
        if norm <= TOLERANCE:
            return is_short
        length = SHARE_FIRST * (SHARE_LAST / SHARE_FIRST) ** share * (target - self.value) / norm
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


class _Part:
    """A part of the problem, what the schedule costs there, and what none costs less than."""

    def __init__(self, problem: Problem, schedule: Schedule) -> None:
        self._problem, self._floor = problem, floor(problem)
        self.size, self.target = len(schedule), problem.cost(schedule)
        self._prices: Prices | None = None

    @property
    def cost(self) -> int:
        """The bound so far."""
        return max(self._floor, self._prices.cost if self._prices else 0)

    @property
    def gap(self) -> int:
        """By how much the schedule may be dearer than the best; 0 where it is proved."""
        return self.target - self.cost

    @property
    def prices(self) -> Prices:
        """The prices of the part, which begin with the first question for them."""
        if self._prices is None:
            self._prices = Prices(self._problem)
        return self._prices


class _Proof:
    """The parts of a problem, and the time in which their bounds are to be found."""

    def __init__(
        self,
        parts: Sequence[_Part],
        elapsed: Callable[[], float],
        stop: Callable[[int], bool],
    ) -> None:
        self.parts, self._elapsed, self._stop = parts, elapsed, stop
        self.steps = 0

    @property
    def cost(self) -> int:
        """No schedule of all parts costs less."""
        return sum(part.cost for part in self.parts)

    def stops(self) -> bool:
        """Say whether to stop, having told the bound so far."""
        return self._stop(self.cost)

    def step(self, part: _Part, until: float) -> None:
        """Approach the best prices of a part step by step."""
        began, prices = self._elapsed(), part.prices
        for _ in range(STEPS_MAX):
            prices.look()
            self.steps += 1
            now = self._elapsed()
            if self.stops() or now >= until or part.gap <= 0:
                return
            if not prices.move(part.target, (now - began) / max(until - began, 1e-9)):
                return

    def relax(self, part: _Part, until: float) -> None:
        """Find the best prices of a part by its relaxation, as far as there is time."""
        if part.gap <= 0 or self.stops() or self._elapsed() >= until:
            return
        prices = part.prices
        relaxation = prices.relaxation()
        while part.gap > 0 and not self.stops() and (now := self._elapsed()) < until:
            price = relaxation.solve(until - now, self.stops)
            if price is None:
                return
            prices.look_at(price)
            self.steps += 1
            lacks = relaxation.value - prices.value
            if relaxation.is_complete:
                return
            if not relaxation.overlooks and lacks < NEAR_ENOUGH * max(1.0, relaxation.value):
                return


def bound(
    problem: Problem,
    schedule: Schedule,
    elapsed: Callable[[], float],
    seconds: float,
    stop: Callable[[int], bool] = lambda _: False,
) -> Bound:
    """Return the best bound found in time; where there is none, what everybody costs alone.

    Parameters
    ----------
    schedule
        What it costs sets how long the steps are, and where it is proved.
    elapsed
        Returns the seconds since the search for the bound began.
    stop
        Is told the bound so far, and says whether to stop.
    """
    began, target = elapsed(), problem.cost(schedule)
    if target <= 0 or began >= seconds or stop(0):
        return Bound(cost=min(floor(problem), target), steps=0, seconds=elapsed())
    own = [
        _Part(part(problem, numbers), tuple(schedule[number] for number in numbers))
        for numbers in parts(problem)
    ]
    proof = _Proof(own, elapsed, stop)
    _prove(proof, [each for each in own if each.gap > 0], elapsed, seconds)
    assert proof.cost <= target, (proof.cost, target)
    return Bound(cost=proof.cost, steps=proof.steps, seconds=elapsed())


def _prove(
    proof: _Proof, parts: Sequence[_Part], elapsed: Callable[[], float], seconds: float
) -> None:
    """Step in all parts, each with its share of the time, then relax them, the worst first."""
    left = sum(each.size for each in parts)
    last = seconds if not is_there() else elapsed() + STEPS_SHARE * (seconds - elapsed())
    for each in parts:
        now = elapsed()
        proof.step(each, now + (last - now) * each.size / left)
        left -= each.size
        if proof.stops() or elapsed() >= seconds:
            return
    if is_there():
        for each in sorted(parts, key=lambda part: part.gap, reverse=True):
            proof.relax(each, seconds)


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
