"""The small plan: command posts, radio, readiness, assets."""

from collections.abc import Callable, Iterable

from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost
from summitry.plan.communications import Channel, Contact, Declaration, Liaison, Radio, Sitrep
from summitry.plan.posts import Post
from summitry.plan.readiness import (
    Asset,
    AssetDemand,
    Capability,
    Exercise,
    RedLine,
    SiteWindow,
    ThreatIndicator,
    Trigger,
)
from summitry.plan.resources import Reserve
from summitry.plan.risks import Contingency, ContingencyCard
from summitry.plan.table import Row
from tests.plans.small_moments import at

UNITS = ("U-1", "U-2", "U-3")
Said = tuple[AttestationKind, str, dict[str, object]]
VERIFIED: list[Said] = [(AttestationKind.VERIFIED, "N-U-1", {})]


def of_sitrep(row: Row) -> list[Said]:
    assert isinstance(row, Sitrep)
    if row.due > at(-24):
        return []
    read: list[Said] = [
        (AttestationKind.ACKNOWLEDGED, f"N-{unit}", {}) for unit in row.recipient_unit_ids
    ]
    return [(AttestationKind.ISSUED, "N-U-1", {}), *read]


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Asset: lambda _: VERIFIED,
    Capability: lambda _: VERIFIED,
    CommandPost: lambda row: [
        (AttestationKind.ACKNOWLEDGED, f"{getattr(row, 'commander_id', '')}", {})
    ],
    Exercise: lambda _: [(AttestationKind.EXERCISED, "N-U-1", {})],
    Radio: lambda _: VERIFIED,
    Sitrep: of_sitrep,
}
"""What is said of the rows: kind, by whom, and other cells."""


def command_posts() -> list[Row]:
    """Return two command posts at different sites, each the other's alternate."""
    return [
        CommandPost(
            command_post_id="CP-1",
            name="Main",
            level="strategic",
            owner_unit_id="U-1",
            site_id="hall",
            commander_id="N-U-1",
            alternate_id="CP-2",
            start=at(-12),
            end=at(24),
        ),
        CommandPost(
            command_post_id="CP-2",
            name="East",
            level="tactical",
            owner_unit_id="U-2",
            site_id="hotel",
            commander_id="N-U-2",
            alternate_id="CP-1",
        ),
    ]


def radios(rows: Iterable[Row]) -> list[Row]:
    """Return a radio for each post that reports on a net."""
    return [
        Radio(
            radio_id=f"RA-{row.post_id}",
            net_id=row.net_id,
            post_id=row.post_id,
            unit_id=row.holder_unit_id,
        )
        for row in rows
        if isinstance(row, Post) and row.net_id is not None
    ]


def rows() -> list[Row]:
    return [*communications(), *readiness(), *practice(), *triggers(), *assets()]


def communications() -> list[Row]:
    seats = (("CP-1", "U-2"), ("CP-1", "U-3"), ("CP-2", "U-1"), ("CP-2", "U-3"))
    return [
        *(
            Liaison(
                liaison_id=f"LO-{post}-{unit}",
                command_post_id=post,
                unit_id=unit,
                person_id=f"N-{unit}",
                start=at(-48),
                end=at(48),
            )
            for post, unit in seats
        ),
        Channel(plan_id="PL-1", channel="1", net_id="N1", receive_mhz=380.0, transmit_mhz=390.0),
        Channel(plan_id="PL-1", channel="2", net_id="N2", receive_mhz=380.025),
        Channel(plan_id="PL-1", channel="3", net_id="N3", receive_mhz=380.05),
        Contact(
            contact_id="CT-desk",
            office="Duty desk of the hall",
            unit_id="U-1",
            phone="100",
            net_id="N1",
            hours="all day",
        ),
        Sitrep(
            sitrep_id="SR-1",
            command_post_id="CP-1",
            due=at(-30),
            recipient_unit_ids=("U-2", "U-3"),
        ),
        Sitrep(sitrep_id="SR-2", command_post_id="CP-1", due=at(6), recipient_unit_ids=("U-2",)),
        Declaration(
            declaration_id="DC-fire",
            title="Fire in the hall",
            contingency_id="CY-1",
            owner_unit_id="U-3",
            agency_unit_ids=UNITS,
            net_id="N1",
            acknowledge_minutes_max=5,
            review_minutes_max=30,
        ),
    ]


def readiness() -> list[Row]:
    return [
        SiteWindow(site_id="hall", start=at(-2), end=at(1), use="principals", persons_max=600),
        SiteWindow(site_id="hotel", start=at(3), end=at(6), persons_max=200),
        Capability(
            capability_id="CA-air",
            name="Watch of the air",
            site_id="hall",
            start=at(-3),
            end=at(2),
            post_id="P-gate1",
            qualification_id="search",
            owner_unit_id="U-1",
            watches_air=True,
        ),
        RedLine(
            red_line_id="RL-open",
            title="Shots heard",
            item_id="I-open",
            criterion="A shot, or a report of one, within the ring",
            holder_id="N-U-1",
            net_id="N3",
            owner_unit_id="U-1",
        ),
        RedLine(
            red_line_id="RL-sign",
            title="Stage not safe",
            item_id="I-sign",
            criterion="The stage is not sealed",
            holder_id="N-U-2",
            net_id="N3",
            owner_unit_id="U-1",
        ),
    ]


def practice() -> list[Row]:
    return [
        Exercise(
            exercise_id="EE-1",
            title="Full rehearsal",
            kind="rehearsal",
            start=at(-50),
            end=at(-48),
            contingency_ids=("CY-1", "CY-crowd"),
            risk_ids=("RK-view",),
            unit_ids=UNITS,
            person_ids=("N-U-1",),
            owner_unit_id="U-1",
        ),
        Contingency(
            contingency_id="CY-crowd",
            title="Twice as many",
            site_id="hall",
            trigger="Twice the planning figure",
            scale=2,
            owner_unit_ids=("U-3",),
            agency_unit_ids=("U-3",),
        ),
        ContingencyCard(contingency_id="CY-crowd", unit_id="U-3", rvp_id="RV-1", fcp_id="FC-1"),
        Reserve(
            reserve_id="RS-1",
            name="Reaction force",
            kind="reaction",
            headcount=8,
            start=at(-3),
            end=at(4),
            ready_minutes=4,
            unit_id="U-1",
            site_id="hall",
        ),
    ]


def triggers() -> list[Row]:
    return [
        *(
            Trigger(
                trigger_id=f"TG-{gate}",
                title=f"Queue at gate {gate}",
                measured="queue-minutes",
                threshold=10,
                action="Send people to the other gate",
                gate_id=f"G-{gate}",
                diversion_gate_ids=(f"G-{other}",),
                owner_unit_id="U-1",
            )
            for gate, other in ((1, 2), (2, 1))
        ),
        Trigger(
            trigger_id="TG-full",
            title="Hall nearly full",
            measured="zone-persons",
            threshold=1_800,
            zone_id="Z-1",
            contingency_id="CY-crowd",
            owner_unit_id="U-1",
        ),
        ThreatIndicator(
            indicator_id="TI-1",
            title="Somebody measures distances",
            risk_id="RK-view",
            watched="By the post on the roof",
            trigger_id="TG-full",
            owner_unit_id="U-1",
        ),
    ]


def assets() -> list[Row]:
    def asset(key: str, kind: str, **more: object) -> Asset:
        cells = {"playbook_id": "CY-1", "owner_unit_id": "U-1"} | more
        return Asset(asset_id=key, name=key, kind=kind, **cells)

    return [
        asset("AS-badges", "access-control", site_id="hall", backup_asset_id="AS-paper"),
        asset("AS-paper", "other", site_id="hotel", critical=False),
        asset("AS-power", "power", site_id="hall", field="venues", backup_asset_id="AS-diesel"),
        asset("AS-diesel", "power", site_id="hall", field="venues", critical=False),
        AssetDemand(
            asset_id="AS-badges",
            subject_table="gates",
            subject_key="G-1",
            fallback="Badges are read by eye",
            fallback_post_ids=("P-gate1",),
        ),
        AssetDemand(
            asset_id="AS-power",
            subject_table="assets",
            subject_key="AS-badges",
            fallback="Batteries for two hours",
        ),
    ]
