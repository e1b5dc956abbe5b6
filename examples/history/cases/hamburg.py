"""Hamburg, July 2017: lists, versions, gates."""

from cases.frame import HOUR, at, units
from summitry.plan.access import Arrival, ControlledList, Gate, ListCopy, ListVersion, Participant
from summitry.plan.accreditation import Revocation
from summitry.plan.communications import Contact
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.places import Site, Zone
from summitry.plan.readiness import Measured, Trigger
from summitry.plan.table import Row
from summitry.plan.terms import Category, Level, ListKind, NotOnList, Power, SiteKind, UnitKind

GATES = ("PRESS-CENTRE", "SERVICE")


def rows() -> list[Row]:
    """Return Hamburg, July 2017: two lists of names, recalled by telephone, and one of the 32."""
    event = Event(
        event_id="hamburg-2017",
        name="Summit in Hamburg (rebuilt; gates invented)",
        level=Level.HEAD_OF_STATE,
        opens=at("2017-07-07T09:00+02:00"),
        closes=at("2017-07-08T18:00+02:00"),
        timezone="Europe/Berlin",
        lead_unit_id="LEAD",
        now=at("2017-07-07T18:00+02:00"),
    )
    versions = {1: at("2017-07-07T14:24+02:00"), 2: at("2017-07-07T15:32+02:00")}
    return [
        event,
        *units(LEAD=UnitKind.POLICE, CITY=UnitKind.POLICE),
        Person(person_id="recall-desk", unit_id="LEAD", powers=(Power.RECALL_LIST,)),
        Site(site_id="FAIR", name="Fair grounds", kind=SiteKind.VENUE, owner_unit_id="LEAD"),
        Zone(zone_id="INNER", site_id="FAIR", name="Inner zone", owner_unit_ids=("LEAD",)),
        *_gates(event),
        Contact(contact_id="DESK", office="Accreditation desk", unit_id="LEAD", phone="invented"),
        Participant(participant_id="one-of-32", category=Category.PRESS),
        Revocation(revocation_id="WITHDRAWN", participant_id="one-of-32", decided=event.opens),
        ControlledList(
            list_id="REVOKED",
            name="Accreditations withdrawn",
            kind=ListKind.REVOCATION,
            owner_unit_id="LEAD",
            shows=("name",),
        ),
        *(
            ListVersion(list_id="REVOKED", version=version, issued=issued, records_as_of=issued)
            for version, issued in versions.items()
        ),
        *(
            ListCopy(list_id="REVOKED", version=version, gate_id=gate)
            for version in versions
            for gate in GATES
        ),
    ]


def _gates(event: Event) -> list[Row]:
    """Return the gates, who comes to each, and what is done when a queue grows."""
    return [
        *(
            Gate(
                gate_id=gate,
                name=f"{gate.capitalize()} (invented)",
                zone_id="INNER",
                lanes=4,
                lane_persons_per_hour=400,
                opens=event.opens,
                closes=event.closes,
                owner_unit_id="CITY",
                device="Reader",
                decision_rule="Badge in force",
                not_on_list=NotOnList.BLOCK_AND_LOG,
                contact_id="DESK",
            )
            for gate in GATES
        ),
        *(
            Arrival(gate_id=gate, start=event.opens, end=event.opens + 2 * HOUR, persons=2000)
            for gate in GATES
        ),
        *(
            Trigger(
                trigger_id=gate,
                title="The queue grows",
                measured=Measured.QUEUE_MINUTES,
                threshold=10,
                action="Send people to the other gate",
                gate_id=gate,
                diversion_gate_ids=tuple(other for other in GATES if other != gate),
                owner_unit_id="CITY",
            )
            for gate in GATES
        ),
    ]
