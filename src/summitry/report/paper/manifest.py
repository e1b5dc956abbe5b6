"""The manifest of a motorcade: who rides, in which vehicles, when, by which roads, and what helps.

Principals stand on it by office and drivers by their id, never by name.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from summitry.check.passages import Ride, rides
from summitry.check.view import View, grouped
from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Interval, moment_of, union
from summitry.plan.medical import Hospital
from summitry.plan.movements import Closure, Door, Movement, Segment
from summitry.plan.perimeter import SafePlace
from summitry.plan.places import Site
from summitry.plan.programme import Principal
from summitry.plan.vehicles import Escort, EscortTeam, MotorcadeVehicle, RouteSupport, Vehicle
from summitry.report.paper.document import (
    Answer,
    Blank,
    Content,
    Facts,
    Grid,
    Marks,
    Moment,
    Nothing,
    Number,
    Sentence,
    Span,
    Term,
    Value,
    Words,
    listed,
    words,
)
from summitry.report.paper.source import Source

NO_LEG = Text("The plan has no leg of this movement.")
NO_VEHICLE = Text("The plan names no vehicle of this motorcade.")
NO_ESCORT = Text("The plan names no escort of this motorcade.")
NO_ROAD = Text("The routes of this motorcade have no segments with running times.")
NO_HELP = Text("The plan names no hospital or safe place along the routes.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every movement."""
    yield from source.view.rows(Movement)


def on_day(source: Source, day: date) -> Sequence[str]:
    """Return the movements of which a leg departs on that day."""
    span = source.day_span(day)
    going = {
        ride.leg.movement_id
        for ride in source.view.derive(rides)
        if span.start <= ride.leg.depart < span.end
    }
    return [each for each in subjects(source) if each in going]


def content(source: Source, subject: str) -> Content:
    """Return the manifest of a movement.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such movement.
    """
    movement = source.view.rows(Movement).get(subject)
    if movement is None:
        raise SummitryError("print.no_row", table="movements", key=subject)
    own = [ride for ride in source.view.derive(rides) if ride.leg.movement_id == subject]
    own.sort(key=lambda ride: (ride.depart, ride.leg.leg))
    marks = Marks()
    marks.note(movement)
    return Content(
        heading=Words(movement.title),
        marks=marks,
        blocks=(
            Facts("", tuple(_movement(source, movement, marks))),
            _legs(source, own, marks),
            _vehicles(source, subject, marks),
            _escorts(source, subject, marks),
            _roads(source, own, marks),
            _help(source, own, marks),
        ),
    )


def _movement(source: Source, movement: Movement, marks: Marks) -> Iterator[tuple[str, Value]]:
    known = source.view.rows(Principal)
    principals = [known[each] for each in movement.principal_ids if each in known]
    marks.note_all(principals)
    yield "movement", Words(movement.movement_id)
    yield "principals", listed(Words(each.office) for each in principals)
    yield "protected", Answer(movement.protected)
    yield "detail", words(movement.detail_id)
    yield "unit", source.unit_name(movement.owner_unit_id)


def _legs(source: Source, own: Sequence[Ride], marks: Marks) -> Grid:
    doors = source.view.rows(Door)
    rows: list[tuple[Value, ...]] = []
    for ride in own:
        door = doors.get(ride.leg.door_id or "")
        marks.note(ride.leg, ride.route, door)
        route = ride.route
        rows.append(
            (
                Number(ride.leg.leg),
                Moment(ride.leg.depart),
                Blank() if ride.arrive is None else Moment(moment_of(ride.arrive)),
                _site(source, None if route is None else route.from_site_id, marks),
                _site(source, None if route is None else route.to_site_id, marks),
                Words(ride.leg.route_id if route is None else route.name),
                words(ride.leg.door_id if door is None else door.name),
            )
        )
    return Grid(
        name="legs",
        columns=("leg", "departs", "arrives", "from-site", "to-site", "route", "door"),
        rows=tuple(rows),
        empty=Sentence(NO_LEG),
    )


def _site(source: Source, site_id: str | None, marks: Marks) -> Value:
    site = source.view.rows(Site).get(site_id or "")
    marks.note(site)
    return words(site_id if site is None else site.name)


def _vehicles(source: Source, movement_id: str, marks: Marks) -> Grid:
    known = source.view.rows(Vehicle)
    rows: list[tuple[Value, ...]] = []
    for part in _parts(source.view, movement_id):
        vehicle = known.get(part.vehicle_id)
        marks.note(part, vehicle)
        rows.append(
            (
                Number(part.place),
                Term(part.role),
                Words(part.vehicle_id if vehicle is None else vehicle.name),
                Blank() if vehicle is None else Term(vehicle.kind),
                Blank() if vehicle is None else Number(vehicle.seats),
                words(None if vehicle is None else vehicle.call_sign),
                words(part.driver_id),
            )
        )
    return Grid(
        name="motorcade",
        columns=("place", "role", "vehicle", "kind", "seats", "call-sign", "driver"),
        rows=tuple(rows),
        empty=Sentence(NO_VEHICLE),
    )


def _parts(view: View, movement_id: str) -> list[MotorcadeVehicle]:
    own = grouped(view.rows(MotorcadeVehicle).values(), "movement_id").get(movement_id, ())
    return sorted(own, key=lambda part: part.place)


def _escorts(source: Source, movement_id: str, marks: Marks) -> Grid:
    teams = source.view.rows(EscortTeam)
    rows: list[tuple[Value, ...]] = []
    for escort in source.view.rows(Escort).values():
        if escort.movement_id != movement_id:
            continue
        team = teams.get(escort.escort_team_id)
        marks.note(escort, team)
        rows.append(
            (
                Words(escort.escort_team_id if team is None else team.name),
                Blank() if team is None else Number(team.riders),
                source.unit_name(None if team is None else team.unit_id),
            )
        )
    return Grid(
        name="escorts",
        columns=("escort-team", "riders", "unit"),
        rows=tuple(rows),
        empty=Sentence(NO_ESCORT),
    )


def _roads(source: Source, own: Sequence[Ride], marks: Marks) -> Grid:
    """Return each passage in its order, and when the segment is closed around it."""
    segments = source.view.rows(Segment)
    closures = grouped(source.view.rows(Closure).values(), "segment_id")
    rows: list[tuple[Value, ...]] = []
    for ride in own:
        for passage in ride.passages:
            span = Interval(moment_of(passage.start), moment_of(passage.end))
            segment = segments.get(passage.segment_id)
            around = [
                closure
                for closure in closures.get(passage.segment_id, ())
                if Interval(closure.start, closure.end).overlaps(span)
            ]
            marks.note(segment, *around)
            closed = union(Interval(each.start, each.end) for each in around)
            rows.append(
                (
                    Number(ride.leg.leg),
                    Words(passage.segment_id if segment is None else segment.name),
                    Span(span.start, span.end),
                    listed(Span(each.start, each.end) for each in closed) if closed else Nothing(),
                )
            )
    return Grid(
        name="passages",
        columns=("leg", "road", "passes", "closed"),
        rows=tuple(rows),
        empty=Sentence(NO_ROAD),
    )


def _help(source: Source, own: Sequence[Ride], marks: Marks) -> Grid:
    """Return the hospitals and safe places along the routes, nearest first."""
    hospitals, places = source.view.rows(Hospital), source.view.rows(SafePlace)
    routes = {ride.leg.route_id: ride.route for ride in own}
    rows: list[tuple[Value, ...]] = []
    supports = [s for s in source.view.rows(RouteSupport).values() if s.route_id in routes]
    for support in sorted(supports, key=lambda each: (each.minutes, each.route_id, each.support)):
        hospital = hospitals.get(support.hospital_id or "")
        place = places.get(support.safe_place_id or "")
        route = routes[support.route_id]
        found = hospital or place
        marks.note(support, hospital, place)
        rows.append(
            (
                words(support.hospital_id or support.safe_place_id)
                if found is None
                else Words(found.name),
                _kind(hospital, place),
                Number(support.minutes),
                Words(support.route_id if route is None else route.name),
            )
        )
    return Grid(
        name="help-on-the-way",
        columns=("turn-to", "kind", "minutes", "route"),
        rows=tuple(rows),
        empty=Sentence(NO_HELP),
    )


def _kind(hospital: Hospital | None, place: SafePlace | None) -> Value:
    if hospital is not None:
        return Term(hospital.level)
    return Blank() if place is None else Term(place.kind)
