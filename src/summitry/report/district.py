"""The event's own local grid as a drawing: no tiles, no outside map."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from summitry.outcome.finding import Finding
from summitry.plan.movements import Closure, Segment
from summitry.plan.places import Exposure, Obstacle, Position, Site, Zone
from summitry.plan.risks import Rendezvous
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Point, Points

WIDTH = 1000
MARGIN = 40
HEIGHT_MIN = 320
HEIGHT_MAX = 1400
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
    """The drawing: everything in its own units, 1000 wide."""

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


def district(snapshot: Snapshot, findings: Iterable[Finding]) -> District | None:
    """Return the drawing of the plan's places; None where no place has coordinates."""
    points = list(_all_points(snapshot))
    if not points:
        return None
    grid = _Grid(points)
    sights = tuple(_sights(snapshot, findings, grid))
    areas, roads = list(_areas(snapshot, grid)), list(_roads(snapshot, grid))
    marks = list(_marks(snapshot, grid, {sight.position for sight in sights}))
    scale = next((s for s in SCALE_STEPS if s * grid.factor > WIDTH / SCALE_PART / 2), 50_000)
    return District(
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
        self._west = min(x for x, _ in points)
        self._north = max(y for _, y in points)
        east, south = max(x for x, _ in points), min(y for _, y in points)
        wide, high = max(east - self._west, 1.0), max(self._north - south, 1.0)
        self.factor = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT_MAX - 2 * MARGIN) / high)
        self.height = round(max(HEIGHT_MIN, high * self.factor + 2 * MARGIN))
        self._indent = (WIDTH - wide * self.factor) / 2

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
        if zone.outline:
            told = f"{zone.zone_id} · {zone.name}"
            yield Shape(kind=f"zone {zone.ring}", points=grid.path(zone.outline), told=told)
    for obstacle in snapshot.rows(Obstacle).values():
        if obstacle.footprint:
            told = f"{obstacle.obstacle_id} · {obstacle.name} · {obstacle.top_m:g} m"
            kind = "obstacle" if obstacle.control_id is None else "obstacle screen"
            yield Shape(kind=kind, points=grid.path(obstacle.footprint), told=told)


def _roads(snapshot: Snapshot, grid: _Grid) -> Iterator[Shape]:
    closed = {closure.segment_id for closure in snapshot.rows(Closure).values()}
    for segment in snapshot.rows(Segment).values():
        if segment.line:
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
        yield _mark("exposure", key, exposure.name, grid.place(exposure.x_m, exposure.y_m))
    positions = snapshot.rows(Position)
    for key in sorted(positions, key=lambda key: (key not in open_positions, key)):
        position = positions[key]
        kind = "position open" if key in open_positions else "position"
        yield _mark(kind, key, position.name, grid.place(position.x_m, position.y_m))
    for site in snapshot.rows(Site).values():
        if site.x_m is not None and site.y_m is not None:
            yield _mark("site", site.site_id, site.name, grid.place(site.x_m, site.y_m))
    for point in snapshot.rows(Rendezvous).values():
        if point.x_m is not None and point.y_m is not None:
            place = grid.place(point.x_m, point.y_m)
            yield _mark(point.kind, point.rendezvous_id, point.name, place)


def _mark(kind: str, key: str, name: str, place: tuple[str, str]) -> Mark:
    return Mark(kind=kind, x=place[0], y=place[1], told=f"{key} · {name}")


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
