"""Metres, frames and arcs."""

import pytest

from summitry_web.maps.access.plane import (
    Frame,
    band,
    bearing_deg,
    entry_m,
    frame_around,
    middle_of,
)

SQUARE = ((10.0, -5.0), (20.0, -5.0), (20.0, 5.0), (10.0, 5.0))


def test_frame_has_room_around_and_never_is_nothing():
    assert frame_around([]) == Frame(-100, -100, 100, 100)
    assert frame_around([(5, 5)]) == pytest.approx(frame_around([(5, 5), (5, 5)]))
    assert frame_around([(0, 0), (100, 50)]) == Frame(-8, -8, 108, 58)


@pytest.mark.parametrize(
    ("points", "meets"),
    [((), False), (SQUARE, True), (((30.0, 0.0),), False), (((-1.0, -1.0), (30.0, 30.0)), True)],
)
def test_frame_meets_what_it_shows_in_part(points, meets):
    assert Frame(0, 0, 25, 25).meets(points) is meets


def test_line_enters_where_it_first_meets_the_outline():
    assert entry_m((0, 0), (100, 0), SQUARE) == 10
    assert entry_m((100, 0), (0, 0), SQUARE) == 80
    assert entry_m((15, 0), (100, 0), SQUARE) == 5
    assert entry_m((0, 50), (100, 50), SQUARE) is None


def test_bearings_run_clockwise_from_north():
    assert [bearing_deg((0, 0), each) for each in ((0, 9), (9, 0), (0, -9), (-9, 0))] == [
        0, 90, 180, 270,
    ]  # fmt: skip


def test_band_runs_along_both_circles():
    points = band(0, 90, (1, 2))

    assert points[0] == (0, -2)
    assert points[-1] == (0, -1)
    assert points[22] == pytest.approx((2, 0))


def test_middle_is_that_of_the_corners():
    assert middle_of(SQUARE) == (15, 0)


def test_scale_bar_takes_at_most_a_fifth():
    assert [Frame(0, 0, wide, 1).scale_m for wide in (4, 99, 100, 1_000)] == [1, 10, 20, 200]
