"""A checked plan as the reports take it, and the choice of findings a reader asked for."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from summitry.check.registry import Rule
from summitry.check.run import order
from summitry.outcome.finding import Finding, Phase, Status
from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Severity


class MomentFrom(StrEnum):
    """Who chose the moment at which the plan is looked at."""

    GIVEN = "given"
    PLAN = "plan"
    CLOCK = "clock"


class Assessment(Struct, frozen=True, kw_only=True):
    """A plan with everything that the rules found in it at one moment."""

    snapshot: Snapshot
    attestations: Attestations
    findings: tuple[Finding, ...]
    """What is open: what a ruling rules away is not among them."""
    rules: tuple[Rule, ...]
    """The rules that were run; what found nothing is among them."""
    at: datetime
    moment_from: MomentFrom
    plan_hash: str
    with_people: bool = False
    ruled: tuple[Finding, ...] = ()
    """What is ruled away: it counts no longer, and is told all the same."""
    rulings: tuple[Ruling, ...] = ()
    """Every ruling of the plan, those without effect too."""

    @property
    def everything(self) -> tuple[Finding, ...]:
        """All findings, open or ruled away, in order of weight."""
        return tuple(sorted((*self.findings, *self.ruled), key=order))

    @property
    def event(self) -> Event:
        """The plan's event."""
        return self.snapshot.event


class Choice(Struct, frozen=True, kw_only=True):
    """Which findings a reader asked for; None asks for all."""

    field: Field | None = None
    unit: str | None = None
    phase: Phase | None = None
    severity: Severity | None = None
    """This severity and graver ones: a choice can never hide what matters more."""

    def takes(self, finding: Finding) -> bool:
        """Say whether the reader asked for the finding."""
        return (
            (self.field is None or finding.field is self.field)
            and (self.unit is None or self.unit in finding.units)
            and (self.phase is None or finding.phase is self.phase)
            and (self.severity is None or finding.severity.depth <= self.severity.depth)
        )

    def of(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """Return the findings that the reader asked for, in their order."""
        return tuple(finding for finding in findings if self.takes(finding))

    @property
    def asks_for_all(self) -> bool:
        """Whether nothing was left out."""
        return self == Choice()


def is_due(finding: Finding) -> bool:
    """Say whether the finding counts now: wrong or not known, and due."""
    return finding.status is not Status.NOT_YET_DUE


def is_critical(finding: Finding) -> bool:
    """Say whether the finding is critical and due."""
    return is_due(finding) and finding.severity is Severity.CRITICAL
