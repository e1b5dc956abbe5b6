"""Starts a node's processes, starts again what dies, and ends all together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping
from threading import Event, Thread

from summitry_web.node import logs
from summitry_web.node.home import Home
from summitry_web.node.programs import Program, command_line, log_of

SECONDS_TO_END_MAX = 8
SECONDS_BETWEEN_LOOKS = 0.2
SECONDS_BACK_OFF = 1.0
SECONDS_BACK_OFF_MAX = 60.0
SECONDS_TO_BE_SOUND = 60.0
"""Who has run for so long starts again at once when it dies."""


class Child:
    """One process of the node, and when it may start again."""

    def __init__(self, program: Program, environment: Mapping[str, str], home: Home) -> None:
        self.program = program
        self.environment = dict(environment)
        self.log = logs.log_to(log_of(home, program.name))
        self.process: subprocess.Popen[bytes] | None = None
        self.reader: Thread | None = None
        self.started = 0.0
        self.due = 0.0
        self.back_off = SECONDS_BACK_OFF
        self.deaths = 0

    def start(self, now: float) -> None:
        """Start the process; its words go to its log."""
        self.process = subprocess.Popen(  # noqa: S603  # our own command line, no shell
            command_line(self.program, os.getpid()),
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        assert self.process.stdout is not None
        arguments = (self.process.stdout, self.log)
        self.reader = Thread(target=logs.copy_lines, args=arguments, daemon=True)
        self.reader.start()
        self.started = now

    def look(self, now: float) -> None:
        """Note that the process has died, or start it again where it is due."""
        if self.process is None:
            if now >= self.due:
                self.start(now)
            return
        status = self.process.poll()
        if status is None:
            return
        self.deaths += 1
        if now - self.started >= SECONDS_TO_BE_SOUND:
            self.back_off = SECONDS_BACK_OFF
        self.due = now + self.back_off
        self.log.info("ended with status %s; starts again in %.0f s", status, self.back_off)
        self.back_off = min(2 * self.back_off, SECONDS_BACK_OFF_MAX)
        self.signal(signal.SIGKILL)
        self.process = None

    def signal(self, number: signal.Signals) -> None:
        """Send the signal to the process and everything that it has started."""
        if self.process is not None:
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                return

    def is_running(self) -> bool:
        """Say whether the process runs."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Holds the processes of one node."""

    def __init__(
        self, wanted: tuple[Program, ...], environment: Mapping[str, str], home: Home
    ) -> None:
        self.children = tuple(Child(each, environment, home) for each in wanted)
        self.over = Event()

    def run(self, meanwhile: Callable[[], None]) -> None:
        """Keep every process running until somebody ends it; the loop calls ``meanwhile``."""
        try:
            while not self.over.is_set():
                now = time.monotonic()
                for each in self.children:
                    each.look(now)
                meanwhile()
                self.over.wait(SECONDS_BETWEEN_LOOKS)
        finally:
            self.end()

    def stop(self, *_: object) -> None:
        """Ask the loop to end; a signal's handler."""
        self.over.set()

    def restart(self, names: frozenset[str]) -> None:
        """End the processes of these names; the loop starts them again with what is new."""
        for each in self.children:
            if each.program.name in names:
                each.signal(signal.SIGTERM)

    def end(self) -> None:
        """End every process: asked first, made to where it does not listen."""
        for each in self.children:
            each.signal(signal.SIGTERM)
        limit = time.monotonic() + SECONDS_TO_END_MAX
        for each in self.children:
            _wait(each, limit)
            each.signal(signal.SIGKILL)
            if each.process is not None:
                each.process.wait()
            if each.reader is not None:
                each.reader.join(timeout=1)
            logs.close(each.log)


def _wait(child: Child, limit: float) -> None:
    if child.process is None:
        return
    try:
        child.process.wait(timeout=max(0.0, limit - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.log.info("did not end when asked, and is made to")
