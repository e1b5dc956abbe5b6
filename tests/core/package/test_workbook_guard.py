"""Workbooks that would take a machine down are refused by the name of the limit."""

import io
import tracemalloc
import zipfile
from hashlib import sha256
from time import perf_counter  # noqa: TID251  # the limit is on real time

import pytest

from summitry.kit.time import moment_of
from summitry.package.package import Package
from summitry.package.problems import PackageRefused, Problem, Problems
from summitry.package.workbook_read import read_workbook, sheets_of
from summitry.package.workbook_write import workbook_of
from summitry.plan.mandate import Event
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level

SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECONDS_MAX = 2
BYTES_MAX = 256 * 2**20


def plan() -> Package:
    event = Event(
        event_id="E1",
        name="Test event",
        level=Level.MINISTER,
        opens=moment_of(1_000_000_000),
        closes=moment_of(1_000_090_000),
    )
    return Package(snapshot=Snapshot.of([event]))


def spoilt(members: dict[str, bytes], *, drop: tuple[str, ...] = ()) -> bytes:
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook_of(plan()))) as source,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            if name not in members and name not in drop:
                target.writestr(name, source.read(name))
        for name, content in members.items():
            target.writestr(name, content)
    return stream.getvalue()


def sheet(body: str) -> bytes:
    return f"<worksheet {NAMESPACE}><sheetData>{body}</sheetData></worksheet>".encode()


def problem(code: str, **told: object) -> Problem:
    return Problem(file="plan.xlsx", code=code, **told)


# What cannot be packed, so that the limit on packing is not the one that is met.
NOISE = "".join(sha256(str(number).encode()).hexdigest() for number in range(2_500))
LONG = "x" * 32_000
STRINGS = f"<sst {NAMESPACE}><si><t>{LONG}</t></si></sst>".encode()
SHARED = '<c t="s"><v>0</v></c>'
CASES = {
    "no archive": (b"not a workbook", problem("workbook.malformed")),
    "half an archive": (workbook_of(plan())[:-100], problem("workbook.malformed")),
    "archive of something else": (
        spoilt({}, drop=("xl/workbook.xml",)),
        problem("workbook.malformed", expected="xl/workbook.xml"),
    ),
    "name that climbs out": (
        spoilt({"xl/../../evil.xml": b"<a/>"}),
        problem("workbook.member_name", got="xl/../../evil.xml"),
    ),
    "absolute name": (
        spoilt({"/etc/evil.xml": b"<a/>"}),
        problem("workbook.member_name", got="/etc/evil.xml"),
    ),
    "too many parts": (
        spoilt({f"xl/part{number}.xml": b"<a/>" for number in range(1_100)}),
        problem("bound.workbook_members_max", got="1110", expected="<= 1000"),
    ),
    "large once unpacked": (
        spoilt({SHEET: b" " * (49 * 2**20)}),
        problem("bound.workbook_unpacked_bytes_max", expected="<= 50331648"),
    ),
    "packed too tightly": (
        spoilt({SHEET: b" " * (4 * 2**20)}),
        problem("bound.workbook_ratio_max", got="1027", expected="<= 200"),
    ),
    "entities": (
        spoilt({SHEET: b'<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>'}),
        problem("workbook.doctype"),
    ),
    "elements left open": (
        spoilt({SHEET: b"<a>" * 100}),
        problem("workbook.malformed"),
    ),
    "a cell at the far corner": (
        spoilt({SHEET: sheet('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')}),
        problem("bound.workbook_cells_max", got="17179869186", expected="<= 1000000"),
    ),
    "a wide and a tall sheet without references": (
        spoilt({SHEET: sheet("<row/>" * 9_999 + "<row>" + "<c><v>1</v></c>" * 200 + "</row>")}),
        problem("bound.workbook_cells_max", got="2000002", expected="<= 1000000"),
    ),
    "a crowd of elements": (
        spoilt({SHEET: sheet(f"<!--{NOISE}-->" + "<c/>" * 2_500_001)}),
        problem("bound.workbook_tags_max", got="2500480", expected="<= 2500000"),
    ),
    "one long text in many cells": (
        spoilt({SHEET: sheet(f"<row>{SHARED}</row>" * 3_000), "xl/sharedStrings.xml": STRINGS}),
        problem("bound.workbook_text_max", expected="<= 67108864"),
    ),
    "reference that is none": (
        spoilt({SHEET: sheet('<row r="1"><c r="1A"><v>1</v></c></row>')}),
        problem("workbook.malformed"),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_workbook_is_refused_in_time_and_memory(name: str) -> None:
    content, expected = CASES[name]
    tracemalloc.start()
    started = perf_counter()

    with pytest.raises(PackageRefused) as refusal:
        read_workbook(io.BytesIO(content), "plan.xlsx")

    seconds = perf_counter() - started
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert refusal.value.problems == (expected,)
    assert seconds < SECONDS_MAX
    assert peak < BYTES_MAX


def test_sheet_of_no_table_and_missing_schema_are_told_with_what_is_near() -> None:
    members = {}
    with zipfile.ZipFile(io.BytesIO(workbook_of(plan()))) as source:
        book = source.read("xl/workbook.xml")
    members["xl/workbook.xml"] = book.replace(b'"event"', b'"evnet"').replace(
        b'"_package"', b'"notes"'
    )

    with pytest.raises(PackageRefused) as refusal:
        read_workbook(io.BytesIO(spoilt(members)), "plan.xlsx")

    assert refusal.value.problems == (
        problem("sheet.missing", sheet="_package"),
        problem("sheet.missing", sheet="event"),
        problem("sheet.unknown", sheet="evnet", got="evnet", near=("event", "nets")),
        problem("sheet.unknown", sheet="notes", got="notes", near=("routes", "outlets", "nets")),
    )


def test_cells_without_content_far_out_do_no_harm() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook_of(plan()))) as source:
        first = source.read(SHEET)
    styled = first.replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"/></row></sheetData>'
    )

    package = read_workbook(io.BytesIO(spoilt({SHEET: styled})), "plan.xlsx")

    assert package.snapshot.root() == plan().snapshot.root()


@pytest.mark.parametrize("quote", ['"', "'"])
def test_formula_that_fails_is_told_and_never_taken_for_an_empty_cell(quote: str) -> None:
    cell = f'<c r="A1" t={quote}e{quote}><f>1/0</f><v>#DIV/0!</v></c><c r="B1"><v>5</v></c>'
    content = spoilt({SHEET: sheet(f'<row r="1">{cell}</row>')})
    problems = Problems()

    found = sheets_of("plan.xlsx", content, problems)

    assert found[0].rows == [["#DIV/0!", "5"]]
