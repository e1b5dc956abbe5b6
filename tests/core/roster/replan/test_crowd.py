"""How long people can be on duty, at the most."""

import pytest

from summitry.roster.replan.crowd import Crowd, duty_max
from summitry.roster.replan.problem import EVER, Duty, Person, Post, Roster, Rules

HOUR = 3_600
RULES = Rules(rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=2 * HOUR)
DAY = (0, 24 * HOUR)
MEDIC = 0


@pytest.mark.parametrize(
    ("hours", "most"), [(0, 0), (8, 8), (12, 12), (20, 12), (23, 12), (24, 13), (35, 24), (46, 24)]
)
def test_tours_and_the_rests_between_them_limit_a_time(hours, most):
    assert duty_max(hours * HOUR, RULES) == most * HOUR


def test_without_a_limit_the_whole_time_counts():
    rules = Rules(rest_seconds_min=0, tour_seconds_max=0, gate_seconds_max=0)

    assert duty_max(5 * HOUR, rules) == 5 * HOUR


def person(name, skills=None, away=()):
    return Person(person_id=name, unit_id="U", skills=skills or {}, away=away)


def crowd(persons, duties=()):
    posts = tuple(
        Post(post_id=f"P{n}", start=0, end=48 * HOUR, headcount=1, site="S") for n in range(2)
    )
    roster = Roster(posts=posts, persons=tuple(persons), duties=tuple(duties), rules=RULES)
    return Crowd(roster, duties, DAY, {MEDIC})


def test_who_is_away_counts_for_the_rest_of_the_time():
    found = crowd([person("a", {MEDIC: EVER}, ((0, 20 * HOUR),)), person("b")])

    assert found.there(0, 20 * HOUR) == {frozenset(): 1}
    assert found.there(20 * HOUR, 24 * HOUR) == {frozenset(): 1, frozenset({MEDIC}): 1}
    assert found.seconds(*DAY, MEDIC) == 4 * HOUR
    assert found.seconds(*DAY, None) == 17 * HOUR
    assert found.edges == [0, 20 * HOUR, 24 * HOUR]


def test_a_skill_that_ends_in_the_time_counts_until_then_at_each_moment():
    found = crowd([person("a", {MEDIC: 6 * HOUR})])

    assert found.there(0, 6 * HOUR) == {frozenset({MEDIC}): 1}
    assert found.there(6 * HOUR, 24 * HOUR) == {frozenset(): 1}


def test_no_limit_is_counted_on_for_whom_the_roster_has_broken_one():
    twice = [Duty(post=n, start=0, end=4 * HOUR, person=0) for n in range(2)]
    tired = [Duty(post=0, start=a * HOUR, end=(a + 4) * HOUR, person=0) for a in (0, 5)]

    assert crowd([person("a")], twice).there(0, HOUR) == {frozenset(): 2}
    assert crowd([person("a")], twice).seconds(*DAY, None) == 48 * HOUR
    assert crowd([person("a")], tired).seconds(*DAY, None) == 24 * HOUR
