"""Baselines read and written: their snapshots are held, for they never change."""

from collections.abc import Mapping
from functools import lru_cache

from django.db.models import Max

from summitry.package.package import Package
from summitry.plan.attestation import row_hash
from summitry.plan.change import Edit, difference
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry_web.baselines.models import Baseline, Content, Publication
from summitry_web.baselines.packing import unpacked
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import held_snapshot

PACKAGES_MAX = 3
DIFFERENCES_MAX = 4
HASHES_MAX = 64
"""How many a process holds."""

EMPTY = Snapshot({}, {})


def baseline_of(event: Event, number: int) -> Baseline:
    """Return the event's baseline of that number.

    Raises
    ------
    Denied
        When there is none.
    """
    found = Baseline.objects.filter(event=event, number=number).first()
    if found is None:
        raise Denied("baseline")
    return found


def next_number(event: Event) -> int:
    """Return the number of the event's next baseline."""
    last = Baseline.objects.filter(event=event).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def current_of(event: Event) -> Baseline | None:
    """Return the published baseline that counts now."""
    found = Publication.objects.filter(event=event).select_related("baseline").first()
    return None if found is None else found.baseline


def package_of(baseline: Baseline) -> Package:
    """Return what the baseline's bytes hold."""
    return _package(baseline.pk, baseline.root, bytes(baseline.event.key))


@lru_cache(PACKAGES_MAX)
def _package(pk: int, root: str, key: bytes) -> Package:
    del root  # A number that is used again after a deletion must not find another's plan.
    return fresh_package(pk, key)


def hashes_of(baseline: Baseline, table: str) -> Mapping[str, str]:
    """Return the hash of each row of an ordinary table, as the baseline has it."""
    return _hashes(baseline.pk, baseline.root, bytes(baseline.event.key), table)


@lru_cache(HASHES_MAX)
def _hashes(pk: int, root: str, key: bytes, table: str) -> Mapping[str, str]:
    rows = _package(pk, root, key).snapshot.tables.get(table, {})
    return {name: row_hash(row) for name, row in rows.items()}


def fresh_package(pk: int, key: bytes) -> Package:
    """Return what the stored bytes hold, read now."""
    return unpacked(bytes(Content.objects.get(baseline_id=pk).package), key=key)


def snapshot_of(event: Event, number: int | None) -> Snapshot:
    """Return the plan of the baseline, the empty plan for 0, the present one for None."""
    if number is None:
        return held_snapshot(event)
    return EMPTY if number == 0 else package_of(baseline_of(event, number)).snapshot


def edits_between(event: Event, before: int | None, after: int | None) -> tuple[Edit, ...]:
    """Return every difference between the two, whoever may read it."""
    revision = event.revision if None in {before, after} else 0
    return _edits(event, f"{event.slug} {event.created.isoformat()}", revision, before, after)


@lru_cache(DIFFERENCES_MAX)
def _edits(
    event: Event, name: str, revision: int, before: int | None, after: int | None
) -> tuple[Edit, ...]:
    del name, revision  # They tell apart what is held.
    return difference(snapshot_of(event, before), snapshot_of(event, after))


def forget() -> None:
    """Let go of what is held, as when events are deleted."""
    _package.cache_clear()
    _hashes.cache_clear()
    _edits.cache_clear()


def table_roots(snapshot: Snapshot, key: bytes) -> dict[str, str]:
    """Return the root of every table that has rows."""
    return {name: snapshot.table_root(name, key).hex() for name in TABLES if snapshot.size(name)}


def size_of(baseline: Baseline) -> int:
    """Return how many bytes the baseline's archive has."""
    return len(bytes(Content.objects.get(baseline=baseline).package))
