"""The linear relaxation over patterns: which mixture of the patterns known covers at the least cost."""

from collections.abc import Sequence

import highspy
import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.roster.problem import OFF, Pattern, Problem

PRIMAL = 4
"""The solver's number for its primal simplex method."""
WHOLE_MIN = 0.5
"""From this share on a pattern counts as taken: in a whole choice shares are 0 or 1."""


class Prices(Struct, frozen=True, kw_only=True):
    """What the relaxation says of the problem: its value, and what covers and officers are worth."""

    value: float
    covers: np.ndarray
    """Day × kind: by how much the cost falls with one more who works there."""
    officers: np.ndarray

    def gain(self, officer: int, pattern: Pattern, cost: int) -> float:
        """Return what the pattern would add to the value, by share; below 0 it lowers it."""
        worth = sum(self.covers[day, kind] for day, kind in enumerate(pattern) if kind != OFF)
        return float(cost - worth - self.officers[officer])


class Master:
    """The relaxation of a problem, to which patterns are added as they are found.

    A row for each officer asks for one pattern; a row for each day and kind with a demand weighs
    who work there, too few and too many against the need.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.columns: list[tuple[int, Pattern]] = []
        self._known: set[tuple[int, Pattern]] = set()
        weighed = (problem.missing > 0) | (problem.surplus > 0)
        self._cells = np.full(weighed.shape, -1, dtype=np.int64)
        self._cells[weighed] = len(problem.officers) + np.arange(int(weighed.sum()))
        self._solver = highspy.Highs()
        self._solver.setOptionValue("output_flag", False)
        self._solver.setOptionValue("threads", 1)
        # Added columns leave the last point feasible: the primal method goes on from there.
        self._solver.setOptionValue("simplex_strategy", PRIMAL)
        self._open_rows(weighed)

    def _open_rows(self, weighed: np.ndarray) -> None:
        problem, solver = self.problem, self._solver
        none = np.array([], dtype=np.int32), np.array([], dtype=np.float64)
        for _ in problem.officers:
            solver.addRow(1.0, 1.0, 0, *none)
        for need in problem.needs[weighed]:
            solver.addRow(float(need), float(need), 0, *none)
        endless = solver.inf
        nobody = 1.0 + float((problem.missing * problem.needs).sum() + problem.costs.sum())
        for number in range(len(problem.officers)):
            self._column(nobody, endless, [number], [1.0])
        for row, too_few, too_many in zip(
            self._cells[weighed], problem.missing[weighed], problem.surplus[weighed], strict=True
        ):
            self._column(float(too_few), endless, [int(row)], [1.0])
            self._column(float(too_many), endless, [int(row)], [-1.0])
        self._first = solver.getNumCol()

    def _column(self, cost: float, most: float, rows: Sequence[int], values: list[float]) -> None:
        self._solver.addCol(
            cost, 0.0, most, len(rows), np.array(rows, dtype=np.int32), np.array(values)
        )

    def add(self, officer: int, pattern: Pattern) -> bool:
        """Add a pattern, and say whether it is new."""
        if (officer, pattern) in self._known:
            return False
        self._known.add((officer, pattern))
        self.columns.append((officer, pattern))
        cells = (self._cells[day, kind] for day, kind in enumerate(pattern) if kind != OFF)
        rows = [officer, *(int(row) for row in cells if row >= 0)]
        cost = float(self.problem.pattern_cost(officer, pattern))
        self._column(cost, self._solver.inf, rows, [1.0] * len(rows))
        return True

    def solve(self) -> Prices:
        """Return value and prices of the mixture of least cost.

        Raises
        ------
        SummitryError
            ``roster.solver`` where the solver does not come to an optimum.
        """
        self._solver.run()
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            raise SummitryError("roster.solver", status=str(self._solver.getModelStatus()))
        duals = np.array(self._solver.getSolution().row_dual)
        covers = np.zeros(self._cells.shape)
        covers[self._cells >= 0] = duals[self._cells[self._cells >= 0]]
        return Prices(
            value=float(self._solver.getInfo().objective_function_value),
            covers=covers,
            officers=duals[: len(self.problem.officers)],
        )

    def whole(self, seconds: float, cutoff: float) -> dict[int, Pattern] | None:
        """Return the cheapest choice of whole patterns among the columns that is found in time.

        Parameters
        ----------
        cutoff
            Only a choice that costs less is of use.
        """
        solver = highspy.Highs()
        solver.setOptionValue("output_flag", False)
        solver.passModel(self._solver.getModel())
        count = len(self.columns)
        places = np.arange(self._first, self._first + count, dtype=np.int32)
        solver.changeColsIntegrality(
            count, places, np.array([highspy.HighsVarType.kInteger] * count)
        )
        solver.setOptionValue("threads", 1)
        solver.setOptionValue("time_limit", seconds)
        solver.setOptionValue("objective_bound", cutoff)
        solver.setOptionValue("mip_rel_gap", 1e-6)
        solver.run()
        if (
            solver.getInfo().primal_solution_status
            != highspy.SolutionStatus.kSolutionStatusFeasible
        ):
            return None
        taken = np.flatnonzero(np.array(solver.getSolution().col_value)[self._first :] > WHOLE_MIN)
        found = dict(self.columns[each] for each in taken)
        return found if len(found) == len(self.problem.officers) else None

    def nearest(self, prices: Prices, count: int) -> list[tuple[int, Pattern]]:
        """Return of each officer so many columns that would raise the value least."""
        by_officer: dict[int, list[tuple[float, Pattern]]] = {}
        for officer, pattern in self.columns:
            gain = prices.gain(officer, pattern, self.problem.pattern_cost(officer, pattern))
            by_officer.setdefault(officer, []).append((gain, pattern))
        return [
            (officer, pattern)
            for officer, found in by_officer.items()
            for _, pattern in sorted(found)[:count]
        ]

    def favourites(self) -> dict[int, tuple[float, Pattern]]:
        """Return by officer the largest share of the mixture, and its pattern."""
        shares = np.array(self._solver.getSolution().col_value)[self._first :]
        found: dict[int, tuple[float, Pattern]] = {}
        for (officer, pattern), share in zip(self.columns, shares.tolist(), strict=True):
            if share > found.get(officer, (0.0, None))[0]:
                found[officer] = (share, pattern)
        return found
