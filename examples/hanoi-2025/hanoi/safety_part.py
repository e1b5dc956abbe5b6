"""The example: perimeter, sweeps, evacuation, medical care, fire; all invented."""

from hanoi.book import Book, at, minutes
from hanoi.facts import Scale
from hanoi.organisation import commander, deputy
from hanoi.places import ROOMS, ZONES
from hanoi.safety_care import add_care
from summitry.kit.ids import (
    AreaId,
    EvacuationId,
    OpeningId,
    PostId,
    RendezvousId,
    RoomId,
    SafePlaceId,
    SealId,
    SeamId,
    SiteId,
    SweepId,
    UnitId,
    ZoneId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import (
    Evacuation,
    Opening,
    OpeningKind,
    SafePlace,
    SafePlaceKind,
    Seal,
    Seam,
    SterileArea,
    Sweep,
)

_O = OpeningKind
DAYS = ("24T06:00", "26T22:00")
USED = {
    "O-STEPFREE-N": ("Z-PLAZA", "Step-free gate, north", _O.STEP_FREE_GATE, "Wheelchairs", "PM-41"),
    "O-STEPFREE-S": ("Z-PLAZA", "Step-free gate, south", _O.STEP_FREE_GATE, "Wheelchairs", "PM-42"),
    "O-VEHICLE-N": ("Z-OUTER", "North ramp", _O.VEHICLE_GATE, "Motorcades", "PM-43"),
    "O-VEHICLE-S": ("Z-OUTER", "South ramp", _O.VEHICLE_GATE, "Motorcades", "PM-44"),
    "O-WASTE": (
        "Z-SERVICE",
        "Waste yard",
        _O.VEHICLE_GATE,
        "Refuse, and cooks on a break",
        "PM-45",
    ),
    "O-KITCHEN": ("Z-SERVICE", "Kitchen door", _O.DOOR, "Deliveries of food", "PM-46"),
    "O-BOOTHS": ("Z-PLENARY", "Stair to the booths", _O.DOOR, "Interpreters", "IN-21"),
    "O-WINGS": ("Z-STAGE", "Wings, left", _O.DOOR, "Ushers and the depositary", "IN-22"),
    "O-FOYER-W": ("Z-FOYER", "West doors", _O.DOOR, "Exhibitors", "IN-23"),
    "O-HOLDING": ("Z-HOLDING", "Corridor of the holding rooms", _O.DOOR, "Details", "CL-07"),
    "O-PORCH": ("Z-PALACE", "Garden porch", _O.DOOR, "Waiters", "PL-11"),
    "O-LIGHTS": ("Z-PRESS", "Cable door", _O.DOOR, "Broadcast technicians", "PR-05"),
    "O-STAIRS": ("Z-APRON", "Gate of the stairs", _O.VEHICLE_GATE, "Ground crews", "AF-11"),
}
SHUT = {
    "O-FIRE-1": ("Z-FOYER", "Fire door 1", _O.FIRE_DOOR),
    "O-FIRE-2": ("Z-FOYER", "Fire door 2", _O.FIRE_DOOR),
    "O-FIRE-3": ("Z-PLENARY", "Fire door 3", _O.FIRE_DOOR),
    "O-FIRE-4": ("Z-PLENARY", "Fire door 4", _O.FIRE_DOOR),
    "O-FIRE-5": ("Z-PRESS", "Fire door 5", _O.FIRE_DOOR),
    "O-FIRE-6": ("Z-PALACE", "Fire door 6", _O.FIRE_DOOR),
    "O-DUCT-1": ("Z-SERVICE", "Duct of the cooling plant", _O.SERVICE_DUCT),
    "O-DUCT-2": ("Z-OUTER", "Storm drain", _O.SERVICE_DUCT),
    "O-LAKE": ("Z-PLAZA", "Boat stair", _O.WATERSIDE),
    "O-FENCE": ("Z-OUTER", "Gap behind the depot", _O.FENCE_GAP),
    "O-WINDOW": ("Z-HOLDING", "Light well", _O.WINDOW),
}

AREAS: dict[str, tuple[str, str, tuple[str, str], tuple[str, str], str]] = {
    "A-STAGE": ("Z-STAGE", "GUARD", ("25T08:00", "25T12:50"), ("23T07:00", "23T10:00"), "IN-25"),
    "A-HOLDING": (
        "Z-HOLDING",
        "GUARD",
        ("25T06:30", "25T19:00"),
        ("23T09:00", "23T11:30"),
        "CL-05",
    ),
    "A-LOUNGE": ("R-LOUNGE", "AIRPOL", ("24T03:00", "24T23:00"), ("23T12:00", "23T14:00"), "AF-20"),
    "A-BANQUET": (
        "R-BANQUET",
        "GUARD",
        ("25T19:40", "25T21:30"),
        ("25T13:00", "25T15:30"),
        "PL-07",
    ),
    "A-BILAT-1": (
        "R-BILAT-1",
        "GUARD",
        ("25T13:00", "25T14:30"),
        ("25T10:30", "25T11:30"),
        "CL-06",
    ),
    "A-BILAT-2": (
        "R-BILAT-2",
        "GUARD",
        ("25T13:00", "25T14:30"),
        ("25T10:30", "25T11:30"),
        "CL-08",
    ),
    "A-DAY-2": ("Z-PLENARY", "UNDSS", ("26T08:00", "26T15:30"), ("26T03:00", "26T05:30"), "IN-30"),
}
"""Area: zone or room, owner, use, sweep, and the post that keeps the seal from sweep to use.

The stage is swept before the rehearsal of 23 October, which plays in front of it, and stays sealed.
"""

SEAMS = (
    ("Z-FOYER", "Z-OUTER", "CITYPOL"),
    ("Z-FOYER", "Z-PLAZA", "GUARD"),
    ("Z-FOYER", "Z-HOLDING", "GUARD"),
    ("Z-FOYER", "Z-SERVICE", "HALLOPS"),
    ("Z-PLENARY", "Z-PLAZA", "GUARD"),
    ("Z-PLENARY", "Z-HOLDING", "GUARD"),
    ("Z-PLENARY", "Z-SERVICE", "HALLOPS"),
    ("Z-STAGE", "Z-HOLDING", "GUARD"),
    ("Z-STAGE", "Z-PLAZA", "GUARD"),
    ("Z-STAGE", "Z-SERVICE", "HALLOPS"),
)
"""Inside the United Nations answer, outside a service of the host."""

_P = SafePlaceKind
SAFE_PLACES = {
    "SP-HALL-1": ("Archive room", _P.SAFE_ROOM, "HALL", 30, "CL-09"),
    "SP-HALL-2": ("Map room", _P.SAFE_ROOM, "HALL", 30, "CL-10"),
    "SP-PALACE": ("Wine cellar", _P.SAFE_ROOM, "PALACE", 60, "PL-09"),
    "SP-AIRFIELD": ("Old lounge", _P.SAFE_ROOM, "AIRFIELD", 20, "AF-21"),
    "SP-COMMAND": ("Joint command house", _P.SAFE_HAVEN, "COMMAND", 80, "CM-07"),
    "SP-GREEN": ("Green holding room", _P.HOLDING_ROOM, "HALL", 12, "CL-11"),
    "SP-BLUE": ("Blue holding room", _P.HOLDING_ROOM, "HALL", 12, "CL-12"),
}


def add_safety(book: Book, scale: Scale) -> None:
    """Add openings, seams, sterile areas, safe places, evacuation, and all that care takes."""
    _add_openings(book)
    _add_areas(book)
    _add_seams(book)
    for key, (name, kind, site, persons, post) in SAFE_PLACES.items():
        book.put(
            SafePlace(
                safe_place_id=SafePlaceId(key),
                name=f"{name} (invented)",
                kind=kind,
                site_id=SiteId(site),
                persons_max=persons,
                post_id=PostId(post),
                owner_unit_id=UnitId("GUARD"),
            )
        )
    for key, (site, _, _, _, capacity, unit) in ZONES.items():
        book.put(
            Evacuation(
                evacuation_id=EvacuationId(f"EV-{key[2:]}"),
                zone_id=ZoneId(key),
                persons=capacity,
                minutes_max=8.0,
                rendezvous_ids=(RendezvousId(f"RVP-{site}"),),
                owner_unit_id=UnitId(unit),
            )
        )
    add_care(book, scale)


def _add_openings(book: Book) -> None:
    for key, (zone, name, kind, use, post) in USED.items():
        book.put(
            Opening(
                opening_id=OpeningId(key),
                zone_id=ZoneId(zone),
                name=f"{name} (invented)",
                kind=kind,
                used_for=use,
                start=at(DAYS[0]),
                end=at(DAYS[1]),
                post_id=PostId(post),
            )
        )
    for key, (zone, name, kind) in SHUT.items():
        book.put(
            Opening(
                opening_id=OpeningId(key),
                zone_id=ZoneId(zone),
                name=f"{name} (invented)",
                kind=kind,
                locked=True,
                alarmed=True,
            )
        )


def _add_areas(book: Book) -> None:
    for key, (place, unit, use, search, post) in AREAS.items():
        in_room = place in ROOMS
        book.put(
            SterileArea(
                area_id=AreaId(key),
                name=f"{ROOMS[place][0] if in_room else ZONES[place][1]} (invented)",
                zone_id=None if in_room else ZoneId(place),
                room_id=RoomId(place) if in_room else None,
                start=at(use[0]),
                end=at(use[1]),
                owner_unit_id=UnitId(unit),
            )
        )
        sweep = Sweep(
            sweep_id=SweepId(f"SW-{key[2:]}"),
            area_id=AreaId(key),
            start=at(search[0]),
            end=at(search[1]),
            unit_id=UnitId("EOD"),
        )
        seal = Seal(
            seal_id=SealId(f"SL-{key[2:]}"),
            area_id=AreaId(key),
            start=at(search[1]),
            end=at(use[0]),
            post_id=PostId(post),
        )
        book.put(sweep, seal)
        # What is swept after the moment of the plan nobody can have said yet.
        if search[1] < "23T16:00":
            book.say(sweep, AttestationKind.SWEPT, deputy("EOD"), sweep.end + minutes(2))
            book.say(seal, AttestationKind.SEALED, deputy(unit), sweep.end + minutes(5))


def _add_seams(book: Book) -> None:
    for number, (inner, outer, unit) in enumerate(SEAMS, start=1):
        row = Seam(
            seam_id=SeamId(f"SM-{inner[2:]}-{outer[2:]}"),
            inner_zone_id=ZoneId(inner),
            outer_zone_id=ZoneId(outer),
            procedure=(
                "Whoever sees it first reports on both nets; the officer inside decides inside, "
                "the officer outside decides outside; a person handed over is signed for (invented)"
            ),
            inner_unit_id=UnitId("UNDSS"),
            outer_unit_id=UnitId(unit),
        )
        book.put(row)
        for side in (UnitId("UNDSS"), UnitId(unit)):
            when = at("21T09:00") + minutes(6 * number)
            book.say(row, AttestationKind.ACKNOWLEDGED, commander(side), when)
