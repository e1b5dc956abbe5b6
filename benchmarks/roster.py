"""Rosters at the size of an event: uncovered against the proven minimum, beside other ways.

Each size is rostered with usual skills and with scarce ones, at a load that can be covered and at
one that cannot; problems (JSON, as `--write` writes them) and plans can be named instead. Beside it
stand a greedy filler and, at the small size, CP-SAT, with one thread each, as we have. Every roster
is judged by `staffing.checker`, which shares nothing with the searches.
"""

from argparse import ArgumentParser, ArgumentTypeError, Namespace
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import msgspec
from msgspec.structs import astuple

from benchmarks.cases import (
    Case,
    code_of,
    files_in,
    has_any,
    none_found,
    read_json,
    rows_of,
)
from benchmarks.roster_made import MIXES, made
from benchmarks.roster_rivals import cp_sat, greedy
from benchmarks.runs import Told, arguments_of, wanted
from benchmarks.setting import plans_in
from benchmarks.summary import OURS, Row
from summitry.cli.files import load
from summitry.kit.streams import stream
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Problem, Result
from summitry.roster.staffing.reading import Ask, from_plan
from summitry.roster.staffing.solve import Limits, solve, warm

SIZES = {
    "small": (1_000, 100, 14, 4),
    "event": (10_000, 1_000, 14, 30),
    "huge": (45_000, 5_000, 16, 60),
}
"""Officers, posts, days and units."""
SECONDS = {"small": 20.0, "event": 60.0, "huge": 600.0}
SECONDS_GIVEN = 60.0
LOADS = (0.95, 1.007)
COMPARED = "small"
"""The size at which the whole model is handed to a solver too."""

RIVALS = ("greedy", "cp-sat")
TOLD = Told(("cost",), ("bound", "gap", "seconds"))
Instance = tuple[str, str, float]
"""A size, a mix of skills, and a load."""


class Asked(NamedTuple):
    """What is asked for, in how many seconds unless others are named, and whether of CP-SAT too."""

    problem: Problem
    seconds: float
    is_compared: bool = False


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, RIVALS)
    parser.add_argument(
        "--sizes", type=_sizes, default=("small", "event"), help="of: " + ", ".join(SIZES)
    )
    parser.add_argument("--write", type=Path, help="write the problems to this folder")


def _sizes(text: str) -> tuple[str, ...]:
    strange = [each for each in text.split(",") if each not in SIZES]
    if strange:
        raise ArgumentTypeError(f"there is no size “{strange[0]}”; there are: " + ", ".join(SIZES))
    return tuple(text.split(","))


def run(arguments: Namespace) -> int:
    """Roster each instance with each seed; return 1 where a roster is illegal.

    Also where a file is malformed; 2 where there is no instance.
    """
    cases = partial(_made if arguments.instances is None else _given, arguments)
    if not has_any(arguments, cases):
        print("Those that are made by seed: " + ", ".join(map(_name, _all(SIZES))))
        return none_found(arguments, "*.json, as --write writes them, or plans")
    warm()
    return code_of(TOLD.record(arguments, rows_of(arguments, cases, partial(_measured, arguments))))


def _all(sizes: Iterable[str]) -> list[Instance]:
    return [(size, mix, load) for size in sizes for mix in MIXES for load in LOADS]


def _name(instance: Instance) -> str:
    size, mix, load = instance
    return f"{size}-{mix}-{load:.1%}"


def _made(arguments: Namespace, seed: int) -> Iterator[Case[Asked]]:
    """Yield the instances named, else those of the sizes named."""
    for instance in _all(SIZES if arguments.only else arguments.sizes):
        if wanted(arguments, _name(instance)):
            yield Case(_name(instance), partial(_drawn, instance, seed, arguments.write))


def _drawn(instance: Instance, seed: int, folder: Path | None) -> Asked:
    """Return the seed's problem, which is written to the folder where one is named."""
    size, mix, load = instance
    officers, posts, days, units = SIZES[size]
    problem = made(officers, posts, days, units=units, load=load, seed=seed, mix=MIXES[mix])
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{_name(instance)}-{seed}.json").write_bytes(msgspec.json.encode(problem))
    return Asked(problem, SECONDS[size], size == COMPARED)


def _given(arguments: Namespace, _seed: int) -> Iterator[Case[Asked]]:
    """Yield the problems in the folder, and what each plan in it asks for."""
    for path in files_in(arguments, ".json"):
        yield Case(path.stem, partial(_read, path))
    for folder in plans_in(arguments.instances):
        if wanted(arguments, folder.resolve().name):
            yield Case(folder.resolve().name, partial(_of_plan, folder))


def _read(path: Path) -> Asked:
    return Asked(read_json(path, Problem), SECONDS_GIVEN)


def _of_plan(folder: Path) -> Asked:
    return Asked(from_plan(load(folder).snapshot, Ask.ANEW), SECONDS_GIVEN)


def _measured(arguments: Namespace, asked: Asked, engine: str, seed: int) -> Row | None:
    if engine == "cp-sat" and not asked.is_compared:
        return None
    problem = asked.problem
    seconds = asked.seconds if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    result = _result(engine, problem, seconds, seed, arguments.workers)
    took = perf_counter() - began
    cost, is_bounded = result.uncovered_total, engine != "greedy"
    return {
        "asked": problem.slots,
        "types": len(problem.types),
        "cost": cost,
        "bound": result.bound if is_bounded else None,
        "gap": round((cost - result.bound) / max(1, problem.slots), 6) if is_bounded else None,
        "by priority": result.uncovered,
        "least up to priority": result.bounds,
        "lent": result.lent,
        "seconds": round(took, 1),
        "seed": seed,
        "ending": str(result.ending) if engine == OURS else None,
        "illegal": [" ".join(filter(None, each)) for each in map(astuple, faults(problem, result))],
    }


def _result(engine: str, problem: Problem, seconds: float, seed: int, workers: int) -> Result:
    began = perf_counter()

    def elapsed() -> float:
        return perf_counter() - began

    if engine == "cp-sat":
        return cp_sat(problem, seconds, seed, workers)
    if engine == "greedy":
        return greedy(problem, lambda: elapsed() > seconds)
    limits = Limits(elapsed=elapsed, seconds=seconds)
    return solve(problem, stream(seed, "roster"), limits, seed=seed)
