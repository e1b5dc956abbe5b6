"""The linear relaxation: which mixture of the patterns known leaves the least uncovered."""

from collections.abc import Callable

import highspy
import numpy as np
from msgspec import Struct

from summitry.policy.solver import Solver
from summitry.roster.staffing.cells import Board, Integers, Reals

PRIMAL = 4
"""The solver's number for its primal simplex method."""
SOLVED = highspy.HighsModelStatus.kOptimal
WHOLE_MIN = 0.5
"""From this share on a share counts as one: in a whole choice shares are 0 or 1."""

Remaining = Callable[[], float]
"""Returns the seconds left; 0 or less: stop."""


class Prices(Struct, frozen=True, kw_only=True):
    """What the relaxation says: its value, what cells are worth, what officers of a type are."""

    value: float
    cells: Reals
    """By cell of the board; 0 for those of other parts."""
    types: Reals


class Wanted(Struct, frozen=True, kw_only=True):
    """What is asked for where people missing of one cell weigh more or less."""

    of: Integers
    """The cell."""
    need: Integers
    weight: Reals


class Master:
    """The relaxation of one part of a board, to which patterns are added as they are found.

    A row for each cell asks for its people, or has them uncovered; a row for each type says how
    many officers there are.
    """

    def __init__(self, board: Board, kinds: Integers, cells: Integers) -> None:
        self.board, self.kinds, self.cells = board, kinds, cells
        self.owner: list[int] = []
        self.patterns: list[Integers] = []
        self._known: dict[tuple[int, bytes], int] = {}
        self._row_of_cell = np.full(len(board.need), -1, dtype=np.int64)
        self._row_of_cell[cells] = np.arange(len(cells))
        self._row_of_kind = np.full(len(board.headcount), -1, dtype=np.int64)
        self._row_of_kind[kinds] = len(cells) + np.arange(len(kinds))
        self._solver = Solver()
        self.is_solved = False
        self._open()

    def _open(self) -> None:
        solver, cells, kinds = self._solver, self.cells, self.kinds
        none = np.zeros(0, dtype=np.int32)
        lower = np.concatenate([self.board.need[cells], np.full(len(kinds), -solver.inf)])
        upper = np.concatenate([np.full(len(cells), solver.inf), self.board.headcount[kinds]])
        rows = len(lower)
        solver.addRows(rows, lower.astype(float), upper.astype(float), 0, none, none, np.zeros(0))
        count = len(cells)
        solver.addCols(
            count,
            np.ones(count),
            np.zeros(count),
            np.full(count, solver.inf),
            count,
            np.arange(count, dtype=np.int32),
            np.arange(count, dtype=np.int32),
            np.ones(count),
        )

    def add(self, owner: Integers, first: Integers, cells: Integers) -> int:
        """Add patterns, told as type, where their cells begin, and cells; say how many are new."""
        starts, indices = [0], []
        for number, kind in enumerate(owner.tolist()):
            pattern = cells[first[number] : first[number + 1]]
            key = (kind, pattern.tobytes())
            if key in self._known:
                continue
            self._known[key] = len(self.patterns)
            self.owner.append(kind)
            self.patterns.append(pattern)
            indices += [int(self._row_of_kind[kind]), *self._row_of_cell[pattern].tolist()]
            starts.append(len(indices))
        count = len(starts) - 1
        if count:
            self._solver.addCols(
                count,
                np.zeros(count),
                np.zeros(count),
                np.full(count, self._solver.inf),
                len(indices),
                np.array(starts[:-1], dtype=np.int32),
                np.array(indices, dtype=np.int32),
                np.ones(len(indices)),
            )
        return count

    def place_of(self, kind: int, pattern: Integers) -> int:
        """Return the place of a pattern that was added for the type."""
        return self._known[kind, pattern.tobytes()]

    def solve(self, remaining: Remaining) -> Prices | None:
        """Return value and prices of the best mixture; None where the solver did not come to it.

        A roster stands without the relaxation: where the solver fails no bound is raised, that is
        all.
        """
        solver = self._solver
        # From nothing the interior point method is far quicker; added columns leave the last
        # point feasible, and the primal method goes on from there.
        solver.setOptionValue("solver", "simplex" if self.is_solved else "ipm")
        solver.setOptionValue("simplex_strategy", PRIMAL)
        if run(solver, remaining) != SOLVED:
            return None
        self.is_solved = True
        duals = np.array(solver.getSolution().row_dual)
        cells = np.zeros(len(self.board.need))
        cells[self.cells] = np.maximum(0.0, duals[: len(self.cells)])
        types = np.zeros(len(self.board.headcount))
        types[self.kinds] = duals[len(self.cells) :]
        value = float(solver.getInfo().objective_function_value)
        return Prices(value=value, cells=cells, types=types)

    def shares(self) -> Reals:
        """Return how many officers take each pattern in the last mixture."""
        taken: Reals = np.array(self._solver.getSolution().col_value)[len(self.cells) :]
        return taken

    def whole(self, remaining: Remaining, start: Integers, wanted: Wanted) -> Integers | None:
        """Return how many officers take each pattern, in whole numbers, as found in time.

        Parameters
        ----------
        start
            By pattern, a choice to begin with.
        """
        solver = Solver()
        solver.passModel(self._solver.getModel())
        count, offset = len(self.patterns), len(self.cells)
        own = np.arange(offset, dtype=np.int32)
        places = np.arange(offset, offset + count, dtype=np.int32)
        solver.changeColsIntegrality(
            count, places, np.array([highspy.HighsVarType.kInteger] * count)
        )
        # Who is missing is missing where it weighs least.
        solver.changeColsBounds(offset, own, np.zeros(offset), np.zeros(offset))
        more = len(wanted.of)
        solver.addCols(
            more,
            wanted.weight.astype(float),
            np.zeros(more),
            wanted.need.astype(float),
            more,
            np.arange(more, dtype=np.int32),
            self._row_of_cell[wanted.of].astype(np.int32),
            np.ones(more),
        )
        begin = highspy.HighsSolution()
        lacking = self._lacking(start, wanted)
        begin.col_value = [*([0.0] * offset), *start.astype(float).tolist(), *lacking]
        solver.setSolution(begin)
        run(solver, remaining)
        found = solver.getInfo().primal_solution_status
        if found != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        values = np.array(solver.getSolution().col_value)[offset : offset + count]
        return np.floor(values + WHOLE_MIN).astype(np.int64)

    def _lacking(self, start: Integers, wanted: Wanted) -> list[float]:
        """Return how many are missing of what is wanted, in its order, where patterns are so."""
        left = self.board.need.astype(float)
        for number in np.flatnonzero(start).tolist():
            left[self.patterns[number]] -= start[number]
        found = [0.0] * len(wanted.of)
        for place in np.argsort(wanted.weight, kind="stable").tolist():
            cell = wanted.of[place]
            found[place] = max(0.0, min(float(wanted.need[place]), left[cell]))
            left[cell] -= found[place]
        return found


def run(solver: highspy.Highs, remaining: Remaining) -> highspy.HighsModelStatus:
    """Run the solver until it is done or time is up, and return what it came to.

    It looks at its own clock only between long steps, and does not know of Ctrl-C: so it is made to
    ask whenever it asks anybody.
    """

    def ask(event: highspy.HighsCallbackEvent) -> None:
        if remaining() <= 0:
            event.interrupt()

    # The solver counts its time over all runs.
    solver.setOptionValue("time_limit", solver.getRunTime() + max(0.0, remaining()))
    asked = (solver.cbSimplexInterrupt, solver.cbIpmInterrupt, solver.cbMipInterrupt)
    for each in asked:
        each.subscribe(ask)
    solver.run()
    for each in asked:
        each.unsubscribe(ask)
    return solver.getModelStatus()
