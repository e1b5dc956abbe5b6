"""Keys and remarks beside a picture stand where the reader's lines begin."""

import re
from xml.etree import ElementTree as ET

import pytest

from summitry.report.language import language
from summitry.report.pictures.sheet import draw_keys, draw_remarks, isolated_alike
from summitry.report.pictures.svg import Drawing

OPEN, CLOSE = "\u2068", "\u2069"


@pytest.mark.parametrize("mirrored", [True, False])
@pytest.mark.parametrize(("code", "x"), [("en", "12"), ("ar", "988")])
def test_words_beside_a_map_begin_where_lines_begin(code, x, mirrored):
    drawing = Drawing("map", language(code), width=1000, mirrored=mirrored)

    draw_keys(drawing, 0, [("circle", "k-held", "held")])
    draw_remarks(drawing, 30, ["One remark."])

    root = ET.fromstring(f"<g>{drawing.body()}</g>")  # noqa: S314  # our own drawing
    circle, key, remark = root
    assert (remark.get("x"), remark.get("text-anchor")) == (x, "start")
    assert key.get("text-anchor") == "start"
    assert abs(float(circle.get("cx")) - float(x)) == 10


def test_line_closes_what_it_isolates_and_the_next_opens_it_again():
    lines = [f"a {OPEN}b {OPEN}c", f"d{CLOSE} e", f"f{CLOSE} g", "h"]

    assert list(isolated_alike(lines)) == [
        f"a {OPEN}b {OPEN}c{CLOSE}{CLOSE}",
        f"{OPEN}{OPEN}d{CLOSE} e{CLOSE}",
        f"{OPEN}f{CLOSE} g",
        "h",
    ]


def test_every_line_of_a_long_remark_is_whole_by_itself():
    drawing = Drawing("map", language("ar"), width=400, mirrored=True)

    draw_remarks(drawing, 0, [f"مفتوح: {OPEN}{'North stair head ' * 12}{CLOSE}."])

    lines = re.findall("<text[^>]*>(.*)</text>", str(drawing.body()))
    assert len(lines) > 2
    assert all(line.count(OPEN) == line.count(CLOSE) for line in lines)
