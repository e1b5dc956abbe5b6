"""When each leg may depart and arrive: by its flight, the programme, the legs before and after."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from summitry.kit.ids import PrincipalId
from summitry.kit.time import HOUR_SECONDS, MINUTE_SECONDS, seconds_of
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import Leg, Route
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.policy.limits import Limits

MOVES_SECONDS_MAX = HOUR_SECONDS
"""How far from the plan's time a leg may move, where its flight does not ask for more."""


class Trip(Struct, frozen=True, kw_only=True):
    """A leg, and what the plan has for it; moments are seconds since 1970."""

    key: str
    leg: Leg
    route: Route
    depart: int
    arrive: int
    principals: tuple[PrincipalId, ...]
    protected: bool


class Window(Struct, frozen=True, kw_only=True):
    """When a leg may depart and arrive, in seconds since 1970, and when it best departs."""

    earliest: int
    latest: int
    arrives_earliest: int
    arrives_latest: int
    ideal: int
    by_departure: bool
    """Whether another route is to depart at the same time, rather than to arrive at it."""


class _Ends:
    """A window that is made narrower."""

    def __init__(self, trip: Trip, ideal: int) -> None:
        self.trip, self.ideal = trip, ideal
        self.earliest, self.latest = ideal - MOVES_SECONDS_MAX, ideal + MOVES_SECONDS_MAX
        run = trip.arrive - trip.depart
        self.arrives_earliest = self.earliest + run - MOVES_SECONDS_MAX
        self.arrives_latest = self.latest + run + MOVES_SECONDS_MAX
        self.by_departure = False

    def departs_after(self, moment: float) -> None:
        self.earliest = max(self.earliest, round(moment))
        self.by_departure = True

    def departs_before(self, moment: float) -> None:
        self.latest = min(self.latest, round(moment))

    def arrives_before(self, moment: float) -> None:
        self.arrives_latest = min(self.arrives_latest, round(moment))

    def window(self) -> Window:
        return Window(
            earliest=self.earliest,
            latest=self.latest,
            arrives_earliest=self.arrives_earliest,
            arrives_latest=self.arrives_latest,
            ideal=max(self.ideal, self.earliest),
            by_departure=self.by_departure,
        )


def windows(snapshot: Snapshot, limits: Limits, trips: Sequence[Trip]) -> Mapping[str, Window]:
    """Return each leg's window, by its key."""
    ends = {trip.key: _Ends(trip, trip.depart) for trip in trips}
    by_movement: dict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        by_movement[trip.leg.movement_id].append(trip)
    for flight in snapshot.rows(Flight).values():
        own = by_movement.get(flight.movement_id or "")
        if own:
            _meet(flight, limits, own, ends)
    _keep_programme(snapshot, limits, trips, ends)
    _keep_apart(trips, ends)
    return {key: each.window() for key, each in ends.items()}


def _meet(flight: Flight, limits: Limits, own: Sequence[Trip], ends: dict[str, _Ends]) -> None:
    moment = seconds_of(flight.scheduled)
    ordered = sorted(own, key=lambda trip: trip.depart)
    if flight.kind is FlightKind.DEPARTURE:
        last = ends[ordered[-1].key]
        last.arrives_before(moment - limits.boarding_minutes_min * MINUTE_SECONDS)
        return
    low = round(moment + limits.landing_minutes_min * MINUTE_SECONDS)
    high = round(moment + limits.meeting_minutes_max * MINUTE_SECONDS)
    first = ordered[0]
    ends[first.key] = _Ends(first, min(max(first.depart, low), high))
    ends[first.key].departs_after(low)
    ends[first.key].departs_before(high)


def _keep_programme(
    snapshot: Snapshot, limits: Limits, trips: Sequence[Trip], ends: Mapping[str, _Ends]
) -> None:
    """Let nobody leave before an item ends, nor arrive without time to be cleared into one."""
    clearing = limits.clearing_minutes_min * MINUTE_SECONDS
    items: dict[PrincipalId, list[tuple[int, int]]] = defaultdict(list)
    for item in snapshot.rows(Item).values():
        for principal_id in item.principal_ids:
            items[principal_id].append((seconds_of(item.start), seconds_of(item.end)))
    for trip in trips:
        middle = (trip.depart + trip.arrive) / 2
        for principal_id in trip.principals:
            own = items.get(principal_id, ())
            before = max((end for start, end in own if start + end <= 2 * middle), default=None)
            after = min((start for start, end in own if start + end > 2 * middle), default=None)
            if before is not None:
                ends[trip.key].departs_after(before)
            if after is not None:
                ends[trip.key].arrives_before(after - clearing)


def _keep_apart(trips: Sequence[Trip], ends: Mapping[str, _Ends]) -> None:
    """Let no two legs of one movement or one principal overlap: between them time is halved."""
    chains: dict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        chains["movement " + trip.leg.movement_id].append(trip)
        for principal_id in trip.principals:
            chains[f"principal {principal_id}"].append(trip)
    for own in chains.values():
        ordered = sorted(own, key=lambda trip: (trip.depart, trip.leg.leg))
        for before, after in pairwise(ordered):
            run = before.arrive - before.depart
            middle = (ends[before.key].ideal + run + ends[after.key].ideal) / 2
            ends[before.key].arrives_before(middle)
            if ends[after.key].earliest < middle:
                ends[after.key].earliest = round(middle)
