"""Rosters of the public shift scheduling instances: cost, bound and time beside two solvers'.

CP-SAT and HiGHS get one compact model, the same time and both cores; we use one. Every roster is
judged and priced by `summitry.roster.judge`, which shares nothing with the search.
"""

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.__main__ import write_json
from benchmarks.curtois_compact import cp_sat, highs
from benchmarks.curtois_format import MalformedError, read
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.report.language import language
from summitry.report.refusals import sentences
from summitry.roster.budget import Seconds
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.problem import Pattern, Problem
from summitry.roster.solve import solve, warm

SECONDS = 60.0
BASELINES = ("cp-sat", "highs")
KNOWN = "best_known.csv"


class Answer(NamedTuple):
    """What an engine says."""

    roster: tuple[Pattern, ...] | None
    """None where none was found."""
    bound: float
    ending: str = ""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--alone", action="store_true", help="without CP-SAT and HiGHS")
    parser.add_argument("--seeds", type=int, default=1, help="so many seeds, from --seed on")
    parser.add_argument("--only", default="", help="the instances' names, with commas between")


def run(arguments: Namespace) -> int:
    """Roster each instance of the folder with each engine.

    Returns
    -------
    1 where a roster is illegal, a file malformed or an instance impossible; 2 where there is no
    instance.
    """
    paths = [] if arguments.instances is None else _instances(arguments)
    if not paths:
        print(
            "There is no instance. Name the folder of the instances (*.txt) with --instances DIR."
        )
        return 2
    warm()
    engines = ("summitry", *(() if arguments.alone else BASELINES))
    best, rows = _best_known(arguments.instances), []
    for path in paths:
        for row in _rows(path, engines, arguments):
            if path.stem in best:
                row["best_known"] = best[path.stem]
            rows.append(row)
            print("  " + ", ".join(f"{name} {value}" for name, value in row.items()), flush=True)
    write_json(arguments, {"rows": rows})
    return 1 if any(row["illegal"] or row.get("problem") for row in rows) else 0


def _instances(arguments: Namespace) -> list[Path]:
    only = set(filter(None, arguments.only.split(",")))
    found = (path for path in arguments.instances.glob("*.txt") if not only or path.stem in only)
    return sorted(found, key=lambda path: (int("".join(filter(str.isdigit, path.stem)) or 0), path))


def _best_known(folder: Path) -> dict[str, int]:
    """Return by instance the least cost that is known, where the folder tells it."""
    path = folder / KNOWN
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {f"Instance{row['instance']}": int(row["ub"]) for row in csv.DictReader(lines)}


def _rows(path: Path, engines: tuple[str, ...], arguments: Namespace) -> list[dict[str, object]]:
    try:
        problem = read(path)
    except MalformedError as error:
        told = f"{path.name}, {error}"
        return [{"instance": path.stem, "engine": "", "illegal": [], "problem": told}]
    seeds = range(arguments.seed, arguments.seed + max(1, arguments.seeds))
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    return [
        {"instance": path.stem, **_measured(problem, engine, seconds, seed)}
        for seed in seeds
        for engine in engines
    ]


def _measured(problem: Problem, engine: str, seconds: float, seed: int) -> dict[str, object]:
    began = perf_counter()
    try:
        answer = _engine(engine)(problem, seconds, seed)
    except SummitryError as error:
        told = " ".join(sentences(error, language("en")))
        return {"engine": engine, "seed": seed, "illegal": [], "problem": told}
    took = perf_counter() - began
    roster = answer.roster
    illegal = [] if roster is None else [
        f"{problem.officers[number].name}: {rule}"
        for number, pattern in enumerate(roster)
        for rule in broken_rules(problem, number, pattern)
    ]  # fmt: skip
    return {
        "engine": engine,
        "cost": None if roster is None else judged_cost(problem, roster),
        "bound": round(answer.bound, 2),
        "seconds": round(took, 1),
        "seed": seed,
        "ending": answer.ending,
        "illegal": illegal,
    }


def _engine(name: str) -> Callable[[Problem, float, int], Answer]:
    return {"summitry": _ours, "cp-sat": _cp_sat, "highs": _highs}[name]


def _ours(problem: Problem, seconds: float, seed: int) -> Answer:
    began = perf_counter()
    budget = Seconds(lambda: perf_counter() - began, seconds)
    result = solve(problem, stream(seed, "roster"), budget)
    return Answer(result.roster, result.bound, result.ending.value)


def _cp_sat(problem: Problem, seconds: float, seed: int) -> Answer:
    return Answer(*cp_sat(problem, seconds, seed))


def _highs(problem: Problem, seconds: float, seed: int) -> Answer:
    return Answer(*highs(problem, seconds, seed))
