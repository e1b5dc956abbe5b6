"""Rosters of the public shift scheduling instances: cost, bound and time beside two solvers'.

CP-SAT and HiGHS get one compact model, the same time and both cores; we use one. Every roster is
judged and priced by `summitry.roster.judge`, which shares nothing with the search.
"""

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.__main__ import write_json
from benchmarks.curtois_compact import cp_sat, highs
from benchmarks.curtois_drawn import SIZES, drawn, size_of
from benchmarks.curtois_format import MalformedError, instance, read
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
Case = tuple[str, Callable[[], Problem]]
"""The name of an instance, and what reads or draws it."""


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
    parser.add_argument(
        "--size",
        type=size_of,
        action="append",
        help="officers, kinds and days of what is drawn where no folder is named, such as 10x2x28",
    )


def run(arguments: Namespace) -> int:
    """Roster each instance of the folder, else drawn ones, with each engine.

    Returns
    -------
    1 where a roster is illegal, a file malformed or an instance impossible; 2 where there is no
    instance.
    """
    folder = arguments.instances
    cases = _drawn(arguments) if folder is None else _instances(arguments)
    if not cases:
        print(
            "There is no instance. Name the folder of the instances (*.txt) with --instances DIR."
        )
        return 2
    warm()
    engines = ("summitry", *(() if arguments.alone else BASELINES))
    best, rows = {} if folder is None else _best_known(folder), []
    for name, problem_of in cases:
        for row in _rows(name, problem_of, engines, arguments):
            if name in best:
                row["best_known"] = best[name]
            rows.append(row)
            print("  " + ", ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    write_json(arguments, {"rows": rows})
    return 1 if any(row["illegal"] or row.get("problem") for row in rows) else 0


def _drawn(arguments: Namespace) -> list[Case]:
    """Return an instance of each size, from the seed."""
    return [
        (f"drawn-{size}-{arguments.seed}", lambda size=size: instance(drawn(size, arguments.seed)))
        for size in arguments.size or SIZES
    ]


def _instances(arguments: Namespace) -> list[Case]:
    """Return the instances of the folder by their numbers."""
    only = set(filter(None, arguments.only.split(",")))
    found = (path for path in arguments.instances.glob("*.txt") if not only or path.stem in only)
    paths = sorted(
        found, key=lambda path: (int("".join(filter(str.isdigit, path.stem)) or 0), path)
    )
    return [(path.stem, lambda path=path: read(path)) for path in paths]


def _best_known(folder: Path) -> dict[str, int]:
    """Return by instance the least cost that is known, where the folder tells it."""
    path = folder / KNOWN
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {f"Instance{row['instance']}": int(row["ub"]) for row in csv.DictReader(lines)}


def _rows(
    name: str,
    problem_of: Callable[[], Problem],
    engines: tuple[str, ...],
    arguments: Namespace,
) -> Iterator[dict[str, object]]:
    try:
        problem = problem_of()
    except MalformedError as error:
        yield {"instance": name, "engine": "", "illegal": [], "problem": f"{name}.txt, {error}"}
        return
    seeds = range(arguments.seed, arguments.seed + max(1, arguments.seeds))
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    for seed in seeds:
        for engine in engines:
            yield {"instance": name, **_measured(problem, engine, seconds, seed)}


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
