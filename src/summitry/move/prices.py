"""What each cell of the grid is worth, and what every motorcade's cheapest departure costs then.

Only cells that too many could want at once have a price, and of neighbours only the one that
whoever takes another of them takes too. Prices stand one after another, row by row, then pool by
pool, then one row for each two neighbours of an order of arrival. A motorcade's price for a stretch
is a difference of two sums over all cells before.
"""

from itertools import pairwise
from typing import NamedTuple

import numpy as np

from summitry.move.insertion import slots_within
from summitry.move.occupancy import SLOT, Tables, span
from summitry.policy.compiled import compiled

FAR = 1e15


class Layout(NamedTuple):
    """Where the price of a cell stands."""

    cell: np.ndarray
    """Segment or door by cell: how many priced cells stand before this one."""
    pool: np.ndarray
    """Pool by slot: how many stand before this one."""
    pair: np.ndarray
    """Of each pair of an order: before, after, gap, first and last cell, place, cell seconds."""
    pairs_of: np.ndarray
    """Of each motorcade: the pair in which it comes after, and the one in which it comes before."""
    limit: np.ndarray
    """Of each price: how much of it there is."""


def layout(table: Tables, count: int, cell_seconds: int) -> Layout:
    """Return where the prices stand; the cells of orders of arrival are so long."""
    rows, slots, fine = (int(each) for each in table.shape)
    wanted = np.zeros((rows, slots * fine + 1), dtype=np.int32)
    held = np.zeros((len(table.pools), slots + 1), dtype=np.int32)
    _want(table, wanted)
    _hold(table, held)
    cell, room = _numbered(
        (wanted > 1) & _decisive(table, wanted.shape), np.ones(rows, dtype=np.int64), 0
    )
    pool, left = _numbered(held > table.pools[:, None], table.pools, len(room))
    limits = np.concatenate([room, left])
    pair, pairs_of = _pairs(table, count, len(limits), cell_seconds)
    length = int((pair[:, 4] - pair[:, 3]).sum()) if len(pair) else 0
    return Layout(cell, pool, pair, pairs_of, np.concatenate([limits, np.ones(length)]))


def _numbered(priced: np.ndarray, limit: np.ndarray, first: int) -> tuple[np.ndarray, np.ndarray]:
    """Return how many priced cells stand before each, from ``first`` on, and their limits."""
    until = np.cumsum(priced, dtype=np.int32).reshape(priced.shape)
    limits = np.repeat(limit, priced.sum(axis=1)).astype(np.float64)
    return (until - priced + first).astype(np.int32), limits


def _pairs(table: Tables, count: int, place: int, cell: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the pairs of neighbours in an order whose arrivals may get in each other's way."""
    rows: list[tuple[int, ...]] = []
    pairs_of = np.full((count, 2), -1, dtype=np.int64)
    for chain, gap in enumerate(table.gaps):
        members = table.members[table.chains[chain] : table.chains[chain + 1]]
        for before, after in pairwise(members):
            low, high = _arrivals(table, after)[0], _arrivals(table, before)[1]
            first, last = -(-low // cell), -(-(high + int(gap)) // cell)
            if first < last:
                pairs_of[after, 0] = pairs_of[before, 1] = len(rows)
                rows.append((int(before), int(after), int(gap), first, last, place, cell))
                place += last - first
    return np.array(rows, dtype=np.int64).reshape(len(rows), 7), pairs_of


def _arrivals(table: Tables, number: int) -> tuple[int, int]:
    """Return the first and the last second at which the motorcade can arrive."""
    own = table.window[table.ways[number] : table.ways[number + 1]]
    own = own[own[:, 0] <= own[:, 1]]
    if not len(own):
        return 0, -(1 << 40)
    return int((SLOT * own[:, 0] + own[:, 4]).min()), int((SLOT * own[:, 1] + own[:, 4]).max())


@compiled
def _want(table: Tables, wanted: np.ndarray) -> None:  # pragma: no cover  # compiled
    """Count for each cell how many could want it at once."""
    mark = np.zeros(wanted.shape[1] + 1, dtype=np.int32)
    for number in range(len(table.ways) - 1):
        first, last = table.uses[table.ways[number]], table.uses[table.ways[number + 1]]
        # A segment that two ways share is wanted once: so row by row, by marks and their sums.
        for one in range(first, last):
            if table.use[one, 3] and not _seen(table, number, one):
                mark[:] = 0
                _mark_uses(table, number, table.use[one, 0], mark)
                _add(wanted[table.use[one, 0]], mark, 1)


@compiled
def _decisive(table: Tables, shape: tuple[int, int]) -> np.ndarray:  # pragma: no cover  # compiled
    """Return which cells of the rows are worth a price: the last ones before somebody can leave.

    And only where somebody can have come since the one before: who is on any other cell is on the
    next of these too, or on the one before.
    """
    come, leave = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    fine = table.shape[2]
    for way in range(len(table.window)):
        for one in range(table.uses[way], table.uses[way + 1]):
            if table.use[one, 3]:
                row, start, end = table.use[one, 0], table.use[one, 1], table.use[one, 2]
                for slot in range(table.window[way, 0], table.window[way, 1] + 1):
                    come[row, slot * fine + start] = True
                    leave[row, slot * fine + end] = True
    for row in range(shape[0]):
        fresh = False
        for cell in range(shape[1] - 1):
            fresh |= come[row, cell]
            come[row, cell] = fresh and leave[row, cell + 1]
            if come[row, cell]:
                fresh = False
    return come


@compiled
def _hold(table: Tables, held: np.ndarray) -> None:  # pragma: no cover  # compiled
    """Count for each slot how much of each pool could be held at once."""
    mark = np.zeros(held.shape[1] + 1, dtype=np.int32)
    for number in range(len(table.ways) - 1):
        if table.needs[number] < table.needs[number + 1]:
            mark[:] = 0
            _mark_holds(table, number, mark)
            for one in range(table.needs[number], table.needs[number + 1]):
                _add(held[table.need[one, 0]], mark, table.need[one, 1])


@compiled
def _mark_uses(
    table: Tables, number: int, row: int, mark: np.ndarray
) -> None:  # pragma: no cover  # compiled
    """Mark where the motorcade can begin to be on the row, and where it no longer can be."""
    fine = table.shape[2]
    for way in range(table.ways[number], table.ways[number + 1]):
        for one in range(table.uses[way], table.uses[way + 1]):
            if table.use[one, 0] == row and table.window[way, 0] <= table.window[way, 1]:
                mark[table.window[way, 0] * fine + table.use[one, 1]] += 1
                mark[table.window[way, 1] * fine + table.use[one, 2]] -= 1


@compiled
def _mark_holds(
    table: Tables, number: int, mark: np.ndarray
) -> None:  # pragma: no cover  # compiled
    """Mark where the motorcade can begin to hold its pools, and where it no longer can."""
    for way in range(table.ways[number], table.ways[number + 1]):
        if table.window[way, 0] <= table.window[way, 1]:
            start = span(table, number, way, table.window[way, 0])[0]
            end = span(table, number, way, table.window[way, 1])[1]
            if start < end:
                mark[start] += 1
                mark[end] -= 1


@compiled
def _seen(table: Tables, number: int, use: int) -> bool:  # pragma: no cover  # compiled
    """Say whether an earlier use of the motorcade is of the same row."""
    for other in range(table.uses[table.ways[number]], use):
        if table.use[other, 0] == table.use[use, 0]:
            return True
    return False


@compiled
def _add(row: np.ndarray, mark: np.ndarray, count: int) -> None:  # pragma: no cover  # compiled
    inside = 0
    for slot in range(len(row)):
        inside += mark[slot]
        if inside > 0:
            row[slot] += count


@compiled
def cheapest(
    table: Tables, layout: Layout, price: np.ndarray, used: np.ndarray, chosen: np.ndarray
) -> float:  # pragma: no cover  # compiled
    """Return the sum of all motorcades' cheapest departures, less the prices of all there is.

    ``chosen`` holds each one's departure at the prices before, way and slot, and becomes the one at
    these; ``used`` becomes how much of each price they take.
    """
    before = np.zeros(len(price) + 1)
    total = 0.0
    for one in range(len(price)):
        before[one + 1] = before[one] + price[one]
        total -= price[one] * layout.limit[one]
    used[:] = 0.0
    for number in range(len(chosen)):
        total += _choose(table, layout, before, number, chosen[number])
        if chosen[number, 0] >= 0:
            occupy(table, layout, used, number, chosen[number])
    return total


@compiled
def _choose(
    table: Tables, layout: Layout, before: np.ndarray, number: int, departure: np.ndarray
) -> float:  # pragma: no cover  # compiled
    """Write down the motorcade's cheapest departure, and return what it costs.

    No price is below 0: so only those departures are looked at that cost less in themselves than
    the cheapest so far, and the first of these is the one that was the cheapest before.
    """
    least, way, slot = float(table.motorcade[number, 1]), departure[0], departure[1]
    departure[0] = -1
    if way >= 0:
        cost = departure_costs(table, layout, before, (number, way, slot, slot))[0]
        if cost < least:
            least, departure[0], departure[1] = cost, way, slot
    for way in range(table.ways[number], table.ways[number + 1]):
        first, last = slots_within(table, number, way, least)
        if first <= last:
            costs = departure_costs(table, layout, before, (number, way, first, last))
            place = int(np.argmin(costs))
            if costs[place] < least:
                least, departure[0], departure[1] = costs[place], way, first + place
    return least


@compiled
def departure_costs(
    table: Tables, layout: Layout, before: np.ndarray, which: tuple[int, int, int, int]
) -> np.ndarray:  # pragma: no cover  # compiled
    """Return what each departure of the motorcade by a way costs, from slot to slot."""
    number, way, first, last = which
    ideal, extra, weight = table.window[way, 2], table.window[way, 3], table.motorcade[number, 0]
    costs = np.empty(last - first + 1)
    opens = table.opens[way] + first - table.window[way, 0]
    for place in range(len(costs)):
        is_open = table.is_open[opens + place]
        costs[place] = extra + weight * abs(first + place - ideal) if is_open else FAR
    _add_uses(table, layout, before, (way, first), costs)
    for one in range(table.needs[number], table.needs[number + 1]):
        row = layout.pool[table.need[one, 0]]
        for place in range(len(costs)):
            start, end = span(table, number, way, first + place)
            if start < end:
                costs[place] += table.need[one, 1] * (before[row[end]] - before[row[start]])
    for side in range(2):
        own = layout.pairs_of[number, side]
        if own >= 0:
            for place in range(len(costs)):
                arrives = SLOT * (first + place) + table.window[way, 4]
                start, end = stretch(layout.pair[own], side, arrives)
                costs[place] += before[end] - before[start]
    return costs


@compiled
def _add_uses(
    table: Tables,
    layout: Layout,
    before: np.ndarray,
    departure: tuple[int, int],
    costs: np.ndarray,
) -> None:  # pragma: no cover  # compiled
    """Add what the cells of segments and of the door cost, from this departure on."""
    fine = table.shape[2]
    way, first = departure[0], departure[1] * fine
    for one in range(table.uses[way], table.uses[way + 1]):
        if table.use[one, 3]:
            row = layout.cell[table.use[one, 0]]
            start, end = first + table.use[one, 1], first + table.use[one, 2]
            for place in range(len(costs)):
                more = place * fine
                costs[place] += before[row[end + more]] - before[row[start + more]]


@compiled
def stretch(
    pair: np.ndarray, side: int, arrives: int
) -> tuple[int, int]:  # pragma: no cover  # compiled
    """Return which prices of the pair an arrival takes: those up to it, or from it on.

    For each moment only one of two things is true: the one before arrives later than the gap before
    it, or the one after arrives by then.
    """
    first, last, place, cell = pair[3], pair[4], pair[5], pair[6]
    if side:
        end = min(max(-((-arrives - pair[2]) // cell), first), last)
        return place, place + end - first
    start = min(max(-(-arrives // cell), first), last)
    return place + start - first, place + last - first


@compiled
def occupy(
    table: Tables, layout: Layout, used: np.ndarray, number: int, departure: np.ndarray
) -> None:  # pragma: no cover  # compiled
    """Add what the departure takes."""
    found = np.zeros((stays_max(table), 3), dtype=np.int64)
    for one in range(stays(table, layout, (number, departure[0], departure[1]), found)):
        used[found[one, 0] : found[one, 1]] += found[one, 2]


@compiled
def stays_max(table: Tables) -> int:  # pragma: no cover  # compiled
    """Return how many stretches of prices a departure takes at the most."""
    most = 0
    for way in range(len(table.window)):
        most = max(most, table.uses[way + 1] - table.uses[way])
    return int(most + len(table.pools) + 2)


@compiled
def stays(
    table: Tables, layout: Layout, departure: tuple[int, int, int], found: np.ndarray
) -> int:  # pragma: no cover  # compiled
    """Write down each stretch of prices the departure takes, and how much; return how many.

    Parameters
    ----------
    departure
        Motorcade, way and slot.
    found
        Rows of: first price, the one after the last, how much. A stretch may be empty.
    """
    number, way, slot = departure
    base, count = slot * table.shape[2], 0
    for one in range(table.uses[way], table.uses[way + 1]):
        if table.use[one, 3]:
            row = layout.cell[table.use[one, 0]]
            found[count, 0] = row[base + table.use[one, 1]]
            found[count, 1] = row[base + table.use[one, 2]]
            found[count, 2] = 1
            count += 1
    start, end = span(table, number, way, slot)
    for one in range(table.needs[number], table.needs[number + 1]):
        if start < end:
            row = layout.pool[table.need[one, 0]]
            found[count, 0], found[count, 1] = row[start], row[end]
            found[count, 2] = table.need[one, 1]
            count += 1
    arrives = SLOT * slot + table.window[way, 4]
    for side in range(2):
        own = layout.pairs_of[number, side]
        if own >= 0:
            found[count, 0], found[count, 1] = stretch(layout.pair[own], side, arrives)
            found[count, 2] = 1
            count += 1
    return count
