"""The choice among neighbours: shared duties, what of them stays open, and who is freed."""

from msgspec.structs import replace

from summitry.roster.replan.loss import after
from summitry.roster.replan.model import Model
from summitry.roster.replan.neighbours import WIDTHS, Neighbours
from summitry.roster.replan.problem import NOBODY, Added, Loss
from tests.core.roster.replan.test_solve import (
    HOUR,
    away,
    duty,
    mended,
    person,
    post,
    roster_of,
    taken,
)


def test_two_share_an_open_duty_where_nobody_can_take_all_of_it() -> None:
    posts = [post("early", (8, 16)), post("P", (16, 24)), post("late", (24, 32))]
    persons = [person("gone"), person("before"), person("after")]
    roster = roster_of(
        posts, persons, [duty(1, 0, (16, 24)), duty(0, 1, (8, 16)), duty(2, 2, (24, 32))]
    )

    result = mended(roster, away(0))

    assert taken(result) == [(1, 16, 20, 1), (1, 20, 24, 2)]
    assert result.best.price.uncovered_minutes == (0,)
    assert result.forced == 1


def test_what_of_a_shared_duty_nobody_takes_is_told() -> None:
    posts = [post("early", (8, 16)), post("P", (16, 24))]
    roster = roster_of(
        posts, [person("gone"), person("before")], [duty(1, 0, (16, 24)), duty(0, 1, (8, 16))]
    )

    result = mended(roster, away(0))

    assert taken(result) == [(1, 16, 20, 1), (1, 20, 24, NOBODY)]
    assert result.best.price.uncovered_minutes == (240,)


def test_who_is_freed_from_a_closed_post_takes_its_duty_elsewhere() -> None:
    posts = [post("lost"), post("other"), post("third")]
    persons = [person("freed"), person("there"), person("idle")]
    roster = roster_of(posts, persons, [duty(0, 0), duty(1, 1), duty(2, 2, (8, 9))])
    loss = Loss(
        closed=((0, 0, 48 * HOUR),),
        added=(Added(post=1, start=8 * HOUR, end=16 * HOUR),),
        moves=((0, 1),),
        since=0,
    )

    result = mended(roster, loss)

    assert taken(result) == [(1, 8, 16, 0)]
    assert (result.stood_down, result.freed) == (1, ())
    assert (result.best.price.people, result.forced) == (0, 1)


def test_a_duty_that_somebody_might_leave_may_be_made_shorter_all_the_same() -> None:
    posts = [post("Q", (0, 25), site="T"), post("P", (0, 33))]
    persons = [person(name) for name in ("lost", "gone", "before", "next", "relief")]
    duties = [
        duty(0, 0, (16, 25)),
        duty(1, 1, (8, 17)),
        duty(1, 2, (0, 9)),
        duty(1, 3, (16, 25)),
        duty(0, 4, (0, 2)),
        duty(1, 4, (24, 33)),
    ]
    loss = Loss(away=((0, 0, 48 * HOUR), (1, 0, 48 * HOUR)), since=8 * HOUR)

    result = mended(roster_of(posts, persons, duties), loss)

    # Whoever comes next comes at 12 only because the relief lets them go at 24.
    assert (1, 12, 24, 3) in taken(result)
    assert result.best.price.uncovered_minutes == (0,)


def test_what_is_found_near_stays_possible_where_it_looks_further() -> None:
    posts = [post("early", (8, 16)), post("P", (16, 24)), post("late", (24, 32))]
    persons = [person("gone"), person("before"), person("after")]
    roster = roster_of(
        posts, persons, [duty(1, 0, (16, 24)), duty(0, 1, (8, 16)), duty(2, 2, (24, 32))]
    )
    left = after(roster, away(0))
    near = Neighbours(left)
    is_open = {1: [(16 * HOUR, 24 * HOUR)]}
    first = near.around(WIDTHS[2], is_open)
    assert first is not None
    shared = {
        number: person for number in first.offers for person in first.able[number][:1]
        if first.jobs[number].end <= 20 * HOUR
    }  # fmt: skip

    wider = near.around(WIDTHS[3], is_open, replace(first, taken=shared))

    assert wider is not None
    assert {(wider.jobs[n], who) for n, who in wider.taken.items()} == {
        (first.jobs[n], who) for n, who in shared.items()
    }
    assert Model(left, away(0), wider, 1, lambda: False).begin()
