"""Write a package as one workbook, a sheet for each table; loaded only when one is written."""

import io
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import (  # type: ignore[import-not-found]  # the stubs lack it
    DataValidation,
)

from summitry.kit.errors import SummitryError
from summitry.package.assemble import EVENT
from summitry.package.bounds import CELL_LENGTH_MAX, SHEET_ROWS_MAX, WORKBOOK_BYTES_MAX
from summitry.package.package import Package
from summitry.package.problems import Problems
from summitry.package.upgrade import SCHEMA
from summitry.package.workbook_guard import vetted
from summitry.package.workbook_read import (
    MAPPING_HEADER,
    MAPPINGS_SHEET,
    PACKAGE_SHEET,
    SCHEMA_CELL,
)
from summitry.package.write import tables_as_text
from summitry.plan.table import ColumnKind
from summitry.plan.tables import SIDE_TABLES, TABLES

NUMBER_KINDS = frozenset({ColumnKind.INTEGER, ColumnKind.NUMBER})
COLUMN_WIDTH = 20
PROMPT_TITLE_LENGTH_MAX = 32
PROMPT_LENGTH_MAX = 255
"""What Excel takes; it calls a workbook with more of it broken."""
DIGITS_KEPT = 15
_ESCAPE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
_HEADING_FONT = Font(bold=True)
_PROPERTIES = "docProps/core.xml"
_MADE = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
_NO_MOMENT = rb"\g<1>2000-01-01T00:00:00Z"
_NO_DATE = (2000, 1, 1, 0, 0, 0)


def workbook_of(
    package: Package,
    *,
    origin: str = "",
    blank: Collection[str] = (),
    told: Callable[[str], str] | None = None,
) -> bytes:
    """Return the workbook's bytes.

    Parameters
    ----------
    origin
        Where it comes from, for whoever reads it again; it stands in the file's properties.
    blank
        Tables that get a sheet with their headings even where they have no rows. With that of the
        event among them, the plan may still be without one.
    told
        Tells a label in the reader's language. The headings are the columns' names, by which the
        workbook is read again; with this, whoever chooses one is shown its label beside it.

    Raises
    ------
    SummitryError
        ``plan.one_event``, ``workbook.rows_max``, ``workbook.plan_too_large``, or the reason why a
        value fits into no cell.
    """
    events = package.snapshot.size("event")
    if events != 1 and (events or EVENT not in blank):
        raise SummitryError("plan.one_event", got=events)
    # All that may be refused comes first: a sheet that is left half written complains when it goes.
    _require_room(package)
    texts = {table.name: rows for table, rows in tables_as_text(package, geometry=False)}
    mapping_lines = _mapping_lines(package)
    book = Workbook(write_only=True)
    book.properties.subject = origin or None  # type: ignore[attr-defined]  # the stubs lack it
    for table in (*TABLES.values(), *SIDE_TABLES.values()):
        if table.name not in texts and table.name not in blank:
            continue
        numeric = [column.kind in NUMBER_KINDS for column in table.columns]
        header = [column.name for column in table.columns]
        sheet = _write(book, table.name, header, texts.get(table.name, ()), numeric)
        if told is not None:
            _explain(sheet, told(table.label), [told(column.label) for column in table.columns])
    if mapping_lines:
        _write(book, MAPPINGS_SHEET, MAPPING_HEADER, mapping_lines, (False, False))
    _write(book, PACKAGE_SHEET, (SCHEMA_CELL,), [(str(SCHEMA),)], (True,))
    stream = io.BytesIO()
    book.save(stream)
    content = _without_clock(stream)
    _require_readable(content)
    return content


def _require_readable(content: bytes) -> None:
    """Refuse a workbook that our own reader would not take: a planner's work must come back."""
    problems = Problems()
    if len(content) > WORKBOOK_BYTES_MAX or vetted("", content, problems) is None:
        raise SummitryError("workbook.plan_too_large")


def _require_room(package: Package) -> None:
    """Refuse a table that a workbook could hold and its reader would not take."""
    sizes = {name: package.snapshot.size(name) for name in TABLES}
    sizes |= {"attestations": len(package.attestations), "people": len(package.people)}
    for name, size in sizes.items():
        if size >= SHEET_ROWS_MAX:
            raise SummitryError(
                "workbook.rows_max", table=name, got=size, expected=SHEET_ROWS_MAX - 1
            )


def _mapping_lines(package: Package) -> list[tuple[str, str]]:
    """Return the mappings' lines, each with its unit."""
    lines = [
        (str(unit), line)
        for unit, text in package.mappings.items()
        for line in text.decode().split("\n")
    ]
    longest = max((len(line) for _, line in lines), default=0)
    if longest > CELL_LENGTH_MAX:
        raise SummitryError("bound.cell_length_max", got=longest, expected=CELL_LENGTH_MAX)
    return lines


def _without_clock(stream: io.BytesIO) -> bytes:
    """Return the workbook without the moment it was made: equal plans give equal bytes."""
    steady = io.BytesIO()
    with ZipFile(stream) as made, ZipFile(steady, "w", ZIP_DEFLATED) as archive:
        for name in made.namelist():
            content = made.read(name)
            if name == _PROPERTIES:
                content = _MADE.sub(_NO_MOMENT, content)
            info = ZipInfo(name, _NO_DATE)
            info.compress_type = ZIP_DEFLATED
            archive.writestr(info, content)
    return steady.getvalue()


def _write(
    book: Workbook,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[str]],
    numeric: Sequence[bool],
) -> Any:
    """Write a sheet and return it; what stands beside its cells can still be added."""
    sheet: Any = book.create_sheet(title)
    sheet.freeze_panes = "A2"
    for place in range(len(header)):
        letter = chr(ord("A") + place)
        sheet.column_dimensions[letter].width = COLUMN_WIDTH
    headings = []
    for name in header:
        cell = WriteOnlyCell(sheet, name)
        cell.font = _HEADING_FONT
        headings.append(cell)
    sheet.append(headings)
    for row in rows:
        sheet.append(
            [
                _number(text) if is_number else _text_cell(sheet, text)
                for text, is_number in zip(row, numeric, strict=True)
            ]
        )
    return sheet


def _explain(sheet: Any, title: str, labels: Sequence[str]) -> None:
    """Have each heading show its label when it is chosen."""
    for place, label in enumerate(labels, start=1):
        shown = DataValidation(
            sqref=f"{get_column_letter(place)}1", showInputMessage=True,
            promptTitle=title[:PROMPT_TITLE_LENGTH_MAX], prompt=label[:PROMPT_LENGTH_MAX],
        )  # fmt: skip
        sheet.data_validations.append(shown)


def _number(text: str) -> float | str | None:
    """Return the cell's number, or its text where a workbook would not keep all its digits."""
    if not text:
        return None
    if text.lstrip("-").isdecimal() and text != "-0":
        return int(text)
    number = float(text)
    return number if float(f"{number:.{DIGITS_KEPT}g}") == number else text


def _text_cell(sheet: Any, text: str) -> object:
    """Return what the cell holds: a text, never a formula or error; nothing where it is empty."""
    if not text:
        return None
    # A text of white space alone would be read as nothing.
    blank = text.isspace()
    kept = f"_x{ord(text[0]):04X}_{text[1:]}" if blank else _ESCAPE.sub("_x005F_", text)
    escaped = kept.replace("\r", "_x000D_")
    # The library takes "=…" for a formula and "#N/A" and its like for an error, which reads as
    # nothing.
    if not text.startswith(("=", "#")):
        return escaped
    cell = WriteOnlyCell(sheet, escaped)
    cell.data_type = "s"
    return cell
