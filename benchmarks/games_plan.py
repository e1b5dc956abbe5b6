"""A sound plan of the Games' size, all invented, with a small known number of defects."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmarks.games_people import LIAISON, people
from summitry.kit.ids import (
    CommandPostId,
    EventId,
    GateId,
    ListId,
    NetId,
    PersonId,
    PostId,
    QualificationId,
    SiteId,
    UnitId,
    ZoneId,
)
from summitry.kit.streams import Stream, stream
from summitry.kit.time import moment_of, seconds_of
from summitry.package.package import Package
from summitry.plan.access import ControlledList, Gate, ListCopy, ListVersion
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.bulk import Bulk
from summitry.plan.command import CommandPost, CommandPostNet, Net
from summitry.plan.mandate import Event
from summitry.plan.movements import TravelTime
from summitry.plan.organisation import Person, PersonQualification, Qualification, Unit
from summitry.plan.places import Site, Zone
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.terms import CommandLevel, Hearing, Level, ListKind, Power, SiteKind, UnitKind

Integers = NDArray[np.int64]

DAYS = 16
VENUES = 40
SERVICES = 3
POSTS = 50_000
PARTICIPANTS = 350_000
TEAM = 5
"""People on a post, each for one of as many qualifications; an early team, then a late one."""
TEAMS = 2
UNITS = VENUES * SERVICES
GATES = 3
SLOT_MINUTES = 15
STEPS = 4
"""Posts open at one of so many quarters of an hour."""
OPEN_HOUR, CHANGE_HOUR, CLOSE_HOUR = 6, 14, 22
ARRIVAL_STEPS = 32
GIVEN_EVERY = 10
"""Every so many posts are held by another unit than the owner's, which has accepted them."""
FIRST_DAY = datetime(2032, 7, 23, tzinfo=UTC)
OPENS = FIRST_DAY + timedelta(hours=20)
NOW = FIRST_DAY - timedelta(days=1)
ZONE = "Africa/Nairobi"
ZONE_OFFSET = timedelta(hours=3)
DEFECTS = 4
"""Of each kind."""

SPOILT_PLACE = 2
"""The place in a team, and so the qualification, of those whose shifts are spoilt."""


class Games(NamedTuple):
    """The plan, and the findings that it must lead to: codes and keys."""

    package: Package
    planted: dict[str, list[str]]


class Staffing(NamedTuple):
    """Shifts as whole columns, by post, team and place in the team: ``[post, team, place]``."""

    person: Integers
    start: Integers
    end: Integers
    kept: NDArray[np.bool_]


def games(scale: float, seed: int) -> Games:
    """Return the plan at a share of the Games' size."""
    chance = stream(seed, "games", "plan")
    posts = round(POSTS * scale)
    crowd = people(round(PARTICIPANTS * scale), seed)
    staffing = _staffing(posts)
    planted = _spoil(staffing, chance)
    planted["C-61"] = ["|".join(pair) for pair in crowd.duplicates]
    post_rows = [_post(number) for number in range(posts)]
    copies = [
        ListCopy(list_id=ListId("ACCESS"), version=1, gate_id=GateId(gate)) for gate in _gate_ids()
    ]
    rows: list[Row] = [*_frame(), *copies, *post_rows, *_requirements(posts), *crowd.rows]
    rows += _staff(posts, chance)
    words = [_word(row, AttestationKind.ACKNOWLEDGED) for row in copies]
    given = [row for row in post_rows if row.holder_unit_id != row.owner_unit_id]
    forgotten = given[:: max(1, len(given) // DEFECTS)][:DEFECTS]
    planted["C-08"] = sorted(row.post_id for row in forgotten)
    words += [_word(row, AttestationKind.ACCEPTED) for row in given if row not in forgotten]
    snapshot = Snapshot.of(rows, {"shifts": _shifts(staffing), "arrivals": _arrivals()})
    return Games(
        Package(snapshot=snapshot, attestations=Attestations(words), people=crowd.identities),
        {code: sorted(keys) for code, keys in sorted(planted.items())},
    )


def _unit(number: int) -> UnitId:
    return UnitId(f"U-{number % VENUES:02}-{number // VENUES % SERVICES}")


def _commander(unit_id: UnitId) -> PersonId:
    return PersonId(f"c-{unit_id}")


def _gate_ids() -> list[str]:
    return [f"G-{venue:02}-{gate}" for venue in range(VENUES) for gate in range(GATES)]


def _frame() -> list[Row]:
    """Return the event, its venues and what stands once for each of them."""
    ends = FIRST_DAY + timedelta(days=DAYS, hours=-1)
    rows: list[Row] = [
        Event(
            event_id=EventId("GAMES"),
            name="Games (invented)",
            level=Level.HEAD_OF_STATE,
            opens=OPENS,
            closes=ends,
            timezone=ZONE,
            lead_unit_id=LIAISON,
            now=NOW,
        ),
        Unit(unit_id=LIAISON, name="Lead"),
        ControlledList(
            list_id=ListId("ACCESS"), name="Access", kind=ListKind.ACCESS, owner_unit_id=LIAISON
        ),
        ListVersion(
            list_id=ListId("ACCESS"), version=1, issued=NOW - timedelta(days=2), signature="signed"
        ),
    ]
    for number in range(UNITS):
        unit_id = _unit(number)
        rows.append(Unit(unit_id=unit_id, name=f"Unit {number}", kind=UnitKind.POLICE))
        rows.append(
            Person(person_id=_commander(unit_id), unit_id=unit_id, powers=(Power.ACCEPT_POST,))
        )
    rows += [
        Qualification(qualification_id=_kind(kind), name=f"Qualification {kind}")
        for kind in range(TEAM)
    ]
    for venue in range(VENUES):
        rows += _venue(venue, ends)
    rows += [
        TravelTime(from_site_id=_site(one), to_site_id=_site(other), minutes=10 + 3 * (other - one))
        for one in range(VENUES)
        for other in range(one + 1, VENUES)
    ]
    return rows


def _site(venue: int) -> SiteId:
    return SiteId(f"V-{venue:02}")


def _kind(number: int) -> QualificationId:
    return QualificationId(f"Q-{number % TEAM}")


def _venue(venue: int, ends: datetime) -> list[Row]:
    unit_id, site_id = _unit(venue), _site(venue)
    net_id, command_id = NetId(f"N-{venue:02}"), CommandPostId(f"CP-{venue:02}")
    zone_id = ZoneId(f"Z-{venue:02}")
    rows: list[Row] = [
        Site(
            site_id=site_id,
            name=f"Venue {venue} (invented)",
            kind=SiteKind.VENUE,
            owner_unit_id=unit_id,
        ),
        Zone(
            zone_id=zone_id,
            site_id=site_id,
            name="Arena",
            capacity_max=60_000,
            owner_unit_ids=(unit_id,),
        ),
        Net(net_id=net_id, name=f"Venue {venue}", owner_unit_id=unit_id),
        CommandPost(
            command_post_id=command_id,
            name=f"Venue {venue}",
            level=CommandLevel.OPERATIONAL,
            owner_unit_id=unit_id,
            site_id=site_id,
        ),
        CommandPostNet(command_post_id=command_id, net_id=net_id, hearing=Hearing.BOTH),
    ]
    rows += [
        Gate(
            gate_id=GateId(f"G-{venue:02}-{gate}"),
            name=f"Gate {gate}",
            zone_id=zone_id,
            lanes=20,
            lane_persons_per_hour=300,
            opens=FIRST_DAY,
            closes=ends,
            owner_unit_id=unit_id,
        )
        for gate in range(GATES)
    ]
    return rows


def _opening(number: int) -> datetime:
    """Return when the post opens; all its other times follow from this one."""
    day, step = number % DAYS, number // DAYS % STEPS
    return (
        FIRST_DAY - ZONE_OFFSET + timedelta(days=day, hours=OPEN_HOUR, minutes=SLOT_MINUTES * step)
    )


def _post(number: int) -> Post:
    slot = number // DAYS
    owner = _unit(slot)
    venue = slot % VENUES
    opening = _opening(number)
    given = number % GIVEN_EVERY == 0
    return Post(
        post_id=PostId(f"P-{number:05}"),
        name=f"Post {slot} of day {number % DAYS}",
        site_id=_site(venue),
        start=opening,
        end=opening + timedelta(hours=CLOSE_HOUR - OPEN_HOUR),
        headcount_min=TEAM,
        owner_unit_id=owner,
        holder_unit_id=_unit(slot + VENUES) if given else owner,
        net_id=NetId(f"N-{venue:02}"),
    )


def _kinds(number: int) -> tuple[int, int]:
    """Return the two qualifications that the post asks for."""
    return number % TEAM, (number + 1 + number // TEAM % (TEAM - 1)) % TEAM


def _requirements(posts: int) -> list[PostRequirement]:
    return [
        PostRequirement(
            post_id=PostId(f"P-{number:05}"), requirement=f"Q{kind}", qualification_id=_kind(kind)
        )
        for number in range(posts)
        for kind in _kinds(number)
    ]


def _slots(posts: int) -> int:
    return -(-posts // DAYS)


def _staff(posts: int, chance: Stream) -> list[Row]:
    """Return the people of all teams, and one in reserve for each place that is spoilt."""
    rows: list[Row] = []
    teams = _slots(posts) * TEAMS * TEAM
    more = (chance.random(teams) < 1 / TEAM).tolist()
    for number in range(teams + DEFECTS):
        unit_id = _unit(number // (TEAMS * TEAM))
        person_id = PersonId(f"o-{number:06}")
        rows.append(Person(person_id=person_id, unit_id=unit_id, languages=("en", "sw")))
        own = number % TEAM if number < teams else SPOILT_PLACE
        kinds = {own, (own + 1) % TEAM} if number < teams and more[number] else {own}
        rows += [
            PersonQualification(
                person_id=person_id,
                qualification_id=_kind(kind),
                expires=date(2033, 1, 1 + number % 28) if number % 3 else None,
            )
            for kind in sorted(kinds)
        ]
    return rows


def _staffing(posts: int) -> Staffing:
    """Return who stands where: a person keeps to one unit, one half of the day and one place.

    From day to day the people of a unit change posts among them. All rest fifteen hours.
    """
    number = np.arange(posts)
    day, slot = number % DAYS, number // DAYS
    unit, turn = slot % UNITS, slot // UNITS
    size = (_slots(posts) - 1 - unit) // UNITS + 1
    other = unit + (turn + day) % size * UNITS
    first = other[:, None, None] * TEAMS * TEAM
    person = first + np.arange(TEAMS)[:, None] * TEAM + np.arange(TEAM)
    opening = np.array([seconds_of(_opening(each)) for each in range(posts)])[:, None, None]
    change = opening + (CHANGE_HOUR - OPEN_HOUR) * 3_600
    close = opening + (CLOSE_HOUR - OPEN_HOUR) * 3_600
    overlap = SLOT_MINUTES * 60
    shape = person.shape
    start = np.broadcast_to(np.concatenate([opening, change - overlap], axis=1), shape)
    end = np.broadcast_to(np.concatenate([change, close], axis=1), shape)
    return Staffing(person, start.copy(), end.copy(), np.ones(shape, dtype=bool))


def _spoil(staffing: Staffing, chance: Stream) -> dict[str, list[str]]:
    """Spoil some shifts in place; return what must be found: codes and keys.

    Each kind of defect has its own part of the posts, so that none hides another.
    """
    posts = len(staffing.person)
    parts = np.array_split(chance.permutation(np.arange(posts // DAYS) * DAYS), 3)
    empty = [int(slot) + 3 for slot in parts[0][:DEFECTS]]
    staffing.kept[empty, 1] = False
    persons: dict[str, list[str]] = {"C-53": [], "C-54": []}
    for slot in parts[1][:DEFECTS].tolist():
        here, there = slot + 5, (slot + DAYS) % (posts // DAYS * DAYS) + 5
        twice = int(staffing.person[here, 0, SPOILT_PLACE])
        staffing.person[there, 0, SPOILT_PLACE] = twice
        persons["C-53"].append(f"o-{twice:06}")
    reserve = _slots(posts) * TEAMS * TEAM
    for number, slot in enumerate(parts[2][:DEFECTS].tolist()):
        tired = int(staffing.person[slot + 8, 1, SPOILT_PLACE])
        # The next morning's place is the one of the same turn; the late shift goes to a reserve.
        (late,) = np.argwhere((staffing.person == tired).any(axis=(1, 2)) & _on_day(posts, 9))[0]
        staffing.person[late, 1, SPOILT_PLACE] = reserve + number
        staffing.person[slot + 9, 0, SPOILT_PLACE] = tired
        persons["C-54"].append(f"o-{tired:06}")
    return {"C-52": [f"P-{number:05}" for number in empty], **persons}


def _on_day(posts: int, day: int) -> NDArray[np.bool_]:
    return np.arange(posts) % DAYS == day


def _shifts(staffing: Staffing) -> Bulk:
    posts = len(staffing.person)
    number = np.broadcast_to(np.arange(posts)[:, None, None], staffing.person.shape)
    place = np.broadcast_to(np.arange(1, TEAM + 1), staffing.person.shape)
    kept = staffing.kept
    chosen = number[kept].tolist()
    return Bulk.of_columns(
        "shifts",
        {
            "post_id": [f"P-{each:05}" for each in chosen],
            "start": staffing.start[kept],
            "slot": place[kept],
            "end": staffing.end[kept],
            "person_id": [f"o-{each:06}" for each in staffing.person[kept].tolist()],
            "unit_id": [_unit(each // DAYS) for each in chosen],
        },
    )


def _arrivals() -> Bulk:
    """Return how people come to each gate in the morning of each day, every quarter of an hour."""
    gates, days, steps = np.meshgrid(
        np.arange(VENUES * GATES), np.arange(DAYS), np.arange(ARRIVAL_STEPS), indexing="ij"
    )
    ids = _gate_ids()
    first = seconds_of(FIRST_DAY + timedelta(hours=3))
    start = first + days.ravel() * 86_400 + steps.ravel() * SLOT_MINUTES * 60
    return Bulk.of_columns(
        "arrivals",
        {
            "gate_id": [ids[place] for place in gates.ravel().tolist()],
            "start": start,
            "end": start + SLOT_MINUTES * 60,
            "persons": 200 + 50 * (steps.ravel() % 7),
        },
    )


def _word(row: Row, kind: AttestationKind) -> Attestation:
    """Return the word of the unit that holds the post, or of any commander."""
    holder = getattr(row, "holder_unit_id", None) or _unit(0)
    return Attestation(
        subject_table=table_of(row).name,
        subject_key=table_of(row).key_of(row),
        row_hash=row_hash(row),
        kind=kind,
        by=_commander(holder),
        at=moment_of(seconds_of(NOW) - 86_400),
    )
