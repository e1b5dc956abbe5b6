"""What both benchmarks of routes share: each engine on each instance and seed, judged."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from benchmarks.__main__ import write_json
from benchmarks.routes_drawn import KINDS, SIZE, drawn
from benchmarks.routes_format import MalformedError, best_known
from benchmarks.routes_others import Routes, by_ortools, by_pyvrp
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
OURS = "summitry"
Row = dict[str, object]
Engine = Callable[[Problem, float, int], Routes | None]
Case = tuple[str, Callable[[], Problem]]
"""The name of an instance, and what reads or draws it."""


def arguments_of(parser: ArgumentParser) -> None:
    """Add what both benchmarks ask."""
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, from --seed on")
    parser.add_argument("--alone", action="store_true", help="without PyVRP and OR-Tools")
    parser.add_argument("--only", default="", help="the instances' names, with commas between")
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
    only = set(filter(None, arguments.only.lower().split(",")))
    cases = _drawn(arguments, paired=paired) if folder is None else _of_files(folder, read)
    known = {} if folder is None else best_known(folder)
    compiled.warm()
    rows: list[Row] = []
    for name, problem_of in cases:
        if not only or name.lower() in only:
            rows += _on(name, problem_of, arguments, known.get(name.lower()))
    if not rows:
        print("The folder holds no instance, or none of the names that --only gives.")
        return 2
    told = list(summary(rows))
    for each in told:
        print("  " + _line(each), flush=True)
    write_json(arguments, {"rows": rows, "summary": told})
    return 1 if any(row.get("illegal") or "error" in row for row in rows) else 0


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


def _on(
    name: str,
    problem_of: Callable[[], Problem],
    arguments: Namespace,
    known: tuple[int, float] | None,
) -> list[Row]:
    try:
        problem = problem_of()
    except (MalformedError, SummitryError) as error:
        print(f"  {error}")
        return [{"instance": name, "error": str(error)}]
    engines: dict[str, Engine] = {OURS: _ours}
    if not arguments.alone:
        engines |= {"pyvrp": by_pyvrp, "or-tools": by_ortools}
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    rows: list[Row] = []
    for seed in range(arguments.seed, arguments.seed + arguments.seeds):
        for engine, solved in engines.items():
            row = _row(problem, solved, seconds, seed)
            rows.append({"instance": name, "engine": engine, **row, **_beside(row, known)})
            print("  " + _line(rows[-1]), flush=True)
    return rows


def _row(problem: Problem, engine: Engine, seconds: float, seed: int) -> Row:
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
        "seconds": round(took, 1),
        "seed": seed,
        "illegal": [],
        "said": said,
    }
    if routes is not None:
        row["vehicles"] = len(routes)
        row["distance"] = round(distance(problem, routes), 4)
        row["bound"] = round(distance_min(problem, len(routes), least), 2) or None
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


def _line(row: Row) -> str:
    return ", ".join(f"{key} {value}" for key, value in row.items() if value not in (None, []))


def summary(rows: list[Row]) -> Iterator[Row]:
    """Yield for each instance and engine median, least and most; of ours, whether one is better.

    Vehicles count first, then distance; an engine without routes in half of its runs has none.
    """
    groups: dict[str, dict[str, list[tuple[float, float]]]] = {}
    for row in rows:
        if "error" not in row:
            engines = groups.setdefault(str(row["instance"]), {})
            engines.setdefault(str(row["engine"]), []).append(_value(row))
    for name, engines in groups.items():
        middle = {engine: _middle(values) for engine, values in engines.items()}
        for engine, values in engines.items():
            told: Row = {"instance": name, "engine": engine, "runs": len(values)}
            for place, what in enumerate(("vehicles", "distance")):
                numbers = [each[place] for each in values if each[place] < float("inf")]
                if numbers:
                    told[f"{what}_median"] = median(numbers)
                    told[f"{what}_least"], told[f"{what}_most"] = min(numbers), max(numbers)
            if engine == OURS:
                told["better"] = [each for each in middle if middle[each] < middle[OURS]]
            yield told


def _value(row: Row) -> tuple[float, float]:
    vehicles, far = row["vehicles"], row["distance"]
    if isinstance(vehicles, int) and isinstance(far, float):
        return float(vehicles), far
    return float("inf"), float("inf")


def _middle(values: list[tuple[float, float]]) -> tuple[float, float]:
    """Return the value in the middle, the worse of two."""
    return sorted(values)[len(values) // 2]


def _ours(problem: Problem, seconds: float, seed: int) -> Routes | None:
    began = perf_counter()
    stop = Seconds(seconds, lambda: perf_counter() - began)
    return solve(problem, Params(), stop, stream(seed, "routes")).routes
