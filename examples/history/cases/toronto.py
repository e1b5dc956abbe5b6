"""Toronto, June 2010: late planning, and commanders without a part in it or practice for it."""

from collections.abc import Iterable

from cases.frame import HOUR, at, units, word
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.command import CommandPost
from summitry.plan.governance import Body, BodyKind, BodyMember, Deputy, Mandate, Role
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Qualification, Unit
from summitry.plan.plans import UnitPlan
from summitry.plan.risks import Control, Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import CommandLevel, Field, Level, Power, UnitKind

DECIDED = at("2010-02-19T12:00-05:00")


def rows() -> list[Row]:
    """Return the mandate, the plan of the police, its commander, and its gravest risk."""
    event = Event(
        event_id="toronto-2010",
        name="Summit in Toronto (rebuilt; days and rosters invented)",
        level=Level.HEAD_OF_STATE,
        opens=at("2010-06-26T09:00-04:00"),
        closes=at("2010-06-27T18:00-04:00"),
        timezone="America/Toronto",
        lead_unit_id="OFFICE",
        now=at("2010-06-25T09:00-04:00"),
    )
    return [event, *_authority(), *_police(), *_disorder(event)]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: the mandate and the plan approved, the control seen."""
    said = snapshot.event.opens - 48 * HOUR
    return [
        word(
            snapshot, ("mandates", "SUMMIT"), AttestationKind.SUBMITTED, "officer-office", DECIDED
        ),
        word(snapshot, ("mandates", "SUMMIT"), AttestationKind.APPROVED, "chair", DECIDED),
        word(snapshot, ("plans", "ORDER"), AttestationKind.APPROVED, "chair", said),
        word(snapshot, ("controls", "RESERVE"), AttestationKind.VERIFIED, "officer-police", said),
    ]


def _authority() -> list[Row]:
    """Return who decided on the event, and what."""
    return [
        *units(OFFICE=UnitKind.MINISTRY),
        Person(
            person_id="chair",
            unit_id="OFFICE",
            powers=(Power.APPROVE_MANDATE, Power.APPROVE_PLAN),
        ),
        Body(
            body_id="AUTHORITY",
            name="Authority",
            kind=BodyKind.AUTHORITY,
            mandate_id="SUMMIT",
            lead_unit_id="OFFICE",
        ),
        BodyMember(body_id="AUTHORITY", person_id="chair", role=Role.CHAIR),
        BodyMember(body_id="AUTHORITY", person_id="officer-office", role=Role.SECRETARY),
        Deputy(person_id="chair", deputy_id="officer-office"),
        Mandate(
            mandate_id="SUMMIT",
            title="Hold the summit in the convention centre",
            authority_body_id="AUTHORITY",
            owner_unit_id="OFFICE",
        ),
    ]


def _police() -> list[Row]:
    """Return the police with a plan, and commanders of the whole and of the field."""
    return [
        Unit(
            unit_id="POLICE",
            name="Police",
            kind=UnitKind.POLICE,
            commander_id="commander-incident",
        ),
        *(Person(person_id=f"commander-{of}", unit_id="POLICE") for of in ("incident", "field")),
        *(
            Deputy(person_id=f"commander-{of}", deputy_id="officer-police")
            for of in ("incident", "field")
        ),
        Person(person_id="officer-police", unit_id="POLICE", powers=(Power.VERIFY_CONTROL,)),
        Qualification(qualification_id="COMMAND", name="Commands an operation", for_command=True),
        UnitPlan(
            plan_id="ORDER",
            title="Public order in the city centre",
            field=Field.COUNTER_TERRORISM,
            unit_id="POLICE",
        ),
        CommandPost(
            command_post_id="FIELD",
            name="Field command",
            level=CommandLevel.OPERATIONAL,
            owner_unit_id="POLICE",
            commander_id="commander-field",
        ),
    ]


def _disorder(event: Event) -> list[Row]:
    """Return the gravest risk, with a control in place and no exercise."""
    return [
        Risk(
            risk_id="DISORDER",
            title="Disorder in the city centre",
            likelihood=4,
            consequence=4,
            owner_unit_ids=("POLICE",),
        ),
        Control(
            control_id="RESERVE",
            risk_id="DISORDER",
            title="Public order units in reserve",
            owner_unit_ids=("POLICE",),
            due=event.opens - 24 * HOUR,
        ),
    ]
