"""What no schedule costs less than: the best prices of the shared cells, approached step by step.

The time-indexed relaxation lets every motorcade choose alone among all its departures, and makes it
pay for the cells it takes. Whatever the prices are, the sum of the cheapest departures, less the
prices of all there is, is a bound: so a search for prices can be stopped at any moment. The prices
follow the mean of what was taken too often before (the volume algorithm of Barahona and Anbil,
2000), from the best ones so far.

Unprotected motorcades are let onto segments freely here, which makes the bound lower, never wrong.
"""

from collections.abc import Callable
from math import ceil

import numpy as np
from msgspec import Struct

from summitry.move.occupancy import tables
from summitry.move.prices import cheapest, layout
from summitry.move.problem import Problem

TOLERANCE = 1e-6
MEAN_SHARE = 0.1
"""How much of the newest departures enters the mean."""
SHARE_FIRST, SHARE_MIN = 0.1, 1e-4
"""How far towards the target a step goes."""
PATIENCE = 20
FARTHER, NEARER = 1.2, 0.66


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
        What some schedule costs; it only sets how long the steps are.
    elapsed
        Returns the seconds since the search for the bound began.
    """
    table = tables(problem, outwards=False)
    place = layout(table, len(problem.motorcades))
    price, used = np.zeros(len(place.limit)), np.zeros(len(place.limit))
    best, _ = cheapest(table, place, price, used)
    center, mean = price, used.copy()
    share, vain, steps = SHARE_FIRST, 0, 1
    while not stop() and elapsed() < seconds and _whole(best) < target and share > SHARE_MIN:
        slope = mean - place.limit
        slope[(center <= 0) & (slope < 0)] = 0.0
        norm = float(slope @ slope)
        if norm <= TOLERANCE:
            break
        price = np.maximum(center + share * (target - best) / norm * slope, 0.0)
        value, _ = cheapest(table, place, price, used)
        steps += 1
        mean += MEAN_SHARE * (used - mean)
        if value > best:
            best, center, vain = value, price, 0
            share = min(share * FARTHER, 2.0)
        elif (vain := vain + 1) >= PATIENCE:
            share, vain = share * NEARER, 0
    return Bound(cost=max(0, min(_whole(best), target)), steps=steps, seconds=elapsed())


def _whole(value: float) -> int:
    """Return the least whole cost that is not below the bound, but for rounding."""
    return ceil(value - TOLERANCE * max(1.0, abs(value)))
