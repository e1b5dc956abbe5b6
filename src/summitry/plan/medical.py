"""Hospitals, ambulances, arrangements for protected persons; food, fire and medicines."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    AmbulanceId,
    FoodControlId,
    HospitalId,
    InspectionId,
    ItemId,
    MedicineId,
    ObstacleId,
    PostId,
    PrincipalId,
    SiteId,
    UnitId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class CareLevel(StrEnum):
    """What a hospital or a crew can do."""

    FIRST_AID = "first-aid"
    BASIC = "basic"
    ADVANCED = "advanced"
    TRAUMA = "trauma"


class FoodKind(StrEnum):
    """What a food control looks at."""

    FOOD = "food"
    WATER = "water"
    KITCHEN = "kitchen"
    DELIVERY = "delivery"


class InspectionKind(StrEnum):
    """What a fire inspection looks at."""

    MEANS_OF_ESCAPE = "means-of-escape"
    ALARMS = "alarms"
    HYDRANTS = "hydrants"
    TEMPORARY_STRUCTURE = "temporary-structure"
    ELECTRICITY = "electricity"


@table(
    "hospitals",
    key=("hospital_id",),
    label=Text("Hospitals"),
    field=Field.MEDICAL,
    owner="owner_unit_id",
)
class Hospital(Row, frozen=True, kw_only=True):
    """A hospital that takes in people from the event, and what it keeps ready for it."""

    hospital_id: Annotated[HospitalId, Label("Hospital")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    level: Annotated[CareLevel, Label("Level of care")] = CareLevel.ADVANCED
    beds_reserved: Annotated[int, Label("Beds kept ready")] = 0
    burns: Annotated[bool, Label("Burns unit")] = False
    helipad: Annotated[bool, Label("Helicopter landing site")] = False
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("beds_reserved", self.beds_reserved, 0, 100_000)


@table(
    "ambulances",
    key=("ambulance_id",),
    label=Text("Ambulances"),
    field=Field.MEDICAL,
    owner="unit_id",
)
class Ambulance(Row, frozen=True, kw_only=True):
    """An ambulance with its crew, standing at a site from when to when."""

    ambulance_id: Annotated[AmbulanceId, Label("Ambulance")]
    site_id: Annotated[SiteId, Label("Stands at")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    level: Annotated[CareLevel, Label("Level of care")] = CareLevel.ADVANCED
    post_id: Annotated[PostId | None, Label("Crewed by post")] = None
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "medical_arrangements",
    key=("principal_id", "hospital_id"),
    label=Text("Medical arrangements"),
    field=Field.MEDICAL,
    marking=Marking.RED,
    owner="owner_unit_id",
)
class MedicalArrangement(Row, frozen=True, kw_only=True):
    """The hospital kept ready for a protected person; the medical card stays with its office.

    A ``verified`` word says that the hospital has confirmed.
    """

    principal_id: Annotated[PrincipalId, Label("Principal")]
    hospital_id: Annotated[HospitalId, Label("Hospital")]
    card_held_by: Annotated[str, Label("Medical card held by office")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "food_controls",
    key=("food_control_id",),
    label=Text("Food and water controls"),
    field=Field.MEDICAL,
    owner="unit_id",
)
class FoodControl(Row, frozen=True, kw_only=True):
    """A control of food or water before an item; ``verified`` says that it was made and passed."""

    food_control_id: Annotated[FoodControlId, Label("Control of food")]
    kind: Annotated[FoodKind, Label("Kind")]
    site_id: Annotated[SiteId, Label("Site")]
    item_id: Annotated[ItemId | None, Label("Before item")] = None
    due: Annotated[datetime, Label("Due")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None


@table(
    "fire_inspections",
    key=("inspection_id",),
    label=Text("Fire inspections"),
    field=Field.FIRE,
    owner="unit_id",
)
class FireInspection(Row, frozen=True, kw_only=True):
    """An inspection of a site's fire safety; ``verified`` says that it was made and passed.

    One of a temporary structure may name the obstacle that it looks at.
    """

    inspection_id: Annotated[InspectionId, Label("Inspection")]
    kind: Annotated[InspectionKind, Label("Kind")]
    site_id: Annotated[SiteId, Label("Site")]
    due: Annotated[datetime, Label("Due")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None
    obstacle_id: Annotated[ObstacleId | None, Label("Structure")] = None


@table(
    "medicines",
    key=("medicine_id",),
    label=Text("Medicines"),
    field=Field.MEDICAL,
    owner="unit_id",
)
class Medicine(Row, frozen=True, kw_only=True):
    """Medicines or blood kept at a site: how much is needed, how much is there."""

    medicine_id: Annotated[MedicineId, Label("Medicine")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Kept at")]
    doses_min: Annotated[int, Label("Doses at least")] = 1
    doses: Annotated[int, Label("Doses there")] = 0
    expires: Annotated[datetime | None, Label("Expires")] = None
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("doses_min", self.doses_min, 0, 10_000_000)
        require_between("doses", self.doses, 0, 10_000_000)
