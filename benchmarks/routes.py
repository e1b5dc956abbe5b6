"""What both benchmarks of routes share: each engine on each instance and seed, judged.

Every engine works in one thread, for none of them can use more.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter

from benchmarks.routes_drawn import KINDS, SIZE, drawn
from benchmarks.routes_format import MalformedError, best_known
from benchmarks.routes_others import Routes, by_ortools, by_pyvrp
from benchmarks.runs import Told, engines_of, seeds_of, wanted
from benchmarks.runs import arguments_of as arguments_of_runs
from benchmarks.summary import OURS, Row, gap
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.move.routes import compiled
from summitry.move.routes.bounds import distance_min, vehicles_min
from summitry.move.routes.judge import distance, faults
from summitry.move.routes.problem import Problem
from summitry.move.routes.solve import Params, solve
from summitry.move.routes.stop import Seconds

SECONDS = 60.0
NO_INSTANCES = {".csv", ".md", ".json", ".toml", ".zip", ".gz", ".pdf"}
"""What may lie beside the instances; any other file is taken for one."""
Engine = Callable[[Problem, float, int], Routes | None]
Case = tuple[str, Callable[[], Problem]]
"""The name of an instance, and what reads or draws it."""


def arguments_of(parser: ArgumentParser) -> None:
    """Add what both benchmarks ask."""
    arguments_of_runs(parser, RIVALS)
    parser.add_argument(
        "--places", type=int, default=SIZE, help="of drawn instances, where no folder is named"
    )


def measured(arguments: Namespace, read: Callable[[Path], Problem], *, paired: bool) -> int:
    """Solve each instance of the folder, else drawn ones; return 1 where routes are illegal.

    Also where a file is malformed.
    """
    folder = arguments.instances
    if folder is not None and not folder.is_dir():
        print(f"There is no folder {folder}.")
        return 2
    found = _drawn(arguments, paired=paired) if folder is None else _of_files(folder, read)
    cases = [each for each in found if wanted(arguments, each[0])]
    if not cases:
        print("The folder holds no instance, or none of the names that --only gives.")
        return 2
    compiled.warm()
    rows = TOLD.record(arguments, _rows(cases, arguments))
    return 1 if any(row.get("illegal") or "error" in row for row in rows) else 0


def _rows(cases: list[Case], arguments: Namespace) -> Iterator[Row]:
    """Yield a row for each seed, instance and engine, and once for each file that is malformed."""
    known = {} if arguments.instances is None else best_known(arguments.instances)
    malformed = set()
    for seed in seeds_of(arguments):
        for name, problem_of in cases:
            if name in malformed:
                continue
            try:
                problem = problem_of()
            except (MalformedError, SummitryError) as error:
                malformed.add(name)
                yield {"instance": name, "error": str(error)}
                continue
            for engine in engines_of(arguments, seed):
                row = _row(problem, ENGINES[engine], arguments.seconds, seed)
                beside = _beside(row, known.get(name.lower()))
                yield {"instance": name, "engine": engine, **row, **beside}


def _drawn(arguments: Namespace, *, paired: bool) -> Iterator[Case]:
    """Yield an instance of each kind, from the seed."""
    for kind in KINDS:
        name = f"drawn-{kind}-{arguments.places}-{arguments.seed}"
        yield (
            name,
            lambda kind=kind: drawn(kind, arguments.seed, paired=paired, size=arguments.places),
        )


def _of_files(folder: Path, read: Callable[[Path], Problem]) -> Iterator[Case]:
    """Yield the instances of the folder, those with short names first."""
    found = [
        each
        for each in folder.iterdir()
        if each.is_file() and each.suffix.lower() not in NO_INSTANCES and each.name[0] != "."
    ]
    for path in sorted(found, key=lambda each: (len(each.stem), each)):
        yield path.stem, lambda path=path: read(path)


def _row(problem: Problem, engine: Engine, asked: float | None, seed: int) -> Row:
    seconds = SECONDS if asked is None else asked
    began = perf_counter()
    said = None
    try:
        routes = engine(problem, seconds, seed)
    except SummitryError as error:
        routes, said = None, str(error)
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
        "said": said,
    }
    if routes is not None:
        row["vehicles"] = len(routes)
        row["distance"] = far = round(distance(problem, routes), 4)
        row["bound"] = bound = round(distance_min(problem, len(routes), least), 2) or None
        row["gap"] = None if bound is None else gap(far, bound)
        row["illegal"] = [
            f"{each.rule} at {each.place} of route {each.route}" for each in faults(problem, routes)
        ]
    return row


def _beside(row: Row, known: tuple[int, float] | None) -> Row:
    """Return the best known, and how far the routes are from it: vehicles, and % of distance."""
    vehicles, far = row["vehicles"], row["distance"]
    more: int | None = None
    percent: float | None = None
    if known is not None and isinstance(vehicles, int) and isinstance(far, float):
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
