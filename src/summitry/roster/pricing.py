"""The cheapest legal pattern of an officer, found exactly by going through the days.

Limits on kinds seldom bind, so they are left out of the states until the cheapest pattern breaks
one: what is cheapest without them and keeps them is cheapest with them. Where the states would be
too many to be gone through, only those near an even spread of the work are: the pattern is legal
and good, and no bound is claimed.
"""

from collections.abc import Sequence
from itertools import accumulate

import numpy as np
from msgspec import Struct

from summitry.roster.days import NONE, Ways, cheapest_end, choices, traced, walk
from summitry.roster.limits import Family, Limits, Span
from summitry.roster.loose import Loosened, loosest
from summitry.roster.problem import OFF, Pattern, Problem

STATES_MAX = 6_000_000
"""More states than these, 8 bytes each, are not gone through."""
NARROW_STATES = 1_500_000
"""Where all are too many, only those around an even spread of the work are kept, about so many."""
NARROW_WEEKENDS = 5
"""Among them so many numbers of weekends on each day."""
WIDER = (1, 4, 16)
"""By so much the states kept grow where no pattern is found among them."""


class Priced(Struct, frozen=True, kw_only=True):
    """What an officer's cheapest pattern costs, and the pattern."""

    bound: float
    """No legal pattern costs less; `NONE` where there is none, -inf where nothing is claimed."""
    pattern: Pattern | None


class Bands(Struct, frozen=True, kw_only=True):
    """Which times and numbers of weekends are kept before each day, and after the last."""

    lows: np.ndarray
    widths: np.ndarray
    paces: np.ndarray
    weekends: int

    @property
    def is_empty(self) -> bool:
        """Whether on some day nothing is left."""
        return bool((self.widths <= 0).any()) or self.weekends < 1

    def states(self, limits: Limits, family: Family) -> int:
        """Return how many states there are."""
        others = limits.modes * self.weekends * family.count_of
        return int(len(self.widths) * others * self.widths.max())


class Pricer:
    """Finds the cheapest patterns of one problem's officers."""

    def __init__(self, limits: Sequence[Limits], bands: Sequence[Bands]) -> None:
        self._limits, self._bands = tuple(limits), tuple(bands)

    @classmethod
    def of(cls, problem: Problem) -> "Pricer":
        """Return the pricer of the problem's officers."""
        limits = [Limits(problem, officer) for officer in problem.officers]
        return cls(limits, [_bands(each, each.whole) for each in limits])

    def part(self, officers: Sequence[int]) -> "Pricer":
        """Return the pricer of these officers, numbered anew."""
        return Pricer(
            [self._limits[each] for each in officers], [self._bands[each] for each in officers]
        )

    @property
    def is_exact(self) -> bool:
        """Whether every officer's cheapest pattern can be found on the whole horizon."""
        return all(
            bands.is_empty or bands.states(limits, limits.family((), limits.most)) <= STATES_MAX
            for limits, bands in zip(self._limits, self._bands, strict=True)
        )

    @property
    def states(self) -> int:
        """How many states pricing every officer once goes through, at the most."""
        return sum(
            0
            if bands.is_empty
            else min(STATES_MAX, bands.states(limits, limits.family((), limits.most)))
            for limits, bands in zip(self._limits, self._bands, strict=True)
        )

    def cheapest(self, officer: int, costs: np.ndarray) -> Priced:
        """Return the officer's cheapest pattern.

        Parameters
        ----------
        costs
            By day and kind, a day off last; float64.
        """
        limits = self._limits[officer]
        return _searched(limits, limits.whole, costs, self._bands[officer])

    def within(self, officer: int, pattern: Pattern, first: int, last: int) -> "Within":
        """Return what finds the cheapest patterns that differ from this one in the window alone."""
        return Within(self._limits[officer], pattern, (first, last))

    def loosely(self, officer: int, costs: np.ndarray, weekend_price: float) -> Priced:
        """Return the cheapest pattern where time, weekends and kinds have no limit, but a price.

        Parameters
        ----------
        costs
            With the prices of time and of kinds; the pattern may break those limits.
        """
        limits = self._limits[officer]
        span, family = limits.whole, limits.loose()
        least, kinds = choices(costs, span.allowed, family.choice_of, len(family.traits))
        ways = Loosened(
            least, costs[:, -1].copy(), family.traits, family.before, _numbers(limits, span)
        )
        value, chosen = loosest(ways, weekend_price)
        if value >= NONE / 2:
            return Priced(bound=NONE, pattern=None)
        return Priced(bound=float(value), pattern=_kinds_of(chosen, kinds))

    def measures(self, officer: int) -> tuple[np.ndarray, int, int, int, np.ndarray]:
        """Return the kinds' times in units, least and most time, most weekends, most of a kind."""
        limits = self._limits[officer]
        span = limits.whole
        return limits.units, span.units_min, span.units_max, span.weekends_max, limits.most


class Within:
    """Finds an officer's cheapest patterns that differ from a given one in a window alone."""

    def __init__(self, limits: Limits, pattern: Pattern, window: tuple[int, int]) -> None:
        self._limits, self._span = limits, limits.window(pattern, *window)
        self._bands = _bands(limits, self._span)
        self._before, self._behind = pattern[: self._span.first], pattern[self._span.last :]
        days = np.array([*range(self._span.first), *range(self._span.last, len(pattern))], np.int64)
        # A day off is -1, and stands last among the costs.
        self._outside = days, np.array(pattern, np.int64)[days]

    def cheapest(self, costs: np.ndarray) -> Priced:
        """Return the cheapest such pattern; the costs are those of all days."""
        span = self._span
        found = _searched(self._limits, span, costs[span.first : span.last], self._bands)
        if found.pattern is None:
            return found
        rest = float(costs[self._outside].sum())
        pattern = (*self._before, *found.pattern, *self._behind)
        return Priced(bound=found.bound + rest, pattern=pattern)


def _kinds_of(chosen: np.ndarray, kinds: np.ndarray) -> Pattern:
    worked = np.flatnonzero(chosen != OFF)
    found = np.full(len(chosen), OFF, dtype=np.int64)
    found[worked] = kinds[worked, chosen[worked]]
    return tuple(found.tolist())


def _searched(limits: Limits, span: Span, costs: np.ndarray, bands: Bands) -> Priced:
    """Return the cheapest pattern of the span; kinds are counted once they are worked too often."""
    if bands.is_empty:
        return Priced(bound=NONE, pattern=None)
    family = limits.family((), span.most)
    if bands.states(limits, family) > STATES_MAX:
        return Priced(bound=-np.inf, pattern=_narrowly(limits, span, costs, bands))
    counted: tuple[int, ...] = ()
    while True:
        value, found = _way(limits, span, costs, family, bands)
        over = _over(found, span)
        if not over:
            return Priced(bound=value, pattern=found)
        counted = (*counted, over[0])
        family = limits.family(counted, span.most)
        if bands.states(limits, family) > STATES_MAX:
            return Priced(bound=value, pattern=_mended(limits, span, costs, bands))


def _over(found: Pattern | None, span: Span) -> list[int]:
    """Return the kinds that are worked too often, that which is so the most first."""
    if found is None:
        return []
    kinds = np.array(found)
    more = np.bincount(kinds[kinds != OFF], minlength=len(span.most)) - span.most
    return [int(kind) for kind in np.argsort(-more, kind="stable") if more[kind] > 0]


def _narrowly(limits: Limits, span: Span, costs: np.ndarray, bands: Bands) -> Pattern | None:
    """Return a good pattern near an even spread of the work, or, with none there, farther off."""
    for factor in WIDER:
        found = _mended(limits, span, costs, _narrowed(limits, span, bands, factor))
        if found is not None:
            return found
    return None


def _mended(limits: Limits, span: Span, costs: np.ndarray, bands: Bands) -> Pattern | None:
    """Return a good pattern where kinds cannot be counted.

    A kind that is worked too often is left only on the days where it is worth most.
    """
    costs, kept, family = costs.copy(), set[int](), limits.family((), span.most)
    while True:
        _, found = _way(limits, span, costs, family, bands)
        over = _over(found, span)
        if not over:
            return found
        kind = next((each for each in over if each not in kept), None)
        if found is None or kind is None:
            return None
        kept.add(kind)
        days = np.flatnonzero(np.array(found) == kind)
        order = np.argsort(costs[days, kind] - costs[days, -1], kind="stable")
        barred = np.ones(len(costs), dtype=np.bool_)
        barred[days[order[: int(span.most[kind])]]] = False
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
    numbers = np.arange(days + 1)
    stretch = limits.longest + limits.off
    full, rest = numbers // stretch, numbers % stretch
    tops = most * (full * limits.longest + np.minimum(rest, limits.longest))
    past_most = np.minimum(_sums(longest), tops)
    future_most = np.minimum(_sums(longest[::-1]), tops)[::-1]
    past_least, future_least = _sums(shortest), _sums(shortest[::-1])[::-1]
    lows = np.maximum(past_least, span.units_min - future_most)
    highs = np.minimum(past_most, span.units_max - future_least)
    paces = np.zeros(days + 1, dtype=np.int64)
    return Bands(lows=lows, widths=highs - lows + 1, paces=paces, weekends=span.weekends_max + 1)


def _sums(each: np.ndarray) -> np.ndarray:
    return np.array(list(accumulate(each.tolist(), initial=0)), dtype=np.int64)


def _narrowed(limits: Limits, span: Span, bands: Bands, factor: int) -> Bands:
    """Return the bands cut down to what lies near an even spread of the work.

    What was worked on so many weekends less than the pace counts as if it lay on it, so that no
    limit is broken.
    """
    days = len(bands.lows) - 1
    free = np.concatenate([[0], np.cumsum(span.allowed.any(axis=1))])
    share = free / max(1, int(free[-1]))
    weekends = min(bands.weekends, NARROW_WEEKENDS * factor)
    paces = np.floor(span.weekends_max * share).astype(np.int64) - weekends // 2
    paces = np.clip(paces, 0, bands.weekends - weekends)
    room = NARROW_STATES * factor // ((days + 1) * limits.modes * weekends)
    width = max(3 * int(limits.units.max(initial=1)), room)
    middle = ((span.units_min + span.units_max) * share / 2).astype(np.int64)
    highs = bands.lows + bands.widths - 1
    lows = np.clip(middle - width // 2, bands.lows, np.maximum(bands.lows, highs - width + 1))
    return Bands(
        lows=lows,
        widths=np.minimum(highs, lows + width - 1) - lows + 1,
        paces=paces,
        weekends=weekends,
    )


def _numbers(limits: Limits, span: Span) -> np.ndarray:
    stretch = limits.officer.working_days_min, limits.longest, limits.off
    return np.array([span.first, limits.families, *stretch, 1], dtype=np.int64)


def _way(
    limits: Limits, span: Span, costs: np.ndarray, family: Family, bands: Bands
) -> tuple[float, Pattern | None]:
    """Return the value of the cheapest way through the states, and its kinds day by day."""
    rests = np.where(span.is_work, NONE, costs[:, -1])
    least, kinds = choices(costs, span.allowed, family.choice_of, len(family.traits))
    shape = limits.modes, bands.weekends, family.count_of, int(bands.widths.max())
    values = np.full((len(rests) + 1, *shape), NONE)
    values[0, span.mode, 0, 0, -bands.lows[0]] = 0.0
    ways = Ways(
        least, rests, family.traits, family.before, _numbers(limits, span), bands.lows,
        bands.widths, bands.paces,
    )  # fmt: skip
    walk(values, ways)
    value, state = cheapest_end(values[-1], 0, int(bands.widths[-1]))
    if state[0] < 0:
        return NONE, None
    return float(value), _kinds_of(traced(values, state, ways), kinds)
