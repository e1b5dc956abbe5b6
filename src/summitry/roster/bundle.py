"""The relaxation over patterns without a solver: prices near the last good ones, and mixtures.

A proximal bundle method: of all patterns known so far the mixture is found that costs least, where
prices may not go far from the best ones so far; the patterns that are cheapest at its prices join.
The more a step keeps of what it promised, the farther the next one goes. A step takes hardly longer
than pricing every officer once, where a linear program of many officers takes much longer.
"""

from collections.abc import Iterator, Sequence

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import Pricing, whole_bound
from summitry.roster.days import NONE
from summitry.roster.master import FREE, Mixture
from summitry.roster.problem import OFF, Pattern, Problem
from summitry.roster.settle import TURNS, Known, Weights, settle

EACH_MAX = 60
"""So many patterns of an officer are known at once."""
SHARE_MIN = 1e-3
"""A smaller share of a pattern is what the small steps leave."""
SWEEPS = 400
"""So often shares are gone through at the most until they rest."""
RESTS = 0.5
"""As costs are whole, shares rest where all of them could gain no more than this."""
STEP = 0.03
"""By so much of what one too few costs its price rises at first."""
PASSES_MIN, PASSES_GAIN = 5, 0.03
"""After so many passes in turn at least, one that gains a smaller share is the last."""
KEPT, KEPT_MOST = 0.1, 0.5
"""So much of the rise that was promised makes prices the best ones, or the step longer."""
LONGER, SHORTER = 2.0, 1.2
"""By so much steps get longer, and shorter where as much was lost as was promised."""
NEAR = 3e-4
"""So near, as a share, the bound comes to the cost of the mixture."""
PATIENCE = 15
"""So many steps that together bring the bound no nearer than that are the last."""


class Bundled(Struct, frozen=True, kw_only=True):
    """The relaxation as far as it came."""

    bound: float
    """No roster costs less: minus infinity where the officers were never priced all at once."""
    covers: np.ndarray
    """By day and kind: what one more who works there is worth where that bound is met."""


class Bundle:
    """The patterns known of each officer, with shares that add up to 1."""

    def __init__(self, problem: Problem, roster: Sequence[Pattern]) -> None:
        self.problem = problem
        count, days = len(problem.officers), problem.days
        self._off = problem.needs.size
        self._known = Known(
            cells=np.full((count, EACH_MAX, days), self._off, dtype=np.int64),
            costs=np.zeros((count, EACH_MAX)),
            shares=np.zeros((count, EACH_MAX)),
            counts=np.ones(count, dtype=np.int64),
            load=np.zeros(self._off + 1),
        )
        self._patterns: list[list[Pattern]] = [[each] for each in roster]
        for officer, pattern in enumerate(roster):
            self._put(officer, 0, pattern)
        self._known.shares[:, 0] = 1.0
        self._weights = Weights(
            needs=_flat(problem.needs), lows=_flat(-problem.surplus), highs=_flat(problem.missing),
            centre=np.zeros(self._off + 1),
        )  # fmt: skip
        weighed = (problem.missing + problem.surplus)[problem.missing + problem.surplus > 0]
        self.unit = float(weighed.mean()) if len(weighed) else 1.0
        self.step = STEP * self.unit
        self._weigh()

    def _put(self, officer: int, place: int, pattern: Pattern) -> None:
        kinds = np.array(pattern, dtype=np.int64)
        cells = np.arange(len(kinds)) * len(self.problem.kinds) + kinds
        self._known.cells[officer, place] = np.where(kinds == OFF, self._off, cells)
        self._known.costs[officer, place] = self.problem.pattern_cost(officer, pattern)

    def _weigh(self) -> None:
        """Add up the load anew."""
        cells, shares = self._known.cells, self._known.shares
        weights = np.repeat(shares.ravel(), self.problem.days)
        self._known.load[:] = np.bincount(cells.ravel(), weights, minlength=self._off + 1)

    def add(self, officer: int, pattern: Pattern) -> bool:
        """Add a pattern, and say whether it is new.

        Where there is no place left, it takes that of the pattern with the least share, of those
        the dearest, and its share.
        """
        patterns = self._patterns[officer]
        if pattern in patterns:
            return False
        place = len(patterns)
        if place < EACH_MAX:
            patterns.append(pattern)
            self._known.counts[officer] += 1
            self._put(officer, place, pattern)
            return True
        rises = self._reduced(_flat(self.covers()), officer)
        place = int(np.lexsort((-rises, self._known.shares[officer]))[0])
        patterns[place] = pattern
        self._put(officer, place, pattern)
        if self._known.shares[officer, place] > 0:
            self._weigh()
        return True

    def _reduced(self, prices: np.ndarray, officer: int) -> np.ndarray:
        """Return what each known pattern of the officer costs at these prices."""
        count = len(self._patterns[officer])
        reduced: np.ndarray = self._known.costs[officer, :count] - prices[
            self._known.cells[officer, :count]
        ].sum(axis=1)
        return reduced

    def covers(self) -> np.ndarray:
        """Return what one more who works there is worth, by day and kind."""
        weights = self._weights
        prices = weights.centre + self.step * (weights.needs - self._known.load)
        prices = np.clip(prices, weights.lows, weights.highs)
        covers: np.ndarray = prices[:-1].reshape(self.problem.needs.shape)
        return covers

    def centre(self, covers: np.ndarray) -> None:
        """Let prices be these where the load is as needed."""
        self._weights.centre[:] = _flat(covers)

    def settle(self) -> None:
        """Move the shares of all officers until they rest."""
        self._weigh()
        count = len(self._patterns)
        settle(self._known, self._weights, self.step, (0, count), SWEEPS, RESTS)

    @property
    def value(self) -> float:
        """What the mixture costs: the relaxation costs no more."""
        lacks = self._weights.needs - self._known.load
        costs = np.where(lacks > 0, lacks * self._weights.highs, lacks * self._weights.lows)
        return float((self._known.costs * self._known.shares).sum() + costs.sum())

    def hoped(self, covers: np.ndarray) -> float:
        """Return the bound at these prices if there were no other patterns than those known."""
        prices = _flat(covers)
        least = sum(self._reduced(prices, each).min() for each in range(len(self._patterns)))
        return float((self._weights.needs * prices).sum() + least)

    def met(self, pricing: Pricing, covers: np.ndarray, until: Until) -> float:
        """Return the bound at these prices and add the cheapest patterns there.

        Minus infinity where it was time to stop.
        """
        bound = float((self.problem.needs * covers).sum())
        for officer in range(len(self._patterns)):
            if until():
                return -np.inf
            found = pricing(officer, self._costs(officer, covers))
            bound += min(found.bound, NONE)
            if found.pattern is not None:
                self.add(officer, found.pattern)
        return bound

    def _costs(self, officer: int, covers: np.ndarray) -> np.ndarray:
        costs: np.ndarray = self.problem.costs[officer].astype(np.float64)
        costs[:, :-1] -= covers
        return costs

    def take_turns(self, pricing: Pricing, officers: Sequence[int], until: Until) -> bool:
        """Give each in turn the cheapest pattern at prices that follow the load, then settle.

        The prices become those where the load is as needed. Says whether a pattern was new.
        """
        is_new = False
        for officer in officers:
            if until():
                return False
            found = pricing(officer, self._costs(officer, self.covers()))
            if found.pattern is not None:
                is_new |= self.add(officer, found.pattern)
            settle(self._known, self._weights, self.step, (officer, officer + 1), TURNS, 0.0)
        self.settle()
        self.centre(self.covers())
        return is_new

    def keep(self, officer: int, days: np.ndarray) -> None:
        """Drop the officer's patterns that differ from a day that is fixed.

        Parameters
        ----------
        days
            For each day the kind, `OFF`, or `FREE` where it is not fixed. At least one pattern with
            a share keeps to them.
        """
        patterns, known = self._patterns[officer], self._known
        differs = ((days != FREE) & (days != np.array(patterns))).any(axis=1)
        stay = np.flatnonzero(~differs)
        shares = known.shares[officer, stay]
        known.cells[officer, : len(stay)] = known.cells[officer, stay]
        known.costs[officer, : len(stay)] = known.costs[officer, stay]
        known.shares[officer] = 0.0
        known.shares[officer, : len(stay)] = shares / shares.sum()
        known.counts[officer] = len(stay)
        self._patterns[officer] = [patterns[each] for each in stay]

    def taken(self) -> Iterator[tuple[int, Pattern]]:
        """Yield officers and patterns of their mixtures, those with the least shares first."""
        for officer, mixture in self.mixtures().items():
            for _, pattern in sorted(mixture):
                yield officer, pattern

    def mixtures(self) -> dict[int, Mixture]:
        """Return by officer the patterns of the mixture with their shares."""
        found = {}
        for officer, patterns in enumerate(self._patterns):
            shares = self._known.shares[officer, : len(patterns)]
            taken = np.flatnonzero(shares >= SHARE_MIN)
            whole = shares[taken].sum()
            found[officer] = [(float(shares[each] / whole), patterns[each]) for each in taken]
        return found


def _flat(cells: np.ndarray) -> np.ndarray:
    """Return a number for each day and kind, and 0 for a day off."""
    return np.append(cells.astype(np.float64).ravel(), 0.0)


def bundled(bundle: Bundle, pricing: Pricing, goal: int, until: Until) -> Bundled:
    """Let prices climb until bound and mixture meet, or it is time to stop.

    Parameters
    ----------
    goal
        What a roster is known to cost: no bound lies above it.
    """
    _mix(bundle, pricing, until)
    bound, best = -np.inf, np.zeros(bundle.problem.needs.shape)
    before, vain = bound, 0
    while not until() and whole_bound(bound) < goal and vain < PATIENCE:
        until.tick()
        bundle.settle()
        covers = bundle.covers()
        hope = bundle.hoped(covers) - bound
        value = bundle.met(pricing, covers, until)
        rise = value - bound
        if not np.isfinite(value):
            break
        if not np.isfinite(bound) or rise > max(0.0, KEPT * hope):
            bound, best = value, covers
            bundle.centre(covers)
            if rise > KEPT_MOST * hope:
                bundle.step *= LONGER
        elif rise < -hope:
            bundle.step /= SHORTER
        near = NEAR * bundle.value
        if bundle.value - bound <= near:
            break
        before, vain = (before, vain + 1) if bound <= before + near else (bound, 0)
    return Bundled(bound=bound, covers=best)


def _mix(bundle: Bundle, pricing: Pricing, until: Until) -> None:
    """Find patterns that cover well, in turns, as long as the mixture gets much cheaper."""
    everybody, value, passes = range(len(bundle.problem.officers)), np.inf, 0
    while not until():
        until.tick()
        bundle.take_turns(pricing, everybody, until)
        before, value, passes = value, bundle.value, passes + 1
        if passes >= PASSES_MIN and value > (1 - PASSES_GAIN) * before:
            return
