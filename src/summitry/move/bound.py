"""What no schedule costs less than: the best prices of the shared cells, approached step by step.

The time-indexed relaxation lets every motorcade choose alone among all its departures, and makes it
pay for the cells it takes. Whatever the prices are, the sum of the cheapest departures, less the
prices of all there is, is a bound: so a search for prices can be stopped at any moment. A price
rises where too many want to be, and falls where there is room, by a running mean of what was taken
and with ever smaller steps.

Unprotected motorcades are let onto segments freely here, which makes the bound lower, never wrong.
"""

from collections.abc import Callable
from math import ceil

import numpy as np
from msgspec import Struct

from summitry.move.occupancy import tables
from summitry.move.prices import FAR, cheapest, layout
from summitry.move.problem import Problem

TOLERANCE = 1e-6
MEAN_SHARE = 0.2
"""How much of the newest departures enters the mean."""
SHARE_FIRST, SHARE_LAST = 0.25, 0.005
"""How far towards the target a step goes at first and at last (Polyak, 1969)."""
STEPS_MAX = 1_000_000


class Bound(Struct, frozen=True, kw_only=True):
    """A bound, and how it was come to."""

    cost: int
    """No schedule costs less, in weighted slots."""
    steps: int
    seconds: float


def bound(
    problem: Problem,
    target: int,
    elapsed: Callable[[], float],
    seconds: float,
    stop: Callable[[], bool] = lambda: False,
) -> Bound:
    """Return the best bound found in time.

    Parameters
    ----------
    target
        What some schedule costs; it only sets how long the steps are, and when it is proved.
    elapsed
        Returns the seconds since the search for the bound began.
    """
    table = tables(problem, outwards=False)
    place = layout(table, len(problem.motorcades))
    price, used = np.zeros(len(place.limit)), np.zeros(len(place.limit))
    mean, best, steps = np.zeros(len(place.limit)), -FAR, 0
    began = elapsed()
    while steps < STEPS_MAX:
        steps += 1
        value, _ = cheapest(table, place, price, used)
        best = max(best, value)
        if stop() or elapsed() >= seconds or _whole(best) >= target:
            break
        share = (elapsed() - began) / max(seconds - began, 1e-9)
        mean += MEAN_SHARE * (used - place.limit - mean)
        slope = np.where((price <= 0) & (mean < 0), 0.0, mean)
        norm = float(slope @ slope)
        if norm <= TOLERANCE:
            if (used <= place.limit).all():
                break
            continue
        length = SHARE_FIRST * (SHARE_LAST / SHARE_FIRST) ** share
        np.maximum(price + length * (target - value) / norm * slope, 0.0, out=price)
    least = max(0, _whole(best))
    assert least <= target, (least, target)
    return Bound(cost=least, steps=steps, seconds=elapsed())


def _whole(value: float) -> int:
    """Return the least whole cost that is not below the bound, but for rounding."""
    return ceil(value - TOLERANCE * max(1.0, abs(value)))
