"""Weeks of duty in a mended roster: who steps in keeps to them, whatever else is taken."""

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.roster.replan import verify
from summitry.roster.replan.judged import duties_after
from summitry.roster.replan.problem import NOBODY, Duty, Loss, Roster, Rules
from tests.core.roster.replan.test_solve import (
    HOUR,
    after,
    away,
    duty,
    mended,
    person,
    post,
    roster_of,
    taken,
)

FREE = Rules(rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=12 * HOUR)
WEEK = replace(FREE, week_seconds_max=24 * HOUR)
REST = replace(FREE, week_rest_seconds_min=48 * HOUR)
ROW = replace(FREE, days_in_row_max=2)


def daily(days: int, who: int, first: int = 0, hours: int = 8) -> list[Duty]:
    return [
        duty(0, who, (24 * d, 24 * d + hours), slot=who + 1) for d in range(first, first + days)
    ]


def of(rules: Rules, duties: list[Duty], persons: int = 3, days: int = 12) -> Roster:
    people = [person(name) for name in "abcdef"[:persons]]
    return roster_of([post("P", (0, 24 * days))], people, duties, rules)


def test_who_has_a_full_week_is_not_asked() -> None:
    duties = [*daily(1, 0, first=3), *daily(3, 1)]

    result = mended(of(WEEK, duties), away(0, (0, 300)))

    assert taken(result) == [(0, 72, 80, 2)]


def test_who_would_have_no_weekly_rest_is_not_asked() -> None:
    # One duty more on the fourth day leaves no two days of rest between the third and the sixth.
    duties = [*daily(1, 0, first=3), *daily(3, 1), *daily(2, 1, first=5)]

    result = mended(of(REST, duties), away(0, (0, 300)))

    assert taken(result) == [(0, 72, 80, 2)]


def test_who_would_begin_on_too_many_days_in_a_row_is_not_asked() -> None:
    duties = [*daily(1, 0, first=2), *daily(2, 1)]

    result = mended(of(ROW, duties), away(0, (0, 300)))

    assert taken(result) == [(0, 48, 56, 2)]


def test_nobody_takes_two_duties_that_fill_the_week_together() -> None:
    duties = [*daily(2, 0, first=3), *daily(2, 1)]

    result = mended(of(WEEK, duties, persons=2), away(0, (0, 300)))

    assert result.best.price.uncovered_minutes == (480,)
    assert [who for *_, who in taken(result)].count(1) == 1


def test_whoever_has_too_much_already_keeps_it_and_gets_nothing_more() -> None:
    duties = [*daily(1, 0, first=6), *daily(5, 1)]

    result = mended(of(WEEK, duties, persons=2), away(0, (0, 300)))

    assert [who for *_, who in taken(result)] == [NOBODY]


def test_the_leading_post_is_asked_for_where_it_is_closed_and_leads() -> None:
    chief = post("chief", (0, 8), leads=((8 * HOUR, 16 * HOUR),))
    duties = [duty(0, 0, (0, 8)), duty(0, 1, (8, 16))]
    roster = roster_of([chief], [person("a"), person("b"), person("c")], duties, FREE)

    result = mended(roster, away(1))

    assert taken(result) == [(0, 8, 16, 2)]


def test_the_checker_finds_new_duty_that_a_week_has_no_room_for() -> None:
    for rules, told in (
        (WEEK, "too much in seven days from 0"),
        (replace(FREE, week_rest_seconds_min=100 * HOUR), "no weekly rest from 0"),
        (replace(FREE, days_in_row_max=3), "too many days in a row from day 719163"),
    ):
        roster = of(rules, daily(3, 1))

        found = verify.faults(roster, Loss(), roster.duties, [*roster.duties, *daily(1, 1, 3)])

        assert found == [f"b: {told}"]


@st.composite
def weekly(draw: st.DrawFn) -> tuple[Roster, Loss]:
    """Draw a roster over twelve days, in which weeks are limited, and who is lost."""
    rules = draw(st.sampled_from([WEEK, REST, ROW, replace(WEEK, days_in_row_max=3),
                                  replace(REST, week_seconds_max=30 * HOUR)]))  # fmt: skip
    duties = [
        each
        for who in range(3)
        for day in sorted(draw(st.sets(st.integers(0, 11), max_size=5)))
        for each in daily(1, who, first=day)
    ]
    return of(rules, duties, persons=4), away(0, (0, 300))


@settings(max_examples=25, deadline=None)
@given(weekly())
def test_mended_rosters_keep_to_weeks_and_cover_what_single_steps_can(
    drawn: tuple[Roster, Loss],
) -> None:
    roster, loss = drawn

    result = mended(roster, loss)

    # The search judges each answer; what is left open nobody can take by itself.
    left = after(roster, loss)
    final = duties_after(left, result.best.steps)
    assert verify.faults(roster, loss, roster.duties, final) == []
    for step in result.best.steps:
        if step.person != NOBODY:
            continue
        for who in range(1, len(roster.persons)):
            own = sorted(each for each in roster.duties if each.person == who)
            if list(verify._broken(own, roster.posts, roster.rules)):
                continue
            job = step.job
            more = Duty(post=job.post, start=job.start, end=job.end, person=who, slot=0)
            assert verify.faults(roster, loss, roster.duties, [*final, more])
