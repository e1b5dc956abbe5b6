"""Rosters at the size of an event: uncovered against the proven minimum, beside other ways.

Each size is rostered with usual skills and with scarce ones, at a load that can be covered and at
one that cannot. Beside it stand a greedy filler and, at the small size, CP-SAT.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from time import perf_counter

from benchmarks.__main__ import write_json
from benchmarks.roster_made import MIXES, made
from benchmarks.roster_rivals import cp_sat, greedy
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

Instance = tuple[str, str, float]
"""A size, a mix of skills, and a load."""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--sizes", default="small,event", help="of: " + ", ".join(SIZES))
    parser.add_argument(
        "--only", default="", help="the instances' names, such as event-scarce-95.0%%, with commas"
    )
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, from --seed on")
    parser.add_argument("--only-ours", action="store_true", help="no greedy filler, no solver")


def run(arguments: Namespace) -> int:
    """Roster each instance with each seed; return 1 where a roster is illegal."""
    rows = []
    for instance in _chosen(arguments):
        for seed in range(arguments.seed, arguments.seed + arguments.seeds):
            for row in _measured(instance, seed, arguments):
                rows.append(row)
                print("  " + ", ".join(f"{k} {v}" for k, v in row.items()), flush=True)
                # What is measured at last can take long: what is known is kept at once.
                write_json(arguments, {"rows": rows})
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


def _measured(instance: Instance, seed: int, arguments: Namespace) -> Iterator[dict[str, object]]:
    size, mix, load = instance
    officers, posts, days, units = SIZES[size]
    problem = made(officers, posts, days, units=units, load=load, seed=seed, mix=MIXES[mix])
    seconds = arguments.seconds or SECONDS[size]
    base = {
        "instance": _name(instance),
        "seed": seed,
        "asked": problem.slots,
        "types": len(problem.types),
    }
    yield {**base, **_ours(problem, seconds, seed)}
    if arguments.only_ours:
        return
    began = perf_counter()
    filled = greedy(problem, _until(began, seconds))
    yield {
        **base,
        "engine": "greedy",
        "cost": filled.uncovered_total,
        "bound": 0,
        "seconds": round(perf_counter() - began, 1),
        "illegal": len(faults(problem, filled)),
    }
    if size == COMPARED:
        began = perf_counter()
        cost, bound = cp_sat(problem, seconds)
        yield {
            **base,
            "engine": "cp-sat",
            "cost": cost,
            "bound": bound,
            "seconds": round(perf_counter() - began, 1),
            "illegal": 0,
        }


def _ours(problem: Problem, seconds: float, seed: int) -> dict[str, object]:
    """Return what the search comes to; seconds are those until the answer is there, judged."""
    began = perf_counter()
    result = solve(
        problem,
        stream(seed, "roster"),
        Limits(elapsed=lambda: perf_counter() - began, seconds=seconds),
        seed=seed,
    )
    took = perf_counter() - began
    return {
        "engine": "summitry",
        "cost": result.uncovered_total,
        "bound": result.bound,
        "gap of demand": f"{result.gap / max(1, problem.slots):.4%}",
        "by priority": result.uncovered,
        "least up to priority": result.bounds,
        "lent": result.lent,
        "seconds": round(took, 1),
        "ending": str(result.ending),
        "illegal": len(faults(problem, result)),
    }


def _until(began: float, seconds: float) -> Callable[[], bool]:
    return lambda: perf_counter() - began > seconds
