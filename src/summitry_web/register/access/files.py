"""Files on rows of the plan: read by who may read both the row and the file's own marking."""

from datetime import datetime

from summitry_web.accounts.can import Actor, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.plans.access import sees
from summitry_web.vault.access import Attachment, attachments_of, thing_of

TABLES_WITH_FILES = (
    "mandates", "decisions", "meetings", "plans", "requirements", "measures", "evidence",
)  # fmt: skip

__all__ = ["TABLES_WITH_FILES", "Attachment", "files_on", "files_since", "may_read"]


def may_read(actor: Actor, attachment: Attachment, at: datetime) -> bool:
    """Say whether the actor may read the row that the file is on, and the file's marking."""
    table, key = attachment.subject_table, attachment.subject_key
    return bool(can(actor, Verb.READ, thing_of(attachment), at=at)) and sees(
        actor, attachment.event, table, key, at=at
    )


def files_on(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> list[Attachment]:
    """Return the row's files that the actor may read, the oldest first."""
    return attachments_of(actor, event, table, key, at=at)


def files_since(files: list[Attachment], moment: datetime) -> list[Attachment]:
    """Return those that came after the moment."""
    return [each for each in files if each.uploaded_at > moment]
