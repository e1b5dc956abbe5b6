"""A motorcade put in where it is cheapest among what is free."""

from typing import NamedTuple

import numpy as np

from summitry.move.chance import Draws, draw
from summitry.move.occupancy import State, Tables, put, slots_between, step
from summitry.policy.compiled import compiled


class Keep(NamedTuple):
    """What each motorcade departs at now, in a plan that is to change little."""

    way: np.ndarray
    slot: np.ndarray
    change: np.ndarray
    """What another departure costs; 0 where any is as good."""


@compiled
def price(
    table: Tables, keep: Keep, number: int, way: int, slot: int
) -> int:  # pragma: no cover  # compiled
    """Return what the motorcade's departure costs."""
    if way < 0:
        return int(table.motorcade[number, 1])
    window = table.window[way]
    cost = window[3] + table.motorcade[number, 0] * abs(slot - window[2])
    if way != keep.way[number] or slot != keep.slot[number]:
        cost += keep.change[number]
    return int(cost)


@compiled
def slots_within(
    table: Tables, number: int, way: int, most: float
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return the first and last slot of the way's window that cost no more than that alone."""
    window, weight = table.window[way], table.motorcade[number, 0]
    room = most - window[3]
    if room < 0:
        return 1, 0
    far = window[1] + window[2]
    if weight * far > room:
        far = int(room / weight)
    return max(window[0], window[2] - far), min(window[1], window[2] + far)


@compiled
def insert(
    table: Tables, state: State, keep: Keep, draws: Draws, number: int, blink: float
) -> int:  # pragma: no cover  # compiled
    """Let the motorcade depart where it is cheapest and free, or not at all; return the cost."""
    best, best_way, best_slot = int(table.motorcade[number, 1]), -1, 0
    if _kept_is_free(table, state, keep, number):
        best_way, best_slot = keep.way[number], keep.slot[number]
        best = price(table, keep, number, best_way, best_slot)
    weight = table.motorcade[number, 0]
    for way in range(table.ways[number], table.ways[number + 1]):
        first, last = slots_between(table, state, number, way)
        extra = table.window[way, 3] + keep.change[number]
        for direction in (1, -1):
            where = (number, way, first, last, direction)
            slot = _nearest(table, state, draws, where, (best, extra, blink))
            if slot >= 0:
                best = extra + weight * abs(slot - table.window[way, 2])
                best_way, best_slot = way, slot
    if best_way >= 0:
        put(table, state, number, best_way, best_slot)
    return price(table, keep, number, best_way, best_slot)


@compiled
def _kept_is_free(
    table: Tables, state: State, keep: Keep, number: int
) -> bool:  # pragma: no cover  # compiled
    """Say whether what the motorcade is to keep is free, and costs less than to leave it out."""
    way, slot = keep.way[number], keep.slot[number]
    if way < 0 or price(table, keep, number, way, slot) >= table.motorcade[number, 1]:
        return False
    first, last = slots_between(table, state, number, way)
    return first <= slot <= last and step(table, state, number, way, slot, 1) == 0


@compiled
def _nearest(
    table: Tables,
    state: State,
    draws: Draws,
    where: tuple[int, int, int, int, int],
    limit: tuple[int, int, float],
) -> int:  # pragma: no cover  # compiled
    """Return the free slot nearest to the ideal one in a direction; -1 where none is cheaper."""
    number, way, first, last, direction = where
    best, extra, blink = limit
    ideal, weight = table.window[way, 2], table.motorcade[number, 0]
    slot = max(ideal, first) if direction > 0 else min(ideal - 1, last)
    while first <= slot <= last and extra + weight * abs(slot - ideal) < best:
        jump = step(table, state, number, way, slot, direction)
        if jump == 0:
            if draw(draws) >= blink:
                return int(slot)
            jump = 1
        slot += direction * jump
    return -1
