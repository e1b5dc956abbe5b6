"""Movements of principals: legs over segments, closures, arrival doors, travel times."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    ClosureId,
    DetailId,
    DoorId,
    MovementId,
    PrincipalId,
    RouteId,
    SegmentId,
    SiteId,
    UnitId,
)
from summitry.plan.table import Label, Points, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking, RouteKind


@table(
    "movements",
    key=("movement_id",),
    label=Text("Movements"),
    field=Field.RECEPTION_AND_ESCORT,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class Movement(Row, frozen=True, kw_only=True):
    """A planned trip of one or more principals; protected ones need closed roads."""

    movement_id: Annotated[MovementId, Label("Movement")]
    title: Annotated[str, Label("Title")]
    principal_ids: Annotated[tuple[PrincipalId, ...], Label("Principals")] = ()
    detail_id: Annotated[DetailId | None, Label("Detail")] = None
    protected: Annotated[bool, Label("Protected")] = True
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "legs",
    key=("movement_id", "leg"),
    label=Text("Legs"),
    field=Field.RECEPTION_AND_ESCORT,
    marking=Marking.AMBER_STRICT,
)
class Leg(Row, frozen=True, kw_only=True):
    """One stretch of a movement over one route, and the door it arrives at."""

    movement_id: Annotated[MovementId, Label("Movement")]
    leg: Annotated[int, Label("Leg")] = 1
    route_id: Annotated[RouteId, Label("Route")]
    depart: Annotated[datetime, Label("Departs")]
    door_id: Annotated[DoorId | None, Label("Arrival door")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("leg", self.leg, 1, 100)


@table(
    "routes",
    key=("route_id",),
    label=Text("Routes"),
    field=Field.AIRPORTS_AND_ROADS,
    marking=Marking.AMBER_STRICT,
)
class Route(Row, frozen=True, kw_only=True):
    """A way from one site to another, made of segments in order."""

    route_id: Annotated[RouteId, Label("Route")]
    name: Annotated[str, Label("Name")]
    from_site_id: Annotated[SiteId, Label("From site")]
    to_site_id: Annotated[SiteId, Label("To site")]
    kind: Annotated[RouteKind, Label("Kind")] = RouteKind.PRIMARY


@table(
    "route_segments",
    key=("route_id", "place"),
    label=Text("Segments of routes"),
    field=Field.AIRPORTS_AND_ROADS,
    marking=Marking.AMBER_STRICT,
)
class RouteSegment(Row, frozen=True, kw_only=True):
    """A segment in its place on a route, with the running time over it."""

    route_id: Annotated[RouteId, Label("Route")]
    place: Annotated[int, Label("Place in the order")]
    segment_id: Annotated[SegmentId, Label("Segment")]
    running_seconds: Annotated[int, Label("Running time in seconds")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("place", self.place, 1, 10_000)
        require_between("running_seconds", self.running_seconds, 1, 86_400)


@table("segments", key=("segment_id",), label=Text("Road segments"), field=Field.AIRPORTS_AND_ROADS)
class Segment(Row, frozen=True, kw_only=True):
    """A stretch of road between two junctions, both ways."""

    segment_id: Annotated[SegmentId, Label("Segment")]
    name: Annotated[str, Label("Name")]
    line: Annotated[Points, Label("Line")] = ()


@table(
    "closures",
    key=("closure_id",),
    label=Text("Closures"),
    field=Field.TRAFFIC,
    owner="owner_unit_id",
)
class Closure(Row, frozen=True, kw_only=True):
    """A segment closed to other traffic from when to when."""

    closure_id: Annotated[ClosureId, Label("Closure")]
    segment_id: Annotated[SegmentId, Label("Segment")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table("doors", key=("door_id",), label=Text("Arrival doors"), field=Field.RECEPTION_AND_ESCORT)
class Door(Row, frozen=True, kw_only=True):
    """A door or kerb where motorcades arrive one after another."""

    door_id: Annotated[DoorId, Label("Door")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    headway_minutes_min: Annotated[float | None, Label("Minutes between arrivals")] = None


@table(
    "travel_times",
    key=("from_site_id", "to_site_id"),
    label=Text("Travel times"),
    field=Field.AIRPORTS_AND_ROADS,
)
class TravelTime(Row, frozen=True, kw_only=True):
    """How long it takes between two sites; the way back is the same unless it has its own row."""

    from_site_id: Annotated[SiteId, Label("From site")]
    to_site_id: Annotated[SiteId, Label("To site")]
    minutes: Annotated[float, Label("Minutes")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("minutes", self.minutes, 0, 10_000)
