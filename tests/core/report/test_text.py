"""The report on a terminal."""

import re

import pytest
from msgspec.structs import replace

from summitry.report.breaking import columns_of
from summitry.report.text import Page, brief, report

ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


@pytest.mark.parametrize("width", [40, 60, 80, 110])
def test_lines_fit_the_terminal(briefing, width):
    lines = report(briefing, Page(width, coloured=False)).splitlines()

    assert [line for line in lines if columns_of(line) > width] == []


@pytest.mark.parametrize(("asked", "used"), [(10, 40), (39, 40), (41, 41), (110, 110), (111, 110)])
def test_width_is_kept_readable(asked, used):
    assert Page(asked, coloured=False).width == used


def test_colours_change_nothing_but_colours(briefing):
    plain = report(briefing, Page(80, coloured=False))
    coloured = report(briefing, Page(80, coloured=True))

    assert "\x1b" not in plain
    assert ESCAPE.sub("", coloured) == plain
    assert coloured != plain


def test_every_finding_stands_in_the_report_once(assessment, briefing):
    text = report(briefing, Page(80, coloured=False))

    keys = [text.count(f"· {each.key} ·") for each in assessment.findings if each.table != "risks"]
    assert keys == [1, 1, 1]


def test_wide_signs_take_two_columns_and_marks_none():
    assert [columns_of(text) for text in ("abc", "\u4e2d\u6587", "e\u0301", "\u2068a\u2069")] == [
        3,
        4,
        1,
        1,
    ]


def test_start_of_the_report(briefing):
    lines = report(briefing, Page(80, coloured=False)).splitlines()

    assert lines[:6] == [
        "Invented summit · 2 days to go",
        "The plan is not ready: 1 critical demand is without cover.",
        "",
        "Looked at as of Wed, 8 May 2030, 16:30 GMT+07:00, as asked.",
        f"Plan {briefing.assessment.plan_hash[:16]}",
        "Marking: TLP:AMBER+STRICT",
    ]


def test_brief_report_leaves_nothing_out_where_there_are_ten_at_most(briefing):
    lines = brief(briefing, Page(110, coloured=False)).splitlines()

    assert [line for line in lines if "--brief" in line] == []
    assert lines[-1].startswith("    Source: ")


def test_brief_report_says_how_many_findings_it_leaves_out(assessment, briefing_for):
    one = assessment.findings[1]
    many = tuple(replace(one, key=f"P-{number:02}") for number in range(14))

    text = brief(briefing_for(replace(assessment, findings=many)), Page(110, coloured=False))

    assert text.splitlines()[-1] == (
        "4 more findings are in the full report: ask again without --brief."
    )


def test_report_on_a_plan_without_findings_says_so(assessment, briefing_for):
    text = report(briefing_for(replace(assessment, findings=())), Page(110, coloured=False))

    assert text.count("No findings.") == 1
