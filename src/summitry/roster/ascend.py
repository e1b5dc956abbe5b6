"""A bound without a solver: covers, time, weekends and kinds get prices, which climb to the best.

For any prices, what the officers' cheapest patterns cost together with what is due for the needs is
a bound, where limits have prices instead of being kept. The prices go where patterns ask for more
than there is (subgradients with Polyak's steps), so that a year of many officers has a bound in
seconds, where the relaxation over patterns would not come to one.
"""

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import whole_bound
from summitry.roster.limits import SUNDAY
from summitry.roster.pricing import Pricer
from summitry.roster.problem import OFF, WEEK, Problem

STEP, STEP_MIN = 1.0, 0.001
"""Which share of the way to the goal a step aims at, at first and at last."""
PATIENCE = 12
"""After so many steps that did not climb, they are halved and begin at the best prices again."""
INERTIA = 0.6
"""How much of the last direction is in the next: prices leap less."""


class Ascent(Struct, frozen=True, kw_only=True):
    """The bound, and the prices at which it holds."""

    bound: float
    covers: np.ndarray
    """By day and kind: what one more who works there is worth."""


class _Due(Struct, frozen=True, kw_only=True):
    """Prices of covers, and by officer of time, of weekends, and of kinds."""

    covers: np.ndarray
    times: np.ndarray
    weekends: np.ndarray
    kinds: np.ndarray

    def moved(self, by: "_Due", length: float, problem: Problem) -> "_Due":
        """Return the prices so far in that direction, and none that no bound allows."""
        return _Due(
            covers=np.clip(self.covers + length * by.covers, -problem.surplus, problem.missing),
            times=self.times + length * by.times,
            weekends=np.maximum(self.weekends + length * by.weekends, 0.0),
            kinds=np.maximum(self.kinds + length * by.kinds, 0.0),
        )

    def mixed(self, other: "_Due", share: float) -> "_Due":
        """Return this and so much of the other."""
        return _Due(
            covers=self.covers + share * other.covers,
            times=self.times + share * other.times,
            weekends=self.weekends + share * other.weekends,
            kinds=self.kinds + share * other.kinds,
        )

    @property
    def square(self) -> float:
        """The square of its length."""
        parts = (self.covers, self.times, self.weekends, self.kinds)
        return float(sum((each**2).sum() for each in parts))


def ascend(
    problem: Problem, pricer: Pricer, goal: int, until: Until, covers: np.ndarray | None = None
) -> Ascent:
    """Return the best bound that prices are found for in time.

    Parameters
    ----------
    goal
        What a roster is known to cost: no bound lies above it.
    covers
        What covers are worth, where it is known nearly: the climb begins there.
    """
    limits = [_Limit.of(pricer, officer) for officer in range(len(problem.officers))]
    prices = best = _begun(problem, covers)
    bound, step, vain = -np.inf, STEP, 0
    direction = _zero(problem)
    while step > STEP_MIN and whole_bound(bound) < goal and not until():
        until.tick()
        value, asked = _asked(problem, pricer, limits, prices, until)
        if asked is None:
            break
        if value > bound:
            bound, best, vain = value, prices, 0
        else:
            vain += 1
        if vain >= PATIENCE:
            step, vain, prices, direction = step / 2, 0, best, _zero(problem)
            continue
        direction = asked.mixed(direction, INERTIA)
        square = direction.square
        if square <= 0:
            break
        prices = prices.moved(direction, step * (goal - value) / square, problem)
    return Ascent(bound=bound, covers=best.covers)


class _Limit(Struct, frozen=True, kw_only=True):
    """What an officer's time, weekends and kinds are limited to; time in shifts of mean length."""

    lengths: np.ndarray
    least: float
    most: float
    weekends: int
    kinds: np.ndarray

    @classmethod
    def of(cls, pricer: Pricer, officer: int) -> "_Limit":
        """Return the officer's limits."""
        units, least, most, weekends, kinds = pricer.measures(officer)
        mean = float(units.mean()) if len(units) else 1.0
        return cls(
            lengths=units / mean, least=least / mean, most=most / mean, weekends=weekends,
            kinds=kinds,
        )  # fmt: skip


def _zero(problem: Problem) -> _Due:
    count = len(problem.officers)
    return _Due(
        covers=np.zeros(problem.needs.shape),
        times=np.zeros(count),
        weekends=np.zeros(count),
        kinds=np.zeros((count, len(problem.kinds))),
    )


def _begun(problem: Problem, covers: np.ndarray | None) -> _Due:
    begun = _zero(problem)
    if covers is not None:
        begun.covers[:] = np.clip(covers, -problem.surplus, problem.missing)
    return begun


def _asked(
    problem: Problem, pricer: Pricer, limits: list[_Limit], prices: _Due, until: Until
) -> tuple[float, _Due | None]:
    """Return the bound at these prices, and by how much more is asked for than there is.

    None instead where it was time to stop, or an officer has no pattern at all.
    """
    value, cover = float((problem.needs * prices.covers).sum()), np.zeros_like(problem.needs)
    asked = _zero(problem)
    for officer, limit in enumerate(limits):
        time, kinds = prices.times[officer], prices.kinds[officer]
        costs = problem.costs[officer].astype(np.float64)
        costs[:, :-1] += time * limit.lengths + kinds - prices.covers
        found = pricer.loosely(officer, costs, float(prices.weekends[officer]))
        if until() or found.pattern is None:
            return -np.inf, None
        value += found.bound - time * (limit.most if time > 0 else limit.least)
        value -= prices.weekends[officer] * limit.weekends + float((kinds * limit.kinds).sum())
        works = np.array(found.pattern)
        worked = np.flatnonzero(works != OFF)
        cover[worked, works[worked]] += 1
        counts = np.bincount(works[worked], minlength=len(limit.kinds))
        weekends = len(np.unique(worked[worked % WEEK >= SUNDAY - 1] // WEEK))
        asked.times[officer] = _beyond(float(limit.lengths @ counts), time, limit)
        asked.weekends[officer] = weekends - limit.weekends
        asked.kinds[officer] = counts - limit.kinds
    asked.covers[:] = problem.needs - cover
    return value, _allowed(problem, prices, asked)


def _beyond(time: float, price: float, limit: _Limit) -> float:
    """Return by how much the time lies beyond the limit that the price stands for."""
    if price > 0:
        return time - limit.most
    if price < 0:
        return time - limit.least
    return max(0.0, time - limit.most) + min(0.0, time - limit.least)


def _allowed(problem: Problem, prices: _Due, asked: _Due) -> _Due:
    """Return what is asked for where prices may still go that way, 0 elsewhere."""
    is_top = (prices.covers >= problem.missing) & (asked.covers > 0)
    is_bottom = (prices.covers <= -problem.surplus) & (asked.covers < 0)
    return _Due(
        covers=np.where(is_top | is_bottom, 0.0, asked.covers),
        times=asked.times,
        weekends=np.where((prices.weekends <= 0) & (asked.weekends < 0), 0.0, asked.weekends),
        kinds=np.where((prices.kinds <= 0) & (asked.kinds < 0), 0.0, asked.kinds),
    )
