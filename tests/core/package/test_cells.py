from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.package.bounds import CELL_LENGTH_MAX, SET_SIZE_MAX
from summitry.package.cells import Fault, shielded, text_of, unshielded, value_of, values_of
from summitry.plan.table import Column
from summitry.plan.tables import SIDE_TABLES, TABLES

NAME = TABLES["units"].column("name")
REMARK = TABLES["event"].column("remark")
LANGUAGES = TABLES["persons"].column("languages")
START = TABLES["posts"].column("start")
LANES = TABLES["gates"].column("lanes")
WIDTH = TABLES["exits"].column("width_m")
OUTLINE = TABLES["zones"].column("outline")
BORN = SIDE_TABLES["people"].column("birth_date")
POWERS = TABLES["persons"].column("powers")
KNOWN = POWERS.choices
POST_ID = TABLES["posts"].column("post_id")
STEPPED = TABLES["exits"].column("stepped")


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        (NAME, "Police", "Police"),
        (NAME, "", "'"),
        (REMARK, "", ""),
        (NAME, "=1+1", "'=1+1"),
        (NAME, "'=1+1", "''=1+1"),
        (NAME, "'quoted'", "''quoted'"),
        (NAME, " blank ", " blank "),
        (LANGUAGES, ("en", "vi"), "en;vi"),
        (LANGUAGES, (), ""),
        (LANGUAGES, ("", "a;b", "c\\"), "\\e;a\\;b;c\\\\"),
        (LANGUAGES, (" a ",), "\\ a\\ "),
        (LANGUAGES, ("=a",), "'=a"),
        (START, datetime(2025, 10, 25, 2, tzinfo=UTC), "2025-10-25T02:00Z"),
        (START, datetime(2025, 10, 25, 2, 0, 5, tzinfo=UTC), "2025-10-25T02:00:05Z"),
        (LANES, 12, "12"),
        (WIDTH, 1.5, "1.5"),
        (WIDTH, 2.0, "2"),
        (WIDTH, 0.1 + 0.2, "0.30000000000000004"),
        (WIDTH, 1e22, "1e+22"),
        (OUTLINE, ((0.0, -1.5), (2.0, 3.0)), "0 -1.5; 2 3"),
    ],
)
def test_value_and_text_become_each_other(column: Column, value: object, text: str) -> None:
    assert text_of(column, value) == text
    assert value_of(column, text) == value


@pytest.mark.parametrize(
    ("column", "text", "value"),
    [
        (START, " 2025-10-25T09:00+07:00 ", datetime(2025, 10, 25, 2, tzinfo=UTC)),
        (LANGUAGES, " vi ;en;; en ", ("en", "vi")),
        (LANES, "+3", 3),
        (REMARK, "", ""),
        (LANGUAGES, "  ", ()),
    ],
)
def test_text_that_people_write_is_understood(column: Column, text: str, value: object) -> None:
    assert value_of(column, text) == value


@pytest.mark.parametrize(
    ("column", "text", "fault"),
    [
        (LANES, "1_000", Fault("cell.integer", "12")),
        (LANES, "\uff11\uff12", Fault("cell.integer", "12")),
        (LANES, "9" * 16, Fault("cell.integer", "12")),
        (WIDTH, "inf", Fault("cell.number", "12.5")),
        (WIDTH, "0x10", Fault("cell.number", "12.5")),
        (START, "2999-12-31T23:00-07:00", Fault("moment.year", "1900..2999")),
        (START, "0001-01-01T00:00+07:00", Fault("cell.moment", "2025-10-25T02:00Z")),
        (START, "2025-10-25T02:00:00.5Z", Fault("moment.not_whole_seconds", "2025-10-25T02:00Z")),
        (START, "2025-10-25T02:00", Fault("moment.no_offset", "2025-10-25T02:00Z")),
        (BORN, "2025-02-30", Fault("cell.day", "2025-10-25")),
        (BORN, "25/10/2025", Fault("cell.day", "2025-10-25")),
        (POWERS, "accept-risk;fly", Fault("cell.choice", ", ".join(KNOWN), choices=KNOWN)),
        (STEPPED, "maybe", Fault("cell.yes_no", "yes, no", choices=("yes", "no"))),
        (OUTLINE, "0 0; 1", Fault("cell.points", "0 0; 10 0; 10 10")),
        (OUTLINE, "0 1e999", Fault("number.not_finite", "12.5")),
    ],
)
def test_text_that_is_no_value_says_why(column: Column, text: str, fault: Fault) -> None:
    assert value_of(column, text) == fault


def test_longest_text_of_a_cell() -> None:
    text = "x" * CELL_LENGTH_MAX

    assert text_of(NAME, text) == text
    assert value_of(NAME, text) == text


def test_text_longer_than_a_cell_is_refused() -> None:
    text = "x" * (CELL_LENGTH_MAX + 1)

    assert value_of(NAME, text) == Fault("bound.cell_length_max", "<= 32767")
    with pytest.raises(SummitryError) as refusal:
        text_of(NAME, text)
    assert refusal.value.code == "bound.cell_length_max"


def words(size: int) -> tuple[str, ...]:
    return tuple(sorted(f"w{number}" for number in range(size)))


def test_largest_set_and_one_that_is_larger() -> None:
    largest, larger = words(SET_SIZE_MAX), words(SET_SIZE_MAX + 1)

    assert value_of(LANGUAGES, ";".join(largest)) == largest
    assert value_of(LANGUAGES, ";".join(larger)) == Fault("bound.set_size_max", "<= 1000")


@pytest.mark.parametrize("text", ["", "'", "''", "=", "+", "-", "@", "\t", "\r", "'=", "'a", "a"])
def test_shield_comes_off_again(text: str) -> None:
    assert unshielded(shielded(text)) == text
    assert not shielded(text).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_integer_of_more_digits_than_a_workbook_keeps_is_refused() -> None:
    with pytest.raises(SummitryError) as refusal:
        text_of(LANES, 10**15)

    facts = {"got": "1000000000000000", "expected": 15}
    assert (refusal.value.code, refusal.value.facts) == ("bound.integer_digits_max", facts)


CELLS = st.text(max_size=5) | st.sampled_from(
    ["", " ", "'", "'=1", "''", "a\n'b", "P1", " P1", "2025-10-25T02:00Z", "1.5", "12", "\x07",
     "x" * 32_767, "x" * 32_768, "a;b", "\\e"]
)  # fmt: skip


KINDS = (NAME, REMARK, LANGUAGES, START, LANES, WIDTH, OUTLINE, BORN, POWERS, POST_ID, STEPPED)


@given(st.sampled_from(KINDS), st.sets(CELLS, max_size=8))
def test_texts_together_mean_what_each_means_alone(column: Column, texts: set[str]) -> None:
    assert values_of(column, texts) == {text: value_of(column, text) for text in texts}
