"""The synchronisation matrix as a table whose cells lead to what they name."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.urls import reverse
from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.kit.time import Interval
from summitry.report.pictures.axis import Column, columns
from summitry.report.pictures.matrix import TABLE_OF, Deed, DeedKind, deeds
from summitry.report.pictures.sheet import Source
from summitry_web.accounts.pages import Here
from summitry_web.tasks.access.book import Book
from summitry_web.tasks.access.sources import whole_of

COLUMNS_MAX = 16
ROWS_MAX = 60
NO_UNIT = Text("No unit")
SIGNS: Mapping[DeedKind, Text] = {
    DeedKind.TASK: Text("task"),
    DeedKind.PART: Text("part"),
    DeedKind.EXERCISE: Text("exercise"),
    DeedKind.MEETING: Text("meeting"),
    DeedKind.ITEM: Text("programme"),
}


class Named(Struct, frozen=True, kw_only=True):
    """One thing in a cell."""

    kind: str
    sign: str
    name: str
    address: str


class Line(Struct, frozen=True, kw_only=True):
    """What one unit does, column by column."""

    unit: str
    name: str
    cells: tuple[tuple[Named, ...], ...]


class Matrix(Struct, frozen=True, kw_only=True):
    """Units over time."""

    heads: tuple[str, ...]
    now: int
    """The column of the moment, -1 where it is out of sight."""
    lines: tuple[Line, ...]
    rest: int
    """How many units are not shown."""
    span: Interval


def matrix_of(here: Here, book: Book, source: Source) -> Matrix:
    """Return the table of what the reader may read, for the time and unit that is asked for."""
    found = list(deeds(source))
    whole = whole_of((deed.span for deed in found), source)
    start, end = source.wish.start or whole.start, source.wish.end or whole.end
    if end <= start:
        raise SummitryError("task.no_time")
    cut = columns(Interval(start, end), here.formats, COLUMNS_MAX)
    by_unit: dict[str, list[Deed]] = {}
    for deed in found:
        for unit in deed.units or ("",):
            if source.wish.unit in {None, unit}:
                by_unit.setdefault(unit, []).append(deed)
    order = sorted(by_unit, key=lambda unit: (unit == "", -len(by_unit[unit]), unit))
    naming = _Naming(here, source)
    lines = tuple(
        Line(
            unit=unit,
            name=book.name(unit) if unit else source.t(NO_UNIT),
            cells=naming.cells(by_unit[unit], cut),
        )
        for unit in order[:ROWS_MAX]
    )
    return Matrix(
        heads=tuple(column.name for column in cut),
        now=_column_of(book.at, cut),
        lines=lines,
        rest=max(0, len(order) - ROWS_MAX),
        span=Interval(start, end),
    )


def _column_of(moment: datetime, cut: Sequence[Column]) -> int:
    held = (n for n, each in enumerate(cut) if each.span.start <= moment < each.span.end)
    return next(held, -1)


class _Naming:
    """Names what stands in cells, and says where each leads."""

    def __init__(self, here: Here, source: Source) -> None:
        self._here = here
        self._source = source

    def cells(self, own: Sequence[Deed], cut: Sequence[Column]) -> tuple[tuple[Named, ...], ...]:
        """Return what is done in each column; a moment belongs to the column that it begins."""
        return tuple(
            tuple(self._named(deed) for deed in own if _touches(deed.span, column.span))
            for column in cut
        )

    def _named(self, deed: Deed) -> Named:
        sign = self._source.t(SIGNS[deed.kind])
        address = self._address(deed)
        return Named(kind=deed.kind.value, sign=sign, name=deed.name, address=address)

    def _address(self, deed: Deed) -> str:
        slug = self._here.event.slug
        if deed.kind is DeedKind.TASK:
            return reverse("tasks:one", kwargs={"event": slug, "key": deed.key})
        table = TABLE_OF[deed.kind]
        return reverse("plans:row", kwargs={"event": slug, "table": table, "key": deed.key})


def _touches(deed: Interval, column: Interval) -> bool:
    if deed.start == deed.end:
        return column.start <= deed.start < column.end
    return deed.overlaps(column)
