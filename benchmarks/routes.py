"""What both benchmarks of routes share: each engine on each instance and seed, judged.

Every engine works in one thread, for none of them can use more.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from math import floor
from pathlib import Path
from time import perf_counter

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
from benchmarks.routes_drawn import KINDS, SIZE, drawn
from benchmarks.routes_format import known_routes
from benchmarks.routes_others import Routes, by_ortools, by_pyvrp
from benchmarks.runs import Told, wanted
from benchmarks.runs import arguments_of as arguments_of_runs
from benchmarks.summary import OURS, Row, gap
from summitry.kit.streams import stream
from summitry.move.routes import compiled
from summitry.move.routes.bounds import distance_min, vehicles_min
from summitry.move.routes.judge import distance, faults
from summitry.move.routes.problem import Problem
from summitry.move.routes.solve import Params, solve
from summitry.move.routes.stop import Seconds

SECONDS = 60.0
Engine = Callable[[Problem, float, int], Routes | None]


def arguments_of(parser: ArgumentParser) -> None:
    """Add what both benchmarks ask."""
    arguments_of_runs(parser, tuple(RIVALS))
    parser.add_argument(
        "--places", type=int, default=SIZE, help="of drawn instances, where no folder is named"
    )


def measured(arguments: Namespace, read: Callable[[Path], Problem], *, paired: bool) -> int:
    """Solve each instance of the folder, else drawn ones; return 1 where routes are illegal.

    Also where a file is malformed.
    """
    cases = (
        _drawn(arguments, paired=paired)
        if arguments.instances is None
        else _of_files(arguments, read)
    )
    if not cases:
        return none_found(arguments, "text files")
    compiled.warm()
    return code_of(TOLD.record(arguments, _rows(cases, arguments)))


def _rows(cases: list[Case[Problem]], arguments: Namespace) -> Iterator[Row]:
    best: Mapping[str, tuple[int, float]] = {}
    try:
        best = best_known(arguments.instances, known_routes)
    except UnreadableError as error:
        yield {"instance": KNOWN, "error": str(error)}
    for row in rows_of(arguments, lambda _: cases, partial(_row, arguments)):
        yield {**row, **_beside(row, best.get(str(row["instance"]).lower()))}


def _drawn(arguments: Namespace, *, paired: bool) -> list[Case[Problem]]:
    """Return an instance of each kind, from the seed."""
    size, seed = arguments.places, arguments.seed
    found = (
        Case(
            f"drawn-{kind}-{size}-{seed}",
            partial(drawn, kind, seed, paired=paired, size=size),
        )
        for kind in KINDS
    )
    return [each for each in found if wanted(arguments, each.name)]


def _of_files(arguments: Namespace, read: Callable[[Path], Problem]) -> list[Case[Problem]]:
    return [Case(path.stem, partial(read, path)) for path in files_in(arguments)]


def _row(arguments: Namespace, problem: Problem, engine: str, seed: int) -> Row:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    routes = ENGINES[engine](problem, seconds, seed)
    took = perf_counter() - began
    least = vehicles_min(problem)
    row: Row = {
        "vehicles": None,
        "distance": None,
        "vehicles_bound": least,
        "bound": None,
        "gap": None,
        "seconds": round(took, 1),
        "seed": seed,
        "illegal": [],
    }
    if routes is not None:
        row["vehicles"] = len(routes)
        row["distance"] = far = round(distance(problem, routes), 4)
        row["bound"] = bound = floor(100 * distance_min(problem, len(routes), least)) / 100 or None
        row["gap"] = None if bound is None else gap(far, bound)
        row["illegal"] = [
            f"{each.rule} at {each.place} of route {each.route}" for each in faults(problem, routes)
        ]
    return row


def _beside(row: Row, known: tuple[int, float] | None) -> Row:
    """Return the best known, and how far the routes are from it: vehicles, and % of distance."""
    vehicles, far = row.get("vehicles"), row.get("distance")
    more: int | None = None
    percent: float | None = None
    if known and known[1] and isinstance(vehicles, int) and isinstance(far, float):
        more, percent = vehicles - known[0], round(100 * (far / known[1] - 1), 3)
    return {
        "best_vehicles": known and known[0],
        "best_distance": known and known[1],
        "vehicles_more": more,
        "distance_more_percent": percent,
    }


def _ours(problem: Problem, seconds: float, seed: int) -> Routes | None:
    began = perf_counter()
    stop = Seconds(seconds, lambda: perf_counter() - began)
    return solve(problem, Params(), stop, stream(seed, "routes")).routes


RIVALS: dict[str, Engine] = {"pyvrp": by_pyvrp, "or-tools": by_ortools}
ENGINES: dict[str, Engine] = {OURS: _ours, **RIVALS}
TOLD = Told(("vehicles", "distance"), ("vehicles_bound", "bound", "gap", "seconds"))
