"""A whole plan written or removed in many short transactions, while nobody finds its event.

SQLite lets one write at a time: a plan of a hundred thousand rows in one transaction would keep
everybody else's saves waiting until they give up.
"""

import secrets
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from time import sleep

from django.db import IntegrityError, transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.attestation import Attestation
from summitry.plan.rulings import Ruling
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.plans.access import Named
from summitry_web.plans.actions.naming import name_again
from summitry_web.plans.actions.rows import Saved, ended, locked, mirror
from summitry_web.plans.models import StoredChange
from summitry_web.plans.store import Part, batched, plan_parts, remove_some, written_words

WORDS_OF_A_PART = 100
PAUSE_SECONDS = 0.05
"""Who waits for SQLite's lock looks every 0.1 s at the latest: often enough it must be free."""


def no_slug() -> str:
    """Return a slug that no address has and no other event takes."""
    return f"~{secrets.token_hex(16)}"


class Begun(Struct, frozen=True, kw_only=True):
    """An event that nobody finds yet, and what is to stand in it."""

    event: Event
    change: StoredChange
    package: Package
    named: Named


@transaction.atomic
def begin(  # into what, what, who, when and why
    event: Event, package: Package, named: Named, *, actor: Actor, at: datetime, reason: str
) -> Begun:
    """Store the new event, where nobody finds it: its plan comes by `parts_of`."""
    event.is_whole, event.slug = False, no_slug()
    mirror(event, package.snapshot.tables["event"].values())
    event.save(force_insert=True)
    change = StoredChange.objects.create(
        event=event, revision=1, kind="import", by_id=actor.account_id or None,
        person_id=actor.person_id, at=deed_in(event, at), reason=reason,
    )  # fmt: skip
    return Begun(event=event, change=change, package=package, named=named)


def parts_of(begun: Begun) -> Iterator[Part]:
    """Yield what writes rows, words, and whom rows marked TLP:RED name."""
    change, package = begun.change, begun.package
    words: list[Attestation | Ruling] = [*package.attestations, *package.rulings]
    yield from plan_parts(change, package.snapshot)
    for part in batched(words, WORDS_OF_A_PART):
        yield partial(written_words, change.event, part, by=change.by)
    for names in batched(list(begun.named.items()), WORDS_OF_A_PART):
        yield partial(name_again, change.event, dict(names))


def do_apart(parts: Iterable[Part], hold: Callable[[], object]) -> None:
    """Do each part in a transaction of its own, which ``hold`` begins; whoever waits comes between.

    What ``hold`` raises ends it all before the next part.
    """
    for part in parts:
        with transaction.atomic():
            hold()
            part()
        sleep(PAUSE_SECONDS)


@transaction.atomic
def finish(begun: Begun, slug: str, *, at: datetime) -> Saved:
    """Give the event its name; from the end of the transaction on it is there, whole.

    Raises
    ------
    SummitryError
        ``event.slug_taken``.
    """
    event, snapshot = begun.event, begun.package.snapshot
    event.slug, event.is_whole = slug, True
    try:
        with transaction.atomic():
            event.save()
    except IntegrityError as problem:
        raise SummitryError("event.slug_taken", got=slug) from problem
    sizes = {table: snapshot.size(table) for table in (*snapshot.tables, *snapshot.bulks)}
    tables = sorted(table for table, size in sizes.items() if size)
    return ended(begun.change, tables, sum(sizes.values()), at=at)


def still_there(event: Event) -> Event:
    """Return the event, locked until the transaction ends: none is copied while it is deleted.

    Raises
    ------
    SummitryError
        ``event.gone`` where somebody has let it go.
    """
    try:
        return locked(event)
    except Event.DoesNotExist as problem:
        raise SummitryError("event.gone", got=event.slug) from problem


def let_go(event: Event) -> None:
    """Have nobody find the event from the end of the transaction on; `remove_apart` removes it."""
    event.is_whole, event.slug, event.copied_from = False, no_slug(), None
    event.save()


def remove_apart(event: Event) -> None:
    """Remove an event that nobody finds, in short transactions; several may do it at once."""
    while _removed_some(event):
        sleep(PAUSE_SECONDS)
    with transaction.atomic():
        Event.every.filter(pk=event.pk, is_whole=False).delete()


@transaction.atomic
def _removed_some(event: Event) -> bool:
    # What was about to be taken back may be there after all, as where a commit got no answer.
    if not Event.every.filter(pk=event.pk, is_whole=False).exists():
        return False
    return remove_some(event)
