"""Operators are asked for where somebody can be had, and else the post is filled all the same."""

from datetime import UTC, date, datetime, timedelta

import pytest

from summitry.kit.ids import CapabilityId, PersonId, PostId, QualificationId, SiteId, UnitId
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post
from summitry.plan.readiness import Capability
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level, Power
from summitry.roster.staffing.operators import operators_of
from summitry.roster.staffing.problem import SKILLS_MAX
from summitry.roster.staffing.reading import Ask, from_plan

START = datetime(2025, 10, 25, 6, tzinfo=UTC)
HOUR = timedelta(hours=1)
UNIT, RADAR = UnitId("POLICE"), QualificationId("Q-RADAR")


def _plan(
    unit: UnitId | None = UNIT,
    powers: tuple[Power, ...] = (),
    expires: date | None = None,
    holder: str = "o-1",
) -> Snapshot:
    event = Event(
        event_id="E",  # type: ignore[arg-type]  # an id in words
        name="Event",
        level=Level.HEAD_OF_STATE,
        opens=START,
        closes=START + 48 * HOUR,
    )
    post = Post(
        post_id=PostId("P"),
        name="Post",
        site_id=SiteId("S"),
        start=START,
        end=START + 8 * HOUR,
        owner_unit_id=unit,
    )
    capability = Capability(
        capability_id=CapabilityId("C"),
        name="Radar",
        site_id=SiteId("S"),
        start=START,
        end=START + 8 * HOUR,
        post_id=PostId("P"),
        qualification_id=RADAR,
    )
    return Snapshot.of(
        [
            event,
            post,
            capability,
            Person(person_id=PersonId("o-1"), unit_id=UNIT, powers=powers),
            PersonQualification(
                person_id=PersonId(holder), qualification_id=RADAR, expires=expires
            ),
        ]
    )


@pytest.mark.parametrize(
    ("plan", "asked"),
    [
        (_plan(), 1),
        (_plan(None), 1),
        (_plan(expires=date(2025, 10, 25)), 1),
        (_plan(expires=date(2025, 10, 24)), 0),
        (_plan(powers=(Power.SET_ASIDE_RULE,)), 0),
        (_plan(None, powers=(Power.SET_ASIDE_RULE,)), 0),
        (_plan(UnitId("ARMY")), 0),
    ],
    ids=["able", "any unit", "to the end", "expired", "busy", "nobody", "of another unit"],
)
def test_an_operator_is_asked_for_where_somebody_can_be_had(plan: Snapshot, asked: int) -> None:
    problem = from_plan(plan, Ask.ANEW)

    assert [(demand.count, demand.skills) for demand in problem.demands] == [(1, asked)]


def test_no_more_skills_are_asked_for_than_there_can_be() -> None:
    skills = {("language", str(number)): number for number in range(SKILLS_MAX)}

    assert operators_of(_plan(), skills, ()) == {}
    assert len(skills) == SKILLS_MAX
