"""Files on the papers of the register, as the reader may read them."""

from datetime import datetime

from summitry_web.accounts.can import Actor
from summitry_web.events.models import Event
from summitry_web.vault.access import Attachment, attachments_of

TABLES_WITH_FILES = (
    "mandates", "decisions", "meetings", "plans", "requirements", "measures", "evidence",
)  # fmt: skip

__all__ = ["TABLES_WITH_FILES", "Attachment", "files_on", "files_since"]


def files_on(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> list[Attachment]:
    """Return the row's files that the actor may read, the oldest first."""
    return attachments_of(actor, event, table, key, at=at)


def files_since(files: list[Attachment], moment: datetime) -> list[Attachment]:
    """Return those that came after the moment."""
    return [each for each in files if each.uploaded_at > moment]
