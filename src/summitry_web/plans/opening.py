"""The job on a workbook, in the sandbox's child: its rows, or what must be asked to read it.

Nothing here knows the database or the site's settings: what is needed comes with the question.
"""

import re
from collections.abc import Iterable
from functools import cache
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from msgspec import Struct, json, msgpack
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.package import bounds
from summitry.package.comma import raw_of_csv
from summitry.package.grid import Raw as Columns
from summitry.package.grid import grid_of
from summitry.package.intake import Missing, missing_of, taken_in
from summitry.package.mapping import WorkbookMapping, mapping_of
from summitry.package.patch import read_patch
from summitry.package.problems import Problems, too_much
from summitry.package.suggest import drafted
from summitry.package.tabular import bulk_of, rows_of
from summitry.package.workbook_read import PACKAGE_SHEET, Sheet, origin_of, package_of, sheets_of
from summitry.plan.change import Edit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.report.language import in_every_language
from summitry_web.vault.parse.kinds import ZIP, sniff

ROWS_SHOWN_MAX = 100
"""How far down the headings of a unit's own sheet may stand; the form asks for no more."""

SEES_MACROS = re.compile(
    r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|/activex/", re.IGNORECASE
)
CSV_ENDING = ".csv"
PATCH_ENDING = ".json"


class Asked(Struct, frozen=True, kw_only=True):
    """How the workbook is to be read.

    Parameters
    ----------
    mapping
        What the unit's workbooks mean, as TOML; empty where nothing is known yet.
    zone
        The event's time zone, of moments without one.
    secret
        Keys of rows without one are made under it; it opens nothing else.
    """

    name: str
    unit: str
    zone: str
    mapping: str = ""
    secret: bytes = b""


class Opened(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is in the workbook: rows by table, or sheets that nobody has said how to read.

    Parameters
    ----------
    origin
        Where the workbook says that it was taken from.
    rows
        For each table, its rows as JSON.
    patch
        What an engine proposes, as its file; then there are no rows.
    sheets
        The first rows of each sheet, where something is `missing`.
    """

    origin: str = ""
    rows: dict[str, bytes] = {}
    patch: bytes = b""
    missing: tuple[Missing, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    mapping: WorkbookMapping | None = None


@cache
def _decoder(table: str) -> json.Decoder[list[Row]]:
    return json.Decoder(list[TABLES[table].row_type])  # type: ignore[misc]  # the table says it


def edits_of(opened: Opened) -> tuple[Edit, ...]:
    """Return the rows as edits; each is made anew, and checks itself."""
    return tuple(
        Edit(name, TABLES[name].key_of(row), row)
        for name, content in opened.rows.items()
        for row in _decoder(name).decode(content)
    )


def open_workbook(data: bytes, asked: bytes) -> Opened:
    """Return what the file brings.

    Raises
    ------
    PackageRefused
        With every problem of the workbook, by sheet, row and column.
    SummitryError
        ``workbook.unit`` for a workbook that is nobody's; the refusals of what is no workbook.
    """
    told = msgpack.decode(asked, type=Asked)
    problems = Problems()
    if told.name.casefold().endswith(PATCH_ENDING):
        read_patch(data)
        return Opened(patch=data)
    if told.name.casefold().endswith(CSV_ENDING) and sniff(data, told.name) == CSV_ENDING[1:]:
        return _of_csv(data, told, problems)
    _require_plain_workbook(data, told.name)
    sheets = sheets_of(told.name, data, problems)
    problems.refuse_if_any()
    if any(sheet.name == PACKAGE_SHEET for sheet in sheets):
        package = package_of(told.name, sheets, problems, secret=told.secret or None)
        return Opened(origin=origin_of(data), rows=_rows_of(_edits(package.snapshot)))
    return _of_unit(sheets, told, problems)


def _require_plain_workbook(data: bytes, name: str) -> None:
    if sniff(data, name) != ZIP:
        raise SummitryError("workbook.kind")
    try:
        with ZipFile(BytesIO(data)) as archive:
            if any(SEES_MACROS.search(each) for each in archive.namelist()):
                raise SummitryError("workbook.macros")
    except (BadZipFile, OSError, ValueError, NotImplementedError):
        # The reader tells what is wrong with it, in its own words.
        return


def _of_csv(data: bytes, told: Asked, problems: Problems) -> Opened:
    stem = told.name[: -len(CSV_ENDING)]
    columns = raw_of_csv(told.name, stem, data, problems)
    if columns is not None and len(columns.numbers) > bounds.SHEET_ROWS_MAX:
        problems.add(too_much(told.name, "rows_max", bounds.SHEET_ROWS_MAX))
    problems.refuse_if_any()
    assert columns is not None
    table = TABLES.get(stem)
    if table is None or not {each.name for each in table.columns} >= set(columns.header):
        return _of_unit([_sheet(stem, columns)], told, problems)
    grid = grid_of(table, columns, problems, geometry=False)
    made: Iterable[Row]
    if table.bulk:
        made = bulk_of(table, grid, problems).rows()
    else:
        made = rows_of(table, grid, problems).values()
    edits = [Edit(stem, table.key_of(row), row) for row in made]
    problems.refuse_if_any()
    return Opened(rows=_rows_of(edits))


def _sheet(name: str, columns: Columns) -> Sheet:
    """Return the file as a sheet, in which each row stands where it stood."""
    rows: list[list[str]] = [list(columns.header)]
    for number, *cells in zip(columns.numbers, *columns.columns, strict=True):
        rows += [[] for _ in range(number - len(rows) - 1)]
        rows.append(list(cells))
    return Sheet(name, rows)


def _of_unit(sheets: list[Sheet], told: Asked, problems: Problems) -> Opened:
    if not told.unit:
        raise SummitryError("workbook.unit", path=told.name)
    mapping: WorkbookMapping | None = WorkbookMapping(unit=told.unit, zone=told.zone)
    if told.mapping:
        mapping = mapping_of(told.unit, told.mapping.encode(), problems)
        problems.refuse_if_any()
    assert mapping is not None
    missing = missing_of(sheets, mapping)
    if missing:
        draft = drafted(told.unit, sheets, in_every_language, zone=told.zone)
        return Opened(missing=missing, sheets=tuple(map(_top, sheets)), mapping=draft)
    intake = taken_in(told.name, sheets, mapping, problems)
    problems.refuse_if_any()
    return Opened(rows=_rows_of(intake.edits))


def _top(sheet: Sheet) -> Sheet:
    """Return the sheet's first rows: in them stand the headings that are asked about."""
    merged = tuple(area for area in sheet.merged if area[0][0] < ROWS_SHOWN_MAX)
    return replace(sheet, rows=sheet.rows[:ROWS_SHOWN_MAX], merged=merged)


def _edits(snapshot: Snapshot) -> Iterable[Edit]:
    for name, table in snapshot.tables.items():
        for key, row in table.items():
            yield Edit(name, key, row)
    for name, bulk in snapshot.bulks.items():
        for row in bulk.rows():
            yield Edit(name, TABLES[name].key_of(row), row)


def _rows_of(edits: Iterable[Edit]) -> dict[str, bytes]:
    rows: dict[str, list[object]] = {}
    for edit in edits:
        rows.setdefault(edit.table, []).append(edit.row)
    return {name: json.encode(made) for name, made in rows.items()}
