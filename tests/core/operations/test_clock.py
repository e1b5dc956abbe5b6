"""Hybrid logical time: monotone whatever the clock does, and never an effect before its cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.errors import SummitryError
from summitry.operations.clock import (
    COUNTER_MAX,
    FOLLOWED_MS_MAX,
    SKEW_MS_MAX,
    WALL_MS_MAX,
    Clock,
    Heard,
    Stamp,
    hear,
    tick,
)

NOW = 1_700_000_000_000
MOMENTS = st.integers(NOW - 10**8, NOW + 10**8)


def clock(wall_ms: int = NOW, counter: int = 0) -> Clock:
    return Clock(post="CP-1", wall_ms=wall_ms, counter=counter)


def stamp(wall_ms: int, counter: int = 0) -> Stamp:
    return Stamp(wall_ms=wall_ms, counter=counter, post="CP-2")


@pytest.mark.parametrize(
    ("now_ms", "expected"),
    [
        (NOW + 1, clock(NOW + 1)),
        (NOW, clock(NOW, 8)),
        (NOW - 86_400_000, clock(NOW, 8)),
    ],
)
def test_a_tick_follows_the_moment_and_never_goes_back(now_ms: int, expected: Clock) -> None:
    assert tick(clock(counter=7), now_ms) == expected


def test_a_full_counter_moves_on_to_the_next_millisecond() -> None:
    assert tick(clock(counter=COUNTER_MAX), NOW) == clock(NOW + 1)


@pytest.mark.parametrize(
    ("ahead_ms", "expected", "is_skewed"),
    [
        (-5, Heard(clock=clock(counter=3), ahead_ms=-5, followed=True), False),
        (0, Heard(clock=clock(counter=9), ahead_ms=0, followed=True), False),
        (
            SKEW_MS_MAX,
            Heard(clock=clock(NOW + SKEW_MS_MAX, 9), ahead_ms=SKEW_MS_MAX, followed=True),
            False,
        ),
        (
            SKEW_MS_MAX + 1,
            Heard(clock=clock(NOW + SKEW_MS_MAX + 1, 9), ahead_ms=SKEW_MS_MAX + 1, followed=True),
            True,
        ),
        (
            FOLLOWED_MS_MAX + 1,
            Heard(clock=clock(counter=3), ahead_ms=FOLLOWED_MS_MAX + 1, followed=False),
            True,
        ),
    ],
)
def test_what_is_heard_is_followed_within_bounds_and_flagged_beyond(
    ahead_ms: int, expected: Heard, *, is_skewed: bool
) -> None:
    heard = hear(clock(counter=3), stamp(NOW + ahead_ms, 9), NOW)

    assert (heard, heard.is_skewed) == (expected, is_skewed)


def test_a_clock_that_was_set_back_says_by_how_much() -> None:
    assert clock().ahead_ms(NOW - 300_000) == 300_000


@given(st.lists(st.tuples(MOMENTS, st.none() | MOMENTS), max_size=40))
def test_stamps_of_a_post_only_grow_and_come_after_all_that_it_heard(
    steps: list[tuple[int, int | None]],
) -> None:
    held, newest = clock(0), stamp(0)
    for now_ms, other_ms in steps:
        heard = None if other_ms is None else stamp(other_ms, 5)
        if heard is not None:
            told = hear(held, heard, now_ms)
            held = told.clock
            newest = max(newest, heard) if told.followed else newest
        held = tick(held, now_ms)

        assert held.stamp() > newest
        newest = held.stamp()


@pytest.mark.parametrize("now_ms", [-1, WALL_MS_MAX + 1])
def test_a_moment_out_of_range_is_refused(now_ms: int) -> None:
    with pytest.raises(SummitryError, match=r"number\.out_of_range"):
        tick(clock(), now_ms)
    with pytest.raises(SummitryError, match=r"number\.out_of_range"):
        hear(clock(), stamp(1), now_ms)
    with pytest.raises(SummitryError, match=r"number\.out_of_range"):
        stamp(now_ms)
