"""What is asked: places with windows and loads, pairs, the road times, and the fleet."""

from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.move.routes.windows import narrowed

NODES_MAX = 3_000
"""More would need too much memory for the table of distances."""

Route: TypeAlias = tuple[int, ...]
"""The places of one vehicle in order, without the depot at either end."""


class Problem(Struct, frozen=True, kw_only=True, eq=False, dict=True):
    """Places to be served from a depot, which is place 0.

    Goods of a place that stands alone go to the depot (or come from it: the loads are the same);
    those of a pair go from its first place to its second.
    """

    distance: np.ndarray[Any, Any]
    time: np.ndarray[Any, Any]
    """From the end of service at one place to the arrival at another."""
    early: np.ndarray[Any, Any]
    late: np.ndarray[Any, Any]
    """The latest start of service."""
    service: np.ndarray[Any, Any]
    demand: np.ndarray[Any, Any]
    """Taken in at the place; below 0 at the second place of a pair."""
    pairs: tuple[tuple[int, int], ...] = ()
    capacity: int
    vehicles: int
    """How many there are at most."""

    def __post_init__(self) -> None:
        size = len(self.demand)
        if not 1 <= size <= NODES_MAX:
            raise SummitryError("routes.size", got=size, most=NODES_MAX)
        if self.distance.shape != (size, size) or self.time.shape != (size, size):
            raise SummitryError("routes.table", got=self.time.shape, expected=(size, size))
        for column in (self.distance, self.time, self.early, self.late, self.service, self.demand):
            if len(column) != size or not np.isfinite(column).all():
                raise SummitryError("routes.number", place=_first_odd(column))
        if min(self.distance.min(), self.time.min(), self.service.min()) < 0:
            raise SummitryError("routes.negative")
        if self.capacity < 0 or self.vehicles < 0:
            raise SummitryError("routes.fleet", capacity=self.capacity, vehicles=self.vehicles)
        self._check_pairs()

    def _check_pairs(self) -> None:
        paired: set[int] = set()
        for pickup, delivery in self.pairs:
            for place in (pickup, delivery):
                if not 1 <= place < len(self.demand) or place in paired:
                    raise SummitryError("routes.pair", place=place)
                paired.add(place)
            if self.demand[pickup] <= 0 or self.demand[pickup] != -self.demand[delivery]:
                raise SummitryError("routes.pair_load", place=pickup, other=delivery)
        for negative in map(int, np.flatnonzero(self.demand < 0)):
            if negative not in paired:
                raise SummitryError("routes.alone", place=negative)

    @cached_property
    def windows(self) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
        """Earliest and latest start of service at each place that any route can have."""
        return narrowed(self.time, (self.early, self.late), self.service, self.pairs)

    @property
    def requests(self) -> tuple[Route, ...]:
        """What is carried: the pairs, then each place that stands alone."""
        paired = {place for pair in self.pairs for place in pair}
        alone = tuple((place,) for place in range(1, len(self.demand)) if place not in paired)
        return self.pairs + alone


def _first_odd(column: np.ndarray[Any, Any]) -> int:
    """Return the first place whose number is none, or the length of a column that is too short."""
    odd = np.argwhere(~np.isfinite(column))
    return int(odd[0][0]) if len(odd) else len(column)
