"""The event's own local grid as a drawing: no tiles, no outside map."""

from collections.abc import Iterable, Iterator
from math import dist

from msgspec import Struct

from summitry.outcome.finding import Finding
from summitry.plan.movements import Closure, Segment
from summitry.plan.places import Exposure, Obstacle, Position, Site, Zone
from summitry.plan.risks import Rendezvous
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Point, Points
from summitry.policy.limits import limits_of

WIDTH = 1000
MARGIN = 40
HEIGHT_MIN = 320
HEIGHT_MAX = 640
CLOSE_UPS_MAX = 8
CLOSE_UP_SHARE = 0.5
"""A close-up is worth its place where it shows less than half of what the overview does."""

ROOM_AROUND = 0.08
LETTER = 7.2
LINE_HEIGHT = 15
SHAPES_MAX = 4_000
SCALE_STEPS = (10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000)
SCALE_PART = 4
CORNER_WORDS = 40

SIGHT_RULE = "C-02"


class Shape(Struct, frozen=True, kw_only=True):
    """A polygon, a line or a mark."""

    kind: str
    points: str
    told: str


class Mark(Struct, frozen=True, kw_only=True):
    """A point of interest."""

    kind: str
    x: str
    y: str
    told: str


class Caption(Struct, frozen=True, kw_only=True):
    """A name beside its mark, written only where there is room for it."""

    x: str
    y: str
    text: str


class SightLine(Struct, frozen=True, kw_only=True):
    """A line of sight that nobody holds, from a position to an exposed place."""

    x1: str
    y1: str
    x2: str
    y2: str
    position: str
    exposure: str
    identity: str


class District(Struct, frozen=True, kw_only=True):
    """One drawing: everything in its own units, 1000 wide."""

    name: str
    """The site that a close-up shows; empty for the overview."""
    width: int
    height: int
    areas: tuple[Shape, ...]
    roads: tuple[Shape, ...]
    sights: tuple[SightLine, ...]
    marks: tuple[Mark, ...]
    captions: tuple[Caption, ...]
    scale_m: int
    scale: str
    left_out: int
    """How many shapes were too many to draw."""


def districts(snapshot: Snapshot, findings: Iterable[Finding]) -> tuple[District, ...]:
    """Return the drawings of the plan's places, none where no place has coordinates.

    A close-up of each site with exposed places comes first, those with open lines of sight before
    the others; the overview is last.
    """
    points = list(_all_points(snapshot))
    if not points:
        return ()
    given = tuple(findings)
    whole = _Grid(points)
    boxes = [(name, _Grid(around)) for name, around in _sites_exposed(snapshot)]
    close = [box for box in boxes if box[1].span <= whole.span * CLOSE_UP_SHARE]
    drawn = [_district(snapshot, given, grid, name) for name, grid in close[:CLOSE_UPS_MAX]]
    drawn.sort(key=lambda each: -len(each.sights))
    return (*drawn, _district(snapshot, given, whole, ""))


def _sites_exposed(snapshot: Snapshot) -> Iterator[tuple[str, list[Point]]]:
    """Yield each site with exposed places, and the points that its close-up must show."""
    zones, reach = snapshot.rows(Zone), limits_of(snapshot).line_of_sight_m_max
    by_site: dict[str, list[Exposure]] = {}
    for exposure in snapshot.rows(Exposure).values():
        zone = zones.get(exposure.zone_id)
        by_site.setdefault("" if zone is None else zone.site_id, []).append(exposure)
    for site_id, exposures in by_site.items():
        site = snapshot.rows(Site).get(site_id)
        places = [(each.x_m, each.y_m) for each in exposures]
        seen_from = [
            (position.x_m, position.y_m)
            for position in snapshot.rows(Position).values()
            if any(dist((position.x_m, position.y_m), place) <= reach for place in places)
        ]
        around = [point for each in exposures for point in _outline(zones.get(each.zone_id))]
        yield (site_id if site is None else site.name), [*places, *seen_from, *around]


def _outline(zone: Zone | None) -> Points:
    return () if zone is None else zone.outline


def _district(
    snapshot: Snapshot, findings: tuple[Finding, ...], grid: "_Grid", name: str
) -> District:
    sights = tuple(_sights(snapshot, findings, grid))
    areas, roads = list(_areas(snapshot, grid)), list(_roads(snapshot, grid))
    marks = list(_marks(snapshot, grid, {sight.position for sight in sights}))
    scale = next((s for s in SCALE_STEPS if s * grid.factor > WIDTH / SCALE_PART / 2), 50_000)
    return District(
        name=name,
        width=WIDTH,
        height=grid.height,
        areas=tuple(areas[:SHAPES_MAX]),
        roads=tuple(roads[:SHAPES_MAX]),
        sights=sights[:SHAPES_MAX],
        marks=tuple(marks[:SHAPES_MAX]),
        captions=tuple(_captions(marks)),
        scale_m=scale,
        scale=f"{scale * grid.factor:.1f}",
        left_out=sum(max(0, len(each) - SHAPES_MAX) for each in (areas, roads, sights, marks)),
    )


class _Grid:
    """Turns metres east and north into the drawing's own units, north up."""

    def __init__(self, points: list[Point]) -> None:
        west, east = min(x for x, _ in points), max(x for x, _ in points)
        south, north = min(y for _, y in points), max(y for _, y in points)
        self.span = max(east - west, north - south, 1.0)
        room = self.span * ROOM_AROUND
        self._west, self._east = west - room, east + room
        self._south, self._north = south - room, north + room
        wide, high = self._east - self._west, self._north - self._south
        self.factor = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT_MAX - 2 * MARGIN) / high)
        self.height = round(max(HEIGHT_MIN, high * self.factor + 2 * MARGIN))
        self._indent = (WIDTH - wide * self.factor) / 2

    def shows(self, *points: Point) -> bool:
        """Say whether one of the points lies in the drawing."""
        return any(
            self._west <= x <= self._east and self._south <= y <= self._north for x, y in points
        )

    def place(self, x: float, y: float) -> tuple[str, str]:
        across = self._indent + (x - self._west) * self.factor
        down = MARGIN + (self._north - y) * self.factor
        return f"{across:.1f}", f"{down:.1f}"

    def path(self, points: Points) -> str:
        return " ".join(",".join(self.place(x, y)) for x, y in points)


def _all_points(snapshot: Snapshot) -> Iterator[Point]:
    for zone in snapshot.rows(Zone).values():
        yield from zone.outline
    for obstacle in snapshot.rows(Obstacle).values():
        yield from obstacle.footprint
    for segment in snapshot.rows(Segment).values():
        yield from segment.line
    for place in _places(snapshot):
        if place.x_m is not None and place.y_m is not None:
            yield place.x_m, place.y_m


def _places(snapshot: Snapshot) -> "Iterator[Site | Exposure | Position | Rendezvous]":
    yield from snapshot.rows(Site).values()
    yield from snapshot.rows(Rendezvous).values()
    yield from snapshot.rows(Position).values()
    yield from snapshot.rows(Exposure).values()


def _areas(snapshot: Snapshot, grid: _Grid) -> Iterator[Shape]:
    rings = {"outer": 0, "middle": 1, "inner": 2}
    zones = sorted(snapshot.rows(Zone).values(), key=lambda zone: rings[zone.ring])
    for zone in zones:
        if grid.shows(*zone.outline):
            told = f"{zone.zone_id} · {zone.name}"
            yield Shape(kind=f"zone {zone.ring}", points=grid.path(zone.outline), told=told)
    for obstacle in snapshot.rows(Obstacle).values():
        if grid.shows(*obstacle.footprint):
            told = f"{obstacle.obstacle_id} · {obstacle.name} · {obstacle.top_m:g} m"
            kind = "obstacle" if obstacle.control_id is None else "obstacle screen"
            yield Shape(kind=kind, points=grid.path(obstacle.footprint), told=told)


def _roads(snapshot: Snapshot, grid: _Grid) -> Iterator[Shape]:
    closed = {closure.segment_id for closure in snapshot.rows(Closure).values()}
    for segment in snapshot.rows(Segment).values():
        if grid.shows(*segment.line):
            kind = "road closed" if segment.segment_id in closed else "road"
            told = f"{segment.segment_id} · {segment.name}"
            yield Shape(kind=kind, points=grid.path(segment.line), told=told)


def _sights(snapshot: Snapshot, findings: Iterable[Finding], grid: _Grid) -> Iterator[SightLine]:
    positions, exposures = snapshot.rows(Position), snapshot.rows(Exposure)
    for finding in findings:
        exposure_id = finding.discriminator.split("~")[0]
        position, exposure = positions.get(finding.key), exposures.get(exposure_id)
        if finding.code != SIGHT_RULE or position is None or exposure is None:
            continue
        if not grid.shows((position.x_m, position.y_m), (exposure.x_m, exposure.y_m)):
            continue
        x1, y1 = grid.place(position.x_m, position.y_m)
        x2, y2 = grid.place(exposure.x_m, exposure.y_m)
        yield SightLine(
            x1=x1,
            y1=y1,
            x2=x2,
            y2=y2,
            position=finding.key,
            exposure=exposure_id,
            identity=finding.identity,
        )


def _marks(snapshot: Snapshot, grid: _Grid, open_positions: set[str]) -> Iterator[Mark]:
    """Yield the marks, those first that most deserve their name beside them."""
    for key, exposure in snapshot.rows(Exposure).items():
        yield from _mark("exposure", key, exposure, grid)
    positions = snapshot.rows(Position)
    for key in sorted(positions, key=lambda key: (key not in open_positions, key)):
        kind = "position open" if key in open_positions else "position"
        yield from _mark(kind, key, positions[key], grid)
    for key, site in snapshot.rows(Site).items():
        yield from _mark("site", key, site, grid)
    for key, point in snapshot.rows(Rendezvous).items():
        yield from _mark(point.kind, key, point, grid)


def _mark(
    kind: str, key: str, row: Exposure | Position | Site | Rendezvous, grid: _Grid
) -> Iterator[Mark]:
    if row.x_m is not None and row.y_m is not None and grid.shows((row.x_m, row.y_m)):
        x, y = grid.place(row.x_m, row.y_m)
        yield Mark(kind=kind, x=x, y=y, told=f"{key} · {row.name}")


def _captions(marks: Iterable[Mark]) -> Iterator[Caption]:
    """Yield the names for which there is room; every mark still says its name when pointed at."""
    taken: list[tuple[float, float, float, float]] = []
    for mark in marks:
        text = mark.told.split(" · ", 1)[1][:CORNER_WORDS] or mark.told.split(" · ")[0]
        x, y = float(mark.x) + 9, float(mark.y) + 4
        box = (x, y - LINE_HEIGHT, x + LETTER * len(text), y + 3)
        if box[2] > WIDTH or any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        yield Caption(x=f"{x:.1f}", y=f"{y:.1f}", text=text)


def _overlap(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
