"""The problem that a plan's legs are: who must go where by when, and what they share.

A leg keeps the time and the route that the plan has where it can. It may move by up to an hour, but
not past what its principals do before and after, nor away from its flight. Escort teams, vehicles
and drivers stay those that the plan names, each one of a kind; where the plan names no escort at
all, all its teams are one pool and each protected leg takes one.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import ceil

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.time import HOUR_SECONDS, MINUTE_SECONDS, Interval, seconds_of
from summitry.move.problem import (
    SLOT_SECONDS,
    SLOTS_A_MINUTE,
    Block,
    Chain,
    Departure,
    Door,
    Motorcade,
    Need,
    Passage,
    Pool,
    Problem,
    Schedule,
    Way,
)
from summitry.move.windows import Trip, Window, windows
from summitry.plan.movements import Door as DoorRow
from summitry.plan.movements import Leg, Movement, Route, RouteSegment, TravelTime
from summitry.plan.places import Room
from summitry.plan.programme import Item, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Rank, RouteKind
from summitry.plan.vehicles import Escort, EscortTeam, MotorcadeVehicle
from summitry.policy.limits import Limits, limits_of
from summitry.policy.precedence import RANKS
from summitry.policy.timing import passages, ways

WEIGHTS: Mapping[Rank, int] = {Rank.HEAD_OF_STATE: 8, Rank.HEAD_OF_GOVERNMENT: 6}
WEIGHT_PROTECTED, WEIGHT_OTHER = 3, 1
IN_ORDER = frozenset(WEIGHTS)
"""The ranks whose order of arrival is kept as the plan has it."""
ALTERNATE_MINUTES = 2
"""What another route than the leg's own costs, in minutes of its weight."""


class Planned(Struct, frozen=True, kw_only=True):
    """A plan's problem, and what its numbers stand for."""

    problem: Problem
    legs: tuple[str, ...]
    """The key of each motorcade's leg."""
    routes: tuple[tuple[str, ...], ...]
    """The route of each motorcade's ways."""
    now: Schedule
    """What the plan has: None for a leg whose time is outside its window."""
    told: Schedule
    """What the plan has, inside its window or not."""
    past: tuple[int, ...]
    """How many seconds after the beginning of its slot each motorcade departs."""
    skipped: tuple[str, ...]
    """Legs that cannot be moved: their route has no segments with running times."""


def from_plan(snapshot: Snapshot, blocked: Iterable[tuple[str, Interval]] = ()) -> Planned:
    """Return the problem of the plan's legs.

    Parameters
    ----------
    blocked
        Segments that nobody may be on, and when.

    Raises
    ------
    SummitryError
        ``move.no_legs`` where the plan has no leg that could be moved.
    """
    trips, skipped = _trips(snapshot)
    if not trips:
        raise SummitryError("move.no_legs", skipped=len(skipped))
    limits = limits_of(snapshot)
    allowed = windows(snapshot, limits, trips)
    origin = min(each.earliest for each in allowed.values()) // HOUR_SECONDS * HOUR_SECONDS
    last = max(each.latest for each in allowed.values())
    made = _Maker(snapshot, limits, trips, allowed, origin)
    slots = (last - origin) // SLOT_SECONDS + 1
    motorcades = tuple(made.motorcade(trip) for trip in trips)
    problem = Problem(
        origin=origin,
        slots=slots,
        segments=tuple(made.segments),
        motorcades=motorcades,
        doors=made.doors,
        pools=made.pools,
        chains=_chains(snapshot, trips),
        blocks=tuple(_blocks(blocked, made.segments, origin, slots)),
        headway_seconds=ceil(limits.segment_headway_seconds_min),
    )
    now = tuple(_now(trip, each, origin) for trip, each in zip(trips, motorcades, strict=True))
    return Planned(
        problem=problem,
        legs=tuple(trip.key for trip in trips),
        routes=tuple(made.routes),
        now=now,
        told=tuple(Departure(0, (trip.depart - origin) // SLOT_SECONDS) for trip in trips),
        past=tuple(_past(trip, origin) for trip in trips),
        skipped=skipped,
    )


def has_legs(snapshot: Snapshot) -> bool:
    """Say whether the plan has a leg that could be moved."""
    return bool(_trips(snapshot)[0])


def _trips(snapshot: Snapshot) -> tuple[list[Trip], tuple[str, ...]]:
    """Return the legs that can be moved, with what is known of them, and the keys of the others."""
    movements, routes = snapshot.rows(Movement), snapshot.rows(Route)
    own = _segments(snapshot)
    trips, skipped = [], []
    for key, leg in snapshot.rows(Leg).items():
        route, segments = routes.get(leg.route_id), own.get(leg.route_id, [])
        if route is None or not segments:
            skipped.append(key)
            continue
        depart = seconds_of(leg.depart)
        movement = movements.get(leg.movement_id)
        trips.append(
            Trip(
                key=key,
                leg=leg,
                route=route,
                depart=depart,
                arrive=passages(depart, segments)[-1].end,
                principals=() if movement is None else movement.principal_ids,
                protected=movement is None or movement.protected,
            )
        )
    return trips, tuple(skipped)


def _segments(snapshot: Snapshot) -> dict[str, list[RouteSegment]]:
    found: dict[str, list[RouteSegment]] = defaultdict(list)
    for row in snapshot.rows(RouteSegment).values():
        found[row.route_id].append(row)
    return found


class _Maker:
    """Makes the motorcades, and numbers what they share."""

    def __init__(
        self,
        snapshot: Snapshot,
        limits: Limits,
        trips: Sequence[Trip],
        allowed: Mapping[str, Window],
        origin: int,
    ) -> None:
        self._allowed, self._origin = allowed, origin
        self._segments_of = _segments(snapshot)
        used: set[str] = {row.segment_id for rows in self._segments_of.values() for row in rows}
        self.segments = {segment: number for number, segment in enumerate(sorted(used))}
        doors = snapshot.rows(DoorRow)
        self._door = {door_id: number for number, door_id in enumerate(doors)}
        default = limits.door_headway_minutes_min
        self.doors = tuple(
            Door(
                name=door.door_id,
                headway_seconds=ceil(
                    (default if door.headway_minutes_min is None else door.headway_minutes_min)
                    * MINUTE_SECONDS
                ),
            )
            for door in doors.values()
        )
        self._alternates: dict[tuple[str, str], list[Route]] = defaultdict(list)
        for route in snapshot.rows(Route).values():
            if self._segments_of.get(route.route_id):
                self._alternates[route.from_site_id, route.to_site_id].append(route)
        self._rank = {p.principal_id: p.rank for p in snapshot.rows(Principal).values()}
        self.pools, self._needs = _pools(snapshot, trips)
        self._held = _held(trips, allowed, origin)
        self._returns = _returns(snapshot, trips)
        self.routes: list[tuple[str, ...]] = []

    def motorcade(self, trip: Trip) -> Motorcade:
        """Return the motorcade of the leg; its own route is its first way."""
        others = self._alternates[trip.route.from_site_id, trip.route.to_site_id]
        routes = [trip.route, *(each for each in others if each != trip.route)]
        self.routes.append(tuple(route.route_id for route in routes))
        weight = max(
            (WEIGHTS.get(self._rank[p], 0) for p in trip.principals if p in self._rank),
            default=0,
        )
        weight = max(weight, WEIGHT_PROTECTED if trip.protected else WEIGHT_OTHER)
        held_from, held_to = self._held[trip.key]
        return Motorcade(
            name=trip.key,
            ways=tuple(self._way(trip, route, weight) for route in routes),
            weight=weight,
            protected=trip.protected,
            needs=self._needs.get(trip.leg.movement_id, ()),
            held_from=held_from,
            held_to=held_to,
        )

    def _way(self, trip: Trip, route: Route, weight: int) -> Way:
        rows = self._segments_of[route.route_id]
        # A plan's time need not lie on the grid: what it is past its slot is added to the way.
        past = _past(trip, self._origin)
        passed = tuple(
            Passage(self.segments[each.segment_id], past + each.start, past + each.end)
            for each in passages(0, rows)
        )
        run, window, base = passed[-1].end - past, self._allowed[trip.key], self._origin + past
        first = max(window.earliest, window.arrives_earliest - run)
        last = min(window.latest, window.arrives_latest - run)
        planned = trip.arrive - trip.depart
        ideal = window.ideal if window.by_departure else window.ideal + planned - run
        door = self._door.get(trip.leg.door_id or "")
        changed = route.route_id != trip.route.route_id
        extra = ALTERNATE_MINUTES * SLOTS_A_MINUTE * weight
        return Way(
            name=route.route_id,
            passages=passed,
            earliest=max(0, -((base - first) // SLOT_SECONDS)),
            latest=(last - base) // SLOT_SECONDS,
            ideal=max(0, round((ideal - base) / SLOT_SECONDS)),
            extra=extra * (1 + (route.kind is RouteKind.ALTERNATE)) if changed else 0,
            door=door,
            return_seconds=self._returns.get(trip.leg.movement_id, 0),
        )


def _named(snapshot: Snapshot) -> dict[str, list[str]]:
    """Return the movements of each team, vehicle and driver that the plan names."""
    named: dict[str, list[str]] = defaultdict(list)
    for escort in snapshot.rows(Escort).values():
        named[f"escort {escort.escort_team_id}"].append(escort.movement_id)
    for row in snapshot.rows(MotorcadeVehicle).values():
        named[f"vehicle {row.vehicle_id}"].append(row.movement_id)
        if row.driver_id is not None:
            named[f"driver {row.driver_id}"].append(row.movement_id)
    return dict(sorted(named.items()))


def _returns(snapshot: Snapshot, trips: Sequence[Trip]) -> dict[str, int]:
    """Return how long each movement's teams and vehicles take from its end to their next start."""
    known = ways(snapshot.rows(TravelTime).values())
    by_movement: dict[str, list[Trip]] = defaultdict(list)
    for trip in sorted(trips, key=lambda trip: (trip.depart, trip.leg.leg)):
        by_movement[trip.leg.movement_id].append(trip)
    found: dict[str, int] = defaultdict(int)
    for movements in _named(snapshot).values():
        own = sorted(
            (by_movement[each] for each in set(movements) if each in by_movement),
            key=lambda trips: (trips[0].depart, trips[0].key),
        )
        for before, after in pairwise(own):
            end, start = before[-1].route.to_site_id, after[0].route.from_site_id
            seconds = round((known.between(end, start) or 0.0) * MINUTE_SECONDS)
            movement_id = before[0].leg.movement_id
            found[movement_id] = max(found[movement_id], seconds)
    return found


def _pools(
    snapshot: Snapshot, trips: Sequence[Trip]
) -> tuple[tuple[Pool, ...], dict[str, tuple[Need, ...]]]:
    """Return the pools, and what each movement needs of them."""
    needs: dict[str, dict[int, int]] = defaultdict(dict)
    pools: list[Pool] = []
    for name, movements in _named(snapshot).items():
        if len(set(movements)) > 1:
            for movement_id in movements:
                needs[movement_id][len(pools)] = 1
            pools.append(Pool(name=name, count=1))
    teams = snapshot.size("escort_teams")
    if teams and not snapshot.rows(Escort):
        for trip in trips:
            if trip.protected:
                needs[trip.leg.movement_id][len(pools)] = 1
        pools.append(Pool(name="escorts", count=len(snapshot.rows(EscortTeam))))
    found = {
        movement_id: tuple(Need(pool, count) for pool, count in sorted(own.items()))
        for movement_id, own in needs.items()
    }
    return tuple(pools), found


def _held(
    trips: Sequence[Trip], allowed: Mapping[str, Window], origin: int
) -> dict[str, tuple[int | None, int | None]]:
    """Return from and to which slot each leg holds its movement's pools.

    Between two legs the vehicles wait for their principal: up to the slot from which the later leg
    may depart the earlier one holds them, and from then on the later one does.
    """
    held: dict[str, tuple[int | None, int | None]] = {}
    by_movement: dict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        by_movement[trip.leg.movement_id].append(trip)
    for own in by_movement.values():
        ordered = sorted(own, key=lambda trip: (trip.depart, trip.leg.leg))
        seams = [
            max(0, (allowed[after.key].earliest - origin) // SLOT_SECONDS)
            for _, after in pairwise(ordered)
        ]
        for trip, start, end in zip(ordered, [None, *seams], [*seams, None], strict=True):
            held[trip.key] = (start, end)
    return held


def _chains(snapshot: Snapshot, trips: Sequence[Trip]) -> tuple[Chain, ...]:
    """Return the orders of arrival of heads of State and Government before each programme item."""
    rooms, principals = snapshot.rows(Room), snapshot.rows(Principal)
    by_item: dict[tuple[int, str], list[int]] = defaultdict(list)
    items = [
        (seconds_of(item.start), rooms[item.room_id].site_id, item)
        for item in snapshot.rows(Item).values()
        if item.room_id in rooms
    ]
    for number, trip in enumerate(trips):
        high = {p for p in trip.principals if p in principals and principals[p].rank in IN_ORDER}
        follow = [
            (start, site)
            for start, site, item in items
            if start >= trip.arrive
            and start - trip.arrive <= 6 * HOUR_SECONDS
            and site == trip.route.to_site_id
            and high.intersection(item.principal_ids)
        ]
        if follow:
            by_item[min(follow)].append(number)
    return tuple(
        Chain(
            members=tuple(sorted(own, key=lambda n: (trips[n].arrive, _rank(trips[n], principals))))
        )
        for _, own in sorted(by_item.items())
        if len(own) > 1
    )


def _rank(trip: Trip, principals: Mapping[str, Principal]) -> int:
    return min(RANKS[principals[p].rank] for p in trip.principals if p in principals)


def _blocks(
    blocked: Iterable[tuple[str, Interval]], segments: Mapping[str, int], origin: int, slots: int
) -> Iterable[Block]:
    for segment_id, interval in blocked:
        if segment_id in segments:
            start = (seconds_of(interval.start) - origin) // SLOT_SECONDS
            end = -((origin - seconds_of(interval.end)) // SLOT_SECONDS)
            if end > 0 and start < slots:
                yield Block(segment=segments[segment_id], start=max(start, 0), end=end)


def _now(trip: Trip, motorcade: Motorcade, origin: int) -> Departure | None:
    slot = (trip.depart - origin) // SLOT_SECONDS
    way = motorcade.ways[0]
    return Departure(0, slot) if way.earliest <= slot <= way.latest else None


def _past(trip: Trip, origin: int) -> int:
    """Return how many seconds after the beginning of a slot the leg departs."""
    return (trip.depart - origin) % SLOT_SECONDS
