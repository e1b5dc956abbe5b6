"""What the plan has for each principal, as stops in their order: flights, items, legs, the hotel.

Who is on which flight no table says. A principal is on the flight nearest to when they arrive or
leave; where that is not told, on the last one from which they are in time for their first item and
the first one that they reach after their last. Special flights go before others.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from math import inf
from operator import attrgetter, itemgetter

from summitry.kit.ids import DelegationId
from summitry.kit.time import MINUTE_SECONDS, seconds_of
from summitry.move.itinerary import At, Roads, Stop, Way
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import Leg, Movement, Route, RouteSegment
from summitry.plan.places import Room
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import RouteKind
from summitry.policy.limits import Limits


class Stops:
    """A plan, ready to be asked for the stops of a principal."""

    def __init__(self, snapshot: Snapshot, limits: Limits) -> None:
        self._landing = limits.landing_minutes_min * MINUTE_SECONDS
        self._boarding = limits.boarding_minutes_min * MINUTE_SECONDS
        self._clearing = limits.clearing_minutes_min * MINUTE_SECONDS
        self.roads = roads(snapshot, limits)
        self._rooms = snapshot.rows(Room)
        self._hotels = {
            d.delegation_id: d.hotel_site_id for d in snapshot.rows(Delegation).values()
        }
        self._flights: dict[str, list[Flight]] = defaultdict(list)
        for flight in snapshot.rows(Flight).values():
            self._flights[flight.delegation_id].append(flight)
        self._items: dict[str, list[Item]] = defaultdict(list)
        for item in snapshot.rows(Item).values():
            for principal_id in item.principal_ids:
                self._items[principal_id].append(item)
        self._legs = _legs(snapshot, self._flights)

    def of(self, principal: Principal) -> tuple[Stop, ...]:
        """Return the principal's stops: the arrival, what comes between, the departure.

        Without an arrival flight one begins at the hotel, without a departure one ends there. Items
        of which the site is not known are left out, so one is driven as if they were not.
        """
        items = [item for item in self._items[principal.principal_id] if self._is_placed(item)]
        arrival, departure = self.flights(principal)
        between = _in_order(map(self._item, items), self._legs[principal.principal_id])
        hotel = self._hotels.get(principal.delegation_id)
        landed = seconds_of(arrival.scheduled) + self._landing if arrival else -inf
        boards = seconds_of(departure.scheduled) - self._boarding if departure else inf
        return (
            _end(arrival, hotel, landed),
            *between,
            _end(departure, hotel, boards),
        )

    def flights(self, principal: Principal) -> tuple[Flight | None, Flight | None]:
        """Return the flights on which the principal comes and goes."""
        own = self._flights[principal.delegation_id]
        items = self._items[principal.principal_id]
        first = min(items, key=attrgetter("start"), default=None)
        last = max(items, key=attrgetter("end"), default=None)
        arrives = None if principal.arrives is None else seconds_of(principal.arrives)
        leaves = None if principal.leaves is None else seconds_of(principal.leaves)
        return (
            _flight(own, FlightKind.ARRIVAL, arrives, partial(self._lands, first)),
            _flight(own, FlightKind.DEPARTURE, leaves, partial(self._takes_off, last)),
        )

    def _lands(self, item: Item | None, flight: Flight) -> float:
        """Return by when the flight must land for the item."""
        if item is None:
            return inf
        stop = self._item(item)
        return stop.due - self._drive(flight.site_id, stop.begins_site) - self._landing

    def _takes_off(self, item: Item | None, flight: Flight) -> float:
        """Return from when on the flight can be reached after the item."""
        if item is None:
            return -inf
        stop = self._item(item)
        return stop.free + self._drive(stop.ends_site, flight.site_id) + self._boarding

    def _drive(self, start: str | None, end: str | None) -> float:
        """Return the seconds from site to site, 0 where no way is known."""
        way = self.roads.ways.get((str(start), str(end)))
        return 0 if way is None else way.seconds

    def flights_of(self, delegation_id: DelegationId) -> Sequence[Flight]:
        """Return the delegation's flights."""
        return self._flights[delegation_id]

    def placeless(self, principal: Principal) -> Iterator[Item]:
        """Yield the principal's items of which the site is not known."""
        for item in self._items[principal.principal_id]:
            if not self._is_placed(item):
                yield item

    def _is_placed(self, item: Item) -> bool:
        return item.room_id in self._rooms

    def _item(self, item: Item) -> Stop:
        room = self._rooms.get(item.room_id)
        site = None if room is None else room.site_id
        due, free = seconds_of(item.start) - self._clearing, seconds_of(item.end)
        return Stop(
            at=At.ITEM, key=item.item_id, begins_site=site, due=due, ends_site=site, free=free
        )


def _in_order(items: Iterable[Stop], legs: Iterable[Stop]) -> list[Stop]:
    """Return items as they begin, and each leg after those that are more than half over by then.

    So a leg that comes late for an item, or leaves it early, is still the one to it or from it.
    """
    ordered = sorted(items, key=lambda stop: (stop.due, stop.key))
    placed = [((place, 0, 0.0, ""), stop) for place, stop in enumerate(ordered)]
    for leg in legs:
        over = (place for place, item in enumerate(ordered) if item.middle <= leg.middle)
        placed.append(((max(over, default=-1), 1, leg.due, leg.key), leg))
    return [stop for _, stop in sorted(placed, key=itemgetter(0))]


def _end(flight: Flight | None, hotel: str | None, moment: float) -> Stop:
    """Return the first or the last stop."""
    at, key, site = At.HOTEL, hotel or "", hotel
    if flight is not None:
        at, key, site = At.FLIGHT, flight.flight_id, flight.site_id
    return Stop(at=at, key=key, begins_site=site, due=moment, ends_site=site, free=moment)


def _flight(
    flights: Iterable[Flight],
    kind: FlightKind,
    told: int | None,
    programme: Callable[[Flight], float],
) -> Flight | None:
    """Return the flight of the kind that fits what is told, else the programme."""
    own = [flight for flight in flights if flight.kind is kind]
    if told is not None:
        return min(own, key=lambda each: abs(seconds_of(each.scheduled) - told), default=None)
    sign = 1 if kind is FlightKind.ARRIVAL else -1

    def order(flight: Flight) -> tuple[bool, bool, float, int]:
        moment = seconds_of(flight.scheduled)
        spare = sign * (programme(flight) - moment)
        return (not flight.special, spare < 0, abs(spare), sign * moment)

    return min(own, key=order, default=None)


def _legs(snapshot: Snapshot, flights: Mapping[str, Sequence[Flight]]) -> dict[str, list[Stop]]:
    """Return the legs of each principal; a movement without any is its flight's delegation's."""
    movements = snapshot.rows(Movement)
    riders = {key: row.principal_ids for key, row in movements.items()}
    for principal in snapshot.rows(Principal).values():
        for flight in flights[principal.delegation_id]:
            key = flight.movement_id or ""
            if key in movements and not movements[key].principal_ids:
                riders[key] = (*riders[key], principal.principal_id)
    runs = _runs(snapshot)
    found: dict[str, list[Stop]] = defaultdict(list)
    for key, leg in snapshot.rows(Leg).items():
        route, depart = snapshot.rows(Route).get(leg.route_id), seconds_of(leg.depart)
        stop = Stop(
            at=At.LEG,
            key=key,
            begins_site=None if route is None else route.from_site_id,
            due=depart,
            ends_site=None if route is None else route.to_site_id,
            free=depart + runs[leg.route_id],
        )
        for principal_id in dict.fromkeys(riders.get(leg.movement_id, ())):
            found[principal_id].append(stop)
    return found


def roads(snapshot: Snapshot, limits: Limits) -> Roads:
    """Return the best route from site to site: primary before alternate, then the fastest."""
    rows: dict[str, list[RouteSegment]] = defaultdict(list)
    for row in sorted(snapshot.rows(RouteSegment).values(), key=lambda row: row.place):
        rows[row.route_id].append(row)
    known = [
        Way(
            route=route,
            seconds=sum(row.running_seconds for row in rows[key]),
            first_seconds=rows[key][0].running_seconds,
            last_seconds=rows[key][-1].running_seconds,
        )
        for key, route in snapshot.rows(Route).items()
        if key in rows
    ]
    ways: dict[tuple[str, str], Way] = {}
    for way in sorted(known, key=_rank):
        ways.setdefault((way.route.from_site_id, way.route.to_site_id), way)
    return Roads(ways=ways, stay_seconds=limits.hotel_minutes_min * MINUTE_SECONDS)


def _rank(way: Way) -> tuple[bool, int, str]:
    return way.route.kind is not RouteKind.PRIMARY, way.seconds, way.route.route_id


def _runs(snapshot: Snapshot) -> dict[str, int]:
    runs: dict[str, int] = defaultdict(int)
    for row in snapshot.rows(RouteSegment).values():
        runs[row.route_id] += row.running_seconds
    return runs
