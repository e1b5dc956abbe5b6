"""One vehicle fewer: a route is dissolved, and its requests push others out until all fit.

An ejection pool whose choice is steered by how often each request could not be placed: Nagata and
Bräysy (2009) for single places, Nagata and Kobayashi (2010) for pairs.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from summitry.move.routes.cross import cross, fits
from summitry.move.routes.tours import (
    ABSENT,
    DEMAND,
    NOWHERE,
    ROUTE,
    SPARE,
    Array,
    Ground,
    Tours,
    below,
    cheapest,
    copy,
    drop,
    measure,
    put,
    settle,
    share,
)
from summitry.policy.compiled import compiled_bare

TRIALS_MAX = 3_000
"""So many sets of ejections are tried in one route at most."""
SHAKES = 200
"""So many random moves are tried after an ejection."""
CLOSE = 60
"""A random move looks among so many nearest places."""
ANYWHERE = -1.0


class Pool(NamedTuple):
    """The requests without a place, by their first node."""

    waiting: Array
    counts: Array
    """How many wait, and how many sets were tried in a route."""
    blame: Array
    """How often each could not be placed; the guide of the search."""
    order: Array
    trial: Array
    chosen: Array
    """The set of ejections on trial, and the best so far: their route, then the requests."""
    kept: Array
    """The blame of the best set."""


def pool_of(ground: Ground, requests: Sequence[int]) -> Pool:
    """Return a pool in which these requests wait; the last one is next."""
    size = len(ground.mate)
    waiting = np.zeros(size, np.int32)
    waiting[: len(requests)] = requests
    return Pool(
        waiting=waiting,
        counts=np.array([len(requests), 0]),
        blame=np.ones(size),
        order=np.zeros(size, np.int32),
        trial=np.zeros(4, np.int32),
        chosen=np.zeros(4, np.int32),
        kept=np.zeros(1),
    )


@compiled_bare
def _tried(ground: Ground, tours: Tours, pool: Pool, node: int, chance: Array) -> bool:
    """Say whether the request fits the row of the trial once those that it names are out."""
    spare = len(tours.sizes) - 1
    pool.counts[1] += 1
    copy(tours, pool.trial[0], spare)
    for which in range(1, len(pool.trial)):
        if pool.trial[which]:
            drop(ground, tours, spare, pool.trial[which])
    if not measure(ground, tours, spare):
        return False
    return cheapest(ground, tours, spare, node, chance, ANYWHERE)[1] >= 0


@compiled_bare
def _note(pool: Pool, blame: float) -> None:
    """Keep the set on trial as the best so far."""
    pool.kept[0] = blame
    for which in range(len(pool.trial)):
        pool.chosen[which] = pool.trial[which]


@compiled_bare
def _ordered(ground: Ground, tours: Tours, pool: Pool, row: int, chance: Array) -> int:
    """List the requests of the row, least blamed first, equals by chance; return how many."""
    count = 0
    for i in range(1, tours.sizes[row] + 1):
        node = tours.stops[row, i]
        if ground.node[node, DEMAND] < 0:
            continue
        k = count
        heavy = pool.blame[node] + 0.9 * (share(chance) - 0.5)
        while k > 0 and pool.blame[pool.order[k - 1]] > heavy:
            pool.order[k] = pool.order[k - 1]
            k -= 1
        pool.order[k] = node
        count += 1
    return count


@compiled_bare
def _singles(
    ground: Ground, tours: Tours, pool: Pool, case: tuple[int, int], chance: Array
) -> None:
    """Look for one request of the row with less blame than the best set."""
    node, count = case
    for a in range(count):
        blame = pool.blame[pool.order[a]]
        if blame >= pool.kept[0]:
            break
        pool.trial[1], pool.trial[2], pool.trial[3] = pool.order[a], 0, 0
        if _tried(ground, tours, pool, node, chance):
            _note(pool, blame)
            break


@compiled_bare
def _doubles(
    ground: Ground, tours: Tours, pool: Pool, case: tuple[int, int], chance: Array
) -> None:
    """Look for two requests of the row with less blame than the best set."""
    node, count = case
    blame, order = pool.blame, pool.order
    for a in range(count):
        if 2 * blame[order[a]] >= pool.kept[0] or pool.counts[1] > TRIALS_MAX:
            break
        for b in range(a + 1, count):
            both = blame[order[a]] + blame[order[b]]
            if both >= pool.kept[0]:
                break
            pool.trial[1], pool.trial[2], pool.trial[3] = order[a], order[b], 0
            if _tried(ground, tours, pool, node, chance):
                _note(pool, both)
                break


@compiled_bare
def _triples(
    ground: Ground, tours: Tours, pool: Pool, case: tuple[int, int], chance: Array
) -> None:
    """Look for three requests of the row with less blame than the best set."""
    node, count = case
    blame, order = pool.blame, pool.order
    for a in range(count):
        for b in range(a + 1, count):
            two = blame[order[a]] + blame[order[b]]
            if two + blame[order[b]] >= pool.kept[0] or pool.counts[1] > TRIALS_MAX:
                break
            for c in range(b + 1, count):
                if two + blame[order[c]] >= pool.kept[0]:
                    break
                pool.trial[1], pool.trial[2], pool.trial[3] = order[a], order[b], order[c]
                if _tried(ground, tours, pool, node, chance):
                    _note(pool, two + blame[order[c]])
                    break


@compiled_bare
def _anywhere(ground: Ground, tours: Tours, node: int, chance: Array) -> bool:
    """Put the request at a place drawn from those of all routes where it fits."""
    best, row = NOWHERE, -1
    for each in range(len(tours.sizes) - SPARE):
        found = cheapest(ground, tours, each, node, chance, ANYWHERE)
        if found[0] < best[0]:
            best, row = found, each
    if row < 0:
        return False
    put(ground, tours, row, node, (best[1], best[2]))
    settle(ground, tours, row)
    return True


@compiled_bare
def _pushed(ground: Ground, tours: Tours, pool: Pool, node: int, chance: Array) -> bool:
    """Put the request where the least blamed set makes way for it."""
    pool.kept[0] = np.inf
    rows = len(tours.sizes) - SPARE
    begin = below(chance, rows)
    for deep in range(2):
        for step in range(rows):
            row = (begin + step) % rows
            count = _ordered(ground, tours, pool, row, chance)
            pool.counts[1] = 0
            pool.trial[0] = row
            if deep:
                _triples(ground, tours, pool, (node, count), chance)
            else:
                _singles(ground, tours, pool, (node, count), chance)
                _doubles(ground, tours, pool, (node, count), chance)
    if pool.kept[0] == np.inf:
        return False
    row = pool.chosen[0]
    for which in range(1, 4):
        out = pool.chosen[which]
        if out:
            drop(ground, tours, row, out)
            tours.at[ROUTE, out] = ABSENT
            tours.at[ROUTE, ground.mate[out]] = ABSENT
            pool.waiting[pool.counts[0]] = out
            pool.counts[0] += 1
    settle(ground, tours, row)
    found = cheapest(ground, tours, row, node, chance, ANYWHERE)
    put(ground, tours, row, node, (found[1], found[2]))
    settle(ground, tours, row)
    return True


@compiled_bare
def _moved(ground: Ground, tours: Tours, node: int, row: int, chance: Array) -> bool:
    """Move the request to a place in another route that is drawn by chance."""
    found = cheapest(ground, tours, row, node, chance, ANYWHERE)
    if found[1] < 0:
        return False
    old = tours.at[ROUTE, node]
    spare = len(tours.sizes) - 1
    copy(tours, old, spare)
    drop(ground, tours, spare, node)
    # Where a way over a third place is shorter, a route can be late because it lost a stop.
    if not measure(ground, tours, spare):
        return False
    copy(tours, spare, old)
    settle(ground, tours, old)
    put(ground, tours, row, node, (found[1], found[2]))
    return settle(ground, tours, row)


@compiled_bare
def _swapped(ground: Ground, tours: Tours, node: int, other: int, chance: Array) -> bool:
    """Let two requests of different routes change places, each at any place of the other route."""
    row, row2 = tours.at[ROUTE, node], tours.at[ROUTE, other]
    spare = len(tours.sizes) - 1
    spare2 = spare - 1
    copy(tours, row, spare)
    drop(ground, tours, spare, node)
    if not measure(ground, tours, spare):
        return False
    found = cheapest(ground, tours, spare, other, chance, ANYWHERE)
    if found[1] < 0:
        return False
    copy(tours, row2, spare2)
    drop(ground, tours, spare2, other)
    if not measure(ground, tours, spare2):
        return False
    found2 = cheapest(ground, tours, spare2, node, chance, ANYWHERE)
    if found2[1] < 0:
        return False
    put(ground, tours, spare, other, (found[1], found[2]))
    put(ground, tours, spare2, node, (found2[1], found2[2]))
    copy(tours, spare, row)
    copy(tours, spare2, row2)
    settle(ground, tours, row)
    settle(ground, tours, row2)
    return True


@compiled_bare
def shake(ground: Ground, tours: Tours, chance: Array, tries: int) -> None:
    """Change the routes by random moves that keep windows and loads."""
    width = min(CLOSE, ground.near.shape[1])
    for _ in range(tries):
        node = 1 + below(chance, len(ground.mate) - 1)
        other = ground.near[node, below(chance, width)]
        row, row2 = tours.at[ROUTE, node], tours.at[ROUTE, other]
        if min(row, row2) == ABSENT or row == row2:
            continue
        kind = below(chance, 3)
        if kind == 0:
            if fits(ground, tours, node, other):
                cross(ground, tours, node, other)
            continue
        lead = node if ground.node[node, DEMAND] >= 0 else ground.mate[node]
        if kind == 1:
            _moved(ground, tours, lead, row2, chance)
        else:
            lead2 = other if ground.node[other, DEMAND] >= 0 else ground.mate[other]
            _swapped(ground, tours, lead, lead2, chance)


@compiled_bare
def squeeze(ground: Ground, tours: Tours, pool: Pool, chance: Array, rounds: int) -> int:
    """Work on the pool for so many rounds; return how many requests still wait."""
    for _ in range(rounds):
        if pool.counts[0] == 0:
            break
        pool.counts[0] -= 1
        node = pool.waiting[pool.counts[0]]
        if _anywhere(ground, tours, node, chance):
            continue
        pool.blame[node] += 1.0
        if not _pushed(ground, tours, pool, node, chance):
            pool.waiting[pool.counts[0]] = node
            pool.counts[0] += 1
        shake(ground, tours, chance, SHAKES)
    return int(pool.counts[0])
