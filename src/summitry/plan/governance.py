"""Who may decide what: the mandate, bodies with members and meetings, decisions, deputies."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import (
    BodyId,
    DecisionId,
    IndicatorId,
    MandateId,
    MeetingId,
    ObjectiveId,
    PersonId,
    RoomId,
    UnitId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class BodyKind(StrEnum):
    """What a body is in the event's organisation."""

    AUTHORITY = "authority"
    STEERING_COMMITTEE = "steering-committee"
    SUBCOMMITTEE = "subcommittee"
    UNIT_COMMITTEE = "unit-committee"
    WORKING_GROUP = "working-group"


class Role(StrEnum):
    """What a member does in a body."""

    CHAIR = "chair"
    DEPUTY_CHAIR = "deputy-chair"
    SECRETARY = "secretary"
    MEMBER = "member"


@table(
    "mandates",
    key=("mandate_id",),
    label=Text("Mandates"),
    field=Field.COMMAND,
    owner="owner_unit_id",
)
class Mandate(Row, frozen=True, kw_only=True):
    """A proposal to the authority: it is submitted, returned with reasons or approved, by word."""

    mandate_id: Annotated[MandateId, Label("Mandate")]
    title: Annotated[str, Label("Title")]
    version: Annotated[int, Label("Version")] = 1
    authority_body_id: Annotated[BodyId | None, Label("Decided by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Submitted by")] = None
    due: Annotated[datetime | None, Label("Approved by")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("version", self.version, 1, 9_999)


@table("bodies", key=("body_id",), label=Text("Bodies"), field=Field.COMMAND, owner="lead_unit_id")
class Body(Row, frozen=True, kw_only=True):
    """A committee or group that decides, under the body above it."""

    body_id: Annotated[BodyId, Label("Body")]
    name: Annotated[str, Label("Name")]
    kind: Annotated[BodyKind, Label("Kind")]
    parent_body_id: Annotated[BodyId | None, Label("Under body")] = None
    mandate_id: Annotated[MandateId | None, Label("Made by mandate")] = None
    field: Annotated[Field | None, Label("Field")] = None
    lead_unit_id: Annotated[UnitId | None, Label("Lead unit")] = None


@table(
    "body_members",
    key=("body_id", "person_id"),
    label=Text("Members of bodies"),
    field=Field.COMMAND,
)
class BodyMember(Row, frozen=True, kw_only=True):
    """A person's seat in a body."""

    body_id: Annotated[BodyId, Label("Body")]
    person_id: Annotated[PersonId, Label("Person")]
    role: Annotated[Role, Label("Role")] = Role.MEMBER


@table("meetings", key=("meeting_id",), label=Text("Meetings"), field=Field.COMMAND, carried=False)
class Meeting(Row, frozen=True, kw_only=True):
    """A meeting of a body; an ``approved`` word on it approves its minutes."""

    meeting_id: Annotated[MeetingId, Label("Meeting")]
    body_id: Annotated[BodyId, Label("Body")]
    start: Annotated[datetime, Label("Start")]
    end: Annotated[datetime, Label("End")]
    room_id: Annotated[RoomId | None, Label("Room")] = None
    agenda: Annotated[str, Label("Agenda")] = ""
    minutes: Annotated[str, Label("Minutes")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "decisions",
    key=("decision_id",),
    label=Text("Decisions"),
    field=Field.COMMAND,
    owner="owner_unit_id",
    carried=False,
)
class Decision(Row, frozen=True, kw_only=True):
    """What was decided: options, what was known, reasons, dissent, and when it is looked at again.

    The decider's ``approved`` word makes it binding.
    """

    decision_id: Annotated[DecisionId, Label("Decision")]
    title: Annotated[str, Label("Title")]
    body_id: Annotated[BodyId | None, Label("Body")] = None
    meeting_id: Annotated[MeetingId | None, Label("Meeting")] = None
    options: Annotated[tuple[str, ...], Label("Options")] = ()
    chosen: Annotated[str, Label("Chosen")] = ""
    known: Annotated[str, Label("What was known")] = ""
    reasons: Annotated[str, Label("Reasons")] = ""
    dissent: Annotated[str, Label("Dissent")] = ""
    decided: Annotated[datetime | None, Label("Decided")] = None
    review: Annotated[datetime | None, Label("Looked at again")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Carried out by")] = None
    objective_id: Annotated[ObjectiveId | None, Label("Objective")] = None


@table(
    "success_indicators",
    key=("indicator_id",),
    label=Text("Indicators of success"),
    field=Field.COMMAND,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class SuccessIndicator(Row, frozen=True, kw_only=True):
    """A measurable sign that an objective is met."""

    indicator_id: Annotated[IndicatorId, Label("Indicator")]
    objective_id: Annotated[ObjectiveId, Label("Objective")]
    name: Annotated[str, Label("Name")]
    measured: Annotated[str, Label("How it is measured")] = ""
    target: Annotated[float | None, Label("Target")] = None
    measured_in: Annotated[str, Label("Measured in")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table("deputies", key=("person_id", "deputy_id"), label=Text("Deputies"), field=Field.COMMAND)
class Deputy(Row, frozen=True, kw_only=True):
    """Who stands in for a person who decides, in which order, from when to when."""

    person_id: Annotated[PersonId, Label("Person")]
    deputy_id: Annotated[PersonId, Label("Deputy")]
    order: Annotated[int, Label("Place in the order")] = 1
    start: Annotated[datetime | None, Label("From")] = None
    end: Annotated[datetime | None, Label("To")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("order", self.order, 1, 100)
        if self.deputy_id == self.person_id:
            raise SummitryError("deputy.same_person", column="deputy_id", got=self.deputy_id)
        if self.start is not None and self.end is not None:
            require_order("end", self.start, self.end)


@table("field_leads", key=("field",), label=Text("Leads of fields"), field=Field.COMMAND)
class FieldLead(Row, frozen=True, kw_only=True):
    """The one unit that answers for a field across all units and sites."""

    field: Annotated[Field, Label("Field")]
    unit_id: Annotated[UnitId, Label("Unit")]
    deputy_unit_id: Annotated[UnitId | None, Label("Deputy unit")] = None
