"""What every venue of the Games has beside its posts, so that the plan of that size is sound."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from summitry.kit.ids import (
    CommandPostId,
    ContactId,
    EvacuationId,
    ExitId,
    GateId,
    LiaisonId,
    LimitId,
    NetId,
    PersonId,
    PlanId,
    PostId,
    QualificationId,
    RadioId,
    RendezvousId,
    SiteId,
    TriggerId,
    UnitId,
    ZoneId,
)
from summitry.plan.communications import Channel, Contact, Liaison, Radio
from summitry.plan.governance import Deputy, FieldLead
from summitry.plan.mandate import EventLimit
from summitry.plan.organisation import Person, PersonQualification, Qualification
from summitry.plan.perimeter import Evacuation
from summitry.plan.places import Exit
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post
from summitry.plan.readiness import Measured, Trigger
from summitry.plan.risks import Rendezvous
from summitry.plan.table import Row
from summitry.plan.terms import Field, RendezvousKind

EXITS = 12
EXIT_METRES = 10.0
QUEUE_MINUTES = 15.0
ASSESSED_PERSONS = 1_000_000
STATIONS = 2_000
CHANNEL_MHZ = 0.025


class Venue:
    """The ids of one venue, of the next one, and of the units that work there."""

    def __init__(self, number: int, venues: int, services: int) -> None:
        self.number = number
        self.site_id = SiteId(f"V-{number:02}")
        self.zone_id = ZoneId(f"Z-{number:02}")
        self.net_id = NetId(f"N-{number:02}")
        self.post_id = CommandPostId(f"CP-{number:02}")
        self.next_id = CommandPostId(f"CP-{(number + 1) % venues:02}")
        self.unit_ids = tuple(UnitId(f"U-{number:02}-{each}") for each in range(services))

    @property
    def owner_id(self) -> UnitId:
        """The unit that answers for the venue."""
        return self.unit_ids[0]


def commander(unit_id: str) -> PersonId:
    """Return the one who commands the unit."""
    return PersonId(f"c-{unit_id}")


def deputy(unit_id: str) -> PersonId:
    """Return the one who stands in."""
    return PersonId(f"d-{unit_id}")


def venue_rows(venue: Venue, gates: Iterable[str], start: datetime, end: datetime) -> list[Row]:
    """Return exits, evacuation, triggers, radio plan and liaison of the venue."""
    rows: list[Row] = [
        Rendezvous(
            rendezvous_id=RendezvousId(f"RV-{venue.number:02}"),
            name="Meeting point",
            kind=RendezvousKind.RVP,
            site_id=venue.site_id,
        ),
        Evacuation(
            evacuation_id=EvacuationId(f"EV-{venue.number:02}"),
            zone_id=venue.zone_id,
            rendezvous_ids=(RendezvousId(f"RV-{venue.number:02}"),),
            owner_unit_id=venue.owner_id,
        ),
        Contact(
            contact_id=ContactId(f"CT-{venue.number:02}"),
            office="Desk of the venue",
            unit_id=venue.owner_id,
            phone="invented",
            hours="around the clock",
        ),
        Channel(
            plan_id=PlanId(f"PL-{venue.owner_id}"),
            channel=f"VENUE {venue.number}",
            net_id=venue.net_id,
            receive_mhz=380.0 + CHANNEL_MHZ * venue.number,
        ),
        Person(person_id=deputy(venue.owner_id), unit_id=venue.owner_id),
        Deputy(person_id=commander(venue.owner_id), deputy_id=deputy(venue.owner_id)),
    ]
    rows += [
        Exit(
            exit_id=ExitId(f"X-{venue.number:02}-{each}"),
            zone_id=venue.zone_id,
            width_m=EXIT_METRES,
        )
        for each in range(EXITS)
    ]
    rows += [
        Liaison(
            liaison_id=LiaisonId(f"LI-{unit_id}"),
            command_post_id=venue.post_id,
            unit_id=unit_id,
            person_id=commander(unit_id),
            start=start - timedelta(days=1),
            end=end + timedelta(days=1),
        )
        for unit_id in venue.unit_ids[1:]
    ]
    known = list(gates)
    rows += [
        Trigger(
            trigger_id=TriggerId(f"TR-{gate}"),
            title="Queue too long",
            measured=Measured.QUEUE_MINUTES,
            threshold=QUEUE_MINUTES,
            action="Send people to the other gates",
            gate_id=GateId(gate),
            diversion_gate_ids=tuple(GateId(other) for other in known if other != gate),
            owner_unit_id=venue.owner_id,
        )
        for gate in known
    ]
    return rows


def commanding(person_ids: Iterable[PersonId]) -> list[Row]:
    """Return the qualification of those who command, and the host's own norms."""
    command = QualificationId("COMMAND")
    return [
        Qualification(qualification_id=command, name="Command of incidents", for_command=True),
        *(PersonQualification(person_id=each, qualification_id=command) for each in person_ids),
        EventLimit(
            limit_id=LimitId("medical_crowd_persons_min"),
            value=ASSESSED_PERSONS,
            source="Assessment of the medical service (invented)",
        ),
        EventLimit(
            limit_id=LimitId("net_stations_max"),
            value=STATIONS,
            source="Trunked radio: posts of sixteen days share one net (invented)",
        ),
    ]


def unit_plans(unit_ids: Iterable[UnitId]) -> list[UnitPlan]:
    """Return one plan for each unit."""
    return [
        UnitPlan(plan_id=PlanId(f"PL-{each}"), title="Plan", field=Field.VENUES, unit_id=each)
        for each in unit_ids
    ]


def radios(posts: Iterable[Post]) -> list[Radio]:
    """Return one radio for each post, on its net."""
    return [
        Radio(
            radio_id=RadioId(f"R-{post.post_id}"),
            net_id=post.net_id or NetId(""),
            post_id=PostId(post.post_id),
            unit_id=post.holder_unit_id,
        )
        for post in posts
    ]


def leads(unit_id: UnitId) -> list[Row]:
    """Return who answers for the fields that several units work on."""
    return [FieldLead(field=field, unit_id=unit_id) for field in (Field.MEDICAL, Field.VENUES)]
