"""The image of the host: exhibition, art programme, side events, booths, what is said."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import ItemId, ObjectiveId, OutreachId, SiteId, UnitId, ZoneId
from summitry.plan.table import Label, Row, require_order, table
from summitry.plan.terms import Field, Marking


class OutreachKind(StrEnum):
    """What the host shows."""

    EXHIBITION = "exhibition"
    ART_PROGRAMME = "art-programme"
    SIDE_EVENT = "side-event"
    STALL = "stall"
    SPOKESPERSON_LINE = "spokesperson-line"
    SURVEY_OF_GUESTS = "survey-of-guests"


@table(
    "outreach",
    key=("outreach_id",),
    label=Text("Outreach"),
    field=Field.IMAGE,
    owner="owner_unit_id",
    marking=Marking.GREEN,
)
class Outreach(Row, frozen=True, kw_only=True):
    """Something that shows the host or the treaty; ``verified`` says that it stands ready."""

    outreach_id: Annotated[OutreachId, Label("Outreach")]
    title: Annotated[str, Label("Title")]
    kind: Annotated[OutreachKind, Label("Kind")]
    objective_id: Annotated[ObjectiveId | None, Label("Objective")] = None
    item_id: Annotated[ItemId | None, Label("Item")] = None
    site_id: Annotated[SiteId | None, Label("Site")] = None
    zone_id: Annotated[ZoneId | None, Label("Zone")] = None
    start: Annotated[datetime | None, Label("From")] = None
    end: Annotated[datetime | None, Label("To")] = None
    due: Annotated[datetime | None, Label("Ready by")] = None
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.start is not None and self.end is not None:
            require_order("end", self.start, self.end)
