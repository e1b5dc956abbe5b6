"""Needed against promised: what units have promised and accepted, by need and over time."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import AttestationKind, Attestations
from summitry.plan.organisation import Person
from summitry.plan.resources import Commitment, ResourceNeed


class Promise(Struct, frozen=True, kw_only=True):
    """So much towards a need that binds a unit from a moment on; without an end it goes on."""

    need_id: str
    count: int
    start: datetime
    end: datetime | None = None

    def holds(self, at: datetime) -> bool:
        """Say whether it binds the unit at the moment."""
        return self.start <= at and (self.end is None or at < self.end)


class Point(Struct, frozen=True, kw_only=True):
    """How needs and promises stand from a moment to that of the next point.

    ``needed`` is what must be promised by then, ``promised`` what is, and ``short`` what is lacking
    need by need. No need counts more promises than it asks for, so that a surplus of buses does not
    stand for medics; ``promised`` counts those made early too, so it may exceed ``needed``.
    """

    at: datetime
    needed: int
    promised: int
    short: int


def binding(
    commitments: Iterable[Commitment],
    attestations: Attestations,
    persons: Mapping[str, Person],
    *,
    at: datetime,
) -> tuple[Promise, ...]:
    """Return the promises that the promising units' own people have accepted by the moment."""
    found: list[Promise] = []
    for row in commitments:
        entries = [
            entry
            for entry in attestations.of(row, AttestationKind.ACCEPTED, at=at)
            if entry.by in persons and persons[entry.by].unit_id == row.unit_id
        ]
        if not entries:
            continue
        ends = [entry.expires for entry in entries if entry.expires is not None]
        found.append(
            Promise(
                need_id=row.need_id,
                count=row.count,
                start=max(row.promised, min(entry.at for entry in entries)),
                end=max(ends) if len(ends) == len(entries) else None,
            )
        )
    return tuple(found)


def promised_for(promises: Iterable[Promise], *, at: datetime) -> dict[str, int]:
    """Return how much is promised towards each need at the moment."""
    total: dict[str, int] = {}
    for promise in promises:
        if promise.holds(at):
            total[promise.need_id] = total.get(promise.need_id, 0) + promise.count
    return total


def commitment_curve(
    needs: Iterable[ResourceNeed], promises: Iterable[Promise]
) -> tuple[Point, ...]:
    """Return a point for each moment at which a need falls due or a promise starts or ends."""
    by_id = {str(need.need_id): need for need in needs}
    due: set[str] = set()
    have = dict.fromkeys(by_id, 0)
    points: list[Point] = []
    needed = promised = short = 0
    for at, need_id, change in _changes(by_id.values(), promises):
        need = by_id[need_id]
        before = min(have[need_id], need.count)
        lacking = need.count - before if need_id in due else 0
        if change == 0:
            due.add(need_id)
            needed += need.count
        have[need_id] += change
        after = min(have[need_id], need.count)
        promised += after - before
        short += (need.count - after if need_id in due else 0) - lacking
        if points and points[-1].at == at:
            points.pop()
        points.append(Point(at=at, needed=needed, promised=promised, short=short))
    return tuple(points)


def _changes(
    needs: Iterable[ResourceNeed], promises: Iterable[Promise]
) -> list[tuple[datetime, str, int]]:
    """Return moment, need and change of what is promised, in order; 0: the need falls due."""
    found = [(need.due, str(need.need_id), 0) for need in needs]
    known = {need_id for _, need_id, _ in found}
    for promise in promises:
        if promise.need_id in known:
            found.append((promise.start, promise.need_id, promise.count))
            if promise.end is not None:
                found.append((max(promise.start, promise.end), promise.need_id, -promise.count))
    return sorted(found)
