"""Rows that can be drawn, and where each lies."""

from collections.abc import Mapping

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.access import Gate
from summitry.plan.movements import Closure, Segment
from summitry.plan.perimeter import Opening
from summitry.plan.places import Exit, Exposure, Obstacle, Position, Site, Zone
from summitry.plan.posts import Post
from summitry.plan.risks import Rendezvous
from summitry.plan.table import Points, Row
from summitry.plan.tables import TABLES
from summitry_web.accounts.pages import Here
from summitry_web.plans.access import rows


class Layer(Struct, frozen=True, kw_only=True):
    """A table that is drawn: as areas, as lines or as marks, from which of its columns."""

    table: str
    row_type: type[Row]
    label: Text
    form: str
    columns: tuple[str, ...]

    @property
    def is_optional(self) -> bool:
        """Whether a row may be without a place."""
        return not any(TABLES[self.table].column(name).required for name in self.columns)


LAYERS = (
    Layer(table="zones", row_type=Zone, label=Text("Zones"), form="area", columns=("outline",)),
    Layer(
        table="obstacles", row_type=Obstacle, label=Text("Obstacles to view"), form="area",
        columns=("footprint",),
    ),
    Layer(
        table="segments", row_type=Segment, label=Text("Road segments"), form="line",
        columns=("line",),
    ),
    Layer(
        table="exits", row_type=Exit, label=Text("Exits"), form="mark", columns=("x_m", "y_m")
    ),
    Layer(
        table="openings", row_type=Opening, label=Text("Openings"), form="mark",
        columns=("x_m", "y_m"),
    ),
    Layer(
        table="posts", row_type=Post, label=Text("Posts"), form="mark", columns=("x_m", "y_m")
    ),
    Layer(
        table="gates", row_type=Gate, label=Text("Gates"), form="mark", columns=("x_m", "y_m")
    ),
    Layer(
        table="sites", row_type=Site, label=Text("Sites"), form="mark", columns=("x_m", "y_m")
    ),
    Layer(
        table="rendezvous", row_type=Rendezvous, form="mark", columns=("x_m", "y_m"),
        label=Text("Rendezvous and forward command points"),
    ),
    Layer(
        table="positions", row_type=Position, label=Text("Positions with a view"), form="mark",
        columns=("x_m", "y_m"),
    ),
    Layer(
        table="exposures", row_type=Exposure, label=Text("Exposed places"), form="mark",
        columns=("x_m", "y_m"),
    ),
)  # fmt: skip
GROUPED = ("gates", "exits", "openings", "posts")
"""Tables of which a row without a place of its own stands, counted, where the plan puts it."""


class Read(Struct, frozen=True):
    """All rows that the reader may read and that can be drawn, by table and key."""

    rows: Mapping[str, Mapping[str, Row]]
    closed: frozenset[str]

    def points(self, layer: Layer, key: str) -> Points:
        """Return where the row lies; nothing where it has no place yet."""
        row = self.rows[layer.table][key]
        if layer.form != "mark":
            return tuple(getattr(row, layer.columns[0]))
        east, north = (getattr(row, name) for name in layer.columns)
        return () if east is None or north is None else ((east, north),)


def read(here: Here) -> Read:
    """Return the reader's rows of every table that is drawn."""
    found = {each.table: rows(here.actor, here.event, each.row_type, at=here.at) for each in LAYERS}
    closures = rows(here.actor, here.event, Closure, at=here.at)
    return Read(found, frozenset(each.segment_id for each in closures.values()))
