from itertools import combinations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from summitry.policy.matching import FREE, assignment, violator


def worst_by_hand(masks: list[int], needs: list[int]) -> int:
    """Look at every subset; of those that lack most, return the smallest."""
    worst, lacking = 0, 0
    places = range(len(needs))
    for size in range(1, len(needs) + 1):
        for chosen in combinations(places, size):
            subset = sum(1 << place for place in chosen)
            have = sum(1 for mask in masks if mask & subset)
            lack = sum(needs[place] for place in chosen) - have
            if lack > lacking:
                worst, lacking = subset, lack
    return worst


def violated(masks: list[int], needs: list[int]) -> int:
    return violator(np.array(masks, dtype=np.int64), np.array(needs, dtype=np.int64))


def test_one_person_cannot_meet_two_requirements() -> None:
    assert violated([0b11], [1, 1]) == 0b11


def test_a_path_moves_people_so_that_all_are_met() -> None:
    # Only the first person can meet the third requirement; the others move up.
    assert violated([0b101, 0b011, 0b010], [1, 1, 1]) == 0


def test_only_the_requirements_that_lack_somebody_are_told() -> None:
    assert violated([0b001, 0b010], [1, 1, 1]) == 0b100


def test_nothing_is_required() -> None:
    assert violated([0, 0], []) == 0


def test_nobody_is_there() -> None:
    assert violated([], [1, 2]) == 0b11


@settings(deadline=None, max_examples=200)
@given(st.data())
def test_the_worst_subset_is_the_one_found_by_looking_at_all(data: st.DataObject) -> None:
    needs = data.draw(st.lists(st.integers(1, 3), max_size=5))
    masks = data.draw(st.lists(st.integers(0, (1 << len(needs)) - 1), max_size=8))

    assert violated(masks, needs) == worst_by_hand(masks, needs)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_assignment_is_legal_and_leaves_no_more_unmet_than_it_must(data: st.DataObject) -> None:
    needs = data.draw(st.lists(st.integers(0, 3), min_size=1, max_size=4))
    masks = data.draw(st.lists(st.integers(0, 2 ** len(needs) - 1), max_size=6))

    seats = assignment(np.array(masks, dtype=np.int64), np.array(needs, dtype=np.int64)).tolist()

    seated = [seat for seat in seats if seat != FREE]
    assert all(seat == FREE or mask >> seat & 1 for mask, seat in zip(masks, seats, strict=True))
    assert all(seated.count(place) <= need for place, need in enumerate(needs))
    lacks = [0]
    for size in range(1, len(needs) + 1):
        for chosen in combinations(range(len(needs)), size):
            subset = sum(1 << place for place in chosen)
            have = sum(1 for mask in masks if mask & subset)
            lacks.append(sum(needs[place] for place in chosen) - have)
    assert sum(needs) - len(seated) == max(lacks)
