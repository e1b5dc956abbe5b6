"""The smallest reasons for planted shortages: one shift, a day, several days; and their time.

Planted are skills, and one of each other kind in a unit of its own: leave, rest, length of duty,
time at a gate, ways, what ends too early, and a post on which its own unit has nobody.
"""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from time import perf_counter

from benchmarks.cases import Case, rows_of
from benchmarks.runs import Told, arguments_of, wanted
from benchmarks.summary import Row
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.roster.reasons.answer import Shortage
from summitry.roster.reasons.find import Params, reasons
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules

HOUR, DAY = 3_600, 86_400
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=900,
    days_in_row_max=6,
    tours_max=10,
)
SIZES = ((3_500, 1), (120, 3), (400, 5), (1_000, 7))
"""Officers and days; the first is one shift."""
UNITS = 20
SKILLS, KINDS = 3, 7
PLANTED = SKILLS + KINDS
CORES_MAX = 2 * PLANTED
TOLD = Told(("seconds", "seconds with ways"), ("cores", "planted found"))
SKILLED_SHARE, LEAVE_SHARE = 0.2, 0.05


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    arguments_of(parser, ())


def run(arguments: Namespace) -> int:
    """Explain each size; return 1 where a planted reason is not found."""
    rows = TOLD.record(
        arguments, rows_of(arguments, partial(cases_of, arguments), partial(measured, arguments))
    )
    return 1 if any(row.get("planted found") != PLANTED for row in rows) else 0


def cases_of(arguments: Namespace, seed: int) -> Iterator[Case[Problem]]:
    """Yield the sizes."""
    for officers, days in SIZES:
        name = f"{officers} officers, {days} days"
        if wanted(arguments, name):
            yield Case(name, partial(planted, officers, days, seed))


def measured(arguments: Namespace, problem: Problem, _engine: str, seed: int) -> Row:
    """Return one row: reasons alone, and with the ways out of them."""
    seconds = float("inf") if arguments.seconds is None else arguments.seconds
    bare, found_bare = _timed(problem, Params(with_ways=False, cores_max=CORES_MAX), seconds)
    full, found = _timed(problem, Params(cores_max=CORES_MAX), seconds)
    cores = found.found
    posts = [
        {problem.demands[d].post_id for group in each.core.groups for d in group.demands}
        for each in cores
    ]
    return {
        "demands": len(problem.demands),
        "people asked": problem.slots,
        "lack": found.lack,
        "cores": len(cores),
        "planted found": sum(any(f"X{n}" in names for names in posts) for n in range(PLANTED)),
        "minimal": all(each.core.is_minimal for each in found_bare.found),
        "ways": sum(len(each.ways) for each in cores),
        "seconds": round(bare, 3),
        "seconds with ways": round(full, 3),
        "seed": seed,
    }


def _timed(problem: Problem, params: Params, seconds: float) -> tuple[float, Shortage]:
    began = perf_counter()
    found = reasons(problem, params=params, stop=_stop(began, seconds))
    return perf_counter() - began, found


def _stop(began: float, seconds: float) -> Callable[[], bool]:
    return lambda: perf_counter() - began > seconds


def planted(officers: int, days: int, seed: int) -> Problem:
    """Return a problem that can be met but for what is planted."""
    draw = stream(seed, "benchmark", "reasons", str(officers))
    per = officers // UNITS
    types: dict[tuple[str, int, tuple[tuple[int, int], ...]], list[str]] = {}
    for number in range(officers):
        skills = 2 if number // UNITS < max(per // 10, 1) else int(draw.random() < SKILLED_SHARE)
        away: tuple[tuple[int, int], ...] = ()
        if days > 1 and skills == 0 and draw.random() < LEAVE_SHARE:
            day = int(draw.integers(days))
            away = ((day * DAY, (day + 1) * DAY),)
        types.setdefault((f"U{number % UNITS}", skills, away), []).append(f"o{number}")
    demands = [
        _demand(f"{unit}-{post}", day, shift, 2, 0, f"U{unit}")
        for day in range(days)
        for shift in range(3 if days > 1 else 1)
        for unit in range(UNITS)
        for post in range(max(1, per // 10 if days > 1 else per * 3 // 8))
    ]
    specialists = max(per // 10, 1)
    demands += [
        _demand(f"X{each}", each % days, 0, specialists + 1 + each, 2, f"U{each}")
        for each in range(SKILLS)
    ]
    others, officers_of = _kinds()
    demands += others
    return Problem(
        demands=tuple(demands),
        types=tuple(
            OfficerType(unit_id=UnitId(u), persons=tuple(map(PersonId, p)), skills=s, away=a)
            for (u, s, a), p in types.items()
        )
        + officers_of,
        rules=RULES,
        skills=(("qualification", "first"), ("qualification", "second")),
    )


def _kinds() -> tuple[list[Demand], tuple[OfficerType, ...]]:
    """Return a shortage of each kind that is not a matter of skills, each in a unit of its own."""
    asked: Sequence[Sequence[tuple[float, float, dict[str, object]]]] = (
        ((0, 8, {"count": 5}),),
        ((0, 8, {}), (16, 24, {})),
        ((0, 8, {}), (8, 16, {})),
        ((8, 10, {"gate": "G"}), (10, 12, {"gate": "G"})),
        ((0, 4, {"site": "north"}), (4, 8, {"site": "south"})),
        ((0, 8, {"skills": 1}),),
        ((0, 8, {}),),
    )
    has: Sequence[Sequence[dict[str, object]]] = (
        ({}, {}, {}, {"away": ((0, DAY),)}, {"away": ((0, DAY),)}),
        ({},), ({},), ({},), ({},), ({"skills": 1, "expires": ((0, 4 * HOUR),)},), (),
    )  # fmt: skip
    demands = [
        Demand(
            post_id=PostId(f"X{number}"), units=(UnitId(f"V{number}"),), day=0,
            start=int(start * HOUR), end=int(end * HOUR), **more,  # type: ignore[arg-type]  # by name
        )
        for number, windows in enumerate(asked, start=SKILLS)
        for start, end, more in windows
    ]  # fmt: skip
    types = tuple(
        OfficerType(
            unit_id=UnitId(f"V{number}"), persons=(PersonId(f"v{number}-{each}"),), **more,  # type: ignore[arg-type]  # by name
        )
        for number, own in enumerate(has, start=SKILLS)
        for each, more in enumerate(own)
    )  # fmt: skip
    return demands, types


def _demand(post: str, day: int, shift: int, count: int, skills: int, unit: str) -> Demand:
    start = day * DAY + shift * 8 * HOUR
    return Demand(
        post_id=PostId(post), start=start, end=start + 8 * HOUR + 900, day=day, count=count,
        skills=skills, units=(UnitId(unit),),
    )  # fmt: skip
