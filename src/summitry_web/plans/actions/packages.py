"""Whole plans in and out: an event is made, a package is brought in, a package is handed out."""

import re
import secrets
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from summitry.kit.errors import SummitryError
from summitry.kit.ids import UnitId
from summitry.package.package import Package
from summitry.plan.change import difference
from summitry.plan.identity import Identity
from summitry.plan.snapshot import Snapshot
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry_web.accounts.actions.grants import found
from summitry_web.accounts.can import Actor, Thing, can, require
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import NODE, record
from summitry_web.people import asking
from summitry_web.people.actions import forget_identities, replace_all, take_all
from summitry_web.people.sentences import Purpose
from summitry_web.plans.actions.apart import (
    begin,
    do_apart,
    finish,
    let_go,
    parts_of,
    remove_apart,
    still_there,
)
from summitry_web.plans.actions.rows import Saved, committed, locked
from summitry_web.plans.models import StoredRow, UnitMapping
from summitry_web.plans.store import attestations_of, rulings_of, snapshot_of, written_words
from summitry_web.vault.actions import forget_event as forget_files

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
SLUG_LENGTH_MAX = 60
KEY_BYTES = 32


@transaction.atomic
def create_event(
    account: Account, *, slug: str, name: str, person_id: str, at: datetime, timezone: str = "UTC"
) -> Event:
    """Return a new event with an empty plan, whose organiser the account is.

    Raises
    ------
    Denied
        When the account may not create events.
    SummitryError
        ``event.slug``, ``event.slug_taken``.
    """
    event = make_event(slug=slug, name=name, by=person_id, at=at, timezone=timezone)
    found(account, event, person_id=person_id, at=at)
    return event


@transaction.atomic
def make_event(*, slug: str, name: str, by: str, at: datetime, timezone: str = "UTC") -> Event:
    """Return a new event with an empty plan and nobody in it, as whoever runs the node makes it.

    Raises
    ------
    SummitryError
        ``event.slug``, ``event.slug_taken``.
    """
    require_free(slug)
    event, is_new = Event.objects.get_or_create(
        slug=slug,
        defaults={
            "name": name, "timezone": timezone, "key": secrets.token_bytes(KEY_BYTES),
            "created": at,
        },
    )  # fmt: skip
    if not is_new:  # Somebody was faster, between the question above and here.
        raise SummitryError("event.slug_taken", got=slug)
    record("event.created", journal=slug, actor=by, at=at, subject=slug)
    return event


def require_free(slug: str) -> None:
    """Refuse a short name that no event can have, or that one has.

    Raises
    ------
    SummitryError
        ``event.slug``, ``event.slug_taken``.
    """
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH_MAX:
        raise SummitryError("event.slug", got=slug)
    # Its journal has its name: that of the node is no event's to read or to write in.
    if slug == NODE or Event.objects.filter(slug=slug).exists():
        raise SummitryError("event.slug_taken", got=slug)


def bring_in(
    actor: Actor, package: Package, *, slug: str, name: str, at: datetime,
    opened: Callable[[Event], object],
) -> Event:  # fmt: skip
    """Return a new event with the package in it, as whoever runs the node brings one in.

    It is written in short transactions, into an event that nobody finds; the last one has it be
    there, whole, with what ``opened`` adds. What keeps it from that leaves nothing behind.

    Raises
    ------
    SummitryError
        ``event.slug``, ``event.slug_taken``, ``people.twice``.
    """
    require(actor, Verb.IMPORT, Thing(), at=at)
    require_free(slug)
    key = package.key or secrets.token_bytes(KEY_BYTES)
    event = Event(name=name, timezone="UTC", key=key, created=at)
    with ExitStack() as undoing:
        begun = begin(event, package, {}, actor=actor, at=at, reason="")
        undoing.callback(remove_apart, event)
        do_apart(parts_of(begun), lambda: None)
        with transaction.atomic():
            record("event.created", journal=slug, actor=actor.person_id, at=at, subject=slug)
            finish(begun, slug, at=at)
            _add_people_and_mappings(actor, event, package, at=at)
            opened(event)
        undoing.pop_all()
    return event


def delete_event(event: Event, *, at: datetime) -> None:
    """Delete the event with everything in it but its journal, as whoever runs the node does.

    From the end of the first transaction on nobody finds it; what is stored of it is removed in
    short ones, by this or, where this ends before, by the tasks.

    Raises
    ------
    SummitryError
        ``event.copied`` where exercises were copied from it, ``event.gone`` where it is being
        deleted already.
    """
    slug = event.slug
    with transaction.atomic():
        event = still_there(event)
        if Event.every.filter(copied_from=event).exists():
            copies = Event.objects.filter(copied_from=event).values_list("slug", flat=True)
            raise SummitryError("event.copied", got=slug, expected=tuple(copies))
        forget_identities(event)
        forget_files(event, at=at)
        record("event.deleted", journal=slug, actor=NODE, at=at, subject=slug)
        let_go(event)
    remove_apart(event)


@transaction.atomic
def import_package(
    actor: Actor, event: Event, package: Package, *, at: datetime, reason: str = ""
) -> Saved:
    """Put the package's rows in place of the event's whole plan, as one change.

    Words and rulings are added to those there are; identities take the place of those there were,
    and go to the app of persons, where alone they are kept.

    Raises
    ------
    Denied
        When the actor may not change the whole event.
    """
    # A grant of one unit may import that unit's rows, and this replaces everybody's.
    require(actor, Verb.IMPORT, Thing(), at=at)
    held = locked(event)
    edits = difference(snapshot_of(held), package.snapshot)
    if package.key and not held.revision:
        held.key = package.key
    saved = committed(held, edits, actor=actor, at=at, reason=reason, kind="import")
    by = Account.objects.filter(pk=actor.account_id).first()
    written_words(held, (*package.attestations, *package.rulings), by=by)
    _add_people_and_mappings(actor, held, package, at=at)
    return saved


def _add_people_and_mappings(actor: Actor, event: Event, package: Package, *, at: datetime) -> None:
    if package.people:
        replace_all(event, package.people, at, actor=actor.person_id)
    for unit, text in package.mappings.items():
        UnitMapping.objects.update_or_create(
            event=event, unit_id=unit, defaults={"text": text.decode()}
        )


@transaction.atomic
def export_package(actor: Actor, event: Event, *, at: datetime) -> Package:
    """Return the whole event: rows, words, rulings, mappings, and the identities one may read.

    Raises
    ------
    Denied
        When the actor may not take the whole event along, or a row is above their clearance.
    SummitryError
        ``people.bulk`` where so many identities leave that it takes a second person.
    """
    require(actor, Verb.EXPORT_BULK, at=at)
    snapshot = snapshot_of(event)
    height = StoredRow.objects.filter(event=event).aggregate(top=Max("marking"))["top"] or 0
    require(actor, Verb.EXPORT_BULK, Thing(marking=tuple(Marking)[height]), at=at)
    people: tuple[Identity, ...] = ()
    if can(actor, Verb.READ_PEOPLE, at=at):
        people = take_all(actor, event, purpose=Purpose.PACKAGE, at=at)
        asking.require_allowed(actor, event, len(people), at=at)
    kept = UnitMapping.objects.filter(event=event).order_by("unit_id")
    mappings = {UnitId(each.unit_id): each.text.encode() for each in kept}
    rows = sum(snapshot.size(name) for name in TABLES)
    record(
        "plan.exported", journal=event.slug, actor=actor.person_id, at=at,
        subject=f"revision {event.revision}", facts={"rows": rows, "people": len(people)},
    )  # fmt: skip
    return Package(
        snapshot=snapshot, attestations=attestations_of(event), rulings=rulings_of(event),
        people=people, key=bytes(event.key), mappings=mappings,
    )  # fmt: skip


def as_package(event: Event, snapshot: Snapshot) -> Package:
    """Return the snapshot with the event's key, without words, rulings or identities."""
    return Package(snapshot=snapshot, key=bytes(event.key))
