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
def insert(
    table: Tables, state: State, keep: Keep, draws: Draws, number: int, blink: float
) -> int:  # pragma: no cover  # compiled
    """Let the motorcade depart where it is cheapest and free, or not at all; return the cost."""
    best, best_way, best_slot = int(table.motorcade[number, 1]), -1, 0
    kept = keep.way[number]
    if kept >= 0:
        first, last = slots_between(table, state, number, kept)
        slot = keep.slot[number]
        cost = price(table, keep, number, kept, slot)
        if first <= slot <= last and cost < best and step(table, state, number, kept, slot, 1) == 0:
            best, best_way, best_slot = cost, kept, slot
    weight, change = table.motorcade[number, 0], keep.change[number]
    for way in range(table.ways[number], table.ways[number + 1]):
        first, last = slots_between(table, state, number, way)
        ideal, extra = table.window[way, 2], table.window[way, 3] + change
        for direction in (1, -1):
            slot = max(ideal, first) if direction > 0 else min(ideal - 1, last)
            while first <= slot <= last:
                cost = extra + weight * abs(slot - ideal)
                if cost >= best:
                    break
                jump = step(table, state, number, way, slot, direction)
                if jump == 0:
                    if draw(draws) >= blink:
                        best, best_way, best_slot = cost, way, slot
                        break
                    jump = 1
                slot += direction * jump
    if best_way >= 0:
        put(table, state, number, best_way, best_slot)
    return price(table, keep, number, best_way, best_slot)
