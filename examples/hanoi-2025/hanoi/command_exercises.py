"""The example: exercises, threat indicators, and the scale of the worst case; all invented."""

from hanoi.book import Book, at
from hanoi.organisation import SERVICES, commander, deputy
from hanoi.plans import ACCEPTED_RISKS, RISKS
from summitry.kit.ids import (
    ContingencyId,
    ExerciseId,
    PersonId,
    RiskId,
    ThreatIndicatorId,
    TriggerId,
    UnitId,
)
from summitry.plan.attestation import AttestationKind
from summitry.plan.readiness import Exercise, ExerciseKind, ThreatIndicator
from summitry.plan.risks import Contingency
from summitry.plan.terms import Field

_F = Field
_K = ExerciseKind
WORST_CASES = ("KG-CROWD", "KG-PALACE", "KG-PRESS")
EXERCISES: dict[str, tuple[str, ExerciseKind, str, str, tuple[Field, ...], str]] = {
    "EE-ATTACK": (
        "Attack at the hall", _K.DRILL, "08T08:00", "MOBILE", (_F.COUNTER_TERRORISM,),
        "KG-ATTACK KG-BOMB KG-CHEM KG-DRONE",
    ),
    "EE-PROTECT": (
        "Principal under threat", _K.DRILL, "09T08:00", "GUARD",
        (_F.PROTECTEES, _F.PROTOCOL), "KG-PALACE KG-CARDIAC",
    ),
    "EE-RESCUE": (
        "Fire and many casualties", _K.DRILL, "10T08:00", "FIRE", (_F.FIRE, _F.MEDICAL),
        "KG-FIRE KG-FIRE-HOTEL KG-MASS KG-POISON",
    ),
    "EE-CROWD": (
        "Twice as many at the gates", _K.TABLE_TOP, "13T14:00", "ADMPOL",
        (_F.ACCREDITATION, _F.PRESS, _F.IMAGE), "KG-CROWD KG-PRESS",
    ),
    "EE-CYBER": (
        "Attack on event systems", _K.COMMAND_POST, "14T08:00", "CYBER", (_F.CYBERSPACE,),
        "KG-CYBER",
    ),
    "EE-POWER": (
        "Hall without power or radio", _K.DRILL, "15T20:00", "POWER",
        (_F.VENUES, _F.COMMAND, _F.PROGRAMME), "KG-POWER KG-RADIO",
    ),
    "EE-ROADS": (
        "Motorcade stopped; incident on the apron", _K.DRILL, "16T05:00", "TRAFPOL",
        (_F.RECEPTION_AND_ESCORT, _F.AIRPORTS_AND_ROADS, _F.TRAFFIC), "KG-ROAD KG-AIRFIELD",
    ),
    "EE-SEAM": (
        "Host and UN side by side", _K.TABLE_TOP, "17T09:00", "UNDSS", (_F.LIAISON,), "",
    ),
    "EE-REHEARSAL": (
        "Full rehearsal", _K.REHEARSAL, "23T14:00", "LEAD", (), "KG-CROWD KG-CARDIAC",
    ),
}  # fmt: skip
STILL_TO_COME = "EE-REHEARSAL"
INDICATORS = {
    "TI-VIEW": ("Distances are measured from a roof or window", "RK-SIGHT", "TG-REPORTS"),
    "TI-DRONE": ("Small aircraft seen within two kilometres", "RK-DRONE", "TG-REPORTS"),
    "TI-VEHICLE": ("The same vehicle passes a queue three times", "RK-VEHICLE", "TG-REPORTS"),
    "TI-PARCEL": ("An object is left and its bearer walks off", "RK-PARCEL", "TG-REPORTS"),
    "TI-QUEUE": ("The queue reaches the kerb", "RK-QUEUE", "TG-INFLOW"),
    "TI-CRUSH": ("People in the foyer cannot turn round", "RK-CRUSH", "TG-FOYER"),
    "TI-RADIO": ("A net is silent at the radio check", "RK-NET", "TG-SILENCE"),
    "TI-BADGE": ("One badge is read at two gates", "RK-BADGE", "TG-REPORTS"),
}


def add_exercises(book: Book) -> None:
    """Add exercises of every high risk and contingency, and what is watched for."""
    for key in WORST_CASES:
        book.edit(Contingency, key, scale=2.0)
    for key, (title, kind, start, owner, fields, contingencies) in EXERCISES.items():
        acting = tuple(sorted(ContingencyId(each) for each in contingencies.split()))
        units = {UnitId(owner)}
        for each in acting:
            units |= set(book.get(Contingency, each).agency_unit_ids)
        row = Exercise(
            exercise_id=ExerciseId(key),
            title=title,
            kind=kind,
            start=at(start),
            end=at(f"{start[:2]}T{int(start[3:5]) + 3:02}:00"),
            contingency_ids=acting,
            risk_ids=tuple(
                sorted(
                    RiskId(risk)
                    for risk, danger in RISKS.items()
                    if danger.field in fields and risk not in ACCEPTED_RISKS
                )
            ),
            unit_ids=tuple(sorted(units)),
            person_ids=tuple(sorted(PersonId(commander(unit)) for unit in units)),
            owner_unit_id=UnitId(owner),
        )
        book.put(row)
        if key != STILL_TO_COME:
            book.say(row, AttestationKind.EXERCISED, deputy(owner), row.end)
    for key, (title, risk, trigger) in INDICATORS.items():
        unit = RISKS[risk].unit
        book.put(
            ThreatIndicator(
                indicator_id=ThreatIndicatorId(key),
                title=title,
                risk_id=RiskId(risk),
                watched=f"By the posts of the {SERVICES[unit].name}",
                trigger_id=TriggerId(trigger),
                owner_unit_id=UnitId(unit),
            )
        )
