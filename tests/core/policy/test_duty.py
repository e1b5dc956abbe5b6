from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.policy.duty import double_bookings, known, long_tours, moves, short_rests, tours
from summitry.policy.pieces import NOBODY, Roster

Shift = tuple[int, int, int, int]
"""Post, person, start, end."""


def roster_of(shifts: list[Shift]) -> Roster:
    table = np.array(shifts, dtype=np.int64).reshape(-1, 4)
    return Roster(*(np.ascontiguousarray(table[:, part]) for part in range(4)))


def touring(shifts: list[Shift], groups: list[int] | None = None) -> list[tuple[int, ...]]:
    roster = roster_of(shifts)
    group = np.array(groups or [0] * len(shifts), dtype=np.int64)
    found = tours(roster, group, known(roster))
    return list(
        zip(*(column.tolist() for column in found[:4]), strict=True),
    )


def test_shifts_that_touch_are_one_tour_on_whatever_posts() -> None:
    shifts = [(0, 7, 10, 20), (1, 7, 20, 30), (0, 7, 31, 40)]

    assert touring(shifts) == [(7, 0, 10, 30), (7, 0, 31, 40)]


def test_a_shift_within_another_does_not_end_the_tour() -> None:
    shifts = [(0, 7, 10, 40), (1, 7, 12, 15), (0, 7, 40, 50)]

    assert touring(shifts) == [(7, 0, 10, 50)]


def test_tours_of_two_groups_are_apart() -> None:
    shifts = [(0, 7, 10, 20), (1, 7, 20, 30)]

    assert touring(shifts, [3, 4]) == [(7, 3, 10, 20), (7, 4, 20, 30)]


def test_there_are_no_tours_without_shifts() -> None:
    assert touring([(NOBODY, 7, 10, 20), (0, NOBODY, 10, 20)]) == []


def test_the_shifts_of_a_tour_are_told_by_start() -> None:
    roster = roster_of([(0, 7, 20, 30), (1, 7, 10, 20), (0, 8, 0, 5)])

    whole = tours(roster, np.zeros(3, dtype=np.int64), known(roster))

    assert [whole.shifts_of(tour).tolist() for tour in range(2)] == [[1, 0], [2]]


def test_a_rest_at_the_limit_is_long_enough_and_one_below_is_not() -> None:
    roster = roster_of([(0, 7, 0, 10), (0, 7, 21, 30), (0, 8, 0, 10), (0, 8, 20, 30)])
    whole = tours(roster, np.zeros(4, dtype=np.int64), known(roster))

    assert list(short_rests(whole, 11)) == [(3, 10)]


def test_a_tour_at_the_limit_is_not_too_long_and_one_above_is() -> None:
    roster = roster_of([(0, 7, 0, 12), (0, 8, 0, 13)])
    whole = tours(roster, np.zeros(2, dtype=np.int64), known(roster))

    assert list(long_tours(whole, 12)) == [(1, 13)]


def test_shifts_that_touch_are_no_double_booking() -> None:
    assert list(double_bookings(roster_of([(0, 7, 0, 10), (1, 7, 10, 20)]))) == []


def test_one_second_on_two_posts_is_a_double_booking() -> None:
    assert list(double_bookings(roster_of([(0, 7, 0, 11), (1, 7, 10, 20)]))) == [(0, 1)]


def test_the_same_post_twice_is_no_double_booking() -> None:
    assert list(double_bookings(roster_of([(0, 7, 0, 11), (0, 7, 10, 20)]))) == []


def test_a_move_follows_on_another_post() -> None:
    shifts = [(0, 7, 0, 10), (1, 7, 10, 20), (1, 7, 30, 40), (0, 8, 0, 10)]

    before, after = moves(roster_of(shifts))

    assert (before.tolist(), after.tolist()) == ([0], [1])


shift_lists = st.lists(
    st.tuples(
        st.integers(NOBODY, 3), st.integers(NOBODY, 2), st.integers(0, 40), st.integers(1, 12)
    ).map(lambda row: (row[0], row[1], row[2], row[2] + row[3])),
    max_size=14,
)


@settings(deadline=None)
@given(shift_lists)
def test_tours_hold_exactly_the_seconds_on_duty(shifts: list[Shift]) -> None:
    found = touring(shifts)

    on_duty = {
        (person, second)
        for post, person, start, end in shifts
        if NOBODY not in {post, person}
        for second in range(start, end)
    }
    assert {
        (person, second) for person, _, start, end in found for second in range(start, end)
    } == on_duty
    for person, _, start, end in found:
        assert (person, start - 1) not in on_duty
        assert (person, end) not in on_duty


@settings(deadline=None)
@given(shift_lists)
def test_double_bookings_are_all_pairs_that_share_a_second(shifts: list[Shift]) -> None:
    found = {frozenset(pair) for pair in double_bookings(roster_of(shifts))}

    assert found == {
        frozenset((one, other))
        for one, other in combinations(range(len(shifts)), 2)
        if NOBODY not in {*shifts[one][:2], *shifts[other][:2]}
        and shifts[one][1] == shifts[other][1]
        and shifts[one][0] != shifts[other][0]
        and max(shifts[one][2], shifts[other][2]) < min(shifts[one][3], shifts[other][3])
    }
