"""Defects in cars, other routes, notices, flows on foot, flights and foreign parties."""

from collections.abc import Iterator
from datetime import date

from hanoi.air_part import ON_STAND
from hanoi.book import Book, at, minutes
from hanoi.planted import Planted
from hanoi.roads_part import ARMOURED
from summitry.kit.ids import ClearanceId, PersonId, RouteId, SegmentId, VehicleId
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Airspace, Flight, Frequency, Weapons
from summitry.plan.movements import RouteSegment
from summitry.plan.organisation import PersonQualification
from summitry.plan.traffic import Detour, Exemption, Flow, PublishedWindow
from summitry.plan.vehicles import MotorcadeVehicle, RouteSupport


def ramp_too_narrow(book: Book) -> Iterator[Planted]:
    """The coaches come in half an hour, while the ramp is still full of staff."""
    book.edit(Flow, "F-DELEGATES-25", start=at("25T05:40"), end=at("25T06:10"))
    yield Planted("C-04", "flow_links", "W-RAMP")
    yield Planted("C-04", "flow_links", "W-COACHES")


def without_another_way(book: Book) -> Iterator[Planted]:
    """One other route is gone; another runs over the road it should avoid; a haven is far."""
    for place in (1, 2, 3):
        book.drop("route_segments", f"R-PALACE-HOTEL-03-ALT|{place}")
    book.drop("routes", "R-PALACE-HOTEL-03-ALT")
    book.edit(RouteSegment, "R-PALACE-HOTEL-04-ALT|2", segment_id=SegmentId("SG-S4"))
    book.put(
        RouteSegment(
            route_id=RouteId("R-PALACE-HOTEL-04-ALT"),
            place=4,
            segment_id=SegmentId("SG-HOTEL-06"),
            running_seconds=60,
        )
    )
    key = max(k for k in book.tables["route_supports"] if k.startswith("R-AIR-HOTEL-05|"))
    assert book.get(RouteSupport, key).safe_place_id is not None
    book.edit(RouteSupport, key, minutes=31.5)
    yield Planted("C-68", "routes", "R-PALACE-HOTEL-03")
    yield Planted("C-68", "routes", "R-PALACE-HOTEL-04")
    yield Planted("C-68", "routes", "R-AIR-HOTEL-05")


def one_car_twice(book: Book) -> Iterator[Planted]:
    """A spare car stands in two motorcades of one morning, and a driver is lent across town."""
    book.edit(MotorcadeVehicle, "MV-08-25-AM|4", vehicle_id=VehicleId("VH-07-4"))
    book.edit(MotorcadeVehicle, "MV-12-25-PM|1", driver_id=PersonId("d-13-1"))
    yield Planted("C-69", "motorcade_vehicles", "MV-07-25-AM|4")
    yield Planted("C-69", "motorcade_vehicles", "MV-13-25-PM|1")


def motorcade_lacks(book: Book) -> Iterator[Planted]:
    """One motorcade has no follow-up car; an armoured car is driven by somebody who may no more."""
    book.drop("motorcade_vehicles", "MV-15-26-AM|3")
    book.edit(PersonQualification, f"d-21-2|{ARMOURED}", expires=date(2025, 10, 24))
    yield Planted("C-162", "movements", "MV-15-26-AM")
    for movement in ("MV-21-25-AM", "MV-21-25-PM", "MV-21-26-AM"):
        yield Planted("C-163", "motorcade_vehicles", f"{movement}|2")


def public_told_wrongly(book: Book) -> Iterator[Planted]:
    """A road reopens too early in the notice, another has no detour, an exemption is blank."""
    window = book.get(PublishedWindow, "PW-N3-25")
    book.edit(PublishedWindow, "PW-N3-25", end=window.end - minutes(95))
    detour = book.get(Detour, "DE-S")
    left = tuple(segment for segment in detour.closed_segment_ids if segment != "SG-S2")
    book.edit(Detour, "DE-S", closed_segment_ids=left)
    book.edit(Exemption, "XM-3", applies_to=" ")
    yield Planted("C-71", "closures", "CL-N3-01")
    yield Planted("C-160", "published_windows", "PW-S2-25")
    yield Planted("C-161", "exemptions", "XM-3")


def aircraft_astray(book: Book) -> Iterator[Planted]:
    """A clearance was never given, two aircraft share a stand, and one comes two hours late."""
    book.unsay("clearances", "CL-LANDING-06", AttestationKind.CLEARED)
    book.edit(Flight, "FL-26", stand_id=book.get(Flight, "FL-24").stand_id)
    late = book.get(Flight, "FL-30").scheduled + minutes(120)
    book.edit(Flight, "FL-30", scheduled=late, stand_from=late, stand_to=late + ON_STAND)
    yield Planted("C-164", "flights", "FL-06")
    yield Planted("C-165", "flights", "FL-26")
    yield Planted("C-166", "flights", "FL-30")


def foreign_parties(book: Book) -> Iterator[Planted]:
    """Weapons rest on another delegation's leave, two channels overlap, the sky opens early."""
    book.edit(Weapons, "WP-09", clearance_id=ClearanceId("CL-WEAPONS-10"))
    book.edit(Frequency, "FQ-14", mhz=440.367)
    book.unsay("airspace", "AS-HALL", AttestationKind.ISSUED)
    book.edit(Airspace, "AS-HALL", end=at("25T08:30"))
    yield Planted("C-167", "weapons", "WP-09")
    yield Planted("C-168", "frequencies", "FQ-15")
    yield Planted("C-169", "airspace", "AS-HALL")
    for exposure in ("E-LEAVE-25", "E-PHOTO-25", "E-STEPS-25", "E-STEPS-26"):
        yield Planted("C-169", "exposures", exposure)


DEFECTS = (
    ramp_too_narrow,
    without_another_way,
    one_car_twice,
    motorcade_lacks,
    public_told_wrongly,
    aircraft_astray,
    foreign_parties,
)
