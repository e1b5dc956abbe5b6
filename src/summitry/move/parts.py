"""A problem cut into parts that share nothing: each is bounded by itself."""

from collections.abc import Sequence

import numpy as np
from msgspec.structs import replace

from summitry.move.occupancy import SLOT, Tables, span, tables
from summitry.move.prices import Layout, layout
from summitry.move.problem import Chain, Problem
from summitry.policy.compiled import compiled

PARTS_MAX = 8
"""So many parts at the most, the smallest ones together: each takes a grid of its own."""


def parts(problem: Problem) -> list[list[int]]:
    """Return the motorcades by the parts they are in, the largest part first.

    Two are in one part where they could want the same cell, exhaust a pool together, or follow
    each other in an order; and so is whoever is between them.
    """
    table = tables(problem, outwards=False)
    count = len(problem.motorcades)
    place = layout(table, count, SLOT // int(table.shape[2]))
    root = np.arange(count)
    for own in _together(table, place):
        # Whoever stood for one of these stands for none any more: the least of all does.
        standing = np.unique(root[own])
        root[np.isin(root, standing)] = standing[0]
    found = [np.flatnonzero(root == each).tolist() for each in np.unique(root)]
    found.sort(key=len, reverse=True)
    rest = sorted(number for own in found[PARTS_MAX - 1 :] for number in own)
    return [*found[: PARTS_MAX - 1], *([rest] if rest else [])]


def _together(table: Tables, place: Layout) -> list[np.ndarray]:
    """Return groups of motorcades that could want the same priced cells, one after another."""
    pairs = [np.array(each[:2]) for each in place.pair]
    most = len(table.use) + len(table.window) * len(table.pools)
    wants = np.zeros((most, 3), dtype=np.int64)
    wants = wants[: _wants(table, place, wants)]
    if not len(wants):
        return pairs
    wants = wants[np.argsort(wants[:, 0], kind="stable")]
    ends = np.maximum.accumulate(wants[:, 1])
    cuts = np.flatnonzero(wants[1:, 0] >= ends[:-1]) + 1
    return [*pairs, *(np.unique(each) for each in np.split(wants[:, 2], cuts))]


@compiled
def _wants(table: Tables, place: Layout, found: np.ndarray) -> int:  # pragma: no cover  # compiled
    """Write down from which priced cell to which one each motorcade could want; return how many."""
    count, fine = 0, table.shape[2]
    for number in range(len(table.ways) - 1):
        for way in range(table.ways[number], table.ways[number + 1]):
            first, last = table.window[way, 0], table.window[way, 1]
            if first > last:
                continue
            for one in range(table.uses[way], table.uses[way + 1]):
                if table.use[one, 3]:
                    row = place.cell[table.use[one, 0]]
                    found[count, 0] = row[first * fine + table.use[one, 1]]
                    found[count, 1] = row[last * fine + table.use[one, 2]]
                    found[count, 2] = number
                    count += found[count, 0] < found[count, 1]
            start, end = span(table, number, way, first)[0], span(table, number, way, last)[1]
            for one in range(table.needs[number], table.needs[number + 1]):
                row = place.pool[table.need[one, 0]]
                if start < end:
                    found[count, 0], found[count, 1] = row[start], row[end]
                    found[count, 2] = number
                    count += found[count, 0] < found[count, 1]
    return count


def part(problem: Problem, numbers: Sequence[int]) -> Problem:
    """Return the problem of these motorcades alone; orders of arrival go on without the others."""
    new = {number: place for place, number in enumerate(numbers)}
    return replace(
        problem,
        motorcades=tuple(problem.motorcades[number] for number in numbers),
        chains=tuple(
            Chain(
                members=tuple(new[each] for each in chain.members if each in new),
                gap_seconds=chain.gap_seconds,
            )
            for chain in problem.chains
        ),
    )
