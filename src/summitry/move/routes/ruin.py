"""Less distance: strings of neighbouring stops are taken out and put back, hot first, then cold.

Slack induction by string removals, after Christiaens and Vanden Berghe (2020); pairs leave
together.
"""

from typing import NamedTuple

import numpy as np

from summitry.move.routes.cross import best_cross, cross
from summitry.move.routes.quotes import Quotes, changed, quoted, quotes_of
from summitry.move.routes.tours import (
    ABSENT,
    DEMAND,
    EARLY,
    LATE,
    PLACE,
    ROUTE,
    SPARE,
    Array,
    Ground,
    Tours,
    below,
    length,
    put,
    settle,
    share,
)
from summitry.policy.compiled import compiled_bare

OUT_MEAN, STRING_MAX = 10.0, 10.0
"""How many stops are taken out on average, and the longest string."""
SPLIT, GROW = 0.5, 0.99
"""How often stops inside a string stay, and how often one stop more stays."""
CROSS = 0.1
"""How often two routes change their ends instead."""
BLINK = 0.01
"""How often a route is overlooked."""
NOW, BEST = range(2)
ORDERS = 11
TINY = 1e-300


class Memory(NamedTuple):
    """What the search goes back to."""

    best: Array
    best_sizes: Array
    old: Array
    old_sizes: Array
    changed: Array
    """How many rows have changed, then which."""
    is_changed: Array
    lengths: Array
    old_lengths: Array
    value: Array
    """Distance now and of the best routes."""
    used: Array
    """Vehicles now and of the best routes."""
    absent: Array
    """How many requests have no place now, then which; so also left and out."""
    left: Array
    out: Array
    keys: Array
    choice: Array
    gone: Array
    quotes: Quotes


def memory_of(ground: Ground, tours: Tours) -> Memory:
    """Return a memory whose best routes are those of now."""
    rows, size = len(tours.sizes), len(ground.mate)
    lengths = np.array([length(ground, tours, row) for row in range(rows - SPARE)] + [0.0] * SPARE)
    return Memory(
        best=tours.stops.copy(),
        best_sizes=tours.sizes.copy(),
        old=tours.stops.copy(),
        old_sizes=tours.sizes.copy(),
        changed=np.zeros(rows + 1, np.int32),
        is_changed=np.zeros(rows, np.bool_),
        lengths=lengths,
        old_lengths=lengths.copy(),
        value=np.full(2, lengths.sum()),
        used=np.full(2, np.count_nonzero(tours.sizes), np.int64),
        absent=np.zeros(size + 1, np.int32),
        left=np.zeros(size + 1, np.int32),
        out=np.zeros(size + 1, np.int32),
        keys=np.zeros(size + 1),
        choice=np.zeros(ORDERS),
        gone=np.zeros(size, np.bool_),
        quotes=quotes_of(ground, tours),
    )


@compiled_bare
def _save(tours: Tours, memory: Memory, row: int) -> None:
    """Remember the row as it is before its first change."""
    if memory.is_changed[row]:
        return
    memory.is_changed[row] = True
    memory.changed[0] += 1
    memory.changed[memory.changed[0]] = row
    memory.old_lengths[row] = memory.lengths[row]
    memory.quotes.old[row] = memory.quotes.state[row]
    size = tours.sizes[row]
    memory.old_sizes[row] = size
    for i in range(size + 2):
        memory.old[row, i] = tours.stops[row, i]


@compiled_bare
def _marked(ground: Ground, memory: Memory, node: int) -> None:
    """Mark the request of the node as taken out."""
    if memory.gone[node]:
        return
    mate = ground.mate[node]
    memory.gone[node] = True
    if mate:
        memory.gone[mate] = True
    memory.out[0] += 1
    memory.out[memory.out[0]] = mate if ground.node[node, DEMAND] < 0 else node


@compiled_bare
def _string(ground: Ground, tours: Tours, memory: Memory, place: tuple[int, int], out: int) -> None:
    """Take a string of so many stops around the place out of the row."""
    row, i = place
    size = tours.sizes[row]
    stay = memory.keys[0]
    whole = min(size, out + int(stay))
    first = max(1, i - int(memory.keys[1] * whole))
    first = min(first, size - whole + 1)
    skip = first + int(memory.keys[2] * out)
    for k in range(whole):
        at = first + k
        if skip <= at < skip + int(stay) and at != i:
            continue
        _marked(ground, memory, tours.stops[row, at])
    into = 1
    for k in range(1, size + 1):
        node = tours.stops[row, k]
        if memory.gone[node]:
            tours.at[ROUTE, node] = ABSENT
        else:
            tours.stops[row, into] = node
            into += 1
    tours.sizes[row] = into - 1
    tours.stops[row, into] = 0


@compiled_bare
def _ruined(ground: Ground, tours: Tours, memory: Memory, chance: Array) -> bool:
    """Take strings out of routes near each other; say whether what is left keeps its windows."""
    size = len(ground.mate)
    used = 0
    for row in range(len(tours.sizes) - SPARE):
        used += tours.sizes[row] > 0
    longest = min(STRING_MAX, (size - 1) / max(used, 1))
    strings = 1 + int(share(chance) * (4.0 * OUT_MEAN / (1.0 + longest) - 1.0))
    memory.gone[:] = False
    seed = 1 + below(chance, size - 1)
    for k in range(-1, ground.near.shape[1]):
        node = seed if k < 0 else ground.near[seed, k]
        row = tours.at[ROUTE, node]
        if row == ABSENT or memory.is_changed[row]:
            continue
        _save(tours, memory, row)
        out = 1 + int(share(chance) * min(longest, tours.sizes[row]))
        memory.keys[0] = 0.0
        if out > 1 and share(chance) < SPLIT:
            memory.keys[0] = 1.0
            while out + memory.keys[0] < tours.sizes[row] and share(chance) > GROW:
                memory.keys[0] += 1.0
        memory.keys[1], memory.keys[2] = share(chance), share(chance)
        _string(ground, tours, memory, (row, tours.at[PLACE, node]), out)
        changed(memory.quotes, row)
        if not settle(ground, tours, row):
            return False
        memory.lengths[row] = length(ground, tours, row)
        strings -= 1
        if strings == 0:
            break
    return True


@compiled_bare
def _crossed(ground: Ground, tours: Tours, memory: Memory, chance: Array) -> bool:
    """Let two routes near each other change their ends; say whether two can."""
    node, other = best_cross(ground, tours, chance)
    if other == 0:
        return False
    row, row2 = tours.at[ROUTE, node], tours.at[ROUTE, other]
    _save(tours, memory, row)
    _save(tours, memory, row2)
    cross(ground, tours, node, other)
    for each in (row, row2):
        changed(memory.quotes, each)
        memory.lengths[each] = length(ground, tours, each)
    return True


@compiled_bare
def _fill_keys(ground: Ground, node: int, choice: Array, chance: Array) -> None:
    """Write every key by which a request may be put in order, least first."""
    other = max(ground.mate[node], node)
    away = ground.far[0, node] + ground.far[0, other]
    choice[0] = choice[1] = choice[2] = choice[3] = share(chance)
    choice[4] = choice[5] = -ground.node[node, DEMAND]
    choice[6], choice[7] = -away, away
    choice[8] = ground.node[node, LATE] - ground.node[node, EARLY]
    choice[9], choice[10] = ground.node[node, EARLY], -ground.node[other, LATE]


@compiled_bare
def _sorted(ground: Ground, memory: Memory, chance: Array) -> None:
    """Put the requests that were taken out in an order drawn from several."""
    kind = below(chance, ORDERS)
    for i in range(1, memory.out[0] + 1):
        node = memory.out[i]
        _fill_keys(ground, node, memory.choice, chance)
        key = memory.choice[kind]
        k = i
        while k > 1 and memory.keys[k - 1] > key:
            memory.keys[k] = memory.keys[k - 1]
            memory.out[k] = memory.out[k - 1]
            k -= 1
        memory.keys[k] = key
        memory.out[k] = node


@compiled_bare
def _placed(
    ground: Ground, tours: Tours, quotes: Quotes, node: int, chance: Array
) -> tuple[float, int]:
    """Return what the request adds where it adds least, and the row; -1 where it has no place."""
    best, row, empty = np.inf, -1, -1
    sizes, prices, asked, state = tours.sizes, quotes.price, quotes.asked, quotes.state
    for each in range(len(sizes) - SPARE):
        if sizes[each] == 0:
            if empty >= 0:
                continue
            empty = each
        if asked[node, each] != state[each]:
            quoted(ground, tours, quotes, each, node)
        price = prices[node, each]
        if price < best and share(chance) >= BLINK:
            best, row = price, each
    if row < 0 and empty >= 0:
        # To overlook the one place that is left would lose the request.
        best = quoted(ground, tours, quotes, empty, node)
        row = empty if best < np.inf else -1
    return best, row


@compiled_bare
def _rebuilt(ground: Ground, tours: Tours, memory: Memory, chance: Array) -> bool:
    """Put every request back where it adds least; those without a place are left over.

    It gives up, and says so, once more are left over than were before.
    """
    _sorted(ground, memory, chance)
    memory.left[0] = 0
    for k in range(1, memory.out[0] + 1):
        node = memory.out[k]
        price, row = _placed(ground, tours, memory.quotes, node, chance)
        if row < 0:
            memory.left[0] += 1
            memory.left[memory.left[0]] = node
            if memory.left[0] > memory.absent[0]:
                return False
            continue
        _save(tours, memory, row)
        places = memory.quotes.places[node, row]
        put(ground, tours, row, node, (places[0], places[1]))
        changed(memory.quotes, row)
        settle(ground, tours, row)
        memory.lengths[row] += price
    return True


@compiled_bare
def _back(ground: Ground, tours: Tours, memory: Memory) -> None:
    """Undo all changes."""
    for k in range(1, memory.changed[0] + 1):
        row = memory.changed[k]
        tours.sizes[row] = memory.old_sizes[row]
        for i in range(tours.sizes[row] + 2):
            tours.stops[row, i] = memory.old[row, i]
        memory.lengths[row] = memory.old_lengths[row]
        memory.quotes.state[row] = memory.quotes.old[row]
        settle(ground, tours, row)


@compiled_bare
def _keep(tours: Tours, memory: Memory) -> None:
    """Remember the routes of now as the best."""
    memory.value[BEST] = memory.value[NOW]
    memory.used[BEST] = memory.used[NOW]
    for row in range(len(tours.sizes) - SPARE):
        memory.best_sizes[row] = tours.sizes[row]
        for i in range(tours.sizes[row] + 2):
            memory.best[row, i] = tours.stops[row, i]


@compiled_bare
def _difference(tours: Tours, memory: Memory) -> tuple[float, int]:
    """Return how much distance and how many vehicles the changes of this time add."""
    change, opened = 0.0, 0
    for k in range(1, memory.changed[0] + 1):
        row = memory.changed[k]
        memory.is_changed[row] = False
        change += memory.lengths[row] - memory.old_lengths[row]
        opened += int(tours.sizes[row] > 0) - int(memory.old_sizes[row] > 0)
    return change, opened


@compiled_bare
def improve(
    ground: Ground,
    tours: Tours,
    memory: Memory,
    chance: Array,
    steps: int,
    terms: tuple[float, float],
) -> None:
    """Take out and put back so many times; what is worse is kept as the heat allows.

    The terms are the heat, and at what distance a vehicle more or less is priced. The best routes
    have the fewest vehicles, then the least distance.
    """
    heat, price = terms
    for _ in range(steps):
        memory.changed[0] = memory.out[0] = 0
        if memory.absent[0] == 0 and share(chance) < CROSS:
            good = _crossed(ground, tours, memory, chance)
        else:
            good = _ruined(ground, tours, memory, chance)
        for k in range(1, memory.absent[0] + 1):
            memory.out[0] += 1
            memory.out[memory.out[0]] = memory.absent[k]
        if good:
            good = _rebuilt(ground, tours, memory, chance)
        change, opened = _difference(tours, memory)
        fewer = memory.absent[0] - memory.left[0]
        hot = change + opened * price <= -heat * np.log(share(chance) + TINY)
        if not good or fewer < 0 or (fewer == 0 and not hot):
            _back(ground, tours, memory)
            continue
        memory.value[NOW] += change
        memory.used[NOW] += opened
        for k in range(memory.left[0] + 1):
            memory.absent[k] = memory.left[k]
        more = memory.used[NOW] - memory.used[BEST]
        shorter = memory.value[NOW] < memory.value[BEST] - 1e-7
        if memory.absent[0] == 0 and (more < 0 or (more == 0 and shorter)):
            _keep(tours, memory)
