"""Motorcades of a synthetic city: cost, bound and time, with CP-SAT beside us in the same run.

The city comes from the seed; a folder of problems (JSON, as `--write` writes them) can be named
instead. CP-SAT gets the same seconds and one thread, as we do. Every schedule is judged by our
checker, which works in seconds and shares nothing with the search, and ours by CP-SAT too. The
bound is timed apart.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from time import perf_counter

import msgspec

from benchmarks.cases import Case, code_of, files_in, has_any, none_found, read_json, rows_of
from benchmarks.motorcades_city import city
from benchmarks.motorcades_exact import confirms, exact
from benchmarks.runs import Told, arguments_of, wanted
from benchmarks.summary import OURS, Row, gap
from summitry.kit.streams import stream
from summitry.move.checker import broken_rules
from summitry.move.problem import SLOTS_A_MINUTE, Problem, Schedule, minutes
from summitry.move.solve import solve, warm

SECONDS, SEEDS, BOUND_SECONDS, CONFIRM_SECONDS = 60.0, 10, 60.0, 60.0
RIVALS = ("cp-sat",)
CITY, CITIES = "city-", "cities"


def by_problem(row: Row) -> str:
    """Return the name of the row's problem; all made cities are told together."""
    name = str(row["instance"])
    return CITIES if name == f"{CITY}{row.get('seed')}" else name


TOLD = Told(("cost",), ("bound", "gap", "unscheduled", "seconds"), by_problem)


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, RIVALS, seeds=SEEDS)
    parser.add_argument("--bound-seconds", type=float, default=BOUND_SECONDS)
    parser.add_argument("--write", type=Path, help="write the problems to this folder")


def run(arguments: Namespace) -> int:
    """Schedule each problem with each engine; return 1 where a schedule is illegal.

    Also where a file is malformed; 2 where there is no problem.
    """
    cases = partial(cases_of, arguments)
    if not has_any(arguments, cases):
        return none_found(arguments, "*.json, as --write writes them")
    warm()
    rows = TOLD.record(arguments, rows_of(arguments, cases, partial(_measured, arguments)))
    return code_of(rows)


def cases_of(arguments: Namespace, seed: int) -> Iterator[Case[Problem]]:
    """Yield the problems of the folder if one is named, else the seed's city."""
    if arguments.instances is not None:
        for path in files_in(arguments, ".json"):
            yield Case(path.stem, partial(read_json, path, Problem))
    elif wanted(arguments, f"{CITY}{seed}") or wanted(arguments, CITIES):
        yield Case(f"{CITY}{seed}", partial(_city, arguments.write, seed))


def _city(folder: Path | None, seed: int) -> Problem:
    """Return the seed's city, which is written to the folder where one is named."""
    problem = city(seed)
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{CITY}{seed}.json").write_bytes(msgspec.json.encode(problem))
    return problem


def _measured(arguments: Namespace, problem: Problem, engine: str, seed: int) -> Row:
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
        "motorcades": len(problem.motorcades),
        "intervals": sum(len(way.passages) for m in problem.motorcades for way in m.ways),
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
