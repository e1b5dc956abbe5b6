"""A morning that goes wrong: the busiest approach to the hall closed, and one flight 75 min late.

A schedule is made, then the day changes and it is mended in five seconds. Told are how many were
forced to move, how many change for each of them, and how many have no time though the bound would
allow it.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from functools import partial
from time import perf_counter

from msgspec.structs import replace

from benchmarks.cases import code_of, has_any, none_found, rows_of
from benchmarks.motorcades import by_problem, cases_of
from benchmarks.motorcades_city import DAY, HOUR
from benchmarks.runs import Told, arguments_of
from benchmarks.summary import Row
from summitry.kit.streams import stream
from summitry.move.checker import broken_rules
from summitry.move.problem import (
    SLOTS_A_MINUTE,
    Block,
    Motorcade,
    Problem,
    Schedule,
    minutes,
)
from summitry.move.replan import replan
from summitry.move.search import Search
from summitry.move.solve import warm

SECONDS, SEEDS, PLAN_SECONDS, BOUND_SECONDS = 5.0, 10, 30.0, 30.0
LATE = 75 * SLOTS_A_MINUTE
TOLD = Told(
    ("unscheduled", "changed", "cost"),
    ("unscheduled_min", "forced", "ratio", "seconds"),
    by_problem,
)
MORNING = (DAY + 5 * HOUR, DAY + 11 * HOUR)


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, (), seeds=SEEDS)
    parser.add_argument("--plan-seconds", type=float, default=PLAN_SECONDS)
    parser.add_argument("--bound-seconds", type=float, default=BOUND_SECONDS)
    parser.set_defaults(write=None)


def run(arguments: Namespace) -> int:
    """Mend each city's schedule; return 1 where one is illegal, 2 where there is no problem."""
    cases = partial(cases_of, arguments)
    if not has_any(arguments, cases):
        return none_found(arguments, "*.json, as `motorcades --write` writes them")
    warm()
    rows = TOLD.record(arguments, rows_of(arguments, cases, partial(_measured, arguments)))
    return code_of(rows)


def disturbed(problem: Problem, schedule: Schedule) -> Problem:
    """Return the problem with the approach most used that morning closed, and one flight late."""
    used: Counter[int] = Counter()
    for own, departure in zip(problem.motorcades, schedule, strict=True):
        if departure is not None and MORNING[0] <= departure.slot < MORNING[1]:
            used[own.ways[departure.way].passages[-1].segment] += 1
    closed = used.most_common(1)[0][0]
    motorcades = list(problem.motorcades)
    motorcades[0] = _late(motorcades[0])
    block = Block(segment=closed, start=MORNING[0], end=MORNING[1])
    return replace(problem, motorcades=tuple(motorcades), blocks=(*problem.blocks, block))


def _late(motorcade: Motorcade) -> Motorcade:
    ways = tuple(
        replace(way, earliest=way.earliest + LATE, latest=way.latest + LATE, ideal=way.ideal + LATE)
        for way in motorcade.ways
    )
    return replace(motorcade, ways=ways)


def _measured(arguments: Namespace, problem: Problem, _engine: str, seed: int) -> Row:
    began = perf_counter()
    search = Search(problem, stream(seed, "motorcades"))
    search.search(lambda: perf_counter() - began, arguments.plan_seconds, lambda: False)
    before = search.best
    day = disturbed(problem, before)
    began = perf_counter()
    mended = replan(
        day,
        before,
        stream(seed, "replan"),
        lambda: perf_counter() - began,
        seconds=SECONDS if arguments.seconds is None else arguments.seconds,
        bound_seconds=arguments.bound_seconds,
    )
    return {
        "cost": minutes(mended.best.cost),
        "forced": len(mended.forced),
        "changed": len(mended.best.changed),
        "ratio": round(mended.ratio, 2),
        "unscheduled": mended.best.unscheduled,
        "unscheduled_min": mended.unscheduled_min,
        "others": {
            each.kind.value: [len(each.changed), each.unscheduled, minutes(each.cost)]
            for each in (mended.best, *mended.others)
        },
        "seconds": round(mended.seconds, 2),
        "bound_seconds": round(mended.bound_seconds, 1),
        "seed": seed,
        "illegal": [str(each) for each in broken_rules(day, mended.best.schedule)],
    }
