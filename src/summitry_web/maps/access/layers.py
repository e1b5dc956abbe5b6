"""What is drawn: the rows that the reader may read, layer by layer, with what was found on them."""

from collections.abc import Iterable, Iterator, Mapping

from django.urls import reverse
from msgspec import Struct

from summitry.plan.movements import Segment
from summitry.plan.places import Exposure, Obstacle, Position, Zone
from summitry.plan.risks import Rendezvous
from summitry.plan.table import Point, Points, Row, Table
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.formats import DASH
from summitry_web.accounts.pages import Here
from summitry_web.maps.access.fans import Fan, fans_of
from summitry_web.maps.access.groups import Group, groups_of
from summitry_web.maps.access.held import LAYERS, Layer, Read, read
from summitry_web.maps.access.plane import Frame, frame_around
from summitry_web.plans.access import grid_rows
from summitry_web.plans.told import row_marks

SHAPES_MAX = 4_000
UNPLACED_MAX = 500
"""Rows of a table without a place that can be chosen from a list to be given one."""

ALL = "all"


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


class Drawn(Struct, frozen=True, kw_only=True):
    """A drawing of one site, or of everything, for one reader."""

    site: str
    sites: tuple[tuple[str, str], ...]
    frame: Frame
    shapes: tuple[Shape, ...]
    unplaced: tuple[Shape, ...]
    """Rows of the site that could have a place and have none yet."""
    groups: tuple[Group, ...]
    fans: tuple[Fan, ...]
    left_out: int
    marking: Marking
    homes: Mapping[str, Mapping[str, str]]
    """By table, the site of each row that has one."""

    def of(self, table: str) -> tuple[Shape, ...]:
        """Return the shapes of the table."""
        return tuple(shape for shape in self.shapes if shape.table == table)

    def bare(self, table: str) -> tuple[Shape, ...]:
        """Return the rows of the table that have no place yet."""
        return tuple(shape for shape in self.unplaced if shape.table == table)

    def grouped(self, table: str) -> tuple[Group, ...]:
        """Return the groups of the table."""
        return tuple(group for group in self.groups if group.table == table)


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
    groups = tuple(groups_of(here, held, by_layer, frame))
    fans = tuple(fan for fan in fans_of(here, held) if frame.meets(fan.points))
    return Drawn(
        site=site,
        sites=tuple((key, str(getattr(row, "name", key))) for key, row in sites.items()),
        frame=frame,
        shapes=tuple(shapes[:SHAPES_MAX]),
        unplaced=tuple(_unplaced(here, held, by_layer, homes, site)),
        groups=groups,
        fans=fans,
        left_out=max(0, len(shapes) - SHAPES_MAX),
        marking=_marking(held, shapes[:SHAPES_MAX], groups, fans),
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
    for table in ("exits", "openings", "gates"):
        homes[table] = {
            key: zones.get(str(getattr(row, "zone_id", "")), "")
            for key, row in held.rows[table].items()
        }
    for table in ("positions", "rendezvous", "posts"):
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
        yield from _layer_shapes(here, held, layer, shown)


def _unplaced(
    here: Here,
    held: Read,
    by_layer: Mapping[str, Mapping[str, Points]],
    homes: Mapping[str, Mapping[str, str]],
    site: str,
) -> Iterator[Shape]:
    """Yield the rows of the site that may have a place and have none, as many as can be chosen."""
    for layer in LAYERS:
        if layer.form != "mark" or not layer.is_optional:
            continue
        home = homes[layer.table]
        bare = [key for key in held.rows[layer.table] if key not in by_layer[layer.table]]
        own = [key for key in bare if site == ALL or home.get(key) == site]
        yield from _layer_shapes(here, held, layer, dict.fromkeys(own[:UNPLACED_MAX], ()))


def _layer_shapes(
    here: Here, held: Read, layer: Layer, shown: Mapping[str, Points]
) -> Iterator[Shape]:
    if not shown:
        return
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


def _marking(
    held: Read, shapes: Iterable[Shape], groups: Iterable[Group], fans: Iterable[Fan]
) -> Marking:
    """Return the narrowest marking of what is drawn."""
    places = [(shape.table, shape.key) for shape in shapes]
    places += [(group.table, key) for group in groups for key in group.anchors]
    own = [TABLES[table].marking_of(held.rows[table][key]) for table, key in places]
    return highest([*own, *(fan.marking for fan in fans)])
