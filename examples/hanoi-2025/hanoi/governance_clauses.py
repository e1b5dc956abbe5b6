"""What the host owes, clause by clause, with the measure taken and what shows it; invented."""

from datetime import timedelta

from hanoi.book import Book, at
from hanoi.governance_bodies import moment
from hanoi.governance_plans import LEADS
from hanoi.organisation import deputy
from summitry.kit.ids import EvidenceId, MeasureId, MinimumId, PlanId, RequirementId, UnitId
from summitry.plan.attestation import AttestationKind
from summitry.plan.compliance import (
    Evidence,
    Measure,
    Minimum,
    Protection,
    Requirement,
    RequirementSource,
)
from summitry.plan.plans import UnitPlan
from summitry.plan.terms import Field, Level
from summitry.policy.clauses import CLAUSES

_F = Field
_S = RequirementSource
_MORE: tuple[tuple[str, str, RequirementSource, Field], ...] = (
    ("Fire", "Escape routes are inspected before the hall is opened", _S.LAW, _F.FIRE),
    ("Food", "Kitchens that serve delegates are inspected", _S.LAW, _F.MEDICAL),
    ("Data", "Personal data are kept no longer than they are needed", _S.LAW, _F.ACCREDITATION),
    ("Assembly", "Room is kept for lawful assembly", _S.LAW, _F.VENUES),
    ("Roads", "Closures are published with hours, exemptions and detours", _S.LAW, _F.TRAFFIC),
    ("Radio", "Frequencies of guests are cleared before they arrive", _S.LAW, _F.COMMAND),
    ("Access", "Every public room can be reached without steps", _S.GUIDANCE, _F.VENUES),
    ("Crowds", "Crowding is watched and a limit set for each zone", _S.GUIDANCE, _F.VENUES),
    ("Objectives", "Every figure told to the press has one source", _S.MANDATE, _F.PRESS),
    ("Objectives", "All six languages are interpreted throughout", _S.MANDATE, _F.PROGRAMME),
)


def add_clauses(book: Book) -> None:
    """Add the usual clauses and more, a measure for each, and what somebody has verified."""
    more = [
        Requirement(
            requirement_id=RequirementId(f"RQ-{number:02}"),
            clause=clause,
            title=title,
            source=source,
            field=field,
            reference="Invented for the example",
        )
        for number, (clause, title, source, field) in enumerate(_MORE, start=1)
    ]
    for place, row in enumerate((*CLAUSES, *more)):
        lead = LEADS[row.field][0]
        cells = {name: getattr(row, name) for name in row.__struct_fields__}
        cells |= {"owner_unit_ids": (UnitId(lead),), "due": at("20T18:00")}
        book.put(Requirement(**cells))
        _meet(book, row, lead, place)


def _meet(book: Book, row: Requirement, lead: str, place: int) -> None:
    key = row.requirement_id.removeprefix("usual-").upper()
    plan = next(
        plan.plan_id
        for plan in book.rows(UnitPlan)
        if plan.field is row.field and plan.unit_id == lead
    )
    measure = MeasureId(f"ME-{key}")
    book.put(
        Measure(
            measure_id=measure,
            title=f"Taken into the plan: {row.title}",
            requirement_ids=(row.requirement_id,),
            plan_id=PlanId(plan),
            owner_unit_id=UnitId(lead),
            due=at("21T18:00"),
        )
    )
    shown = Evidence(
        evidence_id=EvidenceId(f"EV-{key}"),
        measure_id=measure,
        title="Record of the handing over (invented)",
        reference=f"File {place + 1}",
    )
    book.put(shown)
    when = moment("10-19T09:00") + timedelta(minutes=17 * place)
    checker = deputy("LEAD" if lead != "LEAD" else "MFA")
    book.say(shown, AttestationKind.VERIFIED, checker, when)


_MINIMUMS = (
    (Level.OTHER, Protection.DETAIL, 1, True),
    (Level.MINISTER, Protection.DETAIL_ON_NET, 1, True),
    (Level.MINISTER, Protection.GUARDED_RESIDENCE, 2, False),
    (Level.HEAD_OF_GOVERNMENT, Protection.CLOSED_ROAD, 1, True),
    (Level.HEAD_OF_STATE, Protection.SECTORS_WATCHED, 4, False),
    (Level.HEAD_OF_GOVERNMENT, Protection.SAFE_PLACE, 1, False),
    (Level.HEAD_OF_GOVERNMENT, Protection.AMBULANCE, 1, False),
    (Level.HEAD_OF_GOVERNMENT, Protection.SURVEY, 1, False),
    (Level.HEAD_OF_GOVERNMENT, Protection.FOOD_CONTROL, 1, False),
    (Level.HEAD_OF_STATE, Protection.RESERVE, 1, False),
    (Level.HEAD_OF_STATE, Protection.SPARE_VEHICLE, 1, False),
)


def add_minimums(book: Book) -> None:
    """Add the minimum measures that the host has set for each level."""
    for number, (level, protection, count, verified) in enumerate(_MINIMUMS, start=1):
        book.put(
            Minimum(
                minimum_id=MinimumId(f"MN-{number}"),
                level=level,
                protection=protection,
                count_min=count,
                source="Order of the host on protection (invented)",
                verified=verified,
            )
        )
