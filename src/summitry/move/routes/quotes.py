"""What an insertion adds, asked once for as long as a route stays as it is."""

from typing import NamedTuple

import numpy as np

from summitry.move.routes.tours import SPARE, Array, Ground, Tours, cheapest
from summitry.policy.compiled import compiled_bare

NEVER = 0
EVERY = 0.0
"""No place is overlooked: what is kept shall be the cheapest."""


class Quotes(NamedTuple):
    """The cheapest insertion of each request into each row, with the state of the row it is for."""

    price: Array
    places: Array
    asked: Array
    """For which state of the row the price was asked."""
    state: Array
    """Of each row; two states of one number are equal."""
    old: Array
    last: Array
    """The number that was given last."""


def quotes_of(ground: Ground, tours: Tours) -> Quotes:
    """Return quotes of which none was asked yet."""
    size, rows = len(ground.mate), len(tours.sizes) - SPARE
    return Quotes(
        price=np.zeros((size, rows)),
        places=np.zeros((size, rows, 2), np.int16),
        asked=np.full((size, rows), NEVER),
        state=np.arange(1, rows + 1),
        old=np.arange(1, rows + 1),
        last=np.array([rows]),
    )


@compiled_bare
def changed(quotes: Quotes, row: int) -> None:
    """Give the row a number that no other state of it has."""
    quotes.last[0] += 1
    quotes.state[row] = quotes.last[0]


@compiled_bare
def quoted(ground: Ground, tours: Tours, quotes: Quotes, row: int, node: int) -> float:
    """Return what the request of the node adds to the row at the places kept; inf if it cannot."""
    if quotes.asked[node, row] != quotes.state[row]:
        found = cheapest(ground, tours, row, node, quotes.last, EVERY)
        quotes.price[node, row] = found[0]
        quotes.places[node, row, 0], quotes.places[node, row, 1] = found[1], found[2]
        quotes.asked[node, row] = quotes.state[row]
    return float(quotes.price[node, row])
