"""A roster made better: one officer at a time, then a few together and to the proof."""

from collections.abc import Mapping, Sequence

import numpy as np

from summitry.roster.budget import Budget, Stop
from summitry.roster.columns import TOLERANCE, Pricing, priced_in, whole_bound
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem

SECONDS_MAX = 2.0
"""How long a choice among the patterns of a few officers may take."""
KNOWN_MAX = 30
"""So many of the newest patterns of each officer are offered from the start."""


def marginal(problem: Problem, officer: int, cover: np.ndarray) -> np.ndarray:
    """Return what each day of the officer's pattern costs where the others cover so much."""
    costs: np.ndarray = problem.costs[officer].astype(np.float64)
    costs[:, :-1] += np.where(cover < problem.needs, -problem.missing, problem.surplus)
    return costs


def completed(
    problem: Problem, pricer: Pricer, roster: Mapping[int, Pattern]
) -> list[Pattern] | None:
    """Return the roster in which each officer left gets the best pattern against those before.

    None where an officer has no legal pattern that can be found.
    """
    found = dict(roster)
    cover = problem.cover_of(found.values())
    for officer in range(len(problem.officers)):
        if officer not in found:
            pattern = pricer.cheapest(officer, marginal(problem, officer, cover)).pattern
            if pattern is None:
                return None
            found[officer] = pattern
            cover += problem.cover_of((pattern,))
    return [found[officer] for officer in range(len(problem.officers))]


class Search:
    """The best roster so far, and the patterns that proved useful."""

    def __init__(self, problem: Problem, pricer: Pricer, roster: Sequence[Pattern]) -> None:
        self.problem = problem
        self._pricer = pricer
        # One name for both, so that an interruption never parts them.
        self._best = tuple(roster), problem.cost(roster)
        self._known: dict[int, dict[Pattern, None]] = {}

    @property
    def roster(self) -> tuple[Pattern, ...]:
        """The best roster so far."""
        return self._best[0]

    @property
    def cost(self) -> int:
        """What the best roster so far costs."""
        return self._best[1]

    def remember(self, officer: int, pattern: Pattern) -> None:
        """Offer the pattern when the officer is rostered anew."""
        known = self._known.setdefault(officer, {})
        known.pop(pattern, None)
        known[pattern] = None

    def offer(self, roster: Sequence[Pattern]) -> bool:
        """Take the roster where it costs less, and say whether it does."""
        cost = self.problem.cost(roster)
        if cost >= self.cost:
            return False
        self._best = tuple(roster), cost
        return True

    def polish(self, stop: Stop) -> None:
        """Give one officer after the other the best pattern, until none gains."""
        roster, vain, officer = list(self.roster), 0, 0
        cover = self.problem.cover_of(roster)
        while vain < len(roster) and not stop():
            old = roster[officer]
            cover -= self.problem.cover_of((old,))
            costs = marginal(self.problem, officer, cover)
            new = self._pricer.cheapest(officer, costs).pattern or old
            vain += 1
            if _value(costs, old) - _value(costs, new) > TOLERANCE:
                roster[officer], vain = new, 0
                self.offer(roster)
            cover += self.problem.cover_of((roster[officer],))
            officer = (officer + 1) % len(roster)

    def step(
        self, chosen: Sequence[int], window: tuple[int, int] | None, budget: Budget, stop: Stop
    ) -> bool:
        """Roster these officers anew, in the window alone, and say whether that was better."""
        budget.tick()
        taken = set(chosen)
        others = [each for number, each in enumerate(self.roster) if number not in taken]
        part = self.problem.part(chosen, self.problem.cover_of(others), window)
        old = [self.roster[officer] for officer in chosen]
        before = part.cost(old)
        master = Master(part)
        for number, officer in enumerate(chosen):
            master.add(number, old[number])
            for pattern in list(self._known.get(officer, ()))[-KNOWN_MAX:]:
                if window is None or _differ_within(pattern, old[number], window):
                    master.add(number, pattern)
        if not _closes_below(
            master, _pricing(self._pricer.part(chosen), old, window), before, stop
        ):
            return False
        found = master.whole(min(SECONDS_MAX, budget.seconds_left()), before)
        if found is None:
            return False
        new = {officer: found[number] for number, officer in enumerate(chosen)}
        if not self.offer([new.get(n, pattern) for n, pattern in enumerate(self.roster)]):
            return False
        for officer, pattern in new.items():
            self.remember(officer, pattern)
        return True


def _value(costs: np.ndarray, pattern: Pattern) -> float:
    return float(costs[np.arange(len(costs)), np.array(pattern)].sum())


def _differ_within(one: Pattern, other: Pattern, window: tuple[int, int]) -> bool:
    first, last = window
    return one[:first] == other[:first] and one[last:] == other[last:]


def _pricing(pricer: Pricer, old: Sequence[Pattern], window: tuple[int, int] | None) -> Pricing:
    """Return what finds an officer's cheapest pattern in the window."""
    if window is None:
        return pricer.cheapest
    first, last = window
    return lambda officer, costs: pricer.within(officer, old[officer], first, last, costs)


def _closes_below(master: Master, pricing: Pricing, before: int, stop: Stop) -> bool:
    """Price patterns in until none is left, and say whether something cheaper is possible."""
    everybody, is_new = range(len(master.problem.officers)), True
    while is_new:
        prices = master.solve()
        bound, is_new = priced_in(master, pricing, prices, prices.covers, everybody, stop)
        if stop() or whole_bound(bound) >= before:
            return False
    return prices.value <= before - 1 + TOLERANCE
