"""The way through the days without limits on time, weekends and kinds: these have prices instead.

Without them a state is the mode alone (see `days`), so that a year is gone through fast.
What is cheapest then is a bound, whatever the prices; the pattern itself may break those limits.
"""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.roster.days import NONE, after_rest, counts_weekend
from summitry.roster.problem import OFF


class Loosened(NamedTuple):
    """What the days cost, and how one may go on; the names are those of `days.Ways`."""

    least: np.ndarray
    rests: np.ndarray
    traits: np.ndarray
    before: np.ndarray
    numbers: np.ndarray


@compiled
def loosest(
    ways: Loosened, weekend_price: float
) -> tuple[float, np.ndarray]:  # pragma: no cover  # compiled
    """Return the least value, and the choices that lead to it, `OFF` on days off."""
    days, numbers = len(ways.rests), ways.numbers
    families, longest = numbers[1], numbers[3]
    modes = families * longest + numbers[4]
    values = np.full((days + 1, modes), NONE)
    came = np.full((days + 1, modes), -1, dtype=np.int64)
    chose = np.full((days + 1, modes), OFF, dtype=np.int64)
    lines = np.empty(max(1, len(ways.before)))
    froms = np.empty(max(1, len(ways.before)), dtype=np.int64)
    values[0, modes - 1] = 0.0
    for day in range(days):
        for mode in range(modes):
            to, value = after_rest(day, mode, numbers), values[day, mode] + ways.rests[day]
            if to >= 0 and value < values[day + 1, to]:
                values[day + 1, to], came[day + 1, to] = value, mode
        for worked in range(longest):
            _from(lines, froms, values[day], worked, ways)
            dearer = weekend_price * counts_weekend(day + numbers[0], worked)
            for choice in range(len(ways.traits)):
                row = ways.traits[choice, 4] if worked else 0
                value = lines[row] + ways.least[day, choice] + dearer
                to = worked * families + ways.traits[choice, 0]
                if value < values[day + 1, to]:
                    values[day + 1, to], came[day + 1, to] = value, froms[row]
                    chose[day + 1, to] = choice
    return _back(values, came, chose)


@compiled
def _from(
    lines: np.ndarray, froms: np.ndarray, values: np.ndarray, worked: int, ways: Loosened
) -> None:  # pragma: no cover  # compiled
    """Set each row's line to the least of the states from which it can go on, and say which."""
    families = ways.numbers[1]
    if worked == 0:
        # A compiled index does not count from the end: the last mode is named.
        froms[0] = len(values) - 1
        lines[0] = values[len(values) - 1]
        return
    for row in range(len(ways.before)):
        lines[row], froms[row] = NONE, 0
        for family in range(families):
            come = (worked - 1) * families + family
            if ways.before[row, family] and values[come] < lines[row]:
                lines[row], froms[row] = values[come], come


@compiled
def _back(
    values: np.ndarray, came: np.ndarray, chose: np.ndarray
) -> tuple[float, np.ndarray]:  # pragma: no cover  # compiled
    """Return the least value at the end, and the choices on the way there."""
    days = len(values) - 1
    chosen = np.full(days, OFF, dtype=np.int64)
    mode = int(np.argmin(values[days]))
    value = values[days, mode]
    for day in range(days, 0, -1):
        if value >= NONE / 2:
            break
        chosen[day - 1] = chose[day, mode]
        mode = came[day, mode]
    return value, chosen
