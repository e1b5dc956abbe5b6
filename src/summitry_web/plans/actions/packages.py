"""Whole plans in and out: an event is made, a package is brought in, a package is handed out."""

import re
import secrets
from datetime import datetime

from django.db import transaction

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.plan.change import difference
from summitry.plan.snapshot import Snapshot
from summitry_web.accounts.can import Actor, Thing, require
from summitry_web.accounts.models import Account, Grant
from summitry_web.accounts.roles import Role, Verb
from summitry_web.events.models import Event
from summitry_web.journal.actions import NODE, record
from summitry_web.plans.actions.rows import Saved, committed, locked
from summitry_web.plans.store import snapshot_of, written_words

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
    SummitryError
        ``event.slug``, ``event.slug_taken``.
    """
    if not SLUG.fullmatch(slug) or len(slug) > SLUG_LENGTH_MAX:
        raise SummitryError("event.slug", got=slug)
    # Its journal has its name: that of the node is no event's to read or to write in.
    if slug == NODE or Event.objects.filter(slug=slug).exists():
        raise SummitryError("event.slug_taken", got=slug)
    event = Event.objects.create(
        slug=slug, name=name, timezone=timezone, key=secrets.token_bytes(KEY_BYTES), created=at
    )
    Grant.objects.create(
        account=account, event=event, role=Role.ORGANISER.value, person_id=person_id,
        clearance="TLP:RED",
    )  # fmt: skip
    record("event.created", journal=slug, actor=person_id, at=at, subject=slug)
    return event


@transaction.atomic
def import_package(
    actor: Actor, event: Event, package: Package, *, at: datetime, reason: str = ""
) -> Saved:
    """Put the package's rows in place of the event's whole plan, as one change.

    Words and rulings are added to those there are. Identities of persons are not taken here.

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
    return saved


def as_package(event: Event, snapshot: Snapshot) -> Package:
    """Return the snapshot with the event's key, without words, rulings or identities."""
    return Package(snapshot=snapshot, key=bytes(event.key))
