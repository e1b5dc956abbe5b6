"""Washington, 24 November 2009: two checkpoints, and nobody with the list beside the guard."""

from collections.abc import Iterable

from cases.frame import HOUR, at, copies_acknowledged, gate_list, post, staffed, units
from cases.radio import NET, radio_plan, radio_words
from summitry.plan.access import Gate
from summitry.plan.attestation import Attestation
from summitry.plan.communications import Contact
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.places import Site, Zone
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, ListKind, NotOnList, Ring, SiteKind, UnitKind


def rows() -> list[Row]:
    """Return the plan of the two checkpoints that guests pass."""
    event = Event(
        event_id="washington-2009",
        name="State dinner in Washington (rebuilt; checkpoints invented)",
        level=Level.HEAD_OF_GOVERNMENT,
        opens=at("2009-11-24T18:30-05:00"),
        closes=at("2009-11-24T23:00-05:00"),
        timezone="America/New_York",
        lead_unit_id="HOUSEHOLD",
        now=at("2009-11-24T18:00-05:00"),
    )
    posts = [
        post(
            f"GUARD-{gate}",
            f"Guard at the {gate.lower()} checkpoint",
            event,
            start=event.opens,
            end=event.opens + 2 * HOUR,
            owner_unit_id="GUARD",
            gate_id=gate,
            net_id=NET,
        )
        for gate in ("FIRST", "LAST")
    ]
    return [
        event,
        *units(HOUSEHOLD=UnitKind.PROTOCOL, GUARD=UnitKind.GUARD),
        Site(site_id="GROUNDS", name="Residence", kind=SiteKind.VENUE, owner_unit_id="GUARD"),
        *posts,
        *radio_plan("GUARD", "HOUSEHOLD", posts),
        Person(person_id="officer-last", unit_id="GUARD"),
        staffed(posts[0], "officer-guard", "GUARD"),
        staffed(posts[1], "officer-last", "GUARD"),
        *_checkpoints(event),
        *gate_list(ListKind.GUEST, "HOUSEHOLD", ("FIRST",), event),
    ]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: the first checkpoint has the list, every post its radio."""
    return (*copies_acknowledged(snapshot, "officer-guard"), *radio_words(snapshot))


def _checkpoints(event: Event) -> list[Row]:
    """Return a checkpoint with a list and nobody to ask, and one that searches and asks no name."""
    hours = {"opens": event.opens, "closes": event.opens + 2 * HOUR, "owner_unit_id": "GUARD"}
    return [
        *(
            Zone(
                zone_id=zone,
                site_id="GROUNDS",
                name=zone.capitalize(),
                ring=ring,
                owner_unit_ids=("GUARD",),
            )
            for zone, ring in {"GARDEN": Ring.MIDDLE, "HALL": Ring.INNER}.items()
        ),
        Contact(
            contact_id="DESK",
            office="Guards' desk",
            unit_id="GUARD",
            phone="invented",
            hours="During the dinner",
        ),
        Gate(
            gate_id="FIRST",
            name="First checkpoint",
            zone_id="GARDEN",
            lanes=2,
            lane_persons_per_hour=150,
            device="Names on paper",
            decision_rule="On the list of guests",
            not_on_list=NotOnList.LET_IN,
            **hours,
        ),
        Gate(
            gate_id="LAST",
            name="Last checkpoint",
            zone_id="HALL",
            lanes=2,
            lane_persons_per_hour=150,
            from_zone_id="GARDEN",
            not_on_list=NotOnList.LET_IN,
            contact_id="DESK",
            **hours,
        ),
    ]
