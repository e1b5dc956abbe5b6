"""The small plan: mandate, bodies, plans, requirements, resources."""

from collections.abc import Callable
from datetime import date

from summitry.plan.attestation import AttestationKind
from summitry.plan.compliance import Evidence, Measure, Minimum, Requirement
from summitry.plan.governance import (
    Body,
    BodyMember,
    Decision,
    Deputy,
    FieldLead,
    Mandate,
    Meeting,
    SuccessIndicator,
)
from summitry.plan.organisation import PersonQualification, Qualification, Wish
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.resources import (
    BaseDuty,
    Commitment,
    ResourceNeed,
    ResourceRequest,
    Welfare,
)
from summitry.plan.table import Row
from tests.plans.small_moments import at

Said = tuple[AttestationKind, str, dict[str, object]]

DAY = 24
NEXT = {"U-1": "U-2", "U-2": "U-3", "U-3": "U-1"}
ACCEPTANCE = {"reason": "The host has no more", "expires": at(200), "second_by": "N-U-2"}
MANDATED: dict[str, object] = {"at": at(-300 * DAY)}


def of_plan(row: Row) -> list[Said]:
    assert isinstance(row, UnitPlan)
    said: list[Said] = [
        (AttestationKind.APPROVED, f"N-{NEXT[str(row.unit_id)]}", {}),
        (AttestationKind.ACKNOWLEDGED, f"N-{row.unit_id}", {}),
    ]
    return [*said, (AttestationKind.VERIFIED, "N-U-1", {})] if row.copied_from else said


def of_task(row: Row) -> list[Said]:
    assert isinstance(row, Task)
    first = row.task_id == "T-2"
    return [(AttestationKind.COMPLETED, "N-U-2", {})] if first else []


def of_request(row: Row) -> list[Said]:
    assert isinstance(row, ResourceRequest)
    denied = row.request_id == "RQ-1"
    return [(AttestationKind.ACCEPTED, "N-U-1", ACCEPTANCE)] if denied else []


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Mandate: lambda _: [
        (AttestationKind.SUBMITTED, "N-U-2", {"at": at(-301 * DAY)}),
        (AttestationKind.APPROVED, "N-U-1", MANDATED),
    ],
    Meeting: lambda _: [(AttestationKind.APPROVED, "N-U-1", {})],
    Decision: lambda _: [(AttestationKind.APPROVED, "N-U-2", {})],
    UnitPlan: of_plan,
    Task: of_task,
    Evidence: lambda _: [(AttestationKind.VERIFIED, "N-U-3", {})],
    Commitment: lambda row: [(AttestationKind.ACCEPTED, f"N-{getattr(row, 'unit_id', '')}", {})],
    ResourceRequest: of_request,
}
"""What is said of the rows: kind, by whom, and other cells."""


def rows() -> list[Row]:
    return [*bodies(), *sessions(), *commanders(), *plans(), *clauses(), *resources()]


def bodies() -> list[Row]:
    return [
        Mandate(
            mandate_id="MA-1",
            title="Signing",
            authority_body_id="BO-1",
            owner_unit_id="U-2",
            due=at(-250 * DAY),
        ),
        Body(body_id="BO-1", name="Cabinet", kind="authority", lead_unit_id="U-1"),
        Body(
            body_id="BO-2",
            name="Steering committee",
            kind="steering-committee",
            parent_body_id="BO-1",
            mandate_id="MA-1",
            lead_unit_id="U-1",
        ),
        Body(
            body_id="BO-3",
            name="Security",
            kind="subcommittee",
            parent_body_id="BO-2",
            field="venues",
            lead_unit_id="U-2",
        ),
        BodyMember(body_id="BO-1", person_id="N-U-1"),
        BodyMember(body_id="BO-2", person_id="N-U-1", role="chair"),
        BodyMember(body_id="BO-2", person_id="N-U-2", role="deputy-chair"),
        BodyMember(body_id="BO-3", person_id="N-U-2", role="chair"),
    ]


def sessions() -> list[Row]:
    return [
        Meeting(
            meeting_id="ME-1",
            body_id="BO-2",
            start=at(-20 * DAY),
            end=at(-20 * DAY + 2),
            room_id="R-2",
            agenda="The ring",
            minutes="The ring is closed.",
        ),
        Decision(
            decision_id="DC-1",
            title="Close the ring",
            meeting_id="ME-1",
            options=("Close it", "Leave it open"),
            chosen="Close it",
            reasons="The roofs cannot be held otherwise",
            decided=at(-20 * DAY + 1),
            review=at(2 * DAY),
            owner_unit_id="U-1",
            objective_id="O-1",
        ),
        SuccessIndicator(
            indicator_id="SI-1",
            objective_id="O-1",
            name="Signatures",
            measured="Counted by the depositary",
            target=12,
            measured_in="signatures",
            owner_unit_id="U-1",
        ),
    ]


def commanders() -> list[Row]:
    return [
        Qualification(qualification_id="command", name="Command", for_command=True),
        *(
            PersonQualification(
                person_id=f"N-{unit}", qualification_id="command", expires=date(2025, 12, 31)
            )
            for unit in NEXT
        ),
        *(Wish(person_id=f"N-{unit}", day=date(2025, 10, 26)) for unit in NEXT),
        *(
            Deputy(person_id=f"N-{unit}", deputy_id=f"N-{other}", start=at(-1), end=at(DAY))
            for unit, other in NEXT.items()
        ),
        *(FieldLead(field=field, unit_id="U-1") for field in ("command", "medical", "venues")),
    ]


def plans() -> list[Row]:
    return [
        UnitPlan(
            plan_id="PL-2",
            title="East side",
            field="venues",
            unit_id="U-2",
            parent_plan_id="PL-1",
            document="0b",
            copied_from="Last year",
            copied_document="0a",
        ),
        UnitPlan(
            plan_id="PL-3", title="First aid", field="medical", unit_id="U-3", parent_plan_id="PL-1"
        ),
        Task(
            task_id="T-2",
            title="Survey",
            plan_id="PL-2",
            lead_unit_ids=("U-2",),
            due=at(-60),
            objective_id="O-1",
            duration_days=2,
        ),
        Task(
            task_id="T-3",
            title="Put up the tents",
            plan_id="PL-3",
            lead_unit_ids=("U-3",),
            cooperating_unit_ids=("U-1",),
            due=at(-4),
            depends_on=("T-2",),
            objective_id="O-1",
            duration_days=0.5,
        ),
        TaskPart(task_id="T-3", unit_id="U-1", part="The ground", due=at(-8)),
    ]


def clauses() -> list[Row]:
    return [
        Requirement(
            requirement_id="RE-1",
            clause="7",
            title="First aid in the premises",
            source="host-country-agreement",
            owner_unit_ids=("U-3",),
            due=at(-30),
        ),
        Measure(
            measure_id="MS-1",
            title="Post of first aid",
            requirement_ids=("RE-1",),
            plan_id="PL-3",
            owner_unit_id="U-3",
        ),
        Evidence(evidence_id="EV-1", measure_id="MS-1", title="Photo", reference="File 12"),
        Minimum(minimum_id="MI-1", level="other", protection="detail", source="the host"),
        Minimum(minimum_id="MI-2", level="minister", protection="detail-on-net", source="the host"),
        Minimum(
            minimum_id="MI-3",
            level="head-of-state",
            protection="closed-road",
            source="the host",
            verified=True,
        ),
    ]


def resources() -> list[Row]:
    return [
        ResourceNeed(
            need_id="NE-1",
            title="Medics",
            count=4,
            due=at(-10 * DAY),
            field="medical",
            qualification_id="medic",
            site_id="hall",
            owner_unit_id="U-1",
        ),
        Commitment(
            commitment_id="CM-1", need_id="NE-1", unit_id="U-3", count=4, promised=at(-12 * DAY)
        ),
        ResourceRequest(
            request_id="RQ-1",
            title="A second tent",
            unit_id="U-3",
            asked_unit_id="U-1",
            answer="denied",
            due=at(-5 * DAY),
            field="medical",
            site_id="hall",
            risk_id="RK-view",
        ),
        ResourceRequest(
            request_id="RQ-2", title="Radios", unit_id="U-3", asked_unit_id="U-1", answer="granted"
        ),
        BaseDuty(unit_id="U-2", day=date(2025, 10, 25), headcount_min=5, strength=8),
        Welfare(
            welfare_id="WE-1",
            unit_id="U-3",
            start=at(-14),
            end=at(2 * DAY),
            beds=6,
            meals=20,
            rides=6,
            site_id="hotel",
            contact_person_id="N-U-2",
            host_unit_id="U-2",
        ),
    ]
