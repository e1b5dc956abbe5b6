"""What a lost gate or a cancelled meeting takes from the posts, and what moves."""

import pytest

from summitry.roster.replan.losing import moved, posts_at, posts_for
from summitry.roster.replan.problem import Added
from summitry.roster.replan.reading import published
from tests.core.roster.replan.test_solve import HOUR, MEDIC, person, post, roster_of
from tests.plans.small import small


@pytest.fixture(scope="module")
def plan():
    snapshot, _ = small()
    return snapshot, published(snapshot)


def names(roster, places):
    return sorted(str(roster.posts[each].post_id) for each in places)


def test_the_posts_of_a_gate_are_those_that_stand_there(plan):
    _, roster = plan

    assert names(roster, posts_at(roster, "G-1")) == ["P-gate1"]
    assert posts_at(roster, "nowhere") == []


def test_posts_at_gates_that_open_for_an_item_are_for_it(plan):
    snapshot, roster = plan

    assert {"P-gate1", "P-gate2"} <= set(names(roster, posts_for(snapshot, roster, "I-open")))


def test_where_something_else_takes_place_meanwhile_nobody_is_taken_away(plan):
    snapshot, roster = plan

    assert posts_for(snapshot, roster, "I-sign") == []


def test_what_is_asked_for_moves_as_far_as_the_window_reaches():
    roster = roster_of(
        [post("lost", headcount=3, needs=((MEDIC, 1),)), post("other")], [person("a")], []
    )

    found = list(moved(roster, [0], 1, (10 * HOUR, 48 * HOUR)))

    assert found == [
        Added(post=1, start=10 * HOUR, end=16 * HOUR, count=1, kind=MEDIC),
        Added(post=1, start=10 * HOUR, end=16 * HOUR, count=2),
    ]
