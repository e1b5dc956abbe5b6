"""The cheapest legal pattern of an officer, found exactly by going through the days.

Limits on kinds seldom bind, so they are left out of the states until the cheapest pattern breaks
one: what is cheapest without them and keeps them is cheapest with them. Where the states would be
too many to be gone through, the value is a lower bound and the pattern a good one.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec import Struct

from summitry.roster.days import NONE, Ways, cheapest_end, choices, traced, walk
from summitry.roster.limits import Family, Limits, Span
from summitry.roster.problem import OFF, Pattern, Problem

STATES_MAX = 24_000_000
"""More states than these, 8 bytes each, are not gone through."""
NARROW_STATES = 6_000_000
"""Where all are too many, only times around an even spread of the work are kept, about so many."""
TRIES, BOTH = 5, 2
"""So often a price of time is tried where time is left out of the states."""


class Priced(Struct, frozen=True, kw_only=True):
    """What an officer's cheapest pattern costs, and the pattern."""

    bound: float
    """No legal pattern costs less; `NONE` where there is none."""
    pattern: Pattern | None


class Pricer:
    """Finds the cheapest patterns of one problem's officers."""

    def __init__(self, limits: Sequence[Limits]) -> None:
        self._limits = tuple(limits)

    @classmethod
    def of(cls, problem: Problem) -> "Pricer":
        """Return the pricer of the problem's officers."""
        return cls([Limits(problem, officer) for officer in problem.officers])

    def part(self, officers: Sequence[int]) -> "Pricer":
        """Return the pricer of these officers, numbered anew."""
        return Pricer([self._limits[each] for each in officers])

    def cheapest(self, officer: int, costs: np.ndarray) -> Priced:
        """Return the officer's cheapest pattern.

        Parameters
        ----------
        costs
            By day and kind, a day off last; float64.
        """
        limits = self._limits[officer]
        return _searched(limits, limits.whole, costs)

    def within(
        self, officer: int, pattern: Pattern, first: int, last: int, costs: np.ndarray
    ) -> Priced:
        """Return the cheapest pattern that differs from this one in the window alone."""
        limits = self._limits[officer]
        span = limits.window(pattern, first, last)
        found = _searched(limits, span, costs[span.first : span.last])
        if found.pattern is None:
            return found
        whole = (*pattern[: span.first], *found.pattern, *pattern[span.last :])
        outside = [*range(span.first), *range(span.last, len(whole))]
        rest = float(costs[outside, [whole[day] for day in outside]].sum())
        return Priced(bound=found.bound + rest, pattern=whole)


class Bands(Struct, frozen=True, kw_only=True):
    """Which times are kept before each day, and after the last."""

    lows: np.ndarray
    widths: np.ndarray

    @property
    def is_empty(self) -> bool:
        """Whether on some day no time is left."""
        return bool((self.widths <= 0).any())

    def states(self, limits: Limits, span: Span, family: Family) -> int:
        """Return how many states there are."""
        others = limits.modes * (span.weekends_max + 1) * family.count_of
        return int(len(self.widths) * others * self.widths.max())


def _searched(limits: Limits, span: Span, costs: np.ndarray) -> Priced:
    """Return the cheapest pattern of the span; kinds are counted once they are worked too often."""
    bands = _bands(limits, span)
    if bands.is_empty or span.weekends_max < 0:
        return Priced(bound=NONE, pattern=None)
    if bands.states(limits, span, limits.family((), span.most)) > STATES_MAX:
        bound = _without_time(limits, span, costs)
        family = limits.family((), span.most)
        return _mended(limits, span, costs, family, _narrowed(limits, span, bands), bound)
    counted: tuple[int, ...] = ()
    while True:
        family = limits.family(counted, span.most)
        value, found = _way(limits, span, costs, family, bands)
        over = _over(found, span)
        if found is None or not over:
            return Priced(bound=value, pattern=None if found is None else tuple(found.tolist()))
        counted = (*counted, over[0])
        if bands.states(limits, span, limits.family(counted, span.most)) > STATES_MAX:
            return _mended(limits, span, costs, family, bands, value)


def _over(found: np.ndarray | None, span: Span) -> list[int]:
    """Return the kinds that are worked too often, that which is so the most first."""
    if found is None:
        return []
    more = np.bincount(found[found != OFF], minlength=len(span.most)) - span.most
    return [int(kind) for kind in np.argsort(-more, kind="stable") if more[kind] > 0]


def _mended(
    limits: Limits, span: Span, costs: np.ndarray, family: Family, bands: Bands, bound: float
) -> Priced:
    """Return a good pattern where the cheapest is out of reach.

    A kind that is worked too often is left only on the days where it is worth most.
    """
    costs, kept = costs.copy(), set[int]()
    while True:
        _, found = _way(limits, span, costs, family, bands)
        if found is None:
            return Priced(bound=bound, pattern=None)
        over = _over(found, span)
        if not over:
            return Priced(bound=bound, pattern=tuple(found.tolist()))
        kind = next((each for each in over if each not in kept), None)
        if kind is None:
            return Priced(bound=bound, pattern=None)
        kept.add(kind)
        days = np.flatnonzero(found == kind)
        order = np.argsort(costs[days, kind] - costs[days, -1], kind="stable")
        left = days[order[: int(span.most[kind])]]
        barred = np.ones(len(costs), dtype=np.bool_)
        barred[left] = False
        costs[barred, kind] = NONE


def _bands(limits: Limits, span: Span) -> Bands:
    """Return the times that can be reached and from which the limits can still be met."""
    days = len(span.is_work)
    longest = np.where(span.allowed, limits.units, 0).max(axis=1, initial=0)
    shortest = np.where(span.allowed, limits.units, limits.units.max(initial=0)).min(
        axis=1, initial=0
    )
    shortest = np.where(span.is_work, shortest, 0)
    most = int(limits.units.max(initial=0))
    stretch = limits.longest, limits.longest + limits.off
    tops = [
        most * (n // stretch[1] * stretch[0] + min(n % stretch[1], stretch[0]))
        for n in range(days + 1)
    ]
    past_most = np.minimum(_sums(longest), tops)
    future_most = np.minimum(_sums(longest[::-1]), tops)[::-1]
    past_least, future_least = _sums(shortest), _sums(shortest[::-1])[::-1]
    lows = np.maximum(past_least, span.units_min - future_most)
    highs = np.minimum(past_most, span.units_max - future_least)
    return Bands(lows=lows, widths=highs - lows + 1)


def _sums(each: np.ndarray) -> np.ndarray:
    return np.array(list(accumulate(each.tolist(), initial=0)), dtype=np.int64)


def _narrowed(limits: Limits, span: Span, bands: Bands) -> Bands:
    """Return the bands cut down to what lies near an even spread of the work."""
    days = len(bands.lows) - 1
    others = (days + 1) * limits.modes * (span.weekends_max + 1)
    width = max(3 * int(limits.units.max(initial=1)), NARROW_STATES // others)
    middle = (span.units_min + span.units_max) * np.arange(days + 1) // (2 * max(days, 1))
    highs = bands.lows + bands.widths - 1
    lows = np.clip(middle - width // 2, bands.lows, np.maximum(bands.lows, highs - width + 1))
    return Bands(lows=lows, widths=np.minimum(highs, lows + width - 1) - lows + 1)


def _way(
    limits: Limits, span: Span, costs: np.ndarray, family: Family, bands: Bands
) -> tuple[float, np.ndarray | None]:
    """Return the value of the cheapest way through the states, and its kinds day by day."""
    rests = np.where(span.is_work, NONE, costs[:, -1])
    least, kinds = choices(costs, span.allowed, family.choice_of, len(family.traits))
    shape = limits.modes, span.weekends_max + 1, family.count_of, int(bands.widths.max())
    values = np.full((len(rests) + 1, *shape), NONE)
    values[0, span.mode, 0, 0, -bands.lows[0]] = 0.0
    stretch = limits.officer.working_days_min, limits.longest, limits.off
    numbers = np.array(
        [span.first, limits.families, *stretch, int(span.counts_weekends)],
        dtype=np.int64,
    )
    ways = Ways(least, rests, family.traits, family.before, numbers, bands.lows, bands.widths)
    walk(values, ways)
    value, state = cheapest_end(values[-1], 0, int(bands.widths[-1]))
    if state[0] < 0:
        return NONE, None
    chosen = traced(values, state, ways)
    worked = np.flatnonzero(chosen != OFF)
    found = np.full(len(rests), OFF, dtype=np.int64)
    found[worked] = kinds[worked, chosen[worked]]
    return float(value), found


def _without_time(limits: Limits, span: Span, costs: np.ndarray) -> float:
    """Return a bound where time and weekends have a price instead of a limit.

    For every price of time it is a bound; where one pattern works too long and another too little,
    the next price tried is that at which they are worth the same.
    """
    flat = np.zeros(len(span.is_work) + 1, dtype=np.int64)
    bands = Bands(lows=flat, widths=flat + 1)
    family = _timeless(limits.family((), span.most))
    free = Span(
        first=span.first, last=span.last, mode=span.mode, allowed=span.allowed,
        is_work=span.is_work, units_min=0, units_max=0, weekends_max=0, most=span.most,
        counts_weekends=False,
    )  # fmt: skip
    best, price, limit, ends = -np.inf, 0.0, 0, dict[bool, tuple[float, int]]()
    for _ in range(TRIES):
        dearer = costs.copy()
        dearer[:, :-1] += price * limits.units
        value, found = _way(limits, free, dearer, family, bands)
        if found is None:
            return NONE
        units = int(limits.units[found[found != OFF]].sum())
        if price == 0.0:
            limit = min(max(units, span.units_min), span.units_max)
        best = max(best, value - price * limit)
        if units == limit:
            break
        ends[units > limit] = value - price * units, units
        if len(ends) < BOTH:
            spread = float(np.ptp(costs[costs < NONE])) / max(1, int(limits.units.min(initial=1)))
            price = 2 * spread if units > limit else -2 * spread
            continue
        (little, its), (much, others) = ends[False], ends[True]
        price = (little - much) / (others - its)
    return best


def _timeless(family: Family) -> Family:
    traits = family.traits.copy()
    traits[:, 1] = 0
    return Family(
        choice_of=family.choice_of, traits=traits, before=family.before, count_of=family.count_of
    )
