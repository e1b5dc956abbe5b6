"""Wished days off are granted where nothing else becomes worse for it."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.plan.mandate import Event
from summitry.plan.organisation import Wish
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.people import wishes
from summitry.roster.staffing.problem import Assignment, Demand, OfficerType, Problem, Rules
from summitry.roster.staffing.solve import Limits, solve
from summitry.roster.staffing.wishes import granted, unmet

HOUR = 3_600
UNIT, OTHER = UnitId("U"), UnitId("V")
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)


def _demand(day: int, *, count: int = 1, skills: int = 0) -> Demand:
    return Demand(
        post_id=PostId(f"P-{day}-{skills}"),
        start=day * 24 * HOUR,
        end=day * 24 * HOUR + 8 * HOUR,
        day=day,
        count=count,
        skills=skills,
        home=UNIT,
    )


def _problem(demands: list[Demand], wished: dict[str, set[int]], **skills: int) -> Problem:
    return Problem(
        demands=tuple(demands),
        types=tuple(
            OfficerType(unit_id=UNIT, persons=(PersonId(who),), skills=skill)
            for who, skill in skills.items()
        ),
        rules=RULES,
        skills=(("qualification", "Q"),),
        wishes={PersonId(who): frozenset(days) for who, days in wished.items()},
    )


def _given(*some: tuple[int, str]) -> tuple[Assignment, ...]:
    return tuple(Assignment(place, PersonId(who)) for place, who in some)


def test_two_exchange_a_tour() -> None:
    problem = _problem([_demand(0), _demand(1)], {"a": {0}}, a=0, b=0)

    after = granted(problem, _given((0, "a"), (1, "b")), lambda: False)

    assert after == _given((0, "b"), (1, "a"))


def test_whoever_has_fewer_tours_takes_one_more() -> None:
    problem = _problem([_demand(0), _demand(1), _demand(2)], {"a": {1}}, a=0, b=0)

    after = granted(problem, _given((0, "a"), (1, "a"), (2, "b")), lambda: False)

    assert after == _given((0, "a"), (1, "b"), (2, "b"))


@pytest.mark.parametrize(
    "problem",
    [
        _problem([_demand(0), _demand(1)], {"a": {0}, "b": {0}}, a=0, b=0),
        _problem([_demand(0, skills=1), _demand(1)], {"a": {0}}, a=1, b=0),
        _problem([_demand(0), _demand(1, skills=1)], {"a": {0}}, a=0, b=1),
    ],
    ids=["the other wishes it too", "the other cannot", "no tour back"],
)
def test_a_wish_stays_open_where_it_would_cost_something(problem: Problem) -> None:
    before = _given((0, "a"), (1, "b"))

    assert granted(problem, before, lambda: False) == before
    assert unmet(problem, before) == 1


def test_a_tour_past_midnight_counts_for_the_day_on_which_it_begins() -> None:
    evening = replace(_demand(0), start=16 * HOUR, end=22 * HOUR)
    night = replace(_demand(1), start=22 * HOUR, end=28 * HOUR)
    problem = _problem([evening, night], {"a": {1}}, a=0)

    assert unmet(problem, _given((0, "a"), (1, "a"))) == 0
    assert unmet(problem, _given((1, "a"))) == 1


def test_time_is_looked_at_for_each_who_could_take_the_tour() -> None:
    problem = _problem([_demand(0), _demand(1)], {"a": {0}}, a=0, b=0)
    answers = iter([False, False, False])

    before = _given((0, "a"), (1, "b"))
    assert granted(problem, before, lambda: next(answers, True)) == before


def test_no_time_changes_nothing() -> None:
    problem = _problem([_demand(0), _demand(1)], {"a": {0}}, a=0, b=0)

    before = _given((0, "a"), (1, "b"))
    assert granted(problem, before, lambda: True) == before


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000))
def test_wishes_cost_no_cover_and_nobody_is_lent_for_them(seed: int) -> None:
    chance = stream(seed, "wishes")
    demands = [_demand(day, count=2, skills=skill) for day in range(5) for skill in (0, 1)]
    people = tuple(PersonId(f"o-{number}") for number in range(8))
    plain = Problem(
        demands=tuple(demands),
        types=(
            OfficerType(unit_id=UNIT, persons=people[:3], skills=1),
            OfficerType(unit_id=UNIT, persons=people[3:6]),
            OfficerType(unit_id=OTHER, persons=people[6:], skills=1, away=((0, 30 * HOUR),)),
        ),
        rules=RULES,
        skills=(("qualification", "Q"),),
    )
    wished = {person: frozenset({int(chance.integers(5))}) for person in people}
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=5)

    without, with_wishes = (
        solve(problem, stream(seed, "search"), limits)
        for problem in (plain, replace(plain, wishes=wished))
    )

    assert (with_wishes.uncovered, with_wishes.lent) == (without.uncovered, without.lent)
    assert faults(plain, with_wishes) == ()
    asked = replace(plain, wishes=wished)
    assert unmet(asked, with_wishes.assignments) <= unmet(asked, without.assignments)


def test_wishes_are_read_from_the_plan() -> None:
    event = Event(
        event_id="E",  # type: ignore[arg-type]  # an id in words
        name="Event",
        level=Level.HEAD_OF_STATE,
        opens=datetime(2025, 10, 25, tzinfo=UTC),
        closes=datetime(2025, 10, 25, tzinfo=UTC) + timedelta(days=1),
    )
    days = [date(2025, 10, 25), date(2025, 10, 27)]
    rows = (Wish(person_id=PersonId("a"), day=day) for day in days)

    first = (days[0] - date(1970, 1, 1)).days
    assert wishes(Snapshot.of([event, *rows])) == {"a": frozenset({first, first + 2})}
