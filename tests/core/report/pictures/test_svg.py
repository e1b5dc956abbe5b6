"""Elements of a drawing: escaped, mirrored for scripts that run leftwards, whole as a document."""

from xml.etree import ElementTree as ET

from summitry.report.language import language
from summitry.report.pictures.svg import Drawing, Picture

HOSTILE = '</title><script>alert("1")</script>&'
SVG = "{http://www.w3.org/2000/svg}"


def drawing(code="en", *, mirrored=True):
    return Drawing("test", language(code), width=100, mirrored=mirrored)


def only(drawn):
    return ET.fromstring(str(drawn.body()))  # noqa: S314  # our own drawing


def test_rectangle_stands_where_it_was_put():
    drawn = drawing()
    drawn.rect(10, 5, (20.04, 7.5), "stripe")

    found = only(drawn)

    assert (found.tag, found.attrib) == (
        "rect",
        {"class": "stripe", "x": "10", "y": "5", "width": "20", "height": "7.5"},
    )


def test_mirrored_drawing_turns_places_and_keeps_sizes():
    drawn = drawing("ar")
    drawn.rect(10, 5, (20, 7), "stripe")

    assert (only(drawn).get("x"), only(drawn).get("width")) == ("70", "20")


def test_map_is_not_mirrored():
    drawn = drawing("ar", mirrored=False)
    drawn.circle(10, 5, 3, "spot")

    assert only(drawn).get("cx") == "10"


def test_text_grows_to_the_end_of_the_line_in_each_kind_of_drawing():
    anchors = {}
    for code, mirrored in (("en", True), ("ar", True), ("ar", False)):
        drawn = drawing(code, mirrored=mirrored)
        drawn.text(10, 5, "Hall")
        anchors[code, mirrored] = (only(drawn).get("x"), only(drawn).get("text-anchor"))

    # Where the direction is leftwards, "start" is at the right: the text grows to the left.
    assert anchors == {
        ("en", True): ("10", "start"),
        ("ar", True): ("90", "start"),
        ("ar", False): ("10", "end"),
    }


def test_shortened_text_is_whole_in_its_title():
    drawn = drawing()
    drawn.text(0, 0, "A name that has no room", room=40)

    assert only(drawn).findtext("title") == "A name that has no room"
    assert only(drawn).find("title").tail.endswith("…")


def test_hostile_text_stays_text():
    drawn = drawing()
    drawn.text(0, 0, HOSTILE, look='"><x')
    drawn.line(((0, 0), (1, 1)), "axis", HOSTILE)
    drawn.text(0, 0, HOSTILE, room=30)

    root = ET.fromstring(f"<g>{drawn.body()}</g>")  # noqa: S314  # our own drawing

    assert {each.tag for each in root.iter()} == {"g", "text", "polyline", "title"}
    assert [each.text for each in root.iter("title")] == [HOSTILE, HOSTILE]


def picture():
    drawn = drawing()
    drawn.filled(0, 0, (5, 5), "hatch", HOSTILE)
    return drawn.finished(HOSTILE, "What it shows", 49.2)


def test_finished_picture_is_as_high_as_what_is_in_it():
    made = picture()

    assert isinstance(made, Picture)
    assert (made.width, made.height) == (100, 50)


def test_document_says_what_it_is_and_bears_its_marking():
    text = picture().document(
        language("ar"), style="text { fill: red }", marking="TLP:RED", subject="An event"
    )

    root = ET.fromstring(text)  # noqa: S314  # our own drawing
    named = {each.get("id"): each.text for each in root if each.get("id")}
    assert root.get("role") == "img"
    assert root.get("lang") == "ar"
    assert [named[each] for each in root.get("aria-labelledby").split()] == [
        HOSTILE,
        "What it shows",
    ]
    assert "TLP:RED" in [each.text for each in root.iter(f"{SVG}text")]
    assert {each.tag.removeprefix(SVG) for each in root.iter()} & {"script", "image", "a"} == set()


def test_every_pattern_that_is_used_is_there():
    text = str(picture().part())

    assert 'fill="url(#test-hatch)"' in text
    assert 'id="test-hatch"' in text
