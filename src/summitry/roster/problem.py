"""What a roster must cover, who can be rostered, and what a roster costs."""

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError

OFF = -1
"""What stands in a pattern on a day without a shift."""
WEEK = 7

Pattern = tuple[int, ...]
"""One officer's horizon: for each day the number of a kind of shift, or `OFF`."""


class ShiftKind(Struct, frozen=True, kw_only=True):
    """A kind of shift: how long it is, and what may not be worked on the day after it."""

    name: str
    minutes: int
    not_before: frozenset[int] = frozenset()
    """The numbers of the kinds that may not follow on the next day."""


class Officer(Struct, frozen=True, kw_only=True):
    """Somebody who can be rostered, and the limits of a pattern of theirs.

    Stretches that begin on the first day, or reach the last, may be shorter than their minimum:
    what lies outside the horizon is not known.
    """

    name: str
    minutes_min: int = 0
    minutes_max: int
    working_days_min: int = 1
    """The least days of work in a row."""
    working_days_max: int
    days_off_min: int = 1
    """The least days off in a row."""
    weekends_max: int
    """So many Saturdays and Sundays, taken together as weekends, may be worked on."""
    kinds_max: Mapping[int, int] = {}
    """How often a kind may be worked at the most; one not named, as often as there are days."""
    days_off: frozenset[int] = frozenset()


class Demand(Struct, frozen=True, kw_only=True):
    """So many are needed on a day on a kind of shift, and what each too few or too many costs."""

    day: int
    kind: int
    count: int
    missing_cost: int
    surplus_cost: int = 0


class Wish(Struct, frozen=True, kw_only=True):
    """An officer's wish to work, or not to, a kind of shift on a day, and what denying it costs."""

    officer: int
    day: int
    kind: int
    to_work: bool
    cost: int


class Problem:
    """A horizon that begins on a Monday, with its kinds of shifts, officers, demands and wishes.

    Attributes
    ----------
    costs
        By officer, day and kind, a day off last: what a wish denied adds where that is rostered.
    needs, missing, surplus
        By day and kind: how many are needed, and what each too few or too many costs.

    Raises
    ------
    SummitryError
        ``roster.unknown_shift``, ``roster.unknown_kind`` or ``roster.unknown_officer`` where a
        demand, a wish or a rule names one that is not there.
    """

    def __init__(
        self,
        *,
        days: int,
        kinds: Sequence[ShiftKind],
        officers: Sequence[Officer],
        demands: Sequence[Demand],
        wishes: Sequence[Wish] = (),
    ) -> None:
        self.days = days
        self.kinds = tuple(kinds)
        self.officers = tuple(officers)
        self.demands = tuple(demands)
        self.wishes = tuple(wishes)
        shape = (days, len(self.kinds))
        self.needs = np.zeros(shape, dtype=np.int64)
        self.missing = np.zeros(shape, dtype=np.int64)
        self.surplus = np.zeros(shape, dtype=np.int64)
        self.costs = np.zeros((len(self.officers), days, len(self.kinds) + 1), dtype=np.int64)
        _require_known(self)
        _require_sound(self)
        for each in demands:
            self.needs[each.day, each.kind] += each.count
            self.missing[each.day, each.kind] = each.missing_cost
            self.surplus[each.day, each.kind] = each.surplus_cost
        for wish in wishes:
            day = self.costs[wish.officer, wish.day]
            if wish.to_work:
                day += wish.cost
                day[wish.kind] -= wish.cost
            else:
                day[wish.kind] += wish.cost

    def part(
        self, officers: Sequence[int], cover: np.ndarray, window: tuple[int, int] | None = None
    ) -> "Problem":
        """Return the problem of these officers alone, where the others cover so much already.

        Parameters
        ----------
        window
            First day, and the first day after it, outside of which nothing is weighed: their
            patterns do not change there.
        """
        part = Problem(
            days=self.days,
            kinds=self.kinds,
            officers=[self.officers[each] for each in officers],
            demands=(),
        )
        part.needs = np.maximum(self.needs - cover, 0)
        part.missing, part.surplus = self.missing, self.surplus
        if window is not None:
            part.missing, part.surplus = np.zeros_like(self.missing), np.zeros_like(self.surplus)
            days = slice(*window)
            part.missing[days], part.surplus[days] = self.missing[days], self.surplus[days]
        part.costs = self.costs[list(officers)]
        return part

    def pattern_cost(self, officer: int, pattern: Pattern) -> int:
        """Return what the officer's denied wishes cost."""
        # A day off is -1, and stands last among the costs.
        return int(self.costs[officer, np.arange(self.days), np.array(pattern)].sum())

    def cover_of(self, roster: Iterable[Pattern]) -> np.ndarray:
        """Return how many work each kind by day."""
        cover = np.zeros_like(self.needs)
        for pattern in roster:
            kinds = np.array(pattern)
            worked = np.flatnonzero(kinds != OFF)
            cover[worked, kinds[worked]] += 1
        return cover

    def cost(self, roster: Sequence[Pattern]) -> int:
        """Return what the roster costs: too few, too many, and wishes denied."""
        lacks = self.needs - self.cover_of(roster)
        too_few, too_many = np.maximum(lacks, 0), np.maximum(-lacks, 0)
        denied = sum(self.pattern_cost(n, pattern) for n, pattern in enumerate(roster))
        return int((too_few * self.missing).sum() + (too_many * self.surplus).sum()) + denied


def _require_known(problem: Problem) -> None:
    shifts = [(each.day, each.kind) for each in problem.demands]
    shifts += [(each.day, each.kind) for each in problem.wishes]
    for day, kind in shifts:
        if not (0 <= day < problem.days and 0 <= kind < len(problem.kinds)):
            raise SummitryError("roster.unknown_shift", day=day, kind=kind)
    for wish in problem.wishes:
        if not 0 <= wish.officer < len(problem.officers):
            raise SummitryError("roster.unknown_officer", got=wish.officer)
    ruled = [each.not_before for each in problem.kinds]
    ruled += [frozenset(each.kinds_max) for each in problem.officers]
    for kind in frozenset[int]().union(*ruled):
        if not 0 <= kind < len(problem.kinds):
            raise SummitryError("roster.unknown_kind", got=kind)


def _require_sound(problem: Problem) -> None:
    """Refuse what no search could weigh: a cost below 0, or a shift of no length."""
    for each in problem.kinds:
        if each.minutes < 1:
            raise SummitryError("roster.shift_length", kind=each.name, got=each.minutes)
    for demand in problem.demands:
        if min(demand.count, demand.missing_cost, demand.surplus_cost) < 0:
            raise SummitryError("roster.negative", day=demand.day, kind=demand.kind)
    for wish in problem.wishes:
        if wish.cost < 0:
            raise SummitryError("roster.negative", day=wish.day, kind=wish.kind)
