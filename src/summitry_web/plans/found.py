"""The only way from a person to findings: rights filter before anything is counted.

A finding is told in full to who may read its marking and either has to do with it (a unit of theirs
owns one of its rows or must mend it) or reads the whole event. Who has to do with it and may not
read so high learns only that something of their unit is concerned. Nobody else learns anything.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet
from msgspec import Struct

from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestation, Attestations
from summitry.plan.rulings import Ruling
from summitry.plan.table import Row
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted
from summitry_web.events.models import Event
from summitry_web.plans.access import named_in, readable
from summitry_web.plans.checking.kept import finding_of
from summitry_web.plans.models import (
    CheckedRevision,
    FindingUnit,
    FoundFinding,
    RowOwner,
    SideRow,
    StoredChange,
    StoredRow,
)
from summitry_web.plans.store import row_of, rulings_of

RED = Marking.RED.height
BATCH = 400

Found = FoundFinding
"""A finding as it is kept, for the layers above; it is made and changed by the checker alone."""


class Checked(Struct, frozen=True, kw_only=True):
    """How far an event is checked."""

    revision: int
    at: datetime | None
    counts: Mapping[str, Any]
    is_behind: bool
    """Whether the plan has moved on since."""


class ChangeTold(Struct, frozen=True, kw_only=True):
    """Who made a revision, and when."""

    revision: int
    person_id: str
    at: datetime


def findings_for(actor: Actor, event: Event, *, at: datetime) -> QuerySet[FoundFinding]:
    """Return the findings, open and closed, that are told to the actor in full, by weight."""
    rows = FoundFinding.objects.filter(event=event).filter(_in_full(actor, at))
    closed_to = _named_elsewhere(actor, event, rows, at=at)
    return rows.exclude(pk__in=closed_to).order_by("place") if closed_to else rows.order_by("place")


def shielded_for(actor: Actor, event: Event, *, at: datetime) -> QuerySet[FoundFinding]:
    """Return the open findings of the actor's units that are too highly marked for the actor."""
    own = reduce(or_, (_own(each) for each in actor.reading(at) if each.unit_id), Q(pk__in=[]))
    rows = FoundFinding.objects.filter(event=event, is_open=True, is_ruled=False).filter(own)
    told = findings_for(actor, event, at=at).values("pk")
    return rows.exclude(pk__in=told).order_by("place")


def _in_full(actor: Actor, at: datetime) -> Q:
    """Return what one grant alone allows: its clearance and its breadth."""
    return reduce(or_, (_granted(each) for each in actor.reading(at)), Q(pk__in=[]))


def _granted(grant: Granted) -> Q:
    height = Q(marking__lte=grant.clearance.height)
    return height & _own(grant) if grant.unit_id else height


def _own(grant: Granted) -> Q:
    units = FindingUnit.objects.filter(finding=OuterRef("pk"))
    own = Q(Exists(units.filter(unit_id=grant.unit_id)))
    if grant.fields:
        own |= Q(~Exists(units), field__in=grant.fields)
    return own


def _named_elsewhere(
    actor: Actor, event: Event, rows: QuerySet[FoundFinding], *, at: datetime
) -> list[int]:
    """Return the findings with a row marked TLP:RED that names others, and not the actor."""
    if actor.is_breaking(at):
        return []
    named = named_in(event)
    closed = {place for place, accounts in named.items() if actor.account_id not in accounts}
    if not closed:
        return []
    red = rows.filter(marking__gte=RED).values_list("pk", "content")
    return [pk for pk, content in red if closed.intersection(places_of(finding_of(bytes(content))))]


def places_of(finding: Finding) -> tuple[tuple[str, str], ...]:
    """Return table and key of every row that the finding joins, its own first."""
    return ((finding.table, finding.key), *finding.joins)


def is_told(
    actor: Actor,
    finding: Finding,
    named: Mapping[tuple[str, str], Collection[int]],
    *,
    at: datetime,
) -> bool:
    """Say whether the finding is told to the actor in full, as `findings_for` tells kept ones.

    ``named`` has the accounts that rows marked TLP:RED name.
    """
    if finding.marking is Marking.RED and not actor.is_breaking(at):
        places = places_of(finding)
        if any(actor.account_id not in named.get(place, (actor.account_id,)) for place in places):
            return False
    return any(_tells(grant, finding) for grant in actor.reading(at))


def _tells(grant: Granted, finding: Finding) -> bool:
    if finding.marking.height > grant.clearance.height:
        return False
    if not grant.unit_id or grant.unit_id in finding.units:
        return True
    return not finding.units and finding.field in grant.fields


def words_said(event: Event) -> int:
    """Return how many attestations and rulings there are: words are added, never taken away."""
    return SideRow.objects.filter(event=event).count()


def told(found: FoundFinding) -> Finding:
    """Return the finding as the core told it."""
    return finding_of(bytes(found.content))


def checked_of(event: Event) -> Checked:
    """Return how far the event is checked."""
    row = CheckedRevision.objects.filter(event=event).first()
    if row is None:
        return Checked(revision=0, at=None, counts={}, is_behind=True)
    behind = row.revision < event.revision
    return Checked(revision=row.revision, at=row.at, counts=row.counts, is_behind=behind)


def change_at(event: Event, revision: int) -> ChangeTold | None:
    """Return who made the revision, and when; its rows and its reason are read elsewhere."""
    change = StoredChange.objects.filter(event=event, revision=revision).first()
    if change is None:
        return None
    return ChangeTold(revision=revision, person_id=change.person_id, at=change.at)


def words_on(event: Event, table: str, keys: Iterable[str]) -> Attestations:
    """Return what is said of rows that the caller has filtered by right already."""
    wanted = list(keys)
    found: list[Attestation] = []
    for start in range(0, len(wanted), BATCH):
        rows = SideRow.objects.filter(
            event=event,
            table="attestations",
            subject_table=table,
            subject_key__in=wanted[start : start + BATCH],
        )
        contents = rows.values_list("content", flat=True)
        found += [cast("Attestation", row_of("attestations", bytes(each))) for each in contents]
    return Attestations(found)


def rulings_on(event: Event, finding: Finding) -> tuple[Ruling, ...]:
    """Return the acceptances of exactly this finding, the latest first."""
    own = [
        each
        for each in rulings_of(event)
        if each.code == finding.code and each.identity == finding.identity
    ]
    return tuple(sorted(own, key=lambda ruling: ruling.at, reverse=True))


class Rows(Struct, frozen=True):
    """The rows that findings join: those the actor may read, and those there are besides."""

    readable: Mapping[tuple[str, str], Row]
    hidden: Mapping[tuple[str, str], Row]


def rows_joined(
    actor: Actor, event: Event, places: Iterable[tuple[str, str]], *, at: datetime
) -> Rows:
    """Return the rows at those places, sorted by right; places without a row are left out."""
    by_table: dict[str, set[str]] = {}
    for table, key in places:
        by_table.setdefault(table, set()).add(key)
    readable_rows: dict[tuple[str, str], Row] = {}
    hidden: dict[tuple[str, str], Row] = {}
    for wanted in _wanted(by_table):
        rows = StoredRow.objects.filter(event=event).filter(wanted)
        allowed = set(rows.filter(readable(actor, at)).values_list("pk", flat=True))
        for pk, table, key, content in rows.values_list("pk", "table", "key", "content"):
            into = readable_rows if pk in allowed else hidden
            into[table, key] = row_of(table, bytes(content))
    return Rows(readable_rows, hidden)


def _wanted(by_table: Mapping[str, set[str]]) -> Iterator[Q]:
    """Yield what asks for all the places, in parts that a statement can hold."""
    part, count = Q(pk__in=[]), 0
    for table, keys in by_table.items():
        listed = sorted(keys)
        for start in range(0, len(listed), BATCH):
            some = listed[start : start + BATCH]
            part, count = part | Q(table=table, key__in=some), count + len(some)
            if count >= BATCH:
                yield part
                part, count = Q(pk__in=[]), 0
    if count:
        yield part


def own_rows(
    actor: Actor,
    event: Event,
    tables: Collection[str],
    *,
    units: Collection[str] | None,
    at: datetime,
) -> Iterator[tuple[str, str, Row]]:
    """Yield the readable rows of the tables that one of the units owns; None asks for all."""
    rows = StoredRow.objects.filter(event=event, table__in=tables).filter(readable(actor, at))
    if units is not None:
        owned = RowOwner.objects.filter(row=OuterRef("pk"), unit_id__in=units)
        rows = rows.filter(Exists(owned))
    for table, key, content in rows.order_by("table", "key").values_list("table", "key", "content"):
        yield table, key, row_of(table, bytes(content))


def units_of(findings: QuerySet[FoundFinding]) -> tuple[str, ...]:
    """Return the units that the findings name, sorted."""
    named = FindingUnit.objects.filter(finding__in=findings.order_by().values("pk"))
    return tuple(named.order_by("unit_id").values_list("unit_id", flat=True).distinct())
