"""Changed geometry before and after, in one frame so that the two can be laid side by side."""

from collections.abc import Iterable

from msgspec import Struct

from summitry.package.geometry import LINE_COLUMNS, geometry_column
from summitry.plan.table import Point, Row
from summitry.plan.tables import TABLES
from summitry_web.baselines.access.differences import Changed

WIDTH, HEIGHT = 600, 420
MARGIN = 24
SHAPES_MAX = 1_000
MARK = 6


class Shape(Struct, frozen=True, kw_only=True):
    """A line, an outline or a mark, in the picture's own units."""

    kind: str
    """``line``, ``outline`` or ``mark``."""
    points: str
    what: str
    told: str
    x: str = ""
    y: str = ""


class Places(Struct, frozen=True, kw_only=True):
    """The two pictures."""

    before: tuple[Shape, ...]
    after: tuple[Shape, ...]
    left_out: int


class _Drawn(Struct, frozen=True, kw_only=True):
    kind: str
    points: tuple[Point, ...]
    changed: Changed


def places_of(changes: Iterable[Changed]) -> Places | None:
    """Return the pictures of what has a place; None where nothing that changed has one."""
    before: list[_Drawn] = []
    after: list[_Drawn] = []
    for each in changes:
        old, new = _points(each.table, each.before), _points(each.table, each.after)
        if old == new:
            continue
        for found, into in ((old, before), (new, after)):
            if found is not None:
                into.append(_Drawn(kind=found[0], points=found[1], changed=each))
    points = [point for drawn in (*before, *after) for point in drawn.points]
    if not points:
        return None
    frame = _Frame(points)
    return Places(
        before=tuple(frame.shape(each) for each in before[:SHAPES_MAX]),
        after=tuple(frame.shape(each) for each in after[:SHAPES_MAX]),
        left_out=sum(max(0, len(each) - SHAPES_MAX) for each in (before, after)),
    )


def _points(table: str, row: Row | None) -> tuple[str, tuple[Point, ...]] | None:
    if row is None:
        return None
    column = geometry_column(TABLES[table])
    points = getattr(row, column) if column else ()
    if points:
        return ("line" if column in LINE_COLUMNS else "outline"), tuple(points)
    x, y = getattr(row, "x_m", None), getattr(row, "y_m", None)
    return None if x is None or y is None else ("mark", ((x, y),))


class _Frame:
    """Turns metres east and north into the picture's units, north up."""

    def __init__(self, points: list[Point]) -> None:
        self._west, self._north = min(x for x, _ in points), max(y for _, y in points)
        wide = max(max(x for x, _ in points) - self._west, 1.0)
        high = max(self._north - min(y for _, y in points), 1.0)
        self._factor = min((WIDTH - 2 * MARGIN) / wide, (HEIGHT - 2 * MARGIN) / high)

    def shape(self, drawn: _Drawn) -> Shape:
        placed = [self._place(point) for point in drawn.points]
        is_small = self._reach(drawn.points) < MARK
        return Shape(
            kind="mark" if is_small else drawn.kind,
            points=" ".join(",".join(each) for each in placed),
            what=drawn.changed.what.value, told=f"{drawn.changed.table} {drawn.changed.key}",
            x=placed[0][0], y=placed[0][1],
        )  # fmt: skip

    def _reach(self, points: tuple[Point, ...]) -> float:
        """Return how far apart the points lie: what is too small becomes a mark."""
        wide = max(x for x, _ in points) - min(x for x, _ in points)
        high = max(y for _, y in points) - min(y for _, y in points)
        return max(wide, high) * self._factor

    def _place(self, point: Point) -> tuple[str, str]:
        x = MARGIN + (point[0] - self._west) * self._factor
        y = MARGIN + (self._north - point[1]) * self._factor
        return f"{x:.1f}", f"{y:.1f}"
