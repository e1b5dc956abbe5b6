"""The roster of one unit on paper."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.report.paper.catalogue import document
from summitry.report.paper.document import Kind
from summitry.report.paper.unit_roster import subjects
from tests.plans.papers import DAY, part, sheet, source


def roster(subject, rows=()):
    plan = source(rows)
    return sheet(document(plan, Kind.ROSTER, subject), plan=plan)


def test_a_roster_tells_who_stands_where_in_order_of_time():
    rows = part(roster(f"U-3|{DAY}"), "Roster")

    assert [row[1:3] for row in rows] == [["P-aid", "P-aid"]] * 3
    assert [row[4] for row in rows] == ["N-019 / N-020", "N-021 / N-022", "N-023 / N-024"]


def test_a_roster_tells_day_people_who_leads_and_whom_to_call():
    shown = roster(f"U-1|{DAY}")

    assert shown.heading == "U-1"
    assert [name for name, _ in part(shown, "")] == ["Day", "People on duty", "Led by", "Duty desk"]
    assert part(shown, "")[2] == ["Led by", "N-U-1"]


def test_without_a_day_all_days_are_told_and_an_empty_one_says_so():
    whole, later = roster("U-1"), roster("U-1|2025-10-26")

    assert part(whole, "")[0][0] == "People on duty"
    assert [row[1] for row in part(later, "Roster")] == ["P-night"]
    assert part(roster("U-3|2025-10-20"), "Roster") == []


def test_a_unit_that_is_not_there_has_no_roster():
    with pytest.raises(SummitryError, match=r"print\.no_row"):
        roster("U-9")


def test_every_unit_with_a_duty_has_one_for_each_of_its_days():
    found = list(subjects(source()))

    assert {"U-1", f"U-1|{DAY}", "U-1|2025-10-26", "U-2", "U-3"} <= set(found)
    assert len(found) == len(set(found))
