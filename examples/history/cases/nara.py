"""Nara, 8 July 2022: the arcs that officers watched."""

from collections.abc import Iterable

from cases.frame import HOUR, at, post, staffed, units, word
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.command import Net
from summitry.plan.communications import Channel, Radio
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Sector
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Field, Level, Ring, UnitKind


def rows() -> list[Row]:
    """Return Nara, 8 July 2022: nobody watched the rear."""
    event = Event(
        event_id="nara-2022",
        name="Street speech in Nara (rebuilt; arcs invented)",
        level=Level.OTHER,
        opens=at("2022-07-08T11:00+09:00"),
        closes=at("2022-07-08T12:00+09:00"),
        timezone="Asia/Tokyo",
        lead_unit_id="POLICE",
        now=at("2022-07-08T10:55+09:00"),
    )
    window = {"start": event.opens, "end": event.closes}
    return [
        event,
        *units(POLICE=UnitKind.POLICE),
        Site(site_id="GROUNDS", name="Place before the station", owner_unit_id="POLICE"),
        Zone(
            zone_id="INNER",
            site_id="GROUNDS",
            name="Around the speaker",
            ring=Ring.INNER,
            owner_unit_ids=("POLICE",),
        ),
        Exposure(
            exposure_id="SPEAKER",
            name="Speaker's stand (invented grid)",
            zone_id="INNER",
            x_m=0,
            y_m=0,
            z_m=2,
            owner_unit_id="POLICE",
            **window,
        ),
        Net(net_id="NET", name="Close protection", owner_unit_id="POLICE"),
        UnitPlan(
            plan_id="SPEECH",
            title="Protection of the speech",
            field=Field.PROTECTEES,
            unit_id="POLICE",
            copied_from="Event at the same spot in June",
        ),
        Channel(plan_id="SPEECH", channel="1", net_id="NET"),
        *_officers(event),
    ]


def _officers(event: Event) -> list[Row]:
    """Return four officers on their posts, with the arc that each watches."""
    window = {"start": event.opens, "end": event.closes}
    # The officer who had the rear was sent to the front and side, and nobody took the rear.
    arcs = {"FRONT": (300, 30), "LEFT": (210, 300), "RIGHT": (30, 150), "MOVED": (0, 75)}
    found: list[Row] = []
    for number, (name, (start, end)) in enumerate(arcs.items()):
        person = f"officer-{number}"
        row = post(name, f"Officer, {name.lower()}", event, owner_unit_id="POLICE", net_id="NET")
        found += [
            Person(person_id=person, unit_id="POLICE"),
            row,
            staffed(row, person, "POLICE"),
            Radio(radio_id=name, net_id="NET", post_id=name, unit_id="POLICE"),
            Sector(
                sector_id=name,
                exposure_id="SPEAKER",
                post_id=name,
                bearing_from_deg=start,
                bearing_to_deg=end,
                **window,
            ),
        ]
    return found


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: every radio was checked."""
    said = snapshot.event.opens - HOUR
    return [
        word(snapshot, ("radios", key), AttestationKind.VERIFIED, "officer-police", said)
        for key in snapshot.rows(Radio)
    ]
