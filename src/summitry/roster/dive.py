"""From a mixture of patterns to one pattern each: what is surest is fixed, the rest priced anew."""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import SMOOTHING, Pricing, priced_in
from summitry.roster.days import NONE
from summitry.roster.master import DUAL, FREE, Master, Mixture, Prices
from summitry.roster.pricing import Priced
from summitry.roster.problem import Pattern
from summitry.roster.respond import completed

SURE = 0.95
"""A day with so large a share is fixed at once."""
AT_ONCE = (4.0, 24.0)
"""Where few days are sure, one in so many is fixed: the more turns there is time for, the fewer.

Few at once lead to a better roster, and many where the relaxation of many officers takes long."""
FIRST = 12.0
"""That number in the first turn, of which nothing is known yet."""
FASTER = 1.33
"""By so much that number grows from turn to turn where there is time, or shrinks."""
SHORTER = 3.0
"""By so much shorter than by the last turn what is left of the dive takes: it gets smaller."""
COMMON = 1e-6
"""A day's kind so near to the whole is common to all of the mixture."""
TINY = 1e-9
"""Less than any turn takes or achieves."""
TURN = 0.05
"""So much of the time left the officers without a pattern may be priced anew in one turn."""
ROUNDS_MAX = 25
"""So often at the most the officers left are priced anew before the next are fixed."""
NEAR = 2e-4
"""So little, as a share, the value may have risen since the last were fixed; else it is priced."""
EACH_MAX = 20
"""So many of an officer's patterns are kept for the dive, those nearest to the mixture."""


class Dived(Struct, frozen=True, kw_only=True):
    """A roster near the relaxation."""

    roster: list[Pattern]
    order: list[int]
    """The officers as they got their pattern: the last had the least choice."""


def dive(master: Master, pricing: Pricing, until: Until) -> Dived | None:
    """Return a roster near the relaxation that the master holds; None where none is found.

    An officer's days are fixed a few at a time: on all others the pattern can still give way. The
    master is used up. Where time runs out, those without a pattern get the best one each, one after
    the other.
    """
    fixing = _Fixing(master, pricing)
    prices = master.solve(until)
    if prices is not None:
        master.prune(EACH_MAX)
        prices = master.solve(until)
    pace = Pace(until)
    while prices is not None and not until():
        left = fixing.left()
        if not left:
            break
        days = sum(len(each.days) for each in left.values())
        fixing.fix(left, prices, pace.at_once(days))
        prices = fixing.reprice(list(left), prices, until)
        until.tick()
    return fixing.roster()


class Pace:
    """How few days may be fixed at once, for the dive to end in time."""

    def __init__(self, until: Until) -> None:
        self._until = until
        self._at_once, self._days, self._left = FIRST, 0, until.left

    def at_once(self, days: int) -> float:
        """Return in how many days one is fixed, where so many are open."""
        left = self._until.left
        if self._days:
            # The days left become fewer by the same factor in each turn, so their logarithm tells.
            done = max(log((self._days + 1) / (days + 1)), TINY)
            due = (self._left - left) * log(days + 1) / done / SHORTER
            factor = FASTER if due < left else 1 / FASTER
            self._at_once = min(max(self._at_once * factor, AT_ONCE[0]), AT_ONCE[1])
        self._days, self._left = days, left
        return self._at_once


class Open(NamedTuple):
    """The days on which an officer's mixture is not of one mind."""

    favourite: Pattern
    days: np.ndarray
    shares: np.ndarray
    """On each of them, which share of the mixture is as the favourite."""


class _Fixing:
    """The days that are fixed so far, and who has a pattern."""

    def __init__(self, master: Master, pricing: Pricing) -> None:
        self._master, self._pricing = master, pricing
        problem = master.problem
        self._days = np.full((len(problem.officers), problem.days), FREE, dtype=np.int64)
        self._whole: dict[int, Pattern] = {}

    def left(self) -> dict[int, Open]:
        """Return the open days of each officer who has no pattern, and note who has one."""
        found = {}
        for officer, mixture in self._master.mixtures().items():
            each = opened(mixture)
            if len(each.days):
                self._whole.pop(officer, None)
                found[officer] = each
            else:
                self._whole[officer] = each.favourite
        return found

    def fix(self, left: Mapping[int, Open], prices: Prices, at_once: float) -> None:
        """Fix the surest days as they are in their officers' favourite patterns.

        Those officers' cheapest patterns with these days join the master at once.
        """
        touched = fix_surest(self._days, left, at_once)
        self._master.keep({officer: self._days[officer] for officer in touched})
        for officer in touched:
            costs = self._master.problem.costs[officer].astype(np.float64)
            costs[:, :-1] -= prices.covers
            pattern = self._priced(officer, costs).pattern
            if pattern is not None:
                self._master.add(officer, pattern)

    def reprice(self, left: Sequence[int], before: Prices, until: Until) -> Prices | None:
        """Bring the mixture near the value from before, and return its prices."""
        prices, soon = self._master.solve(until, DUAL), until.part(TURN)
        for _ in range(ROUNDS_MAX):
            if prices is None or soon() or prices.value <= before.value * (1 + NEAR):
                break
            for share in (SMOOTHING, 0.0):
                covers = share * before.covers + (1 - share) * prices.covers
                _, is_new = priced_in(self._master, self._priced, prices, covers, left, soon)
                if is_new:
                    break
            else:
                break
            prices = self._master.solve(until)
        return prices

    def _priced(self, officer: int, costs: np.ndarray) -> Priced:
        bar_others(costs, self._days[officer])
        return self._pricing(officer, costs)

    def roster(self) -> Dived | None:
        """Return the roster, those without a pattern given the best one each."""
        found = completed(self._master.problem, self._pricing, self._whole)
        if found is None:
            return None
        rest = [each for each in range(len(found)) if each not in self._whole]
        return Dived(roster=found, order=[*self._whole, *rest])


def fix_surest(days: np.ndarray, left: Mapping[int, Open], at_once: float) -> list[int]:
    """Fix the surest days as they are in their officers' favourite patterns; return whose.

    Parameters
    ----------
    days
        By officer and day the kind, `OFF`, or `FREE` where it is not fixed.
    """
    shares = np.concatenate([each.shares for each in left.values()])
    places = np.concatenate([each.days for each in left.values()])
    officers = np.repeat(list(left), [len(each.days) for each in left.values()])
    order = np.argsort(-shares, kind="stable")
    count = max(int((shares >= SURE).sum()), 1 + int(len(order) / at_once))
    for officer, day in zip(officers[order[:count]], places[order[:count]], strict=True):
        days[officer, day] = left[officer].favourite[day]
    return [int(each) for each in np.unique(officers[order[:count]])]


def bar_others(costs: np.ndarray, days: np.ndarray) -> None:
    """Let all but what is fixed on these days cost more than any pattern."""
    fixed = np.flatnonzero(days != FREE)
    kinds = days[fixed]
    kept = costs[fixed, kinds]
    costs[fixed] = NONE
    costs[fixed, kinds] = kept


def opened(mixture: Mixture) -> Open:
    """Return the days on which the mixture is not of one mind."""
    _, favourite = max(mixture)
    patterns = np.array([pattern for _, pattern in mixture])
    shares = np.array([share for share, _ in mixture]) @ (patterns == np.array(favourite))
    # What all of the mixture has in common stays as it is without being fixed.
    days = np.flatnonzero(shares < 1 - COMMON)
    return Open(favourite, days, shares[days])
