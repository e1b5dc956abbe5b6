"""The interval algebra against a grid of minutes."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from summitry.kit.time import Interval, moment_of, seconds_of, uncovered, union

HORIZON = 60
ENDS = st.tuples(st.integers(0, HORIZON), st.integers(0, HORIZON)).map(sorted)
STRETCHES = ENDS.map(lambda pair: Interval(moment_of(pair[0] * 60), moment_of(pair[1] * 60)))


def minutes(interval: Interval) -> set[int]:
    return set(range(seconds_of(interval.start) // 60, seconds_of(interval.end) // 60))


def minutes_of(intervals: list[Interval]) -> set[int]:
    return {minute for interval in intervals for minute in minutes(interval)}


@given(st.lists(STRETCHES, max_size=8))
def test_union_holds_the_same_minutes_apart_and_in_order(stretches: list[Interval]) -> None:
    joined = union(stretches)

    assert minutes_of(list(joined)) == minutes_of(stretches)
    assert all(a.end < b.start for a, b in itertools.pairwise(joined))


@given(st.lists(STRETCHES, max_size=8))
def test_union_does_not_care_for_order_or_repetition(stretches: list[Interval]) -> None:
    assert union(reversed([*stretches, *stretches])) == union(stretches)


@given(STRETCHES, st.lists(STRETCHES, max_size=8))
def test_uncovered_is_the_wanted_less_the_covered(wanted: Interval, covers: list[Interval]) -> None:
    gaps = list(uncovered(wanted, covers))

    assert minutes_of(gaps) == minutes(wanted) - minutes_of(covers)
    assert all(a.end < b.start for a, b in itertools.pairwise(gaps))


@given(STRETCHES, STRETCHES)
def test_overlap_and_cover_are_those_of_the_minutes(first: Interval, second: Interval) -> None:
    assert first.overlaps(second) is bool(minutes(first) & minutes(second))
    if minutes(second):
        assert first.covers(second) is (minutes(second) <= minutes(first))
