from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import RouteSegment, TravelTime
from summitry.policy.timing import (
    Passage,
    Use,
    clashes,
    follow_each_other,
    followers,
    later,
    passages,
    ways,
)


def segment(place, segment_id, seconds):
    return RouteSegment(route_id="r", place=place, segment_id=segment_id, running_seconds=seconds)


def test_passages_follow_one_another_by_place():
    rows = [segment(20, "b", 60), segment(3, "a", 90)]

    assert passages(1000, rows) == (Passage(1000, 1090, "a"), Passage(1090, 1150, "b"))


def test_route_without_segments_has_no_passages():
    assert passages(1000, []) == ()


def pairs(found):
    return [(one.key, two.key) for one, two in found]


@pytest.mark.parametrize(
    ("start", "headway", "clash"),
    [(159, 60, True), (160, 60, False), (99, 0, True), (100, 0, False), (1, 0, True)],
)
def test_headway_itself_is_enough(start, headway, clash):
    uses = [Use(0, 100, "a", "one"), Use(start, start + 10, "b", "two")]

    assert pairs(clashes(uses, headway)) == ([("a", "b")] if clash else [])


def test_same_group_never_clashes():
    assert pairs(clashes([Use(0, 100, "a", "one"), Use(50, 90, "b", "one")], 60)) == []


def test_long_use_clashes_with_each_that_comes_meanwhile():
    uses = [Use(0, 500, "a", "1"), Use(10, 20, "b", "2"), Use(300, 310, "c", "3")]

    assert pairs(clashes(uses, 60)) == [("a", "b"), ("a", "c")]


use = st.builds(
    lambda start, length, group: (start, start + length, group),
    st.integers(0, 40),
    st.integers(1, 15),
    st.integers(0, 2),
)


@given(st.lists(use, max_size=8), st.integers(0, 10))
def test_clashes_are_those_that_each_second_shows(drawn, headway):
    uses = [Use(s, e, str(n), str(group)) for n, (s, e, group) in enumerate(drawn)]

    found = {frozenset(pair) for pair in pairs(clashes(uses, headway))}

    # By the second: one is there, and the other there or gone for less than the headway.
    seconds = {
        each.key: (set(range(each.start, each.end)), set(range(each.start, each.end + headway)))
        for each in uses
    }
    assert found == {
        frozenset((a.key, b.key))
        for a in uses
        for b in uses
        if a.group != b.group and a.start <= b.start and seconds[a.key][1] & seconds[b.key][0]
    }


@pytest.mark.parametrize(("second", "told"), [(239, [("a", "b")]), (240, []), (0, [("a", "b")])])
def test_follower_needs_the_headway(second, told):
    uses = [Use(second, second, "b", "two"), Use(0, 0, "a", "one")]

    assert pairs(followers(uses, 240)) == told


def test_each_follower_is_told_once_with_the_last_of_another_group():
    uses = [
        Use(0, 0, "a", "1"),
        Use(60, 60, "b", "2"),
        Use(90, 90, "c", "2"),
        Use(99, 99, "d", "1"),
    ]

    assert pairs(followers(uses, 240)) == [("a", "b"), ("a", "c"), ("c", "d")]


def test_way_back_is_the_same_unless_it_has_its_own_row():
    known = ways(
        [
            TravelTime(from_site_id="a", to_site_id="b", minutes=10),
            TravelTime(from_site_id="b", to_site_id="a", minutes=25),
            TravelTime(from_site_id="a", to_site_id="c", minutes=7),
        ]
    )

    asked = [("a", "b"), ("b", "a"), ("a", "c"), ("c", "a"), ("b", "c"), ("d", "d")]
    assert [known.between(*sites) for sites in asked] == [10, 25, 7, 7, None, 0]


@pytest.mark.parametrize(
    ("spells", "expected"),
    [
        ([(0, 10), (10, 20), (20, 30)], [(0, 1), (1, 2)]),
        ([(20, 30), (0, 10)], [(1, 0)]),
        ([(0, 100), (10, 20), (50, 60)], [(0, 1), (0, 2), (1, 2)]),
        ([(0, 10), (10, 20), (19, 30)], [(0, 1), (0, 2), (1, 2)]),
        ([(0, 10), (0, 10)], [(0, 1)]),
    ],
)
def test_neighbours_and_overlaps_are_paired(spells, expected):
    assert list(follow_each_other(spells)) == expected


spell = st.tuples(st.integers(0, 30), st.integers(1, 9)).map(lambda pair: (pair[0], sum(pair)))


@given(st.lists(spell, max_size=7))
def test_pairs_are_those_with_nothing_wholly_between(spells):
    found = {frozenset(pair) for pair in follow_each_other(spells)}

    places = range(len(spells))
    assert found == {
        frozenset((a, b))
        for a in places
        for b in places
        if a != b
        and spells[a] <= spells[b]
        and not any(spells[a][1] <= spells[c][0] and spells[c][1] <= spells[b][0] for c in places)
    }


def test_pairs_of_a_day_without_overlaps_are_the_neighbours():
    day = [(hour, hour + 1) for hour in range(8, 20)]

    assert list(follow_each_other(day)) == list(pairwise(range(12)))


NINE, HOUR = datetime(2025, 10, 25, 9, tzinfo=UTC), timedelta(hours=1)


def flight(kind, **stand):
    return Flight(
        flight_id="F", delegation_id="D", kind=kind, site_id="airport", scheduled=NINE, **stand
    )


def test_who_lands_late_is_on_the_stand_later_and_as_long():
    planned = flight(FlightKind.ARRIVAL, stand_from=NINE, stand_to=NINE + 3 * HOUR)

    late = later(planned, HOUR)

    assert (late.scheduled, late.stand_from) == (NINE + HOUR, NINE + HOUR)
    assert late.stand_to == NINE + 4 * HOUR


def test_who_leaves_late_keeps_the_stand_for_longer():
    planned = flight(FlightKind.DEPARTURE, stand_from=NINE - 3 * HOUR, stand_to=NINE)

    late = later(planned, HOUR)

    assert (late.scheduled, late.stand_from) == (NINE + HOUR, NINE - 3 * HOUR)
    assert late.stand_to == NINE + HOUR


@pytest.mark.parametrize(("hours", "moved"), [(2, 0), (3, 3), (4, 4)])
def test_who_leaves_before_it_was_to_come_to_the_stand_comes_earlier(hours, moved):
    planned = flight(FlightKind.DEPARTURE, stand_from=NINE - 3 * HOUR, stand_to=NINE)

    early = later(planned, -hours * HOUR)

    assert early.stand_from == NINE - 3 * HOUR - moved * HOUR
    assert early.stand_to == NINE - hours * HOUR


@pytest.mark.parametrize("kind", FlightKind)
def test_a_late_flight_without_times_on_a_stand_gets_none(kind):
    late = later(flight(kind), HOUR)

    assert (late.scheduled, late.stand_from, late.stand_to) == (NINE + HOUR, None, None)
