"""Writing, opening and erasing identities; each of it stands in the journal, by ids alone."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from django.conf import settings
from django.db import transaction
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.identity import FINGERPRINT, Identity
from summitry.policy.identities import document_number
from summitry_web.accounts.can import Actor, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.journal import access as journal_access
from summitry_web.journal.actions import NODE, record
from summitry_web.people import access, store
from summitry_web.people.sealing import fingerprint
from summitry_web.people.sentences import Ground, Purpose

REVEALS_HOUR_MAX = 200
HOUR = timedelta(hours=1)
KEPT_DAYS_MAX = 90
"""Identities go so many days after the event closes, as at the summit of Evian in 2026."""

CodeT = TypeVar("CodeT", bound=StrEnum)


class Replaced(Struct, frozen=True):
    """What an import of identities did."""

    count: int
    documents: int
    """Documents dropped, because the badge is issued already."""
    skipped: int
    """Records left out, because they were erased before."""


@transaction.atomic
def replace_all(
    event: Event, identities: Iterable[Identity], at: datetime, *, actor: str = NODE
) -> Replaced:
    """Put these identities in place of the event's; what was erased stays erased.

    Raises
    ------
    SummitryError
        ``people.twice`` for a record that comes twice.
    """
    given = tuple(identities)
    for record_id, count in Counter(each.record_id for each in given).items():
        if count > 1:
            raise SummitryError("people.twice", record=record_id)
    erased = store.erased_ids(event)
    taken = [each for each in given if each.record_id not in erased]
    kept = [each if settings.KEEP_DOCUMENTS else _without_document(each, event) for each in taken]
    store.forget_all(event)
    store.put(event, kept)
    dropped = sum(old.document != new.document for old, new in zip(taken, kept, strict=True))
    done = Replaced(len(kept), dropped, len(given) - len(taken))
    facts = {"count": done.count, "documents": done.documents, "skipped": done.skipped}
    record("people.replaced", journal=event.slug, actor=actor, at=at, facts=facts)
    return done


def _without_document(identity: Identity, event: Event) -> Identity:
    """Return the identity with its document's fingerprint alone, once a badge is made for it.

    That two badges were made on one document must still be found; it goes with the record.
    """
    number = document_number(identity.document)
    if not identity.badge or identity.document.startswith(FINGERPRINT):
        return identity
    kept = FINGERPRINT + fingerprint(number, str(event.pk)) if number else ""
    return replace(identity, document=kept)


def _told(identity: Identity) -> Identity:
    """Return the identity as a person is given it: a fingerprint is of use to the checks alone."""
    is_kept = identity.document.startswith(FINGERPRINT)
    return replace(identity, document="") if is_kept else identity


@transaction.atomic
def list_all(actor: Actor, event: Event, *, at: datetime) -> tuple[Identity, ...]:
    """Return what the list may show: neither birth dates nor documents; it is journaled."""
    require(actor, Verb.READ_PEOPLE, at=at)
    found = tuple(
        replace(each, document="", birth_date=None) for each in access.readable(actor, event, at=at)
    )
    _note("people.listed", actor, event, at=at, facts={"count": len(found)})
    return found


@transaction.atomic
def take_all(actor: Actor, event: Event, *, purpose: str, at: datetime) -> tuple[Identity, ...]:
    """Return the identities that the actor may read, whole, for a package; it is journaled."""
    require(actor, Verb.READ_PEOPLE, at=at)
    code = coded(Purpose, purpose, "people.purpose")
    found = tuple(_told(each) for each in access.readable(actor, event, at=at))
    _note("people.taken", actor, event, at=at, facts={"purpose": code, "count": len(found)})
    return found


@transaction.atomic
def reveal(actor: Actor, event: Event, record_id: str, *, purpose: str, at: datetime) -> Identity:
    """Return one identity, whole; it is journaled, and limited by the hour.

    Raises
    ------
    SummitryError
        ``people.purpose`` for no purpose of ours; ``people.reveals_max`` beyond the limit.
    """
    code = coded(Purpose, purpose, "people.purpose")
    found = access.one(event, record_id)
    require(actor, Verb.READ_PEOPLE, access.thing(found), at=at)
    # The entry comes first: it holds the journal, so that two at once cannot both be the last.
    facts = {"purpose": code, "account": actor.account_id}
    _note("people.revealed", actor, event, at=at, subject=record_id, facts=facts)
    _refuse_beyond_limit(actor, event, at)
    return _told(found)


def _refuse_beyond_limit(actor: Actor, event: Event, at: datetime) -> None:
    wanted = journal_access.Wanted(
        kind="people.revealed", actor=actor.person_id, start=at - HOUR, end=at + HOUR
    )
    opened = journal_access.entries(event.slug, wanted)
    if len(opened) > REVEALS_HOUR_MAX:
        oldest = datetime.fromisoformat(opened[REVEALS_HOUR_MAX].at)
        raise SummitryError(
            "people.reveals_max", got=len(opened) - 1, expected=REVEALS_HOUR_MAX,
            again=(oldest + HOUR).isoformat(timespec="minutes"),
        )  # fmt: skip


@transaction.atomic
def erase(actor: Actor, event: Event, record_id: str, reason: str, at: datetime) -> None:
    """Destroy the record's key and content.

    Raises
    ------
    SummitryError
        ``people.reason`` for no reason of ours.
    """
    code = coded(Ground, reason, "people.reason")
    row = store.held(event, record_id)
    if row is None:
        raise Denied("record")
    require(actor, Verb.ERASE, access.thing(access.one(event, record_id)), at=at)
    row.erased = at
    store.forget(row)
    _note("people.erased", actor, event, at=at, subject=record_id, facts={"reason": code})


@transaction.atomic
def expire(event: Event, at: datetime) -> int:
    """Destroy all identities of an event that closed long enough ago; return how many."""
    if event.closes is None or at < event.closes + timedelta(days=KEPT_DAYS_MAX):
        return 0
    count = store.forget_all(event)
    store.forget_marks(event)
    if count:
        record("people.expired", journal=event.slug, actor=NODE, at=at, facts={"count": count})
    return count


def forget_identities(event: Event) -> int:
    """Destroy every identity of an event that is itself deleted; return how many there were."""
    count = store.forget_all(event)
    store.forget_marks(event)
    return count


def coded(codes: type[CodeT], text: str, refusal: str) -> str:
    """Return the text where it is one of the codes; refuse it where not."""
    if text not in {each.value for each in codes}:
        raise SummitryError(refusal, got=text, expected=tuple(each.value for each in codes))
    return text


def _note(  # who, where, what, when
    kind: str, actor: Actor, event: Event, *, at: datetime, facts: dict[str, object],
    subject: str = "",
) -> None:  # fmt: skip
    record(kind, journal=event.slug, actor=actor.person_id, at=at, subject=subject, facts=facts)
