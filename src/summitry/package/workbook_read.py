"""Read a workbook: its sheets as rows of text, or a whole package with a sheet for each table."""

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from itertools import islice
from typing import BinaryIO
from zipfile import BadZipFile, ZipFile

import python_calamine
from msgspec import Struct

from summitry.kit.ids import UnitId, is_id
from summitry.package import bounds
from summitry.package.assemble import Parts, assembled
from summitry.package.cells import NO, YES
from summitry.package.comma import raw_of_records
from summitry.package.eventfile import schema_of
from summitry.package.grid import Grid, Raw, grid_of, header_is_sound
from summitry.package.naming import named
from summitry.package.package import Package
from summitry.package.problems import Problem, Problems, shortened, too_much
from summitry.package.upgrade import SCHEMA, upgraded
from summitry.package.workbook_guard import vetted
from summitry.plan.snapshot import NO_KEY
from summitry.plan.tables import SIDE_TABLES, TABLES

MAPPINGS_SHEET = "_mappings"
MAPPING_HEADER = ("unit_id", "line")
PACKAGE_SHEET = "_package"
SCHEMA_CELL = "schema"
WHOLE_MAX = 2**53
PROPERTIES = "docProps/core.xml"
PROPERTIES_BYTES_MAX = 64_000
_SUBJECT = re.compile(rb"<dc:subject>([A-Za-z0-9@:_.-]{1,200})</dc:subject>")
_PANIC = "PanicException"

Cell = str | float | bool | date | time | datetime
Area = tuple[tuple[int, int], tuple[int, int]]


class Sheet(Struct, frozen=True):
    """One sheet: its name, its cells as text from A1 on, and the areas that are merged into one.

    An area is its first and last row and column, counted from 0.
    """

    name: str
    rows: list[list[str]]
    merged: tuple[Area, ...] = ()


def sheets_of(file: str, content: bytes, problems: Problems) -> list[Sheet]:
    """Return the workbook's sheets in order; none where it is refused, which is told."""
    if len(content) > bounds.WORKBOOK_BYTES_MAX:
        problems.add(too_much(file, "file_bytes_max", bounds.WORKBOOK_BYTES_MAX))
        return []
    sound = vetted(file, content, problems)
    if sound is None:
        return []
    try:
        sheets = list(islice(_sheets(sound), bounds.SHEETS_MAX + 1))
    except (python_calamine.CalamineError, OSError, ValueError, OverflowError, KeyError):
        problems.add(Problem(file=file, code="workbook.malformed"))
    except BaseException as problem:
        # The parser is not written in Python; where it gives up, it raises what is no Exception.
        if type(problem).__name__ != _PANIC:
            raise
        problems.add(Problem(file=file, code="workbook.malformed"))
    else:
        if len(sheets) <= bounds.SHEETS_MAX:
            return sheets
        problems.add(too_much(file, "sheets_max", bounds.SHEETS_MAX))
    return []


def _sheets(content: bytes) -> Iterator[Sheet]:
    book = python_calamine.load_workbook(io.BytesIO(content))
    for meta in book.sheets_metadata:
        if meta.typ is not python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = book.get_sheet_by_name(meta.name)
        rows = sheet.to_python(skip_empty_area=False)
        texts = [[text_of_cell(cell) for cell in row] for row in rows]
        merged = tuple(sheet.merged_cell_ranges or ())
        if sum(_area(area, rows) for area in merged) > bounds.WORKBOOK_CELLS_MAX:
            raise ValueError(meta.name)
        yield Sheet(meta.name, texts, merged)


def _area(area: Area, rows: Sequence[Sequence[object]]) -> int:
    """Return how many cells of the sheet the merged area covers."""
    (top, left), (bottom, right) = area
    width = len(rows[0]) if rows else 0
    return max(min(bottom + 1, len(rows)) - top, 0) * max(min(right + 1, width) - left, 0)


def text_of_cell(cell: object) -> str:
    """Return what the cell shows as text: whole numbers without a fraction, moments as in ISO 8601.

    A date that has no time of day is a date alone.
    """
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return YES if cell else NO
    if isinstance(cell, float):
        whole = cell.is_integer() and abs(cell) < WHOLE_MAX
        return repr(cell).removesuffix(".0") if whole else repr(cell)
    if isinstance(cell, datetime) and cell.time() == time():
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date | time) else str(cell)


def read_workbook(
    stream: BinaryIO, file: str, *, key: bytes = NO_KEY, secret: bytes | None = None
) -> Package:
    """Return the package that the workbook holds, a sheet for each table.

    Parameters
    ----------
    secret
        Where given, a row without a key gets one, made from its cells under the secret; else such
        a row is refused.

    Raises
    ------
    PackageRefused
        With every problem of every sheet, when there is any.
    """
    problems = Problems()
    sheets = sheets_of(file, stream.read(bounds.WORKBOOK_BYTES_MAX + 1), problems)
    problems.refuse_if_any()
    return package_of(file, sheets, problems, key=key, secret=secret)


def package_of(
    file: str,
    sheets: Sequence[Sheet],
    problems: Problems,
    *,
    key: bytes = NO_KEY,
    secret: bytes | None = None,
) -> Package:
    """Return the package that the sheets of a workbook hold, one for each table.

    The secret is what `read_workbook` says.

    Raises
    ------
    PackageRefused
        With every problem of every sheet, when there is any.
    """
    grids: dict[str, Grid] = {}
    mappings: dict[UnitId, bytes] = {}
    schema = _schema(file, sheets, problems)
    for sheet in sheets:
        if sheet.name == PACKAGE_SHEET:
            continue
        if sheet.name == MAPPINGS_SHEET:
            mappings = _mappings(file, sheet, problems)
            continue
        table = TABLES.get(sheet.name) or SIDE_TABLES.get(sheet.name)
        if table is None:
            told = shortened(sheet.name)
            close = problems.near(sheet.name, (*TABLES, *SIDE_TABLES))
            problems.add(Problem(file=file, sheet=told, got=told, near=close, code="sheet.unknown"))
            continue
        raw = _raw(file, sheet, problems)
        if raw is not None:
            upgraded_raw = upgraded(table.name, schema, raw)
            grid = grid_of(table, upgraded_raw, problems, geometry=False)
            grids[table.name] = grid if secret is None else named(table, grid, secret)
    if "event" not in grids:
        problems.add(Problem(file=file, sheet="event", code="sheet.missing"))
    return assembled(Parts(grids, {}, mappings), key, problems)


def origin_of(content: bytes) -> str:
    """Return the origin that a workbook of ours was written with; empty where it has none."""
    try:
        with ZipFile(io.BytesIO(content)) as archive:
            info = archive.getinfo(PROPERTIES)
            if info.file_size > PROPERTIES_BYTES_MAX:
                return ""
            found = _SUBJECT.search(archive.read(info))
    except (BadZipFile, KeyError, OSError):
        return ""
    return found.group(1).decode("ascii") if found else ""


def _schema(file: str, sheets: Sequence[Sheet], problems: Problems) -> int:
    """Return the schema version that the workbook names."""
    for sheet in sheets:
        if sheet.name == PACKAGE_SHEET:
            cells = [row[0] if row else "" for row in sheet.rows[:2]]
            text = cells[1] if len(cells) > 1 and cells[0] == SCHEMA_CELL else ""
            number = int(text) if text.isdecimal() and text.isascii() else text
            return schema_of(file, number, problems, sheet=PACKAGE_SHEET)
    problems.add(Problem(file=file, sheet=PACKAGE_SHEET, code="sheet.missing"))
    return SCHEMA


def _raw(file: str, sheet: Sheet, problems: Problems) -> Raw | None:
    """Return header and rows of a sheet whose first row is its header; no more than it names."""
    header = sheet.rows[0] if sheet.rows else []
    if not any(header):
        problems.add(Problem(file=file, sheet=sheet.name, row=1, code="header.missing"))
        return None
    raw = Raw(file=file, sheet=sheet.name, header_row=1, header=header, numbers=[], columns=[])
    if not header_is_sound(raw, problems):
        return None
    if len(sheet.rows) > bounds.SHEET_ROWS_MAX:
        problems.add(too_much(file, "rows_max", bounds.SHEET_ROWS_MAX, sheet=sheet.name))
        return None
    return raw_of_records(raw, sheet.rows[1:], problems)


def _mappings(file: str, sheet: Sheet, problems: Problems) -> dict[UnitId, bytes]:
    """Return each unit's mapping, put together from its lines in order."""
    lines: dict[UnitId, list[str]] = {}
    header = tuple(sheet.rows[0][:2]) if sheet.rows else ()
    if header != MAPPING_HEADER:
        expected = ", ".join(MAPPING_HEADER)
        problems.add(
            Problem(file=file, sheet=sheet.name, row=1, expected=expected, code="header.missing")
        )
        return {}
    for number, (unit, *rest) in enumerate(sheet.rows[1:], start=2):
        if is_id(unit):
            lines.setdefault(UnitId(unit), []).append(rest[0])
        elif unit or any(rest):
            told = shortened(unit)
            problems.add(
                Problem(
                    file=file,
                    sheet=sheet.name,
                    row=number,
                    column=MAPPING_HEADER[0],
                    got=told,
                    code="id.malformed",
                )
            )
    return {unit: "\n".join(texts).encode() for unit, texts in lines.items()}
