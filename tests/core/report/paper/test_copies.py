"""The register of numbered copies."""

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.copies import (
    COLUMNS,
    RECIPIENT_LENGTH_MAX,
    entries,
    next_number,
    numbered,
    register_bytes,
    register_of,
)
from summitry.report.paper.document import Kind
from tests.plans.papers import PRINTED, source


def lines():
    plan = source()
    paper = document(plan, Kind.GATE_LIST, "G-1")
    printings = [
        replace(PRINTED, copy=copy) for copy in numbered(["Gate 1", 'The "desk", hall'], 4)
    ]
    return entries([(paper, coded(plan, paper))], printings, "vi")


def test_each_copy_has_a_line_with_its_number_and_office():
    found = lines()

    assert [(e.copy, e.copies, e.recipient, e.language, e.subject) for e in found] == [
        ("4", "5", "Gate 1", "vi", "G-1"),
        ("5", "5", 'The "desk", hall', "vi", "G-1"),
    ]
    assert found[0].recalled == ""


def test_plain_printing_has_no_line():
    plan = source()
    paper = document(plan, Kind.GATE_LIST, "G-1")

    assert entries([(paper, coded(plan, paper))], [PRINTED], "en") == ()


def test_register_is_read_back_as_it_was_written():
    assert register_of(register_bytes(lines()), "r.csv") == lines()
    assert register_of(register_bytes(()), "r.csv") == ()


def test_numbers_go_on_for_each_version():
    code = lines()[0].code

    assert next_number(lines(), [code]) == 6
    assert next_number(lines(), ["other"]) == 1
    assert next_number((), [code]) == 1


@pytest.mark.parametrize(
    "office", ["=1+1", "+1", "-1", "@x", "a\nb", "x" * (RECIPIENT_LENGTH_MAX + 1)]
)
def test_office_that_cannot_stand_in_the_register_is_refused(office):
    with pytest.raises(SummitryError) as refused:
        numbered([office], 1)

    assert refused.value.code == "print.recipient"


def test_longest_office_is_taken():
    assert numbered(["x" * RECIPIENT_LENGTH_MAX], 1)[0].count == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"", 1),
        (b"code,copy\n", 1),
        (b"\xff\xfe", 1),
        ((",".join(COLUMNS) + "\na,b\n").encode(), 2),
        ((",".join(COLUMNS) + "\n" + ",".join(["x"] * len(COLUMNS)) + "\n").encode(), 2),
        ((",".join(COLUMNS) + '\n"open\n').encode(), 1),
    ],
)
def test_register_that_was_spoilt_is_refused_with_its_line(content, line):
    with pytest.raises(SummitryError) as refused:
        register_of(content, "r.csv")

    assert (refused.value.code, refused.value.facts["line"]) == ("register.malformed", line)
