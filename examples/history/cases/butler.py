"""Butler, 13 July 2024: a roof, a screen, two radio nets."""

from collections.abc import Iterable

from cases.frame import HOUR, at, post, staffed, units, word
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, DetailNet, Net
from summitry.plan.communications import Channel, Radio
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.places import Exposure, Obstacle, Position, Site, Zone
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Detail, Sector
from summitry.plan.programme import Delegation, Principal
from summitry.plan.risks import Control, Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import (
    CommandLevel,
    Field,
    Kind,
    Level,
    Power,
    Rank,
    Ring,
    SiteKind,
    UnitKind,
)


def rows() -> list[Row]:
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
        *_ground(event),
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
        *_command(),
        *_agency_plan(),
    ]


def _ground(event: Event) -> list[Row]:
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


def _command() -> list[Row]:
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


def _agency_plan() -> list[Row]:
    """Return the agency's own plan; that of the local police was never brought together with it."""
    return [
        Unit(unit_id="OFFICE", name="Agency's head office", kind=UnitKind.GUARD),
        Person(person_id="reader", unit_id="OFFICE", powers=(Power.APPROVE_PLAN,)),
        UnitPlan(
            plan_id="AGENCY", title="Plan of the agency", field=Field.COMMAND, unit_id="AGENCY"
        ),
        Channel(plan_id="AGENCY", channel="A1", net_id="NET-AGENCY"),
        Radio(radio_id="STAGE", net_id="NET-AGENCY", post_id="STAGE", unit_id="AGENCY"),
    ]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: the agency's plan approved, its radio checked."""
    said = snapshot.event.opens - 4 * HOUR
    return [
        word(snapshot, ("plans", "AGENCY"), AttestationKind.APPROVED, "reader", said),
        word(snapshot, ("radios", "STAGE"), AttestationKind.VERIFIED, "officer-agency", said),
    ]
