"""Flights and stands, clearances, foreign weapons and frequencies, airspace and drones."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    AirspaceId,
    ClearanceId,
    DelegationId,
    DroneId,
    FlightId,
    FrequencyId,
    MovementId,
    SiteId,
    StandId,
    UnitId,
    WeaponsId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class FlightKind(StrEnum):
    """Which way a flight goes."""

    ARRIVAL = "arrival"
    DEPARTURE = "departure"


class ClearanceKind(StrEnum):
    """What a foreign party needs leave for."""

    OVERFLIGHT = "overflight"
    LANDING = "landing"
    WEAPONS = "weapons"
    FREQUENCIES = "frequencies"
    CUSTOMS = "customs"


@table(
    "stands",
    key=("stand_id",),
    label=Text("Aircraft stands"),
    field=Field.AIRPORTS_AND_ROADS,
    marking=Marking.AMBER_STRICT,
)
class Stand(Row, frozen=True, kw_only=True):
    """A place where aircraft park, up to a wing span."""

    stand_id: Annotated[StandId, Label("Stand")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Airport")]
    wing_span_m_max: Annotated[float | None, Label("Wing span at most, metres")] = None


@table(
    "flights",
    key=("flight_id",),
    label=Text("Flights"),
    field=Field.AIRPORTS_AND_ROADS,
    owner="owner_unit_id",
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class Flight(Row, frozen=True, kw_only=True):
    """A delegation's flight: when it lands or leaves, where it stands and until when."""

    flight_id: Annotated[FlightId, Label("Flight")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    kind: Annotated[FlightKind, Label("Kind")]
    site_id: Annotated[SiteId, Label("Airport")]
    scheduled: Annotated[datetime, Label("Scheduled")]
    number: Annotated[str, Label("Flight number")] = ""
    special: Annotated[bool, Label("Special flight")] = False
    stand_id: Annotated[StandId | None, Label("Stand")] = None
    stand_from: Annotated[datetime | None, Label("On stand from")] = None
    stand_to: Annotated[datetime | None, Label("On stand to")] = None
    wing_span_m: Annotated[float | None, Label("Wing span, metres")] = None
    movement_id: Annotated[MovementId | None, Label("Met by movement")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.stand_from is not None and self.stand_to is not None:
            require_order("stand_to", self.stand_from, self.stand_to)


@table(
    "clearances",
    key=("clearance_id",),
    label=Text("Clearances"),
    field=Field.AIRPORTS_AND_ROADS,
    owner="owner_unit_id",
    carried=False,
)
class Clearance(Row, frozen=True, kw_only=True):
    """Leave that a delegation asked for; a ``cleared`` word grants it."""

    clearance_id: Annotated[ClearanceId, Label("Clearance")]
    kind: Annotated[ClearanceKind, Label("Kind")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    flight_id: Annotated[FlightId | None, Label("Flight")] = None
    due: Annotated[datetime | None, Label("Needed by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Decided by")] = None


@table(
    "weapons",
    key=("weapons_id",),
    label=Text("Foreign weapons"),
    field=Field.PROTECTEES,
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class Weapons(Row, frozen=True, kw_only=True):
    """How many weapons of a kind a delegation's officers bring in, under which clearance."""

    weapons_id: Annotated[WeaponsId, Label("Weapons")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    kind: Annotated[str, Label("Kind")]
    count: Annotated[int, Label("How many")]
    clearance_id: Annotated[ClearanceId | None, Label("Clearance")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("count", self.count, 0, 10_000)


@table(
    "frequencies",
    key=("frequency_id",),
    label=Text("Foreign frequencies"),
    field=Field.COMMAND,
    marking=Marking.AMBER_STRICT,
    carried=False,
)
class Frequency(Row, frozen=True, kw_only=True):
    """A radio frequency that a delegation asks to use, under which clearance."""

    frequency_id: Annotated[FrequencyId, Label("Frequency")]
    delegation_id: Annotated[DelegationId, Label("Delegation")]
    mhz: Annotated[float, Label("MHz")]
    width_khz: Annotated[float, Label("Width in kHz")] = 12.5
    clearance_id: Annotated[ClearanceId | None, Label("Clearance")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("mhz", self.mhz, 0.003, 300_000)
        require_between("width_khz", self.width_khz, 0.1, 1_000_000)


@table(
    "airspace",
    key=("airspace_id",),
    label=Text("Airspace restrictions"),
    field=Field.AIRPORTS_AND_ROADS,
    owner="owner_unit_id",
)
class Airspace(Row, frozen=True, kw_only=True):
    """A cylinder over a site that is closed to aircraft and drones; ``issued`` publishes it."""

    airspace_id: Annotated[AirspaceId, Label("Restriction")]
    site_id: Annotated[SiteId, Label("Around site")]
    radius_m: Annotated[float, Label("Radius in metres")]
    ceiling_m: Annotated[float, Label("Up to metres")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("radius_m", self.radius_m, 1, 1_000_000)
        require_between("ceiling_m", self.ceiling_m, 1, 100_000)
        require_order("end", self.start, self.end)


@table(
    "drones",
    key=("drone_id",),
    label=Text("Drones of the host"),
    field=Field.COUNTER_TERRORISM,
    owner="unit_id",
)
class Drone(Row, frozen=True, kw_only=True):
    """A flight of the host's own drone, told to those who watch for others."""

    drone_id: Annotated[DroneId, Label("Drone flight")]
    site_id: Annotated[SiteId, Label("Over site")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    purpose: Annotated[str, Label("Purpose")] = ""
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
