"""When teams, vehicles and drivers are taken by movements, and whether one is free for another."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from msgspec import Struct

from summitry.kit.time import MINUTE_SECONDS, seconds_of
from summitry.plan.movements import Leg, Route, RouteSegment, TravelTime
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.vehicles import Escort, EscortTeam, MotorcadeVehicle, Vehicle
from summitry.policy.timing import NIGHT_SECONDS, passages, ways

Thing = tuple[type[Row], str]
"""A team, a vehicle or a driver: the type of its row, and its id."""


class Spell(Struct, frozen=True, kw_only=True, order=True):
    """When a movement is on its way, in seconds since 1970, and from where to where."""

    start: int
    end: int
    from_site: str
    to_site: str


def spells(snapshot: Snapshot) -> Mapping[str, Spell]:
    """Return the spell of each movement whose routes are known; it waits between its legs."""
    routes = snapshot.rows(Route)
    segments: dict[str, list[RouteSegment]] = defaultdict(list)
    for row in snapshot.rows(RouteSegment).values():
        segments[row.route_id].append(row)
    rides: dict[str, list[Spell]] = defaultdict(list)
    for leg in snapshot.rows(Leg).values():
        route, depart = routes.get(leg.route_id), seconds_of(leg.depart)
        if route is not None:
            passed = passages(depart, segments[leg.route_id])
            ride = Spell(
                start=depart,
                end=passed[-1].end if passed else depart,
                from_site=route.from_site_id,
                to_site=route.to_site_id,
            )
            rides[leg.movement_id].append(ride)
    return {movement_id: _whole(own) for movement_id, own in rides.items()}


def _whole(rides: list[Spell]) -> Spell:
    first, last = min(rides), max(rides, key=lambda ride: ride.end)
    return Spell(start=first.start, end=last.end, from_site=first.from_site, to_site=last.to_site)


class Bookings:
    """Which teams, vehicles and drivers are taken when."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._spells = spells(snapshot)
        self._ways = ways(snapshot.rows(TravelTime).values())
        self._taken: dict[Thing, list[Spell]] = defaultdict(list)
        for escort in snapshot.rows(Escort).values():
            self.take((EscortTeam, escort.escort_team_id), escort.movement_id)
        for row in snapshot.rows(MotorcadeVehicle).values():
            for each in things(row):
                self.take(each, row.movement_id)

    def take(self, thing: Thing, movement_id: str) -> None:
        """Book it for the movement."""
        if movement_id in self._spells:
            self._taken[thing].append(self._spells[movement_id])

    def count(self, thing: Thing) -> int:
        """Return for how many movements it is taken."""
        return len(self._taken.get(thing, ()))

    def is_free(self, thing: Thing, movement_id: str) -> bool:
        """Say whether it comes in time from the movement before, and to the one after.

        A way that the plan does not know needs a night between.
        """
        wanted = self._spells[movement_id]
        return all(self._follow(each, wanted) for each in self._taken.get(thing, ()))

    def _follow(self, one: Spell, other: Spell) -> bool:
        before, after = sorted((one, other))
        way = self._ways.between(before.to_site, after.from_site)
        need = NIGHT_SECONDS if way is None else way * MINUTE_SECONDS
        return after.start - before.end >= need


def things(row: MotorcadeVehicle) -> Iterator[Thing]:
    """Yield what a place in a motorcade takes: the vehicle, and the driver where one is named."""
    yield Vehicle, row.vehicle_id
    if row.driver_id is not None:
        yield Person, row.driver_id
