"""What a unit's own sheets and headings most likely mean, for a person to confirm."""

from collections.abc import Callable, Sequence
from functools import lru_cache

from msgspec import Struct
from msgspec.structs import replace
from rapidfuzz import fuzz

from summitry.kit.ids import is_id
from summitry.package.bounds import COLUMNS_MAX
from summitry.package.intake import filled, headings_of, plain_heading
from summitry.package.mapping import SheetMapping, WorkbookMapping
from summitry.package.workbook_read import Sheet
from summitry.plan.table import Column, ColumnKind, Table
from summitry.plan.tables import TABLES

Words = Callable[[str], tuple[str, ...]]
"""A label in every language that the reader's catalogues have."""

HEADER_SEARCH_ROWS_MAX = 30
LIKENESS_MIN = 0.72
LABEL_MIN = 3
LIKENESSES_KEPT_MAX = 100_000


class Suggestion(Struct, frozen=True):
    """A mapping of one sheet, and the headings for which nothing was found."""

    mapping: SheetMapping
    open_headings: tuple[str, ...]


def header_row_of(sheet: Sheet) -> int:
    """Return the row, from 1, that most likely holds the headings: the one with most texts."""
    best, best_count = 1, 0
    for number, row in enumerate(filled(sheet).rows[:HEADER_SEARCH_ROWS_MAX], start=1):
        texts = {plain_heading(cell) for cell in row if cell and not _is_data(cell)}
        if len(texts) > best_count:
            best, best_count = number, len(texts)
    return best


def _is_data(cell: str) -> bool:
    return any(letter.isdigit() for letter in cell) and not any(c.isalpha() for c in cell)


def suggested(sheet: Sheet, words: Words, *, table: str | None = None) -> Suggestion:
    """Return the mapping that fits the sheet best, for the table or for whichever fits.

    The sheet must have a heading.
    """
    row = header_row_of(sheet)
    headings = [heading for heading in headings_of(filled(sheet), row) if heading]
    headings = headings[:COLUMNS_MAX]
    candidates = [TABLES[table]] if table is not None else list(TABLES.values())
    scored = [(_fit(sheet.name, headings, one, words), one) for one in candidates]
    _, chosen = max(scored, key=lambda pair: pair[0])
    columns = columns_suggested(headings, chosen, words)
    open_headings = tuple(h for h in headings if h not in columns.values())
    return Suggestion(
        SheetMapping(
            sheet=sheet.name,
            table=chosen.name,
            header_row=row,
            columns=columns,
            make_ids=_made_ids(sheet, row, chosen, columns),
        ),
        open_headings,
    )


def _fit(sheet: str, headings: Sequence[str], table: Table, words: Words) -> tuple[float, float]:
    found = columns_suggested(headings, table, words)
    required = [column.name for column in table.columns if column.required]
    have = sum(name in found for name in required)
    named = max(likeness(sheet, word) for word in (table.name, *words(table.label)))
    # A table that lacks what it must have fits worse than one with fewer columns in common.
    return len(found) - 2 * (len(required) - have) + 2 * named, named


def columns_suggested(headings: Sequence[str], table: Table, words: Words) -> dict[str, str]:
    """Return, for each column that a heading is like, that heading; each heading once."""
    scored = sorted(
        (
            (_column_likeness(heading, column, words), column.name, heading)
            for heading in headings
            for column in table.columns
        ),
        key=lambda entry: -entry[0],
    )
    found: dict[str, str] = {}
    for score, name, heading in scored:
        if score >= LIKENESS_MIN and name not in found and heading not in found.values():
            found[name] = heading
    return {column.name: found[column.name] for column in table.columns if column.name in found}


def _column_likeness(heading: str, column: Column, words: Words) -> float:
    names = (column.name, column.name.replace("_", " "), *words(column.label))
    return max(likeness(heading, name) for name in names)


@lru_cache(maxsize=LIKENESSES_KEPT_MAX)
def likeness(one: str, other: str) -> float:
    """Return how alike two headings are, 0 to 1, whatever their case."""
    a, b = plain_heading(one).casefold(), plain_heading(other).casefold()
    if a == b:
        return 1.0
    if min(len(a), len(b)) >= LABEL_MIN and (a in b.split() or b in a.split()):
        return 0.9
    return fuzz.ratio(a, b) / 100


def _made_ids(sheet: Sheet, row: int, table: Table, columns: dict[str, str]) -> tuple[str, ...]:
    """Return the columns of ids in which some text could not be an id as it stands."""
    headings = headings_of(filled(sheet), row)
    made = []
    for name, heading in columns.items():
        place = headings.index(heading)
        texts = [r[place].strip() for r in sheet.rows[row:] if place < len(r) and r[place]]
        if table.column(name).kind is ColumnKind.ID and not all(map(is_id, texts)):
            made.append(name)
    return tuple(made)


def drafted(unit: str, sheets: Sequence[Sheet], words: Words, *, zone: str) -> WorkbookMapping:
    """Return a mapping that a person can correct: what fits best, the rest ignored."""
    parts = []
    ignored = []
    for sheet in sheets:
        if not any(map(any, sheet.rows)):
            continue
        found = suggested(sheet, words)
        if found.mapping.columns:
            parts.append(replace(found.mapping, ignored=found.open_headings))
        else:
            ignored.append(sheet.name)
    return WorkbookMapping(unit=unit, zone=zone, ignored=tuple(ignored), sheets=tuple(parts))
