"""What every timed benchmark needs: a stopwatch, and how numbers are told."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TypeVar

T = TypeVar("T")

MILLI = 1_000


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that the task took, and its result."""
    start = perf_counter()
    result = task()
    return perf_counter() - start, result


def spread(seconds: list[float]) -> dict[str, float]:
    """Return best, median and worst in milliseconds, and how many there were."""
    return {
        "best ms": round(min(seconds) * MILLI, 2),
        "median ms": round(median(seconds) * MILLI, 2),
        "worst ms": round(max(seconds) * MILLI, 2),
        "runs": len(seconds),
    }


def told(numbers: dict[str, float]) -> str:
    """Return the numbers as one line."""
    return ", ".join(f"{name} {value:,.1f}" for name, value in numbers.items())


def plans_in(folder: Path) -> list[Path]:
    """Return the folder itself where it is a plan package, else each package in it."""
    if (folder / "event.toml").exists():
        return [folder]
    return sorted(each.parent for each in folder.glob("*/event.toml"))
