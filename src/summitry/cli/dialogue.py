"""Ask once, on a terminal, what a unit's own sheets and headings mean."""

import sys
from collections.abc import Sequence
from typing import TextIO

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError, Text
from summitry.package.intake import Missing, filled, headings_of
from summitry.package.mapping import SheetMapping, WorkbookMapping, zone_of
from summitry.package.problems import near
from summitry.package.suggest import Words, suggested
from summitry.package.workbook_read import Sheet
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.report.language import Language

IGNORE = "-"
ANSWERS_MAX = 5
"""How often a question is put again before it is given up."""

HOW = Text("Press Enter for the answer in brackets; “-” leaves it out.")
SHEET = Text("Sheet “{sheet}”: which table does it hold?")
HEADER = Text("Sheet “{sheet}”: in which row do the headings stand?")
HEADING = Text("Sheet “{sheet}”, heading “{heading}”: which column of {table} is it?")
CONSTANT = Text("Sheet “{sheet}” has no {column}. Which text holds for all its rows?")
ZONE = Text("In which time zone are times without one?")
UNKNOWN = Text("There is no “{got}”. Perhaps: {near}")


class Ask(Struct, frozen=True):
    """Puts questions to a person and reads the answers, line by line.

    Parameters
    ----------
    zone
        The time zone that is offered.
    """

    reader: Language
    answers: TextIO
    questions: TextIO
    zone: str = "UTC"

    def tell(self, text: Text, **facts: object) -> None:
        """Show a sentence."""
        self.questions.write(self.reader.gettext(text).format(**facts) + "\n")

    def one(self, text: Text, default: str, **facts: object) -> str:
        """Return the answer, or the default where it is empty.

        Raises
        ------
        SummitryError
            ``import.interrupted`` when there are no more answers.
        """
        question = self.reader.gettext(text).format(**facts)
        self.questions.write(f"{question} [{default}] ")
        self.questions.flush()
        line = self.answers.readline()
        if not line:
            raise SummitryError("import.interrupted")
        return line.strip() or default

    def choice(self, text: Text, default: str, choices: Sequence[str], **facts: object) -> str:
        """Return one of the choices, or the sign that leaves it out."""
        for _ in range(ANSWERS_MAX):
            answer = self.one(text, default, **facts)
            if answer == IGNORE or answer in choices:
                return answer
            self.tell(UNKNOWN, got=answer, near=", ".join(near(answer, choices) or choices))
        raise SummitryError("import.interrupted")


def on_terminal() -> bool:
    """Say whether a person can answer."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def asked(
    mapping: WorkbookMapping,
    missing: Sequence[Missing],
    sheets: Sequence[Sheet],
    ask: Ask,
    words: Words,
) -> WorkbookMapping:
    """Return the mapping with what a person answered for everything that it lacks."""
    by_name = {sheet.name: sheet for sheet in sheets}
    ask.tell(HOW)
    if not mapping.zone:
        mapping = replace(mapping, zone=_asked_zone(ask))
    parts = list(mapping.sheets)
    ignored = list(mapping.ignored)
    for one in missing:
        if one.heading:
            parts = [_with_heading(part, one, ask, words, by_name[one.sheet]) for part in parts]
            continue
        part = _asked_sheet(by_name[one.sheet], ask, words)
        if part is None:
            ignored.append(one.sheet)
        else:
            parts.append(part)
    return replace(mapping, sheets=tuple(parts), ignored=tuple(ignored))


def _asked_zone(ask: Ask) -> str:
    for _ in range(ANSWERS_MAX):
        answer = ask.one(ZONE, ask.zone)
        if zone_of(answer) is not None:
            return answer
        ask.tell(UNKNOWN, got=answer, near="Asia/Ho_Chi_Minh, Europe/Vienna, UTC")
    raise SummitryError("import.interrupted")


def _asked_sheet(sheet: Sheet, ask: Ask, words: Words) -> SheetMapping | None:
    draft = suggested(sheet, words).mapping
    tables = (*TABLES, *SIDE_TABLES)
    table = ask.choice(SHEET, draft.table, tables, sheet=sheet.name)
    if table == IGNORE:
        return None
    draft = suggested(sheet, words, table=table).mapping
    rows = [str(number) for number in range(1, len(sheet.rows) + 1)]
    row = ask.choice(HEADER, str(draft.header_row), rows, sheet=sheet.name)
    part = SheetMapping(
        sheet=sheet.name,
        table=table,
        header_row=draft.header_row if row == IGNORE else int(row),
        make_ids=draft.make_ids,
    )
    for heading in headings_of(filled(sheet), part.header_row):
        if heading:
            one = Missing(sheet.name, heading, part.header_row)
            part = _with_heading(part, one, ask, words, sheet)
    return _with_constants(part, ask)


def _with_heading(
    part: SheetMapping, one: Missing, ask: Ask, words: Words, sheet: Sheet
) -> SheetMapping:
    if part.sheet != one.sheet or one.row != part.header_row:
        return part
    draft = suggested(sheet, words, table=part.table).mapping.columns
    default = next((name for name, heading in draft.items() if heading == one.heading), IGNORE)
    free = [c.name for c in part.declared.columns if c.name not in part.columns]
    column = ask.choice(
        HEADING,
        default if default in free else IGNORE,
        free,
        sheet=one.sheet,
        heading=one.heading,
        table=part.table,
    )
    if column == IGNORE:
        return replace(part, ignored=(*part.ignored, one.heading))
    return replace(part, columns={**part.columns, column: one.heading})


def _with_constants(part: SheetMapping, ask: Ask) -> SheetMapping:
    constants = dict(part.constants)
    for column in part.declared.columns:
        if column.required and column.name not in part.columns:
            answer = ask.one(CONSTANT, IGNORE, sheet=part.sheet, column=column.name)
            if answer != IGNORE:
                constants[column.name] = answer
    return replace(part, constants=constants)
