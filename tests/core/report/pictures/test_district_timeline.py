"""The timeline and the map."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.plan.change import Edit, apply
from summitry.plan.places import Site
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field
from summitry.report.pictures.district import districts
from summitry.report.pictures.timeline import LABEL_WIDTH, WIDTH, timeline


def test_timeline_draws_a_line_for_each_field_with_a_time(assessment, briefing):
    drawn = timeline(assessment.findings, assessment.event, briefing.teller.formats)

    assert [(line.field, len(line.bars)) for line in drawn.lines] == [
        (Field.PROTECTEES, 1),
        (Field.VENUES, 1),
        (Field.MEDICAL, 1),
    ]
    places = [float(bar.x) for line in drawn.lines for bar in line.bars]
    assert all(LABEL_WIDTH <= place <= WIDTH for place in places)
    assert drawn.outside == 0


def test_bars_that_touch_are_one(assessment, briefing):
    first = assessment.findings[1]
    next_one = replace(
        first, discriminator="x", start=first.end, end=first.end + timedelta(hours=1)
    )

    drawn = timeline((first, next_one), assessment.event, briefing.teller.formats)

    assert [len(line.bars) for line in drawn.lines] == [1]


def test_finding_far_from_the_event_is_counted_not_drawn(assessment, briefing):
    far = replace(
        assessment.findings[1],
        start=assessment.event.opens - timedelta(days=400),
        end=assessment.event.opens - timedelta(days=399),
    )

    drawn = timeline((*assessment.findings, far), assessment.event, briefing.teller.formats)

    assert drawn.outside == 1


def test_no_times_no_timeline(assessment, briefing):
    timeless = assessment.findings[3:]

    assert timeline(timeless, assessment.event, briefing.teller.formats) is None


def test_open_line_of_sight_joins_position_and_exposure(assessment):
    (*_, drawn) = districts(assessment.snapshot, assessment.findings)

    assert [(line.position, line.exposure) for line in drawn.sights] == [("POS-1", "EXP-1")]
    assert sorted(mark.kind for mark in drawn.marks) == [
        "exposure",
        "position",
        "position open",
        "site",
    ]
    assert [shape.kind for shape in drawn.roads] == ["road closed"]
    assert drawn.left_out == 0


def test_north_is_up(assessment):
    (*_, drawn) = districts(assessment.snapshot, ())

    height = {mark.told.split(" ")[0]: float(mark.y) for mark in drawn.marks}
    # POS-1 lies 240 m further north than POS-2.
    assert height["POS-1"] < height["POS-2"]


def test_plan_without_coordinates_has_no_map(assessment):
    bare = Snapshot.of([assessment.event])

    assert districts(bare, ()) == ()


def test_far_away_site_brings_a_close_up_of_what_is_exposed(assessment):
    far = Site(site_id="AIR", name="Airport", x_m=20_000, y_m=0)
    snapshot = apply(assessment.snapshot, [Edit("sites", "AIR", far)])

    close, overview = districts(snapshot, assessment.findings)

    assert (close.name, overview.name) == ("Hall Invented summit", "")
    assert [mark.told.split(" ")[0] for mark in close.marks if mark.kind == "site"] == ["HALL"]
    assert [mark.told[:4] for mark in overview.marks if mark.kind == "site"] == ["AIR ", "HALL"]
    assert [line.position for line in close.sights] == ["POS-1"]
