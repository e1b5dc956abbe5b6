"""`tasks`: does what pages have put off, and what is done again and again."""

import os
import signal
import time
from argparse import ArgumentParser
from datetime import timedelta
from threading import Event, Thread
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from summitry_web.frame.ticks import Rounds, every, ticks

SECONDS_BETWEEN_LOOKS = 1.0
DAY = timedelta(days=1)
NICENESS = 10
"""Whoever waits for a page, a save or the board goes before what nobody waits for."""


def clear_sessions() -> None:
    """Delete sessions that have ended."""
    call_command("clearsessions")


def clear_results() -> None:
    """Delete the results of tasks done long ago."""
    call_command("prune_db_task_results", verbosity=0)


class Command(BaseCommand):
    """Runs the worker of tasks in this thread, and the rounds in another."""

    help = "Do what was put off, and what is due again."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Add whether it ends when nothing waits."""
        parser.add_argument("--batch", action="store_true")

    def handle(self, *_: Any, **options: Any) -> None:
        """Work until SIGTERM or SIGINT."""
        every(DAY, "clear-sessions", clear_sessions)
        every(DAY, "clear-results", clear_results)
        rounds, over = Rounds(ticks()), Event()
        if options["batch"]:
            rounds.go(time.monotonic())
        else:
            os.nice(NICENESS)
            Thread(target=_go_round, args=(rounds, over), name="ticks", daemon=True).start()
        try:
            call_command(
                "db_worker", batch=options["batch"], interval=1, startup_delay=False, verbosity=0,
                queue_name="*",
            )  # fmt: skip
        finally:
            over.set()


def _go_round(rounds: Rounds, over: Event) -> None:
    try:
        while not over.wait(SECONDS_BETWEEN_LOOKS):
            rounds.go(time.monotonic())
    finally:
        # A bug ends the whole process, so that the supervisor sees it and starts it again.
        if not over.is_set():
            os.kill(os.getpid(), signal.SIGTERM)
