"""Papers as plain text, for a message, a screen reader or a terminal."""

from collections.abc import Iterator, Sequence

from summitry.report.paper.sheet import Cell, Part, Sheet
from summitry.report.text import Page

BETWEEN = " · "
BLANK = "________"
INDENT = "  "


def text_of(sheets: Sequence[Sheet], page: Page) -> str:
    """Return the papers as text, one after another."""
    return "\n".join(line for sheet in sheets for line in _lines(sheet, page)) + "\n"


def _lines(sheet: Sheet, page: Page) -> Iterator[str]:
    yield from page.paragraph(f"{sheet.title}{BETWEEN}{sheet.marking}")
    yield from page.heading(sheet.heading)
    if sheet.event != sheet.heading:
        yield from page.paragraph(sheet.event)
    yield from page.paragraph(sheet.zone)
    for part in sheet.parts:
        yield from page.heading(part.heading) if part.heading else ("",)
        yield from _part(part, page)
    yield ""
    imprint = (sheet.told_code, sheet.plan, sheet.printed, sheet.copy)
    yield from page.paragraph(BETWEEN.join(filter(None, imprint)))


def _part(part: Part, page: Page) -> Iterator[str]:
    if part.form == "grid" and not part.rows:
        yield from page.paragraph(part.empty)
    for row in part.rows:
        if part.form == "grid":
            told = BETWEEN.join(
                f"{title}: {_told(cell)}"
                for title, cell in zip(part.columns, row, strict=True)
                if cell.lines != ("",)
            )
        else:
            told = ": ".join(map(_told, row))
        yield from page.paragraph(told, indent="- ", hang=INDENT)


def _told(cell: Cell) -> str:
    return "; ".join(cell.lines) if cell.lines else BLANK
