"""A mended roster judged from outside."""

from msgspec.structs import replace

from summitry.roster.replan.problem import Duty, Loss, Person, Post, Roster, Rules
from summitry.roster.replan.verify import faults, uncovered

HOUR = 3_600
RULES = Rules(rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=2 * HOUR)


def duty(post, start, end, person=0):
    return Duty(post=post, start=start * HOUR, end=end * HOUR, person=person)


def roster(duties, persons=2):
    posts = tuple(
        Post(post_id=f"P{n}", start=0, end=48 * HOUR, headcount=1, site="S") for n in range(2)
    )
    people = tuple(Person(person_id=f"p{n}", unit_id="U") for n in range(persons))
    return Roster(posts=posts, persons=people, duties=tuple(duties), rules=RULES)


def test_whoever_only_has_less_to_do_has_broken_nothing():
    # The tour was too long already, and is too long still from a later moment on.
    before = [duty(0, 0, 5), duty(0, 5, 10), duty(0, 10, 15), duty(0, 15, 20)]

    assert faults(roster(before), Loss(), before, before[1:]) == []
    assert faults(roster(before), Loss(), before, [*before[:3], duty(0, 15, 18)]) == []


def test_a_new_duty_without_rest_is_a_fault_whatever_was_wrong_before():
    before = [duty(0, 0, 5), duty(0, 6, 10)]

    assert faults(roster(before), Loss(), before, [*before, duty(1, 12, 14)]) == [
        "p0: rest before P1 at 43200"
    ]


def test_a_new_duty_in_an_absence_is_a_fault():
    loss = Loss(away=((0, 0, 48 * HOUR),))

    assert faults(roster([]), loss, [], [duty(0, 1, 2)]) == ["p0: away"]


def test_parts_of_minutes_count_once_for_each_level_wherever_it_is_cut():
    one = [replace(duty(0, 0, 1), end=HOUR + 20)]
    loss = Loss(away=((0, 40, 59 * 60 + 10),))

    # 40 s of the first minute are served, and 70 s after the absence: 3,510 s are missing.
    assert uncovered(roster(one), loss, one, [0]) == {0: 59}
