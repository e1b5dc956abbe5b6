"""Papers as one PDF, set by typst in this process, with fonts that came with the program.

Values reach the layout as data, never as markup: nothing that a plan says can run in it. The paper
itself is attached as JSON, so that a file can be verified and compared without reading its pages.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from importlib.resources import files

import msgspec
import typst
import zxingcpp
from msgspec import Struct

from summitry.kit.time import seconds_of
from summitry.report.paper.document import Document
from summitry.report.paper.sheet import Cell, Part, Sheet

FONT_PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
TEMPLATE = "paper.typ"
ATTACHMENT = "paper.json"
KEYWORD = "summitry"

RUN_MAX = 24
"""A longer run without a space is no word: a line may break anywhere in it, after `PIECE`."""

PIECE = 6

LONG_COLUMN = 14
"""A column whose longest text has more characters shares the width that is left."""

HAND_SHARE = 4.0
"""The share of a column that is filled in by hand: as of a text of sixteen characters."""

_TIMES = re.compile("(?<=\\d)\N{EN DASH}(?=\\d)")
# East Asian text has no spaces, and breaks by its own rules.
_RUN = re.compile(f"[^\\s\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef]{{{RUN_MAX + 1},}}")
_PIECE = re.compile(rf"\S{{{PIECE}}}(?=\S)")

COLOURS = {
    "TLP:CLEAR": "#ffffff",
    "TLP:GREEN": "#33ff00",
    "TLP:AMBER": "#ffc000",
    "TLP:AMBER+STRICT": "#ffc000",
    "TLP:RED": "#ff2b2b",
}
"""The colour of each label on black, as the Traffic Light Protocol 2.0 sets it."""


class Attached(Struct, frozen=True, kw_only=True):
    """What the attachment of a PDF holds about one paper."""

    code: str
    copy: int | None
    document: Document


class Carried(Struct, frozen=True, kw_only=True):
    """The whole attachment."""

    plan: str
    printed_at: datetime
    language: str
    papers: tuple[Attached, ...]


def pdf_of(sheets: Sequence[Sheet], carried: Carried, *, four_up: bool = False) -> bytes:
    """Return the sheets as one PDF; the same sheets give the same bytes.

    Parameters
    ----------
    four_up
        Whether cards stand by fours on sheets of A4, to be cut.
    """
    told = msgspec.json.encode(_data(sheets, carried, four_up=four_up)).decode()
    content: bytes = typst.compile(
        _template(),
        format="pdf",
        # For screen readers (ISO 14289-1): the compiler refuses what breaks the standard's rules.
        pdf_standards="ua-1",
        font_paths=_fonts(),
        sys_inputs={"data": told, "carried": msgspec.json.encode(carried).decode()},
        timestamp=seconds_of(carried.printed_at),
    )
    return content


def _data(sheets: Sequence[Sheet], carried: Carried, *, four_up: bool) -> dict[str, object]:
    codes = sorted({sheet.code for sheet in sheets})
    return {
        "title": f"{sheets[0].title} · {sheets[0].heading}",
        "language": sheets[0].language,
        "keywords": [KEYWORD, f"plan:{carried.plan}", *(f"code:{code}" for code in codes)],
        "printed": carried.printed_at.timetuple()[:6],
        "attachment": ATTACHMENT,
        "four_up": four_up,
        "sheets": [_sheet(sheet) for sheet in sheets],
    }


def _sheet(sheet: Sheet) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(sheet)
    told["parts"] = [_part(part) for part in sheet.parts]
    told["heading"] = breakable(sheet.heading)
    told["event"] = breakable(sheet.event)
    told["copy"] = breakable(sheet.copy)
    told["colour"] = COLOURS[sheet.marking]
    told["square"] = square(sheet.square)
    return told


def _part(part: Part) -> dict[str, object]:
    told: dict[str, object] = msgspec.to_builtins(part)
    told["rows"] = [[_lines(cell) for cell in row] for row in part.rows]
    told["widths"] = widths(part)
    return told


def _lines(cell: Cell) -> list[str]:
    return [breakable(line) for line in cell.lines]


def unparted(text: str) -> str:
    """Return the text so that no line breaks between the two ends of a time."""
    return _TIMES.sub("\u2060\N{EN DASH}\u2060", text)


def breakable(text: str) -> str:
    """Return the text with places to break in runs that no line could hold, none within times."""
    text = unparted(text)
    return _RUN.sub(lambda run: _PIECE.sub("\\g<0>\u200b", run[0]), text)


def widths(part: Part) -> list[float]:
    """Return for each column 0 where it takes what it needs, else its share of what is left."""
    longest = [len(title) for title in part.columns]
    for row in part.rows:
        for place, cell in enumerate(row[: len(longest)]):
            longest[place] = max([longest[place], *map(len, cell.lines)])
    blank = [
        bool(part.rows) and all(not row[place].lines for row in part.rows)
        for place in range(len(longest))
    ]
    shares = [
        HAND_SHARE if empty else (length**0.5 if length > LONG_COLUMN else 0.0)
        for length, empty in zip(longest, blank, strict=True)
    ]
    # Somebody must take what is left, or the table would not fill the page.
    return shares if any(shares) or not shares else [1.0] * len(shares)


@cache
def square(text: str) -> str:
    """Return the square code as SVG, with a quarter of it to spare for dirt and folds."""
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode, ec_level="Q")
    return str(code.to_svg())


@cache
def _template() -> bytes:
    return files("summitry.report").joinpath("templates", TEMPLATE).read_bytes()


@cache
def _fonts() -> typst.Fonts:
    """Return the fonts that came with the program and no others: every machine sets alike."""
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(files(name)) for name in FONT_PACKAGES],
    )
