"""Lists of anything: searched, sorted, in pages, and taken along as a file."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import SystemClock
from summitry.plan.terms import Marking
from summitry.report.formats import Formats
from summitry.report.words import word
from summitry_web.frame.folding import folded, sort_key
from summitry_web.frame.refused import Denied
from summitry_web.frame.sheet import KINDS, Sheet, answer
from summitry_web.frame.templating import reader_of

PAGE_ROWS_MAX = 50
ROWS_MAX = 50_000
"""Searching, sorting and exporting hold all rows in memory: a longer list is refused."""
QUERY_LENGTH_MAX = 200

RowT = TypeVar("RowT")
Value = str | int | datetime


Exported = Callable[[Any, str, int], object]
_EXPORTED: list[Exported] = []


def tell_exports(told: Exported) -> None:
    """Call it with reader, name of the list and number of rows when a list is taken along."""
    _EXPORTED[:] = [told]


class Column(Struct, Generic[RowT], frozen=True):
    """A column: how its value is taken from a row, and where a cell leads.

    ``kind`` shows the value, a word of the plan, as a badge: ``severity``, ``status`` or
    ``marking``; ``word`` shows it in the reader's language. ``order`` sorts where the value's own
    order says nothing, as with severities.
    """

    name: str
    label: Text
    value: Callable[[RowT], Value]
    link: Callable[[RowT], str] | None = None
    kind: str = ""
    order: Callable[[RowT], Value] | None = None


class Cell(Struct, frozen=True, kw_only=True):
    """A value as the reader sees it."""

    text: str
    value: Value
    kind: str = ""
    link: str = ""
    moment: str = ""
    is_number: bool = False


class Head(Struct, frozen=True, kw_only=True):
    """A column's head: its label, the address that sorts by it, and how it sorts now."""

    label: str
    address: str
    sorted_now: str
    """``ascending``, ``descending`` or ``none``: what ``aria-sort`` says."""


class Listing(Struct, frozen=True, kw_only=True):
    """One page of a list, for ``list_of``; ``download`` is the file where one was asked for."""

    name: str
    prefix: str
    path: str
    query: str
    heads: tuple[Head, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    found: int = 0
    total: int = 0
    number: int = 1
    pages: int = 1
    kept: tuple[tuple[str, str], ...] = ()
    """The other parameters of the address, which the search form hands on."""
    without: str = ""
    """The address without the search."""
    turns: tuple[tuple[int, str], ...] = ()
    """Number and address of the pages that the pager offers."""
    exports: tuple[tuple[str, str], ...] = ()
    """Name and address of each format."""
    marking: Marking | None = None
    download: HttpResponse | None = None

    @property
    def first(self) -> int:
        """The place of the page's first row, from 1; 0 where there is none."""
        return (self.number - 1) * PAGE_ROWS_MAX + 1 if self.found else 0

    @property
    def last(self) -> int:
        """The place of the page's last row."""
        return min(self.number * PAGE_ROWS_MAX, self.found)

    def turn(self, number: int) -> str:
        """Return the address of the page of that number; empty where there is none."""
        return dict(self.turns).get(number, "")


class Asked(Struct, frozen=True, kw_only=True):
    """What the address asks of the list."""

    request: HttpRequest
    prefix: str

    def wish(self, name: str) -> str:
        """Return the parameter of the list, empty where it is not given."""
        return self.request.GET.get(self.prefix + name, "").strip()

    def others(self, *left_out: str) -> list[tuple[str, str]]:
        """Return every parameter of the address but these of the list."""
        skipped = {self.prefix + name for name in left_out}
        given = self.request.GET.lists()
        return [(name, value) for name, values in given for value in values if name not in skipped]

    def address(self, *, page: int = 1, **changed: str) -> str:
        """Return the address with these parameters changed; any change goes to the first page."""
        parts = self.others("page", "format", *changed)
        parts += [(self.prefix + name, value) for name, value in changed.items() if value]
        if page > 1:
            parts.append((f"{self.prefix}page", str(page)))
        return f"{self.request.path}?{urlencode(parts)}" if parts else self.request.path


def listing(
    request: HttpRequest,
    rows: Sequence[RowT],
    columns: Sequence[Column[RowT]],
    *,
    name: str,
    marking: Marking | None = None,
    prefix: str = "",
) -> Listing:
    """Return the page of the list that the address asks for, or the file in ``download``.

    Rows are whatever the reader may see: nothing is filtered by right here. Two lists on one page
    are told apart by ``prefix``. Without search and sort only the rows of the page are touched.

    Raises
    ------
    SummitryError
        ``listing.rows_max`` where more than `ROWS_MAX` rows were to be searched, sorted or
        exported.
    Denied
        For a file that the reader may not export.
    """
    asked = Asked(request=request, prefix=prefix)
    telling = _Telling(request, columns)
    found = _sorted(_searched(rows, asked, telling), asked, columns)
    may_export = telling.here is None or telling.here.may("export")
    if asked.wish("format") in KINDS:
        if not may_export:
            raise Denied("export")
        _bounded(found)
        sheet = telling.sheet(name, found, marking)
        made = answer(sheet, asked.wish("format"), telling.formats.language)
        # The style page shows an event that is none: nobody has an account in it.
        for told in _EXPORTED if getattr(telling.here, "account", None) else ():
            told(telling.here, name, len(found))
        return Listing(
            name=name, prefix=prefix, path=request.path, query="", found=len(found),
            total=len(rows), download=made,
        )  # fmt: skip
    pages = max(1, -(-len(found) // PAGE_ROWS_MAX))
    number = min(_page_number(asked.wish("page")), pages)
    start = (number - 1) * PAGE_ROWS_MAX
    return Listing(
        name=name,
        prefix=prefix,
        path=request.path,
        query=asked.wish("q")[:QUERY_LENGTH_MAX],
        heads=tuple(telling.head(asked, column) for column in columns),
        rows=tuple(telling.row(row) for row in found[start : start + PAGE_ROWS_MAX]),
        found=len(found),
        total=len(rows),
        number=number,
        pages=pages,
        kept=tuple(asked.others("q", "page", "format")),
        without=asked.address(q=""),
        turns=tuple((each, asked.address(page=each)) for each in _offered(number, pages)),
        exports=tuple((k.upper(), asked.address(format=k)) for k in KINDS) if may_export else (),
        marking=marking,
    )


class _Telling:
    """Writes the values of rows for the reader."""

    def __init__(self, request: HttpRequest, columns: Sequence[Column[Any]]) -> None:
        self.here = getattr(request, "here", None)
        reader = reader_of(request)
        self.formats: Formats = (
            Formats(reader, ZoneInfo("UTC")) if self.here is None else self.here.formats
        )
        self.at: datetime = SystemClock().now() if self.here is None else self.here.at
        self.columns = columns

    def cell(self, column: Column[Any], row: object) -> Cell:
        """Return the row's cell in the column."""
        value = column.value(row)
        is_number = isinstance(value, int) and not isinstance(value, bool)
        return Cell(
            text=self.text(column, value),
            value=value,
            kind=column.kind,
            link=column.link(row) if column.link else "",
            moment=value.isoformat() if isinstance(value, datetime) else "",
            is_number=is_number,
        )

    def text(self, column: Column[Any], value: Value) -> str:
        """Return the value in the reader's words."""
        if isinstance(value, datetime):
            return self.formats.moment(value)
        if isinstance(value, int):
            return self.formats.number(value)
        return word(value, self.formats.language) if column.kind else value

    def row(self, row: object) -> tuple[Cell, ...]:
        """Return the row's cells."""
        return tuple(self.cell(column, row) for column in self.columns)

    def searched(self, row: object) -> str:
        """Return what a search looks at: all cells as they are shown, and as they are stored."""
        cells = self.row(row)
        return folded(" ".join(f"{cell.text} {cell.value}" for cell in cells))

    def head(self, asked: Asked, column: Column[Any]) -> Head:
        """Return the column's head; it sorts the other way where it sorts already."""
        now = {column.name: "ascending", f"-{column.name}": "descending"}
        sorted_now = now.get(asked.wish("sort"), "none")
        wish = f"-{column.name}" if sorted_now == "ascending" else column.name
        return Head(
            label=self.formats.language.gettext(column.label),
            address=asked.address(sort=wish),
            sorted_now=sorted_now,
        )

    def sheet(self, name: str, rows: Sequence[Any], marking: Marking | None) -> Sheet:
        """Return the rows as they go into a file: moments in the venue's time, numbers bare."""
        gettext = self.formats.language.gettext
        return Sheet(
            name=name,
            day=self.at.astimezone(self.formats.zone).date(),
            marking="" if marking is None else marking.value,
            header=tuple(gettext(column.label) for column in self.columns),
            rows=[tuple(self._plain(c, c.value(row)) for c in self.columns) for row in rows],
        )

    def _plain(self, column: Column[Any], value: Value) -> str | int:
        if isinstance(value, datetime):
            return value.astimezone(self.formats.zone).isoformat(timespec="minutes")
        return value if isinstance(value, int) else self.text(column, value)


def _searched(rows: Sequence[RowT], asked: Asked, telling: _Telling) -> Sequence[RowT]:
    """Return the rows that have every word of the search."""
    words = folded(asked.wish("q")[:QUERY_LENGTH_MAX]).split()
    if not words:
        return rows
    _bounded(rows)
    texts = ((row, telling.searched(row)) for row in rows)
    return [row for row, text in texts if all(each in text for each in words)]


def _sorted(rows: Sequence[RowT], asked: Asked, columns: Sequence[Column[RowT]]) -> Sequence[RowT]:
    """Return the rows in the order asked for; equals keep theirs, empty ones come last."""
    wish = asked.wish("sort")
    column = next((each for each in columns if each.name == wish.removeprefix("-")), None)
    if column is None:
        return rows
    _bounded(rows)
    value = column.order or column.value
    full = [row for row in rows if value(row) != ""]
    empty = [row for row in rows if value(row) == ""]
    full.sort(key=lambda row: sort_key(value(row)), reverse=wish.startswith("-"))
    return full + empty


def _bounded(rows: Sequence[object]) -> None:
    if len(rows) > ROWS_MAX:
        raise SummitryError("listing.rows_max", got=len(rows), expected=ROWS_MAX)


def _page_number(wish: str) -> int:
    """Return the page asked for; the first for what is no number."""
    return max(1, int(wish)) if wish.isascii() and wish.isdigit() and len(wish) < 9 else 1  # noqa: PLR2004  # digits


def _offered(number: int, pages: int) -> list[int]:
    """Return the pages that the pager offers: the ends, and those around this one."""
    around = range(number - 2, number + 3)
    return sorted({1, pages, *(each for each in around if 1 <= each <= pages)})
