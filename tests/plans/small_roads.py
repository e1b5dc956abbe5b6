"""The small plan: vehicles, routes, traffic, flights, flows on foot."""

from collections.abc import Callable
from datetime import date

from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import (
    Airspace,
    Clearance,
    Drone,
    Flight,
    Frequency,
    Stand,
    Weapons,
)
from summitry.plan.movements import Route, RouteSegment, Segment
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.table import Row
from summitry.plan.traffic import (
    Detour,
    Exemption,
    Flow,
    FlowLink,
    FlowPath,
    PublishedWindow,
)
from summitry.plan.vehicles import (
    Escort,
    EscortTeam,
    MotorcadeRole,
    MotorcadeVehicle,
    RouteSupport,
    Vehicle,
)
from tests.plans.small_moments import at

Said = tuple[AttestationKind, str, dict[str, object]]

SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Clearance: lambda _: [(AttestationKind.CLEARED, "N-U-2", {})],
    Airspace: lambda _: [(AttestationKind.ISSUED, "N-U-1", {})],
}
"""What is said of the rows: kind, by whom, and other cells."""

ROLES = (
    MotorcadeRole.LEAD,
    MotorcadeRole.PRINCIPAL,
    MotorcadeRole.FOLLOW_UP,
    MotorcadeRole.SPARE,
    MotorcadeRole.AMBULANCE,
)


def motorcades() -> list[Row]:
    made: list[Row] = []
    for number in (1, 2):
        made += [
            EscortTeam(escort_team_id=f"ET-{number}", name="Team", riders=4, unit_id="U-2"),
            Escort(movement_id=f"M-{number}", escort_team_id=f"ET-{number}"),
        ]
        made.append(
            PersonQualification(
                person_id=f"DR-{number}1", qualification_id="search", expires=date(2025, 12, 31)
            )
        )
        for place, role in enumerate(ROLES, 1):
            made += [
                Vehicle(
                    vehicle_id=f"V-{number}{place}",
                    name=f"Car {number}{place}",
                    qualification_id="search" if place == 1 else None,
                    unit_id="U-2",
                ),
                Person(person_id=f"DR-{number}{place}", unit_id="U-2"),
                MotorcadeVehicle(
                    movement_id=f"M-{number}",
                    place=place,
                    vehicle_id=f"V-{number}{place}",
                    driver_id=f"DR-{number}{place}",
                    role=role,
                ),
            ]
    return made


def routes() -> list[Row]:
    made: list[Row] = [
        Segment(segment_id="S-4", name="Street 4"),
        Segment(segment_id="S-5", name="Street 5"),
    ]
    for key, way in (("RT-3", ("S-1", "S-4", "S-3")), ("RT-4", ("S-3", "S-4", "S-1"))):
        ends = ("hotel", "hall") if key == "RT-3" else ("hall", "hotel")
        made.append(
            Route(
                route_id=key,
                name="Other way",
                from_site_id=ends[0],
                to_site_id=ends[1],
                kind="alternate",
            )
        )
        made += [
            RouteSegment(route_id=key, place=place, segment_id=segment, running_seconds=240)
            for place, segment in enumerate(way, 1)
        ]
    for key in ("RT-1", "RT-2"):
        made += [
            RouteSupport(route_id=key, support=1, hospital_id="H-1", minutes=9),
            RouteSupport(route_id=key, support=2, safe_place_id="SP-2", minutes=4),
        ]
    return made


def streets() -> list[Row]:
    return [
        *(
            PublishedWindow(
                window_id=f"W-{number}", segment_id=f"S-{number}", start=at(-3), end=at(6)
            )
            for number in (1, 2, 3)
        ),
        Exemption(exemption_id="XM-1", applies_to="Emergency services", owner_unit_id="U-2"),
        Detour(
            detour_id="DT-1",
            name="Around the hall",
            closed_segment_ids=("S-1", "S-2", "S-3"),
            open_segment_ids=("S-5",),
            owner_unit_id="U-2",
        ),
        FlowLink(
            flow_link_id="FL-1", name="Station", persons_per_hour_max=3_000, owner_unit_id="U-1"
        ),
        FlowLink(flow_link_id="FL-2", name="Ramp", persons_per_hour_max=1_500, owner_unit_id="U-1"),
        FlowPath(flow_path_id="FP-1", place=1, flow_link_id="FL-1"),
        FlowPath(flow_path_id="FP-1", place=2, flow_link_id="FL-2", minutes=6),
        Flow(flow_id="FW-1", flow_path_id="FP-1", persons=1_200, start=at(-2), end=at(-1)),
        Flow(flow_id="FW-2", flow_path_id="FP-1", persons=900, start=at(-1), end=at(0)),
    ]


def air() -> list[Row]:
    return [
        Stand(stand_id="ST-1", name="Stand 1", site_id="hotel", wing_span_m_max=65),
        Flight(
            flight_id="FG-1",
            delegation_id="DE-1",
            kind="arrival",
            site_id="hotel",
            scheduled=at(-2.4),
            special=True,
            stand_id="ST-1",
            stand_from=at(-2.4),
            stand_to=at(-1),
            wing_span_m=60,
            movement_id="M-1",
            owner_unit_id="U-2",
        ),
        Flight(
            flight_id="FG-2",
            delegation_id="DE-2",
            kind="departure",
            site_id="hotel",
            scheduled=at(5),
            special=True,
            stand_id="ST-1",
            stand_from=at(-1),
            stand_to=at(5),
            wing_span_m=40,
            movement_id="M-2",
            owner_unit_id="U-2",
        ),
    ]


def leave() -> list[Row]:
    return [
        *(
            Clearance(
                clearance_id=f"CR-{kind}-{number}",
                kind=kind,
                delegation_id=f"DE-{number}",
                due=at(-24),
                owner_unit_id="U-2",
            )
            for number in (1, 2)
            for kind in ("landing", "weapons", "frequencies")
        ),
        Weapons(
            weapons_id="WP-1",
            delegation_id="DE-1",
            kind="Pistol",
            count=6,
            clearance_id="CR-weapons-1",
        ),
        *(
            Frequency(
                frequency_id=f"FQ-{number}",
                delegation_id=f"DE-{number}",
                mhz=430 + number,
                clearance_id=f"CR-frequencies-{number}",
            )
            for number in (1, 2)
        ),
        Airspace(
            airspace_id="AS-1",
            site_id="hall",
            radius_m=5_000,
            ceiling_m=1_000,
            start=at(-6),
            end=at(10),
            owner_unit_id="U-1",
        ),
        Drone(
            drone_id="DN-1",
            site_id="hall",
            start=at(-4),
            end=at(-3),
            purpose="Picture of the crowd",
            unit_id="U-1",
        ),
    ]


def rows() -> list[Row]:
    return [*motorcades(), *routes(), *streets(), *air(), *leave()]
