from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.time import Interval
from summitry.policy.sectors import Arc, Watch, blind_arcs

START = datetime(2025, 10, 25, 2, tzinfo=UTC)


def minutes(first, last):
    return Interval(START + timedelta(minutes=first), START + timedelta(minutes=last))


HOUR = minutes(0, 60)
NORTH = Watch(Arc(315, 45), (HOUR,))
EAST = Watch(Arc(45, 135), (HOUR,))
SOUTH = Watch(Arc(135, 225), (HOUR,))
WEST = Watch(Arc(225, 315), (HOUR,))


@pytest.mark.parametrize(
    ("arc", "width"),
    [
        (Arc(0, 360), 360),
        (Arc(90, 90), 0),
        (Arc(0, 0), 0),
        (Arc(360, 0), 0),
        (Arc(360, 90), 90),
        (Arc(350, 10), 20),
        (Arc(10, 350), 340),
    ],
)
def test_width_runs_clockwise_and_only_0_to_360_is_the_circle(arc, width):
    assert arc.width_deg == width


def test_arc_holds_its_start_and_not_its_end():
    arc = Arc(350, 10)

    assert [arc.holds(bearing) for bearing in (349.9, 350, 0, 9.9, 10)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_arcs_that_share_an_edge_do_not_meet():
    assert not Arc(0, 90).meets(Arc(90, 180))
    assert Arc(0, 91).meets(Arc(90, 180))
    assert Arc(80, 20).meets(Arc(10, 30))
    assert not Arc(0, 360).meets(Arc(90, 90))


def test_four_quarters_leave_nothing():
    assert blind_arcs(HOUR, [NORTH, EAST, SOUTH, WEST]) == ()


def test_one_full_circle_leaves_nothing():
    assert blind_arcs(HOUR, [Watch(Arc(0, 360), (HOUR,))]) == ()


def test_nobody_leaves_the_circle():
    assert blind_arcs(HOUR, []) == (Watch(Arc(0, 360), (HOUR,)),)
    assert blind_arcs(HOUR, [Watch(Arc(90, 90), (HOUR,))]) == (Watch(Arc(0, 360), (HOUR,)),)


def test_rear_without_a_watcher_is_one_gap():
    assert blind_arcs(HOUR, [NORTH, EAST, WEST]) == (Watch(Arc(135, 225), (HOUR,)),)


def test_gap_over_north_is_one_gap():
    assert blind_arcs(HOUR, [EAST, SOUTH, WEST]) == (Watch(Arc(315, 45), (HOUR,)),)


def test_gap_that_ends_at_north_says_360():
    half = Watch(Arc(0, 180), (HOUR,))

    assert blind_arcs(HOUR, [half]) == (Watch(Arc(180, 360), (HOUR,)),)


def test_neighbours_narrow_the_gap():
    wide_east, wide_west = Watch(Arc(45, 150), (HOUR,)), Watch(Arc(210, 315), (HOUR,))

    assert blind_arcs(HOUR, [NORTH, wide_east, wide_west]) == (Watch(Arc(150, 210), (HOUR,)),)


def test_watcher_who_leaves_for_a_while_leaves_a_gap_in_time():
    away = Watch(Arc(135, 225), (minutes(0, 20), minutes(25, 60)))

    assert blind_arcs(HOUR, [NORTH, EAST, away, WEST]) == (
        Watch(Arc(135, 225), (minutes(20, 25),)),
    )


def test_gaps_at_different_times_are_told_apart():
    late_east, short_south = (
        Watch(Arc(45, 135), (minutes(5, 60),)),
        Watch(Arc(135, 225), (minutes(0, 50),)),
    )

    assert blind_arcs(HOUR, [NORTH, late_east, short_south, WEST]) == (
        Watch(Arc(45, 135), (minutes(0, 5),)),
        Watch(Arc(135, 225), (minutes(50, 60),)),
    )


def test_rounding_is_no_gap():
    third = 360 / 7 * 3
    watches = [Watch(Arc(0, third), (HOUR,)), Watch(Arc(third + 1e-10, 360), (HOUR,))]

    assert blind_arcs(HOUR, watches) == ()


def test_a_tenth_of_a_degree_is_a_gap():
    watches = [Watch(Arc(0, 180), (HOUR,)), Watch(Arc(180.1, 360), (HOUR,))]

    assert blind_arcs(HOUR, watches) == (Watch(Arc(180, 180.1), (HOUR,)),)


def on_grid(watches):
    """Every pair of whole degree and minute that no watch reaches, one by one."""
    return {
        (degree, minute)
        for degree in range(360)
        for minute in range(6)
        if not any(watched(arc, degree) and first <= minute < last for arc, first, last in watches)
    }


def watched(arc, degree):
    first, last = arc
    if (first, last) == (0, 360):
        return True
    first, last = first % 360, last % 360
    return first <= degree < last if first <= last else degree >= first or degree < last


bearing = st.integers(0, 36).map(lambda tens: tens * 10)
minute = st.integers(0, 6)
watch = st.tuples(st.tuples(bearing, bearing), minute, minute)


@given(st.lists(watch, max_size=7))
def test_agrees_with_a_grid_of_degrees_and_minutes(drawn):
    whole = minutes(0, 6)
    watches = [Watch(Arc(*arc), (minutes(min(times), max(times)),)) for arc, *times in drawn]

    blind = blind_arcs(whole, watches)

    told = {
        (degree, minute)
        for gap in blind
        for degree in range(360)
        if gap.arc.holds(degree)
        for stretch in gap.stretches
        for minute in range(6)
        if stretch.covers(minutes(minute, minute + 1))
    }
    assert told == on_grid([(arc, min(times), max(times)) for arc, *times in drawn])
