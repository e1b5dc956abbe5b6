"""The code on a paper: bound to one content, and any one slip shows."""

from datetime import date

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.register import issued, paper

HASH = "3f2a91c077de05b4ffffffffffffffff"


def refusal(act, *arguments, **named):
    with pytest.raises(SummitryError) as refused:
        act(*arguments, **named)
    return refused.value.code


def a_paper(**cells):
    told = {"number": "12/A", "date": "2025-10-01", "seal": "round", "office": "Cabinet office",
            "printed": HASH[:16]}  # fmt: skip
    return paper.Paper(**{**told, **cells})


def test_code_is_of_its_content_however_it_is_typed():
    code = paper.code_of(HASH)

    assert code[:19] == "3f2a-91c0-77de-05b4"
    assert paper.bound(code, HASH) == HASH[:16]
    assert paper.bound(code.upper().replace("-", " "), HASH) == HASH[:16]


def test_every_slip_and_every_swap_of_neighbours_shows():
    bare = paper.code_of(HASH).replace("-", "")
    slips = [
        bare[:place] + digit + bare[place + 1 :]
        for place in range(16)
        for digit in "0123456789abcdef"
        if digit != bare[place]
    ]
    swaps = [
        bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
        for place in range(15)
        if bare[place] != bare[place + 1]
    ]

    assert {refusal(paper.digits_of, each) for each in (*slips, *swaps)} == {"paper.check"}


def test_code_of_another_content_is_refused():
    other = paper.code_of("0" * 32)

    assert refusal(paper.bound, other, HASH) == "paper.other"


@pytest.mark.parametrize("typed", ["", "3f2a", "zz2a-91c0-77de-05b4-18", "3f2a-91c0-77de-05b4-1f"])
def test_what_is_no_code_is_refused(typed):
    assert refusal(paper.digits_of, typed) == "paper.code"


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"number": ""}, "paper.missing"),
        ({"office": ""}, "paper.missing"),
        ({"date": "yesterday"}, "paper.date"),
        ({"date": "2025-10-02"}, "paper.future"),
        ({"seal": "x" * 201}, "paper.too_long"),
    ],
)
def test_paper_that_cannot_be_is_refused(cells, code):
    assert refusal(paper.checked, a_paper(**cells), today=date(2025, 10, 1)) == code


def test_paper_is_read_back_from_evidence():
    told = a_paper(scan="ab")

    assert paper.paper_in(paper.as_evidence(told)) == told


@pytest.mark.parametrize(
    "evidence", ["", "a letter", "paper:{", "paper:[]", 'paper:{"number":"1"}']
)
def test_other_evidence_is_no_paper(evidence):
    assert paper.paper_in(evidence) is None


def test_units_are_read_back_from_evidence():
    assert issued.units_in(issued.as_evidence(["U-2", "U-1"])) == ("U-1", "U-2")
    assert issued.units_in("issue:{}") == ()
    assert issued.units_in("by courier") == ()
