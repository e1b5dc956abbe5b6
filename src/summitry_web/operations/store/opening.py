"""Entries with their bodies opened, as far as their keys stand here."""

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EventId
from summitry.operations.entry import Entry
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.operations.sealing import opened
from summitry_web.operations.store.file import PostFile


def content_of(file: PostFile, event: EventId, entry: Entry) -> bytes | None:
    """Return the bytes of the entry's body; None where it has none, or its key is gone."""
    key = file.key(entry.body) if entry.body else None
    body = file.sealed(entry.body) if key else None
    if key is None or body is None:
        return None
    return opened(body, key=key, event=event, entry_id=entry.entry_id)


def entered_of(file: PostFile, event: EventId, entry: Entry) -> Entered | None:
    """Return the entry as a reader sees it; None where it cannot be opened or understood here.

    A later version's kind, from another post, stands in the journal and on no page.
    """
    content = content_of(file, event, entry)
    if content is None:
        return None
    try:
        return event_of(entry, content)
    except SummitryError as refusal:
        if refusal.code != "entry.unreadable":
            raise
        return None
