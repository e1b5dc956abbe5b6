"""The timetable of shuttles: as lines to read, as JSON, and as a table with a row for each call."""

import csv
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from io import StringIO
from zoneinfo import ZoneInfo

import msgspec
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.kit.time import written
from summitry.move.routes.demand import Trip
from summitry.move.routes.shuttles import Call, Ride, Shuttles
from summitry.move.routes.solve import End
from summitry.report.language import Language

FORMAT, VERSION = "summitry-shuttles", 1
COLUMNS = (
    "service",
    "ride",
    "vehicle_id",
    "call",
    "site_id",
    "at",
    "on",
    "off",
    "aboard",
    "boards",
    "alights",
)
ENDS: Mapping[End, Text] = {
    End.PROVED: Text("  Proved: no routes need fewer vehicles, or less time with so many."),
    End.STOPPED: Text("  The time was up; a longer search may find better routes."),
    End.INTERRUPTED: Text("  The search was interrupted; these are the best routes so far."),
}
SERVICE = Text(
    "Service {service}, {start} to {end}: people {people}, loads {loads}, vehicles {vehicles} "
    "(needed at least {least}), minutes on the road {minutes} (with so many at least {bound})."
)
UNMET = Text(
    "  {count} people cannot get from {start} to {end} between {since} and {by}: no road is fast "
    "enough."
)
RIDE = Text("  Vehicle {vehicle} leaves {depot} at {leaves} and is back at {returns}.")
HIRED = Text("{number} (to be hired)")
CALL = Text("    {at} {site}: {on} get on, {off} get off, {aboard} ride on")


class Served(Struct, frozen=True, kw_only=True, eq=False):
    """A service with the rides that were found for it, and how good they are."""

    shuttles: Shuttles
    vehicles_min: int
    minutes: float
    minutes_min: float
    end: End
    rides: tuple[Ride, ...]


class Made(Struct, frozen=True, kw_only=True, eq=False):
    """All services of a plan; ``base`` is the plan's hash in hexadecimal digits."""

    base: str
    seed: int
    seconds: float
    services: tuple[Served, ...]


class _Unmet(Struct, frozen=True, kw_only=True):
    trip: Trip
    people: int


class _Service(Struct, frozen=True, kw_only=True):
    start: datetime
    end: datetime
    seats: int
    depot: str
    vehicles: int
    vehicles_min: int
    minutes: float
    minutes_min: float
    ended: End
    unmet: tuple[_Unmet, ...]
    rides: tuple[Ride, ...]


class _File(Struct, frozen=True, kw_only=True):
    format: str
    version: int
    base: str
    made_by: str
    seed: int
    seconds: float
    services: tuple[_Service, ...]


def json_of(made: Made) -> bytes:
    """Return the timetable as JSON, moments in UTC."""
    content = _File(
        format=FORMAT,
        version=VERSION,
        base=made.base,
        made_by="summitry shuttles",
        seed=made.seed,
        seconds=made.seconds,
        services=tuple(map(_as_written, made.services)),
    )
    return msgspec.json.format(msgspec.json.encode(content), indent=1) + b"\n"


def _as_written(served: Served) -> _Service:
    start, end = _span(served.shuttles)
    return _Service(
        start=start,
        end=end,
        seats=served.shuttles.fleet.seats,
        depot=served.shuttles.fleet.depot,
        vehicles=len(served.rides),
        vehicles_min=served.vehicles_min,
        minutes=served.minutes,
        minutes_min=served.minutes_min,
        ended=served.end,
        unmet=_unmet(served.shuttles),
        rides=served.rides,
    )


def csv_of(made: Made) -> bytes:
    """Return the timetable with a row for each call, moments in UTC."""
    text = StringIO(newline="")
    table = csv.writer(text)
    table.writerow(COLUMNS)
    for service, served in enumerate(made.services, 1):
        for number, ride in enumerate(served.rides, 1):
            for place, call in enumerate(ride.calls, 1):
                table.writerow(
                    (
                        service,
                        number,
                        ride.vehicle_id or "",
                        place,
                        call.site_id,
                        written(call.at),
                        _count(call.boards),
                        _count(call.alights),
                        call.aboard,
                        _listed(call.boards),
                        _listed(call.alights),
                    )
                )
    return text.getvalue().encode()


FORMATS: Mapping[str, Callable[[Made], bytes]] = {".json": json_of, ".csv": csv_of}


def head_of(number: int, served: Served, zone: ZoneInfo, reader: Language) -> Iterator[str]:
    """Yield how good the routes of a service are, and whom no vehicle brings in time."""
    start, end = _span(served.shuttles)
    yield reader.gettext(SERVICE).format(
        service=number,
        start=_day(start, zone),
        end=_day(end, zone),
        people=sum(load.count for load in served.shuttles.loads),
        loads=len(served.shuttles.loads),
        vehicles=len(served.rides),
        least=served.vehicles_min,
        minutes=f"{served.minutes:.1f}",
        bound=f"{served.minutes_min:.1f}",
    )
    yield reader.gettext(ENDS[served.end])
    for unmet in _unmet(served.shuttles):
        yield reader.gettext(UNMET).format(
            count=unmet.people,
            start=reader.isolated(unmet.trip.from_site_id),
            end=reader.isolated(unmet.trip.to_site_id),
            since=_day(unmet.trip.not_before, zone),
            by=_day(unmet.trip.there_by, zone),
        )


def rides_of(served: Served, zone: ZoneInfo, reader: Language) -> Iterator[str]:
    """Yield what each vehicle of a service does, by the clock of the venue."""
    depot = reader.isolated(served.shuttles.fleet.depot)
    for number, ride in enumerate(served.rides, 1):
        hired = reader.gettext(HIRED).format(number=number)
        yield reader.gettext(RIDE).format(
            vehicle=hired if ride.vehicle_id is None else reader.isolated(ride.vehicle_id),
            depot=depot,
            leaves=_day(ride.leaves, zone),
            returns=_day(ride.returns, zone),
        )
        for call in ride.calls:
            yield _called(call, zone, reader)


def _called(call: Call, zone: ZoneInfo, reader: Language) -> str:
    return reader.gettext(CALL).format(
        at=call.at.astimezone(zone).strftime("%H:%M"),
        site=reader.isolated(call.site_id),
        on=_count(call.boards),
        off=_count(call.alights),
        aboard=call.aboard,
    )


def _span(shuttles: Shuttles) -> tuple[datetime, datetime]:
    """Return from when and until when people of the service are on their way, at most."""
    trips = [load.trip for load in (*shuttles.loads, *shuttles.unmet)]
    return min(trip.not_before for trip in trips), max(trip.there_by for trip in trips)


def _unmet(shuttles: Shuttles) -> tuple[_Unmet, ...]:
    """Return the trips that nobody can make in time, with how many people they are."""
    people: dict[Trip, int] = {}
    for load in shuttles.unmet:
        people[load.trip] = people.get(load.trip, 0) + load.count
    return tuple(_Unmet(trip=trip, people=count) for trip, count in people.items())


def _count(people: tuple[tuple[str, int], ...]) -> int:
    return sum(count for _, count in people)


def _listed(people: tuple[tuple[str, int], ...]) -> str:
    return ";".join(f"{delegation} {count}" for delegation, count in people)


def _day(moment: datetime, zone: ZoneInfo) -> str:
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M")
