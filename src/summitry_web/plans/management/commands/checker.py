"""`checker`: serves the node's checker until it is told to stop."""

import signal
from argparse import ArgumentParser
from pathlib import Path
from threading import Event, Thread
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from summitry.kit.time import SystemClock
from summitry_web.frame.sockets import Server
from summitry_web.plans.checking.checker import EVENTS_MAX, Checker
from summitry_web.plans.checking.service import answering, watch

SECONDS = 1.0
"""How often it looks for what nobody asked about."""


class Command(BaseCommand):
    """Serves the socket, and looks each second for changes that nobody asked about."""

    help = "Hold the plans in memory and check every change."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add the socket's path and how many events are held."""
        default = settings.CHECKER or str(settings.HOME / "checker.sock")
        parser.add_argument("--socket", type=Path, default=Path(default))
        parser.add_argument("--events", type=int, default=EVENTS_MAX)

    def handle(self, *_: Any, **options: Any) -> None:
        """Serve until SIGTERM or SIGINT."""
        clock, over = SystemClock(), Event()
        checker = Checker(clock, events_max=options["events"])
        for each in (signal.SIGTERM, signal.SIGINT):
            signal.signal(each, lambda *_: over.set())
        with Server(options["socket"], answering(checker)) as server:
            Thread(target=server.serve_forever, name="checker-socket", daemon=True).start()
            self.stdout.write(f"checker: {options['socket']}")
            watch(checker, clock, pause=over.wait, seconds=SECONDS)
            server.shutdown()
