"""Drafts: what somebody typed and is not valid yet; kept for them alone, never lost."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.plans.models import Draft

BATCH = 500
DRAFTS_MAX = 20_000
"""How many drafts one person may keep in one event."""


class Kept(Struct, frozen=True, kw_only=True):
    """What is kept of a row: where it stands, what it was typed over, its cells and errors."""

    place: str
    base_hash: str
    cells: Mapping[str, str]
    errors: Mapping[str, str] = {}


@transaction.atomic
def keep_draft(actor: Actor, event: Event, table: str, kept: Kept, *, at: datetime) -> None:
    """Keep the cells; those of an earlier draft of the same row that are not named stay.

    Raises
    ------
    SummitryError
        ``draft.too_many``.
    """
    mine = Draft.objects.filter(event=event, account_id=actor.account_id)
    place = mine.filter(table=table, place=kept.place)
    if not place.exists() and mine.count() >= DRAFTS_MAX:
        raise SummitryError("draft.too_many", expected=DRAFTS_MAX)
    # Two tabs that keep the same row at one moment make one draft, and neither loses its cells.
    draft, _ = Draft.objects.select_for_update().get_or_create(
        event=event, account_id=actor.account_id, table=table, place=kept.place,
        defaults={"cells": {}, "at": at},
    )  # fmt: skip
    draft.base_hash = kept.base_hash
    draft.cells = {**draft.cells, **kept.cells}
    draft.errors = dict(kept.errors)
    draft.at = at
    draft.save()


def drop_drafts(actor: Actor, event: Event, table: str, places: Collection[str]) -> int:
    """Delete the person's drafts at those places; return how many there were."""
    drafts = Draft.objects.filter(event=event, account_id=actor.account_id, table=table)
    listed, count = list(places), 0
    for first in range(0, len(listed), BATCH):
        count += drafts.filter(place__in=listed[first : first + BATCH]).delete()[0]
    return count


def drafts_of(actor: Actor, event: Event, table: str) -> list[Kept]:
    """Return the person's own drafts of the table, in the order they were kept."""
    drafts = Draft.objects.filter(event=event, account_id=actor.account_id, table=table)
    return [
        Kept(place=each.place, base_hash=each.base_hash, cells=each.cells, errors=each.errors)
        for each in drafts.order_by("at", "pk")
    ]


def drafts_count(actor: Actor, event: Event) -> Mapping[str, int]:
    """Return how many drafts of each table the person has."""
    names = Draft.objects.filter(event=event, account_id=actor.account_id)
    found: dict[str, int] = {}
    for table in names.values_list("table", flat=True):
        found[table] = found.get(table, 0) + 1
    return found
