"""Writes what changed between two checks, and nothing else, into the tables that desks read."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from msgspec import Struct

from summitry.outcome.finding import Finding
from summitry_web.plans.checking.kept import finding_bytes, finding_of
from summitry_web.plans.checking.places import places
from summitry_web.plans.models import CheckedRevision, FindingUnit, FoundFinding

BATCH = 400
"""How many rows one statement names: databases bound the parameters of a statement."""

Token = tuple[int, int, datetime]
"""What the checker last wrote: revision, words, and the moment looked at."""

TOLD = (
    "code", "severity", "status", "phase", "field", "table", "key", "marking", "content", "place",
    "is_open", "is_ruled", "opened_revision", "opened_at", "closed_revision", "closed_at",
)  # fmt: skip


class Entry(Struct, frozen=True):
    """An open finding as it stands in the database."""

    finding: Finding
    place: int
    opened_revision: int
    opened_at: datetime


class Known(Struct, frozen=True):
    """The open findings of one event in the database, when its token was the last."""

    token: Token
    entries: Mapping[str, Entry]


class State(Struct, frozen=True, kw_only=True):
    """What a check came to."""

    revision: int
    words: int
    findings: tuple[Finding, ...]
    at: datetime
    """The moment looked at."""
    now: datetime
    """When it was found."""
    counts: Mapping[str, Any]


class Written(Struct, frozen=True):
    """What was opened and closed; None where another checker is further."""

    known: Known
    opened: tuple[str, ...]
    closed: tuple[str, ...]


@transaction.atomic
def write(event_id: int, state: State, known: Known | None) -> Written | None:
    """Write the difference; the event's row is locked, so that two checkers follow each other."""
    checked = _held(event_id, state)
    if (checked.revision, checked.words) > (state.revision, state.words):
        return None
    if known is None or known.token != (checked.revision, checked.words, checked.at):
        known = _read(event_id, checked)
    found = {each.identity: each for each in state.findings}
    at_places = places(tuple(found), {i: entry.place for i, entry in known.entries.items()})
    entries = {
        identity: _entry(finding, at_places[identity], known.entries.get(identity), state)
        for identity, finding in found.items()
    }
    touched = [i for i, entry in entries.items() if known.entries.get(i) != entry]
    gone = tuple(identity for identity in known.entries if identity not in entries)
    _put(event_id, {identity: entries[identity] for identity in touched})
    _close(event_id, gone, state)
    checked.revision, checked.words, checked.at = state.revision, state.words, state.at
    checked.counts = dict(state.counts)
    checked.save()
    now_known = Known((state.revision, state.words, state.at), entries)
    return Written(now_known, tuple(i for i in entries if i not in known.entries), gone)


def _held(event_id: int, state: State) -> CheckedRevision:
    rows = CheckedRevision.objects.select_for_update().filter(event_id=event_id)
    found = rows.first()
    if found is None:
        CheckedRevision.objects.get_or_create(event_id=event_id, defaults={"at": state.at})
        found = rows.get()
    return found


def _read(event_id: int, checked: CheckedRevision) -> Known:
    rows = FoundFinding.objects.filter(event_id=event_id, is_open=True)
    cells = rows.values_list("identity", "content", "place", "opened_revision", "opened_at")
    entries = {
        identity: Entry(finding_of(bytes(content)), place, revision, at)
        for identity, content, place, revision, at in cells.iterator(chunk_size=BATCH)
    }
    return Known((checked.revision, checked.words, checked.at), entries)


def _entry(finding: Finding, place: int, before: Entry | None, state: State) -> Entry:
    if before is None:
        return Entry(finding, place, state.revision, state.now)
    return Entry(finding, place, before.opened_revision, before.opened_at)


def _put(event_id: int, entries: Mapping[str, Entry]) -> None:
    """Write the findings that are new, open again, or told differently, with their units."""
    for batch in _batches(tuple(entries)):
        rows = FoundFinding.objects.bulk_create(
            [_row(event_id, identity, entries[identity]) for identity in batch],
            update_conflicts=True, unique_fields=("event", "identity"), update_fields=TOLD,
        )  # fmt: skip
        keys = {row.identity: row.pk for row in rows}
        FindingUnit.objects.filter(finding_id__in=keys.values()).delete()
        FindingUnit.objects.bulk_create(
            FindingUnit(finding_id=keys[identity], unit_id=unit)
            for identity in batch
            for unit in entries[identity].finding.units
        )


def _row(event_id: int, identity: str, entry: Entry) -> FoundFinding:
    finding = entry.finding
    return FoundFinding(
        event_id=event_id,
        identity=identity,
        code=finding.code,
        severity=finding.severity.depth,
        status=finding.status.value,
        phase=finding.phase.value,
        field=finding.field.value,
        table=finding.table,
        key=finding.key,
        marking=finding.marking.height,
        content=finding_bytes(finding),
        place=entry.place,
        is_open=True,
        is_ruled=finding.ruling is not None,
        opened_revision=entry.opened_revision,
        opened_at=entry.opened_at,
    )


def _close(event_id: int, gone: Collection[str], state: State) -> None:
    for batch in _batches(tuple(gone)):
        FoundFinding.objects.filter(event_id=event_id, identity__in=batch).update(
            is_open=False, closed_revision=state.revision, closed_at=state.now
        )


def _batches(identities: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(identities), BATCH):
        yield identities[start : start + BATCH]
