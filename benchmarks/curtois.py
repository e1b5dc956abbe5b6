"""Rosters of the public shift scheduling instances: cost, bound and time beside two solvers'.

CP-SAT and HiGHS get one compact model, the same time and both cores; we use one. Every roster is
judged and priced by `broken_rules` and `Problem.cost`, which share nothing with the search.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.__main__ import write_json
from benchmarks.curtois_compact import cp_sat, highs
from benchmarks.curtois_format import read
from summitry.kit.streams import stream
from summitry.roster.budget import Seconds
from summitry.roster.judge import broken_rules
from summitry.roster.problem import Pattern, Problem
from summitry.roster.solve import solve

SECONDS = 60.0
ENGINES = ("summitry", "cp-sat", "highs")

Answer = tuple[tuple[Pattern, ...] | None, float]
"""A roster, None where none was found, and the bound that was proved."""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--engines", default=",".join(ENGINES), help="of: " + ", ".join(ENGINES))
    parser.add_argument("--only", default="", help="the instances' names, with commas between")


def run(arguments: Namespace) -> int:
    """Roster each instance of the folder with each engine; return 1 where a roster is illegal."""
    if arguments.instances is None:
        print("Name the folder of the instances with --instances DIR.")
        return 2
    only = set(filter(None, arguments.only.split(",")))
    rows = []
    for path in sorted(arguments.instances.glob("*.txt"), key=_order):
        if only and path.stem not in only:
            continue
        problem = read(path)
        for engine in arguments.engines.split(","):
            row = _measured(path.stem, problem, engine, arguments)
            rows.append(row)
            print("  " + ", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
    write_json(arguments, {"rows": rows})
    return 1 if any(row["illegal"] for row in rows) else 0


def _order(path: Path) -> tuple[int, str]:
    digits = "".join(filter(str.isdigit, path.stem))
    return int(digits or 0), path.stem


def _measured(name: str, problem: Problem, engine: str, arguments: Namespace) -> dict[str, object]:
    seconds = arguments.seconds or SECONDS
    began = perf_counter()
    roster, bound = _engine(engine)(problem, seconds, arguments.seed)
    took = perf_counter() - began
    illegal = [] if roster is None else [
        f"{problem.officers[number].name}: {rule}"
        for number, pattern in enumerate(roster)
        for rule in broken_rules(problem, number, pattern)
    ]  # fmt: skip
    return {
        "instance": name,
        "engine": engine,
        "cost": None if roster is None else problem.cost(roster),
        "bound": round(bound, 2),
        "seconds": round(took, 1),
        "seed": arguments.seed,
        "illegal": illegal,
    }


def _engine(name: str) -> Callable[[Problem, float, int], Answer]:
    return {"summitry": _ours, "cp-sat": cp_sat, "highs": highs}[name]


def _ours(problem: Problem, seconds: float, seed: int) -> Answer:
    began = perf_counter()
    budget = Seconds(lambda: perf_counter() - began, seconds)
    result = solve(problem, stream(seed, "roster"), budget, progress=lambda p: print(round(perf_counter()-began,2), p.cost, p.bound))
    return result.roster, result.bound
