"""What both benchmarks of routes share: each engine on each instance and seed, judged."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from benchmarks.__main__ import write_json
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
Row = dict[str, object]
Engine = Callable[[Problem, float, int], Routes | None]


def arguments_of(parser: ArgumentParser) -> None:
    """Add what both benchmarks ask."""
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, from --seed on")
    parser.add_argument("--alone", action="store_true", help="without PyVRP and OR-Tools")
    parser.add_argument("--only", default="", help="the instances' names, with commas between")


def measured(arguments: Namespace, read: Callable[[Path], Problem]) -> int:
    """Solve each instance of the folder; return 1 where routes are illegal or a file is bad."""
    if arguments.instances is None or not arguments.instances.is_dir():
        print("Name the folder of the instances with --instances DIR.")
        return 2
    compiled.warm()
    known = best_known(arguments.instances)
    only = set(filter(None, arguments.only.split(",")))
    rows: list[Row] = []
    for path in sorted(arguments.instances.glob("*.txt"), key=lambda each: (len(each.stem), each)):
        if not only or path.stem in only:
            rows += _on(path, read, arguments, known.get(path.stem.lower()))
    if not rows:
        print("The folder holds no instance: no file that ends in .txt.")
        return 2
    write_json(arguments, {"rows": rows})
    return 1 if any(row.get("illegal") or "error" in row for row in rows) else 0


def _on(
    path: Path,
    read: Callable[[Path], Problem],
    arguments: Namespace,
    known: tuple[int, float] | None,
) -> list[Row]:
    try:
        problem = read(path)
    except (MalformedError, SummitryError) as error:
        print(f"  {error}")
        return [{"instance": path.stem, "error": str(error)}]
    engines: dict[str, Engine] = {"summitry": _ours}
    if not arguments.alone:
        engines |= {"pyvrp": by_pyvrp, "or-tools": by_ortools}
    rows = []
    for seed in range(arguments.seed, arguments.seed + arguments.seeds):
        for name, engine in engines.items():
            row = _row(
                problem, engine, SECONDS if arguments.seconds is None else arguments.seconds, seed
            )
            rows.append({"instance": path.stem, "engine": name, **row, **_beside(row, known)})
            print("  " + ", ".join(f"{key} {value}" for key, value in rows[-1].items()), flush=True)
    return rows


def _row(problem: Problem, engine: Engine, seconds: float, seed: int) -> Row:
    began = perf_counter()
    said = ""
    try:
        routes = engine(problem, seconds, seed)
    except SummitryError as error:
        routes, said = None, str(error)
    took = perf_counter() - began
    if routes is None:
        told: Row = {"said": said} if said else {}
        return {"vehicles": None, "distance": None, "seconds": round(took, 1), "seed": seed, **told}
    illegal = [
        f"{each.rule} at {each.place} of route {each.route}" for each in faults(problem, routes)
    ]
    return {
        "vehicles": len(routes),
        "distance": round(distance(problem, routes), 4),
        "vehicles_bound": vehicles_min(problem),
        "bound": round(distance_min(problem, len(routes)), 2),
        "seconds": round(took, 1),
        "seed": seed,
        "illegal": illegal,
    }


def _beside(row: Row, known: tuple[int, float] | None) -> Row:
    """Return how far the routes are from the best known: vehicles more, and % of distance."""
    vehicles, far = row["vehicles"], row["distance"]
    if known is None or not isinstance(vehicles, int) or not isinstance(far, float):
        return {}
    return {
        "vehicles_more": vehicles - known[0],
        "distance_more_percent": round(100 * (far / known[1] - 1), 3),
    }


def _ours(problem: Problem, seconds: float, seed: int) -> Routes | None:
    began = perf_counter()
    stop = Seconds(seconds, lambda: perf_counter() - began)
    return solve(problem, Params(), stop, stream(seed, "routes")).routes
