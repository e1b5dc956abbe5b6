"""An evidence pack of the entries of a day that stand in a file and in no journal yet.

The keys are made for the pack and thrown away: it shows that nothing was changed since it was
made, and not who wrote the entries.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from summitry.kit.canonical import canonical
from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, DeviceId, EntryId, EventId
from summitry.kit.time import EPOCH
from summitry.operations.bodies import bytes_of
from summitry.operations.checkpoint import journal_origin, written_ms
from summitry.operations.clock import Clock
from summitry.operations.entry import Draft
from summitry.operations.event import Event
from summitry.operations.log import Head
from summitry.operations.note import Verifier
from summitry.operations.pack import Body, Header, Item, Log, Standing, packed
from summitry.operations.sealing import KEY_BYTES, NONCE_BYTES, sealed

Chance = Callable[[int], bytes]
"""Returns so many random bytes."""

DEVICE = DeviceId("file")
_ID_CHARACTERS = 32
_NAMES_ENTRIES = frozenset({"to", "incident", "cites", "still_open"})
"""The columns of bodies that name other entries."""


def pack_of_day(
    events: Sequence[Event], event_id: EventId, *, at: datetime, chance: Chance
) -> Iterator[bytes]:
    """Yield the lines of a pack with a journal for each post, signed at the moment.

    An id that is not 32 hexadecimal digits is replaced by such a one, and so where it is named.

    Raises
    ------
    SummitryError
        ``pack.nothing`` without an entry.
    """
    if not events:
        raise SummitryError("pack.nothing")
    ids = {each.entry_id: _id(event_id, each) for each in events}
    posts = dict.fromkeys(each.post for each in events)
    keys = {post: Ed25519PrivateKey.from_private_bytes(chance(KEY_BYTES)) for post in posts}
    at_ms = _ms(at)
    maker = next(iter(posts))
    logs = [
        _log(
            [each for each in events if each.post == post],
            Head(event=event_id, clock=Clock(post=post)),
            ids=ids, key=keys[post], at_ms=at_ms, chance=chance,
        )
        for post in posts
    ]  # fmt: skip
    header = Header(event=event_id, post=maker, made=written_ms(at_ms))
    return packed(header, logs, witnesses=(), key=keys[maker], at_ms=at_ms)


def _log(
    events: Iterable[Event],
    head: Head,
    *,
    ids: Mapping[str, EntryId],
    key: Ed25519PrivateKey,
    at_ms: int,
    chance: Chance,
) -> Log:
    items = []
    for event in sorted(events, key=lambda each: each.order):
        entry_id, body_key = ids[event.entry_id], chance(KEY_BYTES)
        closed = sealed(
            _body(event, ids), key=body_key, nonce=chance(NONCE_BYTES),
            event=head.event, entry_id=entry_id,
        )  # fmt: skip
        draft = _draft(event, ids, closed.commitment())
        head, entry = head.written(draft, _ms(event.entered))
        body = Body(entry_id=entry_id, sealed=closed, standing=Standing.OPEN, key=body_key.hex())
        items.append(Item(seq=entry.seq, leaf=entry.leaf(), content=entry.encoded(), body=body))
    head, checkpoint = head.signed(key, at_ms)
    public = key.public_key().public_bytes_raw()
    return Log(
        post=CommandPostId(head.post), size=len(items), checkpoints=(checkpoint,), items=items,
        key=Verifier(name=journal_origin(head.event, head.post), public=public),
    )  # fmt: skip


def _draft(event: Event, ids: Mapping[str, EntryId], commitment: str) -> Draft:
    corrected = ids.get(event.corrects, EntryId(event.corrects))
    return Draft(
        entry_id=ids[event.entry_id],
        kind=event.body.kind,
        author=event.author,
        device=DEVICE,
        observed_ms=_ms(event.observed),
        entered_ms=_ms(event.entered),
        place="" if event.place is None else f"{event.place.table}/{event.place.key}",
        marking=event.marking,
        scope=tuple(sorted(event.scope)),
        corrects=corrected,
        reason=event.reason if corrected else None,
        attachments=tuple(sorted(event.attachments)),
        body=commitment,
    )


def _body(event: Event, ids: Mapping[str, EntryId]) -> bytes:
    return canonical(_renamed(msgspec.json.decode(bytes_of(event.body)), ids))


def _renamed(value: Any, ids: Mapping[str, EntryId], column: str = "") -> Any:
    """Return the cells with the entries that they name under their new ids."""
    if isinstance(value, dict):
        return {name: _renamed(each, ids, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_renamed(each, ids, column) for each in value]
    return ids.get(value, value) if column in _NAMES_ENTRIES else value


def _id(event_id: EventId, event: Event) -> EntryId:
    given = event.entry_id
    if len(given) == _ID_CHARACTERS and not set(given) - set("0123456789abcdef"):
        return EntryId(given)
    told = f"{event_id}\n{event.post}\n{given}".encode()
    return EntryId(sha256(told).hexdigest()[:_ID_CHARACTERS])


def _ms(moment: datetime) -> int:
    return round((moment - EPOCH).total_seconds() * 1_000)
