"""One moment, or windows of which nobody has two: who is too few for what, exactly, by flow."""

from collections.abc import Sequence

import numpy as np
from ortools.graph.python import max_flow

from summitry.roster.reasons.groups import Group, Pool


def lack(groups: Sequence[Group], pools: Sequence[Pool], places: Sequence[int]) -> int:
    """Return how many are too few where everybody serves one of the places at most."""
    return _Flow(groups, pools, places).lack


def violator(groups: Sequence[Group], pools: Sequence[Pool], places: Sequence[int]) -> list[int]:
    """Return the smallest of the sets that lack most: few can serve them, and more are asked for.

    It is what alternating paths reach from the groups that a largest assignment leaves short (the
    deficiency version of Hall's theorem); empty where nobody is missing.
    """
    flow = _Flow(groups, pools, places)
    return flow.reached() if flow.lack else []


def irreducible(groups: Sequence[Group], pools: Sequence[Pool], places: Sequence[int]) -> list[int]:
    """Return groups that lack people together, and without any one of them do not."""
    core = violator(groups, pools, places)
    for place in sorted(core, key=lambda each: (groups[each].count, -each)):
        rest = [each for each in core if each != place]
        if lack(groups, pools, rest):
            core = rest
    return core


class _Flow:
    """A largest assignment of the pools to the groups at the places."""

    def __init__(
        self, groups: Sequence[Group], pools: Sequence[Pool], places: Sequence[int]
    ) -> None:
        self._places = list(places)
        number = {place: each for each, place in enumerate(self._places)}
        sizes = _sizes(pools, number)
        count = len(self._places)
        source, sink = count + len(sizes), count + len(sizes) + 1
        tails, heads, most = [], [], []
        for each, (able, size) in enumerate(sizes.items()):
            tails += [source, *([count + each] * len(able))]
            heads += [count + each, *sorted(able)]
            most += [size] * (1 + len(able))
        needs = [groups[place].count for place in self._places]
        self._sink_from = len(tails)
        tails += range(count)
        heads += [sink] * count
        most += needs
        self._arcs = (np.array(tails, dtype=np.int32), np.array(heads, dtype=np.int32))
        self._most = np.array(most, dtype=np.int64)
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(*self._arcs, self._most)
        assert solver.solve(source, sink) == solver.OPTIMAL
        self._used = np.array(solver.flows(np.arange(len(tails), dtype=np.int32)))
        self.lack = sum(needs) - int(solver.optimal_flow())

    def reached(self) -> list[int]:
        """Return the places that can pass what they lack on, those that lack something included."""
        count = len(self._places)
        short = self._used[self._sink_from :] < self._most[self._sink_from :]
        feeds: dict[int, list[int]] = {}
        holds: dict[int, list[int]] = {}
        tails, heads = (each[: self._sink_from].tolist() for each in self._arcs)
        for tail, head, used in zip(tails, heads, self._used.tolist(), strict=False):
            if head < count:
                feeds.setdefault(head, []).append(tail)
                if used:
                    holds.setdefault(tail, []).append(head)
        queue = [each for each in range(count) if short[each]]
        seen = set(queue)
        while queue:
            for pool in feeds.get(queue.pop(), ()):
                for place in holds.get(pool, ()):
                    if place not in seen:
                        seen.add(place)
                        queue.append(place)
        return sorted(self._places[each] for each in seen)


def _sizes(pools: Sequence[Pool], number: dict[int, int]) -> dict[frozenset[int], int]:
    """Return how many people can serve which of the places, by their numbers."""
    sizes: dict[frozenset[int], int] = {}
    for pool in pools:
        able = frozenset(number[place] for place in pool.able if place in number)
        if able:
            sizes[able] = sizes.get(able, 0) + pool.size
    return sizes
