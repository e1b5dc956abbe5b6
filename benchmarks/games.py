"""The Games' size: read half a million shifts from a folder, run all rules, find what is planted.

C-61, which compares identities, has its own budget: its cost grows with the people. DuckDB reads
four of the same files and counts the gaps of qualifications in the same run; it does less, since it
reads no other table, validates no cell and looks at no other rule.
"""

import json
import os
import subprocess
import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Mapping
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.__main__ import write_json
from benchmarks.check import ON_PEOPLE
from benchmarks.games_measure import PLANTED
from benchmarks.setting import plans_in

READ_S_MAX = 30
RULES_S_MAX = 5
PEOPLE_S_MAX = 20
MEMORY_MB_MAX = 4_000
ROWS_SHOWN = 12
GOALS = {
    "read s": ("read from the folder", READ_S_MAX, "s"),
    "rules s": (f"all rules but {ON_PEOPLE}, after reading", RULES_S_MAX, "s"),
    f"{ON_PEOPLE} s": (f"{ON_PEOPLE} alone, candidates blocked", PEOPLE_S_MAX, "s"),
    "peak MB": ("peak memory", MEMORY_MB_MAX, "MB"),
}

Measured = dict[str, Any]


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument(
        "--scale", type=float, default=1.0, help="share of the Games' size (default %(default)s)"
    )


def run(arguments: Namespace) -> int:
    """Measure each plan in fresh processes; return 1 where a goal is missed."""
    print(f"load     {os.getloadavg()[0]:.1f} before the start")
    record: dict[str, object] = {}
    good = True
    with TemporaryDirectory() as place:
        if arguments.instances is None:
            plans = [generated(Path(place) / "games", arguments.scale, arguments.seed)]
        else:
            plans = plans_in(arguments.instances)
        for plan in plans:
            numbers = measured(plan, arguments.seconds or 60.0)
            good &= told(plan, numbers)
            record[plan.name] = numbers
    write_json(arguments, record)
    print("as wanted" if good else "NOT as wanted")
    return 0 if good else 1


def generated(folder: Path, scale: float, seed: int) -> Path:
    """Write a plan of that share of the Games' size into the folder, with what is planted in it."""
    made = asked("made", folder, str(scale), str(seed))
    print(
        f"made up in {made['making s']:.1f} s, written in {made['writing s']:.1f} s, "
        f"{made['MB']:.1f} MB of files"
    )
    return folder


def measured(plan: Path, seconds: float) -> Measured:
    """Return what fresh processes measured, of several runs the medians, and the baseline."""
    until = perf_counter() + seconds
    runs = [asked("ours", plan)]
    while perf_counter() < until:
        runs.append(asked("ours", plan))
    first = runs[0]
    numbers: Measured = {"sizes": first["sizes"], "runs": len(runs), "found": first["found"]}
    for name in GOALS:
        values = [each[name] for each in runs]
        both = name.endswith(" s")
        numbers[name] = median(value[0] for value in values) if both else max(values)
        if both:
            numbers[f"processor {name}"] = median(value[1] for value in values)
    numbers["read MB"] = max(each["read MB"] for each in runs)
    numbers["each s"] = {
        code: median(each["each s"][code] for each in runs) for code in first["each s"]
    }
    numbers["duckdb"] = asked("duck", plan)
    return numbers


def asked(what: str, plan: Path, *more: str) -> Measured:
    """Return what a fresh process measured."""
    command = [sys.executable, "-m", "benchmarks.games_measure", what, str(plan.resolve()), *more]
    root = Path(__file__).parent.parent
    done = subprocess.run(command, cwd=root, capture_output=True, check=False)  # noqa: S603  # our own module
    assert done.returncode == 0, done.stderr.decode()
    answer: Measured = json.loads(done.stdout)
    return answer


def told(plan: Path, numbers: Measured) -> bool:
    """Print the numbers of one plan beside the goals; return whether all are as wanted."""
    sizes = ", ".join(f"{size:,} {name}" for name, size in numbers["sizes"].items())
    print(f"{plan.name}: {sizes}; {numbers['runs']} runs, medians")
    fine = True
    for name, (what, most, unit) in GOALS.items():
        busy = numbers.get(f"processor {name}")
        beside = "" if busy is None else f" ({busy:,.1f} on the processor)"
        print(f"  {what} (at most {most:,} {unit}): {numbers[name]:,.1f} {unit}{beside}")
        fine &= numbers[name] <= most
    print(f"  memory after reading: {numbers['read MB']:,} MB")
    dear = sorted(numbers["each s"].items(), key=lambda each: -each[1])
    print("  each rule on the processor, what several share with the first of them:")
    for code, taken in dear[:ROWS_SHOWN]:
        print(f"    {code} {taken * 1_000:8.1f} ms")
    rest = sum(taken for _, taken in dear[ROWS_SHOWN:])
    print(f"    {len(dear[ROWS_SHOWN:])} others together {rest * 1_000:.1f} ms")
    duck = numbers["duckdb"]
    print(
        f"  baseline, DuckDB {duck['version']}: four of the files read in "
        f"{duck['read s'][0]:.1f} s, gaps of qualifications counted in {duck['gaps s'][0]:.2f} s, "
        f"{duck['peak MB']:,} MB"
    )
    return agrees(numbers["found"], duck["posts"]) & finds(plan, numbers["found"]) & fine


def agrees(found: Mapping[str, list[str]], posts: list[str]) -> bool:
    """Say and return whether the posts that lack qualifications are among those of C-52."""
    missed = sorted(set(posts) - set(found.get("C-52", ())))
    print(f"  posts with such gaps: {len(posts)}; not told by C-52: {missed or 'none'}")
    return not missed


def finds(plan: Path, found: Mapping[str, list[str]]) -> bool:
    """Say and return whether all that is planted is found, and nothing else.

    Two made-up people may well be alike by chance, so C-61 may find more.
    """
    if not (plan / PLANTED).exists():
        print(f"  findings by rule: { {code: len(keys) for code, keys in found.items()} }")
        return True
    planted: dict[str, list[str]] = json.loads((plan / PLANTED).read_text("utf-8"))
    fine = True
    for code in sorted({*planted, *found}):
        wanted, got = set(planted.get(code, ())), set(found.get(code, ()))
        more = len(got - wanted)
        print(f"  {code}: {len(wanted & got)} of {len(wanted)} planted found, {more} others")
        fine &= wanted <= got and (more == 0 or code == ON_PEOPLE)
    return fine
