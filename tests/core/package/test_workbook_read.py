"""Workbooks that other programs wrote: their dates, charts, odd sheets and texts."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from openpyxl.chart import BarChart
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.package.bounds import CELL_LENGTH_MAX, COLUMNS_MAX, SHEETS_MAX, WORKBOOK_BYTES_MAX
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem, Problems
from summitry.package.workbook_read import Sheet, read_workbook, sheets_of, text_of_cell
from summitry.package.workbook_write import workbook_of
from summitry.plan.mandate import Event
from summitry.plan.organisation import Unit
from summitry.plan.places import Exit
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level

FILE = "plan.xlsx"
EVENT = Event(
    event_id="E1",
    name="Test event",
    level=Level.MINISTER,
    opens=moment_of(1_000_000_000),
    closes=moment_of(1_000_090_000),
)


def plan(*units: Unit, mappings: dict[str, bytes] | None = None) -> Package:
    return Package(snapshot=Snapshot.of([EVENT, *units]), mappings=mappings or {})


def saved(book: openpyxl.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def edited(package: Package, edit: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(workbook_of(package)))
    edit(book)
    return saved(book)


def read(content: bytes) -> Package:
    return read_workbook(io.BytesIO(content), FILE)


def refused(content: bytes) -> tuple[Problem, ...]:
    with pytest.raises(PackageRefused) as refusal:
        read(content)
    return refusal.value.problems


def problem(code: str, **told: object) -> Problem:
    return Problem(file=FILE, code=code, **told)


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("as it is ", "as it is "),
        (True, "yes"),
        (False, "no"),
        (3.0, "3"),
        (-3.5, "-3.5"),
        (2.0**53, "9007199254740992.0"),
        (2.0**53 - 1, "9007199254740991"),
        (datetime(2025, 10, 25), "2025-10-25"),  # noqa: DTZ001  # a cell has no zone
        (datetime(2025, 10, 25, 7, 30), "2025-10-25T07:30:00"),  # noqa: DTZ001  # no zone
        (date(2025, 10, 25), "2025-10-25"),
        (time(7, 30), "07:30:00"),
        (timedelta(hours=26), "1 day, 2:00:00"),
    ],
)
def test_cell_becomes_text(cell: object, text: str) -> None:
    assert text_of_cell(cell) == text


@pytest.mark.parametrize("first_day", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_dates_mean_the_same_whichever_day_the_workbook_counts_from(first_day: datetime) -> None:
    book = openpyxl.Workbook()
    book.epoch = first_day
    sheet = book.worksheets[0]
    sheet.title = "Shifts"
    sheet.append([date(2025, 10, 25), datetime(2025, 10, 25, 7, 30), True, 12])  # noqa: DTZ001  # no zone

    sheets = sheets_of(FILE, saved(book), Problems())

    assert sheets == [Sheet("Shifts", [["2025-10-25", "2025-10-25T07:30:00", "yes", "12"]])]


def test_sheets_of_charts_are_passed_over() -> None:
    def add_chart(book: openpyxl.Workbook) -> None:
        book.create_chartsheet("Diagram").add_chart(BarChart())

    package = read(edited(plan(), add_chart))

    assert package.root == plan().root


def test_merged_cells_are_told_with_where_they_are() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(["Units of the city", ""])
    sheet.append(["a", "b"])
    sheet.merge_cells("A1:B1")

    sheets = sheets_of(FILE, saved(book), Problems())

    rows = [["Units of the city", ""], ["a", "b"]]
    assert sheets == [Sheet("Sheet", rows, (((0, 0), (0, 1)),))]


def test_merged_cells_that_overlap_beyond_measure_are_refused() -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["AAA1401"] = "x"
    sheet.merged_cells.add("A1:ZZ1399")
    sheet.merged_cells.add("A2:ZZ1400")

    assert refused(saved(book)) == (problem("workbook.malformed"),)


def test_sheet_that_is_listed_and_not_there_is_refused() -> None:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of(plan()))) as source,
        zipfile.ZipFile(stream, "w") as target,
    ):
        for name in source.namelist():
            if not name.startswith("xl/worksheets/"):
                target.writestr(name, source.read(name))

    assert refused(stream.getvalue()) == (problem("workbook.malformed"),)


def test_file_that_is_too_large_is_not_even_opened() -> None:
    content = b"x" * (WORKBOOK_BYTES_MAX + 1)

    assert refused(content) == (problem("bound.file_bytes_max", expected="<= 8388608"),)


@pytest.mark.parametrize("more", [0, 1])
def test_workbook_has_so_many_sheets_and_no_more(more: int) -> None:
    book = openpyxl.Workbook()
    for number in range(SHEETS_MAX - 1 + more):
        book.create_sheet(f"S{number}")
    problems = Problems()

    sheets = sheets_of(FILE, saved(book), problems)

    assert (len(sheets), len(problems)) == ((0, 1) if more else (SHEETS_MAX, 0))


def test_sheets_without_headings_or_with_odd_ones_are_told_together() -> None:
    def spoil(book: openpyxl.Workbook) -> None:
        book.create_sheet("sites")
        book.create_sheet("posts").append([None, "x"])
        book["posts"].append(["a", "b"])
        book.create_sheet("zones").append(["zone_id", "name", "name"])
        book.create_sheet("gates").append([f"c{place}" for place in range(COLUMNS_MAX + 1)])
        book["posts"]["B1"] = None

    assert refused(edited(plan(), spoil)) == (
        problem("bound.columns_max", sheet="gates", got="65", expected="<= 64"),
        problem("header.missing", sheet="posts", row=1),
        problem("header.missing", sheet="sites", row=1),
        problem("column.duplicate", sheet="zones", row=1, column="name", got="name"),
    )


def test_sheet_has_so_many_rows_and_no_more() -> None:
    def fill(book: openpyxl.Workbook) -> None:
        book.create_sheet("units").append(["unit_id", "name"])
        book["units"]["A100001"] = "U1"

    assert refused(edited(plan(), fill)) == (
        problem("bound.rows_max", sheet="units", expected="<= 100000"),
    )


def test_event_needs_its_sheet() -> None:
    def take_out(book: openpyxl.Workbook) -> None:
        del book["event"]

    assert refused(edited(plan(Unit(unit_id="U1", name="Unit")), take_out)) == (
        problem("sheet.missing", sheet="event"),
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ((), {"got": "", "expected": "3", "code": "schema.malformed"}),
        (("schema", "one"), {"got": "one", "expected": "3", "code": "schema.malformed"}),
        (("schema", "4"), {"got": "4", "expected": "3", "code": "schema.newer"}),
    ],
)
def test_schema_must_be_a_known_number(cells: tuple[str, ...], told: dict[str, str]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        del book["_package"]
        sheet = book.create_sheet("_package")
        for cell in cells:
            sheet.append([cell])

    (found,) = refused(edited(plan(), change))

    assert {name: getattr(found, name) for name in told} == told
    assert (found.sheet, found.file) == ("_package", FILE)


def test_mappings_come_back_line_by_line() -> None:
    mappings = {"fire": b'unit = """\n=1+1\n\n"""', "police": b""}

    package = read(workbook_of(plan(mappings=mappings)))

    assert package.mappings == mappings


def test_mapping_of_what_is_no_unit_is_told_with_its_row() -> None:
    def change(book: openpyxl.Workbook) -> None:
        for row in (["a b", "x"], [None, None], [None, "x"]):
            book["_mappings"].append(row)

    told = {"sheet": "_mappings", "column": "unit_id"}
    assert refused(edited(plan(mappings={"fire": b"x = 1"}), change)) == (
        problem("id.malformed", row=3, got="a b", **told),
        problem("id.malformed", row=5, got="", **told),
    )


@pytest.mark.parametrize("header", [(), ("unit", "line")])
def test_mappings_need_their_header(header: tuple[str, ...]) -> None:
    def change(book: openpyxl.Workbook) -> None:
        sheet = book.create_sheet("_mappings")
        if header:
            sheet.append(header)

    assert refused(edited(plan(), change)) == (
        problem("header.missing", sheet="_mappings", row=1, expected="unit_id, line"),
    )


@pytest.mark.parametrize("width", [1.5, 2.0, 999.5, 0.1 + 0.2])
def test_number_comes_back_to_the_last_digit(width: float) -> None:
    package = Package(snapshot=Snapshot.of([EVENT, Exit(exit_id="X", zone_id="Z", width_m=width)]))

    assert read(workbook_of(package)).root == package.root


@pytest.mark.parametrize("text", ["=1+1", " ", "_x0041_", "a\rb", "-0"])
def test_text_comes_back_as_it_was_written(text: str) -> None:
    package = plan(Unit(unit_id="U1", name=text))

    assert read(workbook_of(package)).root == package.root


def test_plan_without_an_event_is_no_workbook() -> None:
    with pytest.raises(SummitryError) as refusal:
        workbook_of(Package(snapshot=Snapshot.of([])))

    assert (refusal.value.code, refusal.value.facts) == ("plan.one_event", {"got": 0})


def test_plan_without_an_event_has_a_sheet_for_it_to_be_filled() -> None:
    content = workbook_of(Package(snapshot=Snapshot.of([])), blank=("event", "units"))

    sheets = sheets_of(FILE, content, Problems())
    assert [(sheet.name, sheet.rows[0][0]) for sheet in sheets] == [
        ("event", "event_id"), ("units", "unit_id"), ("_package", "schema"),
    ]  # fmt: skip
    assert read(content).root == Package(snapshot=Snapshot.of([])).root


def test_row_without_a_key_is_refused_unless_one_may_be_made() -> None:
    content = edited(plan(Unit(unit_id="U1", name="Fire")), lambda book: book["units"].append(
        ["", "Water"]))  # fmt: skip

    made = read_workbook(io.BytesIO(content), FILE, secret=b"k").snapshot.rows(Unit)
    assert [each.code for each in refused(content)] == ["cell.required"]
    assert {each.name for each in made.values()} == {"Fire", "Water"}


def test_line_of_a_mapping_is_no_longer_than_a_cell() -> None:
    package = plan(mappings={"fire": b"#" * (CELL_LENGTH_MAX + 1)})

    with pytest.raises(SummitryError) as refusal:
        workbook_of(package)

    facts = {"got": CELL_LENGTH_MAX + 1, "expected": CELL_LENGTH_MAX}
    assert (refusal.value.code, refusal.value.facts) == ("bound.cell_length_max", facts)
