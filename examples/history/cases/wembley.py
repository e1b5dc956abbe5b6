"""London, 11 July 2021: gates and doors that nobody held, late police, no worst case."""

from collections.abc import Iterable

from cases.frame import HOUR, at, copies_acknowledged, gate_list, post, staffed, units
from cases.radio import NET, radio_plan, radio_words
from summitry.plan.access import Arrival, Gate
from summitry.plan.attestation import Attestation
from summitry.plan.communications import Contact
from summitry.plan.governance import FieldLead
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.perimeter import Opening, OpeningKind
from summitry.plan.places import Site, Zone
from summitry.plan.posts import Post, Shift
from summitry.plan.readiness import Measured, SiteWindow, Trigger
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Field, Level, ListKind, NotOnList, SiteKind, UnitKind

OFFICERS = 16


def rows() -> list[Row]:
    """Return the plan of the way to the stadium and of two of its openings."""
    event = Event(
        event_id="wembley-2021",
        name="Final at Wembley (rebuilt; openings and hours invented)",
        level=Level.OTHER,
        opens=at("2021-07-11T12:00+01:00"),
        closes=at("2021-07-11T23:30+01:00"),
        timezone="Europe/London",
        lead_unit_id="STADIUM",
        now=at("2021-07-11T09:00+01:00"),
    )
    cells = {"field": Field.VENUES, "net_id": NET}
    stewards = post("STEWARDS", "Stewards", event, owner_unit_id="STADIUM", **cells)
    police = post(
        "POLICE",
        "Police on the approach",
        event,
        site_id="APPROACH",
        start=event.opens + 4 * HOUR,
        headcount_min=OFFICERS,
        owner_unit_id="POLICE",
        **cells,
    )
    return [
        event,
        *units(STADIUM=UnitKind.OTHER, POLICE=UnitKind.POLICE),
        FieldLead(field=Field.VENUES, unit_id="STADIUM"),
        stewards,
        staffed(stewards, "officer-stadium", "STADIUM"),
        police,
        *_officers(police),
        *radio_plan("STADIUM", "POLICE", (stewards, police)),
        *_places(event),
        *_way_in(event),
        *gate_list(ListKind.ACCESS, "STADIUM", ("APPROACH",), event),
    ]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: the gate has its list, every post its radio."""
    return (*copies_acknowledged(snapshot, "officer-stadium"), *radio_words(snapshot))


def _officers(police: Post) -> list[Row]:
    """Return the officers on the post of the police, which begins hours after the crowd."""
    officers = [f"officer-{number:02}" for number in range(1, OFFICERS + 1)]
    return [
        *(Person(person_id=officer, unit_id="POLICE") for officer in officers),
        *(
            Shift(
                post_id="POLICE",
                slot=slot,
                start=police.start,
                end=police.end,
                person_id=officer,
                unit_id="POLICE",
            )
            for slot, officer in enumerate(officers, start=1)
        ),
    ]


def _places(event: Event) -> list[Row]:
    """Return the approach, where 6,000 stood, the stadium, and two ways into it."""
    return [
        Site(site_id="APPROACH", name="Way to the stadium", owner_unit_id="STADIUM"),
        Site(site_id="GROUNDS", name="Stadium", kind=SiteKind.VENUE, owner_unit_id="STADIUM"),
        *(
            Zone(zone_id=zone, site_id=site, name=zone.capitalize(), owner_unit_ids=("STADIUM",))
            for zone, site in {"FORECOURT": "APPROACH", "STANDS": "GROUNDS"}.items()
        ),
        SiteWindow(
            site_id="APPROACH", start=event.opens + 4 * HOUR, end=event.closes, persons_max=6_000
        ),
        Opening(
            opening_id="STEP-FREE",
            zone_id="STANDS",
            name="Step-free gate (invented)",
            kind=OpeningKind.STEP_FREE_GATE,
            used_for="Spectators with a disability and those who help them",
            start=event.opens + 5 * HOUR,
            end=event.closes,
        ),
        Opening(
            opening_id="FIRE-DOOR",
            zone_id="STANDS",
            name="Fire door (invented)",
            kind=OpeningKind.FIRE_DOOR,
        ),
    ]


def _way_in(event: Event) -> list[Row]:
    """Return the outer gate with who comes to it, and what is done when the queue grows."""
    return [
        Contact(
            contact_id="DESK",
            office="Ticket desk",
            unit_id="STADIUM",
            phone="invented",
            hours="All day",
        ),
        Gate(
            gate_id="APPROACH",
            name="Outer gate (invented)",
            zone_id="FORECOURT",
            lanes=20,
            lane_persons_per_hour=400,
            opens=event.opens,
            closes=event.closes,
            owner_unit_id="STADIUM",
            device="Ticket reader",
            decision_rule="Ticket in force",
            not_on_list=NotOnList.BLOCK_AND_LOG,
            contact_id="DESK",
        ),
        Arrival(gate_id="APPROACH", start=event.opens, end=event.opens + 8 * HOUR, persons=20_000),
        Trigger(
            trigger_id="QUEUE",
            title="The queue at the outer gate grows",
            measured=Measured.QUEUE_MINUTES,
            threshold=10,
            action="Hold people back on the way and open the lanes kept in reserve",
            gate_id="APPROACH",
            owner_unit_id="STADIUM",
        ),
    ]
