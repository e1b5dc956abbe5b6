"""A finished plan as a template: its rows with moments told from the opening on, and back.

What concerns the persons of one event, or what is secret or counted there, is not carried over:
each table says so where it is declared, and cells that name a person are left empty.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import PERSON_TYPES
from summitry.package.bounds import CELL_LENGTH_MAX
from summitry.package.cells import Fault, text_of, value_of
from summitry.package.grid import Grid
from summitry.package.package import Package
from summitry.plan.bulk import Bulk
from summitry.plan.mandate import Event
from summitry.plan.relative import (
    EXPECTED_DAY,
    EXPECTED_MOMENT,
    Opening,
    day_at,
    day_text,
    day_time_text,
    hours_text,
    moment_at,
)
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Column, ColumnKind, Row, Table
from summitry.plan.tables import TABLES

AROUND = timedelta(hours=48)
"""How far around the event a row moves with the hour of the opening."""


class Adoption(Struct, frozen=True, kw_only=True):
    """What the next event brings to a template; without a name it keeps the template's."""

    event_id: str
    opening: Opening
    name: str = ""


def carried(package: Package) -> Package:
    """Return the package without what stays behind: persons, identities, words, rulings, key."""
    snapshot = package.snapshot
    tables: dict[str, Mapping[str, Row]] = {}
    bulks: dict[str, Bulk] = {}
    for name, declared in TABLES.items():
        if not declared.carried:
            continue
        if declared.bulk:
            bulks[name] = snapshot.bulks[name]
        else:
            rows = snapshot.tables[name].items()
            tables[name] = MappingProxyType({k: _nameless(declared, row) for k, row in rows})
    event = snapshot.event
    tables["event"] = MappingProxyType({event.event_id: replace(event, now=None)})
    return Package(snapshot=Snapshot(tables, bulks), mappings=package.mappings)


def _nameless(declared: Table, row: Row) -> Row:
    """Return the row with every cell that names a person empty."""
    named = {c.name: c.default for c in declared.columns if c.id_type in PERSON_TYPES}
    return replace(row, **named) if named else row


def opening_of(event: Event) -> Opening:
    """Return the opening of the event on its venue's clock."""
    return Opening(event.opens, event.zone)


def relative_rows(
    columns: Sequence[Column], rows: Sequence[Sequence[str]], event: Event
) -> list[Sequence[str]]:
    """Return the rows of texts with every moment and day told from the opening on.

    A row that touches the event and the 48 hours around it moves with the hour of the opening; one
    that lies wholly outside keeps the hour of its day. So the moments of one row stay together.
    """
    timed = [
        place
        for place, column in enumerate(columns)
        if column.kind in {ColumnKind.MOMENT, ColumnKind.DAY}
    ]
    if not timed:
        return list(rows)
    return [_relative_row(columns, row, timed, event) for row in rows]


def _relative_row(
    columns: Sequence[Column], row: Sequence[str], timed: Sequence[int], event: Event
) -> Sequence[str]:
    found = {place: value_of(columns[place], row[place]) for place in timed if row[place]}
    moments = [value for value in found.values() if isinstance(value, datetime)]
    told = moment_teller(moments, event)
    opening = opening_of(event)
    cells = list(row)
    for place, value in found.items():
        if isinstance(value, datetime):
            cells[place] = told(value, opening)
        elif isinstance(value, date):
            cells[place] = day_text(value, opening)
    return cells


def moment_teller(moments: Sequence[datetime], event: Event) -> Callable[[datetime, Opening], str]:
    """Return how the moments of one row are told: by the hour of the opening, or by the day."""
    start, end = event.opens - AROUND, event.closes + AROUND
    near = bool(moments) and min(moments) <= end and max(moments) >= start
    return hours_text if near else day_time_text


def event_members(event: Event) -> Mapping[str, object]:
    """Return the cells of the event as a template holds them."""
    table = TABLES["event"]
    members: dict[str, object] = {}
    for column in table.columns:
        value = getattr(event, column.name)
        if isinstance(value, datetime):
            members[column.name] = hours_text(value, opening_of(event))
        elif text_of(column, value):
            members[column.name] = text_of(column, value)
    return members


def adopted(table: Table, grid: Grid, adoption: Adoption) -> Grid:
    """Return the grid of a template with its moments as those of the next event."""
    cells = dict(grid.cells)
    faults = dict(grid.faults)
    for column in table.columns:
        if column.kind not in _MEANT or column.name not in grid.cells:
            continue
        meaning = dict(_meant(column, set(grid.cells[column.name]), adoption.opening))
        good = {text: value for text, value in meaning.items() if isinstance(value, str)}
        faults[column.name] = {t: v for t, v in meaning.items() if isinstance(v, Fault)}
        cells[column.name] = [good.get(text, text) for text in grid.cells[column.name]]
    if table.row_type is Event:
        for name, text in _event_cells(adoption).items():
            cells[name] = [text] * len(grid.numbers)
            faults.pop(name, None)
    return replace(grid, cells=cells, faults=faults)


def _event_cells(adoption: Adoption) -> dict[str, str]:
    """Return the cells that the next event brings itself."""
    opens = text_of(TABLES["event"].column("opens"), adoption.opening.opens)
    cells = {
        "event_id": adoption.event_id,
        "opens": opens,
        "timezone": adoption.opening.zone.key,
        "name": text_of(TABLES["event"].column("name"), adoption.name) if adoption.name else "",
    }
    return {name: text for name, text in cells.items() if text}


_MEANT: Mapping[ColumnKind, Callable[[str, Opening], object]] = {
    ColumnKind.MOMENT: moment_at,
    ColumnKind.DAY: day_at,
}
_EXPECTED = {ColumnKind.MOMENT: EXPECTED_MOMENT, ColumnKind.DAY: EXPECTED_DAY}


def _meant(column: Column, texts: set[str], opening: Opening) -> Iterator[tuple[str, str | Fault]]:
    """Yield each text with the text of the moment that it means, or with why it means none."""
    for text in texts:
        plain = text.strip()
        if not plain or len(text) > CELL_LENGTH_MAX:
            yield text, text
            continue
        try:
            yield text, text_of(column, _MEANT[column.kind](plain, opening))
        except SummitryError as problem:
            yield text, Fault(problem.code, _EXPECTED[column.kind])
