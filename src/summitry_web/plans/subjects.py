"""Which subjects of the journal an auditor may not read: rows, changes and findings."""

from collections.abc import Collection
from datetime import datetime

from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.plans.access import named_in, rows_for
from summitry_web.plans.found import findings_for
from summitry_web.plans.models import FoundFinding, RowEdit, StoredChange, StoredRow
from summitry_web.plans.sight import Sight
from summitry_web.plans.store import row_of

CHANGE = "revision "


def hidden_subjects(
    actor: Actor, event: Event, subjects: Collection[str], at: datetime
) -> frozenset[str]:
    """Return those of the subjects that name a row, a change or a finding not the actor's to read.

    A row that is gone is as it last was. A subject that names none of them is nobody's secret.
    """
    if _reads_all(actor, event, at):
        return frozenset()
    sight = Sight(actor, event, at=at)
    return (
        _rows(actor, event, subjects, sight, at)
        | _changes(event, subjects, sight)
        | _findings(actor, event, subjects, at)
    )


def _reads_all(actor: Actor, event: Event, at: datetime) -> bool:
    """Say whether nothing is kept from the actor: cleared for all, and no row names others."""
    is_cleared = any(
        not each.unit_id and each.clearance is Marking.RED for each in actor.reading(at)
    )
    named = named_in(event) if is_cleared and not actor.is_breaking(at) else {}
    return is_cleared and all(actor.account_id in accounts for accounts in named.values())


def _rows(
    actor: Actor, event: Event, subjects: Collection[str], sight: Sight, at: datetime
) -> frozenset[str]:
    by_table: dict[str, set[str]] = {}
    for each in subjects:
        table, _, key = each.partition("/")
        if key and table in TABLES and not TABLES[table].bulk:
            by_table.setdefault(table, set()).add(key)
    hidden: set[str] = set()
    for table, keys in by_table.items():
        there = StoredRow.objects.filter(event=event, table=table, key__in=keys)
        standing = set(there.values_list("key", flat=True))
        readable = rows_for(actor, event, table, at=at).filter(key__in=keys)
        hidden |= {
            f"{table}/{key}" for key in standing - set(readable.values_list("key", flat=True))
        }
        hidden |= {f"{table}/{key}" for key in _gone(event, table, keys - standing, sight)}
    return frozenset(hidden)


def _gone(event: Event, table: str, keys: Collection[str], sight: Sight) -> list[str]:
    edits = RowEdit.objects.filter(event=event, table=table, key__in=keys, after=None)
    last = dict(edits.order_by("pk").values_list("key", "before"))
    return [
        key
        for key, content in last.items()
        if content is not None and not sight.reads(row_of(table, bytes(content)))
    ]


def _changes(event: Event, subjects: Collection[str], sight: Sight) -> frozenset[str]:
    told = {each: each.removeprefix(CHANGE) for each in subjects if each.startswith(CHANGE)}
    numbers = {int(number) for number in told.values() if number.isascii() and number.isdigit()}
    changes = StoredChange.objects.filter(event=event, revision__in=numbers)
    return frozenset(f"{CHANGE}{each.revision}" for each in changes if not sight.reads_whole(each))


def _findings(
    actor: Actor, event: Event, subjects: Collection[str], at: datetime
) -> frozenset[str]:
    """Return identities of findings: who has one could try which row it is made from."""
    found = FoundFinding.objects.filter(event=event, identity__in=subjects)
    told = findings_for(actor, event, at=at).filter(identity__in=subjects)
    names = (set(each.values_list("identity", flat=True)) for each in (found, told))
    there, readable = names
    return frozenset(there - readable)
