"""The event itself: its level, its objectives, and the limits its host has set."""

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import EventId, LimitId, MandateId, ObjectiveId, UnitId
from summitry.plan.table import Label, Row, require_order, table
from summitry.plan.terms import Field, Level, Marking


@table(
    "event",
    key=("event_id",),
    label=Text("Event"),
    field=Field.COMMAND,
    owner="lead_unit_id",
    marking=Marking.GREEN,
    singleton=True,
)
class Event(Row, frozen=True, kw_only=True):
    """What is hosted, from when to when, at which level; ``opens`` is H, its day is D."""

    event_id: Annotated[EventId, Label("Event")]
    name: Annotated[str, Label("Name")]
    level: Annotated[Level, Label("Protection level")]
    opens: Annotated[datetime, Label("Opens (H)")]
    closes: Annotated[datetime, Label("Closes")]
    timezone: Annotated[str, Label("Time zone of the venue")] = "UTC"
    lead_unit_id: Annotated[UnitId | None, Label("Lead unit")] = None
    now: Annotated[datetime | None, Label("Moment the plan is looked at")] = None
    remark: Annotated[str, Label("Remark")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("closes", self.opens, self.closes)
        try:
            ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError, OSError) as problem:
            raise SummitryError("event.timezone", column="timezone", got=self.timezone) from problem

    @property
    def zone(self) -> ZoneInfo:
        """The venue's time zone."""
        return ZoneInfo(self.timezone)


@table(
    "objectives",
    key=("objective_id",),
    label=Text("Objectives"),
    field=Field.COMMAND,
    marking=Marking.GREEN,
)
class Objective(Row, frozen=True, kw_only=True):
    """What success means, with the indicator that tells."""

    objective_id: Annotated[ObjectiveId, Label("Objective")]
    name: Annotated[str, Label("Name")]
    indicator: Annotated[str, Label("Indicator")] = ""
    parent_id: Annotated[ObjectiveId | None, Label("Part of")] = None
    mandate_id: Annotated[MandateId | None, Label("Set by mandate")] = None


@table(
    "limits", key=("limit_id",), label=Text("Limits"), field=Field.COMMAND, marking=Marking.GREEN
)
class EventLimit(Row, frozen=True, kw_only=True):
    """A number that the host sets in place of the default, with where it comes from."""

    limit_id: Annotated[LimitId, Label("Limit")]
    value: Annotated[float, Label("Value")]
    source: Annotated[str, Label("Source")]
    verified: Annotated[bool, Label("Source checked")] = False
