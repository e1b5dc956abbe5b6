"""C-69, C-162, C-163: vehicles, drivers and escorts taken twice; motorcades that lack a part."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from summitry.check.passages import Span, spans
from summitry.check.places import known_ways
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import MINUTE_SECONDS, end_of_day, moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.movements import Movement
from summitry.plan.organisation import PersonQualification
from summitry.plan.terms import Field, Severity
from summitry.plan.vehicles import Escort, MotorcadeRole, MotorcadeVehicle, Vehicle
from summitry.policy.timing import NIGHT_SECONDS, Ways, follow_each_other

WANTED = {
    MotorcadeRole.LEAD: Severity.HIGH,
    MotorcadeRole.PRINCIPAL: Severity.HIGH,
    MotorcadeRole.FOLLOW_UP: Severity.HIGH,
    MotorcadeRole.SPARE: Severity.MEDIUM,
}
"""What a protected motorcade has, and how much it matters when it has not."""


class _Booking(Struct, frozen=True):
    """Something that a movement takes: what, the row that says so, and when."""

    what: str
    table: str
    key: str
    column: str
    span: Span


@rule(
    "C-69",
    title=Text("Vehicle, driver or escort in two motorcades"),
    why=Text(
        "Two lists that each name the same car are both right until both principals stand at "
        "their doors."
    ),
    cases={
        "overlap": Text("{what} is in {movement} and in {other} at the same time."),
        "way": Text(
            "{what} ends {other} at {from_site} {have} min before {movement} starts at "
            "{to_site}; the way takes {need}."
        ),
        "unknown-way": Text(
            "{what} ends {other} at {from_site} {have} min before {movement} starts at "
            "{to_site}; how long the way takes is not known."
        ),
        "twice": Text("{what} has two places in {movement}."),
    },
    remedy=Text("Give one of the two movements another vehicle, driver or team."),
    source=Text("Practice of motorcade planning: one manifest for each vehicle and driver."),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=(
        "escorts",
        "legs",
        "motorcade_vehicles",
        "movements",
        "routes",
        "route_segments",
        "travel_times",
    ),
)
def taken_twice(view: View) -> Iterator[Gap]:
    """Yield each vehicle, driver and escort team that two movements need at once."""
    known = view.derive(known_ways)
    booked: dict[tuple[str, str], list[_Booking]] = {}
    for booking in _bookings(view):
        booked.setdefault((booking.column, booking.what), []).append(booking)
    for own in booked.values():
        yield from _places_twice(own)
        yield from _clashing(own, known)


def _bookings(view: View) -> Iterator[_Booking]:
    when = view.derive(spans)
    for key, row in view.rows(MotorcadeVehicle).items():
        if row.movement_id in when:
            span = when[row.movement_id]
            yield _Booking(row.vehicle_id, "motorcade_vehicles", key, "vehicle_id", span)
            if row.driver_id is not None:
                yield _Booking(row.driver_id, "motorcade_vehicles", key, "driver_id", span)
    for key, escort in view.rows(Escort).items():
        if escort.movement_id in when:
            span = when[escort.movement_id]
            yield _Booking(escort.escort_team_id, "escorts", key, "escort_team_id", span)


def _places_twice(own: Sequence[_Booking]) -> Iterator[Gap]:
    seen: set[str] = set()
    for booking in own:
        movement_id = booking.span.movement_id
        if movement_id in seen:
            yield _gap(booking, "twice", booking, facts={})
        seen.add(movement_id)


def _clashing(own: Sequence[_Booking], known: Ways) -> Iterator[Gap]:
    """Yield one gap for each two movements that follow each other too closely."""
    by_movement = {booking.span.movement_id: booking for booking in reversed(own)}
    ordered = sorted(by_movement.values(), key=lambda each: (each.span.start, each.key))
    spells = [(each.span.start, each.span.end) for each in ordered]
    for first, second in follow_each_other(spells):
        # The places stand in the order of start and key: of two that start together the later key
        # is told.
        before, after = ordered[min(first, second)], ordered[max(first, second)]
        have = after.span.start - before.span.end
        if have < 0:
            yield _gap(after, "overlap", before, facts={})
            continue
        here, there = before.span.to_site, after.span.from_site
        if here is None or there is None:
            continue
        need = known.between(here, there)
        facts: dict[str, str | float] = {
            "have": round(have / MINUTE_SECONDS, 1),
            "from_site": here,
            "to_site": there,
        }
        if need is None:
            if have < NIGHT_SECONDS:
                yield _gap(after, "unknown-way", before, facts=facts)
        elif have < need * MINUTE_SECONDS:
            yield _gap(after, "way", before, facts={**facts, "need": need})


def _gap(booking: _Booking, case: str, other: _Booking, *, facts: dict[str, str | float]) -> Gap:
    movement_id, other_id = booking.span.movement_id, other.span.movement_id
    ends = sorted((booking.span.start, other.span.end))
    return Gap(
        table=booking.table,
        key=booking.key,
        column=booking.column,
        case=case,
        discriminator=f"{booking.column}|{'' if case == 'twice' else other_id}",
        start=moment_of(ends[0]),
        end=moment_of(ends[1]),
        facts={"what": booking.what, "movement": movement_id, "other": other_id, **facts},
        joins=(
            ("movements", movement_id),
            *(() if case == "twice" else ((other.table, other.key), ("movements", other_id))),
        ),
        unknown=case == "unknown-way",
    )


@rule(
    "C-162",
    title=Text("Motorcade without a part that it needs"),
    why=Text(
        "The follow-up car takes the principal away when the first car cannot; a motorcade "
        "without it has no second try."
    ),
    cases={
        "none": Text("{movement} is protected, and no vehicle is set for it."),
        "role": Text("The motorcade of {movement} has no {role}."),
        "seats": Text(
            "Seats in the cars for the principals of {movement}: {have}; principals: {need}."
        ),
        "driver": Text("Nobody is set to drive {vehicle} in {movement}."),
    },
    remedy=Text("Add the vehicle, or name the driver, in the motorcade of this movement."),
    source=Text(
        "Make-up of formal motorcades as open sources describe it (lead, principal, follow-up, "
        "spare); not verified."
    ),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("motorcade_vehicles", "movements", "vehicles"),
)
def incomplete_motorcades(view: View) -> Iterator[Gap]:
    """Yield what the motorcade of each protected movement lacks; nothing where none is planned."""
    rows = view.rows(MotorcadeVehicle)
    by_movement = grouped(rows.values(), "movement_id")
    for key, row in rows.items():
        if row.driver_id is None:
            facts = {"vehicle": row.vehicle_id, "movement": row.movement_id}
            yield Gap(
                table="motorcade_vehicles",
                key=key,
                column="driver_id",
                case="driver",
                facts=facts,
                joins=(("movements", row.movement_id), ("vehicles", row.vehicle_id)),
            )
    if not rows:
        return
    for movement_id, movement in view.rows(Movement).items():
        if movement.protected:
            yield from _lacking(view, movement_id, movement, by_movement.get(movement_id, []))


def _lacking(
    view: View, movement_id: str, movement: Movement, own: list[MotorcadeVehicle]
) -> Iterator[Gap]:
    if not own:
        facts = {"movement": movement_id}
        yield Gap(table="movements", key=movement_id, case="none", facts=facts)
        return
    roles = {row.role for row in own}
    for role, severity in WANTED.items():
        if role not in roles:
            yield Gap(
                table="movements",
                key=movement_id,
                case="role",
                discriminator=role,
                facts={"movement": movement_id, "role": role},
                severity=severity,
            )
    vehicles = view.rows(Vehicle)
    cars = {row.vehicle_id for row in own if row.role is MotorcadeRole.PRINCIPAL}
    seats = sum(vehicles[car].seats for car in cars if car in vehicles)
    if cars and cars <= vehicles.keys() and seats < len(movement.principal_ids):
        yield Gap(
            table="movements",
            key=movement_id,
            case="seats",
            discriminator="seats",
            facts={"movement": movement_id, "have": seats, "need": len(movement.principal_ids)},
            joins=tuple(("vehicles", car) for car in sorted(cars)),
        )


@rule(
    "C-163",
    title=Text("Driver without the vehicle's qualification"),
    why=Text("An armoured car brakes and turns like no other; who has not learned it, learns it."),
    cases={
        "lacks": Text("{driver} drives {vehicle} in {movement} without holding {qualification}."),
        "expired": Text(
            "The qualification {qualification} of {driver} expires before the end of {movement}, "
            "in which {driver} drives {vehicle}."
        ),
    },
    remedy=Text("Name a driver who holds the qualification to the end of the movement."),
    source=Text("Practice of protective driving; the vehicle's own requirement."),
    field=Field.RECEPTION_AND_ESCORT,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(
        "legs",
        "motorcade_vehicles",
        "movements",
        "person_qualifications",
        "routes",
        "route_segments",
        "vehicles",
    ),
)
def unqualified_drivers(view: View) -> Iterator[Gap]:
    """Yield each driver who does not hold what the vehicle asks to the end of the movement."""
    held = view.rows(PersonQualification)
    vehicles, when = view.rows(Vehicle), view.derive(spans)
    for key, row in view.rows(MotorcadeVehicle).items():
        vehicle = vehicles.get(row.vehicle_id)
        wanted = None if vehicle is None else vehicle.qualification_id
        if wanted is None or row.driver_id is None:
            continue
        holding = held.get(f"{row.driver_id}|{wanted}")
        span = when.get(row.movement_id)
        expires = None if holding is None else holding.expires
        ends = None if expires is None else seconds_of(end_of_day(expires, view.zone))
        if holding is not None and (ends is None or span is None or ends >= span.end):
            continue
        yield Gap(
            table="motorcade_vehicles",
            key=key,
            column="driver_id",
            case="lacks" if holding is None else "expired",
            facts={
                "driver": row.driver_id,
                "vehicle": row.vehicle_id,
                "movement": row.movement_id,
                "qualification": wanted,
            },
            joins=(("vehicles", row.vehicle_id), ("movements", row.movement_id)),
        )
