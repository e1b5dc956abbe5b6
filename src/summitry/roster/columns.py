"""Column generation: patterns are priced in until none can lower the cost, with a bound."""

from collections.abc import Callable, Sequence
from math import ceil

import numpy as np
from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.days import NONE
from summitry.roster.master import Master, Prices
from summitry.roster.pricing import Priced

TOLERANCE = 1e-6
SMOOTHING = 0.5
"""How far the prices asked lie from the newest towards those of the best bound.

Newest prices leap from one round to the next; between the two far fewer rounds are needed
(Wentges smoothing, https://doi.org/10.1111/1475-3995.00016)."""
SHARES = (0.01, 0.03, 0.1, 0.3, 1.0)
"""The steps in which what one too few costs is let in."""
NEAR = 0.02
"""So near to its value a step's bound must come before the next; the last goes to the end."""

Pricing = Callable[[int, np.ndarray], Priced]
"""Returns an officer's cheapest pattern at these costs."""


class Relaxed(Struct, frozen=True, kw_only=True):
    """The relaxation as far as it came."""

    bound: float
    """No roster can cost less: minus infinity where the officers were never priced all at once."""
    is_closed: bool
    """Whether no pattern is left that would lower the value, or none that matters."""
    covers: np.ndarray | None = None
    """What covers are worth where that bound is met; None where it was not asked for."""


def whole_bound(bound: float) -> int:
    """Return the least whole cost that a bound leaves; costs are never below 0."""
    if bound >= NONE / 2 or not np.isfinite(bound):
        return 0
    return max(0, ceil(bound - TOLERANCE * max(1.0, abs(bound))))


def relax(
    master: Master, pricing: Pricing, until: Until, centre: np.ndarray | None = None
) -> Relaxed:
    """Price patterns in until none is left or it is time to stop.

    What one too few costs is let in step by step. With a small cost first, worths lie close
    together and need far fewer rounds; each step is a relaxation of the next, so that its bound
    holds as well.

    Parameters
    ----------
    centre
        What covers are worth, where it is known nearly: asked first, and no steps are taken.
    """
    bound, is_closed = -np.inf, False
    for share in SHARES if centre is None else SHARES[-1:]:
        if until():
            break
        master.cap(share)
        near = NEAR if share < 1 else 0.0
        relaxed = closed(master, pricing, until, near, centre)
        bound, is_closed = max(bound, relaxed.bound), relaxed.is_closed and share == 1
    master.cap(1.0)
    return Relaxed(bound=bound, is_closed=is_closed)


def closed(
    master: Master,
    pricing: Pricing,
    until: Until,
    near: float = 0.0,
    centre: np.ndarray | None = None,
) -> Relaxed:
    """Price patterns in until none is left, or the bound lies so near the value.

    As costs are whole, it is enough that value and bound round up to the same.
    """
    bound, is_new = -np.inf, True
    everybody = range(len(master.problem.officers))
    while is_new and not until():
        until.tick()
        prices = master.solve(until)
        if prices is None:
            break
        if max(whole_bound(bound), bound + near * abs(prices.value)) >= prices.value - TOLERANCE:
            return Relaxed(bound=bound, is_closed=True, covers=centre)
        asked = [prices.covers]
        if centre is not None:
            asked.insert(0, SMOOTHING * centre + (1 - SMOOTHING) * prices.covers)
        is_new = False
        for covers in asked:
            value, is_new = priced_in(master, pricing, prices, covers, everybody, until)
            if value > bound:
                bound, centre = value, covers
            if is_new or until():
                break
    return Relaxed(bound=bound, is_closed=not is_new and not until(), covers=centre)


def priced_in(
    master: Master,
    pricing: Pricing,
    prices: Prices,
    covers: np.ndarray,
    officers: Sequence[int],
    until: Until,
) -> tuple[float, bool]:
    """Add each officer's cheapest pattern at the worth of covers where it lowers the cost.

    Returns
    -------
    The bound that follows from that worth where these are all officers, minus infinity where it was
    time to stop; and whether a pattern was added.
    """
    problem = master.problem
    bound, is_new = float((problem.needs * covers).sum()), False
    for officer in officers:
        if until():
            return -np.inf, is_new
        costs = problem.costs[officer].astype(np.float64)
        costs[:, :-1] -= covers
        found = pricing(officer, costs)
        bound += min(found.bound, NONE)
        if found.pattern is not None:
            cost = problem.pattern_cost(officer, found.pattern)
            gain = prices.gain(officer, found.pattern, cost)
            is_new |= gain < -TOLERANCE and master.add(officer, found.pattern)
    return bound, is_new
