"""Ways through a network of roads: the fastest, and others that share little with it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from heapq import heappop, heappush

from msgspec import Struct

SHARED_DEARER = 1.6
"""How much dearer a segment is for a further way, for each way that already takes it."""
TRIES_A_WAY = 3
DETOUR_MAX = 2.0
"""A way that takes more than so many times the fastest is none."""


class Road(Struct, frozen=True):
    """A segment between two junctions, and how long it takes; both ways, or only the one."""

    segment: int
    one: str
    other: str
    seconds: int
    oneway: bool = False


class Network:
    """Roads by the junctions at their ends."""

    def __init__(self, roads: Iterable[Road]) -> None:
        self.roads = tuple(roads)
        self._at: Mapping[str, list[tuple[str, Road]]] = defaultdict(list)
        for road in self.roads:
            self._at[road.one].append((road.other, road))
            if not road.oneway:
                self._at[road.other].append((road.one, road))

    def ways(self, start: str, end: str, count: int) -> list[tuple[Road, ...]]:
        """Return up to so many different ways, the fastest first; none where none leads there."""
        taken: dict[int, int] = {}
        found: list[tuple[Road, ...]] = []
        for _ in range(count * TRIES_A_WAY):
            way = self._fastest(start, end, taken)
            if way is None or len(found) == count:
                break
            if way not in found and _seconds(way) <= DETOUR_MAX * _seconds(
                found[0] if found else way
            ):
                found.append(way)
            for road in way:
                taken[road.segment] = taken.get(road.segment, 0) + 1
        return [found[0], *sorted(found[1:], key=_seconds)] if found else []

    def _fastest(self, start: str, end: str, taken: Mapping[int, int]) -> tuple[Road, ...] | None:
        """Return the way that is fastest where taken segments are dearer."""
        come: dict[str, tuple[str, Road]] = {}
        settled: set[str] = set()
        waiting: list[tuple[float, str]] = [(0.0, start)]
        least = {start: 0.0}
        while waiting:
            spent, here = heappop(waiting)
            if here == end:
                return _traced(come, start, end)
            if here in settled:
                continue
            settled.add(here)
            for there, road in self._at.get(here, ()):
                cost = spent + road.seconds * SHARED_DEARER ** taken.get(road.segment, 0)
                if cost < least.get(there, float("inf")):
                    least[there], come[there] = cost, (here, road)
                    heappush(waiting, (cost, there))
        return None


def _traced(come: Mapping[str, tuple[str, Road]], start: str, end: str) -> tuple[Road, ...]:
    way, here = [], end
    while here != start:
        here, road = come[here]
        way.append(road)
    return tuple(reversed(way))


def _seconds(way: Sequence[Road]) -> int:
    return sum(road.seconds for road in way)
