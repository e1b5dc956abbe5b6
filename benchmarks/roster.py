"""Rosters at the size of an event: uncovered against the proven minimum, beside a greedy filler.

Officers are drawn by seed: units, skills, and for some a leave of their own. Posts stand in
sectors; people of the sector's own unit and of the next may stand there. There are three shifts a
day.
"""

from argparse import ArgumentParser, Namespace
from collections import Counter
from collections.abc import Iterator
from time import perf_counter

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.__main__ import write_json
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.kit.time import DAY_SECONDS, HOUR_SECONDS
from summitry.roster.staffing.checker import faults
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    Missing,
    OfficerType,
    Problem,
    Result,
    Rules,
)
from summitry.roster.staffing.solve import Limits, solve

SKILLS = (0b000, 0b001, 0b010, 0b011, 0b101, 0b111)
SHARES = (0.45, 0.20, 0.15, 0.10, 0.06, 0.04)
"""What officers hold, and how many of them: a common skill, a second one, a rare one on top."""
ASKED = (0b000, 0b001, 0b010, 0b101)
ASKED_SHARES = (0.62, 0.20, 0.14, 0.04)
SHIFTS = 3
SHIFT_SECONDS = 8 * HOUR_SECONDS
TOURS_MAX, IN_ROW_MAX = 10, 6
REST_SECONDS = 11 * HOUR_SECONDS
LEAVE_SHARE = 0.05
LEAVE_DAYS = (1, 4)
PRIORITIES = (0.3, 0.5, 0.2)


def made(officers: int, posts: int, days: int, *, units: int, load: float, seed: int) -> Problem:
    """Return a problem in which so much of what officers can do is asked for."""
    chance = stream(seed, "benchmark", "roster")
    types = _types(officers, days, units, chance)
    tours = TOURS_MAX * days / 14
    slots = round(load * officers * tours)
    return Problem(
        demands=_demands(slots, posts, days, units, chance),
        types=types,
        rules=Rules(
            rest_seconds_min=REST_SECONDS,
            tour_seconds_max=12 * HOUR_SECONDS,
            gate_seconds_max=2 * HOUR_SECONDS,
            handover_seconds=0,
            days_in_row_max=IN_ROW_MAX,
            tours_max=int(tours),
        ),
        skills=(("qualification", "A"), ("qualification", "B"), ("language", "C")),
    )


def _types(
    officers: int, days: int, units: int, chance: np.random.Generator
) -> tuple[OfficerType, ...]:
    unit = chance.permutation(np.arange(officers) % units)
    skill = chance.choice(len(SKILLS), size=officers, p=SHARES)
    on_leave = chance.random(officers) < LEAVE_SHARE
    first = chance.integers(days, size=officers)
    length = chance.integers(*LEAVE_DAYS, size=officers)
    groups: dict[tuple[int, ...], list[PersonId]] = {}
    for number in range(officers):
        leave = (first[number], first[number] + length[number]) if on_leave[number] else (0, 0)
        key = (int(unit[number]), int(skill[number]), int(leave[0]), int(leave[1]))
        groups.setdefault(key, []).append(PersonId(f"o-{number:05}"))
    return tuple(
        OfficerType(
            unit_id=UnitId(f"U{unit_number:02}"),
            persons=tuple(persons),
            skills=SKILLS[skill_number],
            away=((start * DAY_SECONDS, end * DAY_SECONDS),) if end else (),
        )
        for (unit_number, skill_number, start, end), persons in sorted(groups.items())
    )


def _demands(
    slots: int, posts: int, days: int, units: int, chance: np.random.Generator
) -> tuple[Demand, ...]:
    """Return demands of posts that are held day and night, so many people in all."""
    windows = days * SHIFTS
    sector = np.sort(np.arange(posts) % units)
    asked = chance.choice(len(ASKED), size=(posts, 64), p=ASKED_SHARES)
    priority = chance.choice(len(PRIORITIES), size=posts, p=PRIORITIES)
    each = slots // (posts * windows)
    more = slots - each * posts * windows
    # What is left over goes to some windows of some posts.
    extra = np.zeros(posts * windows, dtype=np.int64)
    extra[chance.permutation(posts * windows)[:more]] = 1
    found = []
    for post in range(posts):
        home = int(sector[post])
        allowed = (UnitId(f"U{home:02}"), UnitId(f"U{(home + 1) % units:02}"))
        for window in range(windows):
            count = each + int(extra[post * windows + window])
            masks = np.bincount(asked[post, :count], minlength=len(ASKED))
            start = window * SHIFT_SECONDS
            for number, people in enumerate(masks.tolist()):
                if people:
                    found.append(
                        Demand(
                            post_id=PostId(f"P{post:04}"),
                            start=start,
                            end=start + SHIFT_SECONDS,
                            day=start // DAY_SECONDS,
                            count=people,
                            skills=ASKED[number],
                            units=allowed,
                            home=allowed[0],
                            priority=int(priority[post]),
                        )
                    )
    return tuple(found)


SIZES = {
    "small": (1_000, 100, 14, 4),
    "event": (10_000, 1_000, 14, 30),
    "huge": (45_000, 5_000, 16, 60),
}
"""Officers, posts, days and units."""
SECONDS = {"small": 20.0, "event": 60.0, "huge": 600.0}
LOADS = (0.95, 1.007)
Cell = tuple[tuple[int, int, int], int, tuple[UnitId, ...]]

COMPARED = "small"
"""The size at which the whole model is handed to a solver too."""


def configure(parser: ArgumentParser) -> None:
    """Add what only this benchmark asks."""
    parser.add_argument("--sizes", default="small,event", help="of: " + ", ".join(SIZES))
    parser.add_argument("--seeds", type=int, default=1, help="how many seeds, from --seed on")
    parser.add_argument("--only-ours", action="store_true", help="no greedy filler, no solver")


def run(arguments: Namespace) -> int:
    """Roster each size at each load and seed; return 1 where a roster is illegal."""
    rows = []
    for size in arguments.sizes.split(","):
        for load in LOADS:
            for seed in range(arguments.seed, arguments.seed + arguments.seeds):
                for row in _measured(size, load, seed, arguments):
                    rows.append(row)
                    print("  " + ", ".join(f"{k} {v}" for k, v in row.items()), flush=True)
    write_json(arguments, {"rows": rows})
    return 1 if any(row["illegal"] for row in rows) else 0


def _measured(
    size: str, load: float, seed: int, arguments: Namespace
) -> Iterator[dict[str, object]]:
    officers, posts, days, units = SIZES[size]
    problem = made(officers, posts, days, units=units, load=load, seed=seed)
    seconds = arguments.seconds or SECONDS[size]
    base = {"instance": f"{size} {load:.1%}", "seed": seed, "asked": problem.slots}

    began = perf_counter()
    result = solve(
        problem,
        stream(seed, "roster"),
        Limits(elapsed=lambda: perf_counter() - began, seconds=seconds),
        seed=seed,
    )
    took = perf_counter() - began
    yield {
        **base,
        "engine": "summitry",
        "cost": result.uncovered_total,
        "bound": result.bound,
        "gap of demand": f"{result.gap / max(1, problem.slots):.4%}",
        "by priority": result.uncovered,
        "least up to priority": result.bounds,
        "lent": result.lent,
        "seconds": round(took, 1),
        "ending": str(result.ending),
        "illegal": len(faults(problem, result)),
    }
    if arguments.only_ours:
        return
    began = perf_counter()
    filled = greedy(problem)
    yield {
        **base,
        "engine": "greedy",
        "cost": filled.uncovered_total,
        "bound": 0,
        "seconds": round(perf_counter() - began, 1),
        "illegal": len(faults(problem, filled)),
    }
    if size == COMPARED:
        began = perf_counter()
        cost, bound = cp_sat(problem, seconds)
        yield {
            **base,
            "engine": "cp-sat",
            "cost": cost,
            "bound": bound,
            "seconds": round(perf_counter() - began, 1),
            "illegal": 0,
        }


def greedy(problem: Problem) -> Result:
    """Return the roster of a filler: window by window, the least used who may and are rested.

    What is hardest to fill comes first in a window, and who can do least is taken first.
    """
    rules = problem.rules
    officers = [(person, each) for each in problem.types for person in each.persons]
    by_unit: dict[UnitId, list[int]] = {}
    for number, (_, each) in enumerate(officers):
        by_unit.setdefault(each.unit_id, []).append(number)
    last_end = [-(10**9)] * len(officers)
    days: list[list[int]] = [[] for _ in officers]
    found: list[Assignment] = []
    lent = 0
    order = sorted(
        range(len(problem.demands)),
        key=lambda place: (
            problem.demands[place].start,
            problem.demands[place].priority,
            -problem.demands[place].skills.bit_count(),
        ),
    )
    for place in order:
        demand = problem.demands[place]
        able = [
            number
            for unit in demand.units
            for number in by_unit.get(unit, ())
            if last_end[number] + rules.rest_seconds_min <= demand.start
            and len(days[number]) < (rules.tours_max or len(problem.demands))
            and officers[number][1].can(demand)
            and not _too_many_in_row(days[number], demand.day, rules.days_in_row_max)
        ]
        able.sort(key=lambda n: (officers[n][1].skills.bit_count(), len(days[n]), n))
        for number in able[: demand.count]:
            last_end[number] = demand.end
            days[number].append(demand.day)
            lent += officers[number][1].unit_id != demand.home
            found.append(Assignment(place, officers[number][0]))
    there = Counter(each.demand for each in found)
    missing = tuple(
        Missing(place, demand.count - there[place])
        for place, demand in enumerate(problem.demands)
        if demand.count > there[place]
    )
    uncovered = [0] * problem.priorities
    for lack in missing:
        uncovered[problem.demands[lack.demand].priority] += lack.count
    return Result(
        assignments=tuple(found),
        missing=missing,
        uncovered=tuple(uncovered),
        bound=0,
        lent=lent,
    )


def _too_many_in_row(days: list[int], day: int, most: int | None) -> bool:
    if most is None:
        return False
    own = {*days, day}
    row = 0
    while day - row in own:
        row += 1
    return row > most


def cp_sat(problem: Problem, seconds: float) -> tuple[int, int]:
    """Return what CP-SAT leaves uncovered, and its bound, on types in whole numbers of windows.

    The model counts people of a type in each window and forbids too short a rest between two
    windows by count; days in a row are left out. Its answer is therefore easier than ours.
    """
    model = cp_model.CpModel()
    windows = sorted({(demand.start, demand.end, demand.day) for demand in problem.demands})
    at = {window: place for place, window in enumerate(windows)}
    cells: dict[Cell, int] = {}
    for demand in problem.demands:
        key = ((demand.start, demand.end, demand.day), demand.skills, demand.units)
        cells[key] = cells.get(key, 0) + demand.count
    comes: dict[Cell, list[cp_model.IntVar]] = {key: [] for key in cells}
    samples = {((d.start, d.end, d.day), d.skills, d.units): d for d in problem.demands}
    for each in problem.types:
        here: list[list[cp_model.IntVar]] = [[] for _ in windows]
        for key, sample in samples.items():
            if each.can(sample):
                people = model.new_int_var(0, len(each.persons), "")
                comes[key].append(people)
                here[at[key[0]]].append(people)
        totals = [sum(some) if some else 0 for some in here]
        for first in range(len(windows)):
            close = [
                place
                for place in range(first, len(windows))
                if windows[place][0] < windows[first][1] + problem.rules.rest_seconds_min
            ]
            model.add(sum(totals[place] for place in close) <= len(each.persons))
        model.add(sum(totals) <= len(each.persons) * (problem.rules.tours_max or len(windows)))
    short = []
    for key, need in cells.items():
        missing = model.new_int_var(0, need, "")
        model.add(sum(comes[key]) + missing >= need)
        short.append(missing)
    model.minimize(sum(short))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return problem.slots, 0
    return round(solver.objective_value), round(solver.best_objective_bound)
