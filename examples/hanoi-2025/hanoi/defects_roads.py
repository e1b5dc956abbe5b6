"""Defects in movements: two at one door, two on one road, a road opened too early."""

from collections.abc import Iterator

from hanoi.air_part import ON_STAND
from hanoi.book import Book, at, minutes
from hanoi.movements import CLOSED_EITHER_SIDE, FLIGHTS_APART, Trip, passes
from hanoi.planted import Planted
from summitry.kit.ids import (
    ClosureId,
    DoorId,
    MovementId,
    RouteId,
    SegmentId,
    SiteId,
    UnitId,
)
from summitry.plan.aviation import Flight
from summitry.plan.movements import Closure, Leg, Movement, Route, RouteSegment, Segment


def _trip(book: Book, key: str) -> Trip:
    leg = book.get(Leg, key)
    return Trip(leg.route_id, leg.depart, leg.door_id or "")


def two_at_a_door(book: Book) -> Iterator[Planted]:
    """An unprotected car comes to the porch two minutes after the last motorcade."""
    arrivals = [
        max(left for _, _, left in passes(_trip(book, f"{leg.movement_id}|1")))
        for leg in book.rows(Leg)
        if leg.door_id == "DOOR-N" and leg.depart < at("25T12:00")
    ]
    book.put(
        Segment(segment_id=SegmentId("SG-PRESS"), name="Road PRESS (invented)"),
        Route(
            route_id=RouteId("R-PRESS-HALL"),
            name="Press House to hall",
            from_site_id=SiteId("PRESS"),
            to_site_id=SiteId("HALL"),
        ),
        RouteSegment(
            route_id=RouteId("R-PRESS-HALL"),
            place=1,
            segment_id=SegmentId("SG-PRESS"),
            running_seconds=300,
        ),
        Movement(
            movement_id=MovementId("MV-90-25-AM"),
            title="Press House to hall (invented)",
            protected=False,
            owner_unit_id=UnitId("PROTO"),
        ),
        Leg(
            movement_id=MovementId("MV-90-25-AM"),
            route_id=RouteId("R-PRESS-HALL"),
            depart=max(arrivals) + minutes(2) - minutes(5),
            door_id=DoorId("DOOR-N"),
        ),
    )
    yield Planted("C-65", "legs", "MV-90-25-AM|1")


def two_on_a_road(book: Book) -> Iterator[Planted]:
    """A flight comes earlier: two protected motorcades meet on the airfield road."""
    first, second = "MV-10-24-IN|1", "MV-11-24-IN|1"
    book.edit(Leg, second, depart=book.get(Leg, first).depart + minutes(2))
    landing = book.get(Flight, "FL-11").scheduled - FLIGHTS_APART + minutes(2)
    book.edit(Flight, "FL-11", scheduled=landing, stand_from=landing, stand_to=landing + ON_STAND)
    for segment, entered, left in passes(_trip(book, second)):
        book.put(
            Closure(
                closure_id=ClosureId(f"CL-{segment[3:]}-90"),
                segment_id=SegmentId(segment),
                start=entered - CLOSED_EITHER_SIDE,
                end=left + CLOSED_EITHER_SIDE,
                owner_unit_id=UnitId("TRAFPOL"),
            )
        )
    yield Planted("C-66", "legs", first)


def opened_early(book: Book) -> Iterator[Planted]:
    """One road is opened five minutes too early, and another is never closed."""
    for key, place, short in (("MV-20-24-IN|1", 1, True), ("MV-27-24-IN|1", 3, False)):
        segment, entered, _ = list(passes(_trip(book, key)))[place]
        closure = next(
            row
            for row in book.rows(Closure)
            if row.segment_id == segment and row.start <= entered < row.end
        )
        if short:
            book.edit(Closure, closure.closure_id, end=closure.end - minutes(7))
        else:
            book.drop("closures", closure.closure_id)
        yield Planted("C-67", "legs", key)


DEFECTS = (two_at_a_door, two_on_a_road, opened_early)
