"""Motorcades of a synthetic city: cost, bound and time, with CP-SAT beside us in the same run.

The city comes from the seed; a folder of problems (JSON, as `--write` writes them) can be named
instead. CP-SAT gets the same seconds and one thread, as we do. Every schedule is judged by our
checker, which works in seconds and shares nothing with the search, and ours by CP-SAT too. The
bound is timed apart.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.motorcades_city import city
from benchmarks.motorcades_exact import confirms, exact
from benchmarks.runs import Told, arguments_of, engines_of, seeds_of, wanted
from benchmarks.summary import OURS, Row, gap
from summitry.kit.streams import stream
from summitry.move.checker import broken_rules
from summitry.move.problem import SLOTS_A_MINUTE, Problem, Schedule, minutes
from summitry.move.solve import solve, warm

SECONDS, SEEDS, BOUND_SECONDS, CONFIRM_SECONDS = 60.0, 10, 60.0, 60.0
RIVALS = ("cp-sat",)
CITY = "city-"


def by_problem(row: Row) -> str:
    """Return the name of the row's problem; all made cities are told together."""
    name = str(row["instance"])
    return "cities" if name == f"{CITY}{row['seed']}" else name


TOLD = Told(("cost",), ("bound", "gap", "unscheduled", "seconds"), by_problem)


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, RIVALS, seeds=SEEDS)
    parser.add_argument("--bound-seconds", type=float, default=BOUND_SECONDS)
    parser.add_argument("--write", type=Path, help="write the problems to this folder")


def run(arguments: Namespace) -> int:
    """Schedule each problem with each engine; return 1 where a schedule is illegal."""
    warm()
    rows = TOLD.record(arguments, _rows(arguments))
    return 1 if any(row["illegal"] for row in rows) else 0


def _rows(arguments: Namespace) -> Iterator[Row]:
    for name, seed, problem in problems(arguments):
        for engine in engines_of(arguments, seed):
            yield _measured(name, seed, problem, engine, arguments)


def problems(arguments: Namespace) -> Iterator[tuple[str, int, Problem]]:
    """Yield for each seed name, seed and problem: of the folder if one is named, else a city."""
    for seed in seeds_of(arguments):
        if arguments.instances is not None:
            for path in sorted(arguments.instances.glob("*.json")):
                if wanted(arguments, path.stem):
                    problem = msgspec.json.decode(path.read_bytes(), type=Problem)
                    yield path.stem, seed, problem
            continue
        problem = city(seed)
        if arguments.write is not None:
            arguments.write.mkdir(parents=True, exist_ok=True)
            (arguments.write / f"{CITY}{seed}.json").write_bytes(msgspec.json.encode(problem))
        if wanted(arguments, f"{CITY}{seed}"):
            yield f"{CITY}{seed}", seed, problem


def _measured(name: str, seed: int, problem: Problem, engine: str, arguments: Namespace) -> Row:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    schedule: Schedule | None
    if engine == OURS:
        result = solve(
            problem,
            stream(seed, "motorcades"),
            lambda: perf_counter() - began,
            seconds=seconds,
            bound_seconds=arguments.bound_seconds,
        )
        schedule, least = result.schedule, result.bound
        took, proving = result.search_seconds, result.bound_seconds
        confirmed: bool | None = confirms(problem, schedule, seconds=CONFIRM_SECONDS)
    else:
        answer = exact(problem, seconds=seconds, seed=seed, workers=arguments.workers)
        schedule, least = answer.schedule, answer.bound
        took, proving, confirmed = perf_counter() - began, 0.0, None
    cost = None if schedule is None else problem.cost(schedule)
    return {
        "instance": name,
        "motorcades": len(problem.motorcades),
        "intervals": sum(len(way.passages) for m in problem.motorcades for way in m.ways),
        "engine": engine,
        "cost": None if cost is None else minutes(cost),
        "bound": minutes(least),
        "gap": None if cost is None else gap(cost, least),
        "unscheduled": None if schedule is None else sum(each is None for each in schedule),
        "deviation_minutes": None if schedule is None else _deviation(problem, schedule),
        "seconds": round(took, 1),
        "bound_seconds": round(proving, 1),
        "seed": seed,
        "confirmed": confirmed,
        "illegal": [] if schedule is None else [str(b) for b in broken_rules(problem, schedule)],
    }


def _deviation(problem: Problem, schedule: Schedule) -> float:
    """Return how far from its ideal a motorcade departs, in the mean."""
    away = [
        abs(each.slot - own.ways[each.way].ideal) / SLOTS_A_MINUTE
        for own, each in zip(problem.motorcades, schedule, strict=True)
        if each is not None
    ]
    return round(sum(away) / max(len(away), 1), 2)
