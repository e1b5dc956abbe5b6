"""Cars, coaches and trains with their drivers, help along the ways, and what the public is told."""

from collections import defaultdict
from datetime import datetime, timedelta

from cities.moments import ZONE, Book, at
from cities.places import way
from cities.roll import LETTERS
from cities.ways import CONVOYS_IN_CORRIN, ROUTES, bypass, shared, single
from summitry.plan.movements import Closure

ROLES = ("lead", "principal", "follow-up", "spare", "ambulance")
CARRIES = frozenset({"principal", "spare"})
FLEET: dict[tuple[str, bool], tuple[str, int, str | None]] = {
    ("car", True): ("armoured-car", 4, "Q-ARMOURED"),
    ("car", False): ("car", 4, None),
    ("coach", True): ("coach", 40, "Q-ARMOURED"),
    ("coach", False): ("car", 4, None),
    ("train", True): ("other", 200, "Q-ENGINE"),
    ("train", False): ("other", 12, "Q-ENGINE"),
}
"""Kind, seats and the driver's qualification, by kind of convoy and whether it carries leaders.

A train has a pilot engine before it, a train of the guard, a second train and a hospital car."""

HAVENS = {"SH-A": "BASE-A", "SH-B": "CMD-B", "SH-C": "CMD-C"}
EXEMPT = (
    ("Ambulances, fire engines and police vehicles", "On duty"),
    ("Residents", "On foot, with proof of their address"),
)
WAYS_ON_FOOT = {"W-TRAM": ("Tram stop", 4_000), "W-BRIDGE": ("Footbridge", 2_400)}
FLOWS = {
    "F-PRESS": (250, "29T07:30", "29T08:30"),
    "F-DELEGATES": (620, "29T08:30", "29T09:30"),
    "F-STAFF": (300, "29T06:15", "29T07:15"),
}


HELP = (
    ("hospital_id", {f"H-{city}": f"HOSP-{city}" for city in "ABC"}),
    ("safe_place_id", HAVENS),
)
"""What stands along a route: the column that names it, and where each is."""


def _convoys() -> dict[str, tuple[str, str, str]]:
    """Return each convoy: its kind, whose vehicles they are, where they are kept."""
    made = dict.fromkeys(LETTERS, ("car", "GUARD", "BASE-A"))
    made |= {f"C{n}": ("car", "POLCOR", "CMD-C") for n in range(1, CONVOYS_IN_CORRIN + 1)}
    made |= {f"H{n}": ("coach", "GUARD", "BASE-A") for n in (1, 2, 3, 4)}
    made |= {"A0": ("coach", "GUARD", "BASE-A"), "B0": ("coach", "POLBIR", "CMD-B")}
    return made | {"C0": ("coach", "POLCOR", "CMD-C"), "TRAIN": ("train", "RAIL", "STATION-A")}


def add_vehicles(book: Book) -> None:
    """Add convoys of five vehicles with drivers and an escort, and set them for movements."""
    trips = defaultdict(list)
    for key, trip in (*shared(), *single()):
        trips[trip.convoy].append(key)
    for convoy, (kind, unit, site) in _convoys().items():
        escort = "RAIL" if convoy == "TRAIN" else "ROADS"
        team = f"ET-{convoy}"
        book.add(
            "escort_teams", escort_team_id=team, name=f"Escort {convoy}", riders=4, unit_id=escort
        )
        for movement in trips[convoy]:
            book.add("escorts", movement_id=movement, escort_team_id=team)
        for place, role in enumerate(ROLES, start=1):
            _add_vehicle(book, f"{convoy}-{place}", (role, kind, unit, site), trips[convoy])


def _add_vehicle(
    book: Book, suffix: str, what: tuple[str, str, str, str], movements: list[str]
) -> None:
    role, convoy, unit, site = what
    kind, seats, wanted = FLEET[convoy, role in CARRIES]
    kind = "ambulance" if role == "ambulance" else kind
    driver = f"dr-{suffix.lower()}"
    book.add(
        "vehicles",
        vehicle_id=f"VH-{suffix}",
        name=f"{convoy.title()} {suffix}",
        kind=kind,
        seats=seats,
        call_sign=f"Lark {suffix}",
        site_id=site,
        qualification_id=wanted,
        unit_id=unit,
    )
    book.add("persons", person_id=driver, unit_id=unit, grade="driver", languages=["de"])
    if wanted:
        book.add("person_qualifications", person_id=driver, qualification_id=wanted)
    for movement in movements:
        book.add(
            "motorcade_vehicles",
            movement_id=movement,
            place=int(suffix[-1]),
            vehicle_id=f"VH-{suffix}",
            driver_id=driver,
            role=role,
        )


def add_help(book: Book) -> None:
    """Add safe havens and, for each route, the hospital and haven nearest to one of its ends."""
    for key, site in HAVENS.items():
        book.add(
            "safe_places",
            safe_place_id=key,
            name=f"Safe haven at {site} (invented)",
            kind="safe-haven",
            site_id=site,
            owner_unit_id="GUARD",
        )
    for key, (start, end, _) in ROUTES.items():
        for support, (column, places) in enumerate(HELP, start=1):
            near = min(places, key=lambda each: (_minutes((start, end), places[each]), each))
            # Between the cities a helicopter stands by, so that no train is farther than this.
            far = min(14.0, _minutes((start, end), places[near]))
            book.add("route_supports", route_id=key, support=support, minutes=far, **{column: near})


def _minutes(ends: tuple[str, str], site: str) -> float:
    return min(0.5 if end == site else way(end, site) for end in ends)


def add_notices(book: Book) -> None:
    """Publish whole hours by road and day, with detours, exemptions and ways on foot."""
    days: dict[tuple[str, str], list[Closure]] = defaultdict(list)
    for row in book.rows(Closure):
        days[row.segment_id, f"{row.start.astimezone(ZONE):%d}"].append(row)
    for (segment, day), rows in sorted(days.items()):
        book.add(
            "published_windows",
            window_id=f"PW-{segment[1:]}-{day}",
            segment_id=segment,
            start=_hour(min(row.start for row in rows)),
            end=_hour(max(row.end for row in rows) + timedelta(minutes=59, seconds=59)),
            notice="Notice of 20 March (invented)",
        )
    closed = sorted({segment for segment, _ in days})
    middle = {segment for _, _, road in ROUTES.values() for segment, _ in road[1:-1]}
    book.add(
        "detours",
        detour_id="DE-ALL",
        name="Outer roads and second tracks (invented)",
        closed_segment_ids=closed,
        open_segment_ids=sorted(map(bypass, middle)),
        directions="Follow the yellow signs.",
        owner_unit_id="ROADS",
    )
    for number, (who, condition) in enumerate(EXEMPT, start=1):
        book.add(
            "exemptions",
            exemption_id=f"XM-{number}",
            applies_to=who,
            condition=condition,
            owner_unit_id="ROADS",
        )
    for key, (name, persons) in WAYS_ON_FOOT.items():
        book.add(
            "flow_links",
            flow_link_id=key,
            name=f"{name} (invented)",
            persons_per_hour_max=persons,
            owner_unit_id="POLALD",
        )
    for place, key in enumerate(WAYS_ON_FOOT, start=1):
        book.add(
            "flow_paths", flow_path_id="P-TRAM", place=place, flow_link_id=key, minutes=5 * place
        )
    for key, (persons, start, end) in FLOWS.items():
        book.add(
            "flows",
            flow_id=key,
            flow_path_id="P-TRAM",
            persons=persons,
            start=at(start),
            end=at(end),
        )


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0)
