"""Rulings on findings: one accepted, a rule suppressed in one place, a rule put in quarantine.

Rulings stand beside the plan and outside its hash, and are only ever added. What they rule away is
still told in every report, with who ruled, why, and until when.
"""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.canonical import canonical, digest
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId, UnitId, require_id
from summitry.plan.table import Label, Row, table
from summitry.plan.terms import Field, Severity

ID_BYTES = 6


class RulingKind(StrEnum):
    """What is ruled: one finding, a rule on one row or for one unit, or a rule as a whole."""

    ACCEPT = "accept"
    SUPPRESS = "suppress"
    QUARANTINE = "quarantine"


@table("rulings", key=("ruling_id",), label=Text("Rulings"), field=Field.COMMAND, side=True)
class Ruling(Row, frozen=True, kw_only=True):
    """A person's decision that findings need no further answer until it expires.

    An acceptance speaks of one finding by its identity, and only while that has the case and the
    severity that were seen. A suppression speaks of one rule on one row or for one unit, a
    quarantine of one rule everywhere; of either, ``severity`` is the gravest that it reaches.
    """

    ruling_id: Annotated[str, Label("Ruling")]
    kind: Annotated[RulingKind, Label("What")]
    code: Annotated[str, Label("Rule")]
    severity: Annotated[Severity, Label("Severity, at most")]
    by: Annotated[PersonId, Label("By")]
    at: Annotated[datetime, Label("At")]
    reason: Annotated[str, Label("Reason")] = ""
    expires: Annotated[datetime | None, Label("Expires")] = None
    second_by: Annotated[PersonId | None, Label("Second person")] = None
    identity: Annotated[str, Label("Finding")] = ""
    case: Annotated[str, Label("Case of the finding")] = ""
    subject_table: Annotated[str, Label("Table")] = ""
    subject_key: Annotated[str, Label("Key")] = ""
    unit_id: Annotated[UnitId | None, Label("Unit")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        require_id(self.ruling_id, column="ruling_id")
        if self.second_by == self.by:
            raise SummitryError("ruling.same_person", column="second_by", got=self.second_by)
        if (self.kind is RulingKind.ACCEPT) != (self.identity != ""):
            raise SummitryError("ruling.finding", column="identity", got=self.identity)
        if self._targets() != _TARGETS[self.kind]:
            raise SummitryError("ruling.target", column="subject_key", got=self.subject_key)

    def _targets(self) -> int:
        """Return how many rows or units the ruling is bound to."""
        on_row = self.subject_table != "" and self.subject_key != ""
        return int(on_row) + int(self.unit_id is not None)

    @property
    def target(self) -> tuple[str, ...]:
        """What is ruled on; a later ruling on the same takes the place of one that has expired."""
        unit = self.unit_id or ""
        place = (self.subject_table, self.subject_key, unit)
        return (self.kind, self.code, self.identity, *place)

    def holds(self, at: datetime) -> bool:
        """Say whether it was made by then and has not expired."""
        return self.at <= at and (self.expires is None or at < self.expires)


_TARGETS = {RulingKind.ACCEPT: 1, RulingKind.SUPPRESS: 1, RulingKind.QUARANTINE: 0}
"""An acceptance names the row of its finding for its readers."""


def ruling_id_of(**cells: object) -> str:
    """Return an id that the cells alone decide: two people who rule apart need no common count."""
    return f"R-{digest(canonical(cells))[:ID_BYTES].hex()}"
