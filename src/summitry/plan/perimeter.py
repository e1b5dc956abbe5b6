"""Openings, sterile areas with sweep and seal, evacuation, seams of jurisdiction, surveys."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import (
    AreaId,
    EvacuationId,
    OpeningId,
    PostId,
    PrincipalId,
    RendezvousId,
    RoomId,
    RouteId,
    SafePlaceId,
    SealId,
    SeamId,
    SiteId,
    SurveyId,
    SweepId,
    UnitId,
    ZoneId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class OpeningKind(StrEnum):
    """What a way through a perimeter is."""

    DOOR = "door"
    STEP_FREE_GATE = "step-free-gate"
    FIRE_DOOR = "fire-door"
    VEHICLE_GATE = "vehicle-gate"
    WINDOW = "window"
    FENCE_GAP = "fence-gap"
    SERVICE_DUCT = "service-duct"
    WATERSIDE = "waterside"


class SafePlaceKind(StrEnum):
    """What a place of safety is for."""

    SAFE_ROOM = "safe-room"
    SAFE_HAVEN = "safe-haven"
    HOLDING_ROOM = "holding-room"


class SurveyKind(StrEnum):
    """What was surveyed."""

    SITE = "site"
    ROUTE = "route"
    RESIDENCE = "residence"
    ADVANCE = "advance"


@table("openings", key=("opening_id",), label=Text("Openings"), field=Field.VENUES)
class Opening(Row, frozen=True, kw_only=True):
    """A way through the perimeter of a zone, with what it is really used for.

    It is held by a post, or it is locked and alarmed.
    """

    opening_id: Annotated[OpeningId, Label("Opening")]
    zone_id: Annotated[ZoneId, Label("Into zone")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[OpeningKind, Label("Kind")]
    used_for: Annotated[str, Label("Really used for")] = ""
    start: Annotated[datetime | None, Label("Used from")] = None
    end: Annotated[datetime | None, Label("Used to")] = None
    post_id: Annotated[PostId | None, Label("Held by post")] = None
    locked: Annotated[bool, Label("Locked")] = False
    alarmed: Annotated[bool, Label("Alarmed")] = False
    x_m: Annotated[float | None, Label("Metres east")] = None
    y_m: Annotated[float | None, Label("Metres north")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.start is None) != (self.end is None):
            raise SummitryError("interval.half", column="end", got=self.opening_id)
        if self.start is not None and self.end is not None:
            require_order("end", self.start, self.end)


@table(
    "sterile_areas",
    key=("area_id",),
    label=Text("Sterile areas"),
    field=Field.VENUES,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class SterileArea(Row, frozen=True, kw_only=True):
    """A zone or room that must be swept and kept sealed before it is used."""

    area_id: Annotated[AreaId, Label("Area")]
    name: Annotated[str, Label("Name")]
    zone_id: Annotated[ZoneId | None, Label("Zone")] = None
    room_id: Annotated[RoomId | None, Label("Room")] = None
    start: Annotated[datetime, Label("Used from")]
    end: Annotated[datetime, Label("Used to")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        if (self.zone_id is None) == (self.room_id is None):
            raise SummitryError("row.one_of", column="zone_id", other="room_id", got=self.area_id)


@table(
    "sweeps",
    key=("sweep_id",),
    label=Text("Sweeps"),
    field=Field.COUNTER_TERRORISM,
    owner="unit_id",
    marking=Marking.AMBER_STRICT,
)
class Sweep(Row, frozen=True, kw_only=True):
    """A search that clears an area; a ``swept`` word says that it was done."""

    sweep_id: Annotated[SweepId, Label("Sweep")]
    area_id: Annotated[AreaId, Label("Area")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "seals",
    key=("seal_id",),
    label=Text("Seals"),
    field=Field.VENUES,
    marking=Marking.AMBER_STRICT,
)
class Seal(Row, frozen=True, kw_only=True):
    """Who keeps a swept area shut from when to when; a ``sealed`` word says that it is."""

    seal_id: Annotated[SealId, Label("Seal")]
    area_id: Annotated[AreaId, Label("Area")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    post_id: Annotated[PostId | None, Label("Kept by post")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "evacuations",
    key=("evacuation_id",),
    label=Text("Evacuation"),
    field=Field.FIRE,
    owner="owner_unit_id",
)
class Evacuation(Row, frozen=True, kw_only=True):
    """How a zone is emptied: for how many, in which time, to where, by whose word."""

    evacuation_id: Annotated[EvacuationId, Label("Evacuation")]
    zone_id: Annotated[ZoneId, Label("Zone")]
    persons: Annotated[int | None, Label("Number of people")] = None
    minutes_max: Annotated[float | None, Label("Minutes at most")] = None
    rendezvous_ids: Annotated[tuple[RendezvousId, ...], Label("To points")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.persons is not None:
            require_between("persons", self.persons, 0, 10_000_000)
        if self.minutes_max is not None:
            require_between("minutes_max", self.minutes_max, 0.1, 1_000)


@table("seams", key=("seam_id",), label=Text("Seams of jurisdiction"), field=Field.VENUES)
class Seam(Row, frozen=True, kw_only=True):
    """A boundary between two jurisdictions with its joint procedure, acknowledged by both sides."""

    seam_id: Annotated[SeamId, Label("Seam")]
    inner_zone_id: Annotated[ZoneId, Label("Inner zone")]
    outer_zone_id: Annotated[ZoneId, Label("Outer zone")]
    procedure: Annotated[str, Label("Joint procedure")] = ""
    inner_unit_id: Annotated[UnitId | None, Label("Unit inside")] = None
    outer_unit_id: Annotated[UnitId | None, Label("Unit outside")] = None


@table(
    "safe_places",
    key=("safe_place_id",),
    label=Text("Safe places"),
    field=Field.PROTECTEES,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
)
class SafePlace(Row, frozen=True, kw_only=True):
    """A room or site where a protected person is taken in, and the post that keeps it."""

    safe_place_id: Annotated[SafePlaceId, Label("Safe place")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[SafePlaceKind, Label("Kind")]
    site_id: Annotated[SiteId, Label("Site")]
    room_id: Annotated[RoomId | None, Label("Room")] = None
    persons_max: Annotated[int | None, Label("People at most")] = None
    post_id: Annotated[PostId | None, Label("Kept by post")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "surveys",
    key=("survey_id",),
    label=Text("Surveys"),
    field=Field.PROTECTEES,
    owner="unit_id",
    marking=Marking.AMBER_STRICT,
)
class Survey(Row, frozen=True, kw_only=True):
    """An examination of a site or route before it is used; ``verified`` says that it was made."""

    survey_id: Annotated[SurveyId, Label("Survey")]
    kind: Annotated[SurveyKind, Label("Kind")]
    site_id: Annotated[SiteId | None, Label("Site")] = None
    route_id: Annotated[RouteId | None, Label("Route")] = None
    principal_id: Annotated[PrincipalId | None, Label("For principal")] = None
    due: Annotated[datetime, Label("Due")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.site_id is None) == (self.route_id is None):
            raise SummitryError(
                "row.one_of", column="site_id", other="route_id", got=self.survey_id
            )
