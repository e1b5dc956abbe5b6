"""Whether one person can have stretches of duty together."""

from summitry.roster.replan.fits import Stint, filled, fits
from summitry.roster.replan.problem import Added, Loss
from tests.core.roster.replan.test_solve import (
    HOUR,
    RULES,
    duty,
    mended,
    person,
    post,
    roster_of,
    taken,
)

POSTS = [post("P"), post("Q")]


def stint(start: int, end: int, number: int = 0) -> Stint:
    return Stint(start * HOUR, end * HOUR, number)


def test_time_between_two_duties_that_others_fill_is_no_rest() -> None:
    assert filled(stint(6, 8), stint(11, 13), [stint(8, 10), stint(10, 11)])
    assert not filled(stint(6, 8), stint(11, 13), [stint(8, 10)])
    assert fits(stint(6, 8), [stint(8, 11, 1), stint(11, 13)], POSTS, RULES)
    assert not fits(stint(6, 8), [stint(8, 10, 1), stint(11, 13)], POSTS, RULES)


def test_a_tour_of_many_duties_is_not_too_long_for_that() -> None:
    assert fits(stint(2, 4), [stint(4, 9, 1), stint(9, 14)], POSTS, RULES)
    assert not fits(stint(1, 4), [stint(4, 9, 1), stint(9, 14)], POSTS, RULES)


def test_who_is_freed_within_a_tour_takes_the_same_hours_on_another_post() -> None:
    posts = [post("lost"), post("other"), post("third", (0, 24))]
    persons = [person("freed"), person("there"), person("idle", "B")]
    duties = [
        duty(2, 0, (6, 8)), duty(0, 0, (8, 10)), duty(2, 0, (10, 12)), duty(2, 0, (12, 14)),
        duty(1, 1, (8, 16)),
    ]  # fmt: skip
    loss = Loss(
        closed=((0, 0, 48 * HOUR),),
        added=(Added(post=1, start=8 * HOUR, end=10 * HOUR),),
        moves=((0, 1),),
        since=0,
    )

    result = mended(roster_of(posts, persons, duties), loss)

    assert taken(result) == [(1, 8, 10, 0)]
    assert result.best.price.people == 0
