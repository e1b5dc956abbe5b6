"""As many of a unit stay off posts as it keeps in reserve, where its people would not be enough."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, ReserveId, SiteId, UnitId
from summitry.kit.streams import stream
from summitry.kit.time import seconds_of
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, Shift
from summitry.plan.resources import BaseDuty, Reserve, ReserveKind
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Kept
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNIT = UnitId("POLICE")
PEOPLE = tuple(PersonId(f"o-{number}") for number in range(6))


def _reserve(people: int, first: float = 2, last: float = 4) -> Reserve:
    return Reserve(
        reserve_id=ReserveId(f"R-{first}"),
        name="Reserve",
        kind=ReserveKind.REACTION,
        headcount=people,
        start=START + first * HOUR,
        end=START + last * HOUR,
        unit_id=UNIT,
    )


def _plan(*more: Row, people: int = 4) -> Snapshot:
    return Snapshot.of(
        [
            Event(
                event_id="E",  # type: ignore[arg-type]  # an id in words
                name="Event",
                level=Level.HEAD_OF_STATE,
                opens=START,
                closes=START + 24 * HOUR,
            ),
            Post(
                post_id=PostId("P-1"),
                name="Post",
                site_id=SiteId("S"),
                start=START,
                end=START + 8 * HOUR,
                headcount_min=people,
                owner_unit_id=UNIT,
            ),
            *(Person(person_id=each, unit_id=UNIT) for each in PEOPLE),
            *more,
        ]
    )


def _kept(people: int, home: int, first: int = 2, last: int = 4) -> Kept:
    start = seconds_of(START)
    return Kept(
        unit_id=UNIT,
        start=start + first * 3_600,
        end=start + last * 3_600,
        people_max=people,
        people_home=home,
    )


@pytest.mark.parametrize(
    ("plan", "kept", "stand"),
    [
        (_plan(), (), 4),
        (_plan(_reserve(2)), (), 4),
        (_plan(_reserve(3)), (_kept(3, 3),), 3),
        (_plan(_reserve(1), _reserve(2, 1, 3)), (_kept(3, 3, 2, 3),), 3),
        (_plan(_reserve(7)), (), 4),
    ],
    ids=["none", "enough for both", "too few for both", "two at once", "others than these"],
)
def test_a_reserve_stays_off_posts_while_it_is_kept(
    plan: Snapshot, kept: tuple[Kept, ...], stand: int
) -> None:
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)

    result = solve(problem, stream(1, "test"), limits)

    assert problem.kept == kept
    assert len(result.assignments) == stand


def test_a_strength_that_is_known_counts_beside_those_named() -> None:
    strength = BaseDuty(unit_id=UNIT, day=START.date(), headcount_min=0, strength=20)

    assert from_plan(_plan(_reserve(3), strength), Ask.ANEW).kept == ()


def test_a_strength_counts_from_its_own_midnight_on() -> None:
    strength = BaseDuty(
        unit_id=UNIT, day=START.date() + timedelta(days=1), headcount_min=0, strength=4
    )
    night = Post(
        post_id=PostId("P-2"),
        name="Post",
        site_id=SiteId("S"),
        start=START + 16 * HOUR,
        end=START + 20 * HOUR,
        headcount_min=4,
        owner_unit_id=UNIT,
    )

    problem = from_plan(_plan(_reserve(2, 16, 20), night, strength), Ask.ANEW)

    # Six less two in reserve are enough for four until midnight, at 18 hours; then it is two.
    assert problem.kept == (_kept(2, 4, 18, 20),)


def test_filling_counts_who_stands_there_already() -> None:
    shifts = (
        Shift(
            post_id=PostId("P-1"),
            start=START,
            slot=slot,
            end=START + 8 * HOUR,
            person_id=PEOPLE[slot],
            unit_id=UNIT,
        )
        for slot in (1, 2)
    )

    problem = from_plan(_plan(_reserve(3), *shifts), Ask.FILL)

    assert problem.kept == (_kept(1, 3),)


def test_checker_finds_a_reserve_that_stands_on_posts() -> None:
    problem = from_plan(_plan(), Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)
    result = solve(problem, stream(1, "test"), limits)

    assert faults(replace(problem, kept=(_kept(4, 0),)), result) == ()
    short = faults(replace(problem, kept=(_kept(3, 0),)), result)
    assert [(each.rule, each.subject) for each in short] == [("reserve", UNIT)]
