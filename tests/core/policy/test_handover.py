import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.policy.handover import short_handovers
from summitry.policy.pieces import Demand, Holders, Roster

Shift = tuple[int, int, int, int]
"""Post, person, start, end."""

NONE = np.zeros(0, dtype=np.int64)
PERSONS = 4
OVERLAP = 15


def integers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)


def found_on_post(
    shifts: list[Shift],
    *,
    headcount: int = 1,
    end: int = 100,
    away: list[tuple[int, int, int]] | None = None,
) -> list[tuple[int, ...]]:
    """Return moment and people that stay briefed, for one post from 0 to ``end``."""
    spells = sorted(away or [])
    before = [sum(person < place for person, *_ in spells) for place in range(PERSONS + 1)]
    demand = Demand(
        integers([0]), integers([end]), integers([headcount]), integers([0, 0]), NONE, NONE
    )
    roster = Roster(*(integers([shift[part] for shift in shifts]) for part in range(4)))
    holders = Holders(
        integers([0] * (PERSONS + 1)),
        NONE,
        NONE,
        integers(before),
        integers([start for _, start, _ in spells]),
        integers([until for *_, until in spells]),
    )
    handovers = short_handovers(demand, roster, holders, OVERLAP)
    return list(zip(handovers.at.tolist(), handovers.have.tolist(), strict=True))


def test_relief_that_comes_at_the_overlap_is_in_time() -> None:
    assert found_on_post([(0, 0, 0, 50), (0, 1, 35, 100)]) == []


def test_relief_that_comes_a_second_later_is_late() -> None:
    assert found_on_post([(0, 0, 0, 50), (0, 1, 36, 100)]) == [(50, 0)]


def test_an_empty_post_is_no_handover() -> None:
    assert found_on_post([(0, 0, 0, 50), (0, 1, 51, 100)]) == []


def test_the_end_of_the_post_is_no_handover() -> None:
    assert found_on_post([(0, 0, 0, 120), (0, 1, 0, 100)]) == []


def test_one_person_who_goes_on_hands_over_to_nobody() -> None:
    assert found_on_post([(0, 0, 0, 50), (0, 0, 50, 100)]) == []


def test_near_the_start_those_count_who_were_there_from_the_start() -> None:
    assert found_on_post([(0, 0, 0, 5), (0, 1, 0, 100)]) == []
    assert found_on_post([(0, 0, 0, 5), (0, 1, 1, 100)]) == [(5, 0)]


def test_of_two_who_are_needed_one_alone_stays_briefed() -> None:
    shifts = [(0, 0, 0, 50), (0, 1, 0, 100), (0, 2, 50, 100)]

    assert found_on_post(shifts, headcount=2) == [(50, 1)]


def test_two_who_leave_at_one_moment_are_one_handover() -> None:
    shifts = [(0, 0, 0, 50), (0, 1, 0, 50), (0, 2, 49, 100)]

    assert found_on_post(shifts) == [(50, 0)]


def test_an_absence_during_the_overlap_breaks_it() -> None:
    shifts = [(0, 0, 0, 50), (0, 1, 20, 100)]

    assert found_on_post(shifts, away=[(1, 40, 41)]) == [(50, 0)]


def by_hand(shifts: list[Shift], headcount: int, end: int) -> list[tuple[int, int]]:
    """Look at every second: who was there before it, throughout, and after it."""

    def there(second: int) -> set[int]:
        return {person for _, person, start, until in shifts if start <= second < until}

    late = []
    for at in range(1, end):
        since = range(max(0, at - OVERLAP), at)
        if not there(at - 1) - there(at):
            continue
        briefed = there(at).intersection(*(there(second) for second in since))
        if len(there(at)) >= headcount > len(briefed):
            late.append((at, len(briefed)))
    return late


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.tuples(
            st.just(0), st.integers(0, PERSONS - 1), st.integers(0, 60), st.integers(1, 60)
        ).map(lambda row: (row[0], row[1], row[2], row[2] + row[3])),
        max_size=8,
    ),
    st.integers(1, 3),
)
def test_late_relief_is_what_looking_at_every_second_finds(
    shifts: list[Shift], headcount: int
) -> None:
    assert found_on_post(shifts, headcount=headcount, end=70) == by_hand(shifts, headcount, 70)
