"""From a mixture of patterns to one pattern each: what is surest is fixed, the rest priced anew."""

from collections.abc import Mapping, Sequence
from math import log

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import SMOOTHING, Pricing, priced_in
from summitry.roster.days import NONE
from summitry.roster.master import DUAL, FREE, Master, Mixture, Prices
from summitry.roster.pricing import Priced
from summitry.roster.problem import OFF, Pattern
from summitry.roster.respond import completed

SURE = 0.95
"""A pattern or a day with so large a share is fixed at once."""
AT_ONCE = (4, 24)
"""Where few days are sure, one in so many is fixed: the more turns there is time for, the fewer.

Few at once lead to a better roster, and many where the relaxation of many officers takes long."""
COMMON = 1e-6
"""A day's kind so near to the whole is common to all of the mixture."""
TINY = 1e-9
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
    at_once, before = AT_ONCE[0], until.left
    while prices is not None and not until():
        left = fixing.left()
        if not left:
            break
        count = fixing.fix(left, prices, at_once)
        prices = fixing.reprice(list(left), prices, until)
        until.tick()
        turns = until.left / max(before - until.left, TINY)
        at_once, before = int(np.clip(turns / log(count + 2), *AT_ONCE)), until.left
    return fixing.roster()


class _Fixing:
    """The days that are fixed so far, and who has a pattern."""

    def __init__(self, master: Master, pricing: Pricing) -> None:
        self._master, self._pricing = master, pricing
        problem = master.problem
        self._days = np.full((len(problem.officers), problem.days), FREE, dtype=np.int64)
        self._whole: dict[int, Pattern] = {}

    def left(self) -> dict[int, Mixture]:
        """Return the mixture of each officer who has no pattern, and note who has one."""
        mixtures = self._master.mixtures()
        for officer, mixture in mixtures.items():
            if len(mixture) == 1:
                self._whole[officer] = mixture[0][1]
            else:
                self._whole.pop(officer, None)
        return {officer: each for officer, each in mixtures.items() if len(each) > 1}

    def fix(self, left: Mapping[int, Mixture], prices: Prices, at_once: int) -> int:
        """Fix the surest days, and return of how many.

        A day is fixed as it is in its officer's favourite pattern. Those officers' cheapest
        patterns with these days join the master at once.
        """
        shares, officers, days = [], [], []
        favourites = {}
        for officer, mixture in left.items():
            share, favourite = max(mixture)
            patterns = np.array([pattern for _, pattern in mixture])
            each = np.array([share for share, _ in mixture]) @ (patterns == favourite)
            # What all of the mixture has in common stays as it is without being fixed.
            open_days = np.flatnonzero(each < 1 - COMMON)
            shares += each[open_days].tolist()
            days += open_days.tolist()
            officers += [officer] * len(open_days)
            favourites[officer] = favourite
        order = np.argsort(-np.array(shares), kind="stable")
        sure = int((np.array(shares) >= SURE).sum())
        touched = set()
        for place in order[: max(sure, 1 + len(order) // at_once)].tolist():
            officer, day = officers[place], days[place]
            self._days[officer, day] = favourites[officer][day]
            touched.add(officer)
        self._master.keep({officer: self._days[officer] for officer in touched})
        for officer in sorted(touched):
            costs = self._master.problem.costs[officer].astype(np.float64)
            costs[:, :-1] -= prices.covers
            pattern = self._priced(officer, costs).pattern
            if pattern is not None:
                self._master.add(officer, pattern)
        return len(order)

    def reprice(self, left: Sequence[int], before: Prices, until: Until) -> Prices | None:
        """Bring the mixture near the value from before, and return its prices."""
        prices, soon = self._master.solve(until, DUAL), until.part(TURN)
        for _ in range(ROUNDS_MAX):
            if prices is None or soon() or prices.value <= before.value * (1 + NEAR):
                break
            is_new = False
            for share in (SMOOTHING, 0.0):
                covers = share * before.covers + (1 - share) * prices.covers
                is_new |= priced_in(self._master, self._priced, prices, covers, left, soon)[1]
                if is_new:
                    break
            if not is_new:
                break
            prices = self._master.solve(until)
        return prices

    def _priced(self, officer: int, costs: np.ndarray) -> Priced:
        fixed = np.flatnonzero(self._days[officer] != FREE)
        kinds = self._days[officer, fixed]
        kept = costs[fixed, kinds]
        costs[fixed] = NONE
        costs[fixed, kinds] = kept
        return self._pricing(officer, costs)

    def roster(self) -> Dived | None:
        """Return the roster, those without a pattern given the best one each."""
        found = completed(self._master.problem, self._pricing, self._whole)
        if found is None:
            return None
        rest = [each for each in range(len(found)) if each not in self._whole]
        return Dived(roster=found, order=[*self._whole, *rest])
