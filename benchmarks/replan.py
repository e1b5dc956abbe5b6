"""A published roster that loses people is mended: cover, change and time beside two rivals'.

Who is lost is drawn from those on duty at the busiest moment of the plan, for a day. The first
rival gives each open duty to the first who is free; CP-SAT chooses among the people of one width,
with both cores. Every answer is judged by `replan.verify`, which shares nothing with the searches.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.__main__ import write_json
from benchmarks.replan_rivals import cp_sat, first_free
from benchmarks.setting import plans_in
from summitry.cli.files import load
from summitry.kit.streams import stream
from summitry.roster.replan import verify
from summitry.roster.replan.choice import changes
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import NOBODY, Loss, Result, Roster, Step
from summitry.roster.replan.reading import published
from summitry.roster.replan.solve import duties_after, mend

EXAMPLES = (Path("examples/three-cities/plan"), Path("examples/hanoi-2025/final"))
SECONDS = 5.0
LOST = (1, 12, 36)
DAY = 86_400
ENGINES = ("summitry", "first-free", "cp-sat")


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--engines", default=",".join(ENGINES), help="of: " + ", ".join(ENGINES))
    parser.add_argument("--lost", default=",".join(map(str, LOST)), help="how many are lost")
    parser.add_argument("--seeds", type=int, default=1, help="so many, from --seed on")


def run(arguments: Namespace) -> int:
    """Mend each plan after each loss with each engine; return 1 where an answer has a fault."""
    folders = EXAMPLES if arguments.instances is None else plans_in(arguments.instances)
    rows = []
    for folder in folders:
        roster = published(load(folder).snapshot)
        for lost in map(int, arguments.lost.split(",")):
            for seed in range(arguments.seed, arguments.seed + arguments.seeds):
                loss = drawn(roster, lost, seed)
                for engine in arguments.engines.split(","):
                    row = measured(engine, roster, loss, arguments.seconds or SECONDS, seed)
                    row = {"instance": f"{folder.parent.name}/{folder.name}", "lost": lost, **row}
                    rows.append(row)
                    print("  " + ", ".join(f"{k} {v}" for k, v in row.items()), flush=True)
    write_json(arguments, {"rows": rows})
    return 1 if any(row["faults"] for row in rows) else 0


def drawn(roster: Roster, lost: int, seed: int) -> Loss:
    """Return a loss of so many of those on duty at the busiest moment, for a day."""
    moments = sorted({duty.start for duty in roster.duties})
    busy = max(moments, key=lambda m: (sum(d.start <= m < d.end for d in roster.duties), -m))
    there = sorted({d.person for d in roster.duties if d.start <= busy < d.end})
    order = stream(seed, "benchmark", "replan").permutation(len(there))[:lost]
    away = tuple((there[int(each)], busy, busy + DAY) for each in order)
    return Loss(away=away, since=busy)


def measured(
    engine: str, roster: Roster, loss: Loss, seconds: float, seed: int
) -> dict[str, object]:
    """Return one row."""
    began = perf_counter()
    result: Result | None = None
    if engine == "summitry":
        result = mend(
            roster, loss, stream(seed, "replan"), lambda: perf_counter() - began,
            seconds=seconds, seed=seed,
        )  # fmt: skip
        steps: Sequence[Step] = result.best.steps
    elif engine == "cp-sat":
        steps = cp_sat(roster, loss, seconds, seed)
    else:
        steps = first_free(roster, loss)
    took = perf_counter() - began
    left = after(roster, loss)
    duties = duties_after(left, steps)
    posts = sorted({step.job.post for step in steps} | left.touched)
    missing = verify.uncovered(roster, loss, duties, posts)
    nothing = verify.uncovered(roster, loss, left.duties, posts)
    told = {step.person for step in steps} | {step.job.holder for step in steps}
    return {
        "engine": engine,
        "forced": len(left.jobs),
        "changed": changes(steps),
        "ratio": round(changes(steps) / len(left.jobs), 2) if left.jobs else 1.0,
        "people": len(told - {NOBODY}),
        "uncovered before": dict(sorted(nothing.items())),
        "uncovered": dict(sorted(missing.items())),
        "bound": None if result is None else result.bound_minutes,
        "bound is whole": None if result is None else result.bound_is_whole,
        "alternatives": None if result is None else len(result.alternatives),
        "ending": None if result is None else result.ending.value,
        "seconds": round(took, 2),
        "seed": seed,
        "faults": verify.faults(roster, loss, roster.duties, duties),
    }
