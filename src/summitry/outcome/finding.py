"""Findings: where the plan leaves something uncovered, as codes and facts."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from summitry.kit.canonical import digest
from summitry.kit.errors import Fact
from summitry.kit.ids import UnitId
from summitry.plan.phases import Phase
from summitry.plan.rulings import Ruling
from summitry.plan.terms import Field, Marking, Severity

__all__ = ["Finding", "Gap", "Phase", "Status", "Subject"]

IDENTITY_BYTES = 8

Subject = tuple[str, str]
"""A table and a key."""


class Status(StrEnum):
    """Three different things: wrong, not known, and not due yet."""

    WRONG = "wrong"
    UNKNOWN = "unknown"
    NOT_YET_DUE = "not-yet-due"


class Gap(Struct, frozen=True, kw_only=True):
    """What a rule found, before the registry adds what all findings of the rule share.

    Parameters
    ----------
    table, key
        The row that the finding is about.
    case
        Which of the rule's sentences tells it; empty for the rule's only one.
    discriminator
        Tells findings of one rule about one row apart, and never changes with the facts.
    joins
        The other rows that were joined to see it; they raise the marking and name the units.
    """

    table: str
    key: str
    column: str | None = None
    case: str = ""
    discriminator: str = ""
    start: datetime | None = None
    end: datetime | None = None
    facts: Mapping[str, Fact | datetime] = {}
    joins: tuple[Subject, ...] = ()
    field: Field | None = None
    severity: Severity | None = None
    unknown: bool = False


class Finding(Struct, frozen=True, kw_only=True):
    """A demand without cover, with everything a reader needs but no sentence.

    A finding that a ruling rules away is told all the same, and counts no longer.
    """

    code: str
    severity: Severity
    status: Status
    phase: Phase
    field: Field
    table: str
    key: str
    column: str | None
    case: str
    discriminator: str
    start: datetime | None
    end: datetime | None
    facts: Mapping[str, Fact | datetime]
    joins: tuple[Subject, ...]
    marking: Marking
    units: tuple[UnitId, ...]
    ruling: Ruling | None = None

    @property
    def told(self) -> Mapping[str, Fact | datetime]:
        """What its sentence may name: the facts, and start and end where it has them."""
        ends = {"start": self.start, "end": self.end}
        return {name: end for name, end in ends.items() if end is not None} | dict(self.facts)

    @property
    def identity(self) -> str:
        """What stays the same while the facts change: code, row and discriminator."""
        parts = (self.code, self.table, self.key, self.discriminator)
        return digest(*(part.encode() for part in parts))[:IDENTITY_BYTES].hex()
