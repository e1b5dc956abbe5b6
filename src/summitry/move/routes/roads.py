"""The road times that a plan knows, between any two of its sites."""

from collections import Counter

import numpy as np

from summitry.kit.errors import SummitryError
from summitry.plan.movements import Route, RouteSegment, TravelTime
from summitry.plan.snapshot import Snapshot

MINUTE_SECONDS = 60


class Roads:
    """Minutes between sites, over other sites where that is shorter."""

    def __init__(self, snapshot: Snapshot) -> None:
        known = _known(snapshot)
        self._number = {site: k for k, site in enumerate(sorted({s for way in known for s in way}))}
        size = len(self._number)
        minutes = np.full((size, size), np.inf)
        np.fill_diagonal(minutes, 0.0)
        for (one, other), taken in known.items():
            minutes[self._number[one], self._number[other]] = taken
        for via in range(size):
            np.minimum(minutes, minutes[:, via, None] + minutes[None, via, :], out=minutes)
        self._minutes = minutes

    def minutes(self, one: str, other: str) -> float:
        """Return how long it takes.

        Raises
        ------
        SummitryError
            ``shuttles.unreachable`` where the plan knows no way.
        """
        if one == other:
            return 0.0
        if one in self._number and other in self._number:
            found = float(self._minutes[self._number[one], self._number[other]])
            if np.isfinite(found):
                return found
        raise SummitryError("shuttles.unreachable", start=one, end=other)


def _known(snapshot: Snapshot) -> dict[tuple[str, str], float]:
    """Return the minutes of each way that has a row, or the same way back, or a route."""
    known: dict[tuple[str, str], float] = {}
    rows = snapshot.rows(TravelTime).values()
    for row in rows:
        known[row.to_site_id, row.from_site_id] = row.minutes
    for row in rows:
        known[row.from_site_id, row.to_site_id] = row.minutes
    running: Counter[str] = Counter()
    for segment in snapshot.rows(RouteSegment).values():
        running[segment.route_id] += segment.running_seconds
    for key, route in snapshot.rows(Route).items():
        if running[key]:
            way = (route.from_site_id, route.to_site_id)
            known.setdefault(way, running[key] / MINUTE_SECONDS)
    return known
