"""Flights, what delegations need leave for, and the air over the houses."""

from datetime import timedelta

from cities.moments import Book, at
from cities.roll import LETTERS
from cities.ways import landing
from summitry.plan.movements import Leg


def add_air(book: Book) -> None:
    """Add flights in and out, what each delegation needs leave for, and closed airspace."""
    for airport, stands in (("AIR-A", 10), ("AIR-C", len(LETTERS))):
        for number in range(1, stands + 1):
            book.add(
                "stands",
                stand_id=f"ST-{airport[-1]}{number:02}",
                name=f"Stand {number}",
                site_id=airport,
                wing_span_m_max=65,
            )
    for place, letter in enumerate(LETTERS):
        _add_flights(book, place, letter)
        for name, kind, flight in (
            ("landing", "landing", f"FI-{letter}"),
            ("leaving", "overflight", f"FO-{letter}"),
            ("weapons", "weapons", None),
            ("frequencies", "frequencies", None),
        ):
            book.add(
                "clearances",
                clearance_id=f"CR-{letter}-{name}",
                kind=kind,
                delegation_id=f"DE-{letter}",
                flight_id=flight,
                due=at("27T09:00"),
                owner_unit_id="PROTO",
            )
        book.add(
            "weapons",
            weapons_id=f"WP-{letter}",
            delegation_id=f"DE-{letter}",
            kind="Pistol",
            count=4 + place % 4,
            clearance_id=f"CR-{letter}-weapons",
        )
        book.add(
            "frequencies",
            frequency_id=f"FQ-{letter}",
            delegation_id=f"DE-{letter}",
            mhz=round(440 + 0.025 * place, 3),
            clearance_id=f"CR-{letter}-frequencies",
        )
    _close_airspace(book)


def _close_airspace(book: Book) -> None:
    """Close the air over each house while it is used, and tell of the host's own drone."""
    for site, start, end in (
        ("HOUSE-A", "29T00:00", "29T18:00"),
        ("OPERA-B", "29T16:00", "30T00:00"),
        ("CASTLE-C", "30T05:00", "30T20:00"),
    ):
        book.add(
            "airspace",
            airspace_id=f"AS-{site}",
            site_id=site,
            radius_m=6_000,
            ceiling_m=2_500,
            start=at(start),
            end=at(end),
            owner_unit_id="AIRWATCH",
        )
    book.add(
        "drones",
        drone_id="DN-1",
        site_id="HOUSE-A",
        start=at("29T07:00"),
        end=at("29T07:30"),
        purpose="Last look at the roofs",
        unit_id="GUARD",
    )


def _add_flights(book: Book, place: int, letter: str) -> None:
    lands, span = landing(place), 48 + place % 3
    leaves = book.get(Leg, f"MV-30-{letter}|1").depart + timedelta(minutes=50)
    for prefix, kind, airport, scheduled, stand, stay in (
        ("FI", "arrival", "AIR-A", lands, f"ST-A{1 + place % 10:02}", (lands, timedelta(hours=4))),
        ("FO", "departure", "AIR-C", leaves, f"ST-C{place + 1:02}", (at("30T07:00"), None)),
    ):
        start, hours = stay
        book.add(
            "flights",
            flight_id=f"{prefix}-{letter}",
            delegation_id=f"DE-{letter}",
            kind=kind,
            site_id=airport,
            scheduled=scheduled,
            number=f"INV {prefix} {place + 1}",
            special=True,
            stand_id=stand,
            stand_from=start,
            stand_to=scheduled if hours is None else start + hours,
            wing_span_m=span,
            movement_id=f"MV-{'28' if kind == 'arrival' else '30'}-{letter}",
            owner_unit_id="AIRPOL",
        )
