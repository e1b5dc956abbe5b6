from summitry.plan.organisation import Unit
from summitry.policy.agencies import are_one_agency, lines

UNITS = {
    row.unit_id: row
    for row in (
        Unit(unit_id="city", name="City"),
        Unit(unit_id="ward", name="Ward", parent_id="city"),
        Unit(unit_id="patrol", name="Patrol", parent_id="ward"),
        Unit(unit_id="army", name="Army", parent_id="nowhere"),
        Unit(unit_id="left", name="Left", parent_id="right"),
        Unit(unit_id="right", name="Right", parent_id="left"),
    )
}


def test_line_holds_the_unit_and_all_above_it_in_the_plan():
    of = lines(UNITS)

    assert of["patrol"] == {"patrol", "ward", "city"}
    assert of["army"] == {"army"}


def test_circle_of_parents_ends():
    assert lines(UNITS)["left"] == {"left", "right"}


def test_part_and_whole_are_one_agency_and_strangers_are_not():
    of = lines(UNITS)

    assert are_one_agency(of, "patrol", "city")
    assert are_one_agency(of, "city", "patrol")
    assert not are_one_agency(of, "city", "army")
    assert not are_one_agency(of, None, "army")
    assert not are_one_agency(of, "unknown", "army")
