"""The cells of one table as text, with where each of them comes from."""

from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from summitry.package.bounds import COLUMNS_MAX
from summitry.package.cells import Fault
from summitry.package.problems import Problem, Problems, shortened, too_much
from summitry.plan.table import Column, ColumnKind, Table

GEOMETRY_SUFFIX = ".geojson"


class Grid(Struct, frozen=True, kw_only=True):
    """The cells of one table as text, column by column, with where they come from.

    Parameters
    ----------
    header_row
        The row that the headings stand in, as a spreadsheet counts.
    numbers
        The row number of each row of cells.
    cells
        By name of column; all of one length.
    headings
        The heading in the file, where it is not the column's name.
    faults
        By column, texts that are already known to be no value.
    """

    file: str
    sheet: str
    header_row: int
    numbers: Sequence[int]
    cells: Mapping[str, Sequence[str]]
    headings: Mapping[str, str] = {}
    faults: Mapping[str, Mapping[str, Fault]] = {}

    def heading(self, column: str) -> str:
        """Return the column's heading as it stands in the file."""
        return self.headings.get(column, column)


class Raw(Struct, frozen=True, kw_only=True):
    """A header and the cells below it, as they stand in a file.

    Parameters
    ----------
    numbers
        The row number of each row of cells.
    columns
        The cells below each heading, in order of the header; all of one length.
    """

    file: str
    sheet: str
    header_row: int
    header: Sequence[str]
    numbers: Sequence[int]
    columns: Sequence[Sequence[str]]


def header_is_sound(raw: Raw, problems: Problems) -> bool:
    """Say whether every heading occurs once and there are not too many; tell what is wrong."""
    if len(raw.header) > COLUMNS_MAX:
        problems.add(
            too_much(raw.file, "columns_max", COLUMNS_MAX, got=len(raw.header), sheet=raw.sheet)
        )
        return False
    twice = [name for name, count in Counter(raw.header).items() if name and count > 1]
    for name in twice:
        problems.add(
            Problem(
                file=raw.file,
                sheet=raw.sheet,
                row=raw.header_row,
                column=shortened(name),
                got=shortened(name),
                code="column.duplicate",
            )
        )
    return not twice


def grid_of(table: Table, raw: Raw, problems: Problems, *, geometry: bool) -> Grid:
    """Return the cells of the columns that the table has; the other headings are told.

    Parameters
    ----------
    geometry
        Whether columns of points stand in a file of their own.
    """
    known = {column.name for column in columns_in_cells(table, geometry=geometry)}
    named = list(zip(raw.header, raw.columns, strict=True))
    cells = {name: column for name, column in named if name in known}
    grid = Grid(
        file=raw.file,
        sheet=raw.sheet,
        header_row=raw.header_row,
        numbers=raw.numbers,
        cells=cells,
    )
    unknown = [name for name, column in named if name not in known and (name or any(column))]
    require_columns(table, grid, unknown, problems, geometry=geometry)
    return grid


def require_columns(
    table: Table, grid: Grid, unknown: Sequence[str], problems: Problems, *, geometry: bool
) -> None:
    """Tell the columns that the table has not, and those that it must have and the grid lacks.

    Parameters
    ----------
    unknown
        Headings of the grid that are not among its cells.
    geometry
        Whether columns of points stand in a file of their own.
    """
    names = [column.name for column in columns_in_cells(table, geometry=geometry)]
    missing = [name for name in names if name not in grid.cells]
    for heading in unknown:
        apart = geometry and heading in {column.name for column in table.columns}
        problems.add(
            Problem(
                file=grid.file,
                sheet=grid.sheet,
                row=grid.header_row,
                column=shortened(heading),
                got=shortened(heading),
                near=() if apart else problems.near(heading, missing or names),
                expected=table.name + GEOMETRY_SUFFIX if apart else "",
                code="column.elsewhere" if apart else "column.unknown",
            )
        )
    for name in missing:
        if table.column(name).required:
            problems.add(
                Problem(
                    file=grid.file,
                    sheet=grid.sheet,
                    row=grid.header_row,
                    column=name,
                    near=problems.near(name, unknown),
                    code="column.missing",
                )
            )


def columns_in_cells(table: Table, *, geometry: bool) -> tuple[Column, ...]:
    """Return the columns that stand in the table's cells; where geometry stands apart, not that."""
    return tuple(
        column for column in table.columns if not (geometry and column.kind is ColumnKind.POINTS)
    )
