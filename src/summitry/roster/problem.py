"""What a roster must cover, who can be rostered, and what a roster costs."""

from collections.abc import Iterator, Mapping, Sequence

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
    """How often a kind may be worked at the most; one that is not named, as often as there are days."""
    days_off: frozenset[int] = frozenset()


class Demand(Struct, frozen=True, kw_only=True):
    """So many officers are needed on a day on a kind of shift, and what each too few or many costs."""

    day: int
    kind: int
    count: int
    missing_cost: int
    surplus_cost: int = 0


class Wish(Struct, frozen=True, kw_only=True):
    """An officer's wish to work, or not to work, a kind of shift on a day, and what denying it costs."""

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
        Officer × day × (kinds, and off last): what a wish denied adds where that is rostered.
    needs, missing, surplus
        Day × kind: how many are needed, and what each too few or too many costs.

    Raises
    ------
    SummitryError
        ``roster.unknown`` where a demand, a wish or a rule names a day, kind or officer that is
        not there.
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
        shape = (days, len(self.kinds))
        self.needs = np.zeros(shape, dtype=np.int64)
        self.missing = np.zeros(shape, dtype=np.int64)
        self.surplus = np.zeros(shape, dtype=np.int64)
        self.costs = np.zeros((len(self.officers), days, len(self.kinds) + 1), dtype=np.int64)
        _require(demands, wishes, days, len(self.kinds), len(self.officers))
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

    def part(self, officers: Sequence[int], cover: np.ndarray) -> "Problem":
        """Return the problem of these officers alone, where the others cover so much already."""
        part = Problem(
            days=self.days,
            kinds=self.kinds,
            officers=[self.officers[each] for each in officers],
            demands=(),
        )
        part.needs = np.maximum(self.needs - cover, 0)
        part.missing, part.surplus = self.missing, self.surplus
        part.costs = self.costs[list(officers)]
        return part

    def pattern_cost(self, officer: int, pattern: Pattern) -> int:
        """Return what the officer's denied wishes cost."""
        own = self.costs[officer]
        return sum(int(own[day, kind]) for day, kind in enumerate(pattern))

    def cover_of(self, roster: Sequence[Pattern]) -> np.ndarray:
        """Return how many work each kind on each day, day × kind."""
        cover = np.zeros_like(self.needs)
        for pattern in roster:
            for day, kind in enumerate(pattern):
                if kind != OFF:
                    cover[day, kind] += 1
        return cover

    def cost(self, roster: Sequence[Pattern]) -> int:
        """Return what the roster costs: too few, too many, and wishes denied."""
        lacks = self.needs - self.cover_of(roster)
        too_few, too_many = np.maximum(lacks, 0), np.maximum(-lacks, 0)
        denied = sum(self.pattern_cost(n, pattern) for n, pattern in enumerate(roster))
        return int((too_few * self.missing).sum() + (too_many * self.surplus).sum()) + denied


def _require(
    demands: Sequence[Demand], wishes: Sequence[Wish], days: int, kinds: int, officers: int
) -> None:
    for each in (*demands, *wishes):
        if not (0 <= each.day < days and 0 <= each.kind < kinds):
            raise SummitryError("roster.unknown", day=each.day, kind=each.kind)
    for wish in wishes:
        if not 0 <= wish.officer < officers:
            raise SummitryError("roster.unknown", officer=wish.officer)


def broken_rules(problem: Problem, number: int, pattern: Pattern) -> Iterator[str]:
    """Yield the name of each rule that the officer's pattern breaks.

    This is the checker of every solver's answer: it shares nothing with the search for patterns.
    """
    officer = problem.officers[number]
    worked = [day for day, kind in enumerate(pattern) if kind != OFF]
    if len(pattern) != problem.days:
        yield "days"
        return
    minutes = sum(problem.kinds[pattern[day]].minutes for day in worked)
    if not officer.minutes_min <= minutes <= officer.minutes_max:
        yield "minutes"
    for kind, most in officer.kinds_max.items():
        if sum(pattern[day] == kind for day in worked) > most:
            yield "kinds_max"
    for before, after in zip(pattern, pattern[1:], strict=False):
        if before != OFF and after != OFF and after in problem.kinds[before].not_before:
            yield "not_before"
    if officer.days_off.intersection(worked):
        yield "days_off"
    if len({day // WEEK for day in worked if day % WEEK >= WEEK - 2}) > officer.weekends_max:
        yield "weekends"
    yield from _broken_stretches(officer, pattern)


def _broken_stretches(officer: Officer, pattern: Pattern) -> Iterator[str]:
    for works, first, length in stretches(pattern):
        is_inner = first > 0 and first + length < len(pattern)
        if works and length > officer.working_days_max:
            yield "working_days_max"
        if works and is_inner and length < officer.working_days_min:
            yield "working_days_min"
        if not works and is_inner and length < officer.days_off_min:
            yield "days_off_min"


def stretches(pattern: Pattern) -> Iterator[tuple[bool, int, int]]:
    """Yield each stretch of work or of days off: whether it is work, its first day, its length."""
    first = 0
    for day in range(1, len(pattern) + 1):
        if day == len(pattern) or (pattern[day] == OFF) != (pattern[first] == OFF):
            yield pattern[first] != OFF, first, day - first
            first = day
