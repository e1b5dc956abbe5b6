"""Chance for compiled code: numbers drawn beforehand from a stream, taken one after another."""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled


class Draws(NamedTuple):
    """Numbers from 0 to 1, and which of them is next; after the last comes the first."""

    value: np.ndarray
    at: np.ndarray


@compiled
def draw(draws: Draws) -> float:  # pragma: no cover  # compiled
    """Return the next number."""
    place = draws.at[0]
    draws.at[0] = place + 1 if place + 1 < len(draws.value) else 0
    return float(draws.value[place])


@compiled
def below(draws: Draws, count: int) -> int:  # pragma: no cover  # compiled
    """Return a whole number from 0 on, below the count."""
    return int(draw(draws) * count)
