"""The report as a workbook."""

from io import BytesIO

import pytest
from openpyxl import load_workbook

from summitry.report.sheets import safe, workbook


def test_findings_can_be_filtered(assessment, briefing):
    book = load_workbook(BytesIO(workbook(briefing)))

    sheet = book["Findings"]
    assert book.sheetnames == ["Summary", "Findings"]
    assert sheet.auto_filter.ref == "A1:N5"
    assert sheet.freeze_panes == "A2"
    assert [row[2].value for row in sheet.iter_rows(min_row=2)] == [
        each.code for each in assessment.findings
    ]


def test_sheets_run_from_the_right_in_arabic(assessment, briefing_for):
    book = load_workbook(BytesIO(workbook(briefing_for(assessment, "ar"))))

    assert [sheet.sheet_view.rightToLeft for sheet in book.worksheets] == [True, True]


@pytest.mark.parametrize(
    ("text", "kept"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("-5", "'-5"), ("plain", "plain"), ("", "")],
)
def test_text_never_becomes_a_formula(text, kept):
    assert safe(text) == kept


def test_hostile_names_are_held_as_text(hostile, briefing_for):
    book = load_workbook(BytesIO(workbook(briefing_for(hostile))))

    assert book["Summary"]["A1"].value == "<script>alert(1)</script>\"'&"
    types = {cell.data_type for sheet in book.worksheets for row in sheet for cell in row}
    assert "f" not in types
