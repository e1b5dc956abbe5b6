"""Manchester, 22 May 2017: where each service would meet."""

from collections.abc import Iterable

from cases.frame import HOUR, at, units, word
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.mandate import Event
from summitry.plan.readiness import Exercise, ExerciseKind
from summitry.plan.risks import Contingency, ContingencyCard, Rendezvous
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Level, RendezvousKind, UnitKind


def rows() -> list[Row]:
    """Return Manchester, 22 May 2017: three services, different rendezvous points."""
    event = Event(
        event_id="manchester-2017",
        name="Concert in Manchester (rebuilt; points invented)",
        level=Level.OTHER,
        opens=at("2017-05-22T19:00+01:00"),
        closes=at("2017-05-22T23:30+01:00"),
        timezone="Europe/London",
        lead_unit_id="POLICE",
        now=at("2017-05-22T18:00+01:00"),
    )
    meets = {"AMBULANCE": "RVP-B", "FIRE": "RVP-C", "POLICE": "RVP-A"}
    return [
        event,
        *units(POLICE=UnitKind.POLICE, FIRE=UnitKind.FIRE, AMBULANCE=UnitKind.MEDICAL),
        *(
            Rendezvous(
                rendezvous_id=point,
                name=f"Rendezvous point {point[-1]} (invented)",
                kind=RendezvousKind.RVP,
            )
            for point in meets.values()
        ),
        Contingency(
            contingency_id="ATTACK",
            title="Attack on a crowd",
            trigger="An explosion or armed attack is reported",
            owner_unit_ids=("POLICE",),
            agency_unit_ids=tuple(sorted(meets)),
        ),
        Exercise(
            exercise_id="ATTACK",
            title="Attack on a crowd (invented)",
            kind=ExerciseKind.TABLE_TOP,
            start=event.opens - 30 * 24 * HOUR,
            end=event.opens - 30 * 24 * HOUR + 3 * HOUR,
            contingency_ids=("ATTACK",),
            unit_ids=tuple(sorted(meets)),
            owner_unit_id="POLICE",
        ),
        *(
            ContingencyCard(contingency_id="ATTACK", unit_id=unit, rvp_id=point)
            for unit, point in meets.items()
        ),
    ]


def words(snapshot: Snapshot) -> Iterable[Attestation]:
    """Return what was said: the exercise was held, whatever the cards say."""
    held = snapshot.event.opens - 29 * 24 * HOUR
    subject = ("exercises", "ATTACK")
    return [word(snapshot, subject, AttestationKind.EXERCISED, "officer-police", held)]
