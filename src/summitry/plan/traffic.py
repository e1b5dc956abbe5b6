"""What the public is told of closed roads, and the flows of people on foot."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import (
    DetourId,
    ExemptionId,
    FlowId,
    FlowLinkId,
    SegmentId,
    UnitId,
    WindowId,
    require_id,
)
from summitry.plan.table import Label, Row, require_between, require_order, table
from summitry.plan.terms import Field, Marking


@table(
    "published_windows",
    key=("window_id",),
    label=Text("Published closures"),
    field=Field.TRAFFIC,
    marking=Marking.CLEAR,
    carried=False,
)
class PublishedWindow(Row, frozen=True, kw_only=True):
    """A closure as the public was told of it: which road, from when to when."""

    window_id: Annotated[WindowId, Label("Published closure")]
    segment_id: Annotated[SegmentId, Label("Segment")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    notice: Annotated[str, Label("Notice")] = ""

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)


@table(
    "exemptions",
    key=("exemption_id",),
    label=Text("Exemptions from closures"),
    field=Field.TRAFFIC,
    owner="owner_unit_id",
    marking=Marking.CLEAR,
)
class Exemption(Row, frozen=True, kw_only=True):
    """Who may use closed segments, told in words; no segment means all that are closed."""

    exemption_id: Annotated[ExemptionId, Label("Exemption")]
    applies_to: Annotated[str, Label("Who may pass")]
    condition: Annotated[str, Label("On what condition")] = ""
    segment_ids: Annotated[tuple[SegmentId, ...], Label("Segments")] = ()
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "detours",
    key=("detour_id",),
    label=Text("Detours"),
    field=Field.TRAFFIC,
    owner="owner_unit_id",
    marking=Marking.CLEAR,
)
class Detour(Row, frozen=True, kw_only=True):
    """The way around closed segments, by open ones and in words."""

    detour_id: Annotated[DetourId, Label("Detour")]
    name: Annotated[str, Label("Name")]
    closed_segment_ids: Annotated[tuple[SegmentId, ...], Label("Around segments")] = ()
    open_segment_ids: Annotated[tuple[SegmentId, ...], Label("By segments")] = ()
    directions: Annotated[str, Label("Directions")] = ""
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None


@table(
    "flow_links",
    key=("flow_link_id",),
    label=Text("Ways on foot"),
    field=Field.VENUES,
    owner="owner_unit_id",
)
class FlowLink(Row, frozen=True, kw_only=True):
    """A station, street, ramp or door that passes so many people an hour."""

    flow_link_id: Annotated[FlowLinkId, Label("Way")]
    name: Annotated[str, Label("Name")]
    persons_per_hour_max: Annotated[float, Label("People an hour")]
    owner_unit_id: Annotated[UnitId | None, Label("Owner")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_between("persons_per_hour_max", self.persons_per_hour_max, 0, 10_000_000)


@table(
    "flow_paths",
    key=("flow_path_id", "place"),
    label=Text("Paths on foot"),
    field=Field.VENUES,
)
class FlowPath(Row, frozen=True, kw_only=True):
    """A way in its place on a path, and how long after the start people reach it."""

    flow_path_id: Annotated[str, Label("Path")]
    place: Annotated[int, Label("Place in the order")]
    flow_link_id: Annotated[FlowLinkId, Label("Way")]
    minutes: Annotated[float, Label("Minutes from the start")] = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        require_id(self.flow_path_id, column="flow_path_id")
        require_between("place", self.place, 1, 1_000)
        require_between("minutes", self.minutes, 0, 10_000)


@table("flows", key=("flow_id",), label=Text("Flows of people"), field=Field.VENUES)
class Flow(Row, frozen=True, kw_only=True):
    """So many people who set out on a path, evenly, from when to when."""

    flow_id: Annotated[FlowId, Label("Flow")]
    flow_path_id: Annotated[str, Label("Path")]
    persons: Annotated[int, Label("Number of people")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]

    def __post_init__(self) -> None:
        super().__post_init__()
        require_order("end", self.start, self.end)
        require_between("persons", self.persons, 0, 10_000_000)
