"""Invented places: sites, zones, exits, rooms, and who could see the exposed points."""

from itertools import combinations
from math import cos, hypot, radians, sin

from msgspec import Struct

from hanoi.book import Book, at
from hanoi.organisation import commander, deputy
from summitry.kit.ids import (
    ControlId,
    ExitId,
    ExposureId,
    ObstacleId,
    PositionId,
    RendezvousId,
    RiskId,
    RoomId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.plan.movements import TravelTime
from summitry.plan.places import Exit, Exposure, Obstacle, Position, Room, Site, Zone
from summitry.plan.risks import Control, Rendezvous
from summitry.plan.terms import Jurisdiction, RendezvousKind, Ring, SiteKind

_K = SiteKind
SITES: dict[str, tuple[str, SiteKind, str, float, float]] = {
    "HALL": ("Lotus Lake Hall (invented)", _K.VENUE, "GUARD", 0, 0),
    "PALACE": ("Heron House (invented)", _K.VENUE, "GUARD", 5200, 2600),
    "AIRFIELD": ("Red Kite Airfield (invented)", _K.AIRPORT, "AIRPOL", 2000, 21000),
    "PRESS": ("Press House (invented)", _K.PRESS_CENTRE, "PRESSC", 1400, -900),
    "COMMAND": ("Joint command house (invented)", _K.COMMAND, "LEAD", -2600, 1500),
    "BASE-1": ("North depot (invented)", _K.BASE, "TRAFPOL", -3000, 4000),
    "BASE-2": ("South depot (invented)", _K.BASE, "FIRE", 1800, -3800),
    "CLINIC-1": ("Clinic of the Two Pines (invented)", _K.HOSPITAL, "HEALTH", 3600, 1200),
    "CLINIC-2": ("Clinic of the Old Ferry (invented)", _K.HOSPITAL, "HEALTH", -2200, -3400),
}
_HOTELS = (
    "Jasmine Magnolia Bamboo Orchid Kumquat Cinnamon Tamarind Star-anise Lychee Areca Pomelo Ginger"
)
HOTELS = tuple(f"HOTEL-{number:02}" for number in range(1, 13))
for _number, (_hotel, _name) in enumerate(zip(HOTELS, _HOTELS.split(), strict=True)):
    _north = 1 if _number % 2 == 0 else -1
    SITES[_hotel] = (
        f"Hotel {_name} (invented)",
        _K.HOTEL,
        "CITYPOL",
        1200.0 + 420.0 * _number,
        _north * (2400.0 + 260.0 * _number),
    )

ZONES: dict[str, tuple[str, str, Ring, Jurisdiction, int, str]] = {
    "Z-OUTER": ("HALL", "Outer ring", Ring.OUTER, Jurisdiction.HOST, 12_000, "CITYPOL"),
    "Z-PLAZA": ("HALL", "Plaza and forecourt", Ring.MIDDLE, Jurisdiction.HOST, 6_000, "GUARD"),
    "Z-FOYER": (
        "HALL",
        "Foyer and exhibition",
        Ring.INNER,
        Jurisdiction.UNITED_NATIONS,
        4_200,
        "UNDSS",
    ),
    "Z-PLENARY": ("HALL", "Plenary hall", Ring.INNER, Jurisdiction.UNITED_NATIONS, 3_600, "UNDSS"),
    "Z-STAGE": (
        "HALL",
        "Stage and signing table",
        Ring.INNER,
        Jurisdiction.UNITED_NATIONS,
        160,
        "UNDSS",
    ),
    "Z-HOLDING": ("HALL", "Holding rooms", Ring.INNER, Jurisdiction.HOST, 240, "GUARD"),
    "Z-SERVICE": ("HALL", "Kitchen and plant", Ring.MIDDLE, Jurisdiction.HOST, 400, "HALLOPS"),
    "Z-PRESS": ("PRESS", "Press working hall", Ring.MIDDLE, Jurisdiction.HOST, 900, "PRESSC"),
    "Z-PALACE": ("PALACE", "Banquet house", Ring.INNER, Jurisdiction.HOST, 700, "GUARD"),
    "Z-APRON": ("AIRFIELD", "Apron and State lounge", Ring.INNER, Jurisdiction.HOST, 900, "AIRPOL"),
    "Z-COMMAND": ("COMMAND", "Command floor", Ring.INNER, Jurisdiction.HOST, 300, "LEAD"),
}
ROOMS = {
    "R-PLENARY": ("Plenary hall", "HALL", "Z-PLENARY", 3_500),
    "R-FORECOURT": ("Forecourt", "HALL", "Z-PLAZA", 3_000),
    "R-STAGE": ("Signing stage", "HALL", "Z-PLENARY", 3_500),
    "R-SIDE-1": ("Side hall 1", "HALL", "Z-FOYER", 320),
    "R-SIDE-2": ("Side hall 2", "HALL", "Z-FOYER", 320),
    "R-SIDE-3": ("Side hall 3", "HALL", "Z-FOYER", 240),
    "R-SIDE-4": ("Side hall 4", "HALL", "Z-FOYER", 240),
    "R-BILAT-1": ("Bilateral room 1", "HALL", "Z-HOLDING", 40),
    "R-BILAT-2": ("Bilateral room 2", "HALL", "Z-HOLDING", 40),
    "R-BRIEF": ("Briefing room", "PRESS", "Z-PRESS", 450),
    "R-BANQUET": ("Banquet room", "PALACE", "Z-PALACE", 620),
    "R-LOUNGE": ("State lounge", "AIRFIELD", "Z-APRON", 200),
}

METRES_PER_MINUTE = 420.0
START_MINUTES = 3.0


class Exposed(Struct, frozen=True):
    """An exposed place of the example."""

    name: str
    zone: str
    x_m: float
    y_m: float
    start: str
    end: str


EXPOSURES = {
    "E-STEPS-25": Exposed(
        "Steps, arrivals of 25 October", "Z-PLAZA", 0, 40, "25T06:30", "25T08:50"
    ),
    "E-PHOTO-25": Exposed("Group photo", "Z-PLAZA", 20, 55, "25T08:00", "25T08:50"),
    "E-LEAVE-25": Exposed(
        "Steps, departures of 25 October", "Z-PLAZA", -15, 40, "25T17:00", "25T19:00"
    ),
    "E-STEPS-26": Exposed(
        "Steps, arrivals of 26 October", "Z-PLAZA", 0, 40, "26T06:30", "26T08:50"
    ),
    "E-PALACE-25": Exposed("Banquet house porch", "Z-PALACE", 5200, 2570, "25T17:10", "25T19:20"),
    "E-APRON-24": Exposed(
        "Apron, head of the stairs", "Z-APRON", 2000, 21050, "24T07:00", "24T12:00"
    ),
}
EYE_M = 1.7


def add_sites(book: Book) -> None:
    """Add sites, zones with their exits, rooms, travel times and meeting points."""
    for key, (name, kind, unit, x, y) in SITES.items():
        book.put(
            Site(
                site_id=SiteId(key), name=name, kind=kind, owner_unit_id=UnitId(unit), x_m=x, y_m=y
            )
        )
    _add_zones(book)
    for key, (name, site, zone, capacity) in ROOMS.items():
        book.put(
            Room(
                room_id=RoomId(key),
                name=name,
                site_id=SiteId(site),
                zone_id=ZoneId(zone),
                capacity_max=capacity,
            )
        )
    for first, second in combinations(sorted(SITES), 2):
        far = hypot(SITES[first][3] - SITES[second][3], SITES[first][4] - SITES[second][4])
        book.put(
            TravelTime(
                from_site_id=SiteId(first),
                to_site_id=SiteId(second),
                minutes=round(START_MINUTES + far / METRES_PER_MINUTE, 1),
            )
        )
    for key, (name, _, _, x, y) in SITES.items():
        for meets, label, away in (
            (RendezvousKind.RVP, "rendezvous point", 260.0),
            (RendezvousKind.FCP, "forward command point", 140.0),
        ):
            book.put(
                Rendezvous(
                    rendezvous_id=RendezvousId(f"{meets.value.upper()}-{key}"),
                    name=f"{name}: {label}",
                    kind=meets,
                    site_id=SiteId(key),
                    x_m=x + away,
                    y_m=y - away,
                )
            )


def _add_zones(book: Book) -> None:
    for size, (key, (site, name, ring, jurisdiction, capacity, unit)) in enumerate(ZONES.items()):
        x, y = SITES[site][3:]
        reach = {Ring.OUTER: 420.0, Ring.MIDDLE: 180.0, Ring.INNER: 60.0}[ring] + 4 * size
        book.put(
            Zone(
                zone_id=ZoneId(key),
                site_id=SiteId(site),
                name=name,
                ring=ring,
                jurisdiction=jurisdiction,
                capacity_max=capacity,
                owner_unit_ids=(UnitId(unit),),
                outline=(
                    (x - reach, y - reach),
                    (x + reach, y - reach),
                    (x + reach, y + reach),
                    (x - reach, y + reach),
                ),
            )
        )
        for number in (1, 2, 3):
            book.put(
                Exit(
                    exit_id=ExitId(f"X-{key[2:]}-{number}"),
                    zone_id=ZoneId(key),
                    width_m=round(1.2 + capacity / 900, 1),
                    stepped=number == 3,
                )
            )


# Positions: name, bearing from the site's centre in degrees, distance and eye height in metres.
# Those of HELD have a free view and a post stands on them; those of HIDDEN have a building in
# front; those of SCREENED have a temporary screen in front; those of ACCEPTED are locked and
# watched by camera, which a named person has accepted.
HELD = {
    "V-HALL-01": ("Lantern Tower, roof", "HALL", 12, 310, 46),
    "V-HALL-02": ("Silk Market, water tank", "HALL", 41, 240, 31),
    "V-HALL-03": ("Weavers' School, roof", "HALL", 67, 420, 28),
    "V-HALL-04": ("Bell Court, north stair head", "HALL", 96, 190, 38),
    "V-HALL-05": ("Paper Mill, chimney platform", "HALL", 128, 510, 52),
    "V-HALL-06": ("Carp Bridge, crown", "HALL", 155, 360, 14),
    "V-HALL-07": ("Old Granary, loft", "HALL", 187, 280, 22),
    "V-HALL-08": ("Lake Terrace, roof garden", "HALL", 214, 450, 34),
    "V-HALL-09": ("Car park C, deck 6", "HALL", 243, 220, 19),
    "V-HALL-10": ("Drum House, gallery", "HALL", 271, 390, 26),
    "V-HALL-11": ("Tea Exchange, roof", "HALL", 302, 260, 41),
    "V-HALL-12": ("Pagoda Hill, rise", "HALL", 334, 620, 33),
    "V-PALACE-01": ("Garden Villa, roof", "PALACE", 30, 240, 18),
    "V-PALACE-02": ("River Flats, stair head", "PALACE", 150, 300, 44),
    "V-PALACE-03": ("Music School, roof", "PALACE", 265, 280, 21),
    "V-AIR-01": ("Hangar 4, roof", "AIRFIELD", 80, 350, 17),
    "V-AIR-02": ("Old control tower", "AIRFIELD", 285, 480, 29),
}
HIDDEN = {
    "V-HALL-21": ("Reed Street 4, fifth floor", "HALL", 25, 380, 16),
    "V-HALL-22": ("Reed Street 18, roof", "HALL", 54, 520, 20),
    "V-HALL-23": ("Potters' Row, roof", "HALL", 82, 470, 18),
    "V-HALL-24": ("Post House, third floor", "HALL", 112, 430, 12),
    "V-HALL-25": ("Ferry Flats, roof", "HALL", 170, 600, 25),
    "V-HALL-26": ("Mulberry Court, attic", "HALL", 200, 560, 21),
    "V-HALL-27": ("Lime Kiln, ladder", "HALL", 228, 640, 17),
    "V-HALL-28": ("Sugar Store, roof", "HALL", 257, 540, 19),
    "V-HALL-29": ("Crane Lane 7, balcony", "HALL", 287, 480, 15),
    "V-HALL-30": ("Boat Sheds, ridge", "HALL", 318, 500, 13),
    "V-PALACE-21": ("Orchard Flats, roof", "PALACE", 210, 520, 23),
    "V-PALACE-22": ("Well Street 2, roof", "PALACE", 330, 460, 19),
    "V-AIR-21": ("Freight hall, roof", "AIRFIELD", 190, 700, 15),
}
SCREENED = {
    "V-HALL-41": ("Bell Court, west windows", "HALL", 141, 250, 12, "K-SCREEN-1"),
    "V-HALL-42": ("Lake Terrace, cafe", "HALL", 221, 330, 9, "K-SCREEN-2"),
    "V-HALL-43": ("Mint House, second floor", "HALL", 349, 270, 11, "K-SCREEN-3"),
    "V-PALACE-41": ("River Flats, second floor", "PALACE", 110, 260, 10, "K-SCREEN-4"),
}
ACCEPTED = {
    "V-HALL-51": ("Lighting mast 3, ladder", "HALL", 5, 700, 30),
    "V-HALL-52": ("Disused signal box", "HALL", 76, 810, 24),
}
SCREEN_RISK = "RK-SIGHT"


def _spot(site: str, bearing: float, distance: float) -> tuple[float, float]:
    x, y = SITES[site][3:]
    return (
        round(x + distance * sin(radians(bearing)), 1),
        round(y + distance * cos(radians(bearing)), 1),
    )


def _wall(
    site: str, bearing: float, distance: float, half_width: float
) -> tuple[tuple[float, float], ...]:
    """Return a slab 10 m thick, square to the line of sight, 40 m in front of the position."""
    across = (cos(radians(bearing)), -sin(radians(bearing)))
    near, far = _spot(site, bearing, distance - 40), _spot(site, bearing, distance - 30)
    return tuple(
        (round(x + side * across[0], 1), round(y + side * across[1], 1))
        for (x, y), side in (
            (near, -half_width),
            (near, half_width),
            (far, half_width),
            (far, -half_width),
        )
    )


def add_views(book: Book) -> None:
    """Add exposed places, positions with a view, and what stands in the way."""
    for key, exposed in EXPOSURES.items():
        book.put(
            Exposure(
                exposure_id=ExposureId(key),
                name=exposed.name,
                zone_id=ZoneId(exposed.zone),
                x_m=exposed.x_m,
                y_m=exposed.y_m,
                z_m=EYE_M,
                start=at(exposed.start),
                end=at(exposed.end),
                owner_unit_id=UnitId("GUARD"),
            )
        )
    for key, (name, site, bearing, distance, height) in {**HELD, **HIDDEN, **ACCEPTED}.items():
        _add_position(book, key, f"{name} (invented)", site, (bearing, distance, height))
    for key, (name, site, bearing, distance, height, _) in SCREENED.items():
        _add_position(book, key, f"{name} (invented)", site, (bearing, distance, height))
    for key, (name, site, bearing, distance, height) in HIDDEN.items():
        book.put(
            Obstacle(
                obstacle_id=ObstacleId(f"B{key[1:]}"),
                name=f"Building in front of {name} (invented)",
                top_m=height + 14.0,
                footprint=_wall(site, bearing, distance, 35.0),
            )
        )
    _add_screens(book)


def _add_position(
    book: Book, key: str, name: str, site: str, polar: tuple[float, float, float]
) -> None:
    x, y = _spot(site, polar[0], polar[1])
    book.put(
        Position(
            position_id=PositionId(key),
            name=name,
            x_m=x,
            y_m=y,
            z_m=float(polar[2]),
            site_id=SiteId(site),
            owner_unit_ids=(UnitId("GUARD"),),
        )
    )


def _add_screens(book: Book) -> None:
    for number, (name, site, bearing, distance, height, control) in enumerate(SCREENED.values()):
        row = Control(
            control_id=ControlId(control),
            risk_id=RiskId(SCREEN_RISK),
            title=f"Screen in front of {name} (invented)",
            owner_unit_ids=(UnitId("HALLOPS" if site == "HALL" else "GUARD"),),
            due=at("23T12:00"),
        )
        book.put(
            row,
            Obstacle(
                obstacle_id=ObstacleId(f"SCREEN-{number + 1}"),
                name=f"Screen in front of {name} (invented)",
                top_m=height + 6.0,
                control_id=ControlId(control),
                footprint=_wall(site, bearing, distance, 35.0),
            ),
        )


def accepted_by() -> tuple[str, str]:
    """Return who accepts what nobody holds, and the second person."""
    return commander("GUARD"), deputy("LEAD")
