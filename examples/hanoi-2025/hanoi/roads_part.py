"""The example: vehicles, other routes, notices, flows on foot; all invented."""

from datetime import datetime, timedelta
from math import hypot

from hanoi.air_part import add_air
from hanoi.book import HANOI, Book, at
from hanoi.facts import Scale
from hanoi.movements import ROUTES
from hanoi.places import METRES_PER_MINUTE, SITES, START_MINUTES
from hanoi.programme import principals
from summitry.kit.ids import (
    DetourId,
    EscortTeamId,
    ExemptionId,
    FlowId,
    FlowLinkId,
    MovementId,
    PersonId,
    QualificationId,
    RouteId,
    SafePlaceId,
    SegmentId,
    SiteId,
    UnitId,
    VehicleId,
    WindowId,
)
from summitry.plan.medical import Hospital
from summitry.plan.movements import Closure, Movement, Route, RouteSegment, Segment
from summitry.plan.organisation import Person, PersonQualification, Qualification
from summitry.plan.perimeter import SafePlace, SafePlaceKind
from summitry.plan.terms import RouteKind
from summitry.plan.traffic import Detour, Exemption, Flow, FlowLink, FlowPath, PublishedWindow
from summitry.plan.vehicles import (
    Escort,
    EscortTeam,
    MotorcadeRole,
    MotorcadeVehicle,
    RouteSupport,
    Vehicle,
    VehicleKind,
)

ARMOURED = QualificationId("Q-ARMOURED")
CARS = (
    (MotorcadeRole.LEAD, VehicleKind.CAR, 3),
    (MotorcadeRole.PRINCIPAL, VehicleKind.ARMOURED_CAR, 3),
    (MotorcadeRole.FOLLOW_UP, VehicleKind.CAR, 6),
    (MotorcadeRole.SPARE, VehicleKind.ARMOURED_CAR, 3),
    (MotorcadeRole.STAFF, VehicleKind.VAN, 8),
)
HAVENS = {"BASE-1": "SH-BASE-1", "BASE-2": "SH-BASE-2", "COMMAND": "SP-COMMAND"}
"""Safe havens by site; the last one stands among the safe places."""
WAYS_ON_FOOT = {
    "W-STATION": ("Lotus Lake station (invented)", 9_000),
    "W-RAMP": ("Ramp to the plaza (invented)", 4_200),
    "W-LAKESIDE": ("Lakeside walk (invented)", 3_000),
    "W-COACHES": ("Coach stands (invented)", 3_600),
}
PATHS = {
    "P-METRO": (("W-STATION", 0), ("W-RAMP", 6)),
    "P-COACH": (("W-COACHES", 0), ("W-RAMP", 4)),
    "P-WALK": (("W-LAKESIDE", 0),),
}
FLOWS = (
    ("F-STAFF-25", "P-METRO", 1_400, "25T05:00", "25T06:00"),
    ("F-DELEGATES-25", "P-COACH", 2_500, "25T06:45", "25T07:45"),
    ("F-PRESS-25", "P-WALK", 450, "25T05:15", "25T06:00"),
    ("F-STAFF-26", "P-METRO", 1_100, "26T05:30", "26T06:30"),
    ("F-DELEGATES-26", "P-COACH", 2_300, "26T06:45", "26T07:45"),
    ("F-LEAVE-26", "P-COACH", 2_400, "26T16:15", "26T17:30"),
)


def add_roads(book: Book, scale: Scale) -> None:
    """Add the rows."""
    del scale  # Roads and cars are the same in both versions.
    _add_alternates(book)
    _add_help(book)
    _add_motorcades(book)
    _add_notices(book)
    _add_flows(book)
    add_air(book)


def bypass(segment: str) -> str:
    """Return the road that runs beside the segment."""
    return f"SG-B-{segment[3:]}"


def _add_alternates(book: Book) -> None:
    """Add, for each route, another one that begins and ends alike and shares nothing between."""
    made: set[str] = set()
    for key, (start, end, road) in ROUTES.items():
        route = RouteId(f"{key}-ALT")
        book.put(
            Route(
                route_id=route,
                name=f"{SITES[start][0]} to {SITES[end][0]}, outer road",
                from_site_id=SiteId(start),
                to_site_id=SiteId(end),
                kind=RouteKind.ALTERNATE,
            )
        )
        last = len(road) - 1
        for place, (segment, seconds) in enumerate(road):
            between = 0 < place < last
            name = bypass(segment) if between else segment
            made |= {name} if between else set()
            book.put(
                RouteSegment(
                    route_id=route,
                    place=place + 1,
                    segment_id=SegmentId(name),
                    running_seconds=seconds + (40 if between else 0),
                )
            )
    for name in sorted(made):
        book.put(Segment(segment_id=SegmentId(name), name=f"Road {name[3:]} (invented)"))


def _add_help(book: Book) -> None:
    """Add safe havens, and for each route the nearest hospital and haven."""
    for site in ("BASE-1", "BASE-2"):
        book.put(
            SafePlace(
                safe_place_id=SafePlaceId(HAVENS[site]),
                name=f"Safe haven, {SITES[site][0]}",
                kind=SafePlaceKind.SAFE_HAVEN,
                site_id=SiteId(site),
                owner_unit_id=UnitId("GUARD"),
            )
        )
    for key, (start, end, _) in ROUTES.items():
        support = 1
        for hospital in book.rows(Hospital):
            book.put(
                RouteSupport(
                    route_id=RouteId(key),
                    support=support,
                    hospital_id=hospital.hospital_id,
                    minutes=_minutes((start, end), hospital.site_id),
                )
            )
            support += 1
        haven = min(HAVENS, key=lambda site: (_minutes((start, end), site), site))
        book.put(
            RouteSupport(
                route_id=RouteId(key),
                support=support,
                safe_place_id=SafePlaceId(HAVENS[haven]),
                minutes=_minutes((start, end), haven),
            )
        )


def _minutes(ends: tuple[str, str], site: str) -> float:
    """Return the minutes from the nearer end of a route, by blue light at twice the speed."""
    here = SITES[site][3:]
    far = min(hypot(SITES[end][3] - here[0], SITES[end][4] - here[1]) for end in ends)
    return round((START_MINUTES + far / METRES_PER_MINUTE) / 2, 1)


def _add_motorcades(book: Book) -> None:
    """Give each principal cars, drivers and an escort team for all movements."""
    book.put(Qualification(qualification_id=ARMOURED, name="Driver of armoured cars"))
    for place, _ in enumerate(principals(), start=1):
        team = EscortTeamId(f"ET-{place:02}")
        book.put(
            EscortTeam(
                escort_team_id=team, name=f"Escort {place}", riders=6, unit_id=UnitId("TRAFPOL")
            )
        )
        movements = [
            row.movement_id
            for row in book.rows(Movement)
            if row.movement_id.startswith(f"MV-{place:02}-")
        ]
        for movement in movements:
            book.put(Escort(movement_id=movement, escort_team_id=team))
        for number, car in enumerate(CARS, start=1):
            _add_car(book, f"{place:02}-{number}", car, movements)


def _add_car(
    book: Book,
    suffix: str,
    car: tuple[MotorcadeRole, VehicleKind, int],
    movements: list[MovementId],
) -> None:
    role, kind, seats = car
    armoured = kind is VehicleKind.ARMOURED_CAR
    vehicle, driver = VehicleId(f"VH-{suffix}"), PersonId(f"d-{suffix}")
    book.put(
        Vehicle(
            vehicle_id=vehicle,
            name=f"Car {suffix}",
            kind=kind,
            seats=seats,
            call_sign=f"Heron {suffix}",
            site_id=SiteId("BASE-1"),
            qualification_id=ARMOURED if armoured else None,
            unit_id=UnitId("LOGPOL"),
        ),
        Person(person_id=driver, unit_id=UnitId("LOGPOL"), grade="driver", languages=("vi",)),
    )
    if armoured:
        book.put(PersonQualification(person_id=driver, qualification_id=ARMOURED))
    for movement in movements:
        book.put(
            MotorcadeVehicle(
                movement_id=movement,
                place=int(suffix[-1]),
                vehicle_id=vehicle,
                driver_id=driver,
                role=role,
            )
        )


def _add_notices(book: Book) -> None:
    """Publish, by road and day, whole hours that hold all closures, so that none tells a time."""
    days: dict[tuple[str, str], list[Closure]] = {}
    for closure in book.rows(Closure):
        day = closure.start.astimezone(HANOI).strftime("%d")
        days.setdefault((closure.segment_id, day), []).append(closure)
    for (segment, day), rows in sorted(days.items()):
        book.put(
            PublishedWindow(
                window_id=WindowId(f"PW-{segment[3:]}-{day}"),
                segment_id=SegmentId(segment),
                start=_hour(min(row.start for row in rows)),
                end=_hour(max(row.end for row in rows) + timedelta(minutes=59, seconds=59)),
                notice="Notice of 23 October (invented)",
            )
        )
    closed = sorted({segment for segment, _ in days})
    for side in "NS":
        own = [segment for segment in closed if _side(segment) == side]
        book.put(
            Detour(
                detour_id=DetourId(f"DE-{side}"),
                name=f"Outer road {side} (invented)",
                closed_segment_ids=tuple(map(SegmentId, own)),
                open_segment_ids=tuple(
                    SegmentId(bypass(segment)) for segment in (f"SG-{side}2", f"SG-{side}3")
                ),
                directions="Follow the signs to the outer road.",
                owner_unit_id=UnitId("TRAFPOL"),
            )
        )
    for number, (who, condition) in enumerate(EXEMPT, start=1):
        book.put(
            Exemption(
                exemption_id=ExemptionId(f"XM-{number}"),
                applies_to=who,
                condition=condition,
                owner_unit_id=UnitId("TRAFPOL"),
            )
        )


EXEMPT = (
    ("Ambulances, fire engines, police and army vehicles", "On duty"),
    ("Vehicles with a badge of the event", "The badge lies behind the windscreen"),
    ("Public buses and refuse trucks", "Where the officer at the barrier lets them pass"),
    ("Residents", "With proof of their address, on foot or at the pace of walking"),
)
"""After the exemptions of the traffic order as published in Hanoi (table traffic_orders)."""


def _side(segment: str) -> str:
    """Return the corridor that a road belongs to."""
    if "HOTEL" in segment:
        return "N" if int(segment[-2:]) % 2 else "S"
    return "S" if segment[3:].startswith(("S", "PS")) else "N"


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0)


def _add_flows(book: Book) -> None:
    for key, (name, persons) in WAYS_ON_FOOT.items():
        book.put(
            FlowLink(
                flow_link_id=FlowLinkId(key),
                name=name,
                persons_per_hour_max=persons,
                owner_unit_id=UnitId("CITYPOL"),
            )
        )
    for path, ways in PATHS.items():
        for place, (way, minutes) in enumerate(ways, start=1):
            book.put(
                FlowPath(
                    flow_path_id=path, place=place, flow_link_id=FlowLinkId(way), minutes=minutes
                )
            )
    for key, path, persons, start, end in FLOWS:
        book.put(
            Flow(
                flow_id=FlowId(key),
                flow_path_id=path,
                persons=persons,
                start=at(start),
                end=at(end),
            )
        )
