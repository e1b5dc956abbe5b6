"""Version codes: what they bind, and which slips they show."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as some
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry.report.paper.codes import (
    ALPHABET,
    LENGTH,
    LETTERS,
    check_character,
    parsed,
    square_text,
    version_of,
)
from summitry.report.paper.document import Document, Facts, Kind, Number, Words

BODIES = some.text(ALPHABET, min_size=LENGTH - 1, max_size=LENGTH - 1)


def paper(**more):
    facts = {
        "kind": Kind.POST_CARD,
        "subject": "P-1",
        "heading": Words("North gate"),
        "event": "Trial",
        "timezone": "UTC",
        "marking": Marking.AMBER,
        "blocks": (Facts("", (("headcount", Number(2)),)),),
    }
    return Document(**(facts | more))


def test_code_has_twelve_characters_in_three_groups_and_names_the_kind():
    code = version_of(paper(), b"").text

    groups = code.split("-")
    assert [len(group) for group in groups] == [4, 4, 4]
    assert code[0] == LETTERS[Kind.POST_CARD]
    assert set("".join(groups)) <= set(ALPHABET)


def test_every_kind_has_its_own_letter_of_the_alphabet():
    assert LETTERS.keys() == set(Kind)
    assert len(set(LETTERS.values())) == len(Kind)
    assert set(LETTERS.values()) <= set(ALPHABET)


def test_same_content_has_the_same_code_and_each_change_another():
    base = version_of(paper(), b"").text
    others = [
        paper(heading=Words("South gate")),
        paper(subject="P-2"),
        paper(kind=Kind.GATE_LIST),
        paper(event="Other"),
        paper(timezone="Asia/Ho_Chi_Minh"),
        paper(marking=Marking.RED),
        paper(blocks=(Facts("", (("headcount", Number(3)),)),)),
    ]

    codes = [version_of(other, b"").text for other in others]

    assert version_of(paper(), b"").text == base
    assert len({base, *codes}) == len(codes) + 1


def test_what_stands_beside_does_not_count():
    beside = (Facts("", (("weather", Words("Rain")),)),)

    assert version_of(paper(beside=beside), b"") == version_of(paper(), b"")


def test_another_key_gives_another_code_for_subject_and_content():
    one, other = version_of(paper(), b"one"), version_of(paper(), b"other")

    assert one.subject != other.subject
    assert one.content != other.content


def test_whole_numbers_count_alike_however_they_are_written():
    assert Number(2) == Number(2.0)
    whole, broken = (
        paper(blocks=(Facts("", (("headcount", n),)),)) for n in (Number(2), Number(2.0))
    )

    assert version_of(whole, b"") == version_of(broken, b"")


@pytest.mark.parametrize("copy", [None, 1, 12])
def test_typed_code_and_square_code_are_read_back(copy):
    version = version_of(paper(), b"")

    assert parsed(square_text(version, copy)) == (version, copy)


def test_code_is_read_in_small_letters_with_misread_ones_and_without_strokes():
    version = version_of(paper(), b"")
    typed = version.text.replace("-", " ").lower().replace("0", "o").replace("1", "l")

    assert parsed(typed) == (version, None)


@pytest.mark.parametrize("text", ["", "N7K2", "hello there", "U" * 12, "Z" * 12, "SUMMITRY"])
def test_other_text_is_refused(text):
    with pytest.raises(SummitryError) as refused:
        parsed(text)

    assert refused.value.code == "code.malformed"


@pytest.mark.parametrize("tail", ["#", "#x", "#1#2", "#²", "#" + "9" * 13])
def test_malformed_number_of_a_copy_is_refused(tail):
    with pytest.raises(SummitryError) as refused:
        parsed(version_of(paper(), b"").text + tail)

    assert refused.value.code == "code.malformed"


@given(body=BODIES, place=some.integers(0, LENGTH - 1), other=some.sampled_from(ALPHABET))
def test_one_wrong_character_always_shows(body, place, other):
    whole = body + check_character(body)
    assume(whole[place] != other)
    wrong = whole[:place] + other + whole[place + 1 :]

    assert check_character(wrong[:-1]) != wrong[-1]


@given(body=BODIES, one=some.integers(0, LENGTH - 1), other=some.integers(0, LENGTH - 1))
def test_two_swapped_characters_always_show(body, one, other):
    whole = list(body + check_character(body))
    assume(whole[one] != whole[other])
    whole[one], whole[other] = whole[other], whole[one]

    assert check_character("".join(whole[:-1])) != whole[-1]


def test_slip_is_told_from_a_malformed_code():
    code = version_of(paper(), b"").text.replace("-", "")
    wrong = code[:5] + ALPHABET[(ALPHABET.index(code[5]) + 1) % 32] + code[6:]

    with pytest.raises(SummitryError) as refused:
        parsed(wrong)

    assert refused.value.code == "code.mistyped"


def test_replaced_paper_keeps_its_code_when_nothing_changes():
    assert version_of(replace(paper()), b"k") == version_of(paper(), b"k")
