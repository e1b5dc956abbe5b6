"""For how long somebody could take a part of a job, beside the duties that they have."""

from summitry.roster.replan.cover import Presence
from summitry.roster.replan.problem import Duty, Job
from summitry.roster.replan.stretches import Stretches, chosen
from tests.core.roster.replan.test_solve import HOUR, duty, person, post, roster_of

POSTS = [post("P", (0, 48)), post("far", (0, 48), site="T")]


def stretches(duties: list[Duty]) -> Stretches:
    roster = roster_of(POSTS, [person("a"), person("b"), person("c")], duties)
    own: dict[int, list[Duty]] = {}
    for each in duties:
        own.setdefault(each.person, []).append(each)
    return Stretches(roster, own, Presence(roster, duties))


def hours(found) -> list[tuple[float, float]]:
    return sorted({(start / HOUR, end / HOUR) for (start, end), _ in found})


def of(duties: list[Duty], who: int = 0, span: tuple[int, int] = (16, 24)):
    job = Job(post=0, start=span[0] * HOUR, end=span[1] * HOUR)
    return list(stretches(duties).of(who, job, (job.start, job.end)))


def test_who_has_no_duty_can_take_all_of_it():
    assert hours(of([duty(0, 1)])) == [(16, 24)]


def test_who_was_there_before_stays_until_the_tour_is_as_long_as_it_may_be():
    assert hours(of([duty(0, 0, (8, 16))])) == [(16, 20)]


def test_who_comes_after_comes_as_early_as_the_tour_allows():
    assert hours(of([duty(0, 0, (24, 32))])) == [(20, 24)]


def test_who_is_rested_only_later_begins_then():
    assert hours(of([duty(0, 0, (0, 8))])) == [(19, 24)]


def test_from_another_site_nobody_stays_on():
    assert hours(of([duty(1, 0, (8, 16))])) == []


def test_who_leaves_when_the_relief_is_there_comes_that_much_earlier():
    late, relief = duty(0, 0, (24, 33)), duty(0, 1, (32, 40))

    found = of([late, relief])

    assert hours(found) == [(20, 24), (21, 24)]
    assert [shorter for _, shorter in found if shorter] == [[(late, 24 * HOUR, 32 * HOUR)]]


def test_of_many_parts_those_at_both_ends_are_chosen():
    parts = [(start, 100 - start) for start in range(20)]

    assert chosen(parts)[0] == (0, 100)
    assert len(chosen(parts)) < len(parts)
