"""Rosters of the public shift scheduling instances: cost, bound and time beside two solvers'.

CP-SAT and HiGHS get one compact model, the same time and one thread each, as we do. Every roster is
judged and priced by `summitry.roster.judge`, which shares nothing with the search.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from math import isfinite
from time import perf_counter
from typing import NamedTuple

from benchmarks.cases import (
    KNOWN,
    Case,
    UnreadableError,
    best_known,
    code_of,
    files_in,
    none_found,
    rows_of,
)
from benchmarks.curtois_compact import cp_sat, highs
from benchmarks.curtois_drawn import SIZES, Size, drawn, size_of
from benchmarks.curtois_format import instance, read
from benchmarks.runs import Told, arguments_of, wanted
from benchmarks.summary import OURS, Row, gap
from summitry.kit.streams import stream
from summitry.roster.budget import Seconds
from summitry.roster.judge import broken_rules, judged_cost
from summitry.roster.problem import Pattern, Problem
from summitry.roster.solve import solve, warm

SECONDS = 60.0
BASELINES = ("cp-sat", "highs")
TOLD = Told(("cost",), ("bound", "gap", "seconds"))


class Answer(NamedTuple):
    """What an engine says."""

    roster: tuple[Pattern, ...] | None
    """None where none was found."""
    bound: float
    ending: str = ""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, BASELINES)
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
    cases = _drawn(arguments) if arguments.instances is None else _of_files(arguments)
    if not cases:
        return none_found(arguments, "text files")
    warm()
    return code_of(TOLD.record(arguments, _rows(cases, arguments)))


def _drawn(arguments: Namespace) -> list[Case[Problem]]:
    """Return an instance of each size, from the seed."""
    seed = arguments.seed
    found = (
        Case(f"drawn-{size}-{seed}", partial(_drawn_one, size, seed))
        for size in arguments.size or SIZES
    )
    return [each for each in found if wanted(arguments, each.name)]


def _drawn_one(size: Size, seed: int) -> Problem:
    return instance(drawn(size, seed))


def _of_files(arguments: Namespace) -> list[Case[Problem]]:
    return [Case(path.stem, partial(read, path)) for path in files_in(arguments)]


def _rows(cases: Sequence[Case[Problem]], arguments: Namespace) -> Iterator[Row]:
    best: Mapping[str, int] = {}
    try:
        best = best_known(arguments.instances, _known)
    except UnreadableError as error:
        yield {"instance": KNOWN, "error": str(error)}
    for row in rows_of(arguments, lambda _: cases, partial(_measured, arguments)):
        known = best.get(str(row["instance"]).lower())
        yield row if known is None else {**row, "best_known": known}


def _known(row: Mapping[str, str]) -> tuple[str, int]:
    """Return instance and least known cost; an instance may be told by its number alone."""
    name = row["instance"].strip()
    return f"Instance{name}" if name.isdigit() else name, int(row["ub"])


def _measured(arguments: Namespace, problem: Problem, engine: str, seed: int) -> Row:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    answer = _answer(engine, problem, seconds, seed, arguments.workers)
    took = perf_counter() - began
    roster = answer.roster
    illegal = [] if roster is None else [
        f"{problem.officers[number].name}: {rule}"
        for number, pattern in enumerate(roster)
        for rule in broken_rules(problem, number, pattern)
    ]  # fmt: skip
    cost = None if roster is None else judged_cost(problem, roster)
    return {
        "cost": cost,
        "bound": round(answer.bound, 2) if isfinite(answer.bound) else None,
        "gap": None if cost is None or not isfinite(answer.bound) else gap(cost, answer.bound),
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
