"""Movements that a plan lacks, made from its flights, hotels and programme, and who lacks what.

Principals of one delegation who drive the same way at the same time drive together.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from itertools import count
from math import ceil, floor

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import DelegationId, DoorId, MovementId, PrincipalId
from summitry.kit.time import MINUTE_SECONDS, moment_of
from summitry.move.itinerary import At, Failed, Trip, missing
from summitry.move.stops import Stops
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.change import Edit
from summitry.plan.movements import Door as DoorRow
from summitry.plan.movements import Leg, Movement
from summitry.plan.places import Site
from summitry.plan.posts import Detail
from summitry.plan.programme import Delegation, Principal
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.policy.limits import Limits, limits_of
from summitry.policy.precedence import RANKS, Letters, english_name, letters


class Lack(StrEnum):
    """What keeps a movement from being proposed."""

    PRINCIPAL = "principal"
    HOTEL = "hotel"
    ARRIVAL = "arrival"
    DEPARTURE = "departure"
    PASSENGER = "passenger"
    """Of a flight nobody is known who is on it; it is named by ``key``."""
    PLACE = "place"
    """It is not known at which site an item is; it is named by ``key``."""
    ROUTE = "route"
    """No route with running times leads from site to site."""
    TIME = "time"
    """The way takes longer than there is."""


class Lacking(Struct, frozen=True, kw_only=True, order=True, omit_defaults=True):
    """What a delegation lacks; sites and minutes are told of routes and times alone."""

    why: Lack
    delegation_id: DelegationId
    key: str = ""
    start: str = ""
    end: str = ""
    minutes: int = 0
    needed: int = 0


class Made(Struct, frozen=True, kw_only=True):
    """The movements that are proposed, and what is lacking for more."""

    edits: tuple[Edit, ...]
    legs: tuple[str, ...]
    """The keys of the proposed legs."""
    movements: tuple[MovementId, ...]
    """Whose legs these are."""
    lacking: tuple[Lacking, ...]


class _Party(Struct, frozen=True, kw_only=True):
    """Those who drive together, highest rank first, when they depart, and their arrival door."""

    delegation: Delegation
    principals: tuple[Principal, ...]
    trip: Trip
    depart: float
    flights: tuple[str, ...]
    """From which they come, or to which they go: at one minute there may be more than one."""
    door_id: DoorId | None = None


def from_flights(snapshot: Snapshot) -> Made:
    """Return the movements that the plan lacks. What it has already is not proposed again."""
    limits = limits_of(snapshot)
    stops = Stops(snapshot, limits)
    principals: dict[str, list[Principal]] = defaultdict(list)
    for principal in sorted(snapshot.rows(Principal).values(), key=_standing):
        principals[principal.delegation_id].append(principal)
    lacking: list[Lacking] = []
    parties: list[_Party] = []
    for delegation in snapshot.rows(Delegation).values():
        own = principals[delegation.delegation_id]
        found = [
            (principal, each)
            for principal in own
            for each in missing(stops.of(principal), delegation.hotel_site_id, stops.roads)
        ]
        lacking += _lacking(delegation, own, stops)
        lacking += [_failed(delegation, each) for _, each in found if isinstance(each, Failed)]
        parties += _parties(delegation, [(p, t) for p, t in found if isinstance(t, Trip)])
    doors: dict[str, list[DoorRow]] = defaultdict(list)
    for door in snapshot.rows(DoorRow).values():
        doors[door.site_id].append(door)
    edits, legs = _edits(snapshot, _at_doors(_apart(parties, doors, limits), doors))
    return Made(
        edits=edits,
        legs=tuple(legs),
        movements=tuple(leg.movement_id for leg in legs.values()),
        lacking=tuple(sorted(set(lacking))),
    )


def _standing(principal: Principal) -> tuple[int, str]:
    return RANKS[principal.rank], principal.principal_id


def _lacking(
    delegation: Delegation, principals: Sequence[Principal], stops: Stops
) -> Iterator[Lacking]:
    name = delegation.delegation_id
    if not principals:
        yield Lacking(why=Lack.PRINCIPAL, delegation_id=name)
        return
    if delegation.hotel_site_id is None:
        yield Lacking(why=Lack.HOTEL, delegation_id=name)
    yield from _flightless(name, principals, stops)
    for principal in principals:
        for item in stops.placeless(principal):
            yield Lacking(why=Lack.PLACE, delegation_id=name, key=item.item_id)


def _flightless(
    name: DelegationId, principals: Sequence[Principal], stops: Stops
) -> Iterator[Lacking]:
    taken = {each for principal in principals for each in stops.flights(principal) if each}
    for kind, why in ((FlightKind.ARRIVAL, Lack.ARRIVAL), (FlightKind.DEPARTURE, Lack.DEPARTURE)):
        if not any(flight.kind is kind for flight in taken):
            yield Lacking(why=why, delegation_id=name)
    for flight in stops.flights_of(name):
        if flight not in taken and flight.movement_id is None:
            yield Lacking(why=Lack.PASSENGER, delegation_id=name, key=flight.flight_id)


def _failed(delegation: Delegation, failed: Failed) -> Lacking:
    name, ends = delegation.delegation_id, (failed.start, failed.end)
    if failed.needed is None:
        return Lacking(why=Lack.ROUTE, delegation_id=name, start=ends[0], end=ends[1])
    return Lacking(
        why=Lack.TIME,
        delegation_id=name,
        key=failed.before.key,
        start=ends[0],
        end=ends[1],
        minutes=max(0, floor(failed.seconds / MINUTE_SECONDS)),
        needed=ceil(failed.needed / MINUTE_SECONDS),
    )


def _parties(delegation: Delegation, trips: Iterable[tuple[Principal, Trip]]) -> Iterator[_Party]:
    """Yield those of the delegation who drive the same way at the same time, as one party."""
    shared: dict[tuple[float, str], list[tuple[Principal, Trip]]] = defaultdict(list)
    for principal, trip in trips:
        shared[trip.depart, trip.way.route.route_id].append((principal, trip))
    for (depart, _), own in sorted(shared.items()):
        yield _Party(
            delegation=delegation,
            principals=tuple(principal for principal, _ in own),
            trip=own[0][1],
            depart=depart,
            flights=tuple(dict.fromkeys(key for _, trip in own for key in _flights(trip))),
        )


def _flights(trip: Trip) -> Iterator[str]:
    return (each.key for each in (trip.after, trip.before) if each.at is At.FLIGHT)


def _apart(
    parties: Iterable[_Party], doors: Mapping[str, Sequence[DoorRow]], limits: Limits
) -> Iterator[_Party]:
    """Yield the parties so that those who leave a site together, or come to it, do not meet.

    Who is of the highest precedence leaves first, and comes last. The first or last segment of the
    way is free again before the next is on it, and at doors in turn each door has its headway.
    """
    leaving: dict[tuple[str, float], list[_Party]] = defaultdict(list)
    coming: dict[tuple[str, float], list[_Party]] = defaultdict(list)
    for party in sorted(parties, key=_precedence):
        trip, route = party.trip, party.trip.way.route
        if party.depart == trip.after.free:
            leaving[route.from_site_id, party.depart].append(party)
        else:
            coming[route.to_site_id, trip.before.due].append(party)
    road = limits.segment_headway_seconds_min
    for own in leaving.values():
        later = 0.0
        for party in own:
            latest = party.trip.before.due - party.trip.way.seconds
            yield replace(party, depart=min(party.depart + later, latest))
            later += party.trip.way.first_seconds + road
    for (site_id, _), own in coming.items():
        door = _headway_seconds(doors.get(site_id, ()), limits)
        earlier = 0.0
        for party in own:
            yield replace(party, depart=max(party.depart - earlier, party.trip.after.free))
            earlier += max(party.trip.way.last_seconds + road, door)


def _headway_seconds(doors: Sequence[DoorRow], limits: Limits) -> float:
    """Return the time between arrivals at the doors in turn; 0 where the site has none."""
    default = limits.door_headway_minutes_min
    own = [d.headway_minutes_min for d in doors]
    longest = max((default if each is None else each for each in own), default=0.0)
    return longest * MINUTE_SECONDS / max(len(own), 1)


def _at_doors(
    parties: Iterable[_Party], doors: Mapping[str, Sequence[DoorRow]]
) -> Iterator[_Party]:
    """Yield the parties as they arrive, each at the next of the site's doors."""
    turns: Counter[str] = Counter()
    for party in sorted(parties, key=_arrival):
        site_id = party.trip.way.route.to_site_id
        own = doors.get(site_id, ())
        door_id = own[turns[site_id] % len(own)].door_id if own else None
        turns[site_id] += 1
        yield replace(party, door_id=door_id)


def _arrival(party: _Party) -> tuple[float, str]:
    return party.depart + party.trip.way.seconds, party.delegation.delegation_id


def _precedence(party: _Party) -> tuple[int, Letters, str]:
    delegation = party.delegation
    name = letters(english_name("", delegation.name))
    return RANKS[party.principals[0].rank], name, delegation.delegation_id


def _edits(
    snapshot: Snapshot, parties: Iterable[_Party]
) -> tuple[tuple[Edit, ...], dict[str, Leg]]:
    """Return the rows of the parties' movements and legs, with their flights, and the legs."""
    names = _Names(snapshot)
    rows: list[Row] = []
    flights: dict[str, Flight] = {}
    legs: dict[str, Leg] = {}
    for party in sorted(parties, key=_number):
        met = [snapshot.rows(Flight)[key] for key in party.flights if key not in flights]
        movement_id = names.of(party, met)
        for flight in met:
            if flight.movement_id in (None, movement_id):
                flights[flight.flight_id] = replace(flight, movement_id=movement_id)
        rows += names.movement(movement_id, party)
        leg = Leg(
            movement_id=movement_id,
            route_id=party.trip.way.route.route_id,
            depart=moment_of(round(party.depart)),
            door_id=party.door_id,
        )
        legs[table_of(leg).key_of(leg)] = leg
        rows.append(leg)
    changed = [row for key, row in flights.items() if row != snapshot.rows(Flight)[key]]
    edits = [Edit(table_of(row).name, table_of(row).key_of(row), row) for row in (*rows, *changed)]
    return tuple(edits), legs


def _number(party: _Party) -> tuple[str, int, float, str]:
    """Return the place of a party: by delegation and rank, then in the order of time."""
    route = party.trip.way.route.route_id
    return party.delegation.delegation_id, RANKS[party.principals[0].rank], party.depart, route


class _Names:
    """Names movements as no other is named, and makes their rows."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._movements = snapshot.rows(Movement)
        self._driven = {leg.movement_id for leg in snapshot.rows(Leg).values()}
        self._taken: set[str] = {*self._movements, *self._driven}
        self._sites = snapshot.rows(Site)
        self._flights = snapshot.rows(Flight)
        self._principals = snapshot.rows(Principal)
        self._details = {row.principal_id: row.detail_id for row in snapshot.rows(Detail).values()}

    def of(self, party: _Party, met: Iterable[Flight]) -> MovementId:
        """Return the flight's movement where that has no legs and takes these, else a new name."""
        riders = {principal.principal_id for principal in party.principals}
        for flight in met:
            own = self._movements.get(flight.movement_id or "")
            if flight.movement_id is None or flight.movement_id in self._driven:
                continue
            if own is None or not own.principal_ids or riders <= set(own.principal_ids):
                self._driven.add(flight.movement_id)
                self._taken.add(flight.movement_id)
                return flight.movement_id
        stem = f"MV-{party.delegation.delegation_id}"
        name = next(each for n in count(1) if (each := f"{stem}-{n:02}") not in self._taken)
        self._taken.add(name)
        return MovementId(name)

    def movement(self, movement_id: MovementId, party: _Party) -> Iterator[Movement]:
        """Yield the row of the movement where it is new, or gets riders."""
        own = self._movements.get(movement_id)
        riders = tuple(each.principal_id for each in party.principals)
        if own is None:
            yield self._new(movement_id, party, riders)
        elif not own.principal_ids and set(riders) != self._meant(movement_id):
            yield replace(own, principal_ids=riders)

    def _meant(self, movement_id: MovementId) -> set[str]:
        """Return who rides where the movement names nobody: its flights' whole delegations."""
        flights = [row for row in self._flights.values() if row.movement_id == movement_id]
        met = {row.delegation_id for row in flights}
        return {key for key, row in self._principals.items() if row.delegation_id in met}

    def _new(
        self, movement_id: MovementId, party: _Party, riders: tuple[PrincipalId, ...]
    ) -> Movement:
        """Return a movement titled by its sites."""
        route = party.trip.way.route
        ends = (self._sites.get(each) for each in (route.from_site_id, route.to_site_id))
        keys = (route.from_site_id, route.to_site_id)
        named = [site.name if site else key for site, key in zip(ends, keys, strict=True)]
        details = [self._details.get(each.principal_id) for each in party.principals]
        return Movement(
            movement_id=movement_id,
            title=" \N{EN DASH} ".join(named),
            principal_ids=riders,
            detail_id=next((each for each in details if each), None),
            protected=any(each.protected for each in party.principals),
        )
