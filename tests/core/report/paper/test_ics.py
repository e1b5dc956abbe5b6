"""The boxes that forms share, and the four forms."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.plans import Task
from summitry.plan.posts import Post
from summitry.plan.risks import Control
from summitry.report.paper.catalogue import MAKERS, document
from summitry.report.paper.document import Kind
from tests.plans.papers import part, sheet, sheet_of, source
from tests.plans.small_moments import at

FORMS = (Kind.ICS_204, Kind.ICS_205, Kind.ICS_206, Kind.ICS_215A)


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_names_incident_and_period(kind):
    assert part(sheet_of(kind), "")[:2] == [
        ["1. Incident name", "Trial signing"],
        ["2. Operational period", "Sat 25 Oct, 00:00-24:00"],
    ]


@pytest.mark.parametrize("kind", FORMS)
def test_every_form_ends_with_who_prepared_it(kind):
    last = sheet_of(kind).parts[-1].rows

    assert any("repared" in row[0].lines[0] for row in last)
    assert all(row[1].lines == () for row in last)


def test_form_without_a_day_is_refused():
    with pytest.raises(SummitryError) as refused:
        document(source(), Kind.ICS_205, "")

    assert refused.value.code == "print.needs"


def test_assignment_list_tells_posts_tasks_and_nets_of_the_unit():
    task = Task(
        task_id="T-2", title="Open the ring", plan_id="PL-1", lead_unit_ids=("U-1",), due=at(1)
    )
    shown = sheet_of(Kind.ICS_204, [task])
    resources = part(shown, "5. Resources assigned")

    assert ["4. Operations personnel", "Main"] in part(shown, "")
    assert "P-gate1" in [row[0] for row in resources]
    assert "P-ward" not in [row[0] for row in resources]
    assert part(shown, "6. Work assignments") == [["Open the ring", "", "Sat 25 Oct, 10:00"]]
    assert ["Ring", "", "Main / East"] in part(shown, "8. Communications")


@pytest.mark.parametrize(
    ("hours", "shown"), [(-9.01, False), (-9, True), (38.99, True), (39, False)]
)
def test_task_is_told_in_its_period_and_the_day_after(hours, shown):
    # The day begins nine hours before the opening, which is at 09:00 at the venue.
    task = Task(task_id="T-2", title="X", plan_id="PL-1", lead_unit_ids=("U-1",), due=at(hours))

    assert bool(part(sheet_of(Kind.ICS_204, [task]), "6. Work assignments")) is shown


def test_assignment_list_of_an_unknown_unit_is_refused():
    with pytest.raises(SummitryError) as refused:
        document(source(), Kind.ICS_204, "U-9|2025-10-25")

    assert refused.value.code == "print.no_row"


def test_unit_that_is_not_in_the_plan_is_no_subject_of_an_assignment_list():
    post = Post(
        post_id="P-x", name="X", site_id="hall", start=at(0), end=at(1), owner_unit_id="U-9"
    )
    found = list(MAKERS[Kind.ICS_204].subjects(source([post])))

    assert "U-1|2025-10-25" in found
    assert [each for each in found if each.startswith("U-9")] == []


def test_what_lies_outside_of_the_period_stays_out():
    day_before = "2025-10-20"
    plan = source()
    forms = [document(plan, kind, day_before) for kind in (Kind.ICS_206, Kind.ICS_205)]
    assignment = document(plan, Kind.ICS_204, f"U-1|{day_before}")

    assert part(sheet(forms[0], plan=plan), "4. Transportation") == []
    assert part(sheet(forms[0], plan=plan), "3. Medical aid stations") == []
    assert part(sheet(assignment, plan=plan), "5. Resources assigned") == []


def test_radio_plan_tells_channels_then_nets_without_one():
    assert part(sheet_of(Kind.ICS_205), "4. Basic radio channel use") == [
        ["RING 1", "", "Ring", "U-1 / Main / East", "410.0125", "", "NAC 293", "digital"],
        ["", "", "East side", "U-2 / East", "", "", "", ""],
        ["", "", "Detail", "U-1 / Main", "", "", "", ""],
    ]


def test_medical_plan_tells_stations_ambulances_and_hospitals_with_travel():
    shown = sheet_of(Kind.ICS_206)

    assert part(shown, "3. Medical aid stations") == [
        ["P-aid", "Hall", "Sat 25 Oct, 06:00-20:00", "2", "Ring"],
        ["First aid", "Hall", "Sat 25 Oct, 06:00-17:00", "1", ""],
    ]
    assert part(shown, "4. Transportation") == [
        ["A-1", "Hall", "Sat 25 Oct, 06:00-17:00", "advanced care", "U-3"]
    ]
    assert part(shown, "5. Hospitals") == [
        ["City hospital", "20 min from Hall", "advanced care", "12", "no", "no"],
        ["Clinic", "", "", "", "", ""],
    ]


def test_safety_analysis_tells_the_gravest_first_and_what_is_not_verified():
    more = Control(control_id="C-new", risk_id="RK-storm", title="Tie down the tents")
    rows = part(sheet_of(Kind.ICS_215A, [more]), "Analysis")

    assert [row[1] for row in rows] == ["View", "Storm", "Tower"]
    assert rows[0][3] == "Put up the screen: verified"
    assert rows[1][3] == "Tie down the tents: NOT verified"
