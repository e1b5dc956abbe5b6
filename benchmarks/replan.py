"""A published roster that loses people is mended: cover, change and time beside two rivals'.

Who is lost is drawn from those on duty at the busiest moment of the plan, for a day. The first
rival gives each open duty to the first who is free; CP-SAT chooses for all of them among twenty who
are free for each, with one thread, as we have. Every answer is judged by `replan.verify`, which
shares nothing with the searches.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

from benchmarks.cases import Case, code_of, none_found, rows_of, told
from benchmarks.replan_rivals import cp_sat, first_free
from benchmarks.runs import Told, arguments_of, count_of, wanted
from benchmarks.setting import plans_in
from benchmarks.summary import OURS, Row
from summitry.cli.files import load
from summitry.kit.errors import SummitryError
from summitry.kit.streams import stream
from summitry.roster.replan import verify
from summitry.roster.replan.choice import changes
from summitry.roster.replan.judged import duties_after
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import NOBODY, Loss, Result, Roster, Step
from summitry.roster.replan.reading import published
from summitry.roster.replan.solve import mend

EXAMPLES = (Path("examples/three-cities/plan"), Path("examples/hanoi-2025/final"))
SECONDS = 5.0
LOST = (1, 12, 36)
DAY = 86_400
RIVALS = ("first-free", "cp-sat")
GRAVEST = "uncovered gravest"


TOLD = Told((GRAVEST, "cost", "changed"), ("bound", "forced", "ratio", "seconds"))


class Broken(NamedTuple):
    """A published roster, and what it loses."""

    roster: Roster
    loss: Loss
    lost: int


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, RIVALS)
    parser.add_argument(
        "--lost",
        type=lambda text: tuple(count_of(each) for each in text.split(",")),
        default=LOST,
        help="how many are lost (default: %(default)s)",
    )


def run(arguments: Namespace) -> int:
    """Mend each plan after each loss with each engine; return 1 where an answer has a fault.

    Also where a plan cannot be read; 2 where there is no plan.
    """
    place = arguments.instances
    folders = EXAMPLES if place is None else plans_in(place)
    named = {f"{each.resolve().parent.name}/{each.resolve().name}": each for each in folders}
    plans = {name: folder for name, folder in named.items() if wanted(arguments, name)}
    if not plans:
        return none_found(arguments, "plans, with an event.toml in each")
    return code_of(TOLD.record(arguments, _rows(plans, arguments)))


def _rows(plans: Mapping[str, Path], arguments: Namespace) -> Iterator[Row]:
    rosters = {}
    for name, folder in plans.items():
        try:
            rosters[name] = published(load(folder).snapshot)
        except SummitryError as error:
            yield {"instance": name, "error": told(error)}
            continue
        if not rosters[name].duties:
            del rosters[name]
            yield {"instance": name, "error": f"{name}: the plan has no shift that could be lost"}

    def cases_of(seed: int) -> Iterator[Case[Broken]]:
        for name, roster in rosters.items():
            for lost in arguments.lost:
                read = partial(_broken, roster, lost, seed)
                yield Case(f"{name}, {lost} lost", read)

    yield from rows_of(arguments, cases_of, partial(measured, arguments))


def _broken(roster: Roster, lost: int, seed: int) -> Broken:
    return Broken(roster, drawn(roster, lost, seed), lost)


def drawn(roster: Roster, lost: int, seed: int) -> Loss:
    """Return a loss of so many of those on duty at the busiest moment, for a day."""
    moments = sorted({duty.start for duty in roster.duties})
    busy = max(moments, key=lambda m: (sum(d.start <= m < d.end for d in roster.duties), -m))
    there = sorted({d.person for d in roster.duties if d.start <= busy < d.end})
    order = stream(seed, "benchmark", "replan").permutation(len(there))[:lost]
    away = tuple((there[int(each)], busy, busy + DAY) for each in order)
    return Loss(away=away, since=busy)


def measured(arguments: Namespace, broken: Broken, engine: str, seed: int) -> Row:
    """Return one row."""
    seconds = SECONDS if arguments.seconds is None else arguments.seconds
    roster, loss = broken.roster, broken.loss
    began = perf_counter()
    result: Result | None = None
    if engine == OURS:
        result = mend(
            roster, loss, stream(seed, "replan"), lambda: perf_counter() - began,
            seconds=seconds, seed=seed,
        )  # fmt: skip
        steps: Sequence[Step] = result.best.steps
    elif engine == "cp-sat":
        steps = cp_sat(roster, loss, seconds, seed, arguments.workers)
    else:
        steps = first_free(roster, loss)
    took = perf_counter() - began
    left = after(roster, loss)
    duties = duties_after(left, steps)
    posts = sorted({step.job.post for step in steps} | left.touched)
    missing = verify.uncovered(roster, loss, duties, posts)
    nothing = verify.uncovered(roster, loss, left.duties, posts)
    asked = {step.person for step in steps} | {step.job.holder for step in steps}
    return {
        "lost": broken.lost,
        "forced": len(left.jobs),
        "changed": changes(steps),
        "ratio": round(changes(steps) / len(left.jobs), 2) if left.jobs else 1.0,
        "people": len(asked - {NOBODY}),
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
        "illegal": verify.faults(roster, loss, roster.duties, duties),
    }
