"""The only way to a file: through the rights on what it belongs to."""

from collections.abc import Callable
from datetime import datetime

from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.vault import store
from summitry_web.vault.models import Attachment

__all__ = [
    "Attachment", "attachment_of", "attachments_of", "content_of", "guarded_by",
    "hashes_on", "may_read", "thing_of",
]  # fmt: skip

Guard = Callable[[Actor, Attachment, datetime], bool]

_GUARDS: dict[str, Guard] = {}


def guarded_by(table: str, guard: Guard) -> None:
    """Set who may read the files of subjects of that table; else their marking and owners say."""
    _GUARDS[table] = guard


def thing_of(attachment: Attachment) -> Thing:
    """Return the file as what rights are asked about."""
    return Thing(owners=tuple(attachment.owners), marking=Marking(attachment.marking))


def may_read(actor: Actor, attachment: Attachment, *, at: datetime) -> bool:
    """Say whether the actor may download the file."""
    guard = _GUARDS.get(attachment.subject_table)
    if guard is not None:
        return guard(actor, attachment, at)
    return bool(can(actor, Verb.READ, thing_of(attachment), at=at))


def attachments_of(
    actor: Actor, event: Event, table: str, key: str, *, at: datetime
) -> list[Attachment]:
    """Return the files of a subject that the actor may read, the oldest first."""
    found = Attachment.objects.filter(event=event, subject_table=table, subject_key=key)
    return [each for each in found.order_by("pk") if may_read(actor, each, at=at)]


def hashes_on(event: Event, table: str, key: str) -> frozenset[str]:
    """Return the hashes of all files of a subject: for sums on the server, and shown to nobody."""
    found = Attachment.objects.filter(event=event, subject_table=table, subject_key=key)
    return frozenset(found.values_list("hash", flat=True))


def attachment_of(actor: Actor, event: Event, number: int, *, at: datetime) -> Attachment:
    """Return the file; it is denied alike where there is none and where it is not the actor's."""
    found = Attachment.objects.filter(event=event, pk=number).first()
    if found is None or not may_read(actor, found, at=at):
        raise Denied("attachment")
    return found


def content_of(attachment: Attachment) -> bytes:
    """Return the bytes of a file that was asked for by rights."""
    return store.get(attachment.hash)
