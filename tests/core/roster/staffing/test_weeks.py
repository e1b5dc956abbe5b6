"""Weeks of duty in rosters: nobody has more, the minimum says so, and who is led has a leader."""

from datetime import datetime, timedelta

import pytest

from summitry.kit.ids import LimitId, PersonId, PostId, SiteId, UnitId
from summitry.kit.streams import stream
from summitry.plan.change import apply
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, Severity
from summitry.roster.staffing.problem import Problem, Result
from summitry.roster.staffing.proposal import proposed
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve
from tests.plans.one_rule import DAY, HOUR, OPENS

UNIT = UnitId("POLICE")
START = OPENS.replace(hour=6)


def post(name: str, start: datetime, hours: float, **cells: object) -> Post:
    end = start + hours * HOUR
    return Post(  # type: ignore[arg-type]  # by name
        post_id=PostId(name), name=name, site_id=SiteId("S"), start=start, end=end,
        owner_unit_id=UNIT, **cells,
    )  # fmt: skip


def shift(name: str, who: int, start: datetime, hours: float = 8) -> Shift:
    end = start + hours * HOUR
    person = PersonId(f"o-{who}")
    return Shift(post_id=PostId(name), start=start, end=end, person_id=person, unit_id=UNIT)


def plan_of(*rows: Row, persons: int, **limits: float) -> Snapshot:
    return Snapshot.of(
        [
            Event(
                event_id="E",  # type: ignore[arg-type]  # an id in words
                name="Event",
                level=Level.HEAD_OF_STATE,
                opens=START,
                closes=START + 14 * DAY,
            ),
            *(Person(person_id=PersonId(f"o-{n}"), unit_id=UNIT) for n in range(persons)),
            *(
                EventLimit(limit_id=LimitId(k), value=v, source="Order 7")
                for k, v in limits.items()
            ),
            *rows,
        ]
    )


def daily(days: int, hours: float = 8) -> list[Post]:
    """Return a post for a few hours of each day."""
    return [post(f"P-{day:02}", START + day * DAY, hours) for day in range(days)]


def solved(problem: Problem) -> Result:
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=3)
    return solve(problem, stream(1, "test"), limits)


@pytest.mark.parametrize(
    ("limits", "missing"),
    [
        ({}, 0),
        ({"week_hours_max": 56}, 0),
        ({"week_hours_max": 55}, 2),
        ({"weekly_rest_hours_min": 40}, 2),
        ({"days_in_row_max": 6}, 2),
        ({"days_in_row_max": 6, "week_hours_max": 40, "weekly_rest_hours_min": 24}, 4),
    ],
)
def test_one_person_keeps_to_weeks_and_no_roster_leaves_less(
    limits: dict[str, float], missing: int
) -> None:
    problem = from_plan(plan_of(*daily(14), persons=1, **limits), Ask.ANEW)

    result = solved(problem)

    assert (result.uncovered_total, result.bound) == (missing, missing)


@pytest.mark.parametrize(
    "limits", [{"week_hours_max": 48}, {"weekly_rest_hours_min": 40}, {"days_in_row_max": 6}]
)
def test_duty_that_stays_counts_with_what_is_filled(limits: dict[str, float]) -> None:
    posts = daily(7)
    standing = [shift(f"P-{day:02}", 0, START + day * DAY) for day in range(7) if day != 3]
    alone = plan_of(*posts, *standing, persons=1, **limits)
    helped = plan_of(*posts, *standing, persons=2, **limits)

    assert solved(from_plan(alone, Ask.FILL)).uncovered_total == 1
    assert solved(from_plan(alone, Ask.FILL)).bound == 1
    assert [a.person_id for a in solved(from_plan(helped, Ask.FILL)).assignments] == ["o-1"]


def test_who_has_too_much_already_gets_nothing_more_and_the_rest_is_filled() -> None:
    posts = daily(8)
    standing = [shift(f"P-{day:02}", 0, START + day * DAY) for day in range(6)]
    plan = plan_of(*posts, *standing, persons=2, week_hours_max=40)

    result = solved(from_plan(plan, Ask.FILL))

    assert {each.person_id for each in result.assignments} == {"o-1"}
    assert result.uncovered_total == 0


def test_the_leading_post_is_asked_for_in_the_hours_of_those_it_leads() -> None:
    chief = post("chief", START, 8, headcount_min=2)
    led = post("led", START - 4 * HOUR, 16, lead_post_id=PostId("chief"))
    below = post("below", START + 14 * HOUR, 4, lead_post_id=PostId("led"))

    demands = from_plan(plan_of(chief, led, below, persons=9), Ask.ANEW).demands

    hours = [
        ((d.start - _second(START)) / 3600, (d.end - _second(START)) / 3600, d.count)
        for d in demands
        if d.post_id == "chief"
    ]
    assert sorted(hours) == [(-4, 0, 1), (0, 8, 2), (8, 12, 1), (14, 18, 1)]
    assert [(d.start, d.end) for d in demands if d.post_id == "led"][-1] == (
        _second(START + 14 * HOUR), _second(START + 18 * HOUR),
    )  # fmt: skip


def _second(moment: datetime) -> int:
    return int(moment.timestamp())


def test_one_leader_is_as_grave_as_who_is_led_and_the_others_are_not() -> None:
    chief = post("chief", START, 8, headcount_min=2, weight=Severity.MEDIUM)
    led = post("led", START, 8, lead_post_id=PostId("chief"), weight=Severity.CRITICAL)

    problem = from_plan(plan_of(chief, led, persons=2), Ask.ANEW)
    result = solved(problem)

    covered = sorted((problem.demands[a.demand].post_id, problem.demands[a.demand].priority)
                     for a in result.assignments)  # fmt: skip
    grave = Severity.CRITICAL.depth
    assert covered == [("chief", grave), ("led", grave)]


def test_a_leader_is_found_where_nobody_leads_and_the_roster_stays_as_it_is() -> None:
    chief = post("chief", START, 8)
    led = post("led", START, 12, lead_post_id=PostId("chief"))
    standing = [shift("led", 0, START, 12), shift("chief", 1, START, 8)]
    plan = plan_of(chief, led, *standing, persons=3)

    problem = from_plan(plan, Ask.FILL)
    result = solved(problem)
    after = apply(plan, proposed(plan, problem, result, Ask.FILL))

    assert [a.person_id for a in result.assignments] == ["o-2"]
    new = [row for row in after.bulks["shifts"].rows() if row not in standing]
    assert new == [shift("chief", 2, START + 8 * HOUR, 4)]
    assert from_plan(after, Ask.FILL).demands == ()


def test_leading_in_a_circle_ends() -> None:
    posts = [
        post("one", START, 4, lead_post_id=PostId("two")),
        post("two", START + timedelta(hours=4), 4, lead_post_id=PostId("one")),
    ]

    problem = from_plan(plan_of(*posts, persons=2), Ask.ANEW)

    assert sum(each.count for each in problem.demands) == 4
