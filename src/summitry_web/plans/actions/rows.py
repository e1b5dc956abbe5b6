"""Saving: many edits become one revision of the plan, its history and an entry in the journal."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from functools import partial

from django.db import connection, transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.mandate import Event as PlanEvent
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import deed_in, look_at
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans import announce
from summitry_web.plans.access import ParentOwners, things_of
from summitry_web.plans.models import StoredChange, StoredRow
from summitry_web.plans.store import bulk_of, written_edits
from summitry_web.plans.typed import require_known_limit

EDITS_MAX = 5_000
BATCH = 500


class Saved(Struct, frozen=True, kw_only=True):
    """The revision that a save led to, and whether it had been made before."""

    revision: int
    is_repeated: bool = False


@transaction.atomic
def save(  # noqa: PLR0913  # who, what, against which state, why and when
    actor: Actor,
    event: Event,
    edits: Sequence[Edit],
    *,
    at: datetime,
    reason: str = "",
    kind: str = "edit",
    client_id: str | None = None,
    base_revision: int | None = None,
) -> Saved:
    """Save the edits as one change and return its revision.

    Parameters
    ----------
    client_id
        Made by whoever asks, so that a repeated request is the same save.
    base_revision
        Refuse where the plan has moved on since; None where the caller has merged already.

    Raises
    ------
    Denied
        When one of the rows, as it stands or as it would stand, is not the actor's to change.
    SummitryError
        ``change.stale``, ``save.too_many``, ``row.above_ceiling``.
    """
    held = locked(event)
    repeated = made_before(actor, held, client_id)
    if repeated is not None:
        return repeated
    if base_revision is not None and base_revision != held.revision:
        raise SummitryError("change.stale", base=base_revision, current=held.revision)
    if len(edits) > EDITS_MAX:
        raise SummitryError("save.too_many", got=len(edits), expected=EDITS_MAX)
    require_editable(actor, held, edits, at=at)
    return committed(held, edits, actor=actor, at=at, reason=reason, kind=kind,
                     client_id=client_id)  # fmt: skip


def locked(event: Event) -> Event:
    """Return the event, locked until the transaction ends: one change at a time.

    Its key stays as it is, so that what only refers to the event need not wait: what the checker
    finds is written while the next change is made.
    """
    return Event.objects.select_for_update(no_key=True).get(pk=event.pk)


def made_before(actor: Actor, event: Event, client_id: str | None) -> Saved | None:
    """Return the save that the same account made in the event under that id before, if it did."""
    if client_id is None:
        return None
    found = StoredChange.objects.filter(
        event=event, by_id=actor.account_id, client_id=client_id
    ).first()
    return None if found is None else Saved(revision=found.revision, is_repeated=True)


def require_editable(actor: Actor, event: Event, edits: Sequence[Edit], *, at: datetime) -> None:
    """Refuse edits of rows that are not the actor's, before or after; and too high a marking."""
    require_below_ceiling(event, edits)
    for thing in things_edited(event, edits):
        require(actor, Verb.EDIT, thing, at=at)


def require_below_ceiling(event: Event, edits: Sequence[Edit]) -> None:
    """Refuse rows that are marked higher than the installation may hold."""
    ceiling = Marking(event.ceiling)
    for edit in edits:
        if edit.row is not None:
            marking = TABLES[edit.table].marking_of(edit.row)
            if marking.height > ceiling.height:
                raise SummitryError("row.above_ceiling", got=marking, expected=ceiling)
            require_known_limit(edit.row)


def things_edited(event: Event, edits: Sequence[Edit]) -> list[Thing]:
    """Return what each edited row is, as it stands and as it would stand."""
    return list(dict.fromkeys(thing for made in things_by_edit(event, edits) for thing in made))


def things_by_edit(event: Event, edits: Sequence[Edit]) -> list[tuple[Thing, ...]]:
    """Return for each edit what its row is, as it stands and as it would stand."""
    owners = ParentOwners(event)
    standing = _standing(event, edits, owners)
    found = []
    for edit in edits:
        there = standing.get((edit.table, edit.key))
        wanted = None if edit.row is None else owners.thing(edit.row)
        found.append(tuple(each for each in (there, wanted) if each is not None))
    return found


def _standing(
    event: Event, edits: Sequence[Edit], owners: ParentOwners
) -> dict[tuple[str, str], Thing]:
    """Return what the rows at those places are, those of bulk tables too."""
    by_table: dict[str, list[str]] = {}
    for edit in edits:
        by_table.setdefault(edit.table, []).append(edit.key)
    found: dict[tuple[str, str], Thing] = {}
    for table, keys in by_table.items():
        if TABLES[table].bulk:
            bulk = bulk_of(event, table)
            rows = {key: bulk.get(key) for key in keys}
            found |= {(table, k): owners.thing(row) for k, row in rows.items() if row is not None}
            continue
        for first in range(0, len(keys), BATCH):
            part = list(
                StoredRow.objects.filter(
                    event=event, table=table, key__in=keys[first : first + BATCH]
                )
            )
            things = things_of(part)
            found |= {(table, row.key): things[row.pk] for row in part}
    return found


def committed(  # noqa: PLR0913  # as for save
    event: Event,
    edits: Sequence[Edit],
    *,
    actor: Actor,
    at: datetime,
    reason: str = "",
    kind: str = "edit",
    client_id: str | None = None,
) -> Saved:
    """Write the edits as the event's next revision; rights have been asked, the event is locked."""
    # First, so that a plan is brought in at the moment that it is itself looked at.
    mirror(event, [edit.row for edit in edits])
    change = StoredChange.objects.create(
        event=event,
        revision=event.revision + 1,
        kind=kind,
        by_id=actor.account_id or None,
        person_id=actor.person_id,
        at=deed_in(event, at),
        reason=reason[:400],
        client_id=client_id,
    )
    written_edits(change, edits)
    return ended(change, sorted({edit.table for edit in edits}), len(edits), at=at)


def ended(change: StoredChange, tables: Sequence[str], rows: int, *, at: datetime) -> Saved:
    """Have the event stand at the change that has been written; who listens is told."""
    event = change.event
    if rows > EDITS_MAX and connection.vendor == "postgresql":
        # A plan that has just come is not counted yet, and is asked from the next page on.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
    event.revision = change.revision
    event.save()
    record(
        f"plan.{change.kind}", journal=event.slug, actor=change.person_id, at=at,
        subject=f"revision {change.revision}",
        facts={"revision": change.revision, "tables": list(tables), "rows": rows},
    )  # fmt: skip
    transaction.on_commit(partial(announce.changed, event.pk, change.revision, tuple(tables)))
    return Saved(revision=change.revision)


def mirror(event: Event, rows: Iterable[Row | None]) -> None:
    """Keep beside the event what its own row says, where that is among the rows."""
    for row in rows:
        if isinstance(row, PlanEvent):
            event.name = row.name
            event.timezone = row.timezone
            event.opens, event.closes = row.opens, row.closes
            look_at(event, row.now)
