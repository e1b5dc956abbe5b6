"""How wide text is taken to be, and text that is cut."""

import pytest

from summitry.report.pictures.letters import ELLIPSIS, shortened, width_of


def test_wide_signs_are_as_wide_as_they_are_high():
    assert width_of("开幕", size=10) == 20


@pytest.mark.parametrize("text", ["\u0301", "\u2068\u2069"])
def test_what_is_not_seen_has_no_width(text):
    assert width_of(text) == 0


def test_capitals_and_broad_letters_are_wider_than_others_and_narrow_ones_less():
    assert width_of("i") < width_of("a") < width_of("A") < width_of("W")


def test_text_with_exactly_enough_room_stays_whole():
    assert shortened("Guard", width_of("Guard")) == "Guard"


def test_text_without_room_is_cut_and_says_so_within_the_room():
    room = width_of("Guard command") - 1

    cut = shortened("Guard command", room)

    assert cut.endswith(ELLIPSIS)
    assert "Guard command".startswith(cut.removesuffix(ELLIPSIS))
    assert width_of(cut) <= room


def test_no_room_at_all_leaves_the_sign_that_something_was_there():
    assert shortened("Guard", 0) == ELLIPSIS
