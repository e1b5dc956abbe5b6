"""A planner's workbook: title rows, merged cells, own headings, dates as text, totals."""

from datetime import timedelta

import pytest

from summitry.kit.time import moment_of
from summitry.package.intake import Missing, missing_of, taken_in
from summitry.package.mapping import (
    DateOrder,
    SheetMapping,
    WorkbookMapping,
    mapping_of,
    toml_of_mapping,
)
from summitry.package.problems import PackageRefused, Problem, Problems
from summitry.package.suggest import header_row_of, suggested
from summitry.package.workbook_read import Sheet
from summitry.plan.change import Edit
from summitry.plan.organisation import Unit
from summitry.plan.posts import Shift
from summitry.plan.terms import UnitKind

SHIFTS = Sheet(
    "Lịch trực",
    [
        ["LỊCH TRỰC", "", "", "", "", ""],
        ["", "", "", "", "", ""],
        ["STT", "Vị trí", "Ngày", "Từ", "Đến", "Người"],
        ["1", "Chốt 1", "25/10/2025", "07:00", "25/10/2025 15h00", "P1"],
        ["2", "", "25/10/2025", "15:00", "45955.958333333", "P2"],
        ["", "", "", "", "", ""],
        ["Tổng cộng", "", "", "", "", "2"],
    ],
    merged=(((0, 0), (0, 5)), ((3, 1), (4, 1))),
)
UNITS = Sheet("Đơn vị", [["Mã", "Tên", "Loại"], ["ytế", "Total care", "Y tế"]])
MAPPING = WorkbookMapping(
    unit="medical",
    zone="Asia/Ho_Chi_Minh",
    sheets=(
        SheetMapping(
            sheet="Lịch trực",
            table="shifts",
            header_row=3,
            ignored=("STT",),
            make_ids=("post_id",),
            columns={
                "post_id": "Vị trí",
                "start": ("Ngày", "Từ"),
                "end": "Đến",
                "person_id": "Người",
            },
            constants={"unit_id": "medical"},
        ),
        SheetMapping(
            sheet="Đơn vị",
            table="units",
            header_row=1,
            columns={"unit_id": "Mã", "name": "Tên", "kind": "Loại"},
            values={"kind": {"Y tế": "medical"}},
        ),
    ),
)
SEVEN = moment_of(1_761_350_400)  # 2025-10-25T07:00+07:00
EIGHT_HOURS = timedelta(hours=8)


def changed(sheet: Sheet, row: int, column: int, text: str) -> Sheet:
    rows = [list(cells) for cells in sheet.rows]
    rows[row - 1][column - 1] = text
    return Sheet(sheet.name, rows, sheet.merged)


def refused(sheets: list[Sheet], mapping: WorkbookMapping = MAPPING) -> tuple[Problem, ...]:
    problems = Problems()
    taken_in("medical.xlsx", sheets, mapping, problems)
    with pytest.raises(PackageRefused) as refusal:
        problems.refuse_if_any()
    return refusal.value.problems


def problem(row: int, column: str, code: str, **told: object) -> Problem:
    return Problem(
        file="medical.xlsx", sheet="Lịch trực", row=row, column=column, code=code, **told
    )


def test_messy_sheets_become_rows() -> None:
    problems = Problems()

    intake = taken_in("medical.xlsx", [SHIFTS, UNITS], MAPPING, problems)

    assert len(problems) == 0
    assert intake.skipped == (("Lịch trực", 7),)
    assert intake.edits == (
        Edit(
            "shifts",
            "Chốt-1|2025-10-25T00:00Z|1",
            Shift(
                post_id="Chốt-1",
                start=SEVEN,
                end=SEVEN + EIGHT_HOURS,
                person_id="P1",
                unit_id="medical",
            ),
        ),
        Edit(
            "shifts",
            "Chốt-1|2025-10-25T08:00Z|1",
            Shift(
                post_id="Chốt-1",
                start=SEVEN + EIGHT_HOURS,
                end=SEVEN + 2 * EIGHT_HOURS,
                person_id="P2",
                unit_id="medical",
            ),
        ),
        Edit("units", "ytế", Unit(unit_id="ytế", name="Total care", kind=UnitKind.MEDICAL)),
    )


def test_faults_are_told_by_the_planner_s_own_place() -> None:
    broken = changed(changed(SHIFTS, 4, 4, "25:00"), 5, 6, "#REF!")

    assert refused([broken, UNITS]) == (
        problem(4, "Ngày + Từ", "cell.moment", got="25/10/2025 25:00", expected="25/10/2025 09:00"),
        problem(5, "Người", "cell.formula_error", got="#REF!"),
    )


def test_same_row_twice_is_told_for_both_rows() -> None:
    twice = changed(SHIFTS, 5, 4, "07:00")

    assert refused([twice, UNITS]) == tuple(
        problem(
            row,
            "Vị trí, Ngày + Từ, slot",
            "row.duplicate_key",
            got="Chốt-1|2025-10-25T00:00Z|1",
        )
        for row in (4, 5)
    )


def test_heading_that_is_gone_is_told_with_what_is_near() -> None:
    assert refused([changed(SHIFTS, 3, 6, "Ngươi"), UNITS]) == (
        problem(
            3,
            "Người",
            "heading.missing",
            got="Người",
            expected="shifts.person_id",
            near=("Ngươi",),
        ),
    )


def test_sheet_that_is_gone_is_told() -> None:
    assert refused([SHIFTS]) == (
        Problem(file="medical.xlsx", sheet="Đơn vị", got="Đơn vị", code="sheet.missing"),
    )


def test_what_the_mapping_does_not_speak_of_is_missing() -> None:
    wider = Sheet(UNITS.name, [[*UNITS.rows[0], "Ghi chú"], [*UNITS.rows[1], "x"]])
    notes = Sheet("Khác", [["x"]])
    blank = Sheet("Trống", [["", ""]])

    assert missing_of([SHIFTS, wider, notes, blank], MAPPING) == (
        Missing("Khác"),
        Missing("Đơn vị", "Ghi chú", 1),
    )


def test_mapping_is_read_as_it_was_written() -> None:
    problems = Problems()

    again = mapping_of("m.toml", toml_of_mapping(MAPPING), problems)

    assert (again, len(problems)) == (MAPPING, 0)


def test_mapping_tells_all_that_is_wrong_with_it() -> None:
    text = b"""unit = "medical"
zone = "Asia/Hanoi"
[[sheets]]
sheet = "A"
table = "shift"
header_row = 1
[[sheets]]
sheet = "B"
table = "units"
header_row = 1
[sheets.columns]
unit = "Ma"
name = "Ten"
[sheets.constants]
name = "x"
"""
    problems = Problems()

    assert mapping_of("m.toml", text, problems) is None
    with pytest.raises(PackageRefused) as refusal:
        problems.refuse_if_any()
    assert refusal.value.problems == (
        Problem(file="m.toml", got="Asia/Hanoi", code="event.timezone"),
        Problem(
            file="m.toml",
            sheet="A",
            got="shift",
            near=("shifts", "sites", "gifts"),
            code="mapping.table",
        ),
        Problem(file="m.toml", sheet="B", column="name", code="mapping.twice"),
        Problem(
            file="m.toml",
            sheet="B",
            column="unit",
            got="unit",
            near=("unit_id",),
            code="mapping.column",
        ),
    )


@pytest.mark.parametrize(
    "text", [b"unit = 5", b'unit = "a"\nshets = []', b'unit = "a"\norder = "day"', b"sheets = []"]
)
def test_mapping_of_another_form_is_refused(text: bytes) -> None:
    problems = Problems()

    assert mapping_of("m.toml", text, problems) is None
    assert len(problems) == 1


def test_order_of_day_and_month_is_the_sheet_s_or_the_workbook_s() -> None:
    part = SheetMapping(sheet="A", table="units", header_row=1, order=DateOrder.MONTH_FIRST)

    assert mapping_of(
        "m", toml_of_mapping(WorkbookMapping(unit="u", sheets=(part,))), Problems()
    ) == WorkbookMapping(unit="u", sheets=(part,))


def test_headings_and_table_are_suggested() -> None:
    sheet = Sheet("Posts", [["Medical posts"], [""], ["Post", "Name", "Site", "From", "To", "Nr"]])

    found = suggested(sheet, lambda label: (label,))

    assert header_row_of(sheet) == 3
    assert found.mapping == SheetMapping(
        sheet="Posts",
        table="posts",
        header_row=3,
        columns={
            "post_id": "Post",
            "name": "Name",
            "site_id": "Site",
            "start": "From",
            "end": "To",
        },
    )
    assert found.open_headings == ("Nr",)
