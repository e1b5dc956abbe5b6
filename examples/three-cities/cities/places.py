"""Three invented cities on a local grid in metres that lies nowhere: sites, zones, rooms, views."""

from math import cos, radians, sin

from cities.moments import Book, at

Spot = tuple[float, float]
SITES: dict[str, tuple[str, str, str, Spot]] = {
    "HOUSE-A": ("Summit House, Aldmere", "venue", "GUARD", (0, 0)),
    "HOTEL-1": ("Hotel Linden, Aldmere", "hotel", "POLALD", (-2_500, 800)),
    "HOTEL-2": ("Hotel Meridian, Aldmere", "hotel", "POLALD", (-1_800, -2_100)),
    "HOTEL-3": ("Hotel Orangery, Aldmere", "hotel", "POLALD", (1_900, 2_400)),
    "HOTEL-4": ("Hotel Quay, Aldmere", "hotel", "POLALD", (2_600, -900)),
    "STATION-A": ("Aldmere Central", "other", "RAIL", (900, -1_200)),
    "AIR-A": ("Aldmere airport", "airport", "AIRPOL", (8_500, 4_000)),
    "PRESS-A": ("Press centre, Aldmere", "press-centre", "PRESS", (500, 600)),
    "CMD-A": ("Command house, Aldmere", "command", "LEAD", (3_300, 2_800)),
    "BASE-A": ("Depot, Aldmere", "base", "ROADS", (2_000, -2_800)),
    "HOSP-A": ("Hospital of Aldmere", "hospital", "HEALTH", (-900, 1_500)),
    "STATION-B": ("Birkwater station", "other", "RAIL", (60_900, 400)),
    "OPERA-B": ("Opera of Birkwater", "venue", "POLBIR", (60_000, 0)),
    "CMD-B": ("Police house, Birkwater", "command", "POLBIR", (58_700, 900)),
    "HOSP-B": ("Hospital of Birkwater", "hospital", "HEALTH", (60_400, -1_100)),
    "STATION-C": ("Corrin station", "other", "RAIL", (1_200, 79_000)),
    "CASTLE-C": ("Corrin Castle", "venue", "POLCOR", (0, 80_000)),
    "AIR-C": ("Corrin airport", "airport", "AIRPOL", (-6_500, 83_000)),
    "CMD-C": ("Police house, Corrin", "command", "POLCOR", (900, 81_300)),
    "HOSP-C": ("Hospital of Corrin", "hospital", "HEALTH", (-1_300, 79_600)),
}
HOTELS = ("HOTEL-1", "HOTEL-2", "HOTEL-3", "HOTEL-4")
ZONES = {
    "Z-GROUNDS": ("HOUSE-A", "Grounds", "outer", 2_000, "POLALD", 160),
    "Z-HOUSE": ("HOUSE-A", "Summit House", "middle", 1_200, "GUARD", 70),
    "Z-TABLE": ("HOUSE-A", "Round hall", "inner", 300, "GUARD", 25),
    "Z-PRESS": ("PRESS-A", "Press centre", "middle", 600, "PRESS", 40),
    "Z-OPERA": ("OPERA-B", "Opera", "middle", 900, "POLBIR", 50),
    "Z-CASTLE": ("CASTLE-C", "Castle", "middle", 500, "POLCOR", 60),
}
ROOMS = {
    "R-PORCH": ("North porch", "HOUSE-A", "Z-HOUSE", 200),
    "R-TABLE": ("Round hall", "HOUSE-A", "Z-TABLE", 250),
    "R-LUNCH": ("Garden room", "HOUSE-A", "Z-HOUSE", 120),
    "R-SALON-1": ("Blue salon", "HOUSE-A", "Z-HOUSE", 20),
    "R-SALON-2": ("Amber salon", "HOUSE-A", "Z-HOUSE", 20),
    "R-BRIEFING": ("Briefing room", "PRESS-A", "Z-PRESS", 250),
    "R-STAGE": ("Auditorium", "OPERA-B", "Z-OPERA", 700),
    "R-SUPPER": ("Mirror hall", "OPERA-B", "Z-OPERA", 250),
    "R-KNIGHTS": ("Knights' hall", "CASTLE-C", "Z-CASTLE", 150),
    "R-TERRACE": ("Terrace room", "CASTLE-C", "Z-CASTLE", 200),
}
EXPOSURES = {
    "E-PORCH": ("North porch", "Z-HOUSE", "29T08:40", "29T09:40"),
    "E-OPERA": ("Opera steps", "Z-OPERA", "29T17:50", "29T18:20"),
    "E-CASTLE": ("Castle bridge", "Z-CASTLE", "30T10:40", "30T11:10"),
}
HELD = {
    "V-HOUSE-1": ("Corn exchange, roof", "HOUSE-A", 40, 310, 34),
    "V-HOUSE-2": ("Water tower", "HOUSE-A", 160, 420, 41),
    "V-HOUSE-3": ("School of music, roof", "HOUSE-A", 275, 260, 27),
    "V-OPERA-1": ("Town hall, gallery", "OPERA-B", 95, 240, 30),
    "V-OPERA-2": ("Mill, loft", "OPERA-B", 220, 350, 25),
    "V-CASTLE-1": ("Vineyard, upper wall", "CASTLE-C", 310, 380, 48),
}
HIDDEN = {
    "V-HOUSE-21": ("Linden Row, attic", "HOUSE-A", 100, 380, 18),
    "V-OPERA-21": ("Ferry Street 3, roof", "OPERA-B", 330, 420, 19),
    "V-CASTLE-21": ("Tithe barn, ridge", "CASTLE-C", 80, 300, 14),
}
SCREENED = {
    "V-HOUSE-31": ("Arcade, first floor", "HOUSE-A", 210, 240, 9, "K-SCREEN-A"),
    "V-CASTLE-31": ("Mill cottage", "CASTLE-C", 190, 260, 8, "K-SCREEN-C"),
}
ACCEPTED = {"V-HOUSE-41": ("Disused crane", "HOUSE-A", 15, 760, 30)}
EYE_M = 1.8


def spot(site: str, bearing: float, distance: float) -> Spot:
    """Return the place at a bearing and distance from the site's centre."""
    x, y = SITES[site][3]
    turn = radians(bearing)
    return round(x + distance * sin(turn), 1), round(y + distance * cos(turn), 1)


def box(site: str, half: float) -> tuple[Spot, ...]:
    """Return a square around the site's centre."""
    x, y = SITES[site][3]
    return tuple((x + a * half, y + b * half) for a, b in ((-1, -1), (1, -1), (1, 1), (-1, 1)))


def wall(site: str, bearing: float, distance: float) -> tuple[Spot, ...]:
    """Return a slab across the line of sight, 40 m in front of a position."""
    turn = radians(bearing)
    across = (35 * cos(turn), -35 * sin(turn))
    near, far = spot(site, bearing, distance - 40), spot(site, bearing, distance - 30)
    corners = ((near, -1), (near, 1), (far, 1), (far, -1))
    return tuple(
        (round(p[0] + s * across[0], 1), round(p[1] + s * across[1], 1)) for p, s in corners
    )


def add_places(book: Book) -> None:
    """Add sites with the ways between them, zones with exits, and rooms."""
    for key, (name, kind, unit, (x, y)) in SITES.items():
        book.add(
            "sites",
            site_id=key,
            name=f"{name} (invented)",
            kind=kind,
            owner_unit_id=unit,
            x_m=x,
            y_m=y,
        )
    for key, (site, name, ring, capacity, unit, half) in ZONES.items():
        book.add(
            "zones",
            zone_id=key,
            site_id=site,
            name=f"{name} (invented)",
            ring=ring,
            capacity_max=capacity,
            owner_unit_ids=[unit],
            outline=box(site, half),
        )
        for number in (1, 2, 3):
            book.add(
                "exits",
                exit_id=f"X-{key[2:]}-{number}",
                zone_id=key,
                width_m=round(1.2 + capacity / 700, 1),
                stepped=number == 3,
            )
    for key, (name, site, zone, capacity) in ROOMS.items():
        book.add(
            "rooms",
            room_id=key,
            name=f"{name} (invented)",
            site_id=site,
            zone_id=zone,
            capacity_max=capacity,
        )
    names = sorted(SITES)
    for place, start in enumerate(names):
        for end in names[place + 1 :]:
            book.add("travel_times", from_site_id=start, to_site_id=end, minutes=way(start, end))


def way(start: str, end: str) -> float:
    """Return the minutes between two sites: by road in a city, by train or helicopter beyond."""
    (x, y), (u, v) = SITES[start][3], SITES[end][3]
    metres = ((x - u) ** 2 + (y - v) ** 2) ** 0.5
    return round(2 + metres / 700, 1) if metres < 20_000 else round(20 + metres / 2_000, 1)


def add_views(book: Book) -> None:
    """Add exposed places, the positions around them, and what stands in the way."""
    for key, (name, zone, start, end) in EXPOSURES.items():
        x, y = SITES[ZONES[zone][0]][3]
        book.add(
            "exposures",
            exposure_id=key,
            name=f"{name} (invented)",
            zone_id=zone,
            x_m=x,
            y_m=y,
            z_m=EYE_M,
            start=at(start),
            end=at(end),
            owner_unit_id="GUARD",
        )
    for key, (name, site, bearing, distance, height, *_) in {
        **HELD,
        **HIDDEN,
        **SCREENED,
        **ACCEPTED,
    }.items():
        x, y = spot(site, bearing, distance)
        book.add(
            "positions",
            position_id=key,
            name=f"{name} (invented)",
            x_m=x,
            y_m=y,
            z_m=height,
            site_id=site,
            owner_unit_ids=["GUARD"],
        )
    for key, (name, site, bearing, distance, height, *control) in {**HIDDEN, **SCREENED}.items():
        book.add(
            "obstacles",
            obstacle_id=f"B{key[1:]}",
            name=f"In front of {name} (invented)",
            top_m=height + 14,
            control_id=control[0] if control else None,
            footprint=wall(site, bearing, distance),
        )
