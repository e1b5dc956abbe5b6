"""Takes files in, hands them out, and deletes them."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor
from summitry_web.events.clock import deed_in
from summitry_web.events.models import Event
from summitry_web.journal.actions import NODE, record
from summitry_web.sandbox.running import Job, opened
from summitry_web.vault import access, store
from summitry_web.vault.examining import Examined
from summitry_web.vault.models import Attachment
from summitry_web.vault.naming import cleaned, named
from summitry_web.vault.parse.kinds import BYTES_MAX, MB, Kind

EXAMINE = Job(place="summitry_web.vault.examining:examine", told=Examined, refused="vault.sandbox")


class Safe(Struct, frozen=True, kw_only=True):
    """A file that was examined, as it may be kept."""

    content: bytes
    name: str
    kind: Kind
    text: str
    marking: Marking


def examine(event: Event, stream: BinaryIO, name: str, *, marking: Marking) -> Safe:
    """Return the file as it may be kept; this takes a second, and belongs before a transaction.

    Raises
    ------
    SummitryError
        ``vault.…``: what is wrong with the file, and what to do.
    """
    if marking.height > Marking(event.ceiling).height:
        raise SummitryError("vault.ceiling", marking=marking.value)
    data = stream.read(BYTES_MAX + 1)
    if len(data) > BYTES_MAX:
        raise SummitryError("vault.too_large", mb_max=BYTES_MAX // MB)
    told = opened(EXAMINE, data, cleaned(name), home=Path(settings.HOME))
    kind = Kind(told.kind)
    return Safe(
        content=data if told.content is None else told.content,
        name=named(name, kind),
        kind=kind,
        text=told.text.replace("\x00", ""),
        marking=marking,
    )


@transaction.atomic
def keep_examined(  # a file, whose, on what: each is said apart
    actor: Actor,
    event: Event,
    safe: Safe,
    *,
    subject: tuple[str, str],
    owners: tuple[str, ...],
    at: datetime,
) -> Attachment:
    """Keep the examined file on the subject (table, key) and return it.

    The caller has asked whether the actor may change the subject.
    """
    made = Attachment.objects.create(
        event=event,
        hash=store.put(safe.content),
        name=safe.name,
        kind=safe.kind.value,
        size=len(safe.content),
        marking=safe.marking.value,
        owners=list(owners),
        subject_table=subject[0],
        subject_key=subject[1],
        uploaded_by_id=actor.account_id,
        person_id=actor.person_id,
        uploaded_at=deed_in(event, at),
        text=safe.text,
    )
    facts = {"hash": made.hash, "size": made.size, "kind": made.kind}
    _note("document.kept", made, actor.person_id, at=at, facts=facts)
    return made


def keep(  # noqa: PLR0913  # a file, whose, on what, how marked: each is said apart
    actor: Actor,
    event: Event,
    stream: BinaryIO,
    name: str,
    *,
    subject: tuple[str, str],
    marking: Marking,
    owners: tuple[str, ...],
    at: datetime,
) -> Attachment:
    """Examine the file in the sandbox, keep it on the subject (table, key), and return it.

    The caller has asked whether the actor may change the subject. A picture is kept re-encoded.
    """
    safe = examine(event, stream, name, marking=marking)
    return keep_examined(actor, event, safe, subject=subject, owners=owners, at=at)


@transaction.atomic
def read(actor: Actor, event: Event, number: int, *, at: datetime) -> tuple[Attachment, bytes]:
    """Return the file with its bytes, and write into the journal who read it."""
    found = access.attachment_of(actor, event, number, at=at)
    content = access.content_of(found)
    _note("document.read", found, actor.person_id, at=at, facts={"hash": found.hash})
    return found, content


@transaction.atomic
def forget(event: Event, table: str, key: str, *, actor: str, at: datetime) -> int:
    """Delete the files of a subject, and their bytes where no other file shares them."""
    found = list(Attachment.objects.filter(event=event, subject_table=table, subject_key=key))
    for each in found:
        _note("document.deleted", each, actor, at=at, facts={"hash": each.hash})
        each.delete()
        transaction.on_commit(partial(_drop_unshared, each.hash))
    return len(found)


@transaction.atomic
def forget_event(event: Event, *, at: datetime) -> int:
    """Delete every file of an event that is itself deleted; return how many there were."""
    found = list(Attachment.objects.filter(event=event))
    for each in found:
        _note("document.deleted", each, NODE, at=at, facts={"hash": each.hash})
        each.delete()
        transaction.on_commit(partial(_drop_unshared, each.hash))
    return len(found)


def _drop_unshared(content_hash: str) -> None:
    if not Attachment.objects.filter(hash=content_hash).exists():
        store.drop(content_hash)


def _note(
    kind: str, attachment: Attachment, actor: str, *, at: datetime, facts: dict[str, object]
) -> None:
    record(
        kind, journal=attachment.event.slug, actor=actor, at=at,
        subject=f"{attachment.subject_table}/{attachment.subject_key}",
        facts={"attachment": attachment.pk, **facts},
    )  # fmt: skip
