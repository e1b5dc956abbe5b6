"""What happened to a row: who accepted, approved, acknowledged or verified which version of it.

Attestations stand outside the plan's hash. Each names the hash of the row it speaks of, so a
changed row has none: a change re-opens acknowledgement without code of its own.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from summitry.kit.canonical import canonical, digest
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import PersonId
from summitry.plan.table import Label, Row, table, table_of
from summitry.plan.terms import Field


class AttestationKind(StrEnum):
    """What is attested."""

    ACCEPTED = "accepted"
    CLEARED = "cleared"
    APPROVED = "approved"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    RECALLED = "recalled"
    VERIFIED = "verified"
    SWEPT = "swept"
    SEALED = "sealed"
    EXERCISED = "exercised"
    PROGRESS = "progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"
    COMPLETED = "completed"
    DELETED = "deleted"


ROW_HASH_BYTES = 16


def row_hash(row: Row) -> str:
    """Return the 32 hexadecimal digits that name this content of this row.

    Unlike the leaf in the plan's tree it is not salted, so attestations can be made from a
    workbook; they therefore carry the marking of the row they speak of.
    """
    content = digest(table_of(row).name.encode(), canonical(row))
    return content[:ROW_HASH_BYTES].hex()


@table(
    "attestations",
    key=("subject_table", "subject_key", "kind", "by", "at"),
    label=Text("Attestations"),
    field=Field.COMMAND,
    side=True,
)
class Attestation(Row, frozen=True, kw_only=True):
    """One person's word on one version of one row; append-only."""

    subject_table: Annotated[str, Label("Table")]
    subject_key: Annotated[str, Label("Key")]
    row_hash: Annotated[str, Label("Hash of the row")]
    kind: Annotated[AttestationKind, Label("What")]
    by: Annotated[PersonId, Label("By")]
    at: Annotated[datetime, Label("At")]
    reason: Annotated[str, Label("Reason")] = ""
    evidence: Annotated[str, Label("Evidence")] = ""
    expires: Annotated[datetime | None, Label("Expires")] = None
    second_by: Annotated[PersonId | None, Label("Second person")] = None

    def __post_init__(self) -> None:
        super().__post_init__()
        if self.second_by == self.by:
            raise SummitryError("attestation.same_person", column="second_by", got=self.second_by)

    def holds(self, at: datetime) -> bool:
        """Say whether it was made by then and has not expired."""
        return self.at <= at and (self.expires is None or at < self.expires)


class Attestations:
    """All attestations of a plan, found by the row they speak of."""

    __slots__ = ("_by_subject", "_hashes", "entries", "speakers")

    def __init__(self, entries: Iterable[Attestation] = ()) -> None:
        self.entries = tuple(sorted(entries, key=table_key))
        self._by_subject: dict[tuple[str, str], list[Attestation]] = {}
        self._hashes: dict[tuple[str, str], tuple[Row, str]] = {}
        self.speakers: frozenset[PersonId] = frozenset(
            person
            for entry in self.entries
            for person in (entry.by, entry.second_by)
            if person is not None
        )
        for entry in self.entries:
            subject = (entry.subject_table, entry.subject_key)
            self._by_subject.setdefault(subject, []).append(entry)

    def __iter__(self) -> Iterator[Attestation]:
        return iter(self.entries)

    def __len__(self) -> int:
        return len(self.entries)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Attestations) and self.entries == other.entries

    def __hash__(self) -> int:
        return hash(self.entries)

    def of(self, row: Row, kind: AttestationKind, *, at: datetime) -> tuple[Attestation, ...]:
        """Return those of the kind that speak of exactly this content and hold at the moment."""
        subject = (table_of(row).name, table_of(row).key_of(row))
        entries = self._by_subject.get(subject)
        if entries is None:
            return ()
        content = self._hash_of(row, subject)
        return tuple(
            entry
            for entry in entries
            if entry.kind is kind and entry.row_hash == content and entry.holds(at)
        )

    def _hash_of(self, row: Row, subject: tuple[str, str]) -> str:
        """Return the row's hash, made once for each row object: a re-check asks again and again."""
        known = self._hashes.get(subject)
        if known is None or known[0] is not row:
            known = self._hashes[subject] = (row, row_hash(row))
        return known[1]

    def about(self, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
        """Return those of the kind about any content of the row, expired ones too."""
        entries = self._by_subject.get((table_of(row).name, table_of(row).key_of(row)), [])
        return tuple(entry for entry in entries if entry.kind is kind)


def table_key(entry: Attestation) -> str:
    """Return the attestation's key as one string."""
    return table_of(entry).key_of(entry)
