"""How a unit's own workbook is read: asked once, kept as TOML in the package."""

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
import tomli_w
from msgspec import Struct

from summitry.package.eventfile import toml_of
from summitry.package.problems import Problem, Problems, shortened
from summitry.plan.table import Table
from summitry.plan.tables import SIDE_TABLES, TABLES

HEADING_JOINT = " / "
"""Joins the headings of a header of several rows."""

TOTALS = (
    "total",
    "sum",
    "tổng",
    "cộng",
    "合计",
    "总计",
    "итого",
    "всего",
    "jumlah",
    "المجموع",
    "الإجمالي",
)
"""What a row of totals begins with, in the languages of the program."""

HEADER_ROWS_MAX = 5
Positive = Annotated[int, msgspec.Meta(ge=1)]
Headings = str | tuple[str, ...]


class DateOrder(StrEnum):
    """How a date of three numbers is read when it could be read two ways."""

    DAY_FIRST = "day-month-year"
    MONTH_FIRST = "month-day-year"


class SheetMapping(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How one sheet, or a part of it, becomes rows of one table.

    Parameters
    ----------
    header_row, header_rows
        Where the headings stand, and over how many rows.
    last_row
        The last row that belongs to the table; none is the end of the sheet.
    columns
        For each column of the table, the heading; several headings are joined by a space, as a
        day and a time of day that stand apart.
    constants
        For each column that the sheet does not have, the text that holds for all rows.
    ignored
        Headings that are left out on purpose.
    make_ids
        Columns whose texts are turned into ids by putting hyphens for what an id cannot hold.
    values
        For each column, what the unit's own words mean.
    zone, zones
        The time zone of moments without one, for the sheet and for single columns.
    skip
        Rows whose first cell begins so are left out.
    """

    sheet: str
    table: str
    header_row: Positive
    header_rows: Annotated[int, msgspec.Meta(ge=1, le=HEADER_ROWS_MAX)] = 1
    last_row: Positive | None = None
    zone: str = ""
    order: DateOrder | None = None
    ignored: tuple[str, ...] = ()
    make_ids: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    columns: Mapping[str, Headings] = {}
    constants: Mapping[str, str] = {}
    zones: Mapping[str, str] = {}
    values: Mapping[str, Mapping[str, str]] = {}

    @property
    def declared(self) -> Table:
        """The table that the rows belong to."""
        return TABLES.get(self.table) or SIDE_TABLES[self.table]

    def headings(self, column: str) -> tuple[str, ...]:
        """Return the headings that the column is made of; none where it is a constant."""
        given = self.columns.get(column, ())
        return (given,) if isinstance(given, str) else tuple(given)


class WorkbookMapping(
    Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True
):
    """How a unit's workbook is read.

    Parameters
    ----------
    zone
        The time zone of moments without one, where a sheet or column does not say.
    ignored
        Sheets that are left out on purpose.
    """

    unit: str
    zone: str = ""
    order: DateOrder = DateOrder.DAY_FIRST
    ignored: tuple[str, ...] = ()
    sheets: tuple[SheetMapping, ...] = ()


def mapping_of(file: str, content: bytes, problems: Problems) -> WorkbookMapping | None:
    """Return the mapping that the TOML text says, or None and what is wrong."""
    document = toml_of(file, content, problems)
    if document is None:
        return None
    try:
        mapping = msgspec.convert(document, WorkbookMapping)
    except msgspec.ValidationError as problem:
        told = shortened(str(problem))
        problems.add(Problem(file=file, got=told, code="mapping.malformed"))
        return None
    found = list(_wrong(file, mapping, problems))
    for problem_found in found:
        problems.add(problem_found)
    return None if found else mapping


def toml_of_mapping(mapping: WorkbookMapping) -> bytes:
    """Return the mapping as TOML."""
    return tomli_w.dumps(msgspec.to_builtins(mapping), multiline_strings=False).encode()


def _wrong(file: str, mapping: WorkbookMapping, problems: Problems) -> Iterator[Problem]:
    yield from _wrong_zones(file, "", [mapping.zone])
    for sheet in mapping.sheets:
        yield from _wrong_zones(file, sheet.sheet, [sheet.zone, *sheet.zones.values()])
        table = TABLES.get(sheet.table) or SIDE_TABLES.get(sheet.table)
        if table is None:
            close = problems.near(sheet.table, (*TABLES, *SIDE_TABLES))
            yield Problem(
                file=file,
                sheet=shortened(sheet.sheet),
                got=shortened(sheet.table),
                near=close,
                code="mapping.table",
            )
            continue
        yield from _wrong_columns(file, sheet, table, problems)


def _wrong_columns(
    file: str, sheet: SheetMapping, table: Table, problems: Problems
) -> Iterator[Problem]:
    names = [column.name for column in table.columns]
    named = (*sheet.columns, *sheet.constants, *sheet.make_ids, *sheet.zones, *sheet.values)
    for name in dict.fromkeys(named):
        if name not in names:
            yield Problem(
                file=file,
                sheet=shortened(sheet.sheet),
                column=shortened(name),
                got=shortened(name),
                near=problems.near(name, names),
                code="mapping.column",
            )
    for name in sheet.columns.keys() & sheet.constants.keys():
        yield Problem(file=file, sheet=shortened(sheet.sheet), column=name, code="mapping.twice")


def _wrong_zones(file: str, sheet: str, zones: Sequence[str]) -> Iterator[Problem]:
    for name in dict.fromkeys(zones):
        if name and zone_of(name) is None:
            yield Problem(
                file=file, sheet=shortened(sheet), got=shortened(name), code="event.timezone"
            )


def zone_of(name: str) -> ZoneInfo | None:
    """Return the time zone of that name, or None."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None
