"""Arcs watched around a point over time, clockwise in degrees from north, and what they leave."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from summitry.kit.time import Interval, uncovered, union

FULL_DEG = 360.0
SLIVER_DEG = 1e-9
"""Bearings closer together than this are one: rounding, not a gap."""


class Arc(Struct, frozen=True):
    """The bearings clockwise from one to the other; from 0 to 360 is the whole circle.

    An arc that ends where it starts holds no bearing: nobody watches all round by leaving a
    number out.
    """

    from_deg: float
    to_deg: float

    @property
    def width_deg(self) -> float:
        """How many degrees the arc spans, 0 to 360."""
        if self.to_deg - self.from_deg == FULL_DEG:
            return FULL_DEG
        return (self.to_deg - self.from_deg) % FULL_DEG

    def holds(self, bearing_deg: float) -> bool:
        """Say whether the bearing lies on the arc, its start counted and its end not."""
        return (bearing_deg - self.from_deg) % FULL_DEG < self.width_deg

    def meets(self, other: "Arc") -> bool:
        """Say whether the two share more than an edge."""
        if not (self.width_deg and other.width_deg):
            return False
        return self.holds(other.from_deg) or other.holds(self.from_deg)


class Watch(Struct, frozen=True):
    """An arc, and when somebody watches it."""

    arc: Arc
    stretches: tuple[Interval, ...]


def blind_arcs(wanted: Interval, watches: Sequence[Watch]) -> tuple[Watch, ...]:
    """Return the arcs that are unwatched at some time of the wanted interval, and when.

    Neighbouring bearings with the same stretches come as one arc, over north too, so that one
    post that leaves shows as one gap.
    """
    cells = _cells(watch.arc for watch in watches)
    blind = [Watch(cell, _unwatched(wanted, cell, watches)) for cell in cells]
    return tuple(gap for gap in _joined(blind) if gap.stretches)


def _cells(arcs: Iterable[Arc]) -> tuple[Arc, ...]:
    """Return the circle cut at every end of an arc, clockwise from the first cut."""
    bearings = sorted(
        bearing % FULL_DEG
        for arc in arcs
        if arc.width_deg
        for bearing in (arc.from_deg, arc.to_deg)
    )
    cuts: list[float] = []
    for bearing in bearings:
        if not cuts or bearing - cuts[-1] > SLIVER_DEG:
            cuts.append(bearing)
    if len(cuts) > 1 and cuts[0] + FULL_DEG - cuts[-1] <= SLIVER_DEG:
        cuts.pop()
    if len(cuts) <= 1:
        return (Arc(0.0, FULL_DEG),)
    last = Arc(cuts[-1], cuts[0] or FULL_DEG)
    return (*(Arc(*pair) for pair in pairwise(cuts)), last)


def _unwatched(wanted: Interval, cell: Arc, watches: Sequence[Watch]) -> tuple[Interval, ...]:
    """Return when nobody watches the cell; no arc begins or ends inside it."""
    middle = (cell.from_deg + cell.width_deg / 2) % FULL_DEG
    covers = union(
        stretch for watch in watches if watch.arc.holds(middle) for stretch in watch.stretches
    )
    return tuple(uncovered(wanted, covers))


def _joined(cells: Sequence[Watch]) -> list[Watch]:
    """Return the cells with like neighbours made one; all alike are the whole circle."""
    if all(cell.stretches == cells[0].stretches for cell in cells):
        return [Watch(Arc(0.0, FULL_DEG), cells[0].stretches)]
    joined: list[Watch] = []
    for cell in cells:
        if joined and joined[-1].stretches == cell.stretches:
            joined[-1] = Watch(Arc(joined[-1].arc.from_deg, cell.arc.to_deg), cell.stretches)
        else:
            joined.append(cell)
    if joined[0].stretches == joined[-1].stretches:
        first, last = joined[0], joined.pop()
        joined[0] = Watch(Arc(last.arc.from_deg, first.arc.to_deg), first.stretches)
    return joined
