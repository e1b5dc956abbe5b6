"""Entries with their bodies opened, as far as their keys stand here."""

import logging
from collections.abc import Callable, Sequence

from summitry.kit.errors import SummitryError
from summitry.kit.ids import EventId
from summitry.operations.entry import Entry
from summitry.operations.event import Event as Entered
from summitry.operations.event import event_of
from summitry.operations.sealing import Sealed, opened
from summitry_web.operations.store.file import PostFile

log = logging.getLogger(__name__)

DAMAGED = frozenset({"body.key", "body.broken"})
"""Refusals of a body that was changed where it lies: by a fault of the disk, or by a hand."""


def content_of(file: PostFile, event: EventId, entry: Entry) -> bytes | None:
    """Return the bytes of the entry's body; None where it has none, or its key is gone."""
    key = file.key(entry.body) if entry.body else None
    body = file.sealed(entry.body) if key else None
    if key is None or body is None:
        return None
    return opened(body, key=key, event=event, entry_id=entry.entry_id)


def in_log(entry: Entry) -> None:
    """Say in the log that the entry is damaged."""
    log.error("entry %d of %s is damaged and is not shown", entry.seq, entry.post)


def entered_of(
    file: PostFile,
    event: EventId,
    entries: Sequence[Entry],
    *,
    damaged: Callable[[Entry], None] = in_log,
) -> list[Entered | None]:
    """Return each entry as a reader sees it; None where it cannot be opened or understood here.

    A later version's kind, from another post, stands in the journal and on no page. A body that
    does not open is told to ``damaged``: one flipped bit must not take the whole day away.
    """
    commitments = [each.body for each in entries if each.body]
    keys = file.all_keys(commitments)
    bodies = file.all_sealed([each for each in commitments if each in keys])
    found: list[Entered | None] = []
    for each in entries:
        told = None
        if each.body in bodies:
            told, whole = _entered(event, each, bodies[each.body], keys[each.body])
            if not whole:
                damaged(each)
        found.append(told)
    return found


def _entered(
    event: EventId, entry: Entry, body: Sealed | None, key: bytes
) -> tuple[Entered | None, bool]:
    """Return the entry, None where it is not understood, and whether its body is whole."""
    if body is None:
        return None, False
    try:
        return event_of(entry, opened(body, key=key, event=event, entry_id=entry.entry_id)), True
    except SummitryError as refusal:
        if refusal.code not in {*DAMAGED, "entry.unreadable"}:
            raise
        return None, refusal.code not in DAMAGED
