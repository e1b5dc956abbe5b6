"""Paris, 28 May 2022: one station, a ramp, two kinds of ticket, and nobody for the whole."""

from collections.abc import Iterable

from cases.frame import HOUR, at, copies_acknowledged, gate_list, post, staffed, units
from cases.radio import NET, radio_plan, radio_words
from summitry.plan.access import Arrival, Gate
from summitry.plan.accreditation import BadgeType, GateReader, ZoneRight
from summitry.plan.attestation import Attestation
from summitry.plan.communications import Contact
from summitry.plan.mandate import Event
from summitry.plan.places import Site, Zone
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Category, Field, Level, ListKind, NotOnList, SiteKind, UnitKind
from summitry.plan.traffic import Flow, FlowLink, FlowPath

LANES = {"SEARCH-RAMP": 15, "SEARCH-WIDE": 40, "TURNSTILES": 100}
KINDS = {"TELEPHONE": "Ticket on a telephone", "PAPER": "Ticket on paper"}
COMING = {"SEARCH-RAMP": 15_000, "SEARCH-WIDE": 3_000, "TURNSTILES": 18_000}


def rows() -> list[Row]:
    """Return the plan of one side of the stadium."""
    event = Event(
        event_id="paris-2022",
        name="Final in Saint-Denis (rebuilt; ways and numbers invented)",
        level=Level.OTHER,
        opens=at("2022-05-28T17:00+02:00"),
        closes=at("2022-05-29T00:00+02:00"),
        timezone="Europe/Paris",
        lead_unit_id="ORGANISER",
        now=at("2022-05-28T15:00+02:00"),
    )
    cells = {"field": Field.VENUES, "net_id": NET}
    stewards = post("STEWARDS", "Stewards", event, owner_unit_id="ORGANISER", **cells)
    police = post("POLICE", "Police outside", event, owner_unit_id="POLICE", **cells)
    return [
        event,
        *units(ORGANISER=UnitKind.OTHER, POLICE=UnitKind.POLICE),
        Site(site_id="GROUNDS", name="Stadium", kind=SiteKind.VENUE, owner_unit_id="ORGANISER"),
        stewards,
        police,
        staffed(stewards, "officer-organiser", "ORGANISER"),
        staffed(police, "officer-police", "POLICE"),
        *radio_plan("ORGANISER", "POLICE", (stewards, police)),
        *_ways(event),
        *_gates(event),
        *gate_list(ListKind.ACCESS, "ORGANISER", LANES, event),
    ]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: every gate has its list, every post its radio."""
    return (*copies_acknowledged(snapshot, "officer-organiser"), *radio_words(snapshot))


def _ways(event: Event) -> list[Row]:
    """Return two stations, the ramp on the way from one of them, and who comes from where."""
    paths = {"NEAR": ("STATION-NEAR", "RAMP"), "FAR": ("STATION-FAR", "AVENUE")}
    links = {"STATION-NEAR": 20_000, "RAMP": 6_000, "STATION-FAR": 20_000, "AVENUE": 20_000}
    window = {"start": event.opens + HOUR, "end": event.opens + 2.5 * HOUR}
    return [
        *(
            FlowLink(
                flow_link_id=link,
                name=f"{link.capitalize().replace('-', ' ')} (invented)",
                persons_per_hour_max=capacity,
                owner_unit_id="ORGANISER",
            )
            for link, capacity in links.items()
        ),
        *(
            FlowPath(flow_path_id=path, place=place, flow_link_id=link)
            for path, steps in paths.items()
            for place, link in enumerate(steps, start=1)
        ),
        Flow(flow_id="MOST", flow_path_id="NEAR", persons=15_000, **window),
        Flow(flow_id="FEW", flow_path_id="FAR", persons=3_000, **window),
    ]


def _gates(event: Event) -> list[Row]:
    """Return two search points into the grounds, and turnstiles that read one kind of ticket."""
    zones = {"SEARCH-RAMP": "FORECOURT", "SEARCH-WIDE": "FORECOURT", "TURNSTILES": "STANDS"}
    return [
        *(
            Zone(
                zone_id=zone,
                site_id="GROUNDS",
                name=zone.capitalize(),
                owner_unit_ids=("ORGANISER",),
            )
            for zone in ("FORECOURT", "STANDS")
        ),
        Contact(
            contact_id="DESK",
            office="Ticket desk",
            unit_id="ORGANISER",
            phone="invented",
            hours="While the gates are open",
        ),
        *(
            Gate(
                gate_id=gate,
                name=f"{gate.capitalize().replace('-', ' ')} (invented)",
                zone_id=zone,
                lanes=LANES[gate],
                lane_persons_per_hour=400,
                opens=event.opens + HOUR,
                closes=event.opens + 4 * HOUR,
                owner_unit_id="ORGANISER",
                device="Ticket reader",
                decision_rule="Ticket in force",
                not_on_list=NotOnList.BLOCK_AND_LOG,
                contact_id="DESK",
            )
            for gate, zone in zones.items()
        ),
        *(
            Arrival(
                gate_id=gate,
                start=event.opens + HOUR,
                end=event.opens + 2.5 * HOUR,
                persons=persons,
            )
            for gate, persons in COMING.items()
        ),
        *(
            BadgeType(badge_type_id=kind, name=name, categories=(Category.GUEST,))
            for kind, name in KINDS.items()
        ),
        ZoneRight(category=Category.GUEST, zone_id="STANDS", reason="Holds a ticket"),
        GateReader(gate_id="TURNSTILES", badge_type_id="TELEPHONE"),
    ]
