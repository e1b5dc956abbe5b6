"""What is drawn: the rows that the reader may read, layer by layer, with what was found on them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.access import Gate
from summitry.plan.movements import Closure, Segment
from summitry.plan.places import Exit, Exposure, Obstacle, Position, Site, Zone
from summitry.plan.posts import Post
from summitry.plan.risks import Rendezvous
from summitry.plan.table import Point, Points, Row, Table
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.formats import DASH
from summitry_web.accounts.pages import Here
from summitry_web.maps.access.plane import Frame, frame_around, middle_of
from summitry_web.plans.access import grid_rows, rows
from summitry_web.plans.told import row_marks

SHAPES_MAX = 4_000
ALL = "all"
RANK = ("critical", "high", "medium", "low")


class Layer(Struct, frozen=True, kw_only=True):
    """A table that is drawn: as areas, as lines or as marks, from which of its columns."""

    table: str
    row_type: type[Row]
    label: Text
    form: str
    columns: tuple[str, ...]


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
GROUPED = (("gates", Gate), ("exits", Exit), ("posts", Post))
"""Tables without places of their own: their rows stand, counted, where the plan puts them."""


class Shape(Struct, frozen=True, kw_only=True):
    """A row as it is drawn; ``look`` says how."""

    table: str
    key: str
    name: str
    hash: str
    own: bool
    look: str
    points: Points
    finding: str
    height: str
    """Its height in metres where it has one."""
    address: str


class Group(Struct, frozen=True, kw_only=True):
    """Rows of one table that stand at one place of the drawing."""

    table: str
    place: Point
    anchors: Mapping[str, str]
    """By the key of each row, the row at which it stands."""
    names: Mapping[str, str]
    findings: Mapping[str, str]
    """The gravest finding on each row that has any."""

    @property
    def anchor(self) -> str:
        """The rows at which these stand, in words of the plan."""
        return ", ".join(sorted(set(self.anchors.values())))

    @property
    def finding(self) -> str:
        """The gravest of all."""
        return min(self.findings.values(), key=RANK.index, default="")

    def finding_of(self, key: str) -> str:
        """Return the gravest finding on the row, empty where there is none."""
        return self.findings.get(key, "")


class Drawn(Struct, frozen=True, kw_only=True):
    """A drawing of one site, or of everything, for one reader."""

    site: str
    sites: tuple[tuple[str, str], ...]
    frame: Frame
    shapes: tuple[Shape, ...]
    groups: tuple[Group, ...]
    left_out: int
    marking: Marking
    homes: Mapping[str, Mapping[str, str]]
    """By table, the site of each row that has one."""

    def of(self, table: str) -> tuple[Shape, ...]:
        """Return the shapes of the table."""
        return tuple(shape for shape in self.shapes if shape.table == table)

    def grouped(self, table: str) -> tuple[Group, ...]:
        """Return the groups of the table."""
        return tuple(group for group in self.groups if group.table == table)


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
    kinds = [(each.table, each.row_type) for each in LAYERS] + [*GROUPED]
    found = {name: rows(here.actor, here.event, kind, at=here.at) for name, kind in kinds}
    closures = rows(here.actor, here.event, Closure, at=here.at)
    return Read(found, frozenset(each.segment_id for each in closures.values()))


def drawn_of(here: Here, wish: str) -> Drawn:
    """Return the drawing of the site that is asked for; of the busiest one where none is."""
    held = read(here)
    homes = _homes(held)
    by_layer = {
        layer.table: {
            key: points for key in held.rows[layer.table] if (points := held.points(layer, key))
        }
        for layer in LAYERS
    }
    sites = held.rows["sites"]
    site = wish if wish == ALL or wish in sites else _busiest(by_layer, homes)
    frame = frame_around(_points(by_layer, homes, site))
    shapes = list(_shapes(here, held, by_layer, frame))
    groups = tuple(_groups(here, held, by_layer, frame))
    return Drawn(
        site=site,
        sites=tuple((key, str(getattr(row, "name", key))) for key, row in sites.items()),
        frame=frame,
        shapes=tuple(shapes[:SHAPES_MAX]),
        groups=groups,
        left_out=max(0, len(shapes) - SHAPES_MAX),
        marking=_marking(held, shapes[:SHAPES_MAX], groups),
        homes=homes,
    )


def _homes(held: Read) -> dict[str, dict[str, str]]:
    """Return, by table, the site that each row belongs to, where it belongs to one."""
    zones = {key: str(getattr(row, "site_id", "")) for key, row in held.rows["zones"].items()}
    homes = {"zones": zones, "sites": {key: key for key in held.rows["sites"]}}
    homes["exposures"] = {
        key: zones.get(str(getattr(row, "zone_id", "")), "")
        for key, row in held.rows["exposures"].items()
    }
    for table in ("positions", "rendezvous"):
        homes[table] = {
            key: str(getattr(row, "site_id", None) or "") for key, row in held.rows[table].items()
        }
    return homes


def _busiest(
    by_layer: Mapping[str, Mapping[str, Points]], homes: Mapping[str, Mapping[str, str]]
) -> str:
    """Return the site with most exposed places, then most zones; all where none has a place."""
    weights: dict[str, int] = {}
    for table, weight in (("exposures", 1_000), ("zones", 10), ("positions", 1)):
        for key in by_layer[table]:
            home = homes[table].get(key, "")
            if home:
                weights[home] = weights.get(home, 0) + weight
    return max(sorted(weights), key=lambda site: weights[site], default=ALL)


def _points(
    by_layer: Mapping[str, Mapping[str, Points]], homes: Mapping[str, Mapping[str, str]], site: str
) -> Iterator[Point]:
    for table, keyed in by_layer.items():
        for key, points in keyed.items():
            if site == ALL or homes.get(table, {}).get(key) == site:
                yield from points


def _shapes(
    here: Here, held: Read, by_layer: Mapping[str, Mapping[str, Points]], frame: Frame
) -> Iterator[Shape]:
    for layer in LAYERS:
        shown = {key: each for key, each in by_layer[layer.table].items() if frame.meets(each)}
        if not shown:
            continue
        known = _known(here, TABLES[layer.table])
        marks = row_marks(here, layer.table, shown)
        for key in _in_order(held, layer, shown):
            row = held.rows[layer.table][key]
            hash_of, own = known.get(key, ("", False))
            yield Shape(
                table=layer.table, key=key, name=str(getattr(row, "name", "")), hash=hash_of,
                own=own, look=_look(layer.table, row, held), points=shown[key],
                finding=marks.get(key, ""), height=_height(row), address=_address(here, row, key),
            )  # fmt: skip


def _known(here: Here, table: Table) -> dict[str, tuple[str, bool]]:
    """Return hash and ownership of each row of the table, as the grid knows them."""
    found = grid_rows(here.actor, here.event, table, after="", size=10 * SHAPES_MAX, at=here.at)
    return {row.key: (row.hash, row.own) for row in found}


def _in_order(held: Read, layer: Layer, shown: Mapping[str, Points]) -> list[str]:
    """Return the keys as they are painted: the outer ring first, so that the inner lies on it."""
    rings = {"outer": 0, "middle": 1, "inner": 2}
    at = held.rows[layer.table]
    return sorted(shown, key=lambda key: (rings.get(str(getattr(at[key], "ring", "")), 0), key))


def _look(table: str, row: Row, held: Read) -> str:
    if isinstance(row, Zone):
        return row.ring.value
    if isinstance(row, Obstacle):
        return "building" if row.control_id is None else "screen"
    if isinstance(row, Segment):
        return "closed" if row.segment_id in held.closed else "road"
    return row.kind.value if isinstance(row, Rendezvous) else table


def _height(row: Row) -> str:
    if isinstance(row, Obstacle):
        return f"{row.base_m:g}{DASH}{row.top_m:g}"
    return f"{row.z_m:g}" if isinstance(row, Exposure | Position) else ""


def _address(here: Here, row: Row, key: str) -> str:
    table = next(each.table for each in LAYERS if isinstance(row, each.row_type))
    return reverse("plans:row", kwargs={"event": here.event.slug, "table": table, "key": key})


def _groups(
    here: Here, held: Read, by_layer: Mapping[str, Mapping[str, Points]], frame: Frame
) -> Iterator[Group]:
    """Yield the rows without places of their own, where the plan says that they belong."""
    for table, _ in GROUPED:
        marks = row_marks(here, table, held.rows[table])
        # Zones lie within one another: those with the same middle share one sign.
        by_place: dict[Point, dict[str, str]] = {}
        for key, row in held.rows[table].items():
            home = _anchor(row, by_layer)
            if home is not None:
                place = middle_of(by_layer[home[0]][home[1]])
                by_place.setdefault(place, {})[key] = home[1]
        for place, anchors in sorted(by_place.items()):
            if frame.meets((place,)):
                yield Group(
                    table=table,
                    place=place,
                    anchors=anchors,
                    names={key: str(getattr(held.rows[table][key], "name", "")) for key in anchors},
                    findings={key: marks[key] for key in anchors if key in marks},
                )


def _anchor(row: Row, by_layer: Mapping[str, Mapping[str, Points]]) -> tuple[str, str] | None:
    """Return the drawn row at which the row stands: a post at its position, else at its site."""
    wanted: Sequence[tuple[str, str]] = ()
    if isinstance(row, Post):
        wanted = (("positions", row.position_id or ""), ("sites", row.site_id))
    elif isinstance(row, Gate | Exit):
        wanted = (("zones", row.zone_id),)
    return next((each for each in wanted if each[1] in by_layer[each[0]]), None)


def _marking(held: Read, shapes: Iterable[Shape], groups: Iterable[Group]) -> Marking:
    """Return the narrowest marking of what is drawn."""
    places = [(shape.table, shape.key) for shape in shapes]
    places += [(group.table, key) for group in groups for key in group.anchors]
    return highest([TABLES[table].marking_of(held.rows[table][key]) for table, key in places])
