"""Moments and numbers as they are typed."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.operations.cells import number_of, past_moment_of

VENUE = ZoneInfo("Asia/Bangkok")
TEN_PAST_MIDNIGHT = datetime(2027, 11, 8, 0, 10, tzinfo=VENUE)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("", None),
        (" 00:10 ", datetime(2027, 11, 7, 17, 10, tzinfo=UTC)),
        ("00:10:01", datetime(2027, 11, 6, 17, 10, 1, tzinfo=UTC)),
        ("23:50", datetime(2027, 11, 7, 16, 50, tzinfo=UTC)),
        ("16:50Z", datetime(2027, 11, 7, 16, 50, tzinfo=UTC)),
        ("2027-11-07 23:50", datetime(2027, 11, 7, 16, 50, tzinfo=UTC)),
        ("2027-11-09T00:00", datetime(2027, 11, 8, 17, tzinfo=UTC)),
        ("2027-11-08T00:00:30+00:00", datetime(2027, 11, 8, 0, 0, 30, tzinfo=UTC)),
    ],
)
def test_a_time_still_to_come_is_yesterdays(typed, moment):
    assert past_moment_of(typed, VENUE, at=TEN_PAST_MIDNIGHT) == moment


@pytest.mark.parametrize("typed", ["noonish", "25:00", "14:05:", "2027-13-01", "0001-01-01"])
def test_what_is_no_moment_is_refused(typed):
    with pytest.raises(SummitryError) as refusal:
        past_moment_of(typed, VENUE, at=TEN_PAST_MIDNIGHT)

    assert (refusal.value.code, refusal.value.facts) == ("operations.moment", {"got": typed})


def test_numbers_are_read_in_every_script_and_nothing_else_is():
    assert [number_of(each) for each in ("", "15", "٢٠", "-5", "\u22125")] == [0, 15, 20, -5, -5]
    for typed in ("1_000", "--5", "five", "123456"):
        with pytest.raises(SummitryError) as refusal:
            number_of(typed)
        assert refusal.value.code == "operations.number"
