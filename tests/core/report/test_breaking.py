import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.report.breaking import NEVER_FIRST, NEVER_LAST, broken, columns_of

LATIN = st.text(st.sampled_from("abcd éü-"), max_size=200)
CHINESE = st.text(st.sampled_from("岗位一二三，。（）「」a1 "), max_size=120)


def lines(text, width=12, indent="", hang=""):
    return list(broken(text, width, indent, hang))


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("中文", 4), ("e\u0301", 1), ("\u2068a\u2069", 1)]
)
def test_columns_are_what_a_terminal_shows(text, columns):
    assert columns_of(text) == columns


@given(LATIN)
def test_latin_text_breaks_where_spaces_are(text):
    told = " ".join(text.split())

    assert lines(told) == textwrap.wrap(told, 12, break_long_words=False, break_on_hyphens=False)


def test_chinese_breaks_between_signs_and_fills_the_line():
    assert lines("岗位从九点到十点无人值守") == ["岗位从九点到", "十点无人值守"]


def test_closing_marks_never_begin_a_line_and_opening_marks_never_end_one():
    assert lines("一二三四五六，七") == ["一二三四五", "六，七"]
    assert lines("一二三四五（六）七") == ["一二三四五", "（六）七"]


@given(CHINESE)
def test_nothing_is_lost_and_no_line_is_too_wide(text):
    made = lines(text)

    assert "".join("".join(made).split()) == "".join(text.split())
    assert all(columns_of(line) <= 12 or not any(part in line for part in " ") for line in made)
    assert not any(line[0] in NEVER_FIRST for line in made[1:] if line[0] != text.strip()[:1])


def test_spaces_at_the_start_and_in_a_line_stay():
    assert lines(" 1. a   b", 20) == [" 1. a   b"]


def test_later_lines_hang():
    assert lines("aaa bbb ccc ddd", 9, "- ", "  ") == ["- aaa bbb", "  ccc ddd"]


def test_a_word_longer_than_the_line_stands_alone():
    assert lines("a bbbbbbbbbbbbbbbbbbbb c") == ["a", "bbbbbbbbbbbbbbbbbbbb", "c"]


def test_marks_are_told_apart():
    assert not set(NEVER_FIRST) & set(NEVER_LAST)
