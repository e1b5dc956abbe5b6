"""Ruin and recreate on the grid: a few departures are taken off and put back better, many times.

What is taken off is a motorcade with those that stand where it wants to be, or a stretch of an
order of arrival with those that stand in its way, or neighbours in place and time, or anybody.
A stretch of an order must move together: no one member of a tight order can move alone. Or a
motorcade goes a little earlier or later than is best for it, and pushes those along who pass a
segment before or after it: so room that is too small for anybody is gathered in one place.
"""

from math import log
from typing import NamedTuple

import numpy as np

from summitry.move.chance import Draws, below, draw
from summitry.move.insertion import Keep, insert, price
from summitry.move.occupancy import (
    State,
    Tables,
    put,
    slots_between,
    span,
    step,
    take,
)
from summitry.move.stretch import put_stretch
from summitry.policy.compiled import compiled

TAKEN_MAX = 48
"""So many departures are taken off at once at the most."""
OTHER_WAY, DEAREST, WHOLE_ORDER, TOGETHER, ALONE = 0.4, 0.5, 0.3, 0.3, 0.5
"""How often another way is cleared than the first, the seed is the dearest of four, a stretch may
be a whole order, a stretch is put in together, and who is pushed pushes nobody along."""
ORDERS_TO, PUSHES_TO, BLOCKERS_TO, NEAR_TO = 0.3, 0.45, 0.8, 0.95
"""Up to which share of the steps takes off a stretch, pushes, clears the way, and takes neighbours.
"""
PUSH_MAX, PUSHED_SLOTS = 4, 160
"""How many slots a push goes at the most, and how far along the segment others are pushed."""
SELDOM, OFTEN = 0.01, 0.2
"""How often a free slot is passed over, so that others fit in after; often in some of the steps."""
BY_WEIGHT, BY_TIME, LATEST_FIRST = 1, 2, 3


class Work(NamedTuple):
    """What a search holds besides its state."""

    near: np.ndarray
    """Motorcade by neighbours in place and time, nearest first; -1 where there are no more."""
    best_way: np.ndarray
    best_slot: np.ndarray
    cost: np.ndarray
    """The state's cost and the best one's."""
    off: np.ndarray
    """Whom a step takes off."""
    old: np.ndarray
    """Their departures before, way and slot."""
    is_off: np.ndarray
    stretch: np.ndarray
    """How many of those that a step takes off, from the first on, are a stretch of an order, or are
    pushed."""
    push: np.ndarray
    """Of a push: by how many slots, and to which way and slot the first one goes; else 0."""


@compiled
def _take_off(
    table: Tables, state: State, work: Work, count: int, number: int
) -> int:  # pragma: no cover  # compiled
    """Take the motorcade off where it is not yet; return how many are off."""
    if count >= TAKEN_MAX or work.is_off[number]:
        return count
    work.off[count] = number
    work.old[count, 0], work.old[count, 1] = state.way[number], state.slot[number]
    work.is_off[number] = True
    if state.way[number] >= 0:
        take(table, state, number)
    return count + 1


@compiled
def _take_blockers(
    table: Tables, state: State, work: Work, draws: Draws, count: int, number: int
) -> int:  # pragma: no cover  # compiled
    """Take off those that stand where the motorcade would be near its ideal slot on some way."""
    ways = table.ways[number + 1] - table.ways[number]
    if ways == 0:
        return count
    way = table.ways[number]
    if draw(draws) < OTHER_WAY:
        way += below(draws, ways)
    first, last = slots_between(table, state, number, way)
    if first > last:
        return count
    slot = table.window[way, 2] + below(draws, 9) - 4
    return _clear(table, state, work, draws, count, (number, way, min(max(slot, first), last)))


@compiled
def _clear(
    table: Tables,
    state: State,
    work: Work,
    draws: Draws,
    count: int,
    departure: tuple[int, int, int],
) -> int:  # pragma: no cover  # compiled
    """Take off those that stand where the departure would be: motorcade, way, slot."""
    number, way, slot = departure
    base = slot * table.shape[2]
    for one in range(table.uses[way], table.uses[way + 1]):
        row = state.cells[table.use[one, 0]]
        for cell in range(base + table.use[one, 1], base + table.use[one, 2]):
            if row[cell] < 0:
                count = _take_off(table, state, work, count, -row[cell] - 1)
    for _ in range(_full(table, state, number, way, slot)):
        count = _take_near(table, state, work, draws, count, number)
    return count


@compiled
def _full(
    table: Tables, state: State, number: int, way: int, slot: int
) -> int:  # pragma: no cover  # compiled
    """Return how many of the pools that the motorcade needs have too few left for it."""
    start, end = span(table, number, way, slot)
    full = 0
    for one in range(table.needs[number], table.needs[number + 1]):
        pool = table.need[one, 0]
        most = table.pools[pool] - table.need[one, 1]
        if start < end and state.taken[pool, start:end].max() > most:
            full += 1
    return full


@compiled
def _take_near(
    table: Tables, state: State, work: Work, draws: Draws, count: int, number: int
) -> int:  # pragma: no cover  # compiled
    """Take off one neighbour, nearer ones more often."""
    near = work.near[number]
    for _ in range(4):
        chance = draw(draws)
        other = near[int(chance * chance * len(near))] if len(near) else -1
        if other >= 0 and not work.is_off[other]:
            return _take_off(table, state, work, count, other)
    return count


@compiled
def _seed(
    table: Tables, state: State, keep: Keep, draws: Draws
) -> int:  # pragma: no cover  # compiled
    """Return a motorcade by chance, every other time the dearest of four."""
    count = len(state.way)
    seed = below(draws, count)
    if draw(draws) < DEAREST:
        dearest = price(table, keep, seed, state.way[seed], state.slot[seed])
        for _ in range(3):
            other = below(draws, count)
            cost = price(table, keep, other, state.way[other], state.slot[other])
            if cost > dearest:
                seed, dearest = other, cost
    return seed


@compiled
def _ruin(
    table: Tables, state: State, keep: Keep, work: Work, draws: Draws
) -> int:  # pragma: no cover  # compiled
    """Take a few off; return how many."""
    work.stretch[0] = work.push[0] = 0
    seed = _seed(table, state, keep, draws)
    kind = draw(draws)
    if kind < ORDERS_TO and len(table.gaps):
        return _ruin_chain(table, state, work, draws, seed)
    if kind < PUSHES_TO:
        return _push(table, state, work, draws, seed)
    count = _take_off(table, state, work, 0, seed)
    if kind < BLOCKERS_TO:
        count = _take_blockers(table, state, work, draws, count, seed)
        for _ in range(below(draws, 4)):
            count = _take_near(table, state, work, draws, count, seed)
    elif kind < NEAR_TO:
        for _ in range(1 + below(draws, 10)):
            count = _take_near(table, state, work, draws, count, seed)
    else:
        for _ in range(1 + below(draws, 10)):
            count = _take_off(table, state, work, count, below(draws, len(state.way)))
    return count


@compiled
def _ruin_chain(
    table: Tables, state: State, work: Work, draws: Draws, seed: int
) -> int:  # pragma: no cover  # compiled
    """Take a stretch of an order of arrival off, and those that stand in its way.

    It is that of the motorcade, or any order where it is in none.
    """
    chain = table.motorcade[seed, 4]
    if chain < 0:
        chain, seed = below(draws, len(table.gaps)), -1
    first, last = table.chains[chain], table.chains[chain + 1]
    if first == last:
        return 0
    place = first + (below(draws, last - first) if seed < 0 else table.motorcade[seed, 5])
    length = 2 + below(draws, last - first if draw(draws) < WHOLE_ORDER else 10)
    begin = max(first, place - below(draws, length))
    end = min(last, begin + length)
    count = 0
    for one in range(begin, end):
        count = _take_off(table, state, work, count, table.members[one])
    work.stretch[0] = count if draw(draws) < TOGETHER else 0
    willing = draw(draws)
    for one in range(begin, end):
        if draw(draws) < willing:
            count = _take_blockers(table, state, work, draws, count, table.members[one])
    return count


@compiled
def _push(
    table: Tables, state: State, work: Work, draws: Draws, seed: int
) -> int:  # pragma: no cover  # compiled
    """Take the motorcade off, those it pushes along, and those that stand where it is to go."""
    ways = table.ways[seed + 1] - table.ways[seed]
    if not ways:
        return _take_off(table, state, work, 0, seed)
    far = 1 + below(draws, PUSH_MAX)
    if draw(draws) < 1 / 2:
        far = -far
    way, slot = state.way[seed], state.slot[seed]
    if way < 0 or draw(draws) < OTHER_WAY:
        way = table.ways[seed] + below(draws, ways)
    first, last = table.window[way, 0], table.window[way, 1]
    if state.way[seed] < 0 and first <= last:
        slot = first + below(draws, last - first + 1)
    elif way == state.way[seed]:
        slot += far
    count = _take_off(table, state, work, 0, seed)
    if draw(draws) >= ALONE:
        count = _take_along(table, state, work, draws, (way, slot, far))
    work.push[0], work.push[1], work.push[2] = far, way, slot
    work.stretch[0] = count
    if first <= slot <= last:
        count = _clear(table, state, work, draws, count, (seed, way, slot))
    return count


@compiled
def _take_along(
    table: Tables, state: State, work: Work, draws: Draws, where: tuple[int, int, int]
) -> int:  # pragma: no cover  # compiled
    """Take off, one after another, who passes one of the way's segments after it, or before it.

    Parameters
    ----------
    where
        The way and the slot that the first one goes to; below 0 where those before it are pushed.
    """
    way, slot, far = where
    count, uses = 1, table.uses[way + 1] - table.uses[way]
    if not uses:
        return count
    use = table.use[table.uses[way] + below(draws, uses)]
    row, fine = state.cells[use[0]], table.shape[2]
    begin = slot * fine + use[1]
    length = below(draws, PUSHED_SLOTS) * fine
    first, last, along = begin, min(begin + length, len(row)), 1
    if far < 0:
        first, last, along = min(begin, len(row) - 1), max(begin - length, -1), -1
    for cell in range(first, last, along):
        if row[cell] < 0:
            count = _take_off(table, state, work, count, -row[cell] - 1)
    return count


@compiled
def _put_together(
    table: Tables, state: State, keep: Keep, work: Work, draws: Draws, room: float
) -> int:  # pragma: no cover  # compiled
    """Let those depart who are pushed, or who are a stretch of an order; return what it costs."""
    if work.push[0]:
        return _put_pushed(table, state, keep, work, draws)
    count = work.stretch[0]
    if not count:
        return 0
    return put_stretch(table, state, keep, draws, work.off[:count], room)


@compiled
def _put_pushed(
    table: Tables, state: State, keep: Keep, work: Work, draws: Draws
) -> int:  # pragma: no cover  # compiled
    """Let the first go where it pushes, and each of the others no further than it must."""
    total = 0
    along = 1 if work.push[0] > 0 else -1
    for place in range(work.stretch[0]):
        number, way, slot = work.off[place], work.old[place, 0], work.old[place, 1]
        if not place:
            way, slot = work.push[1], work.push[2]
        if way < 0:
            continue
        first, last = slots_between(table, state, number, way)
        jump = 1
        while first <= slot <= last and jump:
            jump = step(table, state, number, way, slot, along)
            slot += along * jump
        if not jump:
            put(table, state, number, way, slot)
            total += price(table, keep, number, way, slot)
        else:
            total += insert(table, state, keep, draws, number, 0.0)
    return total


@compiled
def _order(
    table: Tables, work: Work, draws: Draws, count: int
) -> None:  # pragma: no cover  # compiled
    """Put those that are off in an order: by chance, by weight, by time, or latest first."""
    mode, first = below(draws, LATEST_FIRST + 1), work.stretch[0]
    key = np.empty(count)
    for place in range(first):
        key[place] = place - 1e12
    for place in range(first, count):
        number = work.off[place]
        key[place] = draw(draws)
        if mode == BY_WEIGHT:
            key[place] -= table.motorcade[number, 0]
        elif mode >= BY_TIME and table.ways[number] < table.ways[number + 1]:
            ideal = table.window[table.ways[number], 2] + 6 * key[place]
            key[place] = ideal if mode == BY_TIME else -ideal
    ranked = np.argsort(key)
    off, old = work.off[:count].copy(), work.old[:count].copy()
    for place in range(count):
        work.off[place] = off[ranked[place]]
        work.old[place] = old[ranked[place]]


@compiled
def run(
    table: Tables,
    state: State,
    keep: Keep,
    work: Work,
    draws: Draws,
    numbers: tuple[int, float],
) -> None:  # pragma: no cover  # compiled
    """Make so many steps at this temperature."""
    steps, heat = numbers
    for _ in range(steps):
        count = _ruin(table, state, keep, work, draws)
        before, after = 0, 0
        for place in range(count):
            number = work.off[place]
            before += price(table, keep, number, work.old[place, 0], work.old[place, 1])
        _order(table, work, draws, count)
        room = before - heat * log(draw(draws) + 1e-12)
        blink = OFTEN if draw(draws) < OFTEN else SELDOM
        done = work.stretch[0]
        after += _put_together(table, state, keep, work, draws, room)
        for place in range(done, count):
            if after > room:
                break
            after += insert(table, state, keep, draws, work.off[place], blink)
            done = place + 1
        _settle(table, state, work, count, done, after > room)
        if after <= room:
            work.cost[0] += after - before
            if work.cost[0] < work.cost[1]:
                work.cost[1] = work.cost[0]
                work.best_way[:] = state.way
                work.best_slot[:] = state.slot


@compiled
def _settle(table: Tables, state: State, work: Work, count: int, done: int, undo: bool) -> None:  # noqa: FBT001  # pragma: no cover  # compiled
    """Forget who was off; where it is to be undone, put everybody back to where they were."""
    for place in range(count):
        work.is_off[work.off[place]] = False
    if not undo:
        return
    for place in range(done):
        if state.way[work.off[place]] >= 0:
            take(table, state, work.off[place])
    for place in range(count):
        if work.old[place, 0] >= 0:
            put(table, state, work.off[place], work.old[place, 0], work.old[place, 1])
