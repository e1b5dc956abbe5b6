"""The page's map and timeline as pictures of their own."""

import re

from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.pictures.overview import draw_map, draw_timeline
from summitry.report.pictures.sheet import Source


def source(assessment, code="en"):
    formats = Formats(language(code), assessment.event.zone)
    return Source(assessment=assessment, formats=formats, findings=assessment.findings)


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
