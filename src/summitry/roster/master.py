"""The linear relaxation over patterns: which mixture of those known covers at the least cost."""

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.roster.budget import Until
from summitry.roster.problem import OFF, Pattern, Problem

try:
    import highspy

    from summitry.policy.solver import Solver
except ImportError:  # pragma: no cover  # the package names it; a broken install lacks it
    highspy = None  # type: ignore[assignment]  # told as a refusal when a solver is asked for

DUAL, PRIMAL = 1, 4
"""The solver's numbers for its two simplex methods."""
SHARE_MIN = 1e-9
"""A smaller share of a pattern is the solver's rounding."""
WHOLE_MIN = 0.5
"""From this share on a pattern counts as taken: in a whole choice shares are 0 or 1."""
SECONDS_MAX = 2.0
"""How long a whole choice among patterns may take."""
NODES_MAX = 2_000
"""So many nodes at the most are searched for a whole choice."""

FREE = OFF - 1
"""What stands on a day of an officer that is not fixed."""
Mixture = list[tuple[float, Pattern]]
"""Patterns of one officer with their shares."""


class Prices(Struct, frozen=True, kw_only=True):
    """What the relaxation says: its value, and what covers and officers are worth."""

    value: float
    covers: np.ndarray
    """By day and kind: by how much the cost falls with one more who works there."""
    officers: np.ndarray

    def gain(self, officer: int, pattern: Pattern, cost: int) -> float:
        """Return what the pattern would add to the value, by share; below 0 it lowers it."""
        kinds = np.array(pattern)
        worked = np.flatnonzero(kinds != OFF)
        return float(cost - self.covers[worked, kinds[worked]].sum() - self.officers[officer])


class Master:
    """The relaxation of a problem, to which patterns are added as they are found.

    A row for each officer asks for one pattern; a row for each day and kind with a demand weighs
    who work there, too few and too many against the need.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.columns: list[tuple[int, Pattern]] = []
        self._numbers: dict[tuple[int, Pattern], int] = {}
        self._waiting: list[tuple[int, np.ndarray, float]] = []
        weighed = (problem.missing > 0) | (problem.surplus > 0)
        self._cells = np.full(weighed.shape, -1, dtype=np.int64)
        self._cells[weighed] = len(problem.officers) + np.arange(int(weighed.sum()))
        self._solver = _solver()
        self._open_rows(weighed)

    def _open_rows(self, weighed: np.ndarray) -> None:
        problem = self.problem
        officers, count = len(problem.officers), int(weighed.sum())
        sides = np.concatenate([np.ones(officers), problem.needs[weighed].astype(np.float64)])
        none = np.array([], dtype=np.int32)
        self._solver.addRows(
            officers + count, sides, sides, 0, np.zeros(officers + count, dtype=np.int32), none,
            np.array([], dtype=np.float64),
        )  # fmt: skip
        nobody = 1.0 + float((problem.missing * problem.needs).sum() + np.abs(problem.costs).sum())
        rows = range(officers, officers + count)
        self._columns(np.full(officers, nobody), [[each] for each in range(officers)], 1.0)
        self._missing = problem.missing[weighed].astype(np.float64)
        self._columns(self._missing, [[each] for each in rows], 1.0)
        self._columns(problem.surplus[weighed].astype(np.float64), [[each] for each in rows], -1.0)
        self._first = self._solver.getNumCol()

    def cap(self, share: float) -> None:
        """Let one too few cost only so large a share of what it does, but no less than 1."""
        count, first = len(self._missing), len(self.problem.officers)
        costs = np.maximum(self._missing * share, np.minimum(self._missing, 1.0))
        places = np.arange(first, first + count, dtype=np.int32)
        self._solver.changeColsCost(count, places, costs)

    def _columns(self, costs: np.ndarray, rows: Sequence[Sequence[int]], value: float) -> None:
        count = len(costs)
        if not count:
            return
        lengths = np.array([len(each) for each in rows], dtype=np.int64)
        index = np.concatenate([np.asarray(each, dtype=np.int32) for each in rows])
        self._solver.addCols(
            count, costs, np.zeros(count), np.full(count, self._solver.inf), len(index),
            (np.cumsum(lengths) - lengths).astype(np.int32), index, np.full(len(index), value),
        )  # fmt: skip

    def add(self, officer: int, pattern: Pattern) -> bool:
        """Add a pattern, and say whether it is new."""
        if (officer, pattern) in self._numbers:
            return False
        self._numbers[officer, pattern] = len(self.columns)
        self.columns.append((officer, pattern))
        kinds = np.array(pattern)
        worked = np.flatnonzero(kinds != OFF)
        rows = self._cells[worked, kinds[worked]]
        rows = np.concatenate([[officer], rows[rows >= 0]])
        self._waiting.append((officer, rows, float(self.problem.pattern_cost(officer, pattern))))
        return True

    def _flush(self) -> None:
        costs = np.array([cost for _, _, cost in self._waiting])
        self._columns(costs, [rows.tolist() for _, rows, _ in self._waiting], 1.0)
        self._waiting.clear()

    def solve(self, until: Until, method: int = PRIMAL) -> Prices | None:
        """Return value and prices of the mixture of least cost, None where it is not found in time.

        Parameters
        ----------
        method
            Added columns leave the last point feasible: the primal method goes on from there. Fixed
            ones leave its prices: the dual does.

        Raises
        ------
        SummitryError
            ``roster.solver_failed`` where the solver does not come to an optimum.
        """
        self._flush()
        self._solver.setOptionValue("simplex_strategy", method)
        # The solver adds up the time of all its runs, and limits the sum.
        seconds = until.seconds()
        if seconds <= 0:
            return None
        limit = self._solver.getRunTime() + seconds
        self._solver.setOptionValue("time_limit", min(limit, self._solver.inf))
        self._solver.run()
        if self._solver.getModelStatus() == highspy.HighsModelStatus.kTimeLimit:
            return None
        if self._solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            status = self._solver.modelStatusToString(self._solver.getModelStatus())
            raise SummitryError("roster.solver_failed", status=status)
        duals = np.array(self._solver.getSolution().row_dual)
        covers = np.zeros(self._cells.shape)
        covers[self._cells >= 0] = duals[self._cells[self._cells >= 0]]
        return Prices(
            value=float(self._solver.getInfo().objective_function_value),
            covers=covers,
            officers=duals[: len(self.problem.officers)],
        )

    def keep(self, days: Mapping[int, np.ndarray]) -> None:
        """Bar, for good, each of these officers' patterns that differs from a day that is fixed.

        Parameters
        ----------
        days
            By officer: for each day the kind, `OFF`, or `FREE` where it is not fixed.
        """
        self._flush()
        places = [
            self._first + place
            for place, (officer, pattern) in enumerate(self.columns)
            if officer in days and _differs(pattern, days[officer])
        ]
        none = np.zeros(len(places))
        self._solver.changeColsBounds(len(places), np.array(places, dtype=np.int32), none, none)

    def prune(self, each_max: int) -> None:
        """Keep of each officer's patterns, right after a solution, so many that raise it least.

        All that are part of the mixture stay.
        """
        rises = np.array(self._solver.getSolution().col_dual)[self._first :]
        officers = np.array([officer for officer, _ in self.columns], dtype=np.int64)
        order = np.lexsort((rises, officers))
        begins = np.searchsorted(officers[order], officers[order])
        ranks = np.empty(len(order), dtype=np.int64)
        ranks[order] = np.arange(len(order)) - begins
        gone = np.flatnonzero((ranks >= each_max) & (rises > SHARE_MIN))
        if not len(gone):
            return
        basis, out = self._solver.getBasis(), set((self._first + gone).tolist())
        basis.col_status = [each for n, each in enumerate(basis.col_status) if n not in out]
        places = (self._first + gone).astype(np.int32)
        self._solver.deleteCols(len(places), places)
        self._solver.setBasis(basis)
        dropped = set(gone.tolist())
        self.columns = [each for n, each in enumerate(self.columns) if n not in dropped]
        self._numbers = {each: n for n, each in enumerate(self.columns)}

    def whole(self, until: Until, cutoff: float) -> dict[int, Pattern] | None:
        """Return the cheapest choice of whole patterns among the columns that is found in time.

        Parameters
        ----------
        cutoff
            Only a choice that costs less is of use.
        """
        self._flush()
        solver = _solver()
        solver.passModel(self._solver.getModel())
        count = len(self.columns)
        places = np.arange(self._first, self._first + count, dtype=np.int32)
        solver.changeColsIntegrality(
            count, places, np.array([highspy.HighsVarType.kInteger] * count)
        )
        solver.setOptionValue("time_limit", min(until.seconds(SECONDS_MAX), solver.inf))
        solver.setOptionValue("mip_max_nodes", NODES_MAX)
        solver.setOptionValue("objective_bound", min(cutoff, solver.inf))
        solver.setOptionValue("mip_rel_gap", 1e-6)
        solver.run()
        feasible = highspy.SolutionStatus.kSolutionStatusFeasible
        if solver.getInfo().primal_solution_status != feasible:
            return None
        taken = np.flatnonzero(np.array(solver.getSolution().col_value)[self._first :] > WHOLE_MIN)
        found = dict(self.columns[each] for each in taken)
        return found if len(found) == len(self.problem.officers) else None

    def mixtures(self) -> dict[int, Mixture]:
        """Return by officer the patterns of the mixture with their shares."""
        shares = np.array(self._solver.getSolution().col_value)[self._first :]
        found: dict[int, Mixture] = {}
        for place in np.flatnonzero(shares > SHARE_MIN).tolist():
            officer, pattern = self.columns[place]
            found.setdefault(officer, []).append((float(shares[place]), pattern))
        return found


def _differs(pattern: Pattern, days: np.ndarray) -> bool:
    return bool(((days != FREE) & (days != np.array(pattern))).any())


def _solver() -> "highspy.Highs":
    """Return a new silent solver that works on one core.

    Raises
    ------
    SummitryError
        ``roster.solver_missing`` where HiGHS is not installed.
    """
    if highspy is None:
        raise SummitryError("roster.solver_missing")
    return Solver()
