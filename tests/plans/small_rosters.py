"""Small plans by chance with all that rules about duty look at: posts, people, ways, beds."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from summitry.kit.ids import (
    CapabilityId,
    GateId,
    LimitId,
    PersonId,
    PostId,
    QualificationId,
    ReserveId,
    SiteId,
    UnitId,
    WelfareId,
)
from summitry.kit.streams import Stream, stream
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.movements import TravelTime
from summitry.plan.organisation import Person, PersonQualification, Unit, Wish
from summitry.plan.places import Site
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.readiness import Capability
from summitry.plan.resources import BaseDuty, Reserve, ReserveKind, Welfare
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, Severity

START = datetime(2025, 10, 24, 18, tzinfo=UTC)
DAYS = tuple((START + timedelta(days=day)).date() for day in range(4))
HOUR = timedelta(hours=1)
UNITS = (UnitId("HOME"), UnitId("GUEST"), UnitId("OTHER"))
SITES = (SiteId("S-1"), SiteId("S-2"), SiteId("S-3"))
SKILLS = (QualificationId("Q-1"), QualificationId("Q-2"))
EVENT = Event(
    event_id="trial",  # type: ignore[arg-type]  # an id in words
    name="Trial",
    level=Level.HEAD_OF_STATE,
    opens=START,
    closes=START + 60 * HOUR,
    timezone="Asia/Ho_Chi_Minh",
)


def plan_by(seed: int) -> Snapshot:
    """Return the plan of the seed; nobody is on a post yet."""
    chance = stream(seed, "plans")
    return Snapshot.of(
        [
            EVENT,
            *(Unit(unit_id=unit, name=unit, visiting=unit == "GUEST") for unit in UNITS),
            *(Site(site_id=site, name=site) for site in SITES),
            *_limits(chance),
            *_weeks(stream(seed, "weeks")),
            *_ways(chance),
            *_led(tuple(_posts(chance)), stream(seed, "leaders")),
            *_people(chance),
            *_promises(chance),
        ]
    )


def _limits(chance: Stream) -> Iterator[Row]:
    for name, values in (
        ("rest_hours_min", (11, 11, 6, 1, 0)),
        ("same_site_minutes", (0, 0, 5)),
        ("gate_duty_hours_max", (2, 4)),
        ("handover_minutes_min", (15, 0, 30)),
    ):
        value = float(chance.choice(values))
        yield EventLimit(limit_id=LimitId(name), value=value, source="chance")


def _weeks(chance: Stream) -> Iterator[Row]:
    """Yield limits on weeks, so low or so high that they bind within three days."""
    for name, values in (
        ("week_hours_max", (None, 20, 12)),
        ("weekly_rest_hours_min", (None, 130, 150)),
        ("days_in_row_max", (None, 2, 1)),
    ):
        value = values[int(chance.integers(3))]
        if value is not None:
            yield EventLimit(limit_id=LimitId(name), value=float(value), source="chance")


def _led(rows: tuple[Row, ...], chance: Stream) -> Iterator[Row]:
    """Yield the rows, some posts led from others, now and then in a circle."""
    posts = [row.post_id for row in rows if isinstance(row, Post)]
    for row in rows:
        if isinstance(row, Post) and chance.random() < 0.4:
            lead = posts[int(chance.integers(len(posts)))]
            yield replace(row, lead_post_id=None if lead == row.post_id else lead)
        else:
            yield row


def _ways(chance: Stream) -> Iterator[Row]:
    for one, other in ((0, 1), (0, 2), (1, 2), (1, 0)):
        if chance.random() < 0.6:
            minutes = float(chance.choice((10.0, 45.2, 90.0, 400.0, 800.0)))
            yield TravelTime(from_site_id=SITES[one], to_site_id=SITES[other], minutes=minutes)


def _posts(chance: Stream) -> Iterator[Row]:
    for number in range(int(chance.integers(1, 6))):
        start = START + int(chance.integers(0, 40)) * HOUR / 2
        people = int(chance.integers(1, 4))
        post_id = PostId(f"P-{number}")
        gate = GateId(f"G-{chance.integers(2)}") if chance.random() < 0.25 else None
        yield Post(
            post_id=post_id,
            name="Post",
            site_id=SITES[int(chance.integers(3))],
            start=start,
            end=start + int(chance.integers(4, 12 if gate else 70)) * HOUR / 2,
            headcount_min=people,
            owner_unit_id=UNITS[int(chance.integers(3))] if chance.random() < 0.9 else None,
            gate_id=gate,
            weight=Severity.CRITICAL if chance.random() < 0.5 else Severity.MEDIUM,
        )
        if chance.random() < 0.4:
            yield PostRequirement(
                post_id=post_id,
                requirement="R-1",
                headcount_min=int(chance.integers(1, people + 1)),
                qualification_id=SKILLS[int(chance.integers(2))],
            )
        if chance.random() < 0.2:
            yield PostRequirement(post_id=post_id, requirement="R-2", language="en")

        if chance.random() < 0.3:
            yield Capability(
                capability_id=CapabilityId(f"C-{number}"),
                name=f"Capability {number}",
                site_id=SITES[0],
                start=start + HOUR,
                end=start + 6 * HOUR,
                post_id=post_id,
                qualification_id=SKILLS[int(chance.integers(2))],
            )


def _people(chance: Stream) -> Iterator[Row]:
    for number in range(int(chance.integers(4, 24))):
        person_id = PersonId(f"o-{number:02}")
        late = chance.random() < 0.1
        yield Person(
            person_id=person_id,
            unit_id=UNITS[int(chance.choice((0, 0, 1, 1, 2)))],
            languages=("en",) if chance.random() < 0.4 else (),
            available_from=START + int(chance.integers(1, 40)) * HOUR if late else None,
        )
        if chance.random() < 0.4:
            yield Wish(person_id=person_id, day=DAYS[int(chance.integers(4))])
        for skill in SKILLS:
            if chance.random() < 0.4:
                expires = DAYS[1] if chance.random() < 0.2 else None
                yield PersonQualification(
                    person_id=person_id, qualification_id=skill, expires=expires
                )


def _promises(chance: Stream) -> Iterator[Row]:
    """Yield what takes people off posts: everyday duty, reserves, and beds for some only."""
    for day in DAYS:
        if chance.random() < 0.5:
            strength, need = int(chance.integers(2, 14)), int(chance.integers(0, 6))
            yield BaseDuty(unit_id=UNITS[0], day=day, headcount_min=need, strength=strength)
    for number in range(int(chance.integers(0, 3))):
        beds = int(chance.integers(1, 8))
        yield Welfare(
            welfare_id=WelfareId(f"W-{number}"),
            unit_id=UNITS[1],
            start=START - 24 * HOUR + number * 30 * HOUR,
            end=START + int(chance.integers(24, 90)) * HOUR + number * 30 * HOUR,
            beds=beds,
            meals=int(chance.integers(beds, 4 * beds)),
            rides=beds,
        )
    for number in range(int(chance.integers(0, 3))):
        yield Reserve(
            reserve_id=ReserveId(f"R-{number}"),
            name="Reserve",
            kind=ReserveKind.POLICING,
            headcount=int(chance.integers(1, 5)),
            start=START + int(chance.integers(0, 20)) * HOUR,
            end=START + int(chance.integers(21, 60)) * HOUR,
            unit_id=UNITS[int(chance.integers(3))],
        )
