"""From a plan to its proposal: what is short is filled, what stands is left."""

from datetime import UTC, datetime, timedelta

from summitry.kit.ids import LimitId, PersonId, PostId, QualificationId, SiteId, UnitId
from summitry.kit.streams import stream
from summitry.plan.change import apply
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, Power
from summitry.roster.staffing.problem import Problem, Result
from summitry.roster.staffing.proposal import proposed
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
UNIT = UnitId("POLICE")
POST = PostId("P-1")


def _plan(*more: Row, hours: int = 8, headcount: int = 2, persons: int = 4) -> Snapshot:
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
                post_id=POST,
                name="Post",
                site_id=SiteId("S"),
                start=START,
                end=START + timedelta(hours=hours),
                headcount_min=headcount,
                owner_unit_id=UNIT,
            ),
            *(Person(person_id=PersonId(f"o-{n}"), unit_id=UNIT) for n in range(persons)),
            *more,
        ]
    )


def _shift(person: str, first: int, last: int, slot: int = 1) -> Shift:
    return Shift(
        post_id=POST,
        start=START + timedelta(hours=first),
        slot=slot,
        end=START + timedelta(hours=last),
        person_id=PersonId(person),
        unit_id=UNIT,
    )


def _solved(problem: Problem) -> Result:
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)
    return solve(problem, stream(1, "test"), limits)


def _after(plan: Snapshot, ask: Ask) -> tuple[Snapshot, Result]:
    problem = from_plan(plan, ask)
    result = _solved(problem)
    return apply(plan, proposed(plan, problem, result, ask)), result


def test_gap_is_filled_and_nothing_is_short_afterwards() -> None:
    plan = _plan(_shift("o-0", 0, 8))

    after, result = _after(plan, Ask.FILL)

    assert (result.uncovered, len(after.bulks["shifts"])) == ((0,), 2)
    assert from_plan(after, Ask.FILL).demands == ()
    assert after.get("shifts", "P-1|2025-10-25T06:00Z|1") == _shift("o-0", 0, 8)


def test_whole_plan_is_left_alone() -> None:
    plan = _plan(_shift("o-0", 0, 8), _shift("o-1", 0, 8, slot=2))

    assert from_plan(plan, Ask.FILL).demands == ()
    after, _ = _after(plan, Ask.FILL)
    assert after.root() == plan.root()


def test_missing_skill_is_asked_for_and_its_holder_comes() -> None:
    doctor = QualificationId("Q-DOCTOR")
    plan = _plan(
        PostRequirement(post_id=POST, requirement="DOCTOR", qualification_id=doctor),
        PersonQualification(person_id=PersonId("o-3"), qualification_id=doctor),
    )

    after, result = _after(plan, Ask.ANEW)

    on_post = {row.person_id for row in after.bulks["shifts"].rows()}  # type: ignore[attr-defined]  # shifts
    assert result.uncovered == (0,)
    assert "o-3" in on_post


def test_limits_of_the_plan_are_the_rules() -> None:
    plan = _plan(EventLimit(limit_id=LimitId("rest_hours_min"), value=9.0, source="Order 7"))

    rules = from_plan(plan, Ask.ANEW).rules

    assert (rules.rest_seconds_min, rules.handover_seconds) == (9 * 3_600, 15 * 60)


def test_commander_and_whoever_is_away_are_not_put_on_posts() -> None:
    plan = _plan(
        Person(person_id=PersonId("c-1"), unit_id=UNIT, powers=(Power.ACCEPT_RISK,)),
        Person(
            person_id=PersonId("z-1"),
            unit_id=UNIT,
            available_from=START + timedelta(hours=4),
        ),
        persons=1,
    )

    _, result = _after(plan, Ask.ANEW)

    assert [each.person_id for each in result.assignments] == ["o-0"]
    assert (result.uncovered, result.bound) == ((1,), 1)


def test_roster_made_anew_keeps_what_it_also_chose() -> None:
    plan = _plan(_shift("o-0", 0, 8), _shift("gone", 0, 8, slot=2))

    after, result = _after(plan, Ask.ANEW)

    assert result.uncovered == (0,)
    assert "gone" not in {row.person_id for row in after.bulks["shifts"].rows()}  # type: ignore[attr-defined]  # shifts
    assert len(after.bulks["shifts"]) == 2
