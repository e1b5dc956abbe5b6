"""A roster made better: one officer at a time, then a few together and to the proof."""

from collections.abc import Mapping, Sequence

import numpy as np

from summitry.kit.streams import Stream
from summitry.roster.budget import Budget, Stop
from summitry.roster.columns import TOLERANCE, priced_in, whole_bound
from summitry.roster.master import Master
from summitry.roster.pricing import Priced, Pricer
from summitry.roster.problem import Pattern, Problem

SECONDS_MAX = 2.0
"""How long a choice among the patterns of a few officers may take."""
KNOWN_MAX = 30
"""So many of the newest patterns of each officer are offered from the start."""


def marginal(problem: Problem, officer: int, cover: np.ndarray) -> np.ndarray:
    """Return what each day of the officer's pattern costs where the others cover so much."""
    costs = problem.costs[officer].astype(np.float64)
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
        self.roster = list(roster)
        self.cost = problem.cost(roster)
        self._pricer = pricer
        self._known: dict[int, dict[Pattern, None]] = {}

    def remember(self, officer: int, pattern: Pattern) -> None:
        """Offer the pattern when the officer is rostered anew."""
        known = self._known.setdefault(officer, {})
        known.pop(pattern, None)
        known[pattern] = None

    def offer(self, roster: Sequence[Pattern] | None) -> bool:
        """Take the roster where it costs less, and say whether it does."""
        if roster is None or self.problem.cost(roster) >= self.cost:
            return False
        self.roster, self.cost = list(roster), self.problem.cost(roster)
        return True

    def polish(self, stop: Stop) -> bool:
        """Give one officer after the other the best pattern against all others, until none gains."""
        cover, vain, officer, is_better = self.problem.cover_of(self.roster), 0, 0, False
        while vain < len(self.roster) and not stop():
            old = self.roster[officer]
            cover -= self.problem.cover_of((old,))
            costs = marginal(self.problem, officer, cover)
            new = self._pricer.cheapest(officer, costs).pattern or old
            gain = _value(costs, old) - _value(costs, new)
            vain = vain + 1
            if gain > TOLERANCE:
                self.roster[officer], vain, is_better = new, 0, True
            cover += self.problem.cover_of((self.roster[officer],))
            officer = (officer + 1) % len(self.roster)
        self.cost = self.problem.cost(self.roster)
        return is_better

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
        pricer = self._pricer.part(chosen)
        for number, officer in enumerate(chosen):
            master.add(number, self.roster[officer])
            for pattern in list(self._known.get(officer, ()))[-KNOWN_MAX:]:
                if window is None or _differ_within(pattern, old[number], window):
                    master.add(number, pattern)
        if not _closes_below(master, pricer, old, window, before, stop):
            return False
        found = master.whole(min(SECONDS_MAX, budget.seconds_left()), before)
        if found is None or part.cost([found[number] for number in range(len(chosen))]) >= before:
            return False
        for number, officer in enumerate(chosen):
            self.roster[officer] = found[number]
            self.remember(officer, found[number])
        self.cost = self.problem.cost(self.roster)
        return True


def _value(costs: np.ndarray, pattern: Pattern) -> float:
    return float(costs[np.arange(len(costs)), np.array(pattern)].sum())


def _differ_within(one: Pattern, other: Pattern, window: tuple[int, int]) -> bool:
    first, last = window
    return one[:first] == other[:first] and one[last:] == other[last:]


def _closes_below(
    master: Master,
    pricer: Pricer,
    old: Sequence[Pattern],
    window: tuple[int, int] | None,
    before: int,
    stop: Stop,
) -> bool:
    """Price patterns in until none is left, and say whether something cheaper is possible."""
    everybody = range(len(old))

    def pricing(officer: int, costs: np.ndarray) -> Priced:
        if window is None:
            return pricer.cheapest(officer, costs)
        return pricer.within(officer, old[officer], *window, costs)

    is_new = True
    while is_new:
        prices = master.solve()
        bound, is_new = priced_in(master, pricing, prices, prices.covers, everybody, stop)
        if stop() or whole_bound(bound) >= before:
            return False
    return prices.value <= before - 1 + TOLERANCE
