"""Sites, zones, exits, rooms, and the geometry of who could see whom.

Lengths are metres in the event's own local grid; heights are above the same datum.
"""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import (
    ControlId,
    ExitId,
    ExposureId,
    ObstacleId,
    PositionId,
    RoomId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.plan.table import Label, Points, Row, Since, require_between, require_order, table
from summitry.plan.terms import Field, Jurisdiction, Marking, Ring, SiteKind

CORNERS_MIN = 3


@table("sites", key=("site_id",), label=Text("Sites"), field=Field.VENUES, owner="owner_unit_id")
class Site(Row, frozen=True, kw_only=True):
    """A place of the event: venue, hotel, airport, hospital."""

    site_id: Annotated[SiteId, Label("Site")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[SiteKind, Label("Kind")] = SiteKind.OTHER
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    x_m: Annotated[float | None, Label("Metres east")] = None
    y_m: Annotated[float | None, Label("Metres north")] = None


@table("zones", key=("zone_id",), label=Text("Zones"), field=Field.VENUES, owner="owner_unit_ids")
class Zone(Row, frozen=True, kw_only=True):
    """An area with one ring, one jurisdiction and a number of people it may hold."""

    zone_id: Annotated[ZoneId, Label("Zone")]
    site_id: Annotated[SiteId, Label("Site")]
    name: Annotated[str, Label("Name")]
    ring: Annotated[Ring, Label("Ring")] = Ring.OUTER
    jurisdiction: Annotated[Jurisdiction, Label("Jurisdiction")] = Jurisdiction.HOST
    capacity_max: Annotated[int | None, Label("People at most")] = None
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()
    outline: Annotated[Points, Label("Outline")] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        require_polygon("outline", self.outline)
        if self.capacity_max is not None:
            require_between("capacity_max", self.capacity_max, 0, 10_000_000)


@table("exits", key=("exit_id",), label=Text("Exits"), field=Field.VENUES)
class Exit(Row, frozen=True, kw_only=True):
    """A way out of a zone."""

    exit_id: Annotated[ExitId, Label("Exit")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    width_m: Annotated[float, Label("Clear width in metres")]
    stepped: Annotated[bool, Label("With steps")] = False
    x_m: Annotated[float | None, Label("Metres east"), Since(2)] = None
    y_m: Annotated[float | None, Label("Metres north"), Since(2)] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("width_m", self.width_m, 0.1, 1_000)


@table("rooms", key=("room_id",), label=Text("Rooms"), field=Field.PROGRAMME)
class Room(Row, frozen=True, kw_only=True):
    """A room in which programme items take place."""

    room_id: Annotated[RoomId, Label("Room")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    zone_id: Annotated[ZoneId | None, Label("Zone")] = None
    capacity_max: Annotated[int | None, Label("People at most")] = None


@table(
    "exposures",
    key=("exposure_id",),
    label=Text("Exposed places"),
    field=Field.PROTECTEES,
    marking=Marking.AMBER_STRICT,
    owner="owner_unit_id",
)
class Exposure(Row, frozen=True, kw_only=True):
    """A point where a protected person stands in the open, with its height, from when to when."""

    exposure_id: Annotated[ExposureId, Label("Exposed place")]
    name: Annotated[str, Label("Name")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    x_m: Annotated[float, Label("Metres east")]
    y_m: Annotated[float, Label("Metres north")]
    z_m: Annotated[float, Label("Height in metres")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "positions",
    key=("position_id",),
    label=Text("Positions with a view"),
    field=Field.PROTECTEES,
    marking=Marking.AMBER_STRICT,
    owner="owner_unit_ids",
)
class Position(Row, frozen=True, kw_only=True):
    """A roof, window or rise from which an exposed place might be seen; ``z_m`` is eye height."""

    position_id: Annotated[PositionId, Label("Position")]
    name: Annotated[str, Label("Name")]
    x_m: Annotated[float, Label("Metres east")]
    y_m: Annotated[float, Label("Metres north")]
    z_m: Annotated[float, Label("Eye height in metres")]
    site_id: Annotated[SiteId | None, Label("Site")] = None
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()


@table(
    "obstacles",
    key=("obstacle_id",),
    label=Text("Obstacles to view"),
    field=Field.PROTECTEES,
    marking=Marking.AMBER_STRICT,
)
class Obstacle(Row, frozen=True, kw_only=True):
    """A building or screen: an upright prism from ``base_m`` to ``top_m`` over its footprint.

    A temporary screen names the control that puts it up; it counts once that is verified.
    """

    obstacle_id: Annotated[ObstacleId, Label("Obstacle")]
    name: Annotated[str, Label("Name")]
    top_m: Annotated[float, Label("Top in metres")]
    base_m: Annotated[float, Label("Base in metres")] = 0.0
    control_id: Annotated[ControlId | None, Label("Put up by control")] = None
    footprint: Annotated[Points, Label("Footprint")] = ()

    def __post_init__(self) -> None:
        super().__post_init__()
        require_polygon("footprint", self.footprint)
        if self.top_m <= self.base_m:
            raise SummitryError("obstacle.height", column="top_m", got=self.top_m, low=self.base_m)


def require_polygon(name: str, points: Points) -> None:
    """Refuse an outline of one or two corners, or one that repeats its first corner at the end."""
    if points and (len(set(points)) < CORNERS_MIN or points[0] == points[-1]):
        raise SummitryError("outline.malformed", column=name, got=len(points))
