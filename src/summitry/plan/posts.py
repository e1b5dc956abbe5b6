"""Posts that must be staffed, what they require, who stands there, details and sectors."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import (
    DetailId,
    ExposureId,
    GateId,
    NetId,
    PersonId,
    PositionId,
    PostId,
    PrincipalId,
    QualificationId,
    SectorId,
    SiteId,
    UnitId,
    require_id,
)
from summitry.kit.time import Interval
from summitry.plan.table import Label, Row, Since, require_between, require_order, table
from summitry.plan.terms import Field, Severity


@table("posts", key=("post_id",), label=Text("Posts"), field=Field.VENUES, owner="owner_unit_id")
class Post(Row, frozen=True, kw_only=True):
    """A place that must be staffed for an interval.

    The owner answers for the post; the holder puts people on it. Where the two differ, the holder
    must have accepted the post as it now stands. Whoever is on it is led from another post, where
    one is named.
    """

    post_id: Annotated[PostId, Label("Post")]
    name: Annotated[str, Label("Name")]
    site_id: Annotated[SiteId, Label("Site")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    headcount_min: Annotated[int, Label("People at least")] = 1
    field: Annotated[Field, Label("Field")] = Field.VENUES
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None
    holder_unit_id: Annotated[UnitId | None, Label("Holder")] = None
    net_id: Annotated[NetId | None, Label("Net")] = None
    gate_id: Annotated[GateId | None, Label("Gate")] = None
    position_id: Annotated[PositionId | None, Label("Holds position")] = None
    weight: Annotated[Severity, Label("Weight if empty")] = Severity.CRITICAL
    x_m: Annotated[float | None, Label("Metres east"), Since(2)] = None
    y_m: Annotated[float | None, Label("Metres north"), Since(2)] = None
    lead_post_id: Annotated[PostId | None, Label("Led from"), Since(3)] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        if self.headcount_min < 1:
            raise SummitryError(
                "post.headcount_min",
                column="headcount_min",
                post=self.post_id,
                got=self.headcount_min,
            )

    @property
    def interval(self) -> Interval:
        """When the post must be staffed."""
        return Interval(self.start, self.end)


@table(
    "post_requirements",
    key=("post_id", "requirement"),
    label=Text("Requirements of posts"),
    field=Field.VENUES,
)
class PostRequirement(Row, frozen=True, kw_only=True):
    """So many of the people on a post must hold this qualification, or speak this language.

    Two requirements of one post are met by different people.
    """

    post_id: Annotated[PostId, Label("Post")]
    requirement: Annotated[str, Label("Requirement")]
    headcount_min: Annotated[int, Label("People at least")] = 1
    qualification_id: Annotated[QualificationId | None, Label("Qualification")] = None
    language: Annotated[str, Label("Language")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_id(self.requirement, column="requirement")
        require_between("headcount_min", self.headcount_min, 1, 10_000)
        if (self.qualification_id is None) == (self.language == ""):
            raise SummitryError(
                "requirement.one_of", column="qualification_id", got=self.requirement
            )


@table(
    "shifts", key=("post_id", "start", "slot"), label=Text("Shifts"), field=Field.VENUES, bulk=True
)
class Shift(Row, frozen=True, kw_only=True):
    """One person of a unit on one post from when to when; the slot tells parallel shifts apart."""

    post_id: Annotated[PostId, Label("Post")]
    start: Annotated[datetime, Label("From")]
    slot: Annotated[int, Label("Slot")] = 1
    end: Annotated[datetime, Label("To")]
    person_id: Annotated[PersonId, Label("Person")]
    unit_id: Annotated[UnitId, Label("Unit")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        require_between("slot", self.slot, 1, 10_000)


@table(
    "details",
    key=("detail_id",),
    label=Text("Protective details"),
    field=Field.PROTECTEES,
    owner="unit_id",
)
class Detail(Row, frozen=True, kw_only=True):
    """The team around a principal."""

    detail_id: Annotated[DetailId, Label("Detail")]
    name: Annotated[str, Label("Name")]
    principal_id: Annotated[PrincipalId, Label("Principal")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None


@table("sectors", key=("sector_id",), label=Text("Sectors"), field=Field.PROTECTEES)
class Sector(Row, frozen=True, kw_only=True):
    """The arc, clockwise in degrees from north, that a post watches around an exposed place."""

    sector_id: Annotated[SectorId, Label("Sector")]
    exposure_id: Annotated[ExposureId, Label("Exposed place")]
    post_id: Annotated[PostId, Label("Post")]
    bearing_from_deg: Annotated[float, Label("From bearing")]
    bearing_to_deg: Annotated[float, Label("To bearing")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("bearing_from_deg", self.bearing_from_deg, 0, 360)
        require_between("bearing_to_deg", self.bearing_to_deg, 0, 360)
        require_order("end", self.start, self.end)
