"""Vehicles and their drivers, the make-up of motorcades, escorts, and help along a route."""

from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import (
    EscortTeamId,
    HospitalId,
    MovementId,
    PersonId,
    QualificationId,
    RouteId,
    SafePlaceId,
    SiteId,
    UnitId,
    VehicleId,
)
from summitry.plan.table import Label, Row, require_between, table
from summitry.plan.terms import Field, Marking


class VehicleKind(StrEnum):
    """What a vehicle is."""

    CAR = "car"
    ARMOURED_CAR = "armoured-car"
    VAN = "van"
    COACH = "coach"
    MOTORCYCLE = "motorcycle"
    AMBULANCE = "ambulance"
    OTHER = "other"


class MotorcadeRole(StrEnum):
    """What a vehicle does in a motorcade."""

    PILOT = "pilot"
    LEAD = "lead"
    PRINCIPAL = "principal"
    FOLLOW_UP = "follow-up"
    SPARE = "spare"
    COUNTER_ASSAULT = "counter-assault"
    STAFF = "staff"
    AMBULANCE = "ambulance"
    TAIL = "tail"


@table(
    "vehicles",
    key=("vehicle_id",),
    label=Text("Vehicles"),
    field=Field.RECEPTION_AND_ESCORT,
    owner="unit_id",
)
class Vehicle(Row, frozen=True, kw_only=True):
    """A vehicle of a unit."""

    vehicle_id: Annotated[VehicleId, Label("Vehicle")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[VehicleKind, Label("Kind")] = VehicleKind.CAR
    seats: Annotated[int, Label("Seats")] = 4
    call_sign: Annotated[str, Label("Call sign")] = ""
    site_id: Annotated[SiteId | None, Label("Kept at")] = None
    qualification_id: Annotated[QualificationId | None, Label("Driver's qualification")] = None
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("seats", self.seats, 0, 200)


@table(
    "motorcade_vehicles",
    key=("movement_id", "place"),
    label=Text("Vehicles of motorcades"),
    field=Field.RECEPTION_AND_ESCORT,
    marking=Marking.AMBER_STRICT,
)
class MotorcadeVehicle(Row, frozen=True, kw_only=True):
    """A vehicle in its place in a motorcade, with its driver."""

    movement_id: Annotated[MovementId, Label("Movement")]
    place: Annotated[int, Label("Place in the order")]
    vehicle_id: Annotated[VehicleId, Label("Vehicle")]
    driver_id: Annotated[PersonId | None, Label("Driver")] = None
    role: Annotated[MotorcadeRole, Label("Role")] = MotorcadeRole.STAFF

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("place", self.place, 1, 200)


@table(
    "escort_teams",
    key=("escort_team_id",),
    label=Text("Escort teams"),
    field=Field.RECEPTION_AND_ESCORT,
    owner="unit_id",
)
class EscortTeam(Row, frozen=True, kw_only=True):
    """A team of escort riders."""

    escort_team_id: Annotated[EscortTeamId, Label("Escort team")]
    name: Annotated[str, Label("Name")]
    riders: Annotated[int, Label("Riders")] = 1
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("riders", self.riders, 1, 200)


@table(
    "escorts",
    key=("movement_id", "escort_team_id"),
    label=Text("Escorts"),
    field=Field.RECEPTION_AND_ESCORT,
    marking=Marking.AMBER_STRICT,
)
class Escort(Row, frozen=True, kw_only=True):
    """A team that escorts a movement."""

    movement_id: Annotated[MovementId, Label("Movement")]
    escort_team_id: Annotated[EscortTeamId, Label("Escort team")]


@table(
    "route_supports",
    key=("route_id", "support"),
    label=Text("Help along routes"),
    field=Field.AIRPORTS_AND_ROADS,
    marking=Marking.AMBER_STRICT,
)
class RouteSupport(Row, frozen=True, kw_only=True):
    """A hospital or safe place that a movement on the route turns to, and how far it is."""

    route_id: Annotated[RouteId, Label("Route")]
    support: Annotated[int, Label("Support")] = 1
    hospital_id: Annotated[HospitalId | None, Label("Hospital")] = None
    safe_place_id: Annotated[SafePlaceId | None, Label("Safe place")] = None
    minutes: Annotated[float, Label("Minutes from the farthest point")] = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("support", self.support, 1, 100)
        require_between("minutes", self.minutes, 0, 10_000)
        if (self.hospital_id is None) == (self.safe_place_id is None):
            raise SummitryError(
                "row.one_of", column="hospital_id", other="safe_place_id", got=self.route_id
            )
