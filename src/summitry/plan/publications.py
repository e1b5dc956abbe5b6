"""What has been published: figures, side by side where they conflict, and the traffic order."""

from datetime import datetime
from typing import Annotated

from summitry.kit.errors import Text
from summitry.kit.ids import FigureId, OrderId
from summitry.plan.table import Label, Row, table
from summitry.plan.terms import Field, Marking


@table(
    "figures",
    key=("figure_id",),
    label=Text("Published figures"),
    field=Field.IMAGE,
    marking=Marking.CLEAR,
    carried=False,
)
class Figure(Row, frozen=True, kw_only=True):
    """A number as a source gave it; two sources on one subject stand beside each other."""

    figure_id: Annotated[FigureId, Label("Figure")]
    subject: Annotated[str, Label("Subject")]
    value: Annotated[str, Label("Value")]
    as_of: Annotated[datetime, Label("As of")]
    source: Annotated[str, Label("Source")]
    hindsight: Annotated[bool, Label("Known only afterwards")] = False


@table(
    "traffic_orders",
    key=("order_id",),
    label=Text("Published traffic order"),
    field=Field.TRAFFIC,
    marking=Marking.CLEAR,
    carried=False,
)
class TrafficOrder(Row, frozen=True, kw_only=True):
    """A line of the traffic order as the authority published it: shown and cited, not computed."""

    order_id: Annotated[OrderId, Label("Traffic order")]
    measure: Annotated[str, Label("Measure")]
    roads: Annotated[str, Label("Roads")]
    start: Annotated[datetime, Label("From")]
    end: Annotated[datetime, Label("To")]
    applies_to: Annotated[str, Label("Applies to")] = ""
    exempt: Annotated[str, Label("Exempt")] = ""
    source: Annotated[str, Label("Source")] = ""
