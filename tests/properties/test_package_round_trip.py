"""What is written is read back: every table, every kind of cell, folder and workbook."""

import io
from collections.abc import Iterable, Mapping
from typing import Any, BinaryIO

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.cells import text_of, value_of
from summitry.package.compare import differences
from summitry.package.package import Package
from summitry.package.read import read_package
from summitry.package.workbook_read import read_workbook
from summitry.package.workbook_write import workbook_of
from summitry.package.write import files_of
from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Column, ColumnKind, Row, Table, table_of
from summitry.plan.tables import SIDE_TABLES, TABLES
from summitry.plan.terms import Level

ORDERED = (("start", "end"), ("opens", "closes"))
LIMIT_IDS = st.sampled_from(["rest_hours_min", "relays_max", "queue_minutes_max"])
LETTERS = st.characters(
    exclude_categories=("Cs", "Cc"), exclude_characters="\ufffe\uffff", include_characters="\t\n\r"
)
TEXTS = st.text(LETTERS, max_size=6) | st.sampled_from(
    ["=1+1", "'", "''", "-x", "@a", "\t", "\r", "a\r\nb", "_x000D_", ";", "\\", "", "a\\ ", "+"]
)
IDS = st.builds(str.__add__, st.sampled_from("aBé5"), st.text("aZ9_.:/+é-", max_size=4))
MOMENTS = st.integers(-2_200_000_000, 32_000_000_000).map(moment_of)
NUMBERS = st.floats(0.5, 359, allow_nan=False) | st.integers(1, 5).map(float)
POINTS = st.lists(
    st.tuples(
        st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False),
        st.floats(-1e6, 1e6, allow_nan=False, allow_subnormal=False),
    ),
    min_size=3,
    max_size=6,
    unique=True,
).map(tuple)


def one_cell(column: Column) -> st.SearchStrategy[Any]:
    kinds: dict[ColumnKind, st.SearchStrategy[Any]] = {
        ColumnKind.ID: IDS,
        ColumnKind.IDS: st.sets(IDS, max_size=3).map(lambda s: tuple(sorted(s))),
        ColumnKind.TEXT: TEXTS,
        ColumnKind.TEXTS: st.sets(TEXTS, max_size=3).map(lambda s: tuple(sorted(s))),
        ColumnKind.INTEGER: st.integers(1, 5),
        ColumnKind.NUMBER: NUMBERS,
        ColumnKind.YES_NO: st.booleans(),
        ColumnKind.MOMENT: MOMENTS,
        ColumnKind.DAY: st.dates(),
        ColumnKind.POINTS: POINTS,
    }
    if column.kind is ColumnKind.CHOICE:
        found = st.sampled_from(column.choices)
    elif column.kind is ColumnKind.CHOICES:
        found = st.sets(st.sampled_from(column.choices)).map(lambda s: tuple(sorted(s)))
    else:
        found = kinds[column.kind]
    return st.none() | found if column.optional else found


def made(table: Table, cells: dict[str, Any]) -> Row | None:
    for first, last in ORDERED:
        if None not in (cells.get(first), cells.get(last)):
            cells[first], cells[last] = sorted([cells[first], cells[last]])
    try:
        return table.row_type(**cells)
    except SummitryError:
        return None


def one_row(table: Table) -> st.SearchStrategy[Row | None]:
    cells = {column.name: one_cell(column) for column in table.columns}
    if table.name == "event":
        cells["timezone"] = st.just("Asia/Ho_Chi_Minh")
    if table.name == "limits":
        cells["limit_id"] = LIMIT_IDS
    return st.fixed_dictionaries(cells).map(lambda drawn: made(table, drawn))


ROWS = {table.name: one_row(table) for table in (*TABLES.values(), *SIDE_TABLES.values())}
EVENTS = ROWS["event"].filter(lambda row: row is not None)
OTHERS = sorted(TABLES.keys() - {"event"})


@st.composite
def packages(draw: st.DrawFn) -> Package:
    drawn = [draw(EVENTS)]
    names = draw(st.lists(st.sampled_from(OTHERS), max_size=3))
    drawn += [draw(ROWS[name]) for name in names]
    rows = {(table_of(row).name, table_of(row).key_of(row)): row for row in drawn if row}
    sides = {name: draw(ROWS[name]) for name in SIDE_TABLES}
    mappings = draw(st.dictionaries(IDS, st.text(LETTERS, max_size=9), max_size=1))
    return Package(
        snapshot=Snapshot.of(rows.values()),
        attestations=Attestations([sides["attestations"]] if sides["attestations"] else []),
        rulings=(sides["rulings"],) if sides["rulings"] else (),
        people=(sides["people"],) if sides["people"] else (),
        mappings={unit: text.encode() for unit, text in mappings.items()},
    )


class Memory:
    def __init__(self, files: Mapping[str, bytes]) -> None:
        self.files = files

    def names(self) -> Iterable[str]:
        return self.files

    def open(self, name: str) -> BinaryIO:
        return io.BytesIO(self.files[name])


SLOW = settings(suppress_health_check=list(HealthCheck))


@SLOW
@given(packages())
def test_folder_gives_back_the_package_and_the_same_bytes(package: Package) -> None:
    files = files_of(package)

    again = read_package(Memory(files))

    assert differences(package, again) == ()
    assert files_of(again) == files


@SLOW
@given(packages())
def test_workbook_gives_back_the_package(package: Package) -> None:
    book = workbook_of(package)

    again = read_workbook(io.BytesIO(book), "plan.xlsx")

    assert differences(package, again) == ()
    assert files_of(again) == files_of(package)


@SLOW
@given(packages(), st.randoms(use_true_random=False))
def test_order_of_rows_and_columns_changes_no_hash(package: Package, chance: Any) -> None:
    files = dict(files_of(package))
    for name, content in files_of(package).items():
        if name.endswith(".csv") and b'"' not in content:
            header, *rows = content.decode().rstrip("\n").split("\n")
            chance.shuffle(rows)
            files[name] = "\n".join([header, *rows, ""]).encode()

    again = read_package(Memory(files))

    assert again.snapshot.root() == package.snapshot.root()


COLUMNS = [
    column for table in (*TABLES.values(), *SIDE_TABLES.values()) for column in table.columns
]


@settings(suppress_health_check=list(HealthCheck))
@given(st.data())
def test_cell_gives_back_its_value(data: st.DataObject) -> None:
    column = data.draw(st.sampled_from(COLUMNS))
    value = data.draw(one_cell(column))
    # An empty cell is the default: no row can hold an empty text where the default is another.
    assume(value != "" or column.default in {"", None})

    again = value_of(column, text_of(column, value))

    assert again == value
    assert not text_of(column, value).startswith(("=", "+", "@", "\t", "\r"))


@pytest.mark.parametrize("text", ["#N/A", "#REF!", "#", "=1+1"])
def test_text_that_a_workbook_takes_for_an_error_or_a_formula_comes_back(text: str) -> None:
    event = Event(
        event_id="E", name=text, level=Level.OTHER, opens=moment_of(0), closes=moment_of(60)
    )
    package = Package(snapshot=Snapshot.of([event, Unit(unit_id="U1", name=text)]))

    again = read_workbook(io.BytesIO(workbook_of(package)), "plan.xlsx")

    assert differences(package, again) == ()
