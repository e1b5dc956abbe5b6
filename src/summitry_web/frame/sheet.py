"""A list as a file that a spreadsheet opens, and takes nothing in it for a formula."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from io import BytesIO

from django.http import HttpResponse
from django.utils.http import content_disposition_header
from msgspec import Struct
from openpyxl import Workbook

from summitry.package.bounds import CELL_LENGTH_MAX
from summitry.package.cells import UNWRITABLE, shielded
from summitry.package.comma import csv_of
from summitry.report.language import Language

# Excel takes a CSV without it for the text of the machine's own code page.
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
REPLACEMENT = "\N{REPLACEMENT CHARACTER}"


class Sheet(Struct, frozen=True, kw_only=True):
    """What stands in the file: above the header the marking, where there is one."""

    name: str
    day: date
    marking: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str | int, ...]]


def safe(value: str | int) -> str | int:
    """Return the value as a cell holds it: a number bare, a text shielded."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    text = shielded(UNWRITABLE.sub(REPLACEMENT, str(value)))
    return text if len(text) <= CELL_LENGTH_MAX else text[: CELL_LENGTH_MAX - 1] + "…"


def comma_separated(sheet: Sheet, _language: Language) -> bytes:
    """Return the file as CSV."""
    header, *rows = [[str(safe(cell)) for cell in line] for line in _lines(sheet)]
    return BYTE_ORDER_MARK + csv_of(header, rows)


def workbook(sheet: Sheet, language: Language) -> bytes:
    """Return the file as XLSX, its columns in the reader's direction."""
    book = Workbook(write_only=True)
    made = book.create_sheet()
    made.sheet_view.rightToLeft = language.direction == "rtl"
    made.freeze_panes = "A3" if sheet.marking else "A2"
    for line in _lines(sheet):
        made.append([safe(cell) for cell in line])
    into = BytesIO()
    book.save(into)
    return into.getvalue()


def _lines(sheet: Sheet) -> list[tuple[str | int, ...]]:
    marked: list[tuple[str | int, ...]] = [(sheet.marking,)] if sheet.marking else []
    return [*marked, sheet.header, *sheet.rows]


KINDS: Mapping[str, tuple[str, Callable[[Sheet, Language], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", comma_separated),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", workbook),
}


def answer(sheet: Sheet, kind: str, language: Language) -> HttpResponse:
    """Return the file as an answer: named for the list and the day."""
    content_type, write = KINDS[kind]
    made = HttpResponse(write(sheet, language), content_type=content_type)
    file_name = f"{sheet.name}-{sheet.day.isoformat()}.{kind}"
    made.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=file_name) or ""
    )
    return made
