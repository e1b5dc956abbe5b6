"""What rosters are compared with: a filler that goes window by window, and CP-SAT."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from ortools.sat.python import cp_model

from benchmarks.cp_sat import solver as cp_sat_solver
from summitry.kit.ids import PersonId, UnitId
from summitry.roster.staffing.checker import legal_part
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    Missing,
    Problem,
    Result,
    lent_of,
    uncovered_of,
)

Window = tuple[int, int, int]
"""Start, end and day."""
Cell = tuple[Window, int, tuple[UnitId, ...]]
"""A window, the skills and the units of what is asked for."""


def cell_of(demand: Demand) -> Cell:
    """Return the cell of the demand."""
    return (demand.start, demand.end, demand.day), demand.skills, demand.units


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
            for unit in demand.units or by_unit
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
            found.append(Assignment(place, officers[number][0]))
    return _told(problem, found, bound=0)


def _told(problem: Problem, found: Iterable[Assignment], bound: int) -> Result:
    """Return what is legal of the roster, and what is missing then."""
    legal = tuple(sorted(legal_part(problem, found)))
    there = Counter(each.demand for each in legal)
    missing = tuple(
        Missing(place, demand.count - there[place])
        for place, demand in enumerate(problem.demands)
        if demand.count > there[place]
    )
    return Result(
        assignments=legal,
        missing=missing,
        uncovered=uncovered_of(problem, missing),
        bound=bound,
        lent=lent_of(problem, legal),
    )


def _too_many_in_row(days: list[int], day: int, most: int | None) -> bool:
    if most is None:
        return False
    own = {*days, day}
    row = 0
    while day - row in own:
        row += 1
    return row > most


def cp_sat(problem: Problem, seconds: float, seed: int, workers: int) -> Result:
    """Return the roster that CP-SAT's numbers come to, and its bound.

    The model counts people of a type in each window, and limits by count rest, tours and days in
    row; it is easier than the problem, so that its bound holds. Its people are then named window by
    window, and what breaks a rule is left out. Windows that touch are not joined in it: it is for
    problems in which two of them are longer than a tour may be.
    """
    model = _Model(problem)
    solver = cp_sat_solver(seconds, seed, workers)
    status = solver.solve(model.model)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return _told(problem, (), bound=max(0, round(solver.best_objective_bound)))
    people = {key: solver.value(each) for key, each in model.people.items()}
    bound = max(0, round(solver.best_objective_bound))
    return _told(problem, _named(problem, people), bound)


class _Model:
    """How many people of each type come to each cell."""

    def __init__(self, problem: Problem) -> None:
        self.model = cp_model.CpModel()
        self.people: dict[tuple[int, Cell], cp_model.IntVar] = {}
        self._problem = problem
        samples = {cell_of(each): each for each in problem.demands}
        comes: dict[Cell, list[cp_model.IntVar]] = {cell: [] for cell in samples}
        for number, each in enumerate(problem.types):
            here: dict[Window, list[cp_model.IntVar]] = {}
            for cell, sample in samples.items():
                if each.can(sample):
                    people = self.model.new_int_var(0, len(each.persons), "")
                    self.people[number, cell] = people
                    comes[cell].append(people)
                    here.setdefault(cell[0], []).append(people)
            self._limit(here, len(each.persons))
        needs: Counter[Cell] = Counter()
        for demand in problem.demands:
            needs[cell_of(demand)] += demand.count
        missing = []
        for cell, need in needs.items():
            missing.append(self.model.new_int_var(0, need, ""))
            self.model.add(sum(comes[cell]) + missing[-1] >= need)
        self.model.minimize(sum(missing))

    def _limit(self, here: dict[Window, list[cp_model.IntVar]], persons: int) -> None:
        rules = self._problem.rules
        windows = sorted(here)
        for number, (_, end, _) in enumerate(windows):
            close = [w for w in windows[number:] if w[0] < end + rules.rest_seconds_min]
            self.model.add(sum(each for w in close for each in here[w]) <= persons)
        if rules.tours_max is not None:
            tours = sum(each for own in here.values() for each in own)
            self.model.add(tours <= persons * rules.tours_max)
        if rules.days_in_row_max is not None:
            most = rules.days_in_row_max
            for first in sorted({day for *_, day in windows}):
                row = [each for w in windows if first <= w[2] <= first + most for each in here[w]]
                self.model.add(sum(row) <= persons * most)


def _named(problem: Problem, people: dict[tuple[int, Cell], int]) -> Iterator[Assignment]:
    """Yield who goes where: of those rested, whoever has the fewest days in a row and tours."""
    rules = problem.rules
    places: dict[Cell, list[int]] = {}
    for place, demand in enumerate(problem.demands):
        places.setdefault(cell_of(demand), []).extend([place] * demand.count)
    last_end = {person: -(10**9) for each in problem.types for person in each.persons}
    days: dict[PersonId, list[int]] = {person: [] for person in last_end}
    for (number, cell), count in sorted(people.items(), key=lambda each: each[0][1][0]):
        start, end, day = cell[0]
        able = [
            person
            for person in problem.types[number].persons
            if last_end[person] + rules.rest_seconds_min <= start
            and len(days[person]) < (rules.tours_max or len(problem.demands))
            and not _too_many_in_row(days[person], day, rules.days_in_row_max)
        ]
        able.sort(key=lambda person: len(days[person]))
        for person in able[: min(count, len(places[cell]))]:
            last_end[person] = end
            days[person].append(day)
            yield Assignment(places[cell].pop(), person)
