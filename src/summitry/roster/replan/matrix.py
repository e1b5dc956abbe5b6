"""A model of whole numbers for HiGHS: collected first, handed over at once, stopped at any time."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from math import ceil, inf

import highspy
import numpy as np
from msgspec import Struct

from summitry.policy.solver import Solver

SECONDS_MIN = 0.05
"""The least time that a question is given: what is known already is then at least read back."""
WHOLE = 1e-4
"""By so much a value may lie above a whole number and still be it."""
IsLate = Callable[[], bool]


class Answer(Struct, frozen=True):
    """The least cost that was found, whether it is proved, and the value of each column."""

    least: float
    is_proved: bool
    values: Sequence[float]


class Matrix:
    """Columns between 0 and a limit, and rows between two limits.

    They are handed over together: one by one, the solver would turn its matrix round each time that
    a column follows a row.
    """

    def __init__(self, chance: int, is_late: IsLate) -> None:
        self._is_late = is_late
        self._most = array("d")
        self._whole = array("B")
        self._low, self._high = array("d"), array("d")
        self._starts, self._index, self._values = array("i"), array("i"), array("d")
        self._known: highspy.HighsSolution | None = None
        self._took: list[float] = []
        """How long each question took that came to its end by itself."""
        self.has_failed = False
        """Whether the solver has come to no answer by a fault of its own."""
        self._solver = Solver()
        for name, value in (
            ("mip_rel_gap", 0.0), ("mip_abs_gap", 0.5),
            ("random_seed", chance),
        ):  # fmt: skip
            self._solver.setOptionValue(name, value)

    def column(self, most: float) -> int:
        """Return a new column."""
        self._most.append(most)
        self._whole.append(0)
        return len(self._most) - 1

    def whole(self) -> int:
        """Return a new column that is 0 or 1."""
        column = self.column(1.0)
        self._whole[column] = 1
        return column

    def row(self, low: float, high: float, entries: Mapping[int, float]) -> None:
        """Keep the sum of the entries between the two."""
        self._low.append(low)
        self._high.append(high)
        self._starts.append(len(self._index))
        self._index.extend(entries)
        self._values.extend(entries.values())

    def hand_over(self) -> None:
        """Give the solver all columns and rows; from then on only bounds and single rows change."""
        count = len(self._most)
        self._solver.addVars(count, np.zeros(count), np.array(self._most))
        whole = np.flatnonzero(np.array(self._whole)).astype(np.int32)
        kind = np.full(len(whole), int(highspy.HighsVarType.kInteger), dtype=np.uint8)
        self._solver.changeColsIntegrality(len(whole), whole, kind)
        self._solver.addRows(
            len(self._low), np.array(self._low), np.array(self._high), len(self._index),
            np.array(self._starts), np.array(self._index), np.array(self._values),
        )  # fmt: skip
        self._solver.cbMipInterrupt.subscribe(self._end_if_late)
        self._solver.cbSimplexInterrupt.subscribe(self._end_if_late)

    def _end_if_late(self, event: highspy.HighsCallbackEvent) -> None:
        if self._is_late():
            event.interrupt()

    def begin(self, values: Sequence[float]) -> bool:
        """Begin from these values of all columns; say whether they keep every row."""
        own = np.array(values)
        rows = np.repeat(np.arange(len(self._low)), np.diff([*self._starts, len(self._index)]))
        weights = np.array(self._values) * own[np.array(self._index)]
        sums = np.bincount(rows, weights, minlength=len(self._low))
        is_kept = (sums > np.array(self._low) - WHOLE) & (sums < np.array(self._high) + WHOLE)
        if not is_kept.all():
            return False
        self._known = highspy.HighsSolution()
        self._known.col_value = list(values)
        self._known.value_valid = True
        return True

    @property
    def size(self) -> int:
        """How many columns there are."""
        return len(self._most)

    def fix(self, column: int, value: float) -> None:
        """Let the column have this value alone."""
        self._solver.changeColBounds(column, value, value)

    def keep_below(self, most: float, entries: Mapping[int, float]) -> None:
        """Keep the sum of the entries below it in every question from now on."""
        index = np.array(list(entries), dtype=np.int32)
        values = np.array(list(entries.values()), dtype=float)
        self._solver.addRow(-inf, most, len(index), index, values)

    def least(self, costs: Mapping[int, float], seconds: float) -> Answer | None:
        """Return the answer of least cost that was found in the time; None where there is none.

        What takes the solver longest at the beginning of a question it does not interrupt. So where
        every question that was answered took longer, what is known already is the answer.
        """
        if self._known is not None:
            known = self._known.col_value
            cost = sum(cost * known[column] for column, cost in costs.items())
            # Nothing costs less than nothing.
            is_least = cost < WHOLE and all(each >= 0 for each in costs.values())
            if is_least or seconds < min(self._took, default=SECONDS_MIN):
                return Answer(least=cost, is_proved=is_least, values=known)
        count = len(self._most)
        values = np.zeros(count)
        values[list(costs)] = list(costs.values())
        self._solver.changeColsCost(count, np.arange(count, dtype=np.int32), values)
        # The limit counts from the solver's first run on.
        limit = self._solver.getRunTime() + max(seconds, SECONDS_MIN)
        self._solver.setOptionValue("time_limit", limit)
        if self._known is not None:
            # What the question before has found is where this one begins.
            self._solver.setSolution(self._known)
        began = self._solver.getRunTime()
        if self._solver.run() == highspy.HighsStatus.kError:
            self.has_failed = True
            return None
        is_proved = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        if is_proved:
            # What was ended by its limit says nothing of how short a time may be.
            self._took.append(self._solver.getRunTime() - began)
        info = self._solver.getInfo()
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return None
        self._known = self._solver.getSolution()
        found = float(info.objective_function_value)
        return Answer(
            least=ceil(found - WHOLE) if found >= 0 else found,
            is_proved=is_proved,
            values=self._known.col_value,
        )
