"""Values of a paper as a reader writes them."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import (
    Answer,
    Blank,
    Clock,
    Day,
    Hours,
    Kind,
    Listed,
    Moment,
    Nothing,
    Number,
    Span,
    Term,
    Tongue,
    Words,
    listed,
    said,
    value_of,
    words,
)
from summitry.report.paper.labels import LABELS
from summitry.report.paper.sheet import Cell, Copy, Setter, cleaned, sheets
from tests.plans.papers import PRINTED, source

ZONE = source().zone


def setter(code="en"):
    return Setter(Formats(language(code), ZONE), utc(25, 2))


def utc(day, hour, minute=0):
    return datetime(2025, 10, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (Words("Gate"), "Gate"),
        (Term("strategic"), "strategic"),
        (Term("no-such-word"), "no-such-word"),
        (Number(1234.5), "1,234.5"),
        (Moment(utc(25, 2)), "Sat 25 Oct, 09:00"),
        (Span(utc(25, 2), utc(25, 4)), "Sat 25 Oct, 09:00-11:00"),
        (Span(utc(25, 2), utc(25, 17)), "Sat 25 Oct, 09:00-24:00"),
        (Span(utc(25, 2), utc(25, 17, 1)), "Sat 25 Oct, 09:00 - Sun 26 Oct, 00:01"),
        (Span(utc(24, 17), utc(26, 17)), "Sat 25 Oct, 00:00 - Sun 26 Oct, 24:00"),
        (Hours(utc(25, 2), utc(25, 17)), "09:00-24:00"),
        (Clock(65), "01:05"),
        (Day(date(2025, 10, 25)), "Sat, 25 Oct 2025"),
        (Tongue("vi"), "Vietnamese"),
        (Tongue("x-none"), "x-none"),
        (Nothing(), "none"),
        (Answer(yes=True), "yes"),
        (Listed((Words("a"), Words("b"))), "a and b"),
        (said("{count} of {all}", count=Number(1), all=Number(2)), "1 of 2"),
        (said("{count}"), "{count}"),
    ],
)
def test_value_is_told_in_english(value, told):
    assert setter().line(value).replace("\N{EN DASH}", "-") == told


def test_long_list_in_a_sentence_says_how_many_more_and_in_a_cell_is_whole():
    many = Listed(tuple(Words(f"P-{number}") for number in range(20)))

    assert setter().line(said("{posts}", posts=many)).endswith("8 more")
    assert len(setter().cell(many).lines) == 20


def test_clocks_share_a_line_and_a_blank_has_none():
    clocks = Listed((Clock(60), Clock(120)))

    assert setter().cell(clocks) == Cell(("01:00 and 02:00",))
    assert setter().cell(Blank()) == Cell(())


def test_arabic_isolates_what_the_planner_wrote():
    assert setter("ar").line(Words("Gate")) == "\u2068Gate\u2069"


def test_event_and_heading_that_are_the_same_are_told_alike_in_every_direction():
    plan = source()
    paper = document(plan, Kind.CONTACTS, "")

    for code in ("en", "ar"):
        shown = setter(code).sheet(paper, coded(plan, paper), PRINTED)
        assert shown.event == shown.heading


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("\u202eevil\u202c", "evil"),
        ("\u2066a\u2069\u200f\u061c", "a"),
        ("a\x07b\nc", "a b c"),
        ("\u0645\u200c\u0646", "\u0645\u200c\u0646"),
    ],
)
def test_direction_marks_and_control_characters_are_taken_out(text, clean):
    assert cleaned(text) == clean


@pytest.mark.parametrize(
    ("fact", "value"),
    [
        (None, Nothing()),
        ("", Nothing()),
        ((), Nothing()),
        (True, Answer(yes=True)),
        (3, Number(3)),
        (0.5, Number(0.5)),
        (Kind.NOTICE, Term("notice")),
        (utc(25, 2), Moment(utc(25, 2))),
        ("P-1", Words("P-1")),
        ((1, "a"), Listed((Number(1), Words("a")))),
    ],
)
def test_fact_of_a_finding_becomes_a_value(fact, value):
    assert value_of(fact) == value


def test_no_text_is_a_place_for_handwriting():
    assert words(None) == words("") == Blank()
    assert listed(()) == Blank()
    assert listed([Words("a")]) == Words("a")


def test_each_copy_is_a_sheet_with_its_own_number():
    plan = source()
    paper = document(plan, Kind.NOTICE, "")
    copies = [Copy(number=n, count=2, recipient="" if n == 1 else "Gate \u202e1") for n in (1, 2)]
    printings = [replace(PRINTED, copy=copy) for copy in copies]

    found = sheets(setter(), [(paper, coded(plan, paper))], printings)

    assert [each.copy for each in found] == ["Copy 1 of 2", "Copy 2 of 2, for Gate 1"]
    assert [each.square.split(" #")[1] for each in found] == ["1", "2"]


def test_labels_are_whole_and_used_once():
    assert all(LABELS.values())
    assert all(text.strip() == text for text in LABELS.values())
