"""How far a plan and its checker have come: numbers and names of tables, never content."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.tables import TABLES
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.plans.access import bulk_units, has_changed_for
from summitry_web.plans.found import findings_for
from summitry_web.plans.models import BlockEdit, CheckedRevision, RowEdit
from summitry_web.plans.store.rows import children_of

REVISIONS_MAX = 200
"""A reader who is further behind is told that everything may have changed."""


class Pulse(Struct, frozen=True, kw_only=True):
    """Where an event stands."""

    event_id: int
    revision: int
    checked: int


def pulses(slugs: frozenset[str]) -> Mapping[str, Pulse]:
    """Return where these events stand; two short queries for all of them."""
    events = Event.objects.filter(slug__in=slugs).values_list("pk", "slug", "revision")
    found = {pk: (slug, revision) for pk, slug, revision in events}
    checked = dict(
        CheckedRevision.objects.filter(event__in=found).values_list("event_id", "revision")
    )
    return {
        slug: Pulse(event_id=pk, revision=revision, checked=checked.get(pk, 0))
        for pk, (slug, revision) in found.items()
    }


def pulse(slug: str) -> Pulse | None:
    """Return where the event stands, None where there is none of that name."""
    return pulses(frozenset({slug})).get(slug)


def tables_since(
    actor: Actor, event: Event, *, after: int, until: int, at: datetime
) -> tuple[str, ...]:
    """Return the tables in which ``(after, until]`` changed anything that the actor may read.

    Who is too far behind is given none, and has to look at everything.
    """
    if until - after > REVISIONS_MAX:
        return ()
    spanned = {"change__revision__gt": after, "change__revision__lte": until}
    tables = RowEdit.objects.filter(event=event, **spanned).values_list("table", flat=True)
    moved = {child for each in set(tables) for child, _ in children_of(each)}
    seen = {
        each
        for each in {*tables, *moved}
        if has_changed_for(actor, event, TABLES[each], after, at=at)
    }
    blocks = BlockEdit.objects.filter(change__event=event, **spanned)
    units: dict[str, set[str]] = {}
    for table, unit in blocks.values_list("table", "unit_id").distinct():
        units.setdefault(table, set()).add(unit)
    bulk = {each for each in units if units[each] & bulk_units(actor, event, each, at=at)}
    return tuple(sorted(seen | bulk))


def findings_between(
    actor: Actor, event: Event, *, after: int, until: int, at: datetime
) -> tuple[int, int]:
    """Return how many findings that the actor may read ``(after, until]`` opened and closed."""
    mine = findings_for(actor, event, at=at).order_by()
    opened = mine.filter(is_open=True, opened_revision__gt=after, opened_revision__lte=until)
    closed = mine.filter(is_open=False, closed_revision__gt=after, closed_revision__lte=until)
    return opened.count(), closed.count()
