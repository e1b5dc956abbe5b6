"""Shares of known patterns, moved to where they cost least: the small step of a bundle, compiled.

What is too few or too many on a day and kind has a price that rises with it, up to what it costs.
Share goes from an officer's dearest pattern to the cheapest, as much as the prices allow.
"""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled

TURNS = 3
"""So often share moves within one officer's patterns before the next officer's turn."""
TINY = 1e-12
"""Less than any share that counts."""


class Known(NamedTuple):
    """The known patterns by officer and place, and how much of each is taken."""

    cells: np.ndarray
    """By officer, place and day: the number of the day and kind, the number after the last where
    the day is off."""
    costs: np.ndarray
    shares: np.ndarray
    counts: np.ndarray
    """By officer: how many places are filled."""
    load: np.ndarray
    """By number: how much works there, and how much is off last."""


class Weights(NamedTuple):
    """What the load is weighed by: each array by day and kind, and a day off last."""

    needs: np.ndarray
    lows: np.ndarray
    highs: np.ndarray
    """Between these two a price lies."""
    centre: np.ndarray
    """The price where the load is as needed."""


@compiled
def price(
    load: float, cell: int, weights: Weights, step: float
) -> float:  # pragma: no cover  # compiled
    """Return what one more is worth where the load is this."""
    value: float = weights.centre[cell] + step * (weights.needs[cell] - load)
    low: float = weights.lows[cell]
    high: float = weights.highs[cell]
    return min(max(value, low), high)


@compiled
def settle(
    known: Known, weights: Weights, step: float, officers: tuple[int, int], sweeps: int, near: float
) -> None:  # pragma: no cover  # compiled
    """Move the shares of the officers to where they cost least, and the load with them.

    Parameters
    ----------
    officers
        The first, and the first after the last.
    step
        By how much a price rises with one too few.
    sweeps
        So often the officers are gone through at the most.
    near
        So little may still be gained, in cost at the prices: it is enough.
    """
    prices = np.empty(len(known.load))
    for cell in range(len(prices)):
        prices[cell] = price(known.load[cell], cell, weights, step)
    for _ in range(sweeps):
        gain = 0.0
        for officer in range(officers[0], officers[1]):
            for turn in range(TURNS):
                mean, low, high, cheapest, dearest = _ends(known, prices, officer)
                if turn == 0:
                    gain += mean - low
                if cheapest == dearest or high - low <= TINY:
                    break
                _move(known, weights, step, prices, (officer, cheapest, dearest, high - low))
        if gain <= near:
            break


@compiled
def _ends(
    known: Known, prices: np.ndarray, officer: int
) -> tuple[float, float, float, int, int]:  # pragma: no cover  # compiled
    """Return what the patterns cost in the mean, the cheapest, and the dearest with a share."""
    mean, low, high, cheapest, dearest = 0.0, np.inf, -np.inf, 0, 0
    for place in range(known.counts[officer]):
        value, share = known.costs[officer, place], known.shares[officer, place]
        for day in range(known.cells.shape[2]):
            value -= prices[known.cells[officer, place, day]]
        mean += share * value
        if value < low:
            low, cheapest = value, place
        if share > 0 and value > high:
            high, dearest = value, place
    return mean, low, high, cheapest, dearest


@compiled
def _move(
    known: Known,
    weights: Weights,
    step: float,
    prices: np.ndarray,
    move: tuple[int, int, int, float],
) -> None:  # pragma: no cover  # compiled
    """Move as much share from the dearest to the cheapest as costs least, or all of it."""
    officer, to, come, gain = move
    load = known.load
    goes, leaves = known.cells[officer, to], known.cells[officer, come]
    off, steep = len(load) - 1, 0.0
    for day in range(len(goes)):
        if goes[day] != leaves[day]:
            steep += step * ((goes[day] != off) + (leaves[day] != off))
    share = known.shares[officer, come]
    if steep > 0:
        share = min(share, gain / steep)
    known.shares[officer, to] += share
    known.shares[officer, come] -= share
    if known.shares[officer, come] < TINY:
        known.shares[officer, come] = 0.0
    for day in range(len(goes)):
        if goes[day] != leaves[day]:
            load[goes[day]] += share
            load[leaves[day]] -= share
            for cell in (goes[day], leaves[day]):
                prices[cell] = price(load[cell], cell, weights, step)
