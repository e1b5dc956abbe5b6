"""Sight lines and sectors around exposed places."""

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.places import Exposure, Obstacle, Position, Zone
from summitry.plan.posts import Sector
from summitry.plan.risks import Control
from summitry.report.pictures.sights import LINES_MAX, SHOWN_MAX, State, draw, lines_of
from tests.plans.one_rule import found, word


def hour(number):
    return datetime(2030, 5, 10, number, tzinfo=UTC)


def exposure(exposure_id="EX-1", x_m=0.0, zone_id="Z"):
    return Exposure(
        exposure_id=exposure_id,
        name=f"Steps {exposure_id}",
        zone_id=zone_id,
        x_m=x_m,
        y_m=0,
        z_m=2,
        start=hour(2),
        end=hour(4),
    )


def position(position_id, x_m, y_m):
    return Position(position_id=position_id, name=f"Roof {position_id}", x_m=x_m, y_m=y_m, z_m=20)


def wall(obstacle_id, x_m, control_id=None):
    footprint = ((x_m, -20), (x_m + 5, -20), (x_m + 5, 20), (x_m, 20))
    return Obstacle(
        obstacle_id=obstacle_id, name="Wall", top_m=60, footprint=footprint, control_id=control_id
    )


SCREEN = Control(control_id="CON", risk_id="R", title="Screen")
PERSON = Person(person_id="P-1", unit_id="GUARD")
EAST, WEST, NORTH = position("EAST", 100, 0), position("WEST", -100, 0), position("NORTH", 0, 100)
ROWS = [exposure(), EAST, WEST, NORTH, wall("OB-1", 50), wall("OB-2", -50, "CON"), SCREEN, PERSON]


def looked_at(make, rows=ROWS, entries=(), **wish):
    return make(rows, entries=entries, findings=found("C-02", rows, attested=entries), **wish)


def states(source):
    return {
        (exposure_id, line.position.position_id): line.state
        for exposure_id, lines in lines_of(source).items()
        for line in lines
    }


def test_each_line_is_hidden_screened_or_open(make):
    entry = word(SCREEN, AttestationKind.VERIFIED, "P-1")

    assert states(looked_at(make, entries=[entry])) == {
        ("EX-1", "EAST"): State.HIDDEN,
        ("EX-1", "WEST"): State.SCREENED,
        ("EX-1", "NORTH"): State.OPEN,
    }


def test_screen_that_nobody_verified_hides_nothing(make):
    assert states(looked_at(make))["EX-1", "WEST"] is State.OPEN


def test_line_in_sight_without_a_finding_is_held(make):
    assert states(make(ROWS))["EX-1", "NORTH"] is State.HELD


def test_finding_that_is_ruled_away_keeps_its_line_open(make):
    source = looked_at(make)
    ruled = replace(source.assessment, findings=(), ruled=source.findings)

    assert states(replace(source, assessment=ruled, findings=()))["EX-1", "NORTH"] is State.OPEN


def test_open_lines_are_told_with_distance_and_bearing(make, seen):
    drawn = seen(draw(looked_at(make)))

    told = (
        "Open towards Steps EX-1: Roof NORTH (100 m, bearing 0°) and Roof WEST (100 m, "
        "bearing 270°)."
    )
    assert told in drawn.texts()
    assert "open 2 · held 0 · screened 0 · hidden 1" in drawn.texts()


def test_north_is_up_and_places_are_in_proportion(make, seen):
    drawn = seen(draw(looked_at(make)))

    middle = drawn.of("exposure")[0]
    x, y = float(middle.get("cx")), float(middle.get("cy"))
    ends = [
        tuple(map(float, line.get("points").split()[1].split(",")))
        for line in drawn.of("sight-open")
    ]
    assert sorted(ends) == [(round(x - 112, 1), y), (x, y - 112)]


def sector(sector_id, start, end):
    return Sector(
        sector_id=sector_id,
        exposure_id="EX-1",
        post_id="P",
        bearing_from_deg=start,
        bearing_to_deg=end,
        start=hour(2),
        end=hour(4),
    )


def test_arc_that_nobody_watches_is_hatched(make, seen):
    drawn = seen(draw(make([*ROWS, sector("S-1", 0, 200), sector("S-2", 180, 300)])))

    hatched = [each.findtext("{http://www.w3.org/2000/svg}title") for each in drawn.hatched()]
    assert [each for each in hatched if each] == ["300°\N{EN DASH}360°"]
    assert [each for each in drawn.titles("sector") if each] == [
        "P · 0°\N{EN DASH}200°",
        "P · 180°\N{EN DASH}300°",
    ]


def test_whole_circle_watched_leaves_nothing_hatched(make, seen):
    drawn = seen(draw(make([*ROWS, sector("S-1", 0, 360)])))

    assert len(drawn.hatched()) == 1  # the key alone


def test_places_of_the_site_asked_for_alone_are_drawn(make, seen):
    zones = [Zone(zone_id=f"Z-{each}", site_id=each, name="Zone") for each in ("HALL", "HOTEL")]
    rows = [*zones, exposure("EX-1", 0, "Z-HALL"), exposure("EX-2", 50, "Z-HOTEL")]

    drawn = seen(draw(make(rows, site="HOTEL")))

    assert [each for each in drawn.texts() if "Steps" in each] == ["Steps EX-2"]


@pytest.mark.parametrize(("count", "rest"), [(SHOWN_MAX, 0), (SHOWN_MAX + 2, 2)])
def test_places_beyond_the_limit_are_told(make, seen, count, rest):
    drawn = seen(draw(make([exposure(f"EX-{number:02}") for number in range(count)])))

    assert (f"{rest} further exposed places are not drawn." in drawn.texts()) == bool(rest)


@pytest.mark.parametrize(("count", "rest"), [(LINES_MAX, 0), (LINES_MAX + 2, 2)])
def test_lines_beyond_the_limit_are_counted_and_told(make, seen, count, rest):
    around = [position(f"P-{number:03}", 10 + number, 5) for number in range(count)]

    drawn = seen(draw(make([exposure(), *around])))

    told = f"{rest} lines are counted below their places and are not drawn."
    assert (told in drawn.texts()) == bool(rest)
    assert f"open 0 · held {count} · screened 0 · hidden 0" in drawn.texts()
    assert len([each for each in drawn.of("k-held") if len(each)]) == LINES_MAX


def test_plan_without_exposed_places_says_so(make, seen):
    assert "The plan has no exposed places here." in seen(draw(make([]))).texts()


@pytest.mark.parametrize("code", ["en", "ar"])
def test_nothing_lies_outside_the_drawing_and_maps_are_not_mirrored(make, seen, code):
    drawn = seen(draw(make([*ROWS, sector("S-1", 0, 90)], code)))

    assert min(drawn.numbers()) >= 0
    assert max(drawn.numbers()) <= 1_000
    assert drawn.of("exposure")[0].get("cx") == "166.7"
