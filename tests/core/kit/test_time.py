from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import (
    Interval,
    SystemClock,
    common,
    day_of,
    end_of_day,
    minutes_in,
    moment_of,
    seconds_of,
    uncovered,
    union,
    written,
)

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")


def moment(minute: int) -> datetime:
    return moment_of(minute * 60)


def stretch(start: int, end: int) -> Interval:
    return Interval(moment(start), moment(end))


def test_interval_that_runs_backwards_is_refused() -> None:
    with pytest.raises(SummitryError) as caught:
        stretch(5, 4)

    assert caught.value.code == "interval.reversed"


def test_interval_tells_its_seconds() -> None:
    assert stretch(5, 7).seconds == 120


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ((0, 10), (10, 20), False),
        ((0, 11), (10, 20), True),
        ((10, 20), (0, 10), False),
        ((10, 20), (0, 11), True),
        ((0, 10), (5, 5), False),
    ],
)
def test_overlap_needs_a_shared_moment(
    first: tuple[int, int], second: tuple[int, int], *, expected: bool
) -> None:
    assert stretch(*first).overlaps(stretch(*second)) is expected


@pytest.mark.parametrize(
    ("inner", "expected"), [((0, 10), True), ((0, 11), False), ((-1, 10), False), ((3, 4), True)]
)
def test_cover_reaches_from_end_to_end(inner: tuple[int, int], *, expected: bool) -> None:
    assert stretch(0, 10).covers(stretch(*inner)) is expected


def test_grown_interval_has_the_margin_at_both_ends() -> None:
    assert stretch(5, 7).grown(timedelta(minutes=2)) == stretch(3, 9)


def test_union_joins_touching_and_drops_empty_intervals() -> None:
    assert union([stretch(5, 7), stretch(1, 3), stretch(3, 4), stretch(9, 9), stretch(6, 8)]) == (
        stretch(1, 4),
        stretch(5, 8),
    )


def test_uncovered_stretches_lie_between_the_covers() -> None:
    covers = [stretch(-5, -1), stretch(-3, 2), stretch(4, 6), stretch(8, 30), stretch(40, 50)]

    assert list(uncovered(stretch(0, 10), covers)) == [stretch(2, 4), stretch(6, 8)]
    assert list(uncovered(stretch(0, 4), covers)) == [stretch(2, 4)]
    assert list(uncovered(stretch(31, 41), covers)) == [stretch(31, 40)]
    assert list(uncovered(stretch(30, 40), covers)) == [stretch(30, 40)]


def test_seconds_and_moments_are_each_other_s_reverse() -> None:
    assert moment_of(seconds_of(datetime(2025, 10, 25, 2, tzinfo=UTC))) == datetime(
        2025, 10, 25, 2, tzinfo=UTC
    )


def test_day_is_the_venue_s() -> None:
    evening = datetime(2025, 10, 24, 17, tzinfo=UTC)

    assert day_of(evening, HANOI) == date(2025, 10, 25)
    assert day_of(evening - timedelta(seconds=1), HANOI) == date(2025, 10, 24)


def test_day_ends_at_the_next_midnight_of_the_venue() -> None:
    assert end_of_day(date(2025, 10, 24), HANOI) == datetime(2025, 10, 24, 17, tzinfo=UTC)


def test_last_day_of_the_calendar_never_ends() -> None:
    assert end_of_day(date.max, HANOI) == datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert end_of_day(date(9999, 12, 30), HANOI) == datetime(9999, 12, 30, 17, tzinfo=UTC)


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (datetime(2025, 10, 25, 9, tzinfo=timezone(timedelta(hours=7))), "2025-10-25T02:00Z"),
        (datetime(2025, 10, 25, 2, 0, 1, tzinfo=UTC), "2025-10-25T02:00:01Z"),
        (datetime(999, 1, 1, tzinfo=UTC), "0999-01-01T00:00Z"),
    ],
)
def test_moment_is_written_in_utc(given: datetime, expected: str) -> None:
    assert written(given) == expected


def test_system_clock_tells_utc() -> None:
    before = SystemClock().now()

    assert before.tzinfo is UTC
    assert before <= SystemClock().now()


def test_two_share_what_lies_in_both() -> None:
    assert stretch(0, 30).shared(stretch(20, 60)) == stretch(20, 30)
    assert stretch(0, 30).shared(stretch(10, 20)) == stretch(10, 20)
    assert stretch(0, 30).shared(stretch(30, 60)) is None


def test_spans_are_cut_to_the_window() -> None:
    spans = [stretch(-30, 10), stretch(20, 30), stretch(50, 90), stretch(60, 70)]

    assert common(spans, stretch(0, 60)) == (stretch(0, 10), stretch(20, 30), stretch(50, 60))


def test_begun_minute_counts_whole() -> None:
    half = Interval(moment(0), moment(0) + timedelta(seconds=30))

    assert minutes_in([half, stretch(5, 6)]) == 2
    assert minutes_in([]) == 0
