"""Moments told from the opening on, by the venue's wall clock."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.kit.time import moment_of
from summitry.plan.relative import (
    Opening,
    day_at,
    day_text,
    day_time_text,
    hours_text,
    moment_at,
)

BERLIN = ZoneInfo("Europe/Berlin")
OPENING = Opening(datetime(2026, 6, 10, 7, tzinfo=UTC), BERLIN)
"""Nine in the morning."""
ZONES = ("UTC", "Europe/Berlin", "Asia/Kathmandu", "America/New_York", "Australia/Lord_Howe")
MOMENTS = st.integers(1_500_000_000, 1_900_000_000).map(moment_of)
OPENINGS = st.builds(Opening, MOMENTS, st.sampled_from(ZONES).map(ZoneInfo))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("H+00:00", datetime(2026, 6, 10, 7, tzinfo=UTC)),
        ("H-36:00", datetime(2026, 6, 8, 19, tzinfo=UTC)),
        ("H+100:15:30", datetime(2026, 6, 14, 11, 15, 30, tzinfo=UTC)),
        ("D 08:30", datetime(2026, 6, 10, 6, 30, tzinfo=UTC)),
        ("D-7 09:00", datetime(2026, 6, 3, 7, tzinfo=UTC)),
        ("D+1 00:00", datetime(2026, 6, 10, 22, tzinfo=UTC)),
    ],
)
def test_moment_is_counted_from_the_opening(text: str, moment: datetime) -> None:
    assert moment_at(text, OPENING) == moment


def test_nine_stays_nine_where_summer_time_begins_in_between() -> None:
    # Clocks in Berlin go forward on 29 March 2026.
    opening = Opening(datetime(2026, 3, 30, 7, tzinfo=UTC), BERLIN)

    assert moment_at("H-48:00", opening) == datetime(2026, 3, 28, 8, tzinfo=UTC)
    assert moment_at("D-2 09:00", opening) == datetime(2026, 3, 28, 8, tzinfo=UTC)


def test_second_of_two_equal_times_is_told_apart() -> None:
    # Clocks in Berlin go back on 25 October 2026, from three to two.
    opening = Opening(datetime(2026, 10, 25, 8, tzinfo=UTC), BERLIN)
    first = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)

    assert day_time_text(first, opening) == "D 02:30"
    assert day_time_text(first + timedelta(hours=1), opening) == "D 02:30 later"
    assert moment_at("D 02:30 later", opening) == first + timedelta(hours=1)


def test_time_that_clocks_skip_is_an_hour_later() -> None:
    opening = Opening(datetime(2026, 3, 29, 8, tzinfo=UTC), BERLIN)

    assert moment_at("D 02:30", opening).astimezone(BERLIN).hour == 3


@pytest.mark.parametrize(
    "text",
    [
        *("", "H", "H36:00", "H-36", "H-1:60", "h-36:00", "H+999999:00", "H+1:00:00:00"),
        *("D-7", "D-7 24:00", "D-7 09:00 Later", "D+99999 09:00", "D٣ 09:00"),
        "2026-06-10T07:00Z",
    ],
)
def test_what_is_no_such_moment_is_refused(text: str) -> None:
    with pytest.raises(SummitryError) as refused:
        moment_at(text, Opening(datetime(9990, 1, 1, tzinfo=UTC), BERLIN))

    assert refused.value.code in {"relative.moment", "relative.day"}


def test_days_are_those_of_the_venue_s_calendar() -> None:
    # Half past one on 11 June in Berlin, still 10 June in UTC.
    late = Opening(datetime(2026, 6, 10, 23, 30, tzinfo=UTC), BERLIN)

    assert day_at("D", late) == date(2026, 6, 11)
    assert day_text(date(2026, 6, 4), late) == "D-7"
    assert day_text(date(2026, 6, 12), late) == "D+1"
    assert day_at("D-7", late) == date(2026, 6, 4)


@pytest.mark.parametrize("text", ["", "D7", "d-7", "D-7 09:00", "D+99999"])
def test_what_is_no_such_day_is_refused(text: str) -> None:
    with pytest.raises(SummitryError, match=r"relative\.day"):
        day_at(text, Opening(datetime(9990, 1, 1, tzinfo=UTC), BERLIN))


@given(MOMENTS, OPENINGS)
def test_every_moment_comes_back(moment: datetime, opening: Opening) -> None:
    assert moment_at(hours_text(moment, opening), opening) == moment
    assert moment_at(day_time_text(moment, opening), opening) == moment
    day = opening.wall_of(moment).date()
    assert day_at(day_text(day, opening), opening) == day
