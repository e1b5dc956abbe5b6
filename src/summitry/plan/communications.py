"""The radio plan, radios and their checks, liaison officers, duty desks, situation reports."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    CommandPostId,
    ContactId,
    ContingencyId,
    DeclarationId,
    LiaisonId,
    NetId,
    PersonId,
    PlanId,
    PostId,
    RadioId,
    SitrepId,
    UnitId,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


class ChannelMode(StrEnum):
    """How a channel is modulated (ICS 205: A, D, M)."""

    ANALOGUE = "analogue"
    DIGITAL = "digital"
    MIXED = "mixed"


@table(
    "channels",
    key=("plan_id", "channel"),
    label=Text("Radio plan"),
    field=Field.COMMAND,
    marking=Marking.AMBER_STRICT,
)
class Channel(Row, frozen=True, kw_only=True):
    """A line of a unit's radio plan (ICS 205): what the radio shows, and what lies behind it."""

    plan_id: Annotated[PlanId, Label("Plan")]
    channel: Annotated[str, Label("Channel as the radio shows it")]
    net_id: Annotated[NetId, Label("Net")]
    function: Annotated[str, Label("Function")] = ""
    receive_mhz: Annotated[float | None, Label("Receives on MHz")] = None
    transmit_mhz: Annotated[float | None, Label("Transmits on MHz")] = None
    tone: Annotated[str, Label("Tone or code")] = ""
    mode: Annotated[ChannelMode, Label("Mode")] = ChannelMode.DIGITAL

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("receive_mhz", "transmit_mhz"):
            value = getattr(self, name)
            if value is not None:
                require_between(name, value, 0.003, 300_000)


@table("radios", key=("radio_id",), label=Text("Radios"), field=Field.COMMAND, owner="unit_id")
class Radio(Row, frozen=True, kw_only=True):
    """A radio handed out to a post, set to a net; a ``verified`` word on it is the radio check."""

    radio_id: Annotated[RadioId, Label("Radio")]
    net_id: Annotated[NetId, Label("Net")]
    post_id: Annotated[PostId | None, Label("Post")] = None
    command_post_id: Annotated[CommandPostId | None, Label("Command post")] = None
    unit_id: Annotated[UnitId | None, Label("Unit")] = None


@table("liaisons", key=("liaison_id",), label=Text("Liaison at command posts"), field=Field.COMMAND)
class Liaison(Row, frozen=True, kw_only=True):
    """A unit's officer who sits in a command post from when to when."""

    liaison_id: Annotated[LiaisonId, Label("Liaison")]
    command_post_id: Annotated[CommandPostId, Label("Command post")]
    unit_id: Annotated[UnitId, Label("Of unit")]
    person_id: Annotated[PersonId | None, Label("Person")] = None
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "contacts", key=("contact_id",), label=Text("Duty desks"), field=Field.COMMAND, owner="unit_id"
)
class Contact(Row, frozen=True, kw_only=True):
    """A desk that answers around the clock or in given hours: an office, never a person."""

    contact_id: Annotated[ContactId, Label("Desk")]
    office: Annotated[str, Label("Office")]
    unit_id: Annotated[UnitId | None, Label("Unit")] = None
    phone: Annotated[str, Label("Telephone")] = ""
    call_sign: Annotated[str, Label("Call sign")] = ""
    net_id: Annotated[NetId | None, Label("Net")] = None
    command_post_id: Annotated[CommandPostId | None, Label("Command post")] = None
    hours: Annotated[str, Label("Hours")] = ""


@table("sitreps", key=("sitrep_id",), label=Text("Situation reports"), field=Field.COMMAND)
class Sitrep(Row, frozen=True, kw_only=True):
    """A situation report due at a moment; issued, and acknowledged by each recipient, by word."""

    sitrep_id: Annotated[SitrepId, Label("Situation report")]
    command_post_id: Annotated[CommandPostId, Label("From command post")]
    due: Annotated[datetime, Label("Due")]
    recipient_unit_ids: Annotated[tuple[UnitId, ...], Label("Recipients")] = ()


@table(
    "declarations",
    key=("declaration_id",),
    label=Text("Declarations"),
    field=Field.COUNTER_TERRORISM,
    owner="owner_unit_id",
)
class Declaration(Row, frozen=True, kw_only=True):
    """What may be declared (an attack, an evacuation): who declares, who must acknowledge it."""

    declaration_id: Annotated[DeclarationId, Label("Declaration")]
    title: Annotated[str, Label("Title")]
    contingency_id: Annotated[ContingencyId | None, Label("Contingency")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Declared by")] = None
    agency_unit_ids: Annotated[tuple[UnitId, ...], Label("Acknowledged by")] = ()
    net_id: Annotated[NetId | None, Label("Broadcast on net")] = None
    acknowledge_minutes_max: Annotated[float | None, Label("Minutes to acknowledge")] = None
    review_minutes_max: Annotated[float | None, Label("Minutes until looked at again")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        for name in ("acknowledge_minutes_max", "review_minutes_max"):
            value = getattr(self, name)
            if value is not None:
                require_between(name, value, 0, 10_000)
