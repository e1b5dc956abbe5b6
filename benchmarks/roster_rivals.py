"""What rosters are compared with: a filler that goes window by window, and CP-SAT."""

from collections import Counter
from collections.abc import Callable

from ortools.sat.python import cp_model

from summitry.kit.ids import UnitId
from summitry.roster.staffing.problem import Assignment, Missing, Problem, Result

Cell = tuple[tuple[int, int, int], int, tuple[UnitId, ...]]


def greedy(problem: Problem, stop: Callable[[], bool]) -> Result:
    """Return the roster of a filler: window by window, the least used who may and are rested.

    What is hardest to fill comes first in a window, and who can do least is taken first. When the
    time is up, what has not been looked at stays empty.
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
        if stop():
            break
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


def cp_sat(problem: Problem, seconds: float, workers: int) -> tuple[int, int]:
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
    solver.parameters.num_workers = workers
    status = solver.solve(model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return problem.slots, 0
    return round(solver.objective_value), round(solver.best_objective_bound)
