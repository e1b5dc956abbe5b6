"""The grid of segments, doors and time, and who is where on it: for the search and the bound.

A cell holds 0 where nobody is, less than 0 where somebody is who shares it with nobody, and else
how many share it. Departures lie on slots; cells are as short as running times and headways ask
for, down to a third of a slot. Where that is not enough, a use is rounded outwards for the search,
so that what fits on the grid fits in seconds, and inwards for the bound, so that what fits in
seconds fits on the grid. Pools are counted by slots.
"""

from collections.abc import Iterator, Sequence
from math import gcd
from typing import NamedTuple

import numpy as np

from summitry.move.problem import (
    CELLS_MAX,
    SLOT_SECONDS,
    Block,
    Departure,
    Motorcade,
    Problem,
    Schedule,
    Way,
)
from summitry.policy.compiled import compiled

NOBODY = -1
SLOT = SLOT_SECONDS
CELL_SECONDS_MIN = 10


class Tables(NamedTuple):
    """A problem as arrays; a way's uses stand together, and a motorcade's ways do."""

    ways: np.ndarray
    """Where each motorcade's ways begin, and where the last one's end."""
    window: np.ndarray
    """Of each way: first, last and ideal slot, extra cost, run and return in seconds."""
    opens: np.ndarray
    """Where each way's slots begin in ``is_open``."""
    is_open: np.ndarray
    """For each slot of each way's window whether no closed segment is on it."""
    uses: np.ndarray
    """Where each way's uses begin, and where the last one's end."""
    use: np.ndarray
    """Of each use: segment or door, from and to cell after the departure, whether it is alone."""
    motorcade: np.ndarray
    """Of each: weight, drop, held from and to (`NOBODY` for its own), chain and place in it."""
    needs: np.ndarray
    """Where each motorcade's needs begin, and where the last one's end."""
    need: np.ndarray
    """Of each need: pool and count; a motorcade names a pool once."""
    hold: np.ndarray
    """Of each way: up to which slot after the departure its pools are taken."""
    pools: np.ndarray
    chains: np.ndarray
    """Where each chain's members begin, and where the last one's end."""
    members: np.ndarray
    gaps: np.ndarray
    shape: np.ndarray
    """How many segments and doors, slots with room for the last departure's run, and cells a slot
    has."""


class State(NamedTuple):
    """Who departs when, and what that takes."""

    way: np.ndarray
    slot: np.ndarray
    cells: np.ndarray
    """Segment or door by cell."""
    taken: np.ndarray
    """Pool by slot."""


def tables(problem: Problem, *, outwards: bool) -> Tables:
    """Return the problem as arrays, its uses rounded outwards or inwards."""
    ways = [(each, way) for each in problem.motorcades for way in each.ways]
    flat = [way for _, way in ways]
    fine = cells_a_slot(problem)
    uses = [_uses(problem, own, way, fine, outwards=outwards) for own, way in ways]
    masks = [_mask(problem.blocks, way) for way in flat]
    needs = [each.wanted for each in problem.motorcades]
    place = {
        m: (c, p) for c, chain in enumerate(problem.chains) for p, m in enumerate(chain.members)
    }
    # Pools are taken from a slot's beginning on: up to which slot they are is exact rounded up.
    hold = [_units(way.run_seconds + way.return_seconds, SLOT, up=True) for way in flat]
    length = -(-max((u[2] for own in uses for u in own), default=0) // fine)
    shape = (
        len(problem.segments) + len(problem.doors),
        problem.slots + max([length, *hold], default=0) + 2,
        fine,
    )
    return Tables(
        ways=_starts([len(each.ways) for each in problem.motorcades]),
        window=_matrix([_window(way) for way in flat], 6),
        opens=_starts([len(mask) for mask in masks]),
        is_open=np.concatenate([np.zeros(0, dtype=np.bool_), *masks]),
        uses=_starts([len(own) for own in uses]),
        use=_matrix([each for own in uses for each in own], 4),
        motorcade=_matrix(
            [
                (e.weight, e.drop, _or(e.held_from), _or(e.held_to), *place.get(n, (NOBODY, 0)))
                for n, e in enumerate(problem.motorcades)
            ],
            6,
        ),
        needs=_starts([len(own) for own in needs]),
        need=_matrix([each for own in needs for each in own.items()], 2),
        hold=np.array(hold, dtype=np.int64),
        pools=np.array([pool.count for pool in problem.pools], dtype=np.int64),
        chains=_starts([len(chain.members) for chain in problem.chains]),
        members=np.array([m for c in problem.chains for m in c.members], dtype=np.int64),
        gaps=np.array([chain.gap_seconds for chain in problem.chains], dtype=np.int64),
        shape=np.array(shape, dtype=np.int64),
    )  # fmt: skip


def cells_a_slot(problem: Problem) -> int:
    """Return how many cells a slot has: so many that what is used begins and ends between cells.

    Cells are not shorter than `CELL_SECONDS_MIN`, nor more of them than `CELLS_MAX` allows.
    """
    whole = SLOT
    for motorcade in problem.motorcades:
        for way in motorcade.ways:
            whole = gcd(whole, *(each for _, *ends, _ in _spans(problem, way, 1) for each in ends))
    fine = SLOT // max(whole, CELL_SECONDS_MIN)
    rows = len(problem.segments) + len(problem.doors)
    return fine if fine * rows * problem.slots <= CELLS_MAX else 1


def _spans(problem: Problem, way: Way, alone: int) -> Iterator[tuple[int, int, int, int]]:
    """Yield row, from and to second after the departure, and whether it is alone, of each use."""
    for each in way.passages:
        yield each.segment, each.start, each.end + problem.headway_seconds, alone
    if way.door is not None:
        run = way.run_seconds
        until = run + problem.doors[way.door].headway_seconds
        yield len(problem.segments) + way.door, run, until, 1


def _or(slot: int | None) -> int:
    return NOBODY if slot is None else slot


def _starts(lengths: Sequence[int]) -> np.ndarray:
    return np.concatenate([[0], np.cumsum(lengths, dtype=np.int64)]).astype(np.int64)


def _matrix(rows: Sequence[Sequence[int]], width: int) -> np.ndarray:
    return np.array(rows, dtype=np.int64).reshape(len(rows), width)


def _window(way: Way) -> tuple[int, ...]:
    return (way.earliest, way.latest, way.ideal, way.extra, way.run_seconds, way.return_seconds)


def _units(seconds: int, unit: int, *, up: bool) -> int:
    return -(-seconds // unit) if up else seconds // unit


def _uses(
    problem: Problem, motorcade: Motorcade, way: Way, fine: int, *, outwards: bool
) -> list[tuple[int, int, int, int]]:
    """Return row, from and to cell after the departure, and whether it is alone, of each use.

    What a way uses twice with no time between is one use: a cell that it takes is taken once, and
    that is what the bound lets it pay for.
    """
    cell = SLOT // fine
    rounded = sorted(
        (what, _units(start, cell, up=not outwards), _units(end, cell, up=outwards), alone)
        for what, start, end, alone in _spans(problem, way, int(motorcade.protected))
    )
    found: list[tuple[int, int, int, int]] = []
    for what, start, end, alone in rounded:
        if start >= end:
            continue
        if found and found[-1][0] == what and start <= found[-1][2]:
            _, first, until, _ = found.pop()
            found.append((what, first, max(end, until), alone))
        else:
            found.append((what, start, end, alone))
    return found


def _mask(blocks: Sequence[Block], way: Way) -> np.ndarray:
    """Return for each slot of the window whether the way is open to a departure then."""
    mask = np.ones(max(0, way.latest - way.earliest + 1), dtype=np.bool_)
    for block in blocks:
        for passage in way.passages:
            if passage.segment != block.segment:
                continue
            # On the segment: departure + start < block's end, block's start < departure + end.
            first = block.start - (passage.end + SLOT_SECONDS - 1) // SLOT_SECONDS + 1
            last = block.end - 1 - passage.start // SLOT_SECONDS
            mask[max(0, first - way.earliest) : max(0, last - way.earliest + 1)] = False
    return mask


def empty(table: Tables, problem: Problem) -> State:
    """Return the state in which nobody departs."""
    count = len(problem.motorcades)
    return State(
        way=np.full(count, NOBODY, dtype=np.int64),
        slot=np.zeros(count, dtype=np.int64),
        cells=np.zeros((table.shape[0], table.shape[1] * table.shape[2]), dtype=np.int32),
        taken=np.zeros((len(problem.pools), table.shape[1]), dtype=np.int32),
    )


def schedule_of(table: Tables, way: np.ndarray, slot: np.ndarray) -> Schedule:
    """Return the state's departures."""
    return tuple(
        None if way[n] == NOBODY else Departure(int(way[n] - table.ways[n]), int(slot[n]))
        for n in range(len(way))
    )


def load(table: Tables, state: State, schedule: Sequence[Departure | None]) -> int:
    """Put in each departure that is legal with those before it; return how many were not."""
    left = 0
    for number, departure in enumerate(schedule):
        if departure is None:
            continue
        way = int(table.ways[number]) + departure.way
        if not table.ways[number] <= way < table.ways[number + 1] or not put_where_free(
            table, state, number, way, departure.slot
        ):
            left += 1
    return left


@compiled
def put_where_free(
    table: Tables, state: State, number: int, way: int, slot: int
) -> bool:  # pragma: no cover  # compiled
    """Let the motorcade depart where that breaks nothing, and say whether it does."""
    first, last = slots_between(table, state, number, way)
    if first <= slot <= last and step(table, state, number, way, slot, 1) == 0:
        put(table, state, number, way, slot)
        return True
    return False


@compiled
def arrival_bounds(
    table: Tables, state: State, number: int
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return between which seconds the motorcade can arrive in its order of arrival."""
    low, high = -1, 1 << 60
    chain = table.motorcade[number, 4]
    if chain < 0:
        return low, high
    first, last = table.chains[chain], table.chains[chain + 1]
    place = first + table.motorcade[number, 5]
    gap = table.gaps[chain]
    for before in range(place - 1, first - 1, -1):
        other = table.members[before]
        if state.way[other] >= 0:
            low = SLOT * state.slot[other] + table.window[state.way[other], 4] + gap
            break
    for after in range(place + 1, last):
        other = table.members[after]
        if state.way[other] >= 0:
            high = SLOT * state.slot[other] + table.window[state.way[other], 4] - gap
            break
    return low, high


@compiled
def slots_between(
    table: Tables, state: State, number: int, way: int
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return the first and last slot of the way that its window and the order of arrival leave."""
    low, high = arrival_bounds(table, state, number)
    window = table.window[way]
    first, last = window[0], window[1]
    if low >= 0:
        first = max(first, -((window[4] - low) // SLOT))
    if high < 1 << 60:
        last = min(last, (high - window[4]) // SLOT)
    return first, last


@compiled
def span(
    table: Tables, number: int, way: int, slot: int
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return the slots in which the motorcade's pools are taken."""
    start, end = table.motorcade[number, 2], table.motorcade[number, 3]
    if start < 0:
        start = slot
    if end < 0:
        end = slot + table.hold[way]
    return start, min(end, table.shape[1])


@compiled
def step(
    table: Tables, state: State, number: int, way: int, slot: int, direction: int
) -> int:  # pragma: no cover  # compiled
    """Return 0 where the departure fits on the grid, else how many slots on it may.

    Windows and closed segments are looked at too, the order of arrival is not.
    """
    window = table.window[way]
    if slot < window[0] or slot > window[1]:
        return 1
    if not table.is_open[table.opens[way] + slot - window[0]]:
        return 1
    fine = table.shape[2]
    for one in range(table.uses[way], table.uses[way + 1]):
        row = state.cells[table.use[one, 0]]
        start, end = slot * fine + table.use[one, 1], slot * fine + table.use[one, 2]
        jump = _hindered(row, start, end, table.use[one, 3], direction)
        if jump > 0:
            return int((jump + fine - 1) // fine)
    start, end = span(table, number, way, slot)
    for one in range(table.needs[number], table.needs[number + 1]):
        row = state.taken[table.need[one, 0]]
        most = table.pools[table.need[one, 0]] - table.need[one, 1]
        jump = _exhausted(row, start, end, most, direction)
        if jump > 0:
            return jump
    return 0


@compiled
def _hindered(
    row: np.ndarray, start: int, end: int, alone: int, direction: int
) -> int:  # pragma: no cover  # compiled
    """Return how far to move past the last who stands there in that direction; 0 for nobody."""
    for place in range(end - start):
        cell = end - 1 - place if direction > 0 else start + place
        if row[cell] < 0 or (alone and row[cell] > 0):
            return int(cell + 1 - start if direction > 0 else end - cell)
    return 0


@compiled
def _exhausted(
    row: np.ndarray, start: int, end: int, most: int, direction: int
) -> int:  # pragma: no cover  # compiled
    """Return how far to move past the last slot in which more than so many are taken."""
    peak = 0
    for taken in row[start:end]:
        # Without a way out of the loop it is done for many slots at once.
        peak = max(peak, taken)
    if peak <= most:
        return 0
    for place in range(end - start):
        cell = end - 1 - place if direction > 0 else start + place
        if row[cell] > most:
            return max(1, cell + 1 - start if direction > 0 else end - cell)
    return 0


@compiled
def put(
    table: Tables, state: State, number: int, way: int, slot: int
) -> None:  # pragma: no cover  # compiled
    """Let the motorcade depart."""
    state.way[number] = way
    state.slot[number] = slot
    _mark(table, state, number, way, slot, 1)


@compiled
def take(table: Tables, state: State, number: int) -> None:  # pragma: no cover  # compiled
    """Take the motorcade off the grid."""
    _mark(table, state, number, state.way[number], state.slot[number], -1)
    state.way[number] = NOBODY


@compiled
def _mark(
    table: Tables, state: State, number: int, way: int, slot: int, sign: int
) -> None:  # pragma: no cover  # compiled
    base = slot * table.shape[2]
    for one in range(table.uses[way], table.uses[way + 1]):
        row = state.cells[table.use[one, 0]]
        for cell in range(base + table.use[one, 1], base + table.use[one, 2]):
            if table.use[one, 3] == 0:
                row[cell] += sign
            elif sign > 0:
                row[cell] = -number - 1
            else:
                row[cell] = 0
    start, end = span(table, number, way, slot)
    for one in range(table.needs[number], table.needs[number + 1]):
        row = state.taken[table.need[one, 0]]
        for cell in range(start, end):
            row[cell] += sign * table.need[one, 1]
