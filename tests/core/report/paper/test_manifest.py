"""The manifest of a motorcade."""

from datetime import date

import pytest

from summitry.kit.errors import SummitryError
from summitry.report.paper.catalogue import document
from summitry.report.paper.document import Kind
from summitry.report.paper.manifest import on_day, subjects
from tests.plans.papers import part, sheet_of, source, told
from tests.plans.small_roads import motorcades, routes
from tests.plans.small_safety import safe_places

ROWS = [*motorcades(), *routes(), *safe_places()]


def test_manifest_tells_legs_vehicles_escort_and_help():
    shown = sheet_of(Kind.MANIFEST, ROWS)

    assert ["Principals", "President"] in part(shown, "")
    assert part(shown, "Legs")[0] == [
        "1", "Sat 25 Oct, 07:06", "Sat 25 Oct, 07:16", "Hotel", "Hall", "Way in", "North door",
    ]  # fmt: skip
    assert part(shown, "Order of the motorcade")[0] == [
        "1", "lead car", "Car 11", "car", "4", "", "DR-11",
    ]  # fmt: skip
    assert len(part(shown, "Order of the motorcade")) == 5
    assert part(shown, "Escorts") == [["Team", "4", "U-2"]]
    assert part(shown, "Help on the way") == [
        ["Wine cellar", "safe haven", "4", "Way in"],
        ["Wine cellar", "safe haven", "4", "Way back"],
        ["City hospital", "advanced care", "9", "Way in"],
        ["City hospital", "advanced care", "9", "Way back"],
    ]


def test_each_road_stands_with_its_passage_and_its_closure():
    roads = part(sheet_of(Kind.MANIFEST, ROWS), "Roads in their order")

    assert [row[:2] for row in roads[:3]] == [
        ["1", "Street 1"],
        ["1", "Street 2"],
        ["1", "Street 3"],
    ]
    assert {row[3] for row in roads} == {"Sat 25 Oct, 06:00-15:00"}


def test_what_the_plan_does_not_name_is_said():
    shown = told(sheet_of(Kind.MANIFEST))

    assert "The plan names no vehicle of this motorcade." in shown
    assert "The plan names no escort of this motorcade." in shown
    assert "The plan names no hospital or safe place along the routes." in shown


def test_movements_are_found_by_the_day_of_a_leg():
    plan = source()

    assert list(subjects(plan)) == ["M-1", "M-2"]
    assert list(on_day(plan, date(2025, 10, 25))) == ["M-1", "M-2"]
    assert list(on_day(plan, date(2025, 10, 26))) == []


def test_a_movement_that_is_not_there_is_refused():
    with pytest.raises(SummitryError, match=r"print\.no_row"):
        document(source(), Kind.MANIFEST, "M-9")
