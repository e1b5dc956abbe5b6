"""A unit's own workbook becomes rows of the plan through its mapping."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import zip_longest

from msgspec import Struct

from summitry.package.cells import NO, SEPARATOR, YES, Fault, shielded
from summitry.package.dates import Reading, day_text, moment_text
from summitry.package.grid import Grid, require_columns
from summitry.package.mapping import (
    HEADING_JOINT,
    TOTALS,
    SheetMapping,
    WorkbookMapping,
    zone_of,
)
from summitry.package.problems import Problem, Problems, shortened
from summitry.package.tabular import bulk_of, rows_of
from summitry.package.workbook_read import Sheet
from summitry.plan.change import Edit
from summitry.plan.table import SET_KINDS, Column, ColumnKind, Row
from summitry.plan.tables import SIDE_TABLES

EXCEL_ERRORS = frozenset(
    {"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!", "#SPILL!"}
)
SEPARATORS = re.compile(r"\s*[;,\n、،]\s*")
_SPACES = re.compile(r"\s+")
_NOT_ID = re.compile(r"[^\w.:/+-]+")
_THOUSANDS = re.compile("[\u00a0\u202f ]")
YES_WORDS = frozenset({"yes", "y", "x", "✓", "có", "true", "1"})
NO_WORDS = frozenset({"no", "n", "không", "false", "0", "-"})


class Intake(Struct, frozen=True):
    """What a workbook brings: rows by table, and how many of its rows were left out as totals."""

    edits: tuple[Edit, ...]
    sides: tuple[Row, ...]
    skipped: tuple[tuple[str, int], ...]


class Missing(Struct, frozen=True, order=True):
    """A sheet, or a heading of a mapped sheet, that the mapping does not speak of."""

    sheet: str
    heading: str = ""
    row: int = 0


def filled(sheet: Sheet) -> Sheet:
    """Return the sheet, all rows of one width, with what a merged area shows in all its cells."""
    width = max(map(len, sheet.rows), default=0)
    rows = [[*row, *[""] * (width - len(row))] for row in sheet.rows]
    for (top, left), (bottom, right) in sheet.merged:
        text = rows[top][left] if top < len(rows) and left < width else ""
        for row in rows[top : bottom + 1]:
            row[left : right + 1] = [text] * len(row[left : right + 1])
    return Sheet(sheet.name, rows)


def plain_heading(text: str) -> str:
    """Return the heading on one line, without space around it."""
    return _SPACES.sub(" ", text).strip()


def headings_of(sheet: Sheet, header_row: int, header_rows: int = 1) -> list[str]:
    """Return the heading of each column; those of several rows are joined, repeats told once."""
    rows = sheet.rows[header_row - 1 : header_row - 1 + header_rows]
    stacks = zip_longest(*rows, fillvalue="")
    return [HEADING_JOINT.join(dict.fromkeys(filter(None, map(plain_heading, s)))) for s in stacks]


def missing_of(sheets: Sequence[Sheet], mapping: WorkbookMapping) -> tuple[Missing, ...]:
    """Return every sheet and every heading that the mapping neither uses nor ignores."""
    return tuple(sorted(_missing(sheets, mapping)))


def _missing(sheets: Sequence[Sheet], mapping: WorkbookMapping) -> Iterator[Missing]:
    for sheet in sheets:
        parts = [part for part in mapping.sheets if part.sheet == sheet.name]
        if not parts and sheet.name not in mapping.ignored and any(map(any, sheet.rows)):
            yield Missing(sheet.name)
        used = {h for part in parts for name in part.columns for h in part.headings(name)}
        used |= {heading for part in parts for heading in part.ignored}
        for part in parts:
            for heading in headings_of(filled(sheet), part.header_row, part.header_rows):
                if heading and heading not in used:
                    yield Missing(sheet.name, heading, part.header_row)


def taken_in(
    file: str, sheets: Sequence[Sheet], mapping: WorkbookMapping, problems: Problems
) -> Intake:
    """Return what the workbook brings; everything that is wrong is told by its own place."""
    by_name = {sheet.name: filled(sheet) for sheet in sheets}
    edits: list[Edit] = []
    sides: list[Row] = []
    skipped: list[tuple[str, int]] = []
    for part in mapping.sheets:
        sheet = by_name.get(part.sheet)
        if sheet is None:
            told = shortened(part.sheet)
            close = problems.near(part.sheet, by_name)
            problems.add(Problem(file=file, sheet=told, got=told, near=close, code="sheet.missing"))
            continue
        reader = _SheetReader(file, sheet, part, mapping)
        grid = reader.grid(problems)
        skipped += [(sheet.name, number) for number in reader.skipped]
        if grid is None:
            continue
        table = part.declared
        if table.bulk:
            rows = {table.key_of(row): row for row in bulk_of(table, grid, problems).rows()}
        else:
            rows = rows_of(table, grid, problems)
        if table.name in SIDE_TABLES:
            sides += rows.values()
        else:
            edits += [Edit(table.name, key, row) for key, row in rows.items()]
    return Intake(tuple(edits), tuple(sides), tuple(skipped))


class _SheetReader:
    """Reads one mapped part of a workbook."""

    def __init__(
        self, file: str, sheet: Sheet, part: SheetMapping, mapping: WorkbookMapping
    ) -> None:
        self.file = file
        self.sheet = sheet
        self.part = part
        self.mapping = mapping
        self.skipped: list[int] = []

    def grid(self, problems: Problems) -> Grid | None:
        """Return the part's cells as a package would hold them; None where a heading is missing."""
        headings = headings_of(self.sheet, self.part.header_row, self.part.header_rows)
        places = self._places(headings, problems)
        if places is None:
            return None
        rows = list(self._rows(places))
        before = {
            name: [" ".join(filter(None, (row[at] for at in spots))) for _, row in rows]
            for name, spots in places.items()
        }
        before |= {name: [text] * len(rows) for name, text in self.part.constants.items()}
        cells: dict[str, list[str]] = {}
        faults: dict[str, dict[str, Fault]] = {}
        for name, texts in before.items():
            column = self.part.declared.column(name)
            meaning = {text: self._meaning(column, text) for text in set(texts)}
            faults[name] = {t: m for t, m in meaning.items() if isinstance(m, Fault)}
            plain = {t: t if isinstance(m, Fault) else m for t, m in meaning.items()}
            cells[name] = [plain[text] for text in texts]
        grid = Grid(
            file=self.file,
            sheet=self.sheet.name,
            header_row=self.part.header_row,
            numbers=[number for number, _ in rows],
            cells=cells,
            headings={name: " + ".join(self.part.headings(name)) for name in places},
            faults=faults,
        )
        require_columns(self.part.declared, grid, (), problems, geometry=False)
        return grid

    def _places(self, headings: Sequence[str], problems: Problems) -> dict[str, list[int]] | None:
        """Return where the headings of each column stand."""
        places: dict[str, list[int]] = {}
        sound = True
        for name in self.part.columns:
            places[name] = []
            for heading in self.part.headings(name):
                if plain_heading(heading) in headings:
                    places[name].append(headings.index(plain_heading(heading)))
                    continue
                sound = False
                problems.add(
                    Problem(
                        file=self.file,
                        sheet=self.sheet.name,
                        row=self.part.header_row,
                        column=shortened(heading),
                        got=shortened(heading),
                        expected=f"{self.part.table}.{name}",
                        near=problems.near(heading, filter(None, headings)),
                        code="heading.missing",
                    )
                )
        return places if sound else None

    def _rows(self, places: Mapping[str, Sequence[int]]) -> Iterator[tuple[int, list[str]]]:
        """Yield number and cells of the rows that hold data: no blank rows, no totals."""
        first = self.part.header_row + self.part.header_rows
        used = sorted({at for spots in places.values() for at in spots})
        required = [
            spots for name, spots in places.items() if self.part.declared.column(name).required
        ]
        for number, row in enumerate(self.sheet.rows[first - 1 : self.part.last_row], start=first):
            texts = [cell.strip() for cell in row]
            if not any(texts[at] for at in used):
                continue
            lacking = any(not any(texts[at] for at in spots) for spots in required)
            if self._is_total(texts, lacking=lacking):
                self.skipped.append(number)
                continue
            yield number, texts

    def _is_total(self, texts: Sequence[str], *, lacking: bool) -> bool:
        first = next(filter(None, texts), "").casefold()
        if any(first.startswith(word.casefold()) for word in self.part.skip):
            return True
        # A post may well be called "Total Hall": it has all its cells, a row of totals has not.
        return lacking and first.startswith(TOTALS)

    def _meaning(self, column: Column, text: str) -> str | Fault:
        """Return what the unit's text is in a package, or why it is nothing."""
        own = self.part.values.get(column.name, {})
        if text in own:
            text = own[text]
        if not text:
            return ""
        if text in EXCEL_ERRORS:
            return Fault("cell.formula_error")
        if column.kind is ColumnKind.MOMENT:
            return moment_text(text, self._reading(column.name))
        if column.kind is ColumnKind.DAY:
            return day_text(text, self._reading(column.name))
        if column.name in self.part.make_ids:
            return ";".join(map(_made_id, _split(column, text)))
        return _PLAIN.get(column.kind, _same)(column, text)

    def _reading(self, column: str) -> Reading:
        zone = self.part.zones.get(column) or self.part.zone or self.mapping.zone
        return Reading(zone_of(zone) if zone else None, self.part.order or self.mapping.order)


def _split(column: Column, text: str) -> list[str]:
    return SEPARATORS.split(text) if column.kind in SET_KINDS else [text]


def _made_id(text: str) -> str:
    return _NOT_ID.sub("-", text.strip()).strip("-_.:/+")


def _same(_column: Column, text: str) -> str:
    return text


def _text(_column: Column, text: str) -> str:
    return shielded(text)


def _set(_column: Column, text: str) -> str:
    return SEPARATOR.join(SEPARATORS.split(text))


def _number(_column: Column, text: str) -> str:
    """Return the number without the spaces that part its thousands."""
    return _THOUSANDS.sub("", text)


def _integer(column: Column, text: str) -> str:
    return _number(column, text).removesuffix(".0")


def _yes_no(_column: Column, text: str) -> str:
    folded = text.casefold()
    if folded in YES_WORDS:
        return YES
    return NO if folded in NO_WORDS else text


def _choice(column: Column, text: str) -> str:
    folded = {choice.casefold(): choice for choice in column.choices}
    return folded.get(text.casefold(), text)


def _choices(column: Column, text: str) -> str:
    return SEPARATOR.join(_choice(column, part) for part in SEPARATORS.split(text))


_PLAIN: dict[ColumnKind, Callable[[Column, str], str]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.IDS: _set,
    ColumnKind.TEXTS: _set,
    ColumnKind.CHOICES: _choices,
    ColumnKind.CHOICE: _choice,
    ColumnKind.NUMBER: _number,
    ColumnKind.INTEGER: _integer,
    ColumnKind.YES_NO: _yes_no,
}
