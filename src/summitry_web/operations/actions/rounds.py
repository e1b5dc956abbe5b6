"""The exchange over the network: each second with every post that has an address."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId
from summitry.kit.time import Clock
from summitry_web.events.models import Event
from summitry_web.frame.ticks import Rounds, Tick
from summitry_web.journal.keys import node_key
from summitry_web.operations.actions.peers import address_of, came_from, parcel_for, trusted
from summitry_web.operations.models import CommandPostHere, Peer
from summitry_web.operations.store.cards import written_card
from summitry_web.operations.store.exchange import Exchange, Parcel
from summitry_web.operations.store.network import Trusted, exchanged

EVERY = timedelta(seconds=1)
log = logging.getLogger(__name__)


class Round:
    """Goes round the posts of every event; it keeps the trees between rounds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._exchanges: dict[int, Exchange] = {}

    def go(self) -> int:
        """Exchange with every post that has an address; return how many entries came."""
        peers = Peer.objects.exclude(address="").select_related("event")
        return sum(self._one(peer) for peer in peers)

    def _one(self, peer: Peer) -> int:
        event = peer.event
        address = address_of(peer.address)
        if address is None or not CommandPostHere.objects.filter(event=event).exists():
            return 0
        card = written_card(node_key(), Path(settings.HOME))
        told = Trusted(post=CommandPostId(peer.post_id), card=peer.card.encode())
        parcel = parcel_for(event, peer, self.exchange_of(event))
        try:
            answer = exchanged(address, card, told, parcel)
            return came_from(event, peer, answer, at=self._clock.now()).entries
        except SummitryError as refusal:
            if peer.trouble != refusal.code:
                log.warning("no exchange with %s: %s", peer.post_id, refusal)
                peer.trouble = refusal.code
                peer.save(update_fields=["trouble"])
            return 0

    def exchange_of(self, event: Event) -> Exchange:
        """Return what makes the event's parcels."""
        return self._exchanges.setdefault(event.pk, Exchange())

    def answer(self, peer: Trusted, parcel: Parcel) -> Parcel:
        """Take in the parcel of a post that called, and return one for it.

        Raises
        ------
        SummitryError
            ``exchange.unknown_post``.
        """
        close_old_connections()
        found = (
            Peer.objects.filter(event__slug=parcel.event, post_id=parcel.sender)
            .select_related("event")
            .first()
        )
        if found is None or parcel.sender != peer.post:
            raise SummitryError("exchange.unknown_post", post=parcel.sender)
        came_from(found.event, found, parcel, at=self._clock.now())
        made = parcel_for(found.event, found, self.exchange_of(found.event))
        close_old_connections()
        return made


def all_trusted() -> list[Trusted]:
    """Return the posts of every event that may call here."""
    close_old_connections()
    return [each for here in CommandPostHere.objects.all() for each in trusted(here.event)]


def go_on(round_: Round, pause: Callable[[float], bool]) -> None:
    """Go round each second until the pause says that it is over; what fails is tried again."""
    rounds = Rounds((Tick(name="operations.exchange", every=EVERY, do=round_.go),))
    while not pause(EVERY.total_seconds()):
        rounds.go(time.monotonic())
