"""A roster made better: a few officers are rostered anew together, in one of several manners."""

from collections.abc import Mapping, Sequence

import numpy as np

from summitry.kit.streams import Stream
from summitry.roster.budget import Until
from summitry.roster.columns import TOLERANCE, Pricing, Relaxed, closed, priced_in, whole_bound
from summitry.roster.dive import dive
from summitry.roster.master import Master
from summitry.roster.neighbours import Draw, How, Neighbours
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem
from summitry.roster.respond import Rebuilt, polished

SHARE_MAX = 0.15
"""So much of what is left of the budget a few officers may take."""
KNOWN_MAX = 30
"""So many of the newest patterns of each officer are offered from the start."""
CLOSED_BY = 0.5
"""By which share of its time the relaxation of a part is closed, before it is dived into."""
NEAR = 1e-3
"""So near to its value, as a share, the bound of a part must come before it is dived into."""
REBUILDS = 40
"""So many times a few officers are rebuilt at a stretch."""


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

    def known(self, officer: int) -> list[Pattern]:
        """Return the newest patterns that are offered when the officer is rostered anew."""
        return list(self._known.get(officer, ()))[-KNOWN_MAX:]

    def offer(self, roster: Sequence[Pattern]) -> bool:
        """Take the roster where it costs no more, and say whether it costs less."""
        cost, before = self.problem.cost(roster), self.cost
        if cost <= before:
            self._best = tuple(roster), cost
        return cost < before

    def polish(self, until: Until) -> None:
        """Give one officer after the other the best pattern, until none gains."""
        self.offer(polished(self.problem, self._pricer.cheapest, self.roster, until))

    def choose(self, draw: Draw, until: Until) -> bool:
        """Roster those drawn anew together, and say whether that was better."""
        until.tick()
        part, soon = Part(self, self._pricer, draw), until.part(SHARE_MAX)
        if draw.how == How.DIVE:
            found = part.dived(part.relaxed(soon.part(CLOSED_BY)), soon)
        else:
            found = part.chosen(soon)
        return self.replace(draw.officers, found)

    def rebuild(self, draw: Draw, neighbours: Neighbours, stream: Stream, until: Until) -> bool:
        """Rebuild a few officers at a time, many times, and say whether that was better."""
        until.tick()
        rebuilt = Rebuilt(self.problem, self._pricer, self.roster, stream)
        for _ in range(REBUILDS):
            if until():
                break
            rebuilt.rebuild(draw.officers, draw.window)
            draw = neighbours.again(rebuilt.cover)
        return self.offer(rebuilt.roster)

    def replace(self, chosen: Sequence[int], found: Mapping[int, Pattern] | None) -> bool:
        """Take these patterns, numbered as the chosen are, where that costs no more."""
        if found is None:
            return False
        new = {officer: found[number] for number, officer in enumerate(chosen)}
        if not self.offer([new.get(n, pattern) for n, pattern in enumerate(self.roster)]):
            return False
        for officer, pattern in new.items():
            self.remember(officer, pattern)
        return True


class Part:
    """The relaxation of a few officers, all others being as they are in the best roster."""

    def __init__(self, search: Search, pricer: Pricer, draw: Draw) -> None:
        taken = set(draw.officers)
        others = [each for number, each in enumerate(search.roster) if number not in taken]
        cover = search.problem.cover_of(others)
        self._problem = search.problem.part(draw.officers, cover, draw.window)
        self._old = [search.roster[officer] for officer in draw.officers]
        self._before = self._problem.cost(self._old)
        self._pricing = _pricing(pricer.part(draw.officers), self._old, draw.window)
        self._master = Master(self._problem)
        for number, officer in enumerate(draw.officers):
            self._master.add(number, self._old[number])
            for pattern in search.known(officer):
                if draw.window is None or _differ_within(pattern, self._old[number], draw.window):
                    self._master.add(number, pattern)

    def chosen(self, until: Until) -> Mapping[int, Pattern] | None:
        """Return the cheapest whole patterns of the relaxation; None where none is cheaper."""
        everybody, is_new, value = range(len(self._old)), True, -np.inf
        while is_new:
            prices = self._master.solve(until)
            if prices is None:
                return None
            bound, is_new = priced_in(
                self._master, self._pricing, prices, prices.covers, everybody, until
            )
            value = prices.value
            if until() or whole_bound(bound) >= self._before:
                return None
        if value > self._before - 1 + TOLERANCE:
            return None
        return self._master.whole(until, self._before)

    def relaxed(self, until: Until, near: float = NEAR) -> Relaxed:
        """Return the relaxation, closed where its bound comes so near to its value, as a share."""
        return closed(self._master, self._pricing, until, near)

    def dived(self, relaxed: Relaxed, until: Until) -> Mapping[int, Pattern] | None:
        """Return whole patterns near the relaxation; None where none cheaper is in sight."""
        if whole_bound(relaxed.bound) >= self._before:
            return None
        dived = dive(self._master, self._pricing, until)
        if dived is None:
            return None
        return dict(enumerate(polished(self._problem, self._pricing, dived.roster, until)))


def _pricing(pricer: Pricer, old: Sequence[Pattern], window: tuple[int, int] | None) -> Pricing:
    """Return what finds an officer's cheapest pattern in the window."""
    if window is None:
        return pricer.cheapest
    # Whatever the officer's pattern has become: outside of the window it is as it was.
    within = [pricer.within(officer, pattern, *window) for officer, pattern in enumerate(old)]
    return lambda officer, costs: within[officer].cheapest(costs)


def _differ_within(one: Pattern, other: Pattern, window: tuple[int, int]) -> bool:
    first, last = window
    return one[:first] == other[:first] and one[last:] == other[last:]
