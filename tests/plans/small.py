"""A small plan that is complete and sound: something in every table, and nothing uncovered.

All of it is invented; persons are numbers.
"""

from summitry.plan.access import (
    ControlledList,
    Count,
    Export,
    ListVersion,
    Outlet,
    Participant,
    Quota,
)
from summitry.plan.attestation import Attestations
from summitry.plan.command import CommandPostNet, DetailNet, Link, Net
from summitry.plan.mandate import Event, EventLimit, Objective
from summitry.plan.movements import (
    Closure,
    Door,
    Leg,
    Movement,
    Route,
    RouteSegment,
    Segment,
    TravelTime,
)
from summitry.plan.organisation import Person, Qualification, Unit
from summitry.plan.places import Exit, Exposure, Obstacle, Position, Room, Site, Zone
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Detail
from summitry.plan.programme import Item, Signatory
from summitry.plan.publications import Figure, TrafficOrder
from summitry.plan.risks import Contingency, ContingencyCard, Control, Rendezvous, Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Marking, Power, Treatment
from tests.plans.small_command import command_posts, radios
from tests.plans.small_lessons import lessons
from tests.plans.small_moments import NOW, OPENS, at
from tests.plans.small_staff import staff
from tests.plans.small_words import FAMILIES, people, words

UNITS = ("U-1", "U-2", "U-3")


def mandate() -> list[Row]:
    rows: list[Row] = [
        Event(
            event_id="E",
            name="Trial signing",
            level="head-of-state",
            opens=OPENS,
            closes=at(10),
            timezone="Asia/Ho_Chi_Minh",
            lead_unit_id="U-1",
            now=NOW,
        ),
        Objective(objective_id="O-1", name="Everybody signs in safety", mandate_id="MA-1"),
        EventLimit(limit_id="queue_minutes_max", value=12, source="the host"),
        *(
            Unit(unit_id=unit, name=unit, commander_id=f"N-{unit}", visiting=unit == "U-3")
            for unit in UNITS
        ),
        Qualification(qualification_id="medic", name="Medic"),
        Qualification(qualification_id="search", name="Search leader"),
        UnitPlan(plan_id="PL-1", title="Master plan", field="command", unit_id="U-1"),
        Task(
            task_id="T-1",
            title="Close the ring",
            plan_id="PL-1",
            lead_unit_ids=("U-1",),
            cooperating_unit_ids=("U-2", "U-3"),
            objective_id="O-1",
        ),
        TaskPart(task_id="T-1", unit_id="U-2", part="The east side"),
        TaskPart(task_id="T-1", unit_id="U-3", part="First aid"),
        Figure(figure_id="F-1", subject="Signatories", value="6", as_of=NOW, source="invented"),
        TrafficOrder(order_id="TO-1", measure="Closed", roads="S-1", start=at(-4), end=at(8)),
    ]
    return [*rows, *commanders()]


def commanders() -> list[Row]:
    return [
        Person(person_id=f"N-{unit}", unit_id=unit, powers=tuple(sorted(Power))) for unit in UNITS
    ]


def places() -> list[Row]:
    square = ((100.0, -20.0), (110.0, -20.0), (110.0, 20.0), (100.0, 20.0))
    screen = ((-60.0, -20.0), (-50.0, -20.0), (-50.0, 20.0), (-60.0, 20.0))
    return [
        Site(site_id="hall", name="Hall", kind="venue", owner_unit_id="U-1"),
        Site(site_id="hotel", name="Hotel", kind="hotel", owner_unit_id="U-2"),
        Zone(
            zone_id="Z-1",
            site_id="hall",
            name="Hall",
            capacity_max=2000,
            owner_unit_ids=("U-1",),
            outline=((-40.0, -40.0), (40.0, -40.0), (40.0, 40.0), (-40.0, 40.0)),
        ),
        Exit(exit_id="X-1", zone_id="Z-1", width_m=4, x_m=0, y_m=-40),
        Room(room_id="R-1", name="Stage", site_id="hall", zone_id="Z-1"),
        Room(room_id="R-2", name="Salon", site_id="hall", zone_id="Z-1"),
        Room(room_id="R-3", name="Ballroom", site_id="hotel"),
        Exposure(
            exposure_id="EX-1",
            name="Steps",
            zone_id="Z-1",
            x_m=0,
            y_m=0,
            z_m=2,
            start=at(-1),
            end=at(0),
            owner_unit_id="U-1",
        ),
        Position(
            position_id="PO-roof", name="Roof", x_m=0, y_m=150, z_m=20, owner_unit_ids=("U-1",)
        ),
        Position(
            position_id="PO-hidden", name="Window", x_m=200, y_m=0, z_m=5, owner_unit_ids=("U-2",)
        ),
        Position(
            position_id="PO-screened", name="Rise", x_m=-200, y_m=0, z_m=3, owner_unit_ids=("U-1",)
        ),
        Position(
            position_id="PO-taken", name="Tower", x_m=0, y_m=-400, z_m=50, owner_unit_ids=("U-1",)
        ),
        Position(
            position_id="PO-far", name="Hill", x_m=1500, y_m=900, z_m=90, owner_unit_ids=("U-1",)
        ),
        Obstacle(obstacle_id="OB-1", name="Depot", top_m=30, footprint=square),
        Obstacle(
            obstacle_id="OB-2", name="Screen", top_m=12, control_id="C-screen", footprint=screen
        ),
    ]


def risks() -> list[Row]:
    return [
        Risk(
            risk_id="RK-view",
            title="View",
            likelihood=3,
            consequence=5,
            owner_unit_ids=("U-1",),
        ),
        Risk(
            risk_id="RK-tower",
            title="Tower",
            likelihood=2,
            consequence=3,
            owner_unit_ids=("U-1",),
            treatment=Treatment.ACCEPT,
        ),
        Risk(
            risk_id="RK-storm",
            title="Storm",
            likelihood=3,
            consequence=4,
            owner_unit_ids=("U-3",),
            treatment=Treatment.ACCEPT,
        ),
        Control(
            control_id="C-screen",
            risk_id="RK-view",
            title="Put up the screen",
            owner_unit_ids=("U-2",),
            due=at(-30),
        ),
        Rendezvous(rendezvous_id="RV-1", name="Car park", kind="rvp", site_id="hall"),
        Rendezvous(rendezvous_id="RV-2", name="Station", kind="rvp", site_id="hotel"),
        Rendezvous(rendezvous_id="FC-1", name="Lobby", kind="fcp", site_id="hall"),
        Contingency(
            contingency_id="CY-1",
            title="Fire",
            trigger="Smoke",
            owner_unit_ids=("U-3",),
            agency_unit_ids=UNITS,
        ),
        *(
            ContingencyCard(contingency_id="CY-1", unit_id=unit, rvp_id="RV-1", fcp_id="FC-1")
            for unit in UNITS
        ),
    ]


def radio() -> list[Row]:
    return [
        *command_posts(),
        Net(net_id="N1", name="Ring", owner_unit_id="U-1"),
        Net(net_id="N2", name="East side", owner_unit_id="U-2"),
        Net(net_id="N3", name="Detail", owner_unit_id="U-1"),
        CommandPostNet(command_post_id="CP-1", net_id="N1"),
        CommandPostNet(command_post_id="CP-1", net_id="N3"),
        CommandPostNet(command_post_id="CP-2", net_id="N1", hearing="listens"),
        CommandPostNet(command_post_id="CP-2", net_id="N2"),
        DetailNet(detail_id="D-1", net_id="N3"),
        DetailNet(detail_id="D-2", net_id="N3", hearing="listens"),
        Link(
            link_id="L-1",
            from_command_post_id="CP-1",
            to_command_post_id="CP-2",
            owner_unit_id="U-1",
        ),
        EventLimit(limit_id="relays_max", value=2, source="the host"),
        Detail(detail_id="D-1", name="First detail", principal_id="PR-1", unit_id="U-1"),
        Detail(detail_id="D-2", name="Second detail", principal_id="PR-2", unit_id="U-1"),
    ]


def programme() -> list[Row]:
    both = ("PR-1", "PR-2")
    return [
        Item(
            item_id="I-open",
            title="Opening",
            kind="opening",
            room_id="R-1",
            start=at(0),
            end=at(1),
            principal_ids=both,
            owner_unit_id="U-1",
        ),
        Item(
            item_id="I-sign",
            title="Signing",
            kind="signing",
            room_id="R-2",
            start=at(1.2),
            end=at(1.4),
            principal_ids=both,
            owner_unit_id="U-1",
        ),
        Item(
            item_id="I-dinner",
            title="Dinner",
            kind="banquet",
            room_id="R-3",
            start=at(5),
            end=at(7),
            principal_ids=both,
            owner_unit_id="U-1",
        ),
        *(
            Signatory(
                signatory_id=f"SG-{number}",
                delegation_id=f"DE-{1 + number % 2}",
                rank="head-of-state" if number < 1 else "minister",
                item_id="I-sign",
                order=number + 1,
                owner_unit_id="U-2",
            )
            for number in range(2)
        ),
    ]


def movements() -> list[Row]:
    rows: list[Row] = [
        TravelTime(from_site_id="hall", to_site_id="hotel", minutes=20),
        Door(door_id="DO-1", name="North door", site_id="hall"),
        Route(route_id="RT-1", name="Way in", from_site_id="hotel", to_site_id="hall"),
        Route(route_id="RT-2", name="Way back", from_site_id="hall", to_site_id="hotel"),
        *(Segment(segment_id=f"S-{number}", name=f"Street {number}") for number in (1, 2, 3)),
        *(
            Closure(
                closure_id=f"CL-{number}",
                segment_id=f"S-{number}",
                start=at(-3),
                end=at(6),
                owner_unit_id="U-2",
            )
            for number in (1, 2, 3)
        ),
    ]
    for number in (1, 2, 3):
        rows.append(
            RouteSegment(
                route_id="RT-1", place=number, segment_id=f"S-{number}", running_seconds=200
            )
        )
        rows.append(
            RouteSegment(
                route_id="RT-2", place=number, segment_id=f"S-{4 - number}", running_seconds=200
            )
        )
    for number in (1, 2):
        rows += [
            Movement(
                movement_id=f"M-{number}",
                title=f"Motorcade {number}",
                principal_ids=(f"PR-{number}",),
                detail_id=f"D-{number}",
                owner_unit_id="U-1",
            ),
            Leg(
                movement_id=f"M-{number}",
                leg=1,
                route_id="RT-1",
                depart=at(-2 + number / 10),
                door_id="DO-1",
            ),
            Leg(movement_id=f"M-{number}", leg=2, route_id="RT-2", depart=at(3 + number / 10)),
        ]
    return rows


def access() -> list[Row]:
    return [
        ControlledList(
            list_id="LI-1",
            name="Access",
            kind="access",
            owner_unit_id="U-1",
            shows=("badge", "category", "photo", "yes/no"),
        ),
        ListVersion(
            list_id="LI-1",
            version=2,
            issued=at(-60),
            signature="signed",
            records_as_of=at(-62),
        ),
        ListVersion(list_id="LI-1", version=1, issued=at(-90), signature="signed"),
        Quota(quota_id="Q-1", category="delegate", zone_id="Z-1", persons_max=1_500),
        Quota(quota_id="Q-2", category="press", zone_id="Z-1", persons_max=400),
        Count(
            count_id="CO-1",
            category="delegate",
            zone_id="Z-1",
            stage="approved",
            persons=1_300,
            as_of=at(-48),
        ),
        Count(
            count_id="CO-2",
            category="press",
            zone_id="Z-1",
            stage="issued",
            persons=300,
            as_of=at(-48),
        ),
        Outlet(outlet_id="OU-1", name="Gazette"),
        Participant(participant_id="PA-1", category="press", outlet_id="OU-1", badge="B-1"),
        Participant(participant_id="PA-2", category="delegate", delegation_id="DE-1", badge="B-2"),
        Export(
            export_id="XP-1",
            name="Press kit",
            recipient="All outlets",
            audience=Marking.GREEN,
            contents=("delegations", "programme"),
            owner_unit_id="U-1",
        ),
    ]


def small() -> tuple[Snapshot, Attestations]:
    """Return the plan and what has been said of it."""
    rows = [
        *mandate(),
        *places(),
        *risks(),
        *radio(),
        *programme(),
        *movements(),
        *access(),
        *staff(),
        *(row for family in FAMILIES for row in family.rows()),
        *lessons(),
    ]
    rows += radios(rows)
    return Snapshot.of(rows), words(rows)


__all__ = ["NOW", "OPENS", "people", "small"]
