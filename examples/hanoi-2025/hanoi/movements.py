"""Invented routes and motorcades: two corridors that share no road, one arrival every 5 minutes."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from hanoi.book import Book, at, minutes
from hanoi.places import HOTELS, SITES
from hanoi.programme import principals
from summitry.kit.ids import (
    ClosureId,
    DetailId,
    DoorId,
    MovementId,
    PrincipalId,
    RouteId,
    SegmentId,
    SiteId,
    UnitId,
)
from summitry.kit.time import Interval, union
from summitry.plan.movements import (
    Closure,
    Door,
    Leg,
    Movement,
    Route,
    RouteSegment,
    Segment,
)

DOORS = {
    "DOOR-N": ("North porch", "HALL"),
    "DOOR-S": ("South porch", "HALL"),
    "DOOR-PN": ("Banquet house, north porch", "PALACE"),
    "DOOR-PS": ("Banquet house, south porch", "PALACE"),
    **{f"DOOR-{hotel}": ("Hotel porch", hotel) for hotel in HOTELS},
}
CLOSED_EITHER_SIDE = minutes(12)
ARRIVALS_APART = minutes(5)
FLIGHTS_APART = minutes(30)


def corridor(hotel: str) -> str:
    """Return the corridor, north or south, on which the hotel lies."""
    return "N" if HOTELS.index(hotel) % 2 == 0 else "S"


def _road(hotel: str) -> list[tuple[str, int]]:
    """Return the segments from a hotel to the hall with their running times."""
    side = corridor(hotel)
    joins = 1 + HOTELS.index(hotel) // 2 % 3
    shared = [(f"SG-{side}{number}", 110 + 10 * number) for number in range(joins, 4)]
    return [(f"SG-{hotel}", 90 + 10 * HOTELS.index(hotel)), *shared, (f"SG-{side}-PORCH", 60)]


def _routes() -> dict[str, tuple[str, str, list[tuple[str, int]]]]:
    """Return every route: where from, where to, over what."""
    found: dict[str, tuple[str, str, list[tuple[str, int]]]] = {}
    for hotel in HOTELS:
        side, road = corridor(hotel), _road(hotel)
        found[f"R-{hotel}-HALL"] = (hotel, "HALL", road)
        home = [(f"SG-P{side}-HOME", 130), (f"SG-{side}4", 120), (f"SG-{hotel}", road[0][1])]
        found[f"R-PALACE-{hotel}"] = ("PALACE", hotel, home)
        air = [("SG-A1", 240), ("SG-A2", 300), (f"SG-{side}4", 120), (f"SG-{hotel}", road[0][1])]
        found[f"R-AIR-{hotel}"] = ("AIRFIELD", hotel, air)
    for side in "NS":
        way = [(f"SG-{side}-PORCH", 60), (f"SG-P{side}1", 140), (f"SG-P{side}2", 140)]
        found[f"R-HALL-PALACE-{side}"] = ("HALL", "PALACE", way)
    return found


ROUTES = _routes()


class Trip(Struct, frozen=True):
    """One leg: the route, when it starts, the door it ends at."""

    route: str
    depart: datetime
    door: str


def add_movements(book: Book) -> None:
    """Add roads, doors, all movements, and closures that cover them with a margin."""
    _add_roads(book)
    for key, (name, site) in DOORS.items():
        book.put(
            Door(
                door_id=DoorId(key),
                name=f"{name} (invented)",
                site_id=SiteId(site),
                headway_minutes_min=4.0 if site in {"HALL", "PALACE"} else None,
            )
        )
    busy: dict[str, list[Interval]] = defaultdict(list)
    for place, (principal, number) in enumerate(principals()):
        hotel = HOTELS[number % len(HOTELS)]
        for suffix, title, trips in _trips(place, hotel):
            _add_movement(book, f"MV-{place + 1:02}-{suffix}", title, principal, trips)
            for trip in trips:
                for segment, entered, left in passes(trip):
                    busy[segment].append(Interval(entered, left).grown(CLOSED_EITHER_SIDE))
    for segment, intervals in sorted(busy.items()):
        for number, interval in enumerate(union(intervals), start=1):
            book.put(
                Closure(
                    closure_id=ClosureId(f"CL-{segment[3:]}-{number:02}"),
                    segment_id=SegmentId(segment),
                    start=interval.start,
                    end=interval.end,
                    owner_unit_id=UnitId("TRAFPOL"),
                )
            )


def _add_roads(book: Book) -> None:
    lines: dict[str, tuple[tuple[float, float], tuple[float, float]]] = {}
    for key, (start, end, road) in ROUTES.items():
        book.put(
            Route(
                route_id=RouteId(key),
                name=f"{SITES[start][0]} to {SITES[end][0]}",
                from_site_id=SiteId(start),
                to_site_id=SiteId(end),
            )
        )
        here, there = SITES[start][3:], SITES[end][3:]
        for place, (segment, seconds) in enumerate(road, start=1):
            book.put(
                RouteSegment(
                    route_id=RouteId(key),
                    place=place,
                    segment_id=SegmentId(segment),
                    running_seconds=seconds,
                )
            )
            ends = [(place - 1) / len(road), place / len(road)]
            first, last = (
                (
                    round(here[0] + part * (there[0] - here[0]), 1),
                    round(here[1] + part * (there[1] - here[1]), 1),
                )
                for part in ends
            )
            lines.setdefault(segment, (first, last))
    for segment, line in sorted(lines.items()):
        book.put(
            Segment(segment_id=SegmentId(segment), name=f"Road {segment[3:]} (invented)", line=line)
        )


def passes(trip: Trip) -> Iterator[tuple[str, datetime, datetime]]:
    """Yield each segment of a leg with when it is entered and left."""
    entered = trip.depart
    for segment, seconds in ROUTES[trip.route][2]:
        left = entered + minutes(seconds / 60)
        yield segment, entered, left
        entered = left


def _arriving(route: str, when: datetime, door: str) -> Trip:
    running_seconds = sum(seconds for _, seconds in ROUTES[route][2])
    return Trip(route, when - minutes(running_seconds / 60), door)


def _trips(place: int, hotel: str) -> Iterator[tuple[str, str, list[Trip]]]:
    """Yield the principal's movements: flight in, two mornings, the banquet and the way back."""
    side = corridor(hotel)
    turn = _turn(place, side)
    landing = at("24T03:00") + place * FLIGHTS_APART
    flight = Trip(f"R-AIR-{hotel}", landing, f"DOOR-{hotel}")
    yield "24-IN", "Airfield to hotel", [flight]
    for day in ("25", "26"):
        due = at(f"{day}T06:45") + turn * ARRIVALS_APART
        yield f"{day}-AM", "Hotel to hall", [_arriving(f"R-{hotel}-HALL", due, f"DOOR-{side}")]
    out = Trip(f"R-HALL-PALACE-{side}", at("25T17:10") + turn * ARRIVALS_APART, f"DOOR-P{side}")
    home = Trip(f"R-PALACE-{hotel}", at("25T21:40") + turn * ARRIVALS_APART, f"DOOR-{hotel}")
    yield "25-PM", "Hall to banquet and hotel", [out, home]


def _turn(place: int, side: str) -> int:
    """Return how many principals before this one use the same corridor."""
    before = [number for _, number in principals()[:place]]
    return sum(corridor(HOTELS[number % len(HOTELS)]) == side for number in before)


def _add_movement(
    book: Book, key: str, title: str, principal: PrincipalId, trips: list[Trip]
) -> None:
    book.put(
        Movement(
            movement_id=MovementId(key),
            title=f"{title} (invented)",
            principal_ids=(principal,),
            detail_id=DetailId(f"DT-{principal[3:]}"),
            protected=True,
            owner_unit_id=UnitId("GUARD"),
        )
    )
    for number, trip in enumerate(trips, start=1):
        book.put(
            Leg(
                movement_id=MovementId(key),
                leg=number,
                route_id=RouteId(trip.route),
                depart=trip.depart,
                door_id=DoorId(trip.door),
            )
        )
