"""Two routes change their ends: what taking out and putting back short strings cannot do."""

import numpy as np

from summitry.move.routes.tours import (
    ABSENT,
    LATEST,
    LOAD,
    PEAK,
    PLACE,
    ROUTE,
    START,
    Array,
    Ground,
    Tours,
    below,
    copy,
    settle,
)
from summitry.policy.compiled import compiled_bare

CLOSE = 30
"""The cheapest change is looked for among so many nearest places."""


@compiled_bare
def fits(ground: Ground, tours: Tours, node: int, other: int) -> bool:
    """Say whether the other node, of a different route, can follow the first with all behind it.

    What followed the first goes to the other route; no pair may be divided.
    """
    row, row2 = tours.at[ROUTE, node], tours.at[ROUTE, other]
    i, j = tours.at[PLACE, node], tours.at[PLACE, other] - 1
    stops, track = tours.stops, tours.track
    after, before = stops[row, i + 1], stops[row2, j]
    load, load2 = track[row, LOAD, i], track[row2, LOAD, j]
    if ground.mate.any() and (load > 0 or load2 > 0):
        return False
    if track[row, START, i] + ground.go[node, other] > track[row2, LATEST, j + 1]:
        return False
    if track[row2, START, j] + ground.go[before, after] > track[row, LATEST, i + 1]:
        return False
    if load + track[row2, PEAK, j + 1] - load2 > ground.capacity:
        return False
    return bool(load2 + track[row, PEAK, i + 1] - load <= ground.capacity)


@compiled_bare
def cross(ground: Ground, tours: Tours, node: int, other: int) -> None:
    """Let both routes change their ends, so that the other node follows the first."""
    row, row2 = tours.at[ROUTE, node], tours.at[ROUTE, other]
    i, j = tours.at[PLACE, node], tours.at[PLACE, other] - 1
    stops = tours.stops
    spare = len(tours.sizes) - 1
    copy(tours, row, spare)
    size, size2 = tours.sizes[row], tours.sizes[row2]
    for k in range(j + 1, size2 + 2):
        stops[row, i + k - j] = stops[row2, k]
    for k in range(i + 1, size + 2):
        stops[row2, j + k - i] = stops[spare, k]
    tours.sizes[row] = i + size2 - j
    tours.sizes[row2] = j + size - i
    settle(ground, tours, row)
    settle(ground, tours, row2)


@compiled_bare
def best_cross(ground: Ground, tours: Tours, chance: Array) -> tuple[int, int]:
    """Return a node drawn by chance and the one that follows it at the least price; 0 if none."""
    node = 1 + below(chance, len(ground.mate) - 1)
    row = tours.at[ROUTE, node]
    found, least = 0, np.inf
    if row == ABSENT:
        return node, found
    after = tours.stops[row, tours.at[PLACE, node] + 1]
    for k in range(min(CLOSE, ground.near.shape[1])):
        other = ground.near[node, k]
        row2 = tours.at[ROUTE, other]
        if row2 == row or row2 < 0:
            continue
        before = tours.stops[row2, tours.at[PLACE, other] - 1]
        if before == 0 and after == 0:
            continue
        price = ground.far[node, other] + ground.far[before, after]
        price -= ground.far[node, after] + ground.far[before, other]
        if price < least and fits(ground, tours, node, other):
            found, least = other, price
    return node, found
