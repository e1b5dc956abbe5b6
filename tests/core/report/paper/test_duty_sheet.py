"""The duties of one person on paper."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.posts import Shift
from summitry.report.paper.catalogue import document
from summitry.report.paper.document import Kind
from summitry.report.paper.duty_sheet import subjects
from tests.plans.papers import part, sheet, source
from tests.plans.small_moments import at

TWICE = "N-028"
"""Stands at three posts, one after the other."""


def duty_sheet(subject, rows=()):
    plan = source(rows)
    return sheet(document(plan, Kind.DUTY, subject), plan=plan)


def test_a_sheet_tells_every_duty_who_relieves_and_who_leads():
    shown = duty_sheet("N-001")

    assert shown.heading == "N-001"
    assert part(shown, "") == [
        ["Unit", "U-1"],
        ["Hours on duty", "2"],
        ["Duty desk", "Duty officer: +84 24 0000 0000"],
    ]
    (row,) = part(shown, "Duties")
    assert row[1:4] == ["P-gate1", "P-gate1", "Hall"]
    assert row[4] == "N-003 / N-004"
    assert row[5] == "N-U-1"


def test_duties_stand_in_order_of_time_and_nobody_relieves_the_last():
    rows = part(duty_sheet(TWICE), "Duties")

    assert [row[1] for row in rows] == ["P-salon", "P-hotel", "P-night"]
    assert [row[4] for row in rows] == ["none"] * 3


def test_a_sheet_of_a_day_holds_the_duties_of_that_day_alone():
    rows = part(duty_sheet(f"{TWICE}|2025-10-26"), "Duties")

    assert [row[1] for row in rows] == ["P-night"]


def test_duties_that_overlap_count_once():
    beside = Shift(post_id="P-ward", start=at(-3), end=at(-1), person_id="N-001", unit_id="U-1")

    assert part(duty_sheet("N-001", [beside]), "")[1] == ["Hours on duty", "2"]


def test_whoever_has_no_duty_has_an_empty_sheet_and_nobody_has_none():
    assert part(duty_sheet("N-U-1"), "Duties") == []
    with pytest.raises(SummitryError, match=r"print\.no_row"):
        duty_sheet("nobody")


def test_everybody_with_a_duty_has_a_sheet_for_each_of_their_days():
    found = list(subjects(source()))

    assert {"N-001", "N-001|2025-10-25", TWICE, f"{TWICE}|2025-10-26"} <= set(found)
    assert "N-U-1" not in found
    assert len(found) == len(set(found))
