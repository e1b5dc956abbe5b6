"""Make four failures of the past in small, as plans: always the same bytes.

Run it as ``python examples/history/make.py [FOLDER]``; without a folder it writes beside itself.
What is public stands in each case's README with its source. Geometry, ids and rosters are invented
and say so; people are offices.
"""

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from summitry.cli.files import save
from summitry.package.package import Package
from summitry.plan.access import Arrival, ControlledList, Gate, ListCopy, ListVersion, Participant
from summitry.plan.accreditation import Revocation
from summitry.plan.command import CommandPost, CommandPostNet, DetailNet, Net
from summitry.plan.communications import Contact
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.places import Exposure, Obstacle, Position, Site, Zone
from summitry.plan.posts import Detail, Post, Sector, Shift
from summitry.plan.programme import Delegation, Principal
from summitry.plan.risks import Contingency, ContingencyCard, Control, Rendezvous, Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import (
    Category,
    CommandLevel,
    Field,
    Kind,
    Level,
    ListKind,
    NotOnList,
    Power,
    Rank,
    RendezvousKind,
    Ring,
    SiteKind,
    UnitKind,
)

HOUR = timedelta(hours=1)
HAMBURG_GATES = ("PRESS-CENTRE", "SERVICE")


def at(text: str) -> datetime:
    """Return a moment given with its offset, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def units(**kinds: UnitKind) -> list[Row]:
    """Return units with one officer each, who is an id and nothing more."""
    made: list[Row] = []
    for name, kind in kinds.items():
        officer = f"officer-{name.lower()}"
        made.append(Unit(unit_id=name, name=name.capitalize(), kind=kind))
        made.append(Person(person_id=officer, unit_id=name))
    return made


def post(post_id: str, name: str, event: Event, **cells: object) -> Post:
    """Return a post for the length of the event."""
    return Post(
        **{
            "post_id": post_id,
            "name": name,
            "site_id": "GROUNDS",
            "start": event.opens,
            "end": event.closes,
            "field": Field.PROTECTEES,
            **cells,
        }
    )


def staffed(row: Post, person: str, unit: str) -> Shift:
    """Return the shift of one person over the whole of the post."""
    return Shift(post_id=row.post_id, start=row.start, end=row.end, person_id=person, unit_id=unit)


def butler() -> list[Row]:
    """Return Butler, 13 July 2024: a roof that each thought the other held."""
    event = Event(
        event_id="butler-2024",
        name="Rally near Butler (rebuilt; geometry invented)",
        level=Level.OTHER,
        opens=at("2024-07-13T18:00-04:00"),
        closes=at("2024-07-13T19:00-04:00"),
        timezone="America/New_York",
        lead_unit_id="AGENCY",
        now=at("2024-07-13T17:00-04:00"),
    )
    roof = post(
        "ROOF",
        "Roof of the building complex",
        event,
        owner_unit_id="AGENCY",
        holder_unit_id="LOCAL",
        net_id="NET-LOCAL",
        position_id="ROOF",
    )
    near = post("STAGE", "At the stage", event, owner_unit_id="AGENCY", net_id="NET-AGENCY")
    grounds = post("FENCE", "Along the fence", event, owner_unit_id="LOCAL", net_id="NET-LOCAL")
    window = {"start": event.opens, "end": event.closes}
    return [
        event,
        *units(AGENCY=UnitKind.GUARD, LOCAL=UnitKind.POLICE),
        *_butler_ground(event),
        roof,
        near,
        grounds,
        staffed(near, "officer-agency", "AGENCY"),
        staffed(grounds, "officer-local", "LOCAL"),
        Sector(
            sector_id="ROUND",
            exposure_id="STAGE",
            post_id="STAGE",
            bearing_from_deg=0,
            bearing_to_deg=360,
            **window,
        ),
        *_butler_command(),
    ]


def _butler_ground(event: Event) -> list[Row]:
    """Return the stage, the roof that looks on it, and the screen that was to stand between."""
    window = {"start": event.opens, "end": event.closes}
    return [
        Site(site_id="GROUNDS", name="Show grounds", kind=SiteKind.VENUE, owner_unit_id="AGENCY"),
        Site(site_id="COMPLEX", name="Building complex outside", owner_unit_id="LOCAL"),
        Zone(
            zone_id="INNER",
            site_id="GROUNDS",
            name="Stage",
            ring=Ring.INNER,
            owner_unit_ids=("AGENCY",),
        ),
        Exposure(
            exposure_id="STAGE",
            name="Lectern (heights invented)",
            zone_id="INNER",
            x_m=0,
            y_m=0,
            z_m=3,
            owner_unit_id="AGENCY",
            **window,
        ),
        Position(
            position_id="ROOF",
            name="Roof, about 130 yards (height invented)",
            x_m=0,
            y_m=119,
            z_m=6,
            site_id="COMPLEX",
            owner_unit_ids=("AGENCY",),
        ),
        Risk(
            risk_id="SIGHT",
            title="Line of sight from outside the fence",
            likelihood=3,
            consequence=5,
            field=Field.PROTECTEES,
            owner_unit_ids=("AGENCY",),
        ),
        Control(
            control_id="SCREEN",
            risk_id="SIGHT",
            title="Farm machinery as a screen",
            owner_unit_ids=("AGENCY",),
            due=event.opens - 4 * HOUR,
        ),
        Obstacle(
            obstacle_id="SCREEN",
            name="Farm machinery (place invented)",
            top_m=9,
            control_id="SCREEN",
            footprint=((-20, 58), (20, 58), (20, 62), (-20, 62)),
        ),
    ]


def _butler_command() -> list[Row]:
    """Return whom the detail protects, and two command posts without a link."""
    return [
        Delegation(
            delegation_id="CAMPAIGN",
            name="Campaign",
            kind=Kind.ORGANISATION,
            liaison_unit_id="AGENCY",
        ),
        Principal(
            principal_id="GUEST",
            office="Former head of State",
            delegation_id="CAMPAIGN",
            rank=Rank.OTHER,
            protected=True,
        ),
        Detail(
            detail_id="DETAIL", name="Protective detail", principal_id="GUEST", unit_id="AGENCY"
        ),
        Net(net_id="NET-AGENCY", name="Agency", owner_unit_id="AGENCY"),
        Net(net_id="NET-LOCAL", name="Local police", owner_unit_id="LOCAL"),
        CommandPost(
            command_post_id="CP-AGENCY",
            name="Agency's command post",
            level=CommandLevel.TACTICAL,
            owner_unit_id="AGENCY",
        ),
        CommandPost(
            command_post_id="CP-LOCAL",
            name="Local command post, about 300 yards away",
            level=CommandLevel.TACTICAL,
            owner_unit_id="LOCAL",
        ),
        CommandPostNet(command_post_id="CP-AGENCY", net_id="NET-AGENCY"),
        CommandPostNet(command_post_id="CP-LOCAL", net_id="NET-LOCAL"),
        DetailNet(detail_id="DETAIL", net_id="NET-AGENCY"),
    ]


def nara() -> list[Row]:
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


def manchester() -> list[Row]:
    """Return Manchester, 22 May 2017: three services, different rendezvous points."""
    event = Event(
        event_id="manchester-2017",
        name="Concert in Manchester (rebuilt; points invented)",
        level=Level.OTHER,
        opens=at("2017-05-22T19:00+01:00"),
        closes=at("2017-05-22T23:30+01:00"),
        timezone="Europe/London",
        lead_unit_id="POLICE",
        now=at("2017-05-22T18:00+01:00"),
    )
    meets = {"AMBULANCE": "RVP-B", "FIRE": "RVP-C", "POLICE": "RVP-A"}
    return [
        event,
        *units(POLICE=UnitKind.POLICE, FIRE=UnitKind.FIRE, AMBULANCE=UnitKind.MEDICAL),
        *(
            Rendezvous(
                rendezvous_id=point,
                name=f"Rendezvous point {point[-1]} (invented)",
                kind=RendezvousKind.RVP,
            )
            for point in meets.values()
        ),
        Contingency(
            contingency_id="ATTACK",
            title="Attack on a crowd",
            trigger="An explosion or armed attack is reported",
            owner_unit_ids=("POLICE",),
            agency_unit_ids=tuple(sorted(meets)),
        ),
        *(
            ContingencyCard(contingency_id="ATTACK", unit_id=unit, rvp_id=point)
            for unit, point in meets.items()
        ),
    ]


def hamburg() -> list[Row]:
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
            for gate in HAMBURG_GATES
        ),
        Contact(contact_id="DESK", office="Accreditation desk", unit_id="LEAD", phone="invented"),
        Participant(participant_id="one-of-32", category=Category.PRESS),
        Revocation(revocation_id="WITHDRAWN", participant_id="one-of-32", decided=event.opens),
        *(
            Arrival(gate_id=gate, start=event.opens, end=event.opens + 2 * HOUR, persons=2000)
            for gate in HAMBURG_GATES
        ),
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
            for gate in HAMBURG_GATES
        ),
    ]


CASES: dict[str, Callable[[], list[Row]]] = {
    "butler-2024": butler,
    "hamburg-2017": hamburg,
    "manchester-2017": manchester,
    "nara-2022": nara,
}


def make(folder: Path) -> None:
    """Write every case into the folder; its README is kept."""
    for name, rows in CASES.items():
        save(Package(snapshot=Snapshot.of(rows())), folder / name)


if __name__ == "__main__":
    make(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent)
