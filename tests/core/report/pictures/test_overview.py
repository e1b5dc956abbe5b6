"""The page's map and timeline as pictures of their own."""

import re

from summitry.plan.places import Site
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.pictures.overview import draw_map, draw_timeline
from summitry.report.pictures.sheet import Source, Wish


def source(assessment, code="en", **wish):
    return Source(
        assessment=assessment,
        formats=Formats(language(code), assessment.event.zone),
        findings=assessment.findings,
        wish=Wish(**wish),
    )


def test_map_shows_the_open_line_without_the_links_of_a_page(assessment, seen):
    drawn = seen(draw_map(source(assessment)))

    assert "POS-1 → EXP-1" in drawn.titles("sight")
    assert re.search(r"<a\b", drawn.picture.body) is None
    assert "open position" in drawn.texts()


def test_timeline_shows_each_stretch_with_its_field(assessment, seen):
    drawn = seen(draw_timeline(source(assessment)))

    assert [each for each in drawn.titles("bar-critical") if each] != []
    assert re.search(r"<a\b", drawn.picture.body) is None
    assert {"Protected persons", "opening"} <= set(drawn.texts())


def test_hostile_names_stay_text(hostile, seen):
    for draw in (draw_map, draw_timeline):
        assert "script" not in {each.tag for each in seen(draw(source(hostile))).root.iter()}


def test_keys_stand_below_the_drawing(assessment, seen):
    drawn = seen(draw_map(source(assessment)))

    key = next(each for each in drawn.root.iter() if each.text == "exposed place")
    assert float(key.get("y")) <= drawn.picture.height


def test_site_asked_for_has_its_own_map_or_says_why_not(assessment, make, seen):
    rows = [Site(site_id="FAR", name="Far hotel", x_m=90_000, y_m=0)]
    whole = [row for table in assessment.snapshot.tables.values() for row in table.values()]
    plan = make([row for row in whole if row is not assessment.event] + rows)

    close, far = (
        seen(draw_map(source(plan.assessment, site=site_id))) for site_id in ("HALL", "FAR")
    )

    assert "Steps" in close.texts()
    assert "Far hotel" not in close.texts()
    assert any(each.startswith("A site has a map of its own only where") for each in far.texts())


def test_names_of_fields_stand_where_lines_begin_and_time_runs_rightwards(assessment, seen):
    def places(code):
        drawn = seen(draw_timeline(source(assessment, code)))
        label = next(each for each in drawn.root.iter() if each.get("text-anchor"))
        bars = sorted(float(each.get("x")) for each in drawn.of("bar-critical") if len(each))
        return (label.get("x"), label.get("text-anchor")), bars[0]

    assert places("en") == (("4", "start"), places("ar")[1] + 200)
    assert places("ar")[0] == ("996", "end")
