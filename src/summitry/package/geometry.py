"""Outlines and lines as GeoJSON in the event's own grid of metres, and back.

RFC 7946 puts degrees into GeoJSON. Ours says ``"grid": "local-metres"`` at the top, so that no
program takes the one for the other.
"""

import math
from collections.abc import Iterator, Mapping

import msgspec

from summitry.package.bounds import NESTING_MAX, OUTLINE_POINTS_MAX, POINTS_MAX
from summitry.package.problems import Problem, Problems, shortened, too_much
from summitry.plan.table import ColumnKind, Point, Points, Row, Table

GRID = "local-metres"
LINE_COLUMNS = frozenset({"line"})
"""Columns whose points are a line; all others are outlines."""

_POLYGON, _LINE = "Polygon", "LineString"
_COORDINATES = "coordinates"
_EXPECTED_POINT = "[0.0, 0.0]"


class Shape(msgspec.Struct, frozen=True):
    """The points of one feature, with its place in the file, from 1."""

    place: int
    column: str
    points: Points


def geometry_column(table: Table) -> str | None:
    """Return the name of the table's column of points, None where it has none."""
    return next((c.name for c in table.columns if c.kind is ColumnKind.POINTS), None)


def shapes_of(table: Table, file: str, content: bytes, problems: Problems) -> dict[str, Shape]:
    """Return the shapes of the file by the key of the row they belong to."""
    column = geometry_column(table)
    assert column is not None
    features = _features(file, content, problems)
    shapes: dict[str, Shape] = {}
    total = 0
    for place, feature in enumerate(features, start=1):
        found = _shape(feature, column)
        if isinstance(found, _Fault):
            problems.add(_problem(file, place, found))
            continue
        key, points = found
        total += len(points)
        if total > POINTS_MAX:
            problems.add(too_much(file, "points_max", POINTS_MAX))
            break
        if key in shapes:
            problems.add(_problem(file, place, _Fault("geojson.duplicate", "id", shortened(key))))
        shapes[key] = Shape(place, column, points)
    return shapes


class _Fault(msgspec.Struct, frozen=True):
    code: str
    member: str
    got: str = ""
    expected: str = ""


def _problem(file: str, place: int, fault: _Fault) -> Problem:
    return Problem(
        file=file,
        row=place,
        column=fault.member,
        got=fault.got,
        expected=fault.expected,
        code=fault.code,
    )


def _features(file: str, content: bytes, problems: Problems) -> list[object]:
    try:
        top = msgspec.json.decode(content)
    except RecursionError:
        problems.add(too_much(file, "nesting_max", NESTING_MAX))
        return []
    except (msgspec.DecodeError, UnicodeDecodeError) as problem:
        problems.add(Problem(file=file, got=shortened(str(problem)), code="json.malformed"))
        return []
    if not isinstance(top, dict) or top.get("type") != "FeatureCollection":
        problems.add(
            Problem(file=file, column="type", expected="FeatureCollection", code="geojson.type")
        )
        return []
    if top.get("grid") != GRID:
        got = _told(top.get("grid"))
        problems.add(Problem(file=file, column="grid", got=got, expected=GRID, code="geojson.grid"))
    features = top.get("features")
    if not isinstance(features, list):
        problems.add(Problem(file=file, column="features", expected="[…]", code="geojson.type"))
        return []
    return features


def _shape(feature: object, column: str) -> tuple[str, Points] | _Fault:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        return _Fault("geojson.type", "type", expected="Feature")
    key = feature.get("id")
    if not isinstance(key, str) or not key:
        return _Fault("geojson.id", "id", _told(key))
    geometry = feature.get("geometry")
    wanted = _LINE if column in LINE_COLUMNS else _POLYGON
    if not isinstance(geometry, dict) or geometry.get("type") != wanted:
        got = _told(geometry.get("type")) if isinstance(geometry, dict) else _told(geometry)
        return _Fault("geojson.type", "geometry", got, wanted)
    points = _points(geometry.get("coordinates"), wanted)
    return points if isinstance(points, _Fault) else (key, points)


def _points(coordinates: object, wanted: str) -> Points | _Fault:
    if wanted == _LINE:
        return _line(coordinates)
    if not isinstance(coordinates, list) or len(coordinates) != 1:
        got = str(len(coordinates)) if isinstance(coordinates, list) else _told(coordinates)
        return _Fault("geojson.rings", _COORDINATES, got, "1")
    ring = _line(coordinates[0])
    if isinstance(ring, _Fault):
        return ring
    if len(ring) > 1 and ring[0] == ring[-1]:
        return ring[:-1]
    return _Fault("geojson.open_ring", _COORDINATES)


def _line(pairs: object) -> Points | _Fault:
    if not isinstance(pairs, list):
        return _Fault("geojson.point", _COORDINATES, _told(pairs), _EXPECTED_POINT)
    if len(pairs) > OUTLINE_POINTS_MAX + 1:
        got = str(len(pairs))
        return _Fault("bound.outline_points_max", _COORDINATES, got, f"<= {OUTLINE_POINTS_MAX}")
    points = []
    for pair in pairs:
        point = _point(pair)
        if point is None:
            return _Fault("geojson.point", _COORDINATES, _told(pair), _EXPECTED_POINT)
        points.append(point)
    return tuple(points)


def _point(pair: object) -> Point | None:
    if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004  # metres east and north
        return None
    x, y = pair
    if not (_is_number(x) and _is_number(y)):
        return None
    return float(x), float(y)


def _is_number(value: object) -> bool:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    try:
        return math.isfinite(float(value))
    except OverflowError:
        return False


def _told(value: object) -> str:
    """Return the value as a message shows it; only the kind of what holds others."""
    if isinstance(value, str):
        return shortened(value)
    return shortened(str(value)) if isinstance(value, float | None) else type(value).__name__


def require_rows(
    table: Table,
    file: str,
    shapes: Mapping[str, Shape],
    keys: Mapping[str, object],
    problems: Problems,
) -> None:
    """Tell the shapes that belong to no row of the table."""
    for key, shape in shapes.items():
        if key not in keys:
            problems.add(
                Problem(
                    file=file,
                    row=shape.place,
                    column="id",
                    got=shortened(key),
                    expected=f"{table.name}.{table.key[0]}",
                    near=problems.near(key, keys),
                    code="geojson.no_row",
                )
            )


def geojson_of(table: Table, rows: Mapping[str, Row]) -> bytes | None:
    """Return the file with the shapes of the rows that have one, one a line; None without any."""
    column = geometry_column(table)
    if column is None:
        return None
    lines = list(_feature_lines(column, rows))
    if not lines:
        return None
    head = f'{{"type":"FeatureCollection","grid":"{GRID}","features":[\n'
    return (head + ",\n".join(lines) + "\n]}\n").encode()


def _feature_lines(column: str, rows: Mapping[str, Row]) -> Iterator[str]:
    for key, row in rows.items():
        points: Points = getattr(row, column)
        if not points:
            continue
        if column in LINE_COLUMNS:
            geometry: dict[str, object] = {"type": _LINE, "coordinates": points}
        else:
            geometry = {"type": _POLYGON, "coordinates": [[*points, points[0]]]}
        feature = {"type": "Feature", "id": key, "properties": {}, "geometry": geometry}
        yield msgspec.json.encode(feature).decode()
