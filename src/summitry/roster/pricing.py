"""The cheapest legal pattern of an officer, found exactly by going through the days.

A state is what the limits know of the days so far: the kind worked last and the days worked in a
row, or the days off in a row; the time and the weekends worked; and, where a limit on kinds turns
out to bind, how often those were worked. Limits on kinds seldom bind, so they are left out of the
state until the cheapest pattern breaks one: what is cheapest without them and keeps them is
cheapest with them.
"""

from collections.abc import Sequence
from functools import reduce
from math import gcd

import numpy as np
from msgspec import Struct

from summitry.policy.compiled import compiled
from summitry.roster.problem import OFF, WEEK, Pattern, Problem

NONE = 1e15
"""Dearer than any pattern: there is none."""
SATURDAY, SUNDAY = WEEK - 2, WEEK - 1


class Limits(Struct, frozen=True, kw_only=True):
    """An officer's limits as the search needs them, times in units of the longest common part."""

    allowed: np.ndarray
    """Day × kind."""
    follows: np.ndarray
    """Kind × kind: whether the second may be worked on the day after the first."""
    units: np.ndarray
    most: np.ndarray
    """By kind: how often it may be worked."""
    numbers: np.ndarray
    """Least and most units, most weekends, least and most days of work, least days off."""


class Pricer:
    """Finds the cheapest patterns of one problem's officers."""

    def __init__(self, limits: Sequence[Limits]) -> None:
        self._limits = tuple(limits)

    @classmethod
    def of(cls, problem: Problem) -> "Pricer":
        """Return the pricer of the problem's officers."""
        return cls([_limits(problem, number) for number in range(len(problem.officers))])

    def part(self, officers: Sequence[int]) -> "Pricer":
        """Return the pricer of these officers, numbered anew."""
        return Pricer([self._limits[each] for each in officers])

    def cheapest(self, officer: int, costs: np.ndarray) -> tuple[float, Pattern | None]:
        """Return what the officer's cheapest pattern costs, and the pattern; None where none is legal.

        Parameters
        ----------
        costs
            Day × (kinds, and off last), float64.
        """
        limits = self._limits[officer]
        counted: list[int] = []
        while True:
            kinds = np.array(counted, dtype=np.int64)
            value, found = _cheapest(
                costs, limits.allowed, limits.follows, limits.units, limits.most, kinds,
                limits.numbers,
            )  # fmt: skip
            if value >= NONE:
                return NONE, None
            worked = np.bincount(found[found >= 0], minlength=len(limits.most))
            over = np.flatnonzero(worked > limits.most)
            if not len(over):
                return float(value), tuple(found.tolist())
            counted += over.tolist()


def _limits(problem: Problem, number: int) -> Limits:
    officer = problem.officers[number]
    lengths = [each.minutes for each in problem.kinds]
    part = reduce(gcd, lengths, 0) or 1
    count = len(problem.kinds)
    most = np.array([officer.kinds_max.get(k, problem.days) for k in range(count)], dtype=np.int64)
    allowed = np.ones((problem.days, count), dtype=np.bool_)
    allowed[list(officer.days_off)] = False
    allowed[:, most == 0] = False
    follows = np.array(
        [[after not in kind.not_before for after in range(count)] for kind in problem.kinds],
        dtype=np.bool_,
    ).reshape(count, count)
    numbers = [
        -(-officer.minutes_min // part), officer.minutes_max // part, officer.weekends_max,
        officer.working_days_min, officer.working_days_max, max(officer.days_off_min, 1),
    ]  # fmt: skip
    return Limits(
        allowed=allowed,
        follows=follows,
        units=np.array([each // part for each in lengths], dtype=np.int64),
        most=most,
        numbers=np.array(numbers, dtype=np.int64),
    )


@compiled
def _cheapest(
    costs: np.ndarray,
    allowed: np.ndarray,
    follows: np.ndarray,
    units: np.ndarray,
    most: np.ndarray,
    counted: np.ndarray,
    numbers: np.ndarray,
) -> tuple[float, np.ndarray]:  # pragma: no cover  # compiled
    """Return what the cheapest pattern costs, and the pattern; `NONE` where there is none.

    A state's first number is its mode: days worked in a row and the kind worked last, then days
    off in a row; the others are units and weekends worked, and how often the counted kinds were.
    Before the first day one has been off for long, so nothing is asked of how a pattern begins.
    """
    days, kinds = allowed.shape
    modes = kinds * numbers[4] + numbers[5]
    steps = np.zeros(kinds, dtype=np.int64)
    room = 1
    for kind in counted:
        steps[kind] = room
        room *= most[kind] + 1
    shape = (modes, numbers[1] + 1, numbers[2] + 1, room)
    origin = np.empty((days, *shape), dtype=np.int16)
    before = np.full(shape, NONE)
    before[modes - 1, 0, 0, 0] = 0.0
    for day in range(days):
        after = np.full(shape, NONE)
        span = _span(day, days, units, numbers)
        for mode in range(modes):
            _rest(day, mode, before, after, origin[day], costs[day, kinds], kinds, numbers, span)
            _work(day, mode, before, after, origin[day], costs[day], allowed[day], follows, units,
                  most, steps, numbers, span)  # fmt: skip
        before = after
    least, last = NONE, (0, 0, 0, 0)
    for mode in range(modes):
        for time in range(numbers[0], numbers[1] + 1):
            for weekends in range(numbers[2] + 1):
                for count in range(room):
                    if before[mode, time, weekends, count] < least:
                        least = before[mode, time, weekends, count]
                        last = (mode, time, weekends, count)
    return least, _traced(last, origin, units, steps, numbers)


@compiled
def _span(
    day: int, days: int, units: np.ndarray, numbers: np.ndarray
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return between which units a state before the day can lie that still comes to the least."""
    longest = units.max()
    past = longest * _worked_most(day, numbers)
    future = longest * _worked_most(days - day, numbers)
    return max(0, numbers[0] - future), min(past, numbers[1]) + 1


@compiled
def _worked_most(days: int, numbers: np.ndarray) -> int:  # pragma: no cover  # compiled
    """Return how many of so many days in a row can be worked."""
    rounds, rest = divmod(days, numbers[4] + numbers[5])
    return rounds * numbers[4] + min(rest, numbers[4])


@compiled
def _rest(
    day: int,
    mode: int,
    before: np.ndarray,
    after: np.ndarray,
    origin: np.ndarray,
    cost: float,
    kinds: int,
    numbers: np.ndarray,
    span: tuple[int, int],
) -> None:  # pragma: no cover  # compiled
    """Extend every state of the mode by a day off."""
    working = kinds * numbers[4]
    if mode < working:
        worked = mode // kinds + 1
        if worked < numbers[3] and worked != day:
            return
        to = working
    else:
        to = min(mode + 1, working + numbers[5] - 1)
    for time in range(span[0], span[1]):
        for weekends in range(before.shape[2]):
            for count in range(before.shape[3]):
                value = before[mode, time, weekends, count]
                if value < NONE and value + cost < after[to, time, weekends, count]:
                    after[to, time, weekends, count] = value + cost
                    origin[to, time, weekends, count] = mode


@compiled
def _work(
    day: int,
    mode: int,
    before: np.ndarray,
    after: np.ndarray,
    origin: np.ndarray,
    costs: np.ndarray,
    allowed: np.ndarray,
    follows: np.ndarray,
    units: np.ndarray,
    most: np.ndarray,
    steps: np.ndarray,
    numbers: np.ndarray,
    span: tuple[int, int],
) -> None:  # pragma: no cover  # compiled
    """Extend every state of the mode by a day of work, kind by kind."""
    kinds = len(units)
    working = kinds * numbers[4]
    worked = mode // kinds + 1 if mode < working else 0
    if worked == numbers[4] or (worked == 0 and mode < working + numbers[5] - 1):
        return
    weekend = 1 if _begins_weekend(day, worked) else 0
    for kind in range(kinds):
        if not allowed[kind] or (worked and not follows[mode % kinds, kind]):
            continue
        to = worked * kinds + kind
        step, unit = steps[kind], units[kind]
        for time in range(span[0], min(span[1], before.shape[1] - unit)):
            for weekends in range(before.shape[2] - weekend):
                for count in range(before.shape[3]):
                    value = before[mode, time, weekends, count]
                    if value >= NONE:
                        continue
                    if step and (count // step) % (most[kind] + 1) == most[kind]:
                        continue
                    place = (to, time + unit, weekends + weekend, count + step)
                    if value + costs[kind] < after[place]:
                        after[place] = value + costs[kind]
                        origin[place] = mode


@compiled
def _begins_weekend(day: int, worked: int) -> bool:  # pragma: no cover  # compiled
    """Say whether work on the day, after so many days of work, is a weekend not yet counted."""
    return day % WEEK == SATURDAY or (day % WEEK == SUNDAY and worked == 0)


@compiled
def _traced(
    last: tuple[int, int, int, int],
    origin: np.ndarray,
    units: np.ndarray,
    steps: np.ndarray,
    numbers: np.ndarray,
) -> np.ndarray:  # pragma: no cover  # compiled
    """Return the pattern that leads to the state, from its last day to its first."""
    days, kinds = len(origin), len(units)
    mode, time, weekends, count = last
    pattern = np.full(days, OFF, dtype=np.int64)
    for day in range(days - 1, -1, -1):
        come = origin[day, mode, time, weekends, count]
        if mode < kinds * numbers[4]:
            kind = mode % kinds
            pattern[day] = kind
            time -= units[kind]
            weekends -= 1 if _begins_weekend(day, mode // kinds) else 0
            count -= steps[kind]
        mode = come
    return pattern
