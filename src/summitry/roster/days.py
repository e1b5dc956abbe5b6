"""The way through the days: every legal pattern at once, state by state, in compiled code.

A state's mode is what the limits on stretches know of the days so far: how many days were worked in
a row and the family of the kind worked last, or how many days off there were in a row. The other
numbers are the weekends worked, how often the counted kinds were worked, and the time worked.

Kinds of one family may be followed by the same kinds. Kinds that moreover are equally long, may
follow the same families and are not counted are one choice: on each day only the cheapest matters.
"""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.roster.problem import OFF, WEEK

NONE = 1e15
"""Dearer than any pattern: there is none."""
SATURDAY, SUNDAY = WEEK - 2, WEEK - 1


class Ways(NamedTuple):
    """What the days cost, and how one may go on from each state."""

    least: np.ndarray
    """By day and choice: what it costs, `NONE` where it may not be made."""
    rests: np.ndarray
    """By day: what a day off costs."""
    traits: np.ndarray
    """By choice: its family, its time, its step in the counts, how often it may be worked, and its
    row in `before`."""
    before: np.ndarray
    """By row and family: whether one of the family may be worked on the day before."""
    numbers: np.ndarray
    """The first day's number, families, least and most days of work, least days off, and 1 where
    weekends are limited, else 0."""
    lows: np.ndarray
    """The least time that is kept before each day, and after the last."""
    widths: np.ndarray
    """How many times are kept, from the least on."""
    paces: np.ndarray
    """Before each day, and after the last: so many weekends count as worked at least."""


@compiled
def choices(
    costs: np.ndarray, allowed: np.ndarray, choice_of: np.ndarray, count: int
) -> tuple[np.ndarray, np.ndarray]:  # pragma: no cover  # compiled
    """Return by day and choice what its cheapest kind costs, `NONE` where none is, and the kind."""
    days = len(allowed)
    least = np.full((days, count), NONE)
    kinds = np.full((days, count), OFF, dtype=np.int64)
    for day in range(days):
        for kind in range(len(choice_of)):
            choice = choice_of[kind]
            if choice >= 0 and allowed[day, kind] and costs[day, kind] < least[day, choice]:
                least[day, choice] = costs[day, kind]
                kinds[day, choice] = kind
    return least, kinds


@compiled
def walk(values: np.ndarray, ways: Ways) -> None:  # pragma: no cover  # compiled
    """Fill in, for the end of each day, the least cost at which each state can be reached.

    Parameters
    ----------
    values
        By day and one more, mode, weekends above the pace, counts and time; `NONE` but for where
        one begins.
    """
    lines = np.empty((max(1, len(ways.before)), values.shape[4]))
    for day in range(len(ways.rests)):
        _rest(day, values, ways)
        for worked in range(ways.numbers[3]):
            _work(day, worked, values, ways, lines)


@compiled
def _rest(day: int, values: np.ndarray, ways: Ways) -> None:  # pragma: no cover  # compiled
    """Extend every state by a day off."""
    cost, shift = ways.rests[day], ways.lows[day] - ways.lows[day + 1]
    lift = ways.paces[day + 1] - ways.paces[day]
    first, last = max(0, -shift), min(ways.widths[day], ways.widths[day + 1] - shift)
    for mode in range(values.shape[1]):
        to = after_rest(day, mode, ways.numbers)
        if to < 0:
            continue
        for weekend in range(values.shape[2]):
            for count in range(values.shape[3]):
                come = values[day, mode, weekend, count]
                go = values[day + 1, to, max(0, weekend - lift), count]
                for time in range(first, last):
                    value, known = come[time] + cost, go[time + shift]
                    go[time + shift] = value if value < known else known  # noqa: FURB136  # no branch


@compiled
def after_rest(day: int, mode: int, numbers: np.ndarray) -> int:  # pragma: no cover  # compiled
    """Return the mode after a day off, -1 where so short a stretch of work may not end."""
    working = numbers[1] * numbers[3]
    if mode >= working:
        return int(min(mode + 1, working + numbers[4] - 1))
    worked = mode // numbers[1] + 1
    # Whoever has worked on every day of the horizon may have begun before it.
    return int(working) if worked >= numbers[2] or worked == day + numbers[0] else -1


@compiled
def counts_weekend(day: int, worked: int) -> int:  # pragma: no cover  # compiled
    """Return 1 where work on the day, after so many days of work, is a weekend not yet counted."""
    return 1 if day % WEEK == SATURDAY or (day % WEEK == SUNDAY and worked == 0) else 0


@compiled
def _work(
    day: int, worked: int, values: np.ndarray, ways: Ways, lines: np.ndarray
) -> None:  # pragma: no cover  # compiled
    """Extend by a day of work every state in which so many days in a row were worked."""
    numbers, lows, width = ways.numbers, ways.lows, ways.widths[day]
    more = numbers[5] * counts_weekend(day + numbers[0], worked)
    more -= ways.paces[day + 1] - ways.paces[day]
    for weekend in range(min(values.shape[2], values.shape[2] - more)):
        for count in range(values.shape[3]):
            _least_before(lines, values[day, :, weekend, count], worked, ways, width)
            for choice in range(len(ways.traits)):
                step, most = ways.traits[choice, 2], ways.traits[choice, 3]
                cost = ways.least[day, choice]
                if cost >= NONE or (step and (count // step) % (most + 1) == most):
                    continue
                shift = lows[day] + ways.traits[choice, 1] - lows[day + 1]
                first, last = max(0, -shift), min(width, ways.widths[day + 1] - shift)
                to = worked * numbers[1] + ways.traits[choice, 0]
                come = lines[ways.traits[choice, 4] if worked else 0]
                go = values[day + 1, to, max(0, weekend + more), count + step]
                for time in range(first, last):
                    value, known = come[time] + cost, go[time + shift]
                    go[time + shift] = value if value < known else known  # noqa: FURB136  # no branch


@compiled
def _least_before(
    lines: np.ndarray, values: np.ndarray, worked: int, ways: Ways, width: int
) -> None:  # pragma: no cover  # compiled
    """Set each row's line to the least, by time, of the states from which it can go on."""
    families, longest, off = ways.numbers[1], ways.numbers[3], ways.numbers[4]
    if worked == 0:
        lines[0, :width] = values[families * longest + off - 1, :width]
        return
    for row in range(len(ways.before)):
        line = lines[row]
        line[:width] = NONE
        for family in range(families):
            if ways.before[row, family]:
                come = values[(worked - 1) * families + family]
                for time in range(width):
                    value, known = come[time], line[time]
                    line[time] = value if value < known else known  # noqa: FURB136  # no branch


@compiled
def cheapest_end(
    values: np.ndarray, least: int, most: int
) -> tuple[float, tuple[int, int, int, int]]:  # pragma: no cover  # compiled
    """Return the least value at the end between the two times, and its state."""
    value, state = NONE / 2, (-1, 0, 0, 0)
    for mode in range(values.shape[0]):
        for weekend in range(values.shape[1]):
            for count in range(values.shape[2]):
                for time in range(least, most):
                    if values[mode, weekend, count, time] < value:
                        value = values[mode, weekend, count, time]
                        state = (mode, weekend, count, time)
    return value, state


@compiled
def traced(
    values: np.ndarray, state: tuple[int, int, int, int], ways: Ways
) -> np.ndarray:  # pragma: no cover  # compiled
    """Return the choices that lead to the state, `OFF` on days off.

    How a state was reached is not kept: it is found again by adding up, which gives the same sums.
    """
    days = len(ways.rests)
    chosen = np.full(days, OFF, dtype=np.int64)
    for day in range(days - 1, -1, -1):
        if state[0] >= ways.numbers[1] * ways.numbers[3]:
            state = _rested_before(day, state, values, ways)
        else:
            state, chosen[day] = _worked_before(day, state, values, ways)
    return chosen


@compiled
def _weekends_before(
    day: int, weekend: int, more: int, count: int, ways: Ways
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return the first weekend before the day from which this one is reached, and past the last."""
    last = weekend - more + ways.paces[day + 1] - ways.paces[day]
    # What lies below the pace counts as if it lay on it.
    first = last if weekend > 0 else 0
    return max(0, first), min(count, last + 1)


@compiled
def _rested_before(
    day: int, state: tuple[int, int, int, int], values: np.ndarray, ways: Ways
) -> tuple[int, int, int, int]:  # pragma: no cover  # compiled
    """Return the state before a day off that led to this one."""
    mode, weekend, count, time = state
    at, value = (
        time + ways.lows[day + 1] - ways.lows[day],
        values[day + 1, mode, weekend, count, time],
    )
    first, last = _weekends_before(day, weekend, 0, values.shape[2], ways)
    for come in range(values.shape[1]):
        if after_rest(day, come, ways.numbers) != mode or not 0 <= at < values.shape[4]:
            continue
        for earlier in range(first, last):
            if values[day, come, earlier, count, at] + ways.rests[day] == value:
                return come, earlier, count, at
    return -1, weekend, count, time


@compiled
def _worked_before(
    day: int, state: tuple[int, int, int, int], values: np.ndarray, ways: Ways
) -> tuple[tuple[int, int, int, int], int]:  # pragma: no cover  # compiled
    """Return the state before a day of work that led to this one, and what was chosen."""
    mode, weekend, count, time = state
    numbers, traits = ways.numbers, ways.traits
    families = numbers[1]
    worked, family = mode // families, mode % families
    rested = families * numbers[3] + numbers[4] - 1
    value = values[day + 1, mode, weekend, count, time]
    more = numbers[5] * counts_weekend(day + numbers[0], worked)
    first, last = _weekends_before(day, weekend, more, values.shape[2], ways)
    for choice in range(len(traits)):
        at = time + ways.lows[day + 1] - ways.lows[day] - traits[choice, 1]
        cost, step, most = ways.least[day, choice], traits[choice, 2], traits[choice, 3]
        if traits[choice, 0] != family or cost >= NONE or not 0 <= at < values.shape[4]:
            continue
        if step and (count // step) % (most + 1) == 0:
            continue
        for other in range(families if worked else 1):
            if worked and not ways.before[traits[choice, 4], other]:
                continue
            come = (worked - 1) * families + other if worked else rested
            for earlier in range(first, last):
                if values[day, come, earlier, count - step, at] + cost == value:
                    return (come, earlier, count - step, at), choice
    return (-1, weekend, count, time), OFF
