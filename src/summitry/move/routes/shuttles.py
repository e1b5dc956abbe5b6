"""Shuttles of delegates as a problem of routes, and the answer as a timetable."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import SiteId, VehicleId
from summitry.move.routes.demand import Demand, Terms, Trip, demand_of
from summitry.move.routes.problem import Problem
from summitry.move.routes.problem import Route as Order
from summitry.move.routes.roads import MINUTE_SECONDS, Roads
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import SiteKind
from summitry.plan.vehicles import MotorcadeVehicle, Vehicle, VehicleKind

BREAK_HOURS = 5
"""So long without any passenger ends a service: the fleet is then at its depot."""
SHARED = (VehicleKind.COACH, VehicleKind.VAN)
REACH_MINUTES = 240
"""So long before the first and after the last trip a vehicle may be on the road, or longer where
a way is longer."""


class Load(Struct, frozen=True, kw_only=True):
    """People who ride together, by delegation; they fit one vehicle."""

    trip: Trip
    people: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How many they are."""
        return sum(count for _, count in self.people)


class Fleet(Struct, frozen=True, kw_only=True):
    """Vehicles of one size, and where they are kept."""

    vehicle_ids: tuple[VehicleId, ...] = ()
    """Empty where they are yet to be hired."""
    vehicles: int
    seats: int
    depot: SiteId


class Shuttles(Struct, frozen=True, kw_only=True, eq=False):
    """One service, between two long pauses: its loads and the problem that they make.

    Place ``2k + 1`` of the problem is where load ``k`` gets on, ``2k + 2`` where it gets off; the
    minutes count from the beginning.
    """

    begin: datetime
    fleet: Fleet
    loads: tuple[Load, ...]
    unmet: tuple[Load, ...]
    """Loads that no vehicle could bring in time, even alone; they are not in the problem."""
    problem: Problem


class Call(Struct, frozen=True, kw_only=True):
    """A vehicle at a site: when it is there, who gets on and who gets off."""

    site_id: SiteId
    at: datetime
    """When boarding starts."""
    boards: tuple[tuple[str, int], ...] = ()
    alights: tuple[tuple[str, int], ...] = ()
    aboard: int
    """How many ride on from here."""


class Ride(Struct, frozen=True, kw_only=True):
    """What one vehicle does in a service."""

    vehicle_id: VehicleId | None
    """None for a vehicle that is yet to be hired."""
    leaves: datetime
    """From the depot."""
    calls: tuple[Call, ...]
    returns: datetime


def shuttles_from(snapshot: Snapshot, terms: Terms | None = None) -> tuple[Shuttles, ...]:
    """Return the services that the delegates of the plan need.

    There are none where all sleep where the programme is.

    Raises
    ------
    SummitryError
        ``shuttles.no_delegates`` and ``shuttles.no_programme`` where nobody can be in need of one;
        ``shuttles.fleet`` where the plan has no coach or van outside its motorcades, and the terms
        name no seats; ``shuttles.depot`` where it has no site to keep them;
        ``shuttles.unreachable`` where it knows no way between two sites.
    """
    terms = terms or Terms()
    demand = demand_of(snapshot, terms)
    if not demand:
        return ()
    fleet = _fleet(snapshot, terms)
    roads = Roads(snapshot)
    return tuple(_service(part, fleet, roads, terms) for part in _services(demand))


def _fleet(snapshot: Snapshot, terms: Terms) -> Fleet:
    """Return the fleet of the terms, or the plan's largest of one kind outside motorcades."""
    bases = [key for key, site in snapshot.rows(Site).items() if site.kind is SiteKind.BASE]
    busy = {row.vehicle_id for row in snapshot.rows(MotorcadeVehicle).values()}
    free = [
        row
        for key, row in snapshot.rows(Vehicle).items()
        if key not in busy and row.kind in SHARED and row.seats > 0
    ]
    kept = Counter(row.site_id for row in free if row.site_id is not None)
    depots = [site for site, _ in kept.most_common(1)] or [SiteId(each) for each in bases[:1]]
    if not depots:
        raise SummitryError("shuttles.depot")
    if terms.seats is not None:
        if terms.seats < 1 or terms.vehicles < 1:
            raise SummitryError("shuttles.fleet")
        return Fleet(vehicles=terms.vehicles, seats=terms.seats, depot=depots[0])
    groups = [[row for row in free if row.kind is kind] for kind in SHARED]
    chosen = max(groups, key=lambda group: sum(row.seats for row in group))
    if not chosen:
        raise SummitryError("shuttles.fleet")
    return Fleet(
        vehicle_ids=tuple(row.vehicle_id for row in chosen),
        vehicles=len(chosen),
        seats=min(row.seats for row in chosen),
        depot=depots[0],
    )


def _services(demand: Demand) -> Iterator[Demand]:
    """Yield the trips of each stretch of time without a long pause."""
    part: Demand = {}
    end: datetime | None = None
    for trip, people in demand.items():
        if end is not None and trip.not_before - end > timedelta(hours=BREAK_HOURS):
            yield part
            part = {}
        part[trip] = people
        end = trip.there_by if end is None else max(end, trip.there_by)
    yield part


def _loads(demand: Demand, seats: int) -> Iterator[Load]:
    """Yield the trips cut to the size of a vehicle; delegations stay together where they fit."""
    for trip, people in demand.items():
        aboard: list[tuple[str, int]] = []
        room = seats
        for delegation, count in people.items():
            left = count
            if left > room and left <= seats:
                yield Load(trip=trip, people=tuple(aboard))
                aboard, room = [], seats
            while left:
                ride = min(left, room)
                aboard.append((delegation, ride))
                left, room = left - ride, room - ride
                if room == 0:
                    yield Load(trip=trip, people=tuple(aboard))
                    aboard, room = [], seats
        if aboard:
            yield Load(trip=trip, people=tuple(aboard))


def _service(demand: Demand, fleet: Fleet, roads: Roads, terms: Terms) -> Shuttles:
    """Return the problem of one service."""
    loads: list[Load] = []
    unmet: list[Load] = []
    for load in _loads(demand, fleet.seats):
        trip = load.trip
        taken = terms.board + roads.minutes(trip.from_site_id, trip.to_site_id)
        span = (trip.there_by - trip.not_before).total_seconds() / 60
        (loads if taken <= span else unmet).append(load)
    reach = _reach(demand, fleet, roads, terms)
    begin = min(demand).not_before - timedelta(minutes=reach)
    sites = [fleet.depot]
    windows = [(0.0, _minutes(begin, max(t.there_by for t in demand)) + reach)]
    service, amount = [0.0], [0.0]
    for load in loads:
        trip, first = load.trip, _minutes(begin, load.trip.not_before)
        sites += [trip.from_site_id, trip.to_site_id]
        windows += [(first, _minutes(begin, trip.leave_by))]
        windows += [(first, _minutes(begin, trip.there_by))]
        service += [terms.board, terms.alight]
        amount += [float(load.count), -float(load.count)]
    time = np.array([[roads.minutes(one, other) for other in sites] for one in sites])
    problem = Problem(
        distance=time,
        time=time,
        early=np.array([early for early, _ in windows]),
        late=np.array([late for _, late in windows]),
        service=np.array(service),
        demand=np.array(amount),
        pairs=tuple((2 * k + 1, 2 * k + 2) for k in range(len(loads))),
        capacity=fleet.seats,
        vehicles=fleet.vehicles,
    )
    return Shuttles(
        begin=begin, fleet=fleet, loads=tuple(loads), unmet=tuple(unmet), problem=problem
    )


def _reach(demand: Demand, fleet: Fleet, roads: Roads, terms: Terms) -> float:
    """Return how long a vehicle may need from the depot to a trip, or back from one."""
    ways = [roads.minutes(fleet.depot, trip.from_site_id) for trip in demand]
    ways += [roads.minutes(trip.to_site_id, fleet.depot) + terms.alight for trip in demand]
    return max(REACH_MINUTES, *ways)


def _minutes(begin: datetime, moment: datetime) -> float:
    return (moment - begin).total_seconds() / 60


def timetable(shuttles: Shuttles, routes: Sequence[Order]) -> tuple[Ride, ...]:
    """Return what each vehicle does; it leaves the depot as late as its first call allows."""
    ids: list[VehicleId | None] = list(shuttles.fleet.vehicle_ids)
    ids += [None] * max(len(routes) - len(ids), 0)
    return tuple(_ride(shuttles, route, ids[number]) for number, route in enumerate(routes))


def _ride(shuttles: Shuttles, route: Order, vehicle_id: VehicleId | None) -> Ride:
    problem = shuttles.problem
    first = route[0]
    clock = max(float(problem.early[first]), float(problem.early[0] + problem.time[0, first]))
    leaves = clock - float(problem.time[0, first])
    calls: list[Call] = []
    aboard = 0
    for place, after in pairwise((*route, 0)):
        load = shuttles.loads[(place - 1) // 2]
        boards = place % 2 == 1
        aboard += load.count if boards else -load.count
        calls.append(
            Call(
                site_id=load.trip.from_site_id if boards else load.trip.to_site_id,
                at=_moment(shuttles, clock),
                boards=load.people if boards else (),
                alights=() if boards else load.people,
                aboard=aboard,
            )
        )
        arrives = clock + float(problem.service[place] + problem.time[place, after])
        clock = max(arrives, float(problem.early[after])) if after else arrives
    return Ride(
        vehicle_id=vehicle_id,
        leaves=_moment(shuttles, leaves),
        calls=tuple(calls),
        returns=_moment(shuttles, clock),
    )


def _moment(shuttles: Shuttles, minutes: float) -> datetime:
    """Return the moment, to the second."""
    return shuttles.begin + timedelta(seconds=round(minutes * MINUTE_SECONDS))
