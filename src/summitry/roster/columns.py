"""Column generation: patterns are priced in until none can lower the cost; a bound with each round."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from summitry.roster.master import Master, Prices
from summitry.roster.pricing import NONE, Pricer

TOLERANCE = 1e-6
SMOOTHING = 0.5
"""How far the prices asked lie from the newest towards those of the best bound.

Newest prices leap from one round to the next; between the two far fewer rounds are needed
(Wentges smoothing, https://doi.org/10.1111/1475-3995.00016)."""

Stop = Callable[[], bool]


class Relaxed(Struct, frozen=True, kw_only=True):
    """The relaxation as far as it came: no roster can cost less than the bound."""

    bound: float
    is_closed: bool
    """Whether no pattern is left that would lower the value."""


def relax(master: Master, pricer: Pricer, stop: Stop) -> Relaxed:
    """Price patterns in until none is left or it is time to stop."""
    bound, centre, is_new = -np.inf, None, True
    while is_new and not stop():
        prices = master.solve()
        asked = [prices.covers]
        if centre is not None:
            asked.insert(0, SMOOTHING * centre + (1 - SMOOTHING) * prices.covers)
        is_new = False
        for covers in asked:
            value, is_new = _priced(master, pricer, prices, covers, stop)
            if value > bound:
                bound, centre = value, covers
            if is_new or stop():
                break
    return Relaxed(bound=bound, is_closed=not is_new and not stop())


def _priced(
    master: Master, pricer: Pricer, prices: Prices, covers: np.ndarray, stop: Stop
) -> tuple[float, bool]:
    """Add each officer's cheapest pattern at the worth of covers where it lowers the cost.

    Returns
    -------
    The bound that follows from that worth, minus infinity where it was time to stop; and whether a
    pattern was added.
    """
    problem = master.problem
    bound, is_new = float((problem.needs * covers).sum()), False
    for officer, own in enumerate(problem.costs):
        if stop():
            return -np.inf, is_new
        costs = own.astype(np.float64)
        costs[:, :-1] -= covers
        value, pattern = pricer.cheapest(officer, costs)
        bound += min(value, NONE)
        if pattern is not None:
            gain = prices.gain(officer, pattern, problem.pattern_cost(officer, pattern))
            is_new |= gain < -TOLERANCE and master.add(officer, pattern)
    return bound, is_new
