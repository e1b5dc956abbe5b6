"""A stretch of an order of arrival put in at its best all together, against everybody else.

Member by member, each departure that is free is joined to the cheapest one of the member before
that arrives early enough. Whom the members themselves hinder on the way is put in as anybody else.
"""

import numpy as np

from summitry.move.chance import Draws
from summitry.move.insertion import Keep, insert, price, slots_within
from summitry.move.occupancy import (
    SLOT,
    State,
    Tables,
    put_where_free,
    slots_between,
    step,
)
from summitry.policy.compiled import compiled

FAR = 1 << 60


@compiled
def put_stretch(
    table: Tables, state: State, keep: Keep, draws: Draws, members: np.ndarray, limit: float
) -> int:  # pragma: no cover  # compiled
    """Let the members depart, who stand next to each other in one order; return what that costs.

    A departure that costs more than the limit is not tried.
    """
    count, room = len(members), _room(table, members)
    found = np.zeros((count, room, 3), dtype=np.int64)
    least = np.full((count, room), FAR, dtype=np.int64)
    come = np.full((count, room), -1, dtype=np.int64)
    sizes = np.zeros(count, dtype=np.int64)
    gap = table.gaps[table.motorcade[members[0], 4]]
    before = -1
    for place in range(count):
        most = min(limit, float(table.motorcade[members[place], 1] - 1))
        sizes[place] = _candidates(
            table, state, keep, members[place], most, (found[place], least[place])
        )
        if before >= 0:
            _join(
                (found[before], least[before], sizes[before]),
                (found[place], least[place], sizes[place]),
                come[place],
                gap,
            )
        while sizes[place] and least[place, sizes[place] - 1] >= FAR:
            sizes[place] -= 1
        if sizes[place]:
            before = place
    chosen = _traced(least, come, sizes, before)
    total = 0
    for place in range(count):
        member, one = members[place], chosen[place]
        if one >= 0 and put_where_free(
            table, state, member, found[place, one, 1], found[place, one, 2]
        ):
            total += price(table, keep, member, found[place, one, 1], found[place, one, 2])
            continue
        total += insert(table, state, keep, draws, member, 0.0)
    return total


@compiled
def _candidates(
    table: Tables,
    state: State,
    keep: Keep,
    member: int,
    most: float,
    into: tuple[np.ndarray, np.ndarray],
) -> int:  # pragma: no cover  # compiled
    """Write down when the member can arrive, by which way and slot, and what that costs."""
    found, least = into
    rows = np.empty((len(found), 4), dtype=np.int64)
    count = 0
    for way in range(table.ways[member], table.ways[member + 1]):
        first, last = slots_between(table, state, member, way)
        near, far = slots_within(table, member, way, most)
        slot, last = max(first, near), min(last, far)
        while slot <= last:
            jump = step(table, state, member, way, slot, 1)
            if jump:
                slot += jump
                continue
            cost = price(table, keep, member, way, slot)
            if cost <= most:
                rows[count, 0] = SLOT * slot + table.window[way, 4]
                rows[count, 1], rows[count, 2], rows[count, 3] = way, slot, cost
                count += 1
            slot += 1
    ranked = np.argsort(rows[:count, 0], kind="mergesort")
    for place in range(count):
        one = rows[ranked[place]]
        found[place, 0], found[place, 1], found[place, 2] = one[0], one[1], one[2]
        least[place] = one[3]
    return count


@compiled
def _room(table: Tables, members: np.ndarray) -> int:  # pragma: no cover  # compiled
    """Return how many departures a member can have at the most."""
    room = 1
    for member in members:
        size = 0
        for way in range(table.ways[member], table.ways[member + 1]):
            size += max(0, table.window[way, 1] - table.window[way, 0] + 1)
        room = max(room, size)
    return room


@compiled
def _join(
    earlier: tuple[np.ndarray, np.ndarray, int],
    later: tuple[np.ndarray, np.ndarray, int],
    come: np.ndarray,
    gap: int,
) -> None:  # pragma: no cover  # compiled
    """Add to each departure's cost the least of those before it that arrive early enough."""
    found, least, size = earlier
    after, costs, count = later
    best, at, place = FAR, -1, 0
    for one in range(count):
        while place < size and found[place, 0] + gap <= after[one, 0]:
            if least[place] < best:
                best, at = least[place], place
            place += 1
        costs[one] = costs[one] + best if at >= 0 else FAR
        come[one] = at


@compiled
def _traced(
    least: np.ndarray, come: np.ndarray, sizes: np.ndarray, last: int
) -> np.ndarray:  # pragma: no cover  # compiled
    """Return which candidate of each member leads to the least cost; -1 where it has none."""
    chosen = np.full(len(sizes), -1, dtype=np.int64)
    if last < 0:
        return chosen
    one = int(np.argmin(least[last, : sizes[last]]))
    place = last
    while place >= 0:
        chosen[place] = one
        one = come[place, one]
        place -= 1
        while place >= 0 and sizes[place] == 0:
            place -= 1
    return chosen
