"""The example: flights with stands and clearances, foreign details, airspace; all invented."""

from hanoi.book import Book, Word, at, minutes
from hanoi.organisation import commander
from hanoi.programme import principals
from summitry.kit.ids import (
    AirspaceId,
    ClearanceId,
    FlightId,
    FrequencyId,
    MovementId,
    SiteId,
    StandId,
    UnitId,
    WeaponsId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import (
    Airspace,
    Clearance,
    ClearanceKind,
    Flight,
    FlightKind,
    Frequency,
    Stand,
    Weapons,
)
from summitry.plan.movements import Leg
from summitry.plan.programme import Principal

STANDS = 10
SPECIAL = 20
ON_STAND = minutes(180)
BEFORE_DEPARTURE = minutes(30)
_C = ClearanceKind


def add_air(book: Book) -> None:
    """Add stands, flights in, what each delegation needs leave for, and restricted airspace."""
    for number in range(1, STANDS + 1):
        book.put(
            Stand(
                stand_id=StandId(f"ST-{number:02}"),
                name=f"Stand {number}",
                site_id=SiteId("AIRFIELD"),
                wing_span_m_max=65.0 if number % 2 else 52.0,
            )
        )
    for place, (principal, _) in enumerate(principals(), start=1):
        _add_flight(book, place, book.get(Principal, principal))
    for site, radius in (("HALL", 8_000.0), ("PALACE", 4_000.0), ("AIRFIELD", 10_000.0)):
        restriction = Airspace(
            airspace_id=AirspaceId(f"AS-{site}"),
            site_id=SiteId(site),
            radius_m=radius,
            ceiling_m=3_000.0,
            start=at("24T00:00"),
            end=at("27T00:00"),
            owner_unit_id=UnitId("ARMYCAP"),
        )
        book.put(restriction)
        book.say(restriction, AttestationKind.ISSUED, commander("ARMYCAP"), at("15T10:00"))


def _add_flight(book: Book, place: int, principal: Principal) -> None:
    movement = MovementId(f"MV-{place:02}-24-IN")
    landing = book.get(Leg, f"{movement}|1").depart - BEFORE_DEPARTURE
    special = place <= SPECIAL
    book.put(
        Flight(
            flight_id=FlightId(f"FL-{place:02}"),
            delegation_id=principal.delegation_id,
            kind=FlightKind.ARRIVAL,
            site_id=SiteId("AIRFIELD"),
            scheduled=landing,
            number=f"INV {100 + place}",
            special=special,
            stand_id=StandId(f"ST-{1 + (place - 1) % STANDS:02}"),
            stand_from=landing,
            stand_to=landing + ON_STAND,
            wing_span_m=50.0,
            movement_id=movement,
            owner_unit_id=UnitId("AIRPOL"),
        )
    )
    if special:
        _add_leave(book, place, principal)


def _add_leave(book: Book, place: int, principal: Principal) -> None:
    """Add landing, weapons and frequencies of a delegation, each asked for and given."""
    given = {}
    for kind in (_C.LANDING, _C.WEAPONS, _C.FREQUENCIES):
        clearance = Clearance(
            clearance_id=ClearanceId(f"CL-{kind.value.upper()}-{place:02}"),
            kind=kind,
            delegation_id=principal.delegation_id,
            flight_id=FlightId(f"FL-{place:02}") if kind is _C.LANDING else None,
            due=at("22T12:00"),
            owner_unit_id=UnitId("MFA"),
        )
        book.put(clearance)
        book.words.append(
            Word(
                table="clearances",
                key=clearance.clearance_id,
                kind=AttestationKind.CLEARED,
                by=commander("MFA"),
                at=at("20T15:00"),
            )
        )
        given[kind] = clearance.clearance_id
    book.put(
        Weapons(
            weapons_id=WeaponsId(f"WP-{place:02}"),
            delegation_id=principal.delegation_id,
            kind="Pistol",
            count=4 + place % 5,
            clearance_id=given[_C.WEAPONS],
        ),
        Frequency(
            frequency_id=FrequencyId(f"FQ-{place:02}"),
            delegation_id=principal.delegation_id,
            mhz=round(440.0 + 0.025 * place, 3),
            clearance_id=given[_C.FREQUENCIES],
        ),
    )
