"""What is needed, who has promised it, what was refused, and who looks after those who come."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    CommitmentId,
    NeedId,
    PersonId,
    QualificationId,
    RequestId,
    ReserveId,
    RiskId,
    SiteId,
    UnitId,
    WelfareId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field


class Answer(StrEnum):
    """What became of a request for a resource."""

    OPEN = "open"
    GRANTED = "granted"
    DENIED = "denied"


class ReserveKind(StrEnum):
    """What a reserve is kept for."""

    REACTION = "reaction"
    POLICING = "policing"
    MEDICAL = "medical"
    FIRE = "fire"
    BOMB_SEARCH = "bomb-search"
    TRANSPORT = "transport"


@table(
    "resource_needs",
    key=("need_id",),
    label=Text("Resources needed"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class ResourceNeed(Row, frozen=True, kw_only=True):
    """So many people or things of a kind that must be promised by a date."""

    need_id: Annotated[NeedId, Label("Need")]
    title: Annotated[str, Label("Title")]
    count: Annotated[int, Label("How many")]
    due: Annotated[datetime, Label("Promised by")]
    field: Annotated[Field, Label("Field")] = Field.COMMAND
    qualification_id: Annotated[QualificationId | None, Label("Qualification")] = None
    site_id: Annotated[SiteId | None, Label("Site")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("count", self.count, 1, 10_000_000)


@table(
    "commitments",
    key=("commitment_id",),
    label=Text("Resources promised"),
    field=Field.COMMAND,
    owner="unit_id",
    carried=False,
)
class Commitment(Row, frozen=True, kw_only=True):
    """What a unit promises towards a need from a moment on; its own ``accepted`` word binds it."""

    commitment_id: Annotated[CommitmentId, Label("Promise")]
    need_id: Annotated[NeedId, Label("Need")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None
    count: Annotated[int, Label("How many")]
    promised: Annotated[datetime, Label("Promised")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("count", self.count, 1, 10_000_000)


@table(
    "resource_requests",
    key=("request_id",),
    label=Text("Requests for resources"),
    field=Field.COMMAND,
    owner="unit_id",
    carried=False,
)
class ResourceRequest(Row, frozen=True, kw_only=True):
    """What a unit asked for; a refusal leaves a risk that somebody must accept."""

    request_id: Annotated[RequestId, Label("Request")]
    title: Annotated[str, Label("Title")]
    unit_id: Annotated[UnitId | None, Label("Asked by")] = None
    asked_unit_id: Annotated[UnitId | None, Label("Asked of")] = None
    answer: Annotated[Answer, Label("Answer")] = Answer.OPEN
    due: Annotated[datetime | None, Label("Answer due")] = None
    field: Annotated[Field, Label("Field")] = Field.COMMAND
    site_id: Annotated[SiteId | None, Label("Site")] = None
    risk_id: Annotated[RiskId | None, Label("Risk that remains")] = None


@table(
    "base_duties",
    key=("unit_id", "day"),
    label=Text("Everyday duties"),
    field=Field.COMMAND,
    owner="unit_id",
)
class BaseDuty(Row, frozen=True, kw_only=True):
    """How many people a unit needs on a day for its everyday duties, and how many it has left."""

    unit_id: Annotated[UnitId, Label("Unit")]
    day: Annotated[date, Label("Day")]
    headcount_min: Annotated[int, Label("People at least")]
    strength: Annotated[int, Label("People the unit has")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("headcount_min", self.headcount_min, 0, 10_000_000)
        require_between("strength", self.strength, 0, 10_000_000)


@table(
    "reserves",
    key=("reserve_id",),
    label=Text("Reserves"),
    field=Field.COMMAND,
    owner="unit_id",
)
class Reserve(Row, frozen=True, kw_only=True):
    """People kept uncommitted, where and how soon they can go."""

    reserve_id: Annotated[ReserveId, Label("Reserve")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[ReserveKind, Label("Kind")]
    headcount: Annotated[int, Label("Number of people")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    ready_minutes: Annotated[float, Label("Minutes until it moves")] = 0.0
    unit_id: Annotated[UnitId | None, Label("Unit")] = None
    site_id: Annotated[SiteId | None, Label("Kept at")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("headcount", self.headcount, 1, 1_000_000)
        require_between("ready_minutes", self.ready_minutes, 0, 10_000)
        require_order("end", self.start, self.end)


@table(
    "welfare",
    key=("welfare_id",),
    label=Text("Welfare of visiting officers"),
    field=Field.COMMAND,
    owner="host_unit_id",
)
class Welfare(Row, frozen=True, kw_only=True):
    """Beds, meals and rides for a visiting unit's people from when to when."""

    welfare_id: Annotated[WelfareId, Label("Welfare")]
    unit_id: Annotated[UnitId, Label("Visiting unit")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    beds: Annotated[int, Label("Beds")] = 0
    meals: Annotated[int, Label("Meals a day")] = 0
    rides: Annotated[int, Label("Seats in transport")] = 0
    site_id: Annotated[SiteId | None, Label("Lodged at")] = None
    contact_person_id: Annotated[PersonId | None, Label("Contact")] = None
    host_unit_id: Annotated[UnitId | None, Label("Host unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        for name in ("beds", "meals", "rides"):
            require_between(name, getattr(self, name), 0, 1_000_000)
