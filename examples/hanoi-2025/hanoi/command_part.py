"""The example: hours of sites, capabilities, triggers, red lines and reserves; all invented."""

from hanoi.book import Book, at
from hanoi.command_assets import add_assets
from hanoi.command_exercises import add_exercises
from hanoi.command_radio import add_communications
from hanoi.facts import Scale
from hanoi.organisation import commander, deputy
from hanoi.places import HOTELS
from summitry.kit.ids import (
    CapabilityId,
    ContingencyId,
    GateId,
    ItemId,
    NetId,
    PersonId,
    PostId,
    QualificationId,
    RedLineId,
    ReserveId,
    SiteId,
    TriggerId,
    UnitId,
    ZoneId,
)
from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.readiness import (
    Capability,
    Measured,
    RedLine,
    SiteWindow,
    Trigger,
    Use,
)
from summitry.plan.resources import Reserve, ReserveKind
from summitry.plan.terms import Field

_F = Field
SEEN_AT = at("23T11:00")
WINDOWS = (
    ("HALL", "25T06:30", "25T19:30", Use.PRINCIPALS, 3_200),
    ("HALL", "26T06:30", "26T16:30", Use.PRINCIPALS, 3_200),
    ("PALACE", "25T17:00", "25T22:00", Use.PRINCIPALS, 700),
    ("AIRFIELD", "24T06:00", "24T22:00", Use.PRINCIPALS, 300),
    ("AIRFIELD", "26T16:30", "26T21:30", Use.PRINCIPALS, 300),
    ("PRESS", "24T08:00", "26T20:00", Use.DELEGATES, 700),
    ("COMMAND", "24T06:00", "26T22:00", Use.DELEGATES, 200),
    *((hotel, "22T12:00", "26T20:00", Use.DELEGATES, 350) for hotel in HOTELS),
)
CAPABILITIES: dict[str, tuple[str, str, Field, str, str, str]] = {
    "CB-AIR-HALL": (
        "Watch of the air", "HALL", _F.COUNTER_TERRORISM, "OB-HALL-01", "Q-OBSERVE", "ARMYAIR"
    ),
    "CB-AIR-PALACE": (
        "Watch of the air", "PALACE", _F.COUNTER_TERRORISM, "OB-PALACE-01", "Q-OBSERVE", "ARMYAIR"
    ),
    "CB-XRAY-MAIN": (
        "X-ray of the main gate", "HALL", _F.ACCREDITATION, "GT-01", "Q-XRAY", "ADMPOL"
    ),
    "CB-XRAY-PRESS": (
        "X-ray of the press gate", "HALL", _F.ACCREDITATION, "GT-03", "Q-XRAY", "ADMPOL"
    ),
    "CB-TRACE": (
        "Detection of traces", "HALL", _F.COUNTER_TERRORISM, "SD-01", "Q-EOD", "EOD"
    ),
    "CB-DOGS": ("Search dogs", "HALL", _F.COUNTER_TERRORISM, "SD-02", "Q-DOG", "DOGS"),
    "CB-HYDRANT": ("Fire engine", "HALL", _F.FIRE, "FR-HAL-01", "Q-FIRE", "FIRE"),
    "CB-HYDRANT-P": ("Fire engine", "PALACE", _F.FIRE, "FR-PAL-01", "Q-FIRE", "FIRE"),
    "CB-NETWATCH": ("Watch of networks", "COMMAND", _F.CYBERSPACE, "CY-01", "Q-CYBER", "CYBER"),
    "CB-DISPATCH": ("Radio dispatch", "COMMAND", _F.COMMAND, "CM-01", "Q-RADIO", "SIGPOL"),
}  # fmt: skip
WATCH_THE_AIR = ("CB-AIR-HALL", "CB-AIR-PALACE")
HOURS = {
    "HALL": ("25T05:30", "26T18:00"),
    "PALACE": ("25T15:00", "25T23:00"),
    "COMMAND": ("22T06:00", "26T22:00"),
}
DIVERSIONS = {
    "G-01": ("G-03",),
    "G-03": ("G-04",),
    "G-04": ("G-03",),
    "G-05": ("G-03",),
    "G-06": ("G-05",),
    "G-07": ("G-03",),
    "G-09": ("G-10",),
    "G-10": ("G-09",),
    "G-11": ("G-12",),
    "G-12": ("G-11",),
    "G-13": ("G-14",),
}
QUEUE_MINUTES = 10.0
TRIGGERS: dict[str, tuple[str, Measured, float, dict[str, object]]] = {
    "TG-PLAZA": (
        "Plaza fills", Measured.ZONE_PERSONS, 5_000, {"zone_id": ZoneId("Z-PLAZA")}
    ),
    "TG-FOYER": (
        "Foyer fills", Measured.ZONE_PERSONS, 3_600, {"zone_id": ZoneId("Z-FOYER")}
    ),
    "TG-INFLOW": (
        "Inflow at the main gate", Measured.PERSONS_PER_MINUTE, 60, {"gate_id": GateId("G-01")}
    ),
    "TG-SILENCE": (
        "Details silent", Measured.RADIO_SILENCE_MINUTES, 3, {"net_id": NetId("N-VIP")}
    ),
    "TG-REPORTS": ("Three alike reports in ten minutes", Measured.REPORTS, 3, {}),
    "TG-WIND": ("Wind on the forecourt", Measured.WIND_METRES_PER_SECOND, 14, {}),
    "TG-RESPONSE": ("Ambulance late", Measured.RESPONSE_MINUTES, 8, {}),
}  # fmt: skip
STARTED = {
    "TG-PLAZA": "KG-CROWD",
    "TG-FOYER": "KG-CROWD",
    "TG-INFLOW": "KG-CROWD",
    "TG-SILENCE": "KG-RADIO",
    "TG-REPORTS": "KG-ATTACK",
    "TG-WIND": "KG-CROWD",
    "TG-RESPONSE": "KG-MASS",
}
RED_LINES = {
    "RL-WELCOME": ("I-WELCOME", "A watched position is not answered, or its post is empty"),
    "RL-OPENING": ("I-OPENING", "A grave report is open that a detail has not acknowledged"),
    "RL-SIGNING": ("I-SIGN-1", "The seal of the stage is broken, or powers are in doubt"),
    "RL-ALL": (None, "Shots, an explosion, or an unknown substance at any site"),
}
RESERVES = (
    ("RS-REACT-HALL", "Reaction force, hall", ReserveKind.REACTION, 24, 3, "MOBILE", "HALL"),
    ("RS-REACT-PALACE", "Reaction force, house", ReserveKind.REACTION, 12, 3, "MOBILE", "PALACE"),
    ("RS-REACT-AIR", "Reaction force, airfield", ReserveKind.REACTION, 12, 4, "AIRPOL", "AIRFIELD"),
    ("RS-POLICE", "Reserve of the city police", ReserveKind.POLICING, 120, 15, "CITYPOL", "BASE-1"),
    ("RS-MEDICAL", "Reserve of ambulances", ReserveKind.MEDICAL, 30, 10, "AMBUL", "BASE-2"),
    ("RS-FIRE", "Reserve of the fire police", ReserveKind.FIRE, 40, 10, "FIRE", "BASE-2"),
    ("RS-SEARCH", "Reserve of searchers", ReserveKind.BOMB_SEARCH, 12, 10, "EOD", "BASE-1"),
    ("RS-CARS", "Reserve of cars", ReserveKind.TRANSPORT, 20, 10, "TRAFPOL", "BASE-1"),
)


def add_command(book: Book, scale: Scale) -> None:
    """Add readiness of every kind; radios and liaison follow once all posts are there."""
    assert scale.delegates < max(persons for *_, persons in WINDOWS)
    for site, start, end, use, persons in WINDOWS:
        book.put(
            SiteWindow(
                site_id=SiteId(site), start=at(start), end=at(end), use=use, persons_max=persons
            )
        )
    _add_capabilities(book)
    _add_triggers(book)
    for key, (item, criterion) in RED_LINES.items():
        book.put(
            RedLine(
                red_line_id=RedLineId(key),
                title=f"Hold or stop: {criterion.lower()}",
                item_id=None if item is None else ItemId(item),
                criterion=criterion,
                holder_id=PersonId(commander("GUARD")),
                net_id=NetId("N-VIP"),
                owner_unit_id=UnitId("GUARD"),
            )
        )
    for key, name, kind, people, ready, unit, site in RESERVES:
        book.put(
            Reserve(
                reserve_id=ReserveId(key),
                name=name,
                kind=kind,
                headcount=people,
                start=at("24T05:00"),
                end=at("26T22:00"),
                ready_minutes=float(ready),
                unit_id=UnitId(unit),
                site_id=SiteId(site),
            )
        )
    add_exercises(book)
    add_assets(book)
    add_communications(book)


def _add_capabilities(book: Book) -> None:
    for key, (name, site, field, post, qualification, unit) in CAPABILITIES.items():
        row = Capability(
            capability_id=CapabilityId(key),
            name=name,
            site_id=SiteId(site),
            start=at(HOURS[site][0]),
            end=at(HOURS[site][1]),
            field=field,
            post_id=PostId(post),
            qualification_id=QualificationId(qualification),
            owner_unit_id=UnitId(unit),
            watches_air=key in WATCH_THE_AIR,
        )
        book.put(row)
        book.say(row, AttestationKind.VERIFIED, deputy(unit), SEEN_AT)


def _add_triggers(book: Book) -> None:
    for gate in book.rows(Gate):
        others = DIVERSIONS.get(gate.gate_id, ())
        book.put(
            Trigger(
                trigger_id=TriggerId(f"TG-{gate.gate_id}"),
                title=f"Queue: {gate.name}",
                measured=Measured.QUEUE_MINUTES,
                threshold=QUEUE_MINUTES,
                action="Send people to the gates named"
                if others
                else "Open the spare lane by hand",
                gate_id=gate.gate_id,
                diversion_gate_ids=tuple(GateId(other) for other in others),
                owner_unit_id=UnitId("ADMPOL"),
            )
        )
    for key, (title, measured, threshold, where) in TRIGGERS.items():
        book.put(
            Trigger(
                trigger_id=TriggerId(key),
                title=title,
                measured=measured,
                threshold=float(threshold),
                contingency_id=ContingencyId(STARTED[key]),
                owner_unit_id=UnitId("LEAD"),
                **where,
            )
        )
