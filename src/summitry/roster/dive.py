"""From a mixture of patterns to one pattern each: what is surest is fixed, the rest priced anew."""

from collections.abc import Mapping, Sequence
from math import log
from typing import NamedTuple

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import SMOOTHING, Pricing, priced_in
from summitry.roster.days import NONE
from summitry.roster.master import DUAL, Master, Mixture, Prices
from summitry.roster.pricing import Priced
from summitry.roster.problem import Pattern
from summitry.roster.respond import completed

SURE = 0.95
"""A pattern or a day with so large a share is fixed at once."""
AT_ONCE = (4.0, 24.0)
"""Where few days are sure, one in so many is fixed: the more turns there is time for, the fewer.

Few at once lead to a better roster, and many where the relaxation of many officers takes long."""
FIRST = 12.0
FASTER = 1.33
"""By so much that number grows from turn to turn where there is time, or shrinks."""
SHORTER = 3.0
"""By so much shorter than by the last turn what is left of the dive takes: it gets smaller."""
COMMON = 1e-6
"""A day's kind so near to the whole is common to all of the mixture."""
TINY = 1e-9
TURN = 0.05
"""So much of the time left the officers without a pattern may be priced anew in one turn."""
NEAR = 2e-4
"""So little, as a share, the value may have risen since the last were fixed; else it is priced."""
FAR = 5e-3
"""Where the value rises by so large a share for good, fewer days are fixed."""
FEWER = 4
"""By so much fewer."""
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
    pace = _Pace(until)
    while prices is not None and not until():
        left = fixing.left()
        if not left:
            break
        days = sum(len(each.days) for each in left.values())
        prices = fixing.turn(left, prices, pace.at_once(days), until)
        until.tick()
    return fixing.roster()


class _Pace:
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


class _Open(NamedTuple):
    """The days on which an officer's mixture is not of one mind."""

    favourite: Pattern
    days: np.ndarray
    shares: np.ndarray
    """On each of them, which share of the mixture is as the favourite."""


class _Day(NamedTuple):
    """A day that can be fixed as it is in an officer's favourite pattern."""

    share: float
    officer: int
    day: int
    kind: int


class _Fixing:
    """The days that are fixed so far, and who has a pattern."""

    def __init__(self, master: Master, pricing: Pricing) -> None:
        self._master, self._pricing = master, pricing
        self._barred = np.zeros(master.problem.costs.shape, dtype=np.bool_)
        """By officer, day and kind, a day off last: what may no longer be worked."""
        self._whole: dict[int, Pattern] = {}

    def left(self) -> dict[int, _Open]:
        """Return the open days of each officer who has no pattern, and note who has one."""
        found = {}
        for officer, mixture in self._master.mixtures().items():
            if len(mixture) == 1:
                self._whole[officer] = mixture[0][1]
            else:
                self._whole.pop(officer, None)
                found[officer] = _open(mixture)
        return found

    def turn(
        self, left: Mapping[int, _Open], before: Prices, at_once: float, until: Until
    ) -> Prices | None:
        """Fix the surest days and return the prices then.

        Where that raises the value far, fewer are fixed instead, at last none: then the surest day
        may no longer be as it is in the favourite.
        """
        days = _surest(left)
        count = max(sum(each.share >= SURE for each in days), 1 + int(len(days) / at_once))
        while True:
            touched = {each.officer: self._barred[each.officer].copy() for each in days[:count]}
            for each in days[:count]:
                self._barred[each.officer, each.day] = True
                self._barred[each.officer, each.day, each.kind] = False
            prices, is_done = self._reprice(sorted(touched), list(left), before, until)
            if prices is None or not is_done or prices.value <= before.value * (1 + FAR):
                return prices
            for officer, barred in touched.items():
                self._barred[officer] = barred
            if count == 1:
                self._barred[days[0].officer, days[0].day, days[0].kind] = True
                return self._reprice([days[0].officer], list(left), before, until)[0]
            count = max(1, count // FEWER)

    def _reprice(
        self, touched: Sequence[int], left: Sequence[int], before: Prices, until: Until
    ) -> tuple[Prices | None, bool]:
        """Bring the mixture near the value from before.

        The cheapest patterns of those touched join the master at once: at the prices from before
        they leave its prices as they are.

        Returns
        -------
        Its prices, and whether none can lower the value any more.
        """
        master, is_new = self._master, True
        master.bar({officer: self._barred[officer] for officer in touched})
        for officer in touched:
            costs = master.problem.costs[officer].astype(np.float64)
            costs[:, :-1] -= before.covers
            pattern = self._priced(officer, costs).pattern
            if pattern is not None:
                master.add(officer, pattern)
        prices, soon = master.solve(until, DUAL), until.part(TURN)
        while is_new and prices is not None and prices.value > before.value * (1 + NEAR):
            for share in (SMOOTHING, 0.0):
                covers = share * before.covers + (1 - share) * prices.covers
                _, is_new = priced_in(master, self._priced, prices, covers, left, soon)
                if is_new or soon():
                    break
            if soon():
                break
            prices = master.solve(until) if is_new else prices
        return prices, not is_new

    def _priced(self, officer: int, costs: np.ndarray) -> Priced:
        return self._pricing(officer, np.where(self._barred[officer], NONE, costs))

    def roster(self) -> Dived | None:
        """Return the roster, those without a pattern given the best one each."""
        found = completed(self._master.problem, self._pricing, self._whole)
        if found is None:
            return None
        rest = [each for each in range(len(found)) if each not in self._whole]
        return Dived(roster=found, order=[*self._whole, *rest])


def _open(mixture: Mixture) -> _Open:
    _, favourite = max(mixture)
    patterns = np.array([pattern for _, pattern in mixture])
    shares = np.array([share for share, _ in mixture]) @ (patterns == np.array(favourite))
    # What all of the mixture has in common stays as it is without being fixed.
    days = np.flatnonzero(shares < 1 - COMMON)
    return _Open(favourite, days, shares[days])


def _surest(left: Mapping[int, _Open]) -> list[_Day]:
    days = [
        _Day(float(share), officer, int(day), each.favourite[day])
        for officer, each in left.items()
        for day, share in zip(each.days, each.shares, strict=True)
    ]
    return sorted(days, key=lambda each: -each.share)
