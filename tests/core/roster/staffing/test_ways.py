"""Nobody comes too late for the way from one post to the next, and the bound holds all the same."""

from datetime import UTC, datetime, timedelta

import pytest

from summitry.kit.ids import LimitId, PersonId, PostId, SiteId, UnitId
from summitry.kit.streams import stream
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.movements import TravelTime
from summitry.plan.organisation import Person
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level
from summitry.roster.reasons.stopping import never
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Assignment, Missing, Result
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve
from summitry.roster.staffing.ways import on_time, ways_of

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNIT = UnitId("POLICE")
ONE, OTHER = SiteId("S-1"), SiteId("S-2")
LIMITS = Limits(elapsed=lambda: 0.0, seconds=1.0, sweeps_max=10)


def _post(post_id: str, site: SiteId, first: float, last: float) -> Post:
    return Post(
        post_id=PostId(post_id),
        name="Post",
        site_id=site,
        start=START + first * HOUR,
        end=START + last * HOUR,
        owner_unit_id=UNIT,
    )


def _plan(*more: Row, people: int = 2, rest: float = 1) -> Snapshot:
    event = Event(
        event_id="E",  # type: ignore[arg-type]  # an id in words
        name="Event",
        level=Level.HEAD_OF_STATE,
        opens=START,
        closes=START + 24 * HOUR,
    )
    return Snapshot.of(
        [
            event,
            EventLimit(limit_id=LimitId("rest_hours_min"), value=rest, source="here"),
            *(Site(site_id=site, name=site) for site in (ONE, OTHER)),
            *(Person(person_id=PersonId(f"o-{n}"), unit_id=UNIT) for n in range(people)),
            *more,
        ]
    )


def _way(minutes: float) -> TravelTime:
    return TravelTime(from_site_id=ONE, to_site_id=OTHER, minutes=minutes)


MORNING, EVENING = _post("P-1", ONE, 0, 4), _post("P-2", OTHER, 6, 10)


@pytest.mark.parametrize(
    ("ways", "short"), [([_way(120)], 0), ([_way(121)], 1), ([], 1)], ids=["known", "long", "none"]
)
def test_one_person_stands_on_both_only_where_there_is_time(ways: list[Row], short: int) -> None:
    problem = from_plan(_plan(MORNING, EVENING, *ways, people=1), Ask.ANEW)

    result = solve(problem, stream(0, "test"), LIMITS)

    assert (result.uncovered_total, result.bound) == (short, 0)


def test_people_exchange_posts_so_that_both_are_in_time() -> None:
    posts = (MORNING, EVENING, _post("P-3", OTHER, 0, 4), _post("P-4", ONE, 6, 10))
    problem = from_plan(_plan(*posts, _way(300)), Ask.ANEW)
    place = {demand.post_id: number for number, demand in enumerate(problem.demands)}
    crossed = (("P-1", "o-0"), ("P-2", "o-0"), ("P-3", "o-1"), ("P-4", "o-1"))
    before = tuple(Assignment(place[PostId(post)], PersonId(who)) for post, who in crossed)

    after, missing = on_time(problem, before, (), never)

    assert missing == ()
    result = Result(assignments=after, missing=(), uncovered=(0,), bound=0)
    assert faults(problem, result) == ()
    assert faults(problem, Result(assignments=before, missing=(), uncovered=(0,), bound=0)) != ()


def test_what_nobody_can_come_to_in_time_is_given_to_who_is_free_or_missing() -> None:
    both = (Assignment(0, PersonId("o-0")), Assignment(1, PersonId("o-0")))
    two = from_plan(_plan(MORNING, EVENING, _way(300)), Ask.ANEW)
    one = from_plan(_plan(MORNING, EVENING, _way(300), people=1), Ask.ANEW)

    assert on_time(two, both, (), never) == ((both[0], Assignment(1, PersonId("o-1"))), ())
    assert on_time(one, both, (), never) == ((both[0],), (Missing(1, 1),))
    assert on_time(two, both, (), lambda: True) == ((both[0],), (Missing(1, 1),))


def test_a_way_within_a_site_lets_nobody_change_post_within_a_tour() -> None:
    limit = EventLimit(limit_id=LimitId("same_site_minutes"), value=5, source="here")
    posts = (MORNING, _post("P-3", ONE, 4, 8))

    free, bound = (from_plan(_plan(*posts, *more, people=1), Ask.ANEW) for more in ((), (limit,)))

    assert solve(free, stream(0, "test"), LIMITS).uncovered_total == 0
    assert solve(bound, stream(0, "test"), LIMITS).uncovered_total == 1


def test_ways_that_the_rest_covers_are_not_looked_at() -> None:
    problem = from_plan(_plan(MORNING, EVENING, _way(400), rest=11), Ask.ANEW)

    assert problem.rules.ways is None


def test_the_way_back_is_as_long_unless_it_has_its_own_row() -> None:
    back = TravelTime(from_site_id=OTHER, to_site_id=ONE, minutes=20)

    alone = ways_of(_plan(MORNING, EVENING, _way(30)))
    own = ways_of(_plan(MORNING, EVENING, _way(30), back))

    assert alone.between(EVENING.post_id, MORNING.post_id) == 30 * 60
    assert own.between(EVENING.post_id, MORNING.post_id) == 20 * 60
