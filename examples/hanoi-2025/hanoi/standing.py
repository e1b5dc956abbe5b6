"""Where gates, exits, openings and posts stand on the invented site plan.

Ways in and out lie on the outline of their zone; posts stand where their family works. Posts on a
roof or at a window have no place of their own but that of the position that they hold, and who
works at the junctions of the city has none.
"""

from collections.abc import Iterator
from math import cos, radians, sin

from msgspec import Struct

from hanoi.book import Book
from hanoi.places import HOTELS, SITES
from hanoi.posts import SECTOR_DEG
from summitry.plan.access import Gate
from summitry.plan.perimeter import Opening
from summitry.plan.places import Exit, Exposure, Zone
from summitry.plan.posts import Post, Sector
from summitry.plan.table import Point, Points

GATES_FROM, EXITS_FROM, OPENINGS_FROM = 0.07, 0.03, 0.11
"""The share of its zone's outline at which the first of each stands."""

ZONES_APART = 0.043
"""How much further along those of the next zone begin: zones lie within one another."""

SECTOR_M = 24.0
"""How far from the exposed place who watches a sector of it stands."""

LANES_SHARE, RESERVE_SHARE = 0.98, 0.9
"""How far out of its zone's middle a gate's post stands, and the room of its reserve lies."""

ROUND_M = 36.0
"""How far from the middle of a site without zones its posts stand at most."""


class Around(Struct, frozen=True):
    """The zone around whose middle a family stands, and how far out: 1 is on its outline."""

    zone: str
    share: float


FAMILIES: dict[tuple[str, str], Around] = {
    ("PM", "HALL"): Around("Z-OUTER", 0.98),
    ("CT", "HALL"): Around("Z-OUTER", 0.8),
    ("SD", "HALL"): Around("Z-OUTER", 0.7),
    ("MD", "HALL"): Around("Z-OUTER", 0.6),
    ("FR", "HALL"): Around("Z-OUTER", 0.5),
    ("PC", "HALL"): Around("Z-PLAZA", 0.9),
    ("LN", "HALL"): Around("Z-PLAZA", 0.7),
    ("VH", "HALL"): Around("Z-SERVICE", 0.8),
    ("CL", "HALL"): Around("Z-HOLDING", 0.9),
    ("IN", "HALL"): Around("Z-PLENARY", 0.75),
    ("AF", "AIRFIELD"): Around("Z-APRON", 0.95),
    ("MD", "AIRFIELD"): Around("Z-APRON", 0.7),
    ("PL", "PALACE"): Around("Z-PALACE", 0.9),
    ("FR", "PALACE"): Around("Z-PALACE", 0.75),
    ("MD", "PALACE"): Around("Z-PALACE", 0.6),
    ("PR", "PRESS"): Around("Z-PRESS", 0.6),
    ("FR", "PRESS"): Around("Z-PRESS", 0.8),
    ("MD", "PRESS"): Around("Z-PRESS", 0.4),
    ("CM", "COMMAND"): Around("Z-COMMAND", 0.2),
    ("CY", "COMMAND"): Around("Z-COMMAND", 0.12),
    ("AM", "COMMAND"): Around("Z-COMMAND", 0.16),
}
ROUND = {"HT": 1.0, "HD": 0.4, "FR": 0.7, "ES": 1.0}
"""At the sites without zones: how far out each family stands, as a share of ``ROUND_M``."""


def add_standing(book: Book) -> None:
    """Give each way in or out and each post of the sites its place."""
    outlines = {str(zone.zone_id): zone.outline for zone in book.rows(Zone)}
    for turn, (zone, outline) in enumerate(outlines.items()):
        on = turn * ZONES_APART
        for gate, place in _spread(book.rows(Gate), zone, outline, GATES_FROM + on):
            book.edit(Gate, gate.gate_id, **_cells(place))
        for way_out, place in _spread(book.rows(Exit), zone, outline, EXITS_FROM + on):
            book.edit(Exit, way_out.exit_id, **_cells(place))
        for opening, place in _spread(book.rows(Opening), zone, outline, OPENINGS_FROM + on):
            book.edit(Opening, opening.opening_id, **_cells(place))
    for post, place in (
        *_families(book, outlines),
        *_at_gates(book, outlines),
        *_at_sectors(book),
    ):
        book.edit(Post, post.post_id, **_cells(place))


Way = Gate | Exit | Opening


def _spread(
    rows: list[Way], zone: str, outline: Points, first: float
) -> Iterator[tuple[Way, Point]]:
    """Yield the zone's rows, each with its place on the outline, as far apart as they can be."""
    own = [row for row in rows if row.zone_id == zone]
    for number, row in enumerate(own):
        yield row, _at(outline, first + number / len(own))


def _families(book: Book, outlines: dict[str, Points]) -> Iterator[tuple[Post, Point]]:
    alike: dict[tuple[str, str], list[Post]] = {}
    for post in book.rows(Post):
        if post.gate_id is None and post.position_id is None:
            alike.setdefault((post.post_id[:2], post.site_id), []).append(post)
    for (family, site), posts in alike.items():
        around = FAMILIES.get((family, site))
        for number, post in enumerate(posts):
            share = (number + 0.5) / len(posts)
            if around is not None:
                outline = outlines[around.zone]
                yield post, _inwards(outline, _at(outline, share), around.share)
            elif family in ROUND and (site in HOTELS or family == "ES"):
                yield post, _off(SITES[site][3:], 360 * share, ROUND[family] * ROUND_M)


def _at_gates(book: Book, outlines: dict[str, Points]) -> Iterator[tuple[Post, Point]]:
    for gate in book.rows(Gate):
        assert gate.x_m is not None
        assert gate.y_m is not None
        for part, share in (("GT", LANES_SHARE), ("GR", RESERVE_SHARE)):
            post = book.get(Post, f"{part}-{gate.gate_id[2:]}")
            yield post, _inwards(outlines[gate.zone_id], (gate.x_m, gate.y_m), share)


def _at_sectors(book: Book) -> Iterator[tuple[Post, Point]]:
    """Yield who watches an arc: in its middle, a little way from the exposed place."""
    for sector in book.rows(Sector):
        exposure = book.get(Exposure, sector.exposure_id)
        bearing = sector.bearing_to_deg - SECTOR_DEG / 2
        yield book.get(Post, sector.post_id), _off((exposure.x_m, exposure.y_m), bearing, SECTOR_M)


def _at(outline: Points, share: float) -> Point:
    """Return the place at that share of the way along the outline, whose sides are all alike."""
    side, along = divmod(share % 1 * len(outline), 1)
    (x, y), (u, v) = outline[int(side)], outline[(int(side) + 1) % len(outline)]
    return x + (u - x) * along, y + (v - y) * along


def _inwards(outline: Points, place: Point, share: float) -> Point:
    east = sum(x for x, _ in outline) / len(outline)
    north = sum(y for _, y in outline) / len(outline)
    return east + (place[0] - east) * share, north + (place[1] - north) * share


def _off(middle: Point, bearing_deg: float, metres: float) -> Point:
    turn = radians(bearing_deg)
    return middle[0] + metres * sin(turn), middle[1] + metres * cos(turn)


def _cells(place: Point) -> dict[str, object]:
    return {"x_m": round(place[0], 1), "y_m": round(place[1], 1)}
