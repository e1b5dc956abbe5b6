"""A small plan that is complete and sound: something in every table, and nothing uncovered.

All of it is invented; persons are numbers.
"""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from summitry.plan.access import (
    Arrival,
    ControlledList,
    Count,
    Export,
    Gate,
    ListCopy,
    ListVersion,
    Outlet,
    Participant,
    Quota,
)
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.command import CommandPost, CommandPostNet, DetailNet, Link, Net
from summitry.plan.identity import Identity
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
from summitry.plan.organisation import Person, PersonQualification, Qualification, Unit
from summitry.plan.places import Exit, Exposure, Obstacle, Position, Room, Site, Zone
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.posts import Detail, Post, PostRequirement, Sector, Shift
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.publications import Figure, TrafficOrder
from summitry.plan.risks import Contingency, ContingencyCard, Control, Rendezvous, Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Marking, Power, Rank, Treatment

OPENS = datetime(2025, 10, 25, 2, tzinfo=UTC)
NOW = OPENS - timedelta(days=1)
UNITS = ("U-1", "U-2", "U-3")


def at(hours: float) -> datetime:
    return OPENS + timedelta(hours=hours)


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
        Objective(objective_id="O-1", name="Everybody signs in safety"),
        EventLimit(limit_id="queue_minutes_max", value=12, source="the host"),
        *(Unit(unit_id=unit, name=unit, commander_id=f"N-{unit}") for unit in UNITS),
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
            zone_id="Z-1", site_id="hall", name="Hall", capacity_max=2000, owner_unit_ids=("U-1",)
        ),
        Exit(exit_id="X-1", zone_id="Z-1", width_m=4),
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
        CommandPost(command_post_id="CP-1", name="Main", level="strategic", owner_unit_id="U-1"),
        CommandPost(command_post_id="CP-2", name="East", level="tactical", owner_unit_id="U-2"),
        Net(net_id="N1", name="Ring", owner_unit_id="U-1"),
        Net(net_id="N2", name="East side", owner_unit_id="U-2"),
        Net(net_id="N3", name="Detail", owner_unit_id="U-1"),
        CommandPostNet(command_post_id="CP-1", net_id="N1"),
        CommandPostNet(command_post_id="CP-1", net_id="N3"),
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
        Delegation(delegation_id="DE-1", name="A", members=20, liaison_unit_id="U-2"),
        Delegation(delegation_id="DE-2", name="B", members=15, liaison_unit_id="U-2"),
        Principal(principal_id="PR-1", office="President", delegation_id="DE-1", protected=True),
        Principal(principal_id="PR-2", office="Minister", delegation_id="DE-2", protected=True),
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
                rank="head-of-state" if number < 2 else "minister",
                item_id="I-sign",
                order=number + 1,
                owner_unit_id="U-2",
            )
            for number in range(12)
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
    rows: list[Row] = [
        ControlledList(list_id="LI-1", name="Access", kind="access", owner_unit_id="U-1"),
        ListVersion(list_id="LI-1", version=2, issued=at(-60), signature="signed"),
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
    for number in (1, 2):
        rows.append(
            Gate(
                gate_id=f"G-{number}",
                name=f"Gate {number}",
                zone_id="Z-1",
                lanes=4,
                lane_persons_per_hour=180,
                opens=at(-3),
                closes=at(2),
                item_id="I-open",
                owner_unit_id="U-1",
            )
        )
        rows += [ListCopy(list_id="LI-1", version=v, gate_id=f"G-{number}") for v in (1, 2)]
        rows += [
            Arrival(
                gate_id=f"G-{number}", start=at(-2 + step / 4), end=at(-1.75 + step / 4), persons=p
            )
            for step, p in enumerate((60, 120, 190, 200, 120, 50))
        ]
    return rows


class Staff:
    """Persons, posts and the shifts that hold them, with relief and overlap."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self._count = 0

    def person(self, unit: str, **held: object) -> str:
        self._count += 1
        name = f"N-{self._count:03d}"
        self.rows.append(Person(person_id=name, unit_id=unit, languages=("en", "vi")))
        for kind, expires in held.items():
            self.rows.append(
                PersonQualification(person_id=name, qualification_id=kind, expires=expires)
            )
        return name

    def post(self, name: str, start: float, end: float, **more: object) -> Post:
        cells = {"net_id": "N1", "owner_unit_id": "U-1", "holder_unit_id": "U-1"} | more
        row = Post(post_id=name, name=name, site_id="hall", start=at(start), end=at(end), **cells)
        self.rows.append(row)
        return row

    def relay(self, post: Post, hours: float, heads: int, **held: object) -> None:
        """Hold the post with new people every so many hours, each overlapping by half an hour."""
        start = post.start
        while start < post.end:
            end = min(start + timedelta(hours=hours + 0.5), post.end)
            for slot in range(1, heads + 1):
                unit = str(post.holder_unit_id)
                self.rows.append(
                    Shift(
                        post_id=post.post_id,
                        start=start,
                        slot=slot,
                        end=end,
                        person_id=self.person(unit, **held),
                        unit_id=unit,
                    )
                )
            start += timedelta(hours=hours)


def staff() -> list[Row]:
    team = Staff()
    for number in (1, 2):
        gate = team.post(f"P-gate{number}", -3, 2, headcount_min=2, gate_id=f"G-{number}")
        team.relay(gate, 1.5, 2, search=date(2025, 12, 31))
        team.rows.append(
            PostRequirement(post_id=gate.post_id, requirement="search", qualification_id="search")
        )
    roof = team.post("P-roof", -4, 4, position_id="PO-roof", net_id="N2", holder_unit_id="U-2")
    team.relay(roof, 4, 1)
    aid = team.post("P-aid", -3, 8, headcount_min=2, field="medical", holder_unit_id="U-3")
    team.relay(aid, 6, 2, medic=date(2025, 10, 25), search=date(2026, 1, 1))
    team.rows += [
        PostRequirement(post_id="P-aid", requirement="medic", qualification_id="medic"),
        PostRequirement(post_id="P-aid", requirement="speaks", language="en"),
    ]
    for number in range(3):
        post = team.post(f"P-steps{number}", -2, 1, headcount_min=1)
        team.relay(post, 3, 1)
        team.rows.append(
            Sector(
                sector_id=f"SE-{number}",
                exposure_id="EX-1",
                post_id=post.post_id,
                bearing_from_deg=(300 + 120 * number) % 360,
                bearing_to_deg=(65 + 120 * number) % 360,
                start=at(-2),
                end=at(1),
            )
        )
    team.rows += _two_duties(team)
    return team.rows


def _two_duties(team: Staff) -> list[Row]:
    """Return one person with two posts at two sites, the way between, and a rest afterwards."""
    name = team.person("U-1")
    first = team.post("P-salon", -2, 2)
    second = Post(
        post_id="P-hotel",
        name="P-hotel",
        site_id="hotel",
        start=at(2.5),
        end=at(6),
        net_id="N1",
        owner_unit_id="U-1",
        holder_unit_id="U-1",
    )
    third = team.post("P-night", 18, 20)
    own = (("P-salon", -2, 2), ("P-hotel", 2.5, 6), ("P-night", 18, 20))
    assert (first.post_id, third.post_id) == ("P-salon", "P-night")
    limit = EventLimit(limit_id="rest_hours_min", value=0.25, source="the host")
    return [
        second,
        limit,
        *(
            Shift(post_id=p, start=at(a), end=at(b), person_id=name, unit_id="U-1")
            for p, a, b in own
        ),
    ]


ACCEPTANCE = {"reason": "Nothing else is possible", "expires": at(200), "second_by": "N-U-2"}

Said = tuple[AttestationKind, str, dict[str, object]]


def of_post(row: Row) -> list[Said]:
    assert isinstance(row, Post)
    if row.holder_unit_id == row.owner_unit_id:
        return []
    return [(AttestationKind.ACCEPTED, f"N-{row.holder_unit_id}", {})]


def of_position(row: Row) -> list[Said]:
    assert isinstance(row, Position)
    taken = row.position_id == "PO-taken"
    return [(AttestationKind.ACCEPTED, "N-U-1", ACCEPTANCE)] if taken else []


def of_risk(row: Row) -> list[Said]:
    assert isinstance(row, Risk)
    accepted = row.treatment is Treatment.ACCEPT
    return [(AttestationKind.ACCEPTED, "N-U-1", ACCEPTANCE)] if accepted else []


def of_signatory(row: Row) -> list[Said]:
    assert isinstance(row, Signatory)
    by_office = row.rank is Rank.HEAD_OF_STATE
    return [] if by_office else [(AttestationKind.CLEARED, "N-U-2", {})]


def of_version(row: Row) -> list[Said]:
    assert isinstance(row, ListVersion | ListCopy)
    return [(AttestationKind.RECALLED, "N-U-1", {})] if row.version == 1 else []


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Post: of_post,
    Position: of_position,
    Risk: of_risk,
    Signatory: of_signatory,
    ListVersion: of_version,
    ListCopy: lambda row: [(AttestationKind.ACKNOWLEDGED, "N-U-1", {}), *of_version(row)],
    Control: lambda _: [(AttestationKind.VERIFIED, "N-U-2", {})],
    ContingencyCard: lambda row: [
        (AttestationKind.ACKNOWLEDGED, f"N-{getattr(row, 'unit_id', '')}", {})
    ],
}


def words(rows: list[Row]) -> Attestations:
    """Return what people have said of the rows, so that nothing waits for anybody."""
    return Attestations(
        Attestation(
            subject_table=table_of(row).name,
            subject_key=table_of(row).key_of(row),
            row_hash=row_hash(row),
            kind=kind,
            by=by,
            at=NOW - timedelta(hours=5),
            **more,
        )
        for row in rows
        for kind, by, more in SAID.get(type(row), lambda _: [])(row)
    )


def people() -> tuple[Identity, ...]:
    """Return synthetic identities of different people."""
    names = ("NGUYEN Van Thu", "Sample Alexei", "Test Maria", "Muster Erika")
    return tuple(
        Identity(
            record_id=f"ID-{number}",
            name=name,
            subject_id=f"PA-{number}",
            badge=f"B-{number}",
            birth_date=date(1970 + number, 3, 4),
            document=f"X{number}",
        )
        for number, name in enumerate(names)
    )


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
    ]
    return Snapshot.of(rows), words(rows)
