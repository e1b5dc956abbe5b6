"""Entries with their bodies opened, as far as their keys stand here."""

from collections.abc import Sequence

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EventId
from summitry.operations.entry import Entry
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.operations.sealing import Sealed, opened
from summitry_web.operations.store.file import PostFile


def content_of(file: PostFile, event: EventId, entry: Entry) -> bytes | None:
    """Return the bytes of the entry's body; None where it has none, or its key is gone."""
    key = file.key(entry.body) if entry.body else None
    body = file.sealed(entry.body) if key else None
    if key is None or body is None:
        return None
    return opened(body, key=key, event=event, entry_id=entry.entry_id)


def entered_of(file: PostFile, event: EventId, entries: Sequence[Entry]) -> list[Entered | None]:
    """Return each entry as a reader sees it; None where it cannot be opened or understood here.

    A later version's kind, from another post, stands in the journal and on no page.
    """
    commitments = [each.body for each in entries if each.body]
    keys = file.all_keys(commitments)
    bodies = file.all_sealed([each for each in commitments if each in keys])
    return [
        _entered(event, each, bodies[each.body], keys[each.body]) if each.body in bodies else None
        for each in entries
    ]


def _entered(event: EventId, entry: Entry, body: Sealed, key: bytes) -> Entered | None:
    content = opened(body, key=key, event=event, entry_id=entry.entry_id)
    try:
        return event_of(entry, content)
    except SummitryError as refusal:
        if refusal.code != "entry.unreadable":
            raise
        return None
