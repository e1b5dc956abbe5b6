"""`journal`: writes the node's journals until it is told to stop."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from summitry.kit.time import SystemClock
from summitry_web.frame.sockets import Server
from summitry_web.journal.handing import Handing
from summitry_web.journal.handing import go_on as go_on_handing
from summitry_web.journal.keys import node_key
from summitry_web.operations.actions import lists
from summitry_web.operations.actions.peers import address_of
from summitry_web.operations.actions.rounds import Round, all_trusted, go_on
from summitry_web.operations.store.cards import written_card
from summitry_web.operations.store.network import Server as Network
from summitry_web.operations.store.service import WAITING_MAX, Writers, answering


class Command(BaseCommand):
    """Serves the socket; entries are acknowledged when they are on the disk.

    What waits in the database for the audit journal's own files is handed over each second.
    """

    help = "Write the journals of this node's command posts, and the audit journal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the socket's path."""
        default = settings.JOURNAL or str(settings.HOME / "journal.sock")
        parser.add_argument("--socket", type=Path, default=Path(default))
        parser.add_argument("--exchange", default=settings.EXCHANGE)

    def handle(self, *_: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT; then write and sign what waits."""
        over = Event()
        writers = Writers(SystemClock())
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: over.set())
        handing = Thread(
            target=go_on_handing,
            args=(Handing(SystemClock()), over.wait),
            name="handing",
            daemon=True,
        )
        with Server(options["socket"], answering(writers), threads=WAITING_MAX) as server:
            writers.open_all()
            Thread(target=server.serve_forever, name="journal-socket", daemon=True).start()
            handing.start()
            self.stdout.write(f"journal: {options['socket']}")
            self._exchange(options["exchange"], over)
            Thread(target=lists.go_on, args=(over.wait,), name="lists", daemon=True).start()
            over.wait()
            server.shutdown()
        handing.join()
        writers.close()

    def _exchange(self, told: str, over: Event) -> None:
        """Answer other posts, and go round them each second, where an address is given."""
        address = address_of(told)
        if address is None:
            return
        round_ = Round(SystemClock())
        card = written_card(node_key(), settings.HOME)
        network = Network(address, card, all_trusted, round_.answer)
        Thread(target=network.serve_forever, name="exchange", daemon=True).start()
        Thread(target=go_on, args=(round_, over.wait), name="rounds", daemon=True).start()
        self.stdout.write(f"exchange: {told}")
