"""Time along a drawing."""

import itertools
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from summitry.kit.time import Interval
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.pictures.axis import Axis, columns
from summitry.report.pictures.svg import Drawing

START = datetime(2030, 5, 1, tzinfo=UTC)
BERLIN = ZoneInfo("Europe/Berlin")


def formats(zone=UTC, code="en"):
    return Formats(language(code), zone)


def axis(span, code="en"):
    drawing = Drawing("test", language(code), width=1000, mirrored=True)
    return Axis(span, (200, 1000), drawing)


def test_moments_lie_between_the_edges_in_proportion():
    on = axis(Interval(START, START + timedelta(hours=8)))

    assert [on.at(START + timedelta(hours=h)) for h in (0, 2, 8)] == [200, 400, 1000]


def test_moments_out_of_sight_lie_at_the_edge():
    on = axis(Interval(START, START + timedelta(hours=8)))

    assert on.at(START - timedelta(days=1)) == 200
    assert on.at(START + timedelta(days=1)) == 1000
    assert not on.shows(START + timedelta(days=1))


def test_time_is_not_mirrored_where_the_drawing_is():
    on = axis(Interval(START, START + timedelta(hours=8)), "ar")

    # The drawing turns 1000 into 0 and 200 into 800: on paper the earlier is at the left.
    assert [on.at(START), on.at(START + timedelta(hours=8))] == [1000, 200]


def test_span_without_length_is_made_visible():
    on = axis(Interval(START, START))

    assert on.at(START) == 600


@pytest.mark.parametrize(
    ("length", "count"),
    [
        (timedelta(hours=3), 3),
        (timedelta(days=1), 12),
        (timedelta(days=9), 18),
        (timedelta(days=22), 22),
        (timedelta(days=23), 12),
        (timedelta(days=700), 12),
        (timedelta(days=4_000), 12),
        (timedelta(days=300_000), 17),
    ],
)
def test_columns_are_few_and_cover_the_span(length, count):
    span = Interval(START, START + length)

    cut = columns(span, formats(), 24)

    assert len(cut) <= 24
    assert abs(len(cut) - count) <= 2
    assert cut[0].span.start <= span.start
    assert cut[-1].span.end >= span.end
    assert all(a.span.end == b.span.start for a, b in itertools.pairwise(cut))


def test_days_are_those_of_the_venue_when_clocks_change():
    # On 31 March 2030 clocks in Berlin go forward: the day has 23 hours.
    start = datetime(2030, 3, 29, 23, tzinfo=UTC)
    cut = columns(Interval(start, start + timedelta(days=20)), formats(BERLIN), 24)

    assert [column.span.seconds // 3_600 for column in cut[:3]] == [24, 23, 24]
    assert all(column.whole_day for column in cut)
    assert cut[1].name == "31 Mar"


def test_weeks_begin_on_monday_and_long_times_on_the_first_of_a_month():
    weeks = columns(Interval(START, START + timedelta(days=100)), formats(), 24)
    months = columns(Interval(START, START + timedelta(days=500)), formats(), 24)

    assert {column.span.start.weekday() for column in weeks} == {0}
    assert {column.span.start.day for column in months} == {1}
    assert months[0].name == "May 2030"


def test_the_end_of_the_calendar_is_an_end():
    last = datetime(9999, 12, 30, tzinfo=UTC)

    cut = columns(Interval(datetime(9999, 11, 1, tzinfo=UTC), last), formats(), 24)

    assert cut[-1].span.start.date() <= date(9999, 12, 31)


@pytest.mark.parametrize("code", ["en", "ar", "zh", "vi"])
@pytest.mark.parametrize("days", [1, 3, 40, 900])
def test_names_do_not_run_into_each_other(code, days):
    drawing = Drawing("test", language(code), width=1000, mirrored=True)
    on = Axis(Interval(START, START + timedelta(days=days)), (200, 1000), drawing)

    on.draw(20, 100, formats(BERLIN, code))

    places = sorted(
        float(part.split('x="')[1].split('"')[0])
        for part in str(drawing.body()).splitlines()
        if part.startswith("<text")
    )
    assert len(places) > 1
    assert min(b - a for a, b in itertools.pairwise(places)) > 25
