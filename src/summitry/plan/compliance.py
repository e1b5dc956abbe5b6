"""What the host owes: clauses, the measures that meet them, the evidence; minimums by level."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import EvidenceId, MeasureId, MinimumId, PlanId, RequirementId, UnitId
from summitry.plan.table import Label, Row, require_between, table
from summitry.plan.terms import Field, Level, Marking


class RequirementSource(StrEnum):
    """Where a requirement comes from."""

    HOST_COUNTRY_AGREEMENT = "host-country-agreement"
    UNITED_NATIONS_RULES = "united-nations-rules"
    TREATY = "treaty"
    LAW = "law"
    GUIDANCE = "guidance"
    MANDATE = "mandate"


class Protection(StrEnum):
    """A measure of protection that the plan can be searched for."""

    DETAIL = "detail"
    DETAIL_ON_NET = "detail-on-net"
    CLOSED_ROAD = "closed-road"
    ALTERNATE_ROUTE = "alternate-route"
    SAFE_PLACE = "safe-place"
    HOSPITAL = "hospital"
    AMBULANCE = "ambulance"
    SURVEY = "survey"
    SWEPT_ROOM = "swept-room"
    SECTORS_WATCHED = "sectors-watched"
    GUARDED_RESIDENCE = "guarded-residence"
    FOOD_CONTROL = "food-control"
    RESERVE = "reserve"
    SPARE_VEHICLE = "spare-vehicle"
    AIRSPACE = "airspace"


@table(
    "requirements",
    key=("requirement_id",),
    label=Text("Requirements"),
    field=Field.LIAISON,
    owner="owner_unit_ids",
    marking=Marking.GREEN,
)
class Requirement(Row, frozen=True, kw_only=True):
    """One clause that the event must meet, in the words of its source."""

    requirement_id: Annotated[RequirementId, Label("Requirement")]
    clause: Annotated[str, Label("Clause")]
    title: Annotated[str, Label("Title")]
    source: Annotated[RequirementSource, Label("Source")]
    field: Annotated[Field, Label("Field")] = Field.LIAISON
    reference: Annotated[str, Label("Reference")] = ""
    owner_unit_ids: Annotated[tuple[UnitId, ...], Label("Owner")] = ()
    due: Annotated[datetime | None, Label("Met by")] = None
    verified: Annotated[bool, Label("Source checked")] = False


@table(
    "measures",
    key=("measure_id",),
    label=Text("Measures"),
    field=Field.LIAISON,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Measure(Row, frozen=True, kw_only=True):
    """What is done so that requirements are met."""

    measure_id: Annotated[MeasureId, Label("Measure")]
    title: Annotated[str, Label("Title")]
    requirement_ids: Annotated[tuple[RequirementId, ...], Label("Meets requirements")] = ()
    plan_id: Annotated[PlanId | None, Label("Plan")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    due: Annotated[datetime | None, Label("Due")] = None


@table("evidence", key=("evidence_id",), label=Text("Evidence"), field=Field.LIAISON, carried=False)
class Evidence(Row, frozen=True, kw_only=True):
    """What shows that a measure was taken; it counts once somebody has verified it."""

    evidence_id: Annotated[EvidenceId, Label("Evidence")]
    measure_id: Annotated[MeasureId, Label("Measure")]
    title: Annotated[str, Label("Title")]
    reference: Annotated[str, Label("Where it lies")] = ""


@table("minimums", key=("minimum_id",), label=Text("Minimum measures"), field=Field.PROTECTEES)
class Minimum(Row, frozen=True, kw_only=True):
    """A measure that follows from a protection level; a higher level has all that a lower has."""

    minimum_id: Annotated[MinimumId, Label("Minimum")]
    level: Annotated[Level, Label("From level")]
    protection: Annotated[Protection, Label("Measure")]
    count_min: Annotated[int, Label("How many at least")] = 1
    source: Annotated[str, Label("Source")] = ""
    verified: Annotated[bool, Label("Source checked")] = False

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("count_min", self.count_min, 1, 10_000)
