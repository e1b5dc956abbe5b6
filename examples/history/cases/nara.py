"""Nara, 8 July 2022: the arcs that officers watched."""

from cases.frame import at, post, staffed, units
from summitry.plan.command import Net
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.posts import Sector
from summitry.plan.table import Row
from summitry.plan.terms import Level, Ring, UnitKind


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
    # The officer who had the rear was sent to the front and side, and nobody took the rear.
    arcs = {"FRONT": (300, 30), "LEFT": (210, 300), "RIGHT": (30, 150), "MOVED": (0, 75)}
    rows: list[Row] = []
    for number, (name, (start, end)) in enumerate(arcs.items()):
        person = f"officer-{number}"
        row = post(name, f"Officer, {name.lower()}", event, owner_unit_id="POLICE", net_id="NET")
        rows += [
            Person(person_id=person, unit_id="POLICE"),
            row,
            staffed(row, person, "POLICE"),
            Sector(
                sector_id=name,
                exposure_id="SPEAKER",
                post_id=name,
                bearing_from_deg=start,
                bearing_to_deg=end,
                **window,
            ),
        ]
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
        *rows,
    ]
