"""Grids and shapes of all tables become one package."""

from collections.abc import Mapping
from types import MappingProxyType

from msgspec import Struct

from summitry.kit.ids import UnitId
from summitry.package.geometry import Shape, require_rows
from summitry.package.grid import Grid
from summitry.package.package import Package
from summitry.package.problems import Problem, Problems, shortened
from summitry.package.tabular import bulk_of, rows_of
from summitry.plan.attestation import Attestation, Attestations
from summitry.plan.bulk import Bulk
from summitry.plan.identity import Identity
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.policy.limits import ORIGINS

EVENT, LIMITS = "event", "limits"


class Parts(Struct, frozen=True):
    """What was read, before it is one plan.

    Parameters
    ----------
    grids
        By table.
    shapes
        By table, the file and its shapes by key.
    """

    grids: Mapping[str, Grid]
    shapes: Mapping[str, tuple[str, Mapping[str, Shape]]]
    mappings: Mapping[UnitId, bytes]


def assembled(parts: Parts, key: bytes, problems: Problems) -> Package:
    """Return the package.

    Raises
    ------
    PackageRefused
        With every problem, those of reading and those found here.
    """
    tables: dict[str, Mapping[str, Row]] = {}
    bulks: dict[str, Bulk] = {}
    for name, table in TABLES.items():
        grid = parts.grids.get(name)
        if grid is not None and table.bulk:
            bulks[name] = bulk_of(table, grid, problems)
            continue
        file, shapes = parts.shapes.get(name, ("", {}))
        extra = {at: {shape.column: shape.points} for at, shape in shapes.items()}
        rows = {} if grid is None else rows_of(table, grid, problems, extra)
        tables[name] = MappingProxyType(rows)
        # A row that is refused for another reason still owns its shape.
        if grid is None or len(rows) == len(grid.numbers):
            require_rows(table, file, shapes, rows, problems)
    _require_one_event(parts.grids.get(EVENT), problems)
    _require_known_limits(parts.grids.get(LIMITS), problems)
    sides = {
        name: tuple(rows_of(table, parts.grids[name], problems).values())
        for name, table in SIDE_TABLES.items()
        if name in parts.grids
    }
    problems.refuse_if_any()
    return Package(
        snapshot=Snapshot(tables, bulks),
        attestations=Attestations(
            row for row in sides.get("attestations", ()) if isinstance(row, Attestation)
        ),
        rulings=tuple(row for row in sides.get("rulings", ()) if isinstance(row, Ruling)),
        people=tuple(row for row in sides.get("people", ()) if isinstance(row, Identity)),
        key=key,
        mappings=MappingProxyType(dict(sorted(parts.mappings.items()))),
    )


def _require_one_event(grid: Grid | None, problems: Problems) -> None:
    for number in () if grid is None else grid.numbers[1:]:
        assert grid is not None
        problems.add(
            Problem(
                file=grid.file,
                sheet=grid.sheet,
                row=number,
                got=str(len(grid.numbers)),
                expected="1",
                code="event.several",
            )
        )


def _require_known_limits(grid: Grid | None, problems: Problems) -> None:
    """Tell limits that no rule knows, and negative ones: a misspelt limit must not be ignored."""
    if grid is None:
        return
    names, values = grid.cells.get("limit_id", ()), grid.cells.get("value", ())
    for place, number in enumerate(grid.numbers):
        name = names[place] if names else ""
        if name and name not in ORIGINS:
            problems.add(
                Problem(
                    file=grid.file,
                    sheet=grid.sheet,
                    row=number,
                    column=grid.heading("limit_id"),
                    got=shortened(name),
                    near=problems.near(name, ORIGINS),
                    code="limit.unknown",
                )
            )
        if values and values[place].strip().startswith("-"):
            problems.add(
                Problem(
                    file=grid.file,
                    sheet=grid.sheet,
                    row=number,
                    column=grid.heading("value"),
                    got=shortened(values[place]),
                    expected=">= 0",
                    code="limit.negative",
                )
            )
