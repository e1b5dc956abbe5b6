"""The way through the days: every legal pattern at once, state by state, in compiled code.

A state's mode is what the limits on stretches know of the days so far: how many days were worked in
a row and the family of the kind worked last, or how many days off there were in a row. The other
numbers are the weekends worked, how often the counted kinds were worked, and the time worked.

Kinds of one family may be followed by the same kinds. Kinds that moreover are equally long, may
follow the same families and are not counted are one choice: on each day only the cheapest matters.
"""

import numpy as np

from summitry.policy.compiled import compiled
from summitry.roster.problem import OFF, WEEK

NONE = 1e15
"""Dearer than any pattern: there is none."""
SATURDAY, SUNDAY = WEEK - 2, WEEK - 1


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
def walk(
    values: np.ndarray,
    least: np.ndarray,
    rests: np.ndarray,
    traits: np.ndarray,
    before: np.ndarray,
    numbers: np.ndarray,
    lows: np.ndarray,
    widths: np.ndarray,
) -> None:  # pragma: no cover  # compiled
    """Fill in, for the end of each day, the least cost at which each state can be reached.

    Parameters
    ----------
    values
        Days and one × modes × weekends × counts × time, `NONE` but for where one begins.
    least, rests
        What each choice costs on each day, and what a day off costs.
    traits
        Choice × (its family, its time, its step in the counts, how often it may be worked, its row
        in `before`).
    before
        Row × family: whether one of the family may be worked on the day before.
    numbers
        The first day's number, families, least and most days of work, least days off, and 1 where
        weekends are limited, else 0.
    lows, widths
        Of the times before each day, and after the last: the least, and how many.
    """
    lines = np.empty((len(before), values.shape[4]))
    for day in range(len(least)):
        _rest(day, values, rests[day], numbers, lows, widths)
        for worked in range(numbers[3]):
            _work(day, worked, values, least[day], traits, before, numbers, lows, widths, lines)


@compiled
def _rest(
    day: int,
    values: np.ndarray,
    cost: float,
    numbers: np.ndarray,
    lows: np.ndarray,
    widths: np.ndarray,
) -> None:  # pragma: no cover  # compiled
    """Extend every state by a day off."""
    shift = lows[day] - lows[day + 1]
    first, last = max(0, -shift), min(widths[day], widths[day + 1] - shift)
    for mode in range(values.shape[1]):
        to = after_rest(day, mode, numbers)
        if to < 0:
            continue
        for weekend in range(values.shape[2]):
            for count in range(values.shape[3]):
                come, go = values[day, mode, weekend, count], values[day + 1, to, weekend, count]
                for time in range(first, last):
                    value, known = come[time] + cost, go[time + shift]
                    go[time + shift] = value if value < known else known


@compiled
def after_rest(day: int, mode: int, numbers: np.ndarray) -> int:  # pragma: no cover  # compiled
    """Return the mode after a day off, -1 where so short a stretch of work may not end."""
    working = numbers[1] * numbers[3]
    if mode >= working:
        return min(mode + 1, working + numbers[4] - 1)
    worked = mode // numbers[1] + 1
    # Whoever has worked on every day of the horizon may have begun before it.
    return working if worked >= numbers[2] or worked == day + numbers[0] else -1


@compiled
def counts_weekend(day: int, worked: int) -> int:  # pragma: no cover  # compiled
    """Return 1 where work on the day, after so many days of work, is a weekend not yet counted."""
    return 1 if day % WEEK == SATURDAY or (day % WEEK == SUNDAY and worked == 0) else 0


@compiled
def _work(
    day: int,
    worked: int,
    values: np.ndarray,
    least: np.ndarray,
    traits: np.ndarray,
    before: np.ndarray,
    numbers: np.ndarray,
    lows: np.ndarray,
    widths: np.ndarray,
    lines: np.ndarray,
) -> None:  # pragma: no cover  # compiled
    """Extend by a day of work every state in which so many days in a row were worked."""
    more, width = numbers[5] * counts_weekend(day + numbers[0], worked), widths[day]
    for weekend in range(values.shape[2] - more):
        for count in range(values.shape[3]):
            _least_before(lines, values[day], weekend, count, worked, before, numbers, width)
            for choice in range(len(least)):
                step, most = traits[choice, 2], traits[choice, 3]
                if least[choice] >= NONE or (step and (count // step) % (most + 1) == most):
                    continue
                shift = lows[day] + traits[choice, 1] - lows[day + 1]
                first, last = max(0, -shift), min(width, widths[day + 1] - shift)
                to = worked * numbers[1] + traits[choice, 0]
                come = lines[traits[choice, 4] if worked else 0]
                go = values[day + 1, to, weekend + more, count + step]
                cost = least[choice]
                for time in range(first, last):
                    value, known = come[time] + cost, go[time + shift]
                    go[time + shift] = value if value < known else known


@compiled
def _least_before(
    lines: np.ndarray,
    values: np.ndarray,
    weekend: int,
    count: int,
    worked: int,
    before: np.ndarray,
    numbers: np.ndarray,
    width: int,
) -> None:  # pragma: no cover  # compiled
    """Set each row's line to the least, by time, of the states from which it can go on."""
    families = numbers[1]
    if worked == 0:
        lines[0, :width] = values[families * numbers[3] + numbers[4] - 1, weekend, count, :width]
        return
    for row in range(len(before)):
        line = lines[row]
        line[:width] = NONE
        for family in range(families):
            if before[row, family]:
                come = values[(worked - 1) * families + family, weekend, count]
                for time in range(width):
                    line[time] = come[time] if come[time] < line[time] else line[time]


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
    values: np.ndarray,
    state: tuple[int, int, int, int],
    least: np.ndarray,
    rests: np.ndarray,
    traits: np.ndarray,
    before: np.ndarray,
    numbers: np.ndarray,
    lows: np.ndarray,
) -> np.ndarray:  # pragma: no cover  # compiled
    """Return the choices that lead to the state, `OFF` on days off.

    How a state was reached is not kept: it is found again by adding up, which gives the same sums.
    """
    days = len(least)
    chosen = np.full(days, OFF, dtype=np.int64)
    mode, weekend, count, time = state
    for day in range(days - 1, -1, -1):
        if mode >= numbers[1] * numbers[3]:
            at = time + lows[day + 1] - lows[day]
            for come in range(values.shape[1]):
                if after_rest(day, come, numbers) != mode or not 0 <= at < values.shape[4]:
                    continue
                if values[day, come, weekend, count, at] + rests[day] == values[
                    day + 1, mode, weekend, count, time
                ]:
                    mode, time = come, at
                    break
        else:
            mode, weekend, count, time, chosen[day] = _worked_before(
                day, (mode, weekend, count, time), values, least[day], traits, before, numbers, lows
            )
    return chosen


@compiled
def _worked_before(
    day: int,
    state: tuple[int, int, int, int],
    values: np.ndarray,
    least: np.ndarray,
    traits: np.ndarray,
    before: np.ndarray,
    numbers: np.ndarray,
    lows: np.ndarray,
) -> tuple[int, int, int, int, int]:  # pragma: no cover  # compiled
    """Return the state before a day of work that led to this one, and what was chosen."""
    mode, weekend, count, time = state
    families = numbers[1]
    worked, family = mode // families, mode % families
    rested = families * numbers[3] + numbers[4] - 1
    weekend -= numbers[5] * counts_weekend(day + numbers[0], worked)
    value = values[day + 1, mode, state[1], count, time]
    for choice in range(len(least)):
        at = time + lows[day + 1] - lows[day] - traits[choice, 1]
        step, most = traits[choice, 2], traits[choice, 3]
        if traits[choice, 0] != family or least[choice] >= NONE or not 0 <= at < values.shape[4]:
            continue
        if step and (count // step) % (most + 1) == 0:
            continue
        for other in range(families if worked else 1):
            if worked and not before[traits[choice, 4], other]:
                continue
            come = (worked - 1) * families + other if worked else rested
            if values[day, come, weekend, count - step, at] + least[choice] == value:
                return come, weekend, count - step, at, choice
    return -1, weekend, count, time, OFF
