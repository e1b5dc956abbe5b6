"""Other command posts: who is one, parcels on a stick, and what an exchange brings."""

import io
from collections.abc import Iterator, Mapping
from datetime import datetime

from django.db import transaction
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, EventId
from summitry.plan.terms import Marking
from summitry_web.accounts.can import Actor, Thing, is_proved, require
from summitry_web.accounts.roles import Verb
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied, ProveAgain
from summitry_web.frame.sealing import Opener, Sealer, require_strong
from summitry_web.journal.actions import record
from summitry_web.journal.file import JOURNAL
from summitry_web.operations.access import post_here
from summitry_web.operations.models import Peer
from summitry_web.operations.store.cards import public_of
from summitry_web.operations.store.exchange import (
    Came,
    Exchange,
    Parcel,
    bundled,
    together,
    unbundled,
)
from summitry_web.operations.store.file import PostFile
from summitry_web.operations.store.network import Trusted
from summitry_web.operations.store.service import folder_of, identity_of, take_in

PORT_MAX = 65_535
PASSPHRASE_CODES = frozenset({"backup.passphrase", "backup.damaged"})


class Added(Struct, frozen=True, kw_only=True):
    """A post as somebody adds it: its name, its card, and where it answers."""

    post_id: str
    card: str
    address: str = ""


@transaction.atomic
def add_peer(actor: Actor, event: Event, added: Added, *, at: datetime) -> Peer:
    """Add another command post, or give it a new address; its card stays what it was.

    Raises
    ------
    SummitryError
        ``operations.no_post``, ``exchange.card``, ``exchange.own_card``, ``exchange.address``.
    """
    require(actor, Verb.GRANT, at=at)
    own = _own_post(event)
    public = public_of(added.card.encode())
    key = identity_of(EventId(event.slug), own).key
    if added.post_id == own or public == key.public_key().public_bytes_raw():
        raise SummitryError("exchange.own_card")
    address_of(added.address)
    peer, is_new = Peer.objects.get_or_create(
        event=event, post_id=added.post_id,
        defaults={
            "card": added.card.strip(), "address": added.address, "added": at,
            "added_by": actor.person_id,
        },
    )  # fmt: skip
    if not is_new:
        if public_of(peer.card.encode()) != public:
            # A new key under an old name could rewrite what the post has said: it needs a new name.
            raise SummitryError("exchange.stranger", post=added.post_id)
        peer.address = added.address
        peer.save(update_fields=["address"])
    record("peer.added", journal=event.slug, actor=actor.person_id, at=at, subject=added.post_id)
    return peer


@transaction.atomic
def remove_peer(actor: Actor, event: Event, post_id: str, *, at: datetime) -> None:
    """Take the post out of the exchange; what it brought stays."""
    require(actor, Verb.GRANT, at=at)
    if not Peer.objects.filter(event=event, post_id=post_id).delete()[0]:
        raise Denied("peer")
    record("peer.removed", journal=event.slug, actor=actor.person_id, at=at, subject=post_id)


def address_of(text: str) -> tuple[str, int] | None:
    """Return host and port; None where there is none.

    Raises
    ------
    SummitryError
        ``exchange.address``.
    """
    if not text.strip():
        return None
    host, _, port = text.strip().rpartition(":")
    if not host or not port.isascii() or not port.isdecimal() or not 0 < int(port) <= PORT_MAX:
        raise SummitryError("exchange.address", got=text)
    return host.strip("[]"), int(port)


def known(event: Event) -> dict[str, bytes]:
    """Return the public keys of the posts that are trusted, by post."""
    return {peer.post_id: public_of(peer.card.encode()) for peer in event.peers.all()}


def trusted(event: Event) -> list[Trusted]:
    """Return the posts that are trusted, with their cards."""
    return [
        Trusted(post=CommandPostId(peer.post_id), card=peer.card.encode())
        for peer in event.peers.all()
    ]


def parcel_on_stick(
    actor: Actor, event: Event, post_id: str, passphrase: str, *, at: datetime
) -> bytes:
    """Return everything that the post lacks as far as is known, sealed by the passphrase.

    Raises
    ------
    Denied
        The actor may not command, and take along, what is marked TLP:RED: it is all in there.
    ProveAgain
        Without a fresh proof of who acts.
    SummitryError
        ``operations.no_post``, ``backup.passphrase_short``.
    """
    for verb in (Verb.COMMAND, Verb.EXPORT):
        require(actor, verb, Thing(marking=Marking.RED), at=at)
    if not is_proved(actor, at):
        raise ProveAgain
    require_strong(passphrase)
    peer = event.peers.filter(post_id=post_id).first()
    if peer is None:
        raise Denied("peer")
    content = io.BytesIO()
    sealer = Sealer(content, passphrase)
    entries = 0
    for parcel in _parcels(event, peer):
        sealer.write(bundled(parcel))
        entries += sum(len(each.contents) for each in parcel.batches)
    sealer.finish()
    record(
        "parcel.made", journal=event.slug, actor=actor.person_id, at=at, subject=post_id,
        facts={"entries": entries},
    )  # fmt: skip
    return content.getvalue()


def _parcels(event: Event, peer: Peer) -> Iterator[Parcel]:
    """Yield parcels of everything that the peer lacks, each as large as one over the network."""
    exchange, theirs = Exchange(), dict(peer.has)
    is_more = True
    while is_more:
        parcel = parcel_for(event, peer, exchange, theirs=theirs)
        yield parcel
        theirs |= {str(e.post): e.start - 1 + len(e.contents) for e in parcel.batches}
        is_more = bool(parcel.batches)


def parcel_for(
    event: Event, peer: Peer, exchange: Exchange, *, theirs: Mapping[str, int] | None = None
) -> Parcel:
    """Return what the peer lacks, as far as is known, or as somebody has that many of each post."""
    own = _own_post(event)
    folder = folder_of(EventId(event.slug), own)
    if not (folder / JOURNAL).exists():
        return Parcel(event=EventId(event.slug), sender=own, has={})
    file = PostFile(folder, readonly=True)
    try:
        return exchange.parcel_for(
            file, identity_of(EventId(event.slug), own), peer.has if theirs is None else theirs,
            receiver=CommandPostId(peer.post_id),
        )  # fmt: skip
    finally:
        file.close()


def stick_in(actor: Actor, event: Event, content: bytes, passphrase: str, *, at: datetime) -> Came:
    """Take in a parcel that came on a stick.

    Raises
    ------
    SummitryError
        ``exchange.passphrase``, ``exchange.malformed``, ``exchange.unknown_post``; what
        `taken_in` refuses.
    """
    require(actor, Verb.COMMAND, at=at)
    try:
        opened = Opener(io.BytesIO(content), passphrase).readall()
    except SummitryError as refusal:
        if refusal.code not in PASSPHRASE_CODES:
            raise
        raise SummitryError("exchange.passphrase") from refusal
    parcels = unbundled(opened)
    peer = event.peers.filter(post_id=parcels[0].sender).first()
    if peer is None:
        raise SummitryError("exchange.unknown_post", post=parcels[0].sender)
    came = together([came_from(event, peer, each, at=at) for each in parcels])
    record(
        "parcel.taken", journal=event.slug, actor=actor.person_id, at=at, subject=peer.post_id,
        facts={"entries": came.entries},
    )  # fmt: skip
    return came


def came_from(event: Event, peer: Peer, parcel: Parcel, *, at: datetime) -> Came:
    """Take the parcel of a peer in, and remember what it has."""
    came = take_in(EventId(event.slug), _own_post(event), parcel, known(event))
    peer.has, peer.heard = parcel.has, at
    peer.trouble = came.refused[0] if came.refused else ""
    peer.save(update_fields=["has", "heard", "trouble"])
    return came


def _own_post(event: Event) -> CommandPostId:
    found = post_here(event)
    if found is None:
        raise SummitryError("operations.no_post", event=event.slug)
    return found
