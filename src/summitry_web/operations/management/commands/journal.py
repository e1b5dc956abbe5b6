"""`journal`: serves the one writer of the node's journals until it is told to stop."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from summitry.kit.time import SystemClock
from summitry_web.frame.sockets import Server
from summitry_web.operations.store.service import Writers, answering


class Command(BaseCommand):
    """Serves the socket; entries are acknowledged when they are on the disk."""

    help = "Write the journals of this node's command posts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the socket's path."""
        default = settings.JOURNAL or str(settings.HOME / "journal.sock")
        parser.add_argument("--socket", type=Path, default=Path(default))

    def handle(self, *_: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT; then write and sign what waits."""
        over = Event()
        writers = Writers(SystemClock())
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: over.set())
        with Server(options["socket"], answering(writers)) as server:
            Thread(target=server.serve_forever, name="journal-socket", daemon=True).start()
            self.stdout.write(f"journal: {options['socket']}")
            over.wait()
            server.shutdown()
        writers.close()
