"""Rosters at the size of an event: uncovered against the proven minimum, beside other ways.

Each size is rostered with usual skills and with scarce ones, at a load that can be covered and at
one that cannot. Beside it stand a greedy filler and, at the small size, CP-SAT.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from time import perf_counter

from benchmarks.roster_made import MIXES, made
from benchmarks.roster_rivals import cp_sat, greedy
from benchmarks.runs import Told, arguments_of, engines_of, seeds_of
from benchmarks.summary import Row
from summitry.kit.streams import stream
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import Problem
from summitry.roster.staffing.solve import Limits, solve

SIZES = {
    "small": (1_000, 100, 14, 4),
    "event": (10_000, 1_000, 14, 30),
    "huge": (45_000, 5_000, 16, 60),
}
"""Officers, posts, days and units."""
SECONDS = {"small": 20.0, "event": 60.0, "huge": 600.0}
LOADS = (0.95, 1.007)
COMPARED = "small"
"""The size at which the whole model is handed to a solver too."""

RIVALS = ("greedy", "cp-sat")
TOLD = Told(("cost",), ("bound", "gap", "seconds"))
Instance = tuple[str, str, float]
"""A size, a mix of skills, and a load."""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--sizes", default="small,event", help="of: " + ", ".join(SIZES))
    arguments_of(parser, RIVALS)


def run(arguments: Namespace) -> int:
    """Roster each instance with each seed; return 1 where a roster is illegal."""
    rows = TOLD.record(
        arguments,
        (
            row
            for seed in seeds_of(arguments)
            for instance in _chosen(arguments)
            for row in _measured(instance, seed, arguments)
        ),
    )
    if not rows:
        print("  there is no such instance: " + ", ".join(map(_name, _all(list(SIZES)))))
    return 1 if not rows or any(row["illegal"] for row in rows) else 0


def _all(sizes: list[str]) -> list[Instance]:
    return [(size, mix, load) for size in sizes for mix in MIXES for load in LOADS]


def _name(instance: Instance) -> str:
    size, mix, load = instance
    return f"{size}-{mix}-{load:.1%}"


def _chosen(arguments: Namespace) -> list[Instance]:
    """Return the instances named, else those of the sizes named."""
    names = [each for each in arguments.only.split(",") if each]
    if names:
        return [each for each in _all(list(SIZES)) if _name(each) in names]
    return _all([each for each in arguments.sizes.split(",") if each in SIZES])


def _measured(instance: Instance, seed: int, arguments: Namespace) -> Iterator[Row]:
    size, mix, load = instance
    officers, posts, days, units = SIZES[size]
    problem = made(officers, posts, days, units=units, load=load, seed=seed, mix=MIXES[mix])
    seconds = SECONDS[size] if arguments.seconds is None else arguments.seconds
    for engine in engines_of(arguments, seed):
        if engine == "cp-sat" and size != COMPARED:
            continue
        began = perf_counter()
        row = _of_engine(engine, problem, seconds, seed, arguments.workers)
        yield {
            "instance": _name(instance),
            "seed": seed,
            "asked": problem.slots,
            "types": len(problem.types),
            "engine": engine,
            "seconds": round(perf_counter() - began, 1),
            **row,
        }


def _of_engine(engine: str, problem: Problem, seconds: float, seed: int, workers: int) -> Row:
    began = perf_counter()
    if engine == "cp-sat":
        cost, bound = cp_sat(problem, seconds, workers)
        return {"cost": cost, "bound": bound, "gap": _gap(cost, bound, problem), "illegal": 0}
    if engine == "greedy":
        filled = greedy(problem, _until(began, seconds))
        illegal = len(faults(problem, filled))
        return {"cost": filled.uncovered_total, "bound": None, "gap": None, "illegal": illegal}
    result = solve(
        problem,
        stream(seed, "roster"),
        Limits(elapsed=lambda: perf_counter() - began, seconds=seconds),
        seed=seed,
    )
    return {
        "seconds": round(perf_counter() - began, 1),
        "cost": result.uncovered_total,
        "bound": result.bound,
        "gap": _gap(result.uncovered_total, result.bound, problem),
        "by priority": result.uncovered,
        "least up to priority": result.bounds,
        "lent": result.lent,
        "ending": str(result.ending),
        "illegal": len(faults(problem, result)),
    }


def _gap(cost: int, bound: int, problem: Problem) -> float:
    """Return which share of all that is asked for lies between cost and bound."""
    return round((cost - bound) / max(1, problem.slots), 6)


def _until(began: float, seconds: float) -> Callable[[], bool]:
    return lambda: perf_counter() - began > seconds
