from summitry.plan.mandate import Objective
from summitry.policy.ancestry import upward

OBJECTIVES = {
    row.objective_id: row
    for row in (
        Objective(objective_id="whole", name="Whole"),
        Objective(objective_id="part", name="Part", parent_id="whole"),
        Objective(objective_id="piece", name="Piece", parent_id="part"),
        Objective(objective_id="stray", name="Stray", parent_id="nowhere"),
        Objective(objective_id="left", name="Left", parent_id="right"),
        Objective(objective_id="right", name="Right", parent_id="left"),
    )
}


def above(key: str | None) -> list[str]:
    return [row.objective_id for row in upward(key, OBJECTIVES, "parent_id")]


def test_row_comes_before_what_it_is_part_of():
    assert above("piece") == ["piece", "part", "whole"]


def test_parent_that_is_not_there_ends_the_line():
    assert above("stray") == ["stray"]


def test_circle_ends_where_it_begins():
    assert above("left") == ["left", "right"]


def test_nothing_is_above_what_is_not_there():
    assert above("nowhere") == []
    assert above(None) == []
