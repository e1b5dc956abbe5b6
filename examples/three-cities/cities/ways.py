"""Roads, rails and who travels on them: motorcades of one, and trains and coaches shared by all."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime

from msgspec import Struct

from cities.moments import Book, at, minutes
from cities.places import HOTELS, SITES
from cities.roll import ALL, LETTERS, hotel
from summitry.kit.time import Interval, union

Road = list[tuple[str, int]]
DOORS = {
    "DOOR-N": ("North porch", "HOUSE-A"),
    "DOOR-S": ("South porch", "HOUSE-A"),
    "DOOR-STN-A": ("Kerb of Aldmere Central", "STATION-A"),
    "DOOR-RAIL-A": ("Platform 1, Aldmere", "STATION-A"),
    "DOOR-RAIL-B": ("Platform 1, Birkwater", "STATION-B"),
    "DOOR-STN-B": ("Kerb of Birkwater station", "STATION-B"),
    "DOOR-OPERA": ("Opera steps", "OPERA-B"),
    "DOOR-RAIL-C": ("Platform 1, Corrin", "STATION-C"),
    "DOOR-CASTLE": ("Castle bridge", "CASTLE-C"),
    "DOOR-AIR-C": ("Lounge of Corrin airport", "AIR-C"),
    **{f"DOOR-{key}": ("Hotel porch", key) for key in HOTELS},
}
CLOSED_EITHER_SIDE = minutes(12)
FIRST_LANDING = at("28T08:00")
LANDINGS_APART = minutes(30)
AFTER_LANDING = minutes(30)
LEAVING_APART = minutes(12)
CONVOYS_IN_CORRIN = 5


def landing(place: int) -> datetime:
    """Return when the delegation in that place of the alphabet lands."""
    return FIRST_LANDING + place * LANDINGS_APART


def corridor(site: str) -> str:
    """Return the corridor, north or south, on which the hotel lies."""
    return "NS"[HOTELS.index(site) % 2]


def _routes() -> dict[str, tuple[str, str, Road]]:
    """Return every route: where from, where to, over what, in how many seconds."""
    found: dict[str, tuple[str, str, Road]] = {}
    for number, site in enumerate(HOTELS, start=1):
        side, own = corridor(site), (f"SG-H{number}", 90)
        town = [("SG-STN", 60), ("SG-INNER", 240), own]
        found[f"R-AIR-H{number}"] = ("AIR-A", site, [("SG-AIR", 200), ("SG-RING", 400), own])
        porch = [own, (f"SG-{side}1", 180), (f"SG-{side}-PORCH", 60)]
        found[f"R-H{number}-HOUSE"] = (site, "HOUSE-A", porch)
        found[f"R-STN-H{number}"] = ("STATION-A", site, town)
        found[f"R-H{number}-STN"] = (site, "STATION-A", town[::-1])
    west, north = (
        [("SR-A", 120), ("SR-AB", 2_280), ("SR-B", 300)],
        [("SR-A", 120), ("SR-AC", 2_880)],
    )
    birk = [("SG-B1", 60), ("SG-B2", 180), ("SG-B3", 60)]
    to_station = [("SG-S-PORCH", 60), ("SG-S2", 140), ("SG-STN", 60)]
    castle = [("SG-C1", 60), ("SG-C2", 240), ("SG-C3", 90)]
    airport = [("SG-C3", 90), ("SG-C4", 600), ("SG-C5", 120)]
    return found | {
        "R-HOUSE-STN": ("HOUSE-A", "STATION-A", to_station),
        "R-RAIL-AB": ("STATION-A", "STATION-B", west),
        "R-STN-OPERA": ("STATION-B", "OPERA-B", birk),
        "R-OPERA-STN": ("OPERA-B", "STATION-B", birk[::-1]),
        "R-RAIL-BA": ("STATION-B", "STATION-A", west[::-1]),
        "R-RAIL-AC": ("STATION-A", "STATION-C", [*north, ("SR-C", 300)]),
        "R-STN-CASTLE": ("STATION-C", "CASTLE-C", castle),
        "R-CASTLE-AIR": ("CASTLE-C", "AIR-C", airport),
    }


ROUTES = _routes()


class Trip(Struct, frozen=True):
    """One movement: what it is called, who rides, over which route, when, to which door."""

    title: str
    who: tuple[str, ...]
    route: str
    depart: datetime
    door: str
    convoy: str


def shared() -> Iterator[tuple[str, Trip]]:
    """Yield the movements that everybody, or everybody in one hotel, makes together."""
    for key, title, route, depart, door, convoy in (
        ("29-1", "Coaches to the station", "R-HOUSE-STN", "29T16:30", "DOOR-STN-A", "A0"),
        ("29-2", "Train to Birkwater", "R-RAIL-AB", "29T16:50", "DOOR-RAIL-B", "TRAIN"),
        ("29-3", "Coaches to the opera", "R-STN-OPERA", "29T17:50", "DOOR-OPERA", "B0"),
        ("29-4", "Coaches from the opera", "R-OPERA-STN", "29T21:45", "DOOR-STN-B", "B0"),
        ("29-5", "Train to Aldmere", "R-RAIL-BA", "29T22:05", "DOOR-RAIL-A", "TRAIN"),
        ("30-2", "Train to Corrin", "R-RAIL-AC", "30T09:30", "DOOR-RAIL-C", "TRAIN"),
        ("30-3", "Coaches to the castle", "R-STN-CASTLE", "30T10:40", "DOOR-CASTLE", "C0"),
    ):
        yield f"MV-{key}", Trip(title, ALL, route, at(depart), door, convoy)
    for number, site in enumerate(HOTELS, start=1):
        own = tuple(who for place, who in enumerate(ALL) if hotel(place) == site)
        night, day = at("29T23:05") + minutes(5 * number), at("30T08:40") + minutes(5 * number)
        yield (
            f"MV-29-6-H{number}",
            Trip(
                "Coach to the hotel", own, f"R-STN-H{number}", night, f"DOOR-{site}", f"H{number}"
            ),
        )
        yield (
            f"MV-30-1-H{number}",
            Trip("Coach to the train", own, f"R-H{number}-STN", day, "DOOR-STN-A", f"H{number}"),
        )


def single() -> Iterator[tuple[str, Trip]]:
    """Yield the motorcades of each leader: in, to the opening, and out."""
    turn = {"N": 0, "S": 0}
    for place, letter in enumerate(LETTERS):
        who, site = (f"PR-{letter}",), hotel(place)
        number, side = HOTELS.index(site) + 1, corridor(site)
        start = landing(place) + AFTER_LANDING
        route = f"R-AIR-H{number}"
        yield f"MV-28-{letter}", Trip("In", who, route, start, f"DOOR-{site}", letter)
        start = at("29T08:37") + minutes(5 * turn[side])
        turn[side] += 1
        route = f"R-H{number}-HOUSE"
        yield f"MV-29-{letter}", Trip("To the opening", who, route, start, f"DOOR-{side}", letter)
        start = at("30T13:00") + place * LEAVING_APART
        convoy = f"C{1 + place % CONVOYS_IN_CORRIN}"
        yield f"MV-30-{letter}", Trip("Out", who, "R-CASTLE-AIR", start, "DOOR-AIR-C", convoy)


def add_movements(book: Book) -> None:
    """Add roads, doors, all movements, and closures that cover them with a margin."""
    _add_roads(book)
    for key, (name, site) in DOORS.items():
        book.add("doors", door_id=key, name=f"{name} (invented)", site_id=site)
    busy: dict[str, list[Interval]] = defaultdict(list)
    for key, trip in (*shared(), *single()):
        _add_movement(book, key, trip)
        entered = trip.depart
        for segment, seconds in ROUTES[trip.route][2]:
            left = entered + minutes(seconds / 60)
            busy[segment].append(Interval(entered, left).grown(CLOSED_EITHER_SIDE))
            entered = left
    for segment, intervals in sorted(busy.items()):
        for number, interval in enumerate(union(intervals), start=1):
            book.add(
                "closures",
                closure_id=f"CL-{segment[1:]}-{number:02}",
                segment_id=segment,
                start=interval.start,
                end=interval.end,
                owner_unit_id="RAIL" if segment.startswith("SR") else "ROADS",
            )


def _add_movement(book: Book, key: str, trip: Trip) -> None:
    book.add(
        "movements",
        movement_id=key,
        title=f"{trip.title} (invented)",
        principal_ids=trip.who,
        detail_id=f"DT-{trip.who[0][3:]}",
        protected=True,
        owner_unit_id="GUARD",
    )
    book.add(
        "legs", movement_id=key, leg=1, route_id=trip.route, depart=trip.depart, door_id=trip.door
    )


def bypass(segment: str) -> str:
    """Return the road or line that runs beside the segment."""
    return f"{segment}-BYPASS"


def _add_roads(book: Book) -> None:
    """Add each route, and another that begins and ends alike and shares nothing between."""
    segments: set[str] = set()
    for key, (start, end, road) in ROUTES.items():
        for suffix, kind in (("", "primary"), ("-ALT", "alternate")):
            name = f"{SITES[start][0]} to {SITES[end][0]}"
            book.add(
                "routes",
                route_id=f"{key}{suffix}",
                name=f"{name}, other way" if suffix else name,
                from_site_id=start,
                to_site_id=end,
                kind=kind,
            )
            for place, (segment, seconds) in enumerate(road, start=1):
                other = bool(suffix) and 1 < place < len(road)
                segments.add(bypass(segment) if other else segment)
                book.add(
                    "route_segments",
                    route_id=f"{key}{suffix}",
                    place=place,
                    segment_id=bypass(segment) if other else segment,
                    running_seconds=seconds + (60 if other else 0),
                )
    for segment in sorted(segments):
        line = "Line" if segment.startswith("SR") else "Road"
        book.add("segments", segment_id=segment, name=f"{line} {segment[3:]} (invented)")
