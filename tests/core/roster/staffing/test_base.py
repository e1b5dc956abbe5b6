"""So many people stay for everyday duty as the plan says, and no more than that."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from summitry.kit.ids import LimitId, PersonId, PostId, SiteId, UnitId, WelfareId
from summitry.kit.streams import stream
from summitry.kit.time import EPOCH
from summitry.plan.change import apply
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post, Shift
from summitry.plan.resources import BaseDuty, Welfare
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level
from summitry.roster.staffing.base import Most, most_of, stayed
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Cap
from summitry.roster.staffing.proposal import proposed
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
DAY = date(2025, 10, 25)
NUMBER = (DAY - EPOCH.date()).days
UNIT = UnitId("POLICE")
PEOPLE = tuple(PersonId(f"o-{number}") for number in range(4))


def _duty(strength: int, need: int) -> BaseDuty:
    return BaseDuty(unit_id=UNIT, day=DAY, headcount_min=need, strength=strength)


def _most(strength: int, need: int) -> Most:
    return most_of(_plan(_duty(strength, need)), [], set())


def _plan(*more: Row) -> Snapshot:
    return Snapshot.of(
        [
            Event(
                event_id="E",  # type: ignore[arg-type]  # an id in words
                name="Event",
                level=Level.HEAD_OF_STATE,
                opens=START,
                closes=START + timedelta(days=1),
            ),
            Post(
                post_id=PostId("P-1"),
                name="Post",
                site_id=SiteId("S"),
                start=START,
                end=START + timedelta(hours=8),
                headcount_min=4,
                owner_unit_id=UNIT,
            ),
            *(Person(person_id=each, unit_id=UNIT) for each in PEOPLE),
            *more,
        ]
    )


def test_those_stay_who_come_first_and_no_more_than_it_takes() -> None:
    caps, home = stayed(_most(10, 7), {UNIT: PEOPLE}, {}, ZoneInfo("UTC"))

    day = (NUMBER * 86_400, (NUMBER + 1) * 86_400)
    assert caps == (Cap(unit_id=UNIT, day=NUMBER, people_max=3, people_home=1),)
    assert home == {"o-0": [day]}


def test_who_is_on_duty_already_is_not_asked_to_stay() -> None:
    caps, home = stayed(_most(10, 8), {UNIT: PEOPLE}, {DAY: PEOPLE[:3]}, ZoneInfo("UTC"))

    assert caps == (Cap(unit_id=UNIT, day=NUMBER, people_max=3, people_home=1),)
    assert list(home) == ["o-3"]


def test_enough_people_keep_nobody_and_none_left_keeps_all() -> None:
    enough, nobody = stayed(_most(10, 2), {UNIT: PEOPLE}, {}, ZoneInfo("UTC"))
    none, everybody = stayed(_most(3, 7), {UNIT: PEOPLE}, {}, ZoneInfo("UTC"))

    assert (enough[0].people_home, nobody) == (0, {})
    assert (none[0].people_max, set(everybody)) == (0, set(PEOPLE))


def test_roster_leaves_everyday_duty_its_people_and_says_what_that_costs() -> None:
    plan = _plan(_duty(10, 7))
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)

    result = solve(problem, stream(1, "test"), limits)
    after = apply(plan, proposed(plan, problem, result, Ask.ANEW))

    assert (result.uncovered, result.bound) == ((1,), 1)
    assert len({row.person_id for row in after.bulks["shifts"].rows()}) == 3  # type: ignore[attr-defined]  # shifts


def test_filling_counts_who_is_there_already() -> None:
    shifts = (
        Shift(
            post_id=PostId("P-1"),
            start=START,
            slot=slot,
            end=START + timedelta(hours=8),
            person_id=PEOPLE[slot],
            unit_id=UNIT,
        )
        for slot in (1, 2)
    )

    problem = from_plan(_plan(_duty(10, 7), *shifts), Ask.FILL)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)
    result = solve(problem, stream(1, "test"), limits)

    assert problem.slots == 2
    assert len(result.assignments) == 1


def _booked(beds: int, rides: int) -> Welfare:
    return Welfare(
        welfare_id=WelfareId("W"),
        unit_id=UNIT,
        start=START,
        end=START + timedelta(hours=8),
        beds=beds,
        meals=100,
        rides=rides,
    )


@pytest.mark.parametrize(
    ("booked", "people"),
    [(_booked(3, 10), 3), (_booked(4, 1), 2), (_booked(0, 10), 0)],
)
def test_of_a_unit_from_elsewhere_no_more_come_than_are_looked_after(
    booked: Welfare, people: int
) -> None:
    plan = _plan(Unit(unit_id=UNIT, name="Guests", visiting=True), booked)
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)

    result = solve(problem, stream(1, "test"), limits)

    assert problem.caps == (
        Cap(unit_id=UNIT, day=NUMBER, people_max=people, people_home=4 - people, is_booked=True),
    )
    assert len(result.assignments) == people


def test_a_unit_from_elsewhere_for_which_nothing_is_booked_sends_nobody_anew() -> None:
    guests = Unit(unit_id=UNIT, name="Guests", visiting=True)

    assert most_of(_plan(guests), [DAY], set()) == {(UNIT, DAY): (0, True)}
    assert most_of(_plan(guests), [DAY], {UNIT}) == {}
    assert most_of(_plan(), [DAY], set()) == {}


def test_what_limits_do_not_ask_for_must_be_booked_by_a_row_all_the_same() -> None:
    guests = Unit(unit_id=UNIT, name="Guests", visiting=True)
    shares = [
        EventLimit(limit_id=LimitId(f"{what}_share_min"), value=0, source="here")
        for what in ("beds", "meals", "rides")
    ]

    assert most_of(_plan(guests, *shares), [DAY], set()) == {(UNIT, DAY): (0, True)}
    assert most_of(_plan(guests, _booked(0, 0), *shares), [DAY], set()) == {}


def test_what_is_booked_for_another_day_helps_nobody() -> None:
    plan = _plan(Unit(unit_id=UNIT, name="Guests", visiting=True), _booked(4, 4))

    later = DAY + timedelta(days=1)
    assert most_of(plan, [DAY, later], set()) == {(UNIT, DAY): (4, True), (UNIT, later): (0, True)}


def test_checker_finds_a_unit_that_has_too_few_left() -> None:
    problem = from_plan(_plan(), Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)
    result = solve(problem, stream(1, "test"), limits)
    short = replace(problem, caps=(Cap(unit_id=UNIT, day=NUMBER, people_max=3),))

    assert faults(problem, result) == ()
    assert [(each.rule, each.subject) for each in faults(short, result)] == [("base", UNIT)]
