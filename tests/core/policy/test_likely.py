"""The coarse look at names loses none that are alike, and spares nearly all that are not."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from summitry.policy import likely
from summitry.policy.likely import likely_pairs, sketches
from summitry.policy.names import likeness, prepared
from tests.core.policy.test_names import SAME
from tests.plans.applicants import applicants

LETTERS = st.sampled_from("aeiouyhlmnrstdgkjmwvz -'") | st.sampled_from(
    "мохадрюишوعبدلراش安明力김박"
)
WRITTEN = st.text(LETTERS, min_size=1, max_size=14)


def pairs(names, *, likeness_min, groups=None):
    members = [list(range(len(names)))] if groups is None else groups
    first = np.cumsum([0, *map(len, members)], dtype=np.int64)
    member = np.array([place for group in members for place in group], dtype=np.int64)
    return likely_pairs(first, member, sketches(names), likeness_min)


@example("Yuriy Ivanov", "Iurii Iwanow", 0.9)
@example("ada-eر", "ad-aب", 0.375)
@example("oo", "eo", 1.0)
@given(WRITTEN, WRITTEN, st.floats(0.1, 1))
def test_no_name_that_is_alike_is_lost(one, other, likeness_min):
    names = [prepared(one), prepared(other)]

    if likeness(*names) >= likeness_min:
        assert pairs(names, likeness_min=likeness_min) == [(0, 1)]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_name_in_two_spellings_is_always_looked_at(one, other):
    assert pairs([prepared(one), prepared(other)], likeness_min=0.9) == [(0, 1)]


def test_of_applicants_no_alike_pair_is_lost_and_most_others_are_spared():
    people, _ = applicants(5, persons=400, twice=40)
    names = [prepared(row.name) for row in people]

    found = set(pairs(names, likeness_min=0.75))

    every = list(combinations(range(len(names)), 2))
    alike = {pair for pair in every if likeness(names[pair[0]], names[pair[1]]) >= 0.75}
    assert alike <= found
    assert len(found) < len(every) / 3


def test_only_names_of_one_group_are_paired_the_smaller_place_first():
    names = [prepared("Anna Berg")] * 5

    assert pairs(names, likeness_min=1.0, groups=[[3, 1], [0, 2, 4]]) == [
        (1, 3),
        (0, 2),
        (0, 4),
        (2, 4),
    ]


def test_more_pairs_than_there_is_room_for_are_all_told(monkeypatch):
    monkeypatch.setattr(likely, "ROOM", 4)
    names = [prepared("Anna Berg")] * 6

    assert pairs(names, likeness_min=1.0) == list(combinations(range(6), 2))


def test_name_without_letters_is_alike_to_none():
    assert pairs([prepared("..."), prepared("...")], likeness_min=0.3) == []
