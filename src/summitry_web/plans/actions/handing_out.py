"""Workbooks handed out: what the reader may read, or what is theirs, with the revision."""

from datetime import datetime
from types import MappingProxyType

from summitry.package.package import Package
from summitry.package.workbook_write import workbook_of
from summitry.plan.bulk import Bulk
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.report.language import Language
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import record
from summitry_web.plans.access import bulk_units, is_own, rows_for, things_of
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.store import row_of

EVENT = "event"
BEGINNING = (EVENT, "units", "persons", "sites", "zones", "posts", "plans", "tasks")
"""The sheets that a workbook of the whole plan has even while they are empty, to be filled."""


def workbook_for(
    actor: Actor,
    event: Event,
    *,
    at: datetime,
    own_only: bool,
    table: str | None = None,
    reader: Language | None = None,
) -> bytes:
    """Return a workbook of the rows that the actor may read; of their own units' alone if wished.

    The table that is asked for, and those that a plan begins with, have a sheet with headings even
    where no row is theirs to read: an empty plan gives a workbook to fill. Words, rulings and
    identities of persons are never in it. Its headings show their labels to the reader.

    Raises
    ------
    Denied
        When the actor may not take anything along.
    """
    require(actor, Verb.EXPORT, at=at)
    taking = actor.taking(at)
    package = Package(snapshot=_visible(taking, event, at=at, own_only=own_only, table=table))
    blank = BEGINNING if table is None else (EVENT, table)
    content = workbook_of(
        package, origin=f"{event.slug}@{event.revision}", blank=blank,
        told=None if reader is None else reader.gettext,
    )  # fmt: skip
    size = sum(package.snapshot.size(name) for name in TABLES)
    record(
        "plan.handed-out", journal=event.slug, actor=actor.person_id, at=at,
        subject=table or "workbook", facts={"rows": size, "revision": event.revision},
    )  # fmt: skip
    return content


def visible(actor: Actor, event: Event, *, at: datetime) -> Snapshot:
    """Return the plan as far as the actor may read it."""
    return _visible(actor, event, at=at, own_only=False, table=None)


def _visible(
    actor: Actor, event: Event, *, at: datetime, own_only: bool, table: str | None
) -> Snapshot:
    tables = {}
    bulks = {}
    held = held_snapshot(event)
    for name, declared in TABLES.items():
        if table is not None and name not in {table, EVENT}:
            continue
        if declared.bulk:
            units = bulk_units(actor, event, name, at=at)
            units &= actor.units(at) if own_only else units
            blocks = {k: b for k, b in held.bulks[name].blocks.items() if k[0] in units}
            bulks[name] = Bulk(declared, blocks)
            continue
        rows = list(rows_for(actor, event, name, at=at))
        if own_only and name != EVENT:
            things = things_of(rows)
            rows = [row for row in rows if is_own(actor, things[row.pk], at=at)]
        made = {row.key: row_of(name, bytes(row.content), row.schema) for row in rows}
        tables[name] = MappingProxyType(dict(sorted(made.items())))
    return Snapshot(tables, bulks)
