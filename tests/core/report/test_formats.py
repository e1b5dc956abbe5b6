"""Moments, numbers and lists in the reader's own writing."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from summitry.plan.terms import Field
from summitry.report.formats import LISTED_MAX, Formats
from summitry.report.language import language

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
NINE = datetime(2030, 5, 10, 2, 0, tzinfo=UTC)
ELEVEN = datetime(2030, 5, 10, 4, 0, tzinfo=UTC)
NEXT_DAY = datetime(2030, 5, 11, 4, 0, tzinfo=UTC)


@pytest.fixture
def english():
    return Formats(language("en"), HANOI)


@pytest.fixture
def arabic():
    return Formats(language("ar"), HANOI)


def test_moment_is_told_in_the_venues_zone_with_its_offset(english):
    assert english.moment(NINE) == "Fri, 10 May 2030, 09:00 GMT+07:00"


def test_interval_within_a_day_names_the_day_once(english):
    told = english.interval(NINE, ELEVEN)

    assert told == "Fri, 10 May 2030, 09:00\N{EN DASH}11:00 GMT+07:00"


def test_interval_over_midnight_names_both_days(english):
    told = english.interval(NINE, NEXT_DAY)

    assert told == (
        "Fri, 10 May 2030, 09:00 GMT+07:00 \N{EN DASH} Sat, 11 May 2030, 11:00 GMT+07:00"
    )


def test_interval_without_a_start_is_empty(english):
    assert english.interval(None, None) == ""


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, "none"),
        ("", "none"),
        ((), "none"),
        (True, "yes"),
        (False, "no"),
        (1234567, "1,234,567"),
        (0.125, "0.12"),
        ("POST-1", "POST-1"),
        (Field.MEDICAL, "Medical care"),
        (("A", "B", "C"), "A, B and C"),
        ((1000, 2000), "1,000 and 2,000"),
        ((Field.CYBERSPACE, Field.TRAFFIC), "Cyberspace and Traffic"),
        (NINE, "Fri, 10 May 2030, 09:00 GMT+07:00"),
    ],
)
def test_fact_is_told_by_its_type(english, value, told):
    assert english.fact(value) == told


def test_long_list_says_how_many_more_there_are(english):
    full = english.listed(tuple(f"P{n}" for n in range(LISTED_MAX)))
    longer = english.listed(tuple(f"P{n}" for n in range(LISTED_MAX + 2)))

    assert full.endswith("P10 and P11")
    assert longer.endswith("P11 and 2 more")


def test_ids_are_isolated_in_arabic_and_plain_in_english(english, arabic):
    assert english.fact("POST-1") == "POST-1"
    assert arabic.fact("POST-1") == "\u2068POST-1\u2069"


def test_stretch_without_an_end_or_length_is_a_moment(english):
    told = [english.interval(NINE, None), english.interval(NINE, NINE)]

    assert told == ["Fri, 10 May 2030, 09:00 GMT+07:00"] * 2


def test_what_is_of_no_known_type_is_told_as_its_own_text(english):
    assert english.fact(ZoneInfo("UTC")) == "UTC"
