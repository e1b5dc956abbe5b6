"""What a command post bears: writes, screens, a storm of readers, a million entries, three posts.

Each part is a node of its own with Hanoi's final plan, on the disk that ``--folder`` lies on, with
clients in a process beside it; the clients' processor time is told.
"""

import os
import subprocess
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from benchmarks import (
    journal_exchange,
    journal_million,
    journal_screens,
    journal_storm,
    journal_writes,
)
from benchmarks.__main__ import write_json

Measured = Callable[[Namespace, Path], tuple[dict[str, object], bool]]

PARTS: Mapping[str, Measured] = {
    "writes": journal_writes.measured,
    "screens": journal_screens.measured,
    "storm": journal_storm.measured,
    "million": journal_million.measured,
    "exchange": journal_exchange.measured,
}
ENTRIES = 1_000_000
WATCHERS = 1_000


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--part", choices=tuple(PARTS), action="append", help="all when left out")
    parser.add_argument("--watchers", type=int, default=WATCHERS)
    parser.add_argument("--entries", type=int, default=ENTRIES, help="of the journal of a million")
    parser.add_argument("--folder", type=Path, help="where the journals lie; a temporary folder")


def run(arguments: Namespace) -> int:
    """Measure the parts; return 1 where one misses its goal."""
    parts = arguments.part or list(PARTS)
    if len(parts) > 1:
        return _each_alone(arguments, parts)
    (name,) = parts
    print(f"{name}: load {os.getloadavg()[0]:.1f} before the start")
    with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
        numbers, good = PARTS[name](arguments, Path(folder))
    write_json(arguments, {name: numbers})
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def _each_alone(arguments: Namespace, parts: list[str]) -> int:
    """Measure each part in a process of its own: one process works on one node."""
    good = True
    record: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder:
        for name in parts:
            target = Path(folder) / f"{name}.json"
            sys.stdout.flush()
            good &= subprocess.call(_alone(arguments, name, target)) == 0  # noqa: S603  # our own command
            if target.exists():
                record[name] = msgspec.json.decode(target.read_bytes())[name]
    write_json(arguments, record)
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def _alone(arguments: Namespace, part: str, target: Path) -> list[str]:
    command = [sys.executable, "-m", "benchmarks", "journal", "--part", part]
    for name in ("seed", "watchers", "entries", "seconds", "folder"):
        value = getattr(arguments, name)
        command += [] if value is None else [f"--{name}", str(value)]
    return [*command, "--json", str(target)]
