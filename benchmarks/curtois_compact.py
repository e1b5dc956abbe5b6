"""The compact model of a roster, for CP-SAT and HiGHS alike: a variable for officer, day, kind."""

from collections.abc import Iterator
from itertools import product

import highspy
import numpy as np
from ortools.sat.python import cp_model

from benchmarks.cp_sat import solver as cp_sat_solver
from summitry.roster.problem import OFF, WEEK, Officer, Pattern, Problem

Term = tuple[int, int]
"""Coefficient and number of a variable."""
Line = tuple[list[Term], float, float]
"""A sum of terms, and between what it must lie."""
ENDLESS = 1e9


class Compact:
    """Variables and lines of the model; variables are numbered as they are made.

    x[n, d, k]: officer n works kind k on day d; w[n, v]: works on weekend v; then for each weighed
    day and kind how many too few and too many.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.upper: list[int] = []
        self.costs: list[int] = []
        self.constant = 0
        self.lines: list[Line] = []
        shape = (len(problem.officers), problem.days, len(problem.kinds))
        self.works = np.array([self._new(1) for _ in range(np.prod(shape))]).reshape(shape)
        for number, officer in enumerate(problem.officers):
            self._price(number)
            self.lines += self._limits(number, officer)
            self.lines += self._rows(number, officer)
        self._cover()

    def _new(self, upper: int, cost: int = 0) -> int:
        self.upper.append(upper)
        self.costs.append(cost)
        return len(self.upper) - 1

    def _price(self, number: int) -> None:
        """Price what is worked against a day off: a denied wish to work costs where one is off."""
        own = self.problem.costs[number]
        self.constant += int(own[:, -1].sum())
        for day, kind in product(range(self.problem.days), range(len(self.problem.kinds))):
            self.costs[self.works[number, day, kind]] = int(own[day, kind] - own[day, -1])

    def _limits(self, number: int, officer: Officer) -> Iterator[Line]:
        works, problem = self.works[number], self.problem
        for day in range(problem.days):
            yield [(1, int(each)) for each in works[day]], 0, int(day not in officer.days_off)
        minutes = [
            (problem.kinds[kind].minutes, int(works[day, kind]))
            for day, kind in product(range(problem.days), range(len(problem.kinds)))
        ]
        yield minutes, officer.minutes_min, officer.minutes_max
        for kind, most in officer.kinds_max.items():
            yield [(1, int(each)) for each in works[:, kind]], 0, most
        for day, kind in product(range(problem.days - 1), range(len(problem.kinds))):
            for after in problem.kinds[kind].not_before:
                yield [(1, int(works[day, kind])), (1, int(works[day + 1, after]))], 0, 1
        # A horizon that ends on a Saturday has a weekend of one day at its end.
        weekends = [self._new(1) for _ in range((problem.days + 1) // WEEK)]
        for number_of, weekend in enumerate(weekends):
            saturday = number_of * WEEK + WEEK - 2
            for day in range(saturday, min(saturday + 2, problem.days)):
                yield [*((1, int(each)) for each in works[day]), (-1, weekend)], -1, 0
        yield [(1, each) for each in weekends], 0, officer.weekends_max

    def _rows(self, number: int, officer: Officer) -> Iterator[Line]:
        """Yield the limits of stretches: the longest, and no shorter one inside the horizon."""
        days, works = self.problem.days, self.works[number]

        def on(day: int, sign: int = 1) -> list[Term]:
            return [(sign, int(each)) for each in works[day]]

        longest = officer.working_days_max
        for first in range(days - longest):
            yield [t for day in range(first, first + longest + 1) for t in on(day)], 0, longest
        for length in range(1, officer.working_days_min):
            for first in range(1, days - length):
                inner = [t for day in range(first, first + length) for t in on(day)]
                around = [*on(first - 1, -1), *on(first + length, -1)]
                yield [*inner, *around], -ENDLESS, length - 1
        for length in range(1, officer.days_off_min):
            for first in range(1, days - length):
                inner = [t for day in range(first, first + length) for t in on(day, -1)]
                around = [*on(first - 1), *on(first + length)]
                yield [*inner, *around], -ENDLESS, 1

    def _cover(self) -> None:
        problem = self.problem
        for day, kind in product(range(problem.days), range(len(problem.kinds))):
            missing, surplus = int(problem.missing[day, kind]), int(problem.surplus[day, kind])
            if not missing and not surplus:
                continue
            need = int(problem.needs[day, kind])
            few, many = self._new(need, missing), self._new(len(problem.officers), surplus)
            terms = [(1, int(each)) for each in self.works[:, day, kind]]
            self.lines.append(([*terms, (1, few), (-1, many)], need, need))

    def roster(self, values: np.ndarray) -> tuple[Pattern, ...]:
        """Return the roster of a solution."""
        taken = np.round(values[self.works]).astype(bool)
        kinds = np.where(taken.any(axis=2), taken.argmax(axis=2), OFF)
        return tuple(tuple(row) for row in kinds.tolist())


Solved = tuple[tuple[Pattern, ...] | None, float]
"""A roster, None where none was found, and a bound."""


def cp_sat(problem: Problem, seconds: float, seed: int, workers: int) -> Solved:
    """Return CP-SAT's roster and bound."""
    compact, model = Compact(problem), cp_model.CpModel()
    variables = [model.new_int_var(0, upper, "") for upper in compact.upper]
    for terms, low, high in compact.lines:
        total = sum(factor * variables[number] for factor, number in terms)
        model.add_linear_constraint(total, int(low), int(high))
    model.minimize(sum(c * v for c, v in zip(compact.costs, variables, strict=True) if c))
    solver = cp_sat_solver(seconds, seed, workers)
    status = solver.solve(model)
    bound = solver.best_objective_bound + compact.constant
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return None, bound
    return compact.roster(np.array([solver.value(each) for each in variables])), bound


def highs(problem: Problem, seconds: float, seed: int, workers: int) -> Solved:
    """Return HiGHS's roster and bound."""
    # The solver keeps the number of threads of its first run in this process, and fails at another.
    highspy.Highs.resetGlobalScheduler(True)
    compact, solver = Compact(problem), highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("threads", workers)
    solver.setOptionValue("time_limit", seconds)
    solver.setOptionValue("random_seed", seed)
    none = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
    for cost, upper in zip(compact.costs, compact.upper, strict=True):
        solver.addCol(float(cost), 0.0, float(upper), 0, *none)
    count = len(compact.upper)
    kinds = np.array([highspy.HighsVarType.kInteger] * count)
    solver.changeColsIntegrality(count, np.arange(count, dtype=np.int32), kinds)
    for terms, low, high in compact.lines:
        numbers = np.array([number for _, number in terms], dtype=np.int32)
        factors = np.array([factor for factor, _ in terms], dtype=np.float64)
        least = -highspy.kHighsInf if low <= -ENDLESS else float(low)
        solver.addRow(least, float(high), len(terms), numbers, factors)
    solver.run()
    highspy.Highs.resetGlobalScheduler(True)
    info = solver.getInfo()
    bound = info.mip_dual_bound + compact.constant
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        return None, bound
    return compact.roster(np.array(solver.getSolution().col_value)), bound
