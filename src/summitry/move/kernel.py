"""Ruin and recreate on the grid: a few departures are taken off and put back better, many times.

What is taken off is a motorcade with those that stand where it wants to be, or a stretch of an
order of arrival with those that stand in its way, or neighbours in place and time, or anybody.
A stretch of an order must move together: no one member of a tight order can move alone.
"""

from math import log
from typing import NamedTuple

import numpy as np

from summitry.move.occupancy import Tables, State, put, slots_between, span, step, take
from summitry.policy.compiled import compiled

TAKEN_MAX = 48
"""So many departures are taken off at once at the most."""
NEVER = 1 << 60


class Keep(NamedTuple):
    """What each motorcade departs at now, in a plan that is to change little."""

    way: np.ndarray
    slot: np.ndarray
    change: np.ndarray
    """What another departure costs; 0 where any is as good."""


class Work(NamedTuple):
    """What a search holds besides its state."""

    near: np.ndarray
    """Motorcade × its neighbours in place and time, nearest first; -1 where there are no more."""
    best_way: np.ndarray
    best_slot: np.ndarray
    cost: np.ndarray
    """The state's cost and the best one's."""
    off: np.ndarray
    """Whom a step takes off."""
    old: np.ndarray
    """Their departures before, way and slot."""
    is_off: np.ndarray


class Draws(NamedTuple):
    """Numbers drawn by chance, and which of them is next; after the last comes the first."""

    value: np.ndarray
    at: np.ndarray


@compiled
def _draw(draws: Draws) -> float:  # pragma: no cover  # compiled
    place = draws.at[0]
    draws.at[0] = place + 1 if place + 1 < len(draws.value) else 0
    return float(draws.value[place])


@compiled
def _below(draws: Draws, count: int) -> int:  # pragma: no cover  # compiled
    return int(_draw(draws) * count)


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
                    if _draw(draws) >= blink:
                        best, best_way, best_slot = cost, way, slot
                        break
                    jump = 1
                slot += direction * jump
    if best_way >= 0:
        put(table, state, number, best_way, best_slot)
    return price(table, keep, number, best_way, best_slot)


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
    if _draw(draws) < 0.4:
        way += _below(draws, ways)
    first, last = slots_between(table, state, number, way)
    if first > last:
        return count
    slot = table.window[way, 2] + _below(draws, 9) - 4
    slot = min(max(slot, first), last)
    for one in range(table.uses[way], table.uses[way + 1]):
        row = state.cells[table.use[one, 0]]
        for cell in range(slot + table.use[one, 1], slot + table.use[one, 2]):
            if row[cell] < 0:
                count = _take_off(table, state, work, count, -row[cell] - 1)
    start, end = span(table, number, way, slot)
    for one in range(table.needs[number], table.needs[number + 1]):
        pool = table.need[one, 0]
        most = table.pools[pool] - table.need[one, 1]
        full = False
        for cell in range(start, end):
            full = full or state.taken[pool, cell] > most
        if full:
            count = _take_near(table, state, work, draws, count, number)
    return count


@compiled
def _take_near(
    table: Tables, state: State, work: Work, draws: Draws, count: int, number: int
) -> int:  # pragma: no cover  # compiled
    """Take off one neighbour, nearer ones more often."""
    near = work.near[number]
    for _ in range(4):
        chance = _draw(draws)
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
    seed = _below(draws, count)
    if _draw(draws) < 0.5:
        dearest = price(table, keep, seed, state.way[seed], state.slot[seed])
        for _ in range(3):
            other = _below(draws, count)
            cost = price(table, keep, other, state.way[other], state.slot[other])
            if cost > dearest:
                seed, dearest = other, cost
    return seed


@compiled
def _ruin(
    table: Tables, state: State, keep: Keep, work: Work, draws: Draws
) -> int:  # pragma: no cover  # compiled
    """Take a few off; return how many."""
    seed = _seed(table, state, keep, draws)
    kind = _draw(draws)
    chain = table.motorcade[seed, 4]
    if kind < 0.35 and len(table.gaps):
        if chain < 0:
            chain = _below(draws, len(table.gaps))
            seed = -1
        return _ruin_chain(table, state, work, draws, chain, seed)
    count = _take_off(table, state, work, 0, seed)
    if kind < 0.75:
        count = _take_blockers(table, state, work, draws, count, seed)
        for _ in range(_below(draws, 4)):
            count = _take_near(table, state, work, draws, count, seed)
    elif kind < 0.95:
        for _ in range(1 + _below(draws, 10)):
            count = _take_near(table, state, work, draws, count, seed)
    else:
        for _ in range(1 + _below(draws, 10)):
            count = _take_off(table, state, work, count, _below(draws, len(state.way)))
    return count


@compiled
def _ruin_chain(
    table: Tables, state: State, work: Work, draws: Draws, chain: int, seed: int
) -> int:  # pragma: no cover  # compiled
    """Take a stretch of an order of arrival off, and those that stand in its way."""
    first, last = table.chains[chain], table.chains[chain + 1]
    if first == last:
        return 0
    place = first + (_below(draws, last - first) if seed < 0 else table.motorcade[seed, 5])
    length = 2 + _below(draws, 10)
    begin = max(first, place - _below(draws, length))
    end = min(last, begin + length)
    count = 0
    for one in range(begin, end):
        count = _take_off(table, state, work, count, table.members[one])
    for one in range(begin, end):
        if _draw(draws) < 0.6:
            count = _take_blockers(table, state, work, draws, count, table.members[one])
    return count


@compiled
def _order(
    table: Tables, state: State, work: Work, draws: Draws, count: int
) -> None:  # pragma: no cover  # compiled
    """Put those that are off in an order: by chance, by weight, by time, or latest first."""
    mode = _below(draws, 4)
    key = np.empty(count)
    for place in range(count):
        number = work.off[place]
        key[place] = _draw(draws)
        if mode == 1:
            key[place] -= table.motorcade[number, 0]
        elif mode > 1 and table.ways[number] < table.ways[number + 1]:
            ideal = table.window[table.ways[number], 2] + 6 * key[place]
            key[place] = ideal if mode == 2 else -ideal
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
        _order(table, state, work, draws, count)
        room = before - heat * log(_draw(draws) + 1e-12)
        done = 0
        for place in range(count):
            after += insert(table, state, keep, draws, work.off[place], 0.02)
            done = place + 1
            if after > room:
                break
        _settle(table, state, work, count, done, after > room)
        if after <= room:
            work.cost[0] += after - before
            if work.cost[0] < work.cost[1]:
                work.cost[1] = work.cost[0]
                work.best_way[:] = state.way
                work.best_slot[:] = state.slot


@compiled
def _settle(
    table: Tables, state: State, work: Work, count: int, done: int, undo: bool
) -> None:  # noqa: FBT001  # pragma: no cover  # compiled
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
