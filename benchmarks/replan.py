"""A published roster that loses people is mended: cover, change and time beside two rivals'.

Who is lost is drawn from those on duty at the busiest moment of the plan, for a day. The first
rival gives each open duty to the first who is free; CP-SAT chooses among the people of one width,
with one thread, as we do. Every answer is judged by `replan.verify`, which shares nothing with the
searches.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path
from time import perf_counter

from benchmarks.replan_rivals import cp_sat, first_free
from benchmarks.runs import Told, arguments_of, engines_of, seeds_of, wanted
from benchmarks.setting import plans_in
from benchmarks.summary import OURS, Row
from summitry.cli.files import load
from summitry.kit.streams import stream
from summitry.roster.replan import verify
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import NOBODY, Loss, Result, Roster, Step
from summitry.roster.replan.reading import published
from summitry.roster.replan.solve import duties_after, mend

EXAMPLES = (Path("examples/three-cities/plan"), Path("examples/hanoi-2025/final"))
SECONDS = 5.0
LOST = (1, 12, 36)
DAY = 86_400
RIVALS = ("first-free", "cp-sat")
GRAVEST = "uncovered gravest"


def by_loss(row: Row) -> str:
    """Return the row's plan, and how many are lost."""
    return f"{row['instance']}, {row['lost']} lost"


TOLD = Told((GRAVEST, "cost", "changed"), ("bound", "forced", "ratio", "seconds"), by_loss)


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, RIVALS)
    parser.add_argument("--lost", default=",".join(map(str, LOST)), help="how many are lost")


def run(arguments: Namespace) -> int:
    """Mend each plan after each loss with each engine; return 1 where an answer has a fault."""
    folders = EXAMPLES if arguments.instances is None else plans_in(arguments.instances)
    rows = TOLD.record(arguments, _rows(folders, arguments))
    return 1 if any(row["faults"] for row in rows) else 0


def _rows(folders: Sequence[Path], arguments: Namespace) -> Iterator[Row]:
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    plans = {f"{each.parent.name}/{each.name}": each for each in folders}
    for seed in seeds_of(arguments):
        for name, folder in plans.items():
            if not wanted(arguments, name):
                continue
            roster = published(load(folder).snapshot)
            for lost in map(int, arguments.lost.split(",")):
                loss = drawn(roster, lost, seed)
                for engine in engines_of(arguments, seed):
                    row = measured(engine, roster, loss, seconds, seed, arguments.workers)
                    yield {"instance": name, "lost": lost, **row}


def drawn(roster: Roster, lost: int, seed: int) -> Loss:
    """Return a loss of so many of those on duty at the busiest moment, for a day."""
    moments = sorted({duty.start for duty in roster.duties})
    busy = max(moments, key=lambda m: (sum(d.start <= m < d.end for d in roster.duties), -m))
    there = sorted({d.person for d in roster.duties if d.start <= busy < d.end})
    order = stream(seed, "benchmark", "replan").permutation(len(there))[:lost]
    away = tuple((there[int(each)], busy, busy + DAY) for each in order)
    return Loss(away=away, since=busy)


def measured(
    engine: str, roster: Roster, loss: Loss, seconds: float, seed: int, workers: int
) -> Row:
    """Return one row."""
    began = perf_counter()
    result: Result | None = None
    if engine == OURS:
        result = mend(
            roster, loss, stream(seed, "replan"), lambda: perf_counter() - began,
            seconds=seconds, seed=seed,
        )  # fmt: skip
        steps: Sequence[Step] = result.best.steps
    elif engine == "cp-sat":
        steps = cp_sat(roster, loss, seconds, seed, workers)
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
        "changed": len(steps),
        "ratio": round(len(steps) / len(left.jobs), 2) if left.jobs else 1.0,
        "people": len(told - {NOBODY}),
        "cost": sum(missing.values()),
        GRAVEST: missing.get(0, 0),
        "uncovered before": dict(sorted(nothing.items())),
        "uncovered": dict(sorted(missing.items())),
        "bound": None if result is None else result.bound_minutes[-1],
        "least up to level": None if result is None else result.bound_minutes,
        "bound is whole": None if result is None else result.bound_is_whole,
        "alternatives": None if result is None else len(result.alternatives),
        "ending": None if result is None else result.ending.value,
        "seconds": round(took, 2),
        "seed": seed,
        "faults": verify.faults(roster, loss, roster.duties, duties),
    }
