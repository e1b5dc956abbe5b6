"""A Ray cluster of two nodes on this machine, in a process of its own; a line takes one away."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import PIPE, Popen

from summitry.cli.engines.processes import OWN

LOSE_NODE, LOSE_ALL = "node", "all"


class Nodes:
    """The cluster as a test sees it."""

    def __init__(self, process: Popen[str]) -> None:
        self._process = process
        self.address = self._line()

    def lose(self, what: str) -> None:
        """Kill one of the nodes, or all; they are gone when this returns."""
        self._process.stdin.write(what + "\n")
        self._process.stdin.flush()
        assert self._line() == what

    def _line(self) -> str:
        return self._process.stdout.readline().strip()


@contextmanager
def two_nodes() -> Iterator[Nodes]:
    """Give a cluster of two nodes with one core each."""
    with Popen(  # our own command line, no shell
        [sys.executable, "-m", "tests.core.cli.engines.nodes_apart"],
        env={**os.environ, **OWN},
        stdin=PIPE,
        stdout=PIPE,
        text=True,
    ) as process:
        try:
            yield Nodes(process)
        finally:
            process.stdin.close()
            process.wait(30)
