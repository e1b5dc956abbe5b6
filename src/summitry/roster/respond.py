"""Best responses: an officer's cheapest pattern against what all others cover, with no solver."""

from collections.abc import Mapping, Sequence

import numpy as np

from summitry.kit.streams import Stream
from summitry.roster.budget import Until
from summitry.roster.columns import TOLERANCE, Pricing
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem

NOISES = (0.01, 1.0, 3.0)
"""By so much, in the mean cost of a denied wish, what days cost is blurred when rebuilt."""


def marginal(problem: Problem, officer: int, cover: np.ndarray) -> np.ndarray:
    """Return what each day of the officer's pattern costs where the others cover so much."""
    costs: np.ndarray = problem.costs[officer].astype(np.float64)
    costs[:, :-1] += np.where(cover < problem.needs, -problem.missing, problem.surplus)
    return costs


def completed(
    problem: Problem, pricing: Pricing, roster: Mapping[int, Pattern]
) -> list[Pattern] | None:
    """Return the roster in which each officer left gets the best pattern against those before.

    What one too few costs counts by how many are still needed for each of those left who could
    come: so the first go where few can, and do not use up their weekends where many could.
    None where an officer has no legal pattern that can be found.
    """
    found = dict(roster)
    cover = problem.cover_of(found.values())
    able = _able(problem)
    left = able[[officer not in found for officer in range(len(able))]].sum(axis=0)
    for officer in range(len(problem.officers)):
        if officer not in found:
            lacks = problem.needs - cover
            costs = problem.costs[officer].astype(np.float64)
            urgency = np.minimum(lacks / np.maximum(left, 1), 1.0)
            costs[:, :-1] += np.where(lacks > 0, -problem.missing * urgency, problem.surplus)
            pattern = pricing(officer, costs).pattern
            if pattern is None:
                return None
            found[officer] = pattern
            cover += problem.cover_of((pattern,))
            left -= able[officer]
    return [found[officer] for officer in range(len(problem.officers))]


def _able(problem: Problem) -> np.ndarray:
    """Return by officer, day and kind whether one may work it, as 1 or 0."""
    able = np.ones((len(problem.officers), *problem.needs.shape), dtype=np.int16)
    for officer, limits in zip(able, problem.officers, strict=True):
        officer[:, [kind for kind, most in limits.kinds_max.items() if most <= 0]] = 0
        officer[[day for day in limits.days_off if day < problem.days]] = 0
    return able


def polished(
    problem: Problem, pricing: Pricing, roster: Sequence[Pattern], until: Until
) -> list[Pattern]:
    """Return the roster with each officer in turn given the best pattern, until none gains."""
    found, vain, officer = list(roster), 0, 0
    cover = problem.cover_of(found)
    while vain < len(found) and not until():
        old = found[officer]
        cover -= problem.cover_of((old,))
        costs = marginal(problem, officer, cover)
        new = pricing(officer, costs).pattern or old
        vain += 1
        if _value(costs, old) - _value(costs, new) > TOLERANCE:
            found[officer], vain = new, 0
        cover += problem.cover_of((found[officer],))
        officer = (officer + 1) % len(found)
    return found


def _value(costs: np.ndarray, pattern: Pattern) -> float:
    return float(costs[np.arange(len(costs)), np.array(pattern)].sum())


class Rebuilt:
    """A roster of which a few officers at a time give up their patterns and get new ones in turn.

    Rosters that cost as much are taken, too: from them others can be reached.
    """

    def __init__(
        self, problem: Problem, pricer: Pricer, roster: Sequence[Pattern], stream: Stream
    ) -> None:
        self._problem, self._pricer, self._stream = problem, pricer, stream
        self.roster = list(roster)
        self.cover = problem.cover_of(roster)
        self.cost = problem.cost(roster)
        weights = [wish.cost for wish in problem.wishes]
        self._unit = float(np.mean(weights)) if weights else 1.0

    def rebuild(self, chosen: Sequence[int], window: tuple[int, int] | None) -> None:
        """Give these officers new patterns, in a drawn order, where that costs no more."""
        problem, cover = self._problem, self.cover.copy()
        old = {officer: self.roster[officer] for officer in chosen}
        before = self._cells(cover) + self._wishes(old)
        cover -= problem.cover_of(old.values())
        noise = self._unit * NOISES[int(self._stream.integers(len(NOISES)))]
        new = dict[int, Pattern]()
        for officer in self._stream.permutation(chosen).tolist():
            costs = marginal(problem, officer, cover)
            costs += noise * self._stream.random(costs.shape)
            new[officer] = self._pattern(officer, old[officer], window, costs)
            cover += problem.cover_of((new[officer],))
        after = self._cells(cover) + self._wishes(new)
        if after <= before:
            for officer, pattern in new.items():
                self.roster[officer] = pattern
            self.cover, self.cost = cover, self.cost + after - before

    def _pattern(
        self, officer: int, old: Pattern, window: tuple[int, int] | None, costs: np.ndarray
    ) -> Pattern:
        if window is None:
            return self._pricer.cheapest(officer, costs).pattern or old
        return self._pricer.within(officer, old, *window).cheapest(costs).pattern or old

    def _cells(self, cover: np.ndarray) -> int:
        """Return what too few and too many cost."""
        lacks = self._problem.needs - cover
        costs = np.where(lacks > 0, lacks * self._problem.missing, -lacks * self._problem.surplus)
        return int(costs.sum())

    def _wishes(self, patterns: Mapping[int, Pattern]) -> int:
        return sum(self._problem.pattern_cost(n, pattern) for n, pattern in patterns.items())
