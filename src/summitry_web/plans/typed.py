"""Texts of cells become a row, or sentences that say what is wrong in which cell."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.cells import SEPARATOR, Fault, text_of, value_of
from summitry.package.problems import near, shortened
from summitry.plan.mandate import EventLimit
from summitry.plan.table import Column, ColumnKind, Row, Table
from summitry.policy.limits import ORIGINS
from summitry.report.language import Language
from summitry.report.refusals import sentences
from summitry.report.words import word

WORDED = frozenset({ColumnKind.CHOICE, ColumnKind.CHOICES, ColumnKind.YES_NO})
WHOLE_ROW = ""
"""Stands for the row where an error belongs to no single cell."""


class Typed(Struct, frozen=True, kw_only=True):
    """A row that somebody typed, or what is wrong with it: exactly one of the two."""

    row: Row | None
    errors: Mapping[str, str]


def cells_of(table: Table, row: Row) -> dict[str, str]:
    """Return the texts of the row's cells, as in a workbook."""
    return {column.name: text_of(column, getattr(row, column.name)) for column in table.columns}


def shown_cell(column: Column, text: str, reader: Language) -> str:
    """Return the cell's text as it is read: the plan's own words in the reader's language."""
    if not text or column.kind not in WORDED:
        return text
    return "; ".join(word(part, reader) for part in text.split(SEPARATOR))


def typed(
    table: Table, cells: Mapping[str, str], reader: Language, *, base: Row | None = None
) -> Typed:
    """Return the row that the cells make, over the base where they say nothing."""
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for column in table.columns:
        if column.name not in cells:
            if base is not None:
                values[column.name] = getattr(base, column.name)
                continue
            if not column.required:
                continue
        text = cells.get(column.name, "")
        value = value_of(column, text)
        if isinstance(value, Fault):
            errors[column.name] = _told(value, text, reader)
        else:
            values[column.name] = value
    if errors:
        return Typed(row=None, errors=errors)
    try:
        row = table.row_type(**values)
        require_known_limit(row)
        return Typed(row=row, errors={})
    except SummitryError as refusal:
        place = str(refusal.facts.get("column", WHOLE_ROW))
        known = {column.name for column in table.columns}
        told = " ".join(sentences(refusal, reader))
        return Typed(row=None, errors={place if place in known else WHOLE_ROW: told})


def require_known_limit(row: Row) -> None:
    """Refuse a limit that no rule knows: every rule that reads limits would stop at it."""
    if isinstance(row, EventLimit) and row.limit_id not in ORIGINS:
        raise SummitryError("limit.unknown", column="limit_id", got=row.limit_id)


def _told(fault: Fault, text: str, reader: Language) -> str:
    facts: dict[str, object] = {"got": shortened(text)} if text else {}
    if fault.expected:
        facts["expected"] = fault.expected
    meant = fault.near or near(text, fault.choices)
    if meant:
        facts["near"] = meant
    return " ".join(sentences(SummitryError(fault.code, **facts), reader))


def is_geometry(kind: ColumnKind) -> bool:
    """Say whether the column holds points, which have an editor of their own."""
    return kind is ColumnKind.POINTS
