"""Run one rule over a handful of rows."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from summitry.check.registry import REGISTRY
from summitry.check.run import check
from summitry.kit.time import Interval
from summitry.outcome.finding import Finding
from summitry.outcome.live import QUIET, LiveState
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.identity import Identity
from summitry.plan.mandate import Event, EventLimit
from summitry.plan.organisation import Person
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Level, Power

OPENS = datetime(2025, 10, 25, 2, tzinfo=UTC)
CLOSES = OPENS + timedelta(hours=30)
NOW = OPENS - timedelta(hours=6)
MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)

EVENT = Event(event_id="trial", name="Trial", level=Level.HEAD_OF_STATE, opens=OPENS, closes=CLOSES)


def found(
    code: str,
    rows: Iterable[Row],
    *,
    attested: Iterable[Attestation] = (),
    at: datetime = NOW,
    live: LiveState = QUIET,
    people: tuple[Identity, ...] = (),
) -> tuple[Finding, ...]:
    """Return what the rule finds in a plan of the event and the rows."""
    snapshot = Snapshot.of([EVENT, *rows])
    run = check(
        snapshot, Attestations(attested), at=at, live=live, people=people, rules=[REGISTRY[code]]
    )
    return run.findings


def told(findings: Iterable[Finding]) -> list[tuple[str, str, str, str, str]]:
    """Return case, table, key, discriminator and severity of each finding."""
    return [(f.case, f.table, f.key, f.discriminator, f.severity.value) for f in findings]


def word(row: Row, kind: AttestationKind, by: str, **cells: Any) -> Attestation:
    """Return one person's word on the row as it stands, a day ago."""
    return Attestation(
        **{
            "subject_table": table_of(row).name,
            "subject_key": table_of(row).key_of(row),
            "row_hash": row_hash(row),
            "kind": kind,
            "by": by,
            "at": NOW - DAY,
            **cells,
        }
    )


def person(person_id: str, *powers: Power, unit: str = "police") -> Person:
    return Person(person_id=person_id, unit_id=unit, powers=tuple(sorted(powers)))


def limit(name: str, value: float) -> EventLimit:
    return EventLimit(limit_id=name, value=value, source="trial")


def during(minute_from: float, minute_to: float) -> Interval:
    """Return the interval from one minute after opening to another."""
    return Interval(OPENS + minute_from * MINUTE, OPENS + minute_to * MINUTE)
