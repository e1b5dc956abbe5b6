"""Readers of Li and Lim's and of Gehring and Homberger's files; a fault is told with its line."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import numpy as np

from benchmarks.cases import UnreadableError
from summitry.move.routes.problem import Problem

Row = tuple[int, list[float]]
"""The number of a line, and the numbers on it."""
VRPTW_COLUMNS, PDPTW_COLUMNS = 7, 9
FLEET_COLUMNS = 2


class MalformedError(UnreadableError):
    """A file is not of its format: which line, and what is wrong with it."""

    def __init__(self, path: Path, line: int, what: str) -> None:
        super().__init__(f"{path.name}, line {line}: {what}")


def read_pdptw(path: Path) -> Problem:
    """Return the problem of a file by Li and Lim."""
    rows = list(_rows(path))
    if not rows:
        raise MalformedError(path, 1, "the file holds no numbers")
    line, fleet = rows[0]
    if len(fleet) not in {FLEET_COLUMNS, FLEET_COLUMNS + 1}:
        raise MalformedError(path, line, "expected vehicles, capacity and speed")
    places = _places(path, rows[1:], PDPTW_COLUMNS)
    return _problem(path, (line, fleet), places, _pairs(path, places))


def read_vrptw(path: Path) -> Problem:
    """Return the problem of a file by Solomon or by Gehring and Homberger."""
    rows = list(_rows(path))
    if not rows:
        raise MalformedError(path, 1, "the file holds no numbers")
    line, fleet = rows[0]
    if len(fleet) != FLEET_COLUMNS:
        raise MalformedError(path, line, "expected the number of vehicles and their capacity")
    return _problem(path, (line, fleet), _places(path, rows[1:], VRPTW_COLUMNS), ())


def known_routes(row: Mapping[str, str]) -> tuple[str, tuple[int, float]]:
    """Return instance, vehicles and distance of a line of the table of best published routes."""
    return row["instance"].strip(), (int(row["routes"]), float(row["distance"]))


def _rows(path: Path) -> Iterator[Row]:
    """Yield the lines of numbers; titles stand only before the first place."""
    try:
        lines = path.read_text("utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise MalformedError(path, 1, "the file is no text") from error
    has_place = False
    for number, line in enumerate(lines, 1):
        words = line.split()
        is_title = (number == 1 and len(words) == 1) or bool(words and words[0][0].isalpha())
        if not words or words[0][0] == "#" or (is_title and not has_place):
            continue
        try:
            numbers = [float(word) for word in words]
        except ValueError as error:
            raise MalformedError(path, number, f"no row of numbers: {line.strip()}") from error
        if not np.isfinite(numbers).all():
            raise MalformedError(path, number, f"no finite numbers: {line.strip()}")
        has_place = len(numbers) > FLEET_COLUMNS + 1
        yield number, numbers


def _places(path: Path, rows: list[Row], columns: int) -> list[Row]:
    if not rows:
        raise MalformedError(path, 1, "the file names no depot")
    for index, (line, row) in enumerate(rows):
        if len(row) != columns:
            raise MalformedError(path, line, f"expected {columns} numbers, got {len(row)}")
        if row[0] != index:
            raise MalformedError(path, line, f"expected place {index}, got {row[0]:g}")
        if row[5] < row[4]:
            raise MalformedError(path, line, f"the window ends before it starts: {row[4:6]}")
        if row[6] < 0:
            raise MalformedError(path, line, f"the service takes less than no time: {row[6]:g}")
    return rows


def _pairs(path: Path, places: list[Row]) -> tuple[tuple[int, int], ...]:
    pairs = []
    for line, row in places[1:]:
        comes, goes = int(row[7]), int(row[8])
        if (comes > 0) == (goes > 0):
            raise MalformedError(path, line, "expected either a pickup or a delivery place")
        other = comes or goes
        if not 0 < other < len(places):
            raise MalformedError(path, line, f"there is no place {other}")
        mate = places[other][1]
        if int(mate[8] if comes else mate[7]) != row[0]:
            raise MalformedError(path, line, f"place {other} does not name this one back")
        if row[3] != -mate[3] or (goes and row[3] <= 0):
            raise MalformedError(
                path, line, f"the loads of the pair differ: {row[3]:g}, {mate[3]:g}"
            )
        if goes:
            pairs.append((int(row[0]), goes))
    return tuple(pairs)


def _problem(
    path: Path, fleet: Row, places: list[Row], pairs: tuple[tuple[int, int], ...]
) -> Problem:
    line, (vehicles, capacity) = fleet[0], fleet[1][:FLEET_COLUMNS]
    if vehicles < 0 or capacity < 0 or vehicles % 1 or capacity % 1:
        raise MalformedError(path, line, "vehicles and capacity are whole numbers, 0 or more")
    table = np.array([row for _, row in places])
    for line, row in places:
        if not pairs and row[3] < 0:
            raise MalformedError(path, line, f"the demand is below 0: {row[3]:g}")
    x, y = table[:, 1], table[:, 2]
    far = np.hypot(x[:, None] - x[None, :], y[:, None] - y[None, :])
    return Problem(
        distance=far,
        time=far,
        early=table[:, 4],
        late=table[:, 5],
        service=table[:, 6],
        demand=table[:, 3],
        pairs=pairs,
        capacity=int(capacity),
        vehicles=int(vehicles),
    )
