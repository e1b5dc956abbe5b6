"""Rosters of the public shift scheduling instances: cost, bound and time beside two solvers'.

CP-SAT and HiGHS get one compact model, the same time and one thread each, as we do. Every roster is
judged and priced by `summitry.roster.judge`, which shares nothing with the search.
"""

import csv
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.curtois_compact import cp_sat, highs
from benchmarks.curtois_format import MalformedError, read
from benchmarks.runs import Told, arguments_of, engines_of, seeds_of, wanted
from benchmarks.summary import OURS, Row, gap
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
TOLD = Told(("cost",), ("bound", "gap", "seconds"))
KNOWN = "best_known.csv"


class Answer(NamedTuple):
    """What an engine says."""

    roster: tuple[Pattern, ...] | None
    """None where none was found."""
    bound: float
    ending: str = ""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, BASELINES)


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
    rows = TOLD.record(arguments, _all_rows(paths, arguments))
    return 1 if any(row["illegal"] or row.get("problem") for row in rows) else 0


def _all_rows(paths: Sequence[Path], arguments: Namespace) -> Iterator[Row]:
    """Yield a row for each seed, instance and engine, and once for each file that is malformed."""
    best, malformed = _best_known(arguments.instances), set()
    for seed in seeds_of(arguments):
        for path in paths:
            if path in malformed:
                continue
            for row in _rows(path, seed, arguments):
                if not row["engine"]:
                    malformed.add(path)
                if path.stem in best:
                    row["best_known"] = best[path.stem]
                yield row


def _instances(arguments: Namespace) -> list[Path]:
    found = (path for path in arguments.instances.glob("*.txt") if wanted(arguments, path.stem))
    return sorted(found, key=lambda path: (int("".join(filter(str.isdigit, path.stem)) or 0), path))


def _best_known(folder: Path) -> dict[str, int]:
    """Return by instance the least cost that is known, where the folder tells it."""
    path = folder / KNOWN
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as lines:
        return {f"Instance{row['instance']}": int(row["ub"]) for row in csv.DictReader(lines)}


def _rows(path: Path, seed: int, arguments: Namespace) -> Iterator[Row]:
    try:
        problem = read(path)
    except MalformedError as error:
        told = f"{path.name}, {error}"
        yield {"instance": path.stem, "engine": "", "illegal": [], "problem": told}
        return
    for engine in engines_of(arguments, seed):
        yield {"instance": path.stem, **_measured(problem, engine, seed, arguments)}


def _measured(problem: Problem, engine: str, seed: int, arguments: Namespace) -> Row:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    try:
        answer = _answer(engine, problem, seconds, seed, arguments.workers)
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
    cost = None if roster is None else judged_cost(problem, roster)
    return {
        "engine": engine,
        "cost": cost,
        "bound": round(answer.bound, 2),
        "gap": None if cost is None else gap(cost, answer.bound),
        "seconds": round(took, 1),
        "seed": seed,
        "ending": answer.ending,
        "illegal": illegal,
    }


def _answer(engine: str, problem: Problem, seconds: float, seed: int, workers: int) -> Answer:
    if engine == OURS:
        return _ours(problem, seconds, seed)
    solved = {"cp-sat": cp_sat, "highs": highs}[engine]
    return Answer(*solved(problem, seconds, seed, workers))


def _ours(problem: Problem, seconds: float, seed: int) -> Answer:
    began = perf_counter()
    budget = Seconds(lambda: perf_counter() - began, seconds)
    result = solve(problem, stream(seed, "roster"), budget)
    return Answer(result.roster, result.bound, result.ending.value)
