"""What every timed benchmark needs: a stopwatch, and how numbers are told."""

from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TypeVar

T = TypeVar("T")

MILLI = 1_000


def timed(task: Callable[[], T]) -> tuple[float, T]:
    """Return the seconds that the task took, and its result."""
    start = perf_counter()
    result = task()
    return perf_counter() - start, result


def timed_both(task: Callable[[], T]) -> tuple[tuple[float, float], T]:
    """Return the seconds by the clock and on the processor, and the task's result.

    On a machine that others use too the two differ; the clock is what people wait for.
    """
    busy = process_time()
    taken, result = timed(task)
    return (taken, process_time() - busy), result


def spread(seconds: list[float]) -> dict[str, float]:
    """Return best, median and worst in milliseconds, and how many there were."""
    return {
        "best ms": round(min(seconds) * MILLI, 2),
        "median ms": round(median(seconds) * MILLI, 2),
        "worst ms": round(max(seconds) * MILLI, 2),
        "runs": len(seconds),
    }


def spread_both(times: list[tuple[float, float]]) -> dict[str, float]:
    """Return the spread by the clock, and median and worst on the processor."""
    busy = spread([each for _, each in times])
    return {
        **spread([each for each, _ in times]),
        "median processor ms": busy["median ms"],
        "worst processor ms": busy["worst ms"],
    }


def told(numbers: dict[str, float]) -> str:
    """Return the numbers as one line."""
    return ", ".join(f"{name} {value:,.1f}" for name, value in numbers.items())


def plans_in(folder: Path) -> list[Path]:
    """Return the folder itself where it is a plan package, else each package in it."""
    if (folder / "event.toml").exists():
        return [folder]
    return sorted(each.parent for each in folder.glob("*/event.toml"))
