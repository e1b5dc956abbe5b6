"""The only way from a person to the rows of a plan: rights filter before anything is counted."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import reduce
from operator import or_
from typing import cast

from django.db.models import Exists, OuterRef, Q, QuerySet

from summitry.plan.governance import FieldLead
from summitry.plan.table import Row, RowT, Table, table_of
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Granted, Thing, can, is_readable
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.held import held_snapshot
from summitry_web.plans.models import BlockPlace, RowOwner, RowRecipient, StoredRow
from summitry_web.plans.store import row_of
from summitry_web.plans.store.rows import own_units, parent_of

HEIGHTS = {marking.height: marking for marking in Marking}
AMBER = Marking.AMBER.height
RED = Marking.RED.height
Named = Mapping[tuple[str, str], tuple[int, ...]]
"""The accounts that a row names while it is marked TLP:RED, by table and key."""
_ROW_TABLES = {declared.row_type: name for name, declared in TABLES.items()}


def table_named(name: str) -> Table:
    """Return the table of that name.

    Raises
    ------
    Denied
        When there is none.
    """
    if name not in TABLES:
        raise Denied("table")
    return TABLES[name]


def lead_fields(event: Event) -> Mapping[str, frozenset[str]]:
    """Return the fields that each unit leads."""
    leads = StoredRow.objects.filter(event=event, table="field_leads")
    found: dict[str, set[str]] = {}
    for content in leads.values_list("content", flat=True):
        lead = cast("FieldLead", row_of("field_leads", bytes(content)))
        found.setdefault(lead.unit_id, set()).add(str(lead.field))
    return {unit: frozenset(fields) for unit, fields in found.items()}


def readable(actor: Actor, at: datetime) -> Q:
    """Return what narrows stored rows to those that the actor may read (`can.is_readable`)."""
    named = RowRecipient.objects.filter(
        event=OuterRef("event"), table=OuterRef("table"), key=OuterRef("key")
    )
    reading = actor.reading(at)
    by_grant = reduce(or_, (_granted(each) for each in reading), Q(pk__in=[]))
    if actor.is_breaking(at):
        return Q(marking=0) | by_grant
    by_grant &= Q(marking__lt=RED) | Q(~Exists(named))
    to_me = Q(marking=RED) & Q(Exists(named.filter(account_id=actor.account_id)))
    return Q(marking=0) | by_grant | (to_me if reading else Q(pk__in=[]))


def _granted(grant: Granted) -> Q:
    height = grant.clearance.height
    wide = Q(marking__lte=min(height, AMBER))
    if height <= AMBER:
        return wide
    narrow = Q(marking__lte=height)
    if grant.unit_id:
        owned = RowOwner.objects.filter(row=OuterRef("pk"), unit_id=grant.unit_id)
        narrow &= Exists(owned) | Q(is_owned=False, field__in=grant.fields)
    return wide | narrow


def named_in(event: Event, **places: object) -> Named:
    """Return whom the rows of the event name, or only those at the places."""
    found: dict[tuple[str, str], tuple[int, ...]] = {}
    recipients = RowRecipient.objects.filter(event=event, **places).order_by("account_id")
    for table, key, account in recipients.values_list("table", "key", "account_id"):
        found[table, key] = (*found.get((table, key), ()), account)
    return found


def rows_for(actor: Actor, event: Event, table: str, *, at: datetime) -> QuerySet[StoredRow]:
    """Return the rows of the table that the actor may read, in order of key."""
    rows = StoredRow.objects.filter(event=event, table=table_named(table).name)
    return rows.filter(readable(actor, at)).order_by("key")


def rows(actor: Actor, event: Event, row_type: type[RowT], *, at: datetime) -> Mapping[str, RowT]:
    """Return the rows of that type that the actor may read, by key.

    The rights are asked of the database, the rows come from the plan that is held in memory.
    """
    table = _ROW_TABLES[row_type]
    held = held_snapshot(event).tables[table]
    asked = rows_for(actor, event, table, at=at)
    found = dict(asked.order_by().values_list("key", "revision"))
    stands = {key for key, revision in found.items() if revision <= event.revision and key in held}
    written: dict[str, Row] = {}
    if len(stands) < len(found):
        # Written since: the rights are those of the new content, so the old one may not be shown.
        newer = asked.filter(revision__gt=event.revision).values_list("key", "content")
        written = {key: row_of(table, bytes(content)) for key, content in newer}
    made = {key: written.get(key) or held[key] for key in sorted(stands | written.keys())}
    return cast("Mapping[str, RowT]", made)


def stored_row_for(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> StoredRow:
    """Return the row of that key.

    Raises
    ------
    Denied
        Not there, or not the actor's to read.
    """
    found = rows_for(actor, event, table, at=at).filter(key=key).first()
    if found is None:
        raise Denied("row")
    return found


def things_of(rows_found: Iterable[StoredRow]) -> dict[int, Thing]:
    """Return, by primary key, what each row is to `can`."""
    listed = list(rows_found)
    pks = [row.pk for row in listed]
    owners: dict[int, list[str]] = {}
    for pk, unit in RowOwner.objects.filter(row_id__in=pks).values_list("row_id", "unit_id"):
        owners.setdefault(pk, []).append(unit)
    named = _named_by(listed)
    return {
        row.pk: Thing(
            owners=tuple(sorted(owners.get(row.pk, ()))),
            field=row.field,
            marking=HEIGHTS[row.marking],
            recipients=named.get((row.event_id, row.table, row.key), ()),
        )
        for row in listed
    }


def _named_by(listed: list[StoredRow]) -> Mapping[tuple[int, str, str], tuple[int, ...]]:
    """Return whom those of the rows name that are marked TLP:RED."""
    red = [row for row in listed if row.marking == RED]
    if not red:
        return {}
    found: dict[tuple[int, str, str], tuple[int, ...]] = {}
    asked = RowRecipient.objects.filter(
        event__in={row.event_id for row in red}, table__in={row.table for row in red}
    )
    for event, table, key, account in asked.order_by("account_id").values_list(
        "event_id", "table", "key", "account_id"
    ):
        found[event, table, key] = (*found.get((event, table, key), ()), account)
    return found


def thing_of_row(
    row: Row, *, of_parent: tuple[str, ...] = (), recipients: tuple[int, ...] = ()
) -> Thing:
    """Return what a row of the core is to `can`, where it is stored or not yet.

    Parameters
    ----------
    of_parent
        Who owns it where it names no owner itself.
    recipients
        Whom the row of its key names while it is marked TLP:RED.
    """
    table = table_of(row)
    own = own_units(table, row)
    field = getattr(row, "field", None)
    return Thing(
        owners=own or of_parent,
        field=str(field or table.field),
        marking=table.marking_of(row),
        recipients=recipients,
    )


def parent_owners(event: Event, row: Row) -> tuple[str, ...]:
    """Return who owns the row's parent, for rows that name no owner."""
    table = table_of(row)
    if table.bulk:
        unit = getattr(row, "unit_id", "")
        return (unit,) if unit else ()
    parent = parent_of(table)
    if parent is None:
        return ()
    column, parent_table = parent
    owners = RowOwner.objects.filter(
        row__event=event, row__table=parent_table, row__key=getattr(row, column)
    )
    return tuple(owners.order_by("unit_id").values_list("unit_id", flat=True))


class ParentOwners:
    """Returns who owns a row's parent, and whom the row names: each asked once."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self._known: dict[tuple[str, str], tuple[str, ...]] = {}
        self._named: Named | None = None

    def __call__(self, row: Row) -> tuple[str, ...]:
        """Return the owners of the row's parent."""
        table = table_of(row)
        parent = parent_of(table)
        if parent is None:
            return self.asked(row)
        place = (parent[1], str(getattr(row, parent[0])))
        if place not in self._known:
            self._known[place] = self.asked(row)
        return self._known[place]

    def asked(self, row: Row) -> tuple[str, ...]:
        """Return the owners as they stand."""
        return parent_owners(self.event, row)

    def thing(self, row: Row) -> Thing:
        """Return what a row of the core is to `can`."""
        return thing_of_row(row, of_parent=self(row), recipients=self._recipients(row))

    def _recipients(self, row: Row) -> tuple[int, ...]:
        table = table_of(row)
        if table.marking_of(row) is not Marking.RED:
            return ()
        if self._named is None:
            self._named = named_in(self.event)
        return self._named.get((table.name, table.key_of(row)), ())


def is_own(actor: Actor, thing: Thing, *, at: datetime) -> bool:
    """Say whether the actor may change the thing directly, without a proposal."""
    return bool(can(actor, Verb.EDIT, thing, at=at))


def sees(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> bool:
    """Say whether the actor may read the row; false also where there is none."""
    if table not in TABLES:
        return False
    if TABLES[table].bulk:
        return bool(bulk_units(actor, event, table, at=at))
    return rows_for(actor, event, table, at=at).filter(key=key).exists()


def bulk_units(actor: Actor, event: Event, table: str, *, at: datetime) -> frozenset[str]:
    """Return the units whose part of the bulk table the actor may read."""
    places = BlockPlace.objects.filter(event=event, table=table)
    units = set(places.values_list("unit_id", flat=True).distinct())
    marking = TABLES[table].marking
    field = str(TABLES[table].field)
    return frozenset(
        unit
        for unit in units
        if is_readable(
            actor, Thing(owners=(unit,) if unit else (), field=field, marking=marking), at=at
        )
    )
