"""A sound plan of the Games' size, all invented, with a small known number of defects."""

from datetime import date, datetime, timedelta
from typing import NamedTuple

import numpy as np

from benchmarks.games_people import LIAISON, people
from benchmarks.games_sizes import (
    ARRIVAL_STEPS,
    CLOSE_HOUR,
    DAYS,
    DEFECTS,
    FIRST_DAY,
    GATES,
    GIVEN_EVERY,
    NOW,
    OPEN_HOUR,
    OPENS,
    PARTICIPANTS,
    POSTS,
    SERVICES,
    SLOT_MINUTES,
    SPOILT_PLACE,
    TEAM,
    TEAMS,
    UNITS,
    VENUES,
    ZONE,
    kind_of,
    opening_of,
    slots_of,
    unit_of,
)
from benchmarks.games_staffing import shifts_of, spoilt, staffed
from benchmarks.games_venues import Venue, commanding, leads, radios, unit_plans, venue_rows
from summitry.kit.ids import (
    CommandPostId,
    ContactId,
    EventId,
    GateId,
    ListId,
    NetId,
    PersonId,
    PostId,
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
from summitry.plan.terms import (
    CommandLevel,
    Field,
    Hearing,
    Level,
    ListKind,
    NotOnList,
    Power,
    SiteKind,
    UnitKind,
)


class Games(NamedTuple):
    """The plan, and the findings that it must lead to: codes and keys."""

    package: Package
    planted: dict[str, list[str]]


def games(scale: float, seed: int) -> Games:
    """Return the plan at a share of the Games' size."""
    chance = stream(seed, "games", "plan")
    posts = round(POSTS * scale)
    crowd = people(round(PARTICIPANTS * scale), seed)
    staffing = staffed(posts)
    planted = spoilt(staffing, chance)
    planted["C-61"] = ["|".join(pair) for pair in crowd.duplicates]
    post_rows = [_post(number) for number in range(posts)]
    copies = [
        ListCopy(list_id=ListId("ACCESS"), version=1, gate_id=GateId(gate)) for gate in _gate_ids()
    ]
    rows: list[Row] = [*_frame(), *copies, *post_rows, *_requirements(posts), *crowd.rows]
    rows += _staff(posts, chance)
    plans = unit_plans([LIAISON, *(unit_of(number) for number in range(UNITS))])
    carried = radios(post_rows)
    rows += [*plans, *carried]
    words = [_word(row, AttestationKind.ACKNOWLEDGED) for row in copies]
    words += [
        _word(row, AttestationKind.APPROVED, unit_of(0) if row.unit_id == LIAISON else LIAISON)
        for row in plans
    ]
    words += [
        _word(row, AttestationKind.ACKNOWLEDGED, row.owner_unit_id)
        for row in rows
        if isinstance(row, CommandPost)
    ]
    words += [_word(row, AttestationKind.VERIFIED) for row in carried]
    given = [row for row in post_rows if row.holder_unit_id != row.owner_unit_id]
    later = [row for row in given if row.field is not Field.MEDICAL]
    forgotten = later[:: max(1, len(later) // DEFECTS)][:DEFECTS]
    planted["C-08"] = sorted(row.post_id for row in forgotten)
    words += [_word(row, AttestationKind.ACCEPTED) for row in given if row not in forgotten]
    snapshot = Snapshot.of(rows, {"shifts": shifts_of(staffing), "arrivals": _arrivals()})
    return Games(
        Package(snapshot=snapshot, attestations=Attestations(words), people=crowd.identities),
        {code: sorted(keys) for code, keys in sorted(planted.items())},
    )


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
        Person(person_id=_commander(LIAISON), unit_id=LIAISON, powers=(Power.APPROVE_PLAN,)),
        *leads(LIAISON),
        ControlledList(
            list_id=ListId("ACCESS"),
            name="Access",
            kind=ListKind.ACCESS,
            owner_unit_id=LIAISON,
            shows=("badge", "yes/no"),
        ),
        ListVersion(
            list_id=ListId("ACCESS"),
            version=1,
            issued=NOW - timedelta(days=2),
            signature="signed",
            records_as_of=NOW - timedelta(days=3),
        ),
    ]
    for number in range(UNITS):
        unit_id = unit_of(number)
        rows.append(Unit(unit_id=unit_id, name=f"Unit {number}", kind=UnitKind.POLICE))
        rows.append(
            Person(
                person_id=_commander(unit_id),
                unit_id=unit_id,
                powers=(Power.ACCEPT_POST, Power.APPROVE_PLAN),
            )
        )
    rows += commanding(map(_commander, map(unit_of, range(UNITS))))
    rows += [
        Qualification(qualification_id=kind_of(kind), name=f"Qualification {kind}")
        for kind in range(TEAM)
    ]
    for venue in range(VENUES):
        rows += _venue(venue, ends)
        gates = [f"G-{venue:02}-{gate}" for gate in range(GATES)]
        rows += venue_rows(Venue(venue, VENUES, SERVICES), gates, FIRST_DAY, ends)
    rows += [
        TravelTime(from_site_id=_site(one), to_site_id=_site(other), minutes=10 + 3 * (other - one))
        for one in range(VENUES)
        for other in range(one + 1, VENUES)
    ]
    return rows


def _site(venue: int) -> SiteId:
    return SiteId(f"V-{venue:02}")


def _venue(venue: int, ends: datetime) -> list[Row]:
    unit_id, site_id = unit_of(venue), _site(venue)
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
            commander_id=_commander(unit_id),
            alternate_id=CommandPostId(f"CP-{(venue + 1) % VENUES:02}"),
            start=FIRST_DAY - timedelta(days=1),
            end=ends + timedelta(days=1),
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
            device="Reader with a signed list",
            decision_rule="On the list, and the photo is the holder's",
            not_on_list=NotOnList.BLOCK_AND_LOG,
            contact_id=ContactId(f"CT-{venue:02}"),
        )
        for gate in range(GATES)
    ]
    return rows


def _post(number: int) -> Post:
    slot = number // DAYS
    owner = unit_of(slot)
    venue = slot % VENUES
    opening = opening_of(number)
    given = number % GIVEN_EVERY == 0
    return Post(
        post_id=PostId(f"P-{number:05}"),
        name=f"Post {slot} of day {number % DAYS}",
        site_id=_site(venue),
        start=opening,
        end=opening + timedelta(hours=CLOSE_HOUR - OPEN_HOUR),
        headcount_min=TEAM,
        owner_unit_id=owner,
        holder_unit_id=unit_of(slot + VENUES) if given else owner,
        net_id=NetId(f"N-{venue:02}"),
        field=Field.MEDICAL if slot // VENUES == 0 else Field.VENUES,
    )


def _kinds(number: int) -> tuple[int, int]:
    """Return the two qualifications that the post asks for."""
    return number % TEAM, (number + 1 + number // TEAM % (TEAM - 1)) % TEAM


def _requirements(posts: int) -> list[PostRequirement]:
    return [
        PostRequirement(
            post_id=PostId(f"P-{number:05}"), requirement=f"Q{kind}", qualification_id=kind_of(kind)
        )
        for number in range(posts)
        for kind in _kinds(number)
    ]


def _staff(posts: int, chance: Stream) -> list[Row]:
    """Return the people of all teams, and one in reserve for each place that is spoilt."""
    rows: list[Row] = []
    teams = slots_of(posts) * TEAMS * TEAM
    more = (chance.random(teams) < 1 / TEAM).tolist()
    for number in range(teams + DEFECTS):
        unit_id = unit_of(number // (TEAMS * TEAM))
        person_id = PersonId(f"o-{number:06}")
        rows.append(Person(person_id=person_id, unit_id=unit_id, languages=("en", "sw")))
        own = number % TEAM if number < teams else SPOILT_PLACE
        kinds = {own, (own + 1) % TEAM} if number < teams and more[number] else {own}
        rows += [
            PersonQualification(
                person_id=person_id,
                qualification_id=kind_of(kind),
                expires=date(2033, 1, 1 + number % 28) if number % 3 else None,
            )
            for kind in sorted(kinds)
        ]
    return rows


def _arrivals() -> Bulk:
    """Return how people come to each gate in the morning of each day, every quarter of an hour."""
    gates, days, steps = np.meshgrid(
        np.arange(VENUES * GATES), np.arange(DAYS), np.arange(ARRIVAL_STEPS), indexing="ij"
    )
    ids = _gate_ids()
    first = seconds_of(FIRST_DAY + timedelta(hours=4, minutes=30))
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


def _word(row: Row, kind: AttestationKind, by: UnitId | None = None) -> Attestation:
    """Return the word of that unit, of the one that holds the post, or of any commander."""
    holder = by or getattr(row, "holder_unit_id", None) or unit_of(0)
    return Attestation(
        subject_table=table_of(row).name,
        subject_key=table_of(row).key_of(row),
        row_hash=row_hash(row),
        kind=kind,
        by=_commander(holder),
        at=moment_of(seconds_of(NOW) - 86_400),
    )
