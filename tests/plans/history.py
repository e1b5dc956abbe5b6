"""The failures of the past that `examples/history` rebuilds: what is wrong with each."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path

from msgspec.structs import replace

from summitry.check.run import check
from summitry.cli.files import load
from summitry.outcome.finding import Finding, Status
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.change import Edit, apply
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of

HISTORY = Path(__file__).parents[2] / "examples" / "history"

LEFT_OUT: Mapping[str, frozenset[str]] = {"butler-2024": frozenset({"C-45", "C-120"})}
"""Rules on what a rebuilt plan does not go into: in Butler, exercises and who commanded where."""


def findings(snapshot: Snapshot, words: Iterable[Attestation] = ()) -> tuple[Finding, ...]:
    """Return what is wrong; what a plan rebuilt in small leaves out is unknown, and no matter."""
    now = snapshot.event.now
    assert now is not None
    found = check(snapshot, Attestations(words), at=now).findings
    left_out = LEFT_OUT.get(snapshot.event.event_id, frozenset())
    return tuple(
        each for each in found if each.code not in left_out and each.status is not Status.UNKNOWN
    )


def places(found: Iterable[Finding]) -> set[tuple[str, str, str, str, str]]:
    """Return what each finding is about, its case and how grave it is."""
    return {(each.code, each.table, each.key, each.case, each.severity.value) for each in found}


def plan(case: str) -> Snapshot:
    """Return the plan of the case."""
    return load(HISTORY / case).snapshot


def said(case: str) -> Attestations:
    """Return what was said of the plan of the case."""
    return load(HISTORY / case).attestations


def word(
    snapshot: Snapshot,
    subject: tuple[str, str],
    kind: AttestationKind,
    by: str,
    at: datetime | None = None,
) -> Attestation:
    """Return a word on a row as it stands, said at the moment the plan is looked at."""
    table, key = subject
    row = snapshot.get(table, key)
    at = at or snapshot.event.now
    assert row is not None
    assert at is not None
    return Attestation(
        subject_table=table, subject_key=key, row_hash=row_hash(row), kind=kind, by=by, at=at
    )


def put(snapshot: Snapshot, *rows: Row) -> Snapshot:
    """Return the plan with the rows added, or put in place of those with their keys."""
    edits = [Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows]
    return apply(snapshot, edits)


def changed(snapshot: Snapshot, table: str, key: str, **cells: object) -> Row:
    """Return the row with other cells."""
    row = snapshot.get(table, key)
    assert row is not None
    return replace(row, **cells)
