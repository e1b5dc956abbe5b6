"""Motorcades of a synthetic city: cost, bound and time, with CP-SAT beside us in the same run.

The city comes from the seed; a folder of problems (JSON, as `--write` writes them) can be named
instead. We search on one core; CP-SAT gets the same seconds and two workers. Every schedule is
judged by our checker, which works in seconds and shares nothing with the search, and ours by CP-SAT
too. The bound is timed apart.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

import msgspec

from benchmarks.__main__ import write_json
from benchmarks.motorcades_city import city
from benchmarks.motorcades_exact import confirms, exact
from summitry.kit.streams import stream
from summitry.move.checker import broken_rules
from summitry.move.problem import SLOTS_A_MINUTE, Problem, Schedule, minutes
from summitry.move.solve import solve, warm

SECONDS, SEEDS, BOUND_SECONDS, CONFIRM_SECONDS = 60.0, 10, 60.0, 60.0
ENGINES = ("summitry", "cp-sat")


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--seeds", type=int, default=SEEDS, help="so many cities, from --seed on")
    parser.add_argument("--bound-seconds", type=float, default=BOUND_SECONDS)
    parser.add_argument("--engines", default=",".join(ENGINES), help="of: " + ", ".join(ENGINES))
    parser.add_argument("--workers", type=int, default=2, help="of CP-SAT")
    parser.add_argument("--write", type=Path, help="write the problems to this folder")


def run(arguments: Namespace) -> int:
    """Schedule each problem with each engine; return 1 where a schedule is illegal."""
    warm()
    rows = []
    for name, seed, problem in problems(arguments):
        for engine in arguments.engines.split(","):
            row = _measured(name, seed, problem, engine, arguments)
            rows.append(row)
            print("  " + ", ".join(f"{key} {value}" for key, value in row.items()), flush=True)
    summary = _summary(rows)
    print(summary)
    write_json(arguments, {"rows": rows, "summary": summary})
    return 1 if any(row["illegal"] for row in rows) else 0


def problems(arguments: Namespace) -> Iterator[tuple[str, int, Problem]]:
    """Yield name, seed and problem: of the folder where one is named, else the seeds' cities."""
    if arguments.instances is not None:
        for path in sorted(arguments.instances.glob("*.json")):
            yield path.stem, arguments.seed, msgspec.json.decode(path.read_bytes(), type=Problem)
        return
    for seed in range(arguments.seed, arguments.seed + arguments.seeds):
        problem = city(seed)
        if arguments.write is not None:
            arguments.write.mkdir(parents=True, exist_ok=True)
            (arguments.write / f"city-{seed}.json").write_bytes(msgspec.json.encode(problem))
        yield f"city-{seed}", seed, problem


def _measured(
    name: str, seed: int, problem: Problem, engine: str, arguments: Namespace
) -> dict[str, object]:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    began = perf_counter()
    schedule: Schedule | None
    if engine == "summitry":
        result = solve(
            problem,
            stream(seed, "motorcades"),
            lambda: perf_counter() - began,
            seconds=seconds,
            bound_seconds=arguments.bound_seconds,
        )
        schedule, least = result.schedule, result.bound
        took, proving = result.search_seconds, result.bound_seconds
        confirmed: bool | None = confirms(problem, schedule, seconds=CONFIRM_SECONDS)
    else:
        answer = exact(problem, seconds=seconds, seed=seed, workers=arguments.workers)
        schedule, least = answer.schedule, answer.bound
        took, proving, confirmed = perf_counter() - began, 0.0, None
    cost = None if schedule is None else problem.cost(schedule)
    return {
        "instance": name,
        "motorcades": len(problem.motorcades),
        "intervals": sum(len(way.passages) for m in problem.motorcades for way in m.ways),
        "engine": engine,
        "cost": None if cost is None else minutes(cost),
        "bound": minutes(least),
        "gap": None if cost is None else round((cost - least) / cost, 4) if cost else 0.0,
        "unscheduled": None if schedule is None else sum(each is None for each in schedule),
        "deviation_minutes": None if schedule is None else _deviation(problem, schedule),
        "seconds": round(took, 1),
        "bound_seconds": round(proving, 1),
        "seed": seed,
        "confirmed": confirmed,
        "illegal": [] if schedule is None else [str(b) for b in broken_rules(problem, schedule)],
    }


def _deviation(problem: Problem, schedule: Schedule) -> float:
    """Return how far from its ideal a motorcade departs, in the mean."""
    away = [
        abs(each.slot - own.ways[each.way].ideal) / SLOTS_A_MINUTE
        for own, each in zip(problem.motorcades, schedule, strict=True)
        if each is not None
    ]
    return round(sum(away) / max(len(away), 1), 2)


def _summary(rows: list[dict[str, object]]) -> dict[str, object]:
    """Return medians and extremes of the gap, and how many times dearer CP-SAT's schedules are."""
    ours = {str(row["instance"]): row for row in rows if row["engine"] == "summitry"}
    gaps = [float(str(row["gap"])) for row in ours.values() if row["gap"] is not None]
    times = [
        float(str(row["cost"])) / max(float(str(ours[str(row["instance"])]["cost"])), 0.5)
        for row in rows
        if row["engine"] == "cp-sat" and row["cost"] is not None and str(row["instance"]) in ours
    ]
    told: dict[str, object] = {}
    for name, values in (("gap", gaps), ("cp-sat times ours", times)):
        if values:
            middle = median(values)
            told[name] = {"least": min(values), "median": middle, "most": max(values)}
    return told
