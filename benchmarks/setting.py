"""Where and when a number was measured, and how it is written down."""

import os
import platform
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from msgspec import json

from summitry.kit.time import SystemClock, written

T = TypeVar("T")

CPU_INFO = Path("/proc/cpuinfo")


def processor() -> str:
    """Return the name of the processor, as far as the system tells it."""
    if CPU_INFO.exists():
        for line in CPU_INFO.read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def commit() -> str:
    """Return the commit that is checked out, with a plus where files differ from it."""
    asked = ["git", "describe", "--always", "--dirty=+", "--abbrev=10"]
    answer = subprocess.run(  # noqa: S603  # fixed words
        asked, capture_output=True, text=True, check=False, cwd=Path(__file__).parent
    )
    return answer.stdout.strip() or "unknown"


def setting() -> dict[str, str]:
    """Return machine, load, date and commit."""
    return {
        "machine": f"{processor()}, {os.cpu_count()} cores",
        "load": f"{os.getloadavg()[0]:.1f}",
        "python": sys.version.split()[0],
        "date": written(SystemClock().now()),
        "commit": commit(),
    }


def tell_setting(name: str) -> dict[str, str]:
    """Print what is measured where, and return it."""
    told = setting()
    print(f"{name}: {', '.join(f'{key} {value}' for key, value in told.items())}")
    return told


def publish(record: Mapping[str, object], target: str | Path | None) -> None:
    """Write the record as JSON where a file is named."""
    if target is not None:
        Path(target).write_bytes(json.format(json.encode(record)) + b"\n")


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that the task took, and its result."""
    start = perf_counter()
    result = task()
    return perf_counter() - start, result
