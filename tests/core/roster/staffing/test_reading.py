"""What a plan asks for, and what of its own shifts a search for all anew sets out from."""

from datetime import UTC, datetime, timedelta

from summitry.kit.ids import PersonId, PostId, QualificationId, SiteId, UnitId
from summitry.kit.streams import stream
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level
from summitry.roster.staffing.problem import Ending
from summitry.roster.staffing.proposal import proposed
from summitry.roster.staffing.reading import Ask, from_plan, standing_of
from summitry.roster.staffing.solve import Limits, solve

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
UNIT = UnitId("POLICE")
SCREEN, XRAY = QualificationId("Q-SCREEN"), QualificationId("Q-XRAY")


def _post(post_id: str, first: float, last: float, people: int, gate: str | None = None) -> Post:
    return Post(
        post_id=PostId(post_id),
        name="Post",
        site_id=SiteId("S"),
        start=START + timedelta(hours=first),
        end=START + timedelta(hours=last),
        headcount_min=people,
        owner_unit_id=UNIT,
        gate_id=gate,  # type: ignore[arg-type]  # an id in words
    )


def _shift(post_id: str, person: str, first: float, last: float, slot: int = 1) -> Shift:
    return Shift(
        post_id=PostId(post_id),
        start=START + timedelta(hours=first),
        slot=slot,
        end=START + timedelta(hours=last),
        person_id=PersonId(person),
        unit_id=UNIT,
    )


def _plan(*rows: Row) -> Snapshot:
    event = Event(
        event_id="E",  # type: ignore[arg-type]  # an id in words
        name="Event",
        level=Level.HEAD_OF_STATE,
        opens=START,
        closes=START + timedelta(days=1),
    )
    return Snapshot.of([event, *rows])


def _turns() -> Snapshot:
    """Return a plan of two who stand at the lanes and wait in the room by turns, ten hours long.

    At the lanes somebody speaks English and somebody screens. One of them does both and the other
    speaks English only, and knows X-rays, which the room asks for: she is wanted for two things.
    """
    turns = [("ROOM", 0, 4), ("LANES", 4, 6), ("ROOM", 6, 10)]
    return _plan(
        _post("LANES", 4, 6, 2, gate="G"),
        _post("ROOM", 0, 4, 2),
        _post("ROOM-2", 6, 10, 2),
        PostRequirement(post_id=PostId("LANES"), requirement="EN", language="en"),
        PostRequirement(post_id=PostId("LANES"), requirement="SCREEN", qualification_id=SCREEN),
        PostRequirement(post_id=PostId("ROOM"), requirement="XRAY", qualification_id=XRAY),
        PostRequirement(post_id=PostId("ROOM-2"), requirement="XRAY", qualification_id=XRAY),
        Person(person_id=PersonId("o-both"), unit_id=UNIT, languages=("en",)),
        Person(person_id=PersonId("o-english"), unit_id=UNIT, languages=("en",)),
        PersonQualification(person_id=PersonId("o-both"), qualification_id=SCREEN),
        PersonQualification(person_id=PersonId("o-english"), qualification_id=XRAY),
        *(
            _shift("ROOM-2" if first == 6 else post, person, first, last, slot)
            for slot, person in enumerate(("o-both", "o-english"), start=1)
            for post, first, last in turns
        ),
    )


def test_everybody_in_a_window_is_seated_where_there_is_a_way() -> None:
    plan = _turns()
    problem = from_plan(plan, Ask.ANEW)

    standing = standing_of(plan, problem)

    assert len(standing) == problem.slots == 6
    assert len(set(standing)) == 6


def test_search_anew_leaves_no_hole_in_tours_that_the_plan_covers() -> None:
    plan = _turns()
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=0)

    result = solve(problem, stream(1, "test"), limits, begin=standing_of(plan, problem))

    assert (result.uncovered_total, result.ending) == (0, Ending.PROVED)


def test_shift_of_somebody_who_cannot_do_it_is_not_set_out_from() -> None:
    plan = _plan(
        _post("P-1", 0, 8, 1),
        PostRequirement(post_id=PostId("P-1"), requirement="SCREEN", qualification_id=SCREEN),
        Person(person_id=PersonId("o-1"), unit_id=UNIT),
        _shift("P-1", "o-1", 0, 8),
    )

    assert standing_of(plan, from_plan(plan, Ask.ANEW)) == ()


def test_roster_that_covers_all_is_left_as_it_is() -> None:
    plan = _turns()
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=30)

    result = solve(problem, stream(1, "test"), limits, begin=standing_of(plan, problem))

    assert proposed(plan, problem, result, Ask.ANEW) == ()


def test_whoever_can_be_exchanged_stays_on_the_own_post() -> None:
    names = [f"o-{number}" for number in range(6)]
    plan = _plan(
        *(_post(f"P-{number}", 0, 8, 2) for number in range(3)),
        *(Person(person_id=PersonId(name), unit_id=UNIT) for name in names),
        # Whoever comes later by name stands on the first post.
        *(
            _shift(f"P-{number // 2}", name, 0, 8, 1 + number % 2)
            for number, name in enumerate(reversed(names))
        ),
    )
    problem = from_plan(plan, Ask.ANEW)
    limits = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=30)

    result = solve(problem, stream(1, "test"), limits, begin=standing_of(plan, problem))

    assert proposed(plan, problem, result, Ask.ANEW) == ()


def test_units_of_which_nothing_is_asked_are_not_looked_at() -> None:
    plan = _plan(
        _post("P-1", 0, 8, 1),
        Person(person_id=PersonId("o-1"), unit_id=UNIT),
        Person(person_id=PersonId("o-2"), unit_id=UnitId("OTHER")),
    )

    assert [each.persons for each in from_plan(plan, Ask.ANEW).types] == [("o-1",)]
