"""Requirements: clause, measure, evidence, verified; and where the chain is broken."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.compliance import Evidence, Measure, Requirement
from summitry.plan.organisation import Person
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.plans.access import held_snapshot, rows
from summitry_web.plans.found import words_on


class Met(StrEnum):
    """How far the chain of a requirement or a measure reaches."""

    NO_MEASURE = "no-measure"
    NO_EVIDENCE = "no-evidence"
    NOT_VERIFIED = "not-verified"
    VERIFIED = "verified"


MET: Mapping[Met, Text] = {
    Met.NO_MEASURE: Text("no measure"),
    Met.NO_EVIDENCE: Text("no evidence"),
    Met.NOT_VERIFIED: Text("evidence not verified"),
    Met.VERIFIED: Text("verified"),
}
BADGES: Mapping[Met, str] = {
    Met.NO_MEASURE: "wrong",
    Met.NO_EVIDENCE: "wrong",
    Met.NOT_VERIFIED: "unknown",
    Met.VERIFIED: "ok",
}
_ORDER = tuple(Met)


class EvidenceLine(Struct, frozen=True, kw_only=True):
    """Evidence, and whether a person of the plan has verified it as it stands."""

    key: str
    evidence: Evidence
    is_verified: bool


class MeasureLine(Struct, frozen=True, kw_only=True):
    """A measure with its evidence."""

    key: str
    measure: Measure
    evidence: tuple[EvidenceLine, ...]

    @property
    def state(self) -> Met:
        """Return how far it reaches: one verified piece of evidence is enough."""
        if not self.evidence:
            return Met.NO_EVIDENCE
        done = any(each.is_verified for each in self.evidence)
        return Met.VERIFIED if done else Met.NOT_VERIFIED


class RequirementLine(Struct, frozen=True, kw_only=True):
    """A requirement with its measures."""

    key: str
    requirement: Requirement
    measures: tuple[MeasureLine, ...]
    marking: Marking

    @property
    def state(self) -> Met:
        """Return how far it reaches: as far as the measure that reaches least."""
        if not self.measures:
            return Met.NO_MEASURE
        return min((each.state for each in self.measures), key=_ORDER.index)

    @property
    def due(self) -> datetime | None:
        """Return its date, or the first of its measures'."""
        dues = [each.measure.due for each in self.measures if each.measure.due is not None]
        return self.requirement.due or min(dues, default=None)

    def is_late(self, at: datetime) -> bool:
        """Say whether it was due and is not verified."""
        return self.state is not Met.VERIFIED and self.due is not None and self.due <= at


def requirement_lines(actor: Actor, event: Event, *, at: datetime) -> list[RequirementLine]:
    """Return the requirements that the actor may read, with what the actor may read of each."""
    measures = rows(actor, event, Measure, at=at)
    evidence = rows(actor, event, Evidence, at=at)
    telling = _Verified(event, words_on(event, "evidence", evidence), moment_in(event, at))
    by_measure: dict[str, list[EvidenceLine]] = {}
    for key, row in evidence.items():
        line = EvidenceLine(key=key, evidence=row, is_verified=telling.holds(row))
        by_measure.setdefault(row.measure_id, []).append(line)
    by_requirement: dict[str, list[MeasureLine]] = {}
    for key, measure in measures.items():
        told = MeasureLine(key=key, measure=measure, evidence=tuple(by_measure.get(key, ())))
        for each in measure.requirement_ids:
            by_requirement.setdefault(each, []).append(told)
    return [
        RequirementLine(
            key=key,
            requirement=row,
            measures=tuple(by_requirement.get(key, ())),
            marking=table_of(row).marking_of(row),
        )
        for key, row in rows(actor, event, Requirement, at=at).items()
    ]


class _Verified:
    """Whether a person of the plan has verified a row as it stands, as the rules count it."""

    def __init__(self, event: Event, words: Attestations, at: datetime) -> None:
        self.persons = held_snapshot(event).rows(Person)
        self.words = words
        self.at = at

    def holds(self, row: Row) -> bool:
        """Say whether somebody has."""
        entries = self.words.of(row, AttestationKind.VERIFIED, at=self.at)
        return any(entry.by in self.persons for entry in entries)
