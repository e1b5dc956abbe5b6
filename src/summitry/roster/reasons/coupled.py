"""Windows of several days, coupled by rest and duty: what is missing at least, and why.

What is asked for may be left short at a price of one each. The prices of the cheapest solution
say which demands lack people together and which limits keep people from them; as multipliers of
rows they are a proof that `verify` checks without a solver.
"""

from collections.abc import Sequence

import highspy
import numpy as np
from msgspec import Struct

from summitry.policy.solver import Solver
from summitry.roster.reasons.groups import Group, Pool, Terms
from summitry.roster.reasons.rows import Row, rows_of
from summitry.roster.reasons.stopping import Stop, TooLateError, look, never

TOLERANCE = 1e-6


class Relaxed(Struct, frozen=True, kw_only=True):
    """What is missing at least, and the prices that prove it."""

    lack: float
    prices: tuple[float, ...]
    """By group, 0 to 1: what one more of it adds to the lack."""
    rows: tuple[Row, ...]
    weights: tuple[float, ...]
    """By row, 0 or more: by how much one more of its most would lower the lack."""

    @property
    def support(self) -> list[int]:
        """The groups that take part in the lack."""
        return [each for each, price in enumerate(self.prices) if price > TOLERANCE]


class _Columns:
    """Numbers the unknowns: how many are short, who of a pool is on a group, who is on duty."""

    def __init__(self, groups: Sequence[Group], pools: Sequence[Pool]) -> None:
        self.count = len(groups)
        self.on_group: dict[tuple[int, int], int] = {}
        self.on_duty: dict[tuple[int, int], int] = {}
        for number, pool in enumerate(pools):
            for group in sorted(pool.able):
                self.on_group[number, group] = self._next()

    def _next(self) -> int:
        self.count += 1
        return self.count - 1

    def of(self, pool: int, group: int | None, day: int) -> int:
        if group is not None:
            return self.on_group[pool, group]
        if (pool, day) not in self.on_duty:
            self.on_duty[pool, day] = self._next()
        return self.on_duty[pool, day]


def relaxed(
    groups: Sequence[Group], pools: Sequence[Pool], terms: Terms, stop: Stop = never
) -> Relaxed:
    """Return what is missing at least where people may be shared out in fractions.

    Raises
    ------
    TooLateError
        Where the solver does not come to an optimum in time.
    """
    if not groups:
        return Relaxed(lack=0.0, prices=(), rows=(), weights=())
    rows = tuple(rows_of(groups, pools, terms, stop))
    look(stop)
    solver = _solver(stop)
    solver.passModel(_model(groups, pools, rows))
    solver.run()
    # It is interrupted, or gives up: an optimum there always is, so it would take longer.
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        raise TooLateError
    solution = solver.getSolution()
    duals = np.array(solution.row_dual)
    count = len(groups)
    return Relaxed(
        lack=float(solver.getInfo().objective_function_value),
        prices=tuple(np.clip(duals[:count], 0, 1).tolist()),
        rows=rows,
        weights=tuple((np.maximum(-duals[count:], 0) / _scales(rows)).tolist()),
    )


def _solver(stop: Stop) -> highspy.Highs:
    """Return a silent solver on one core that asks again and again whether to stop."""
    solver = Solver()

    def ask(event: highspy.HighsCallbackEvent) -> None:
        if stop():
            event.interrupt()

    solver.cbSimplexInterrupt += ask
    solver.cbIpmInterrupt += ask
    return solver


def _scales(rows: Sequence[Row]) -> np.ndarray:
    """Return by what each row is divided: hours and people then lie near each other."""
    return np.array([max((abs(e.weight) for e in row.entries), default=1) for row in rows], float)


def _model(groups: Sequence[Group], pools: Sequence[Pool], rows: Sequence[Row]) -> highspy.HighsLp:
    columns = _Columns(groups, pools)
    served: list[list[int]] = [[number] for number in range(len(groups))]
    for (_, group), column in columns.on_group.items():
        served[group].append(column)
    starts, index, value = [0], [], []
    for members in served:
        index += members
        value += [1.0] * len(members)
        starts.append(len(index))
    scales = _scales(rows)
    for row, scale in zip(rows, scales.tolist(), strict=True):
        index += [columns.of(row.pool, entry.group, entry.day) for entry in row.entries]
        value += [entry.weight / scale for entry in row.entries]
        starts.append(len(index))
    needs = [float(group.count) for group in groups]
    model = highspy.HighsLp()
    model.num_col_, model.num_row_ = columns.count, len(groups) + len(rows)
    model.col_cost_ = np.array([1.0] * len(groups) + [0.0] * (columns.count - len(groups)))
    model.col_lower_ = np.zeros(columns.count)
    model.col_upper_ = np.full(columns.count, highspy.kHighsInf)
    model.row_lower_ = np.array(needs + [-highspy.kHighsInf] * len(rows))
    most = [row.most / scale for row, scale in zip(rows, scales.tolist(), strict=True)]
    model.row_upper_ = np.array([highspy.kHighsInf] * len(groups) + most)
    model.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    model.a_matrix_.start_ = np.array(starts, dtype=np.int32)
    model.a_matrix_.index_ = np.array(index, dtype=np.int32)
    model.a_matrix_.value_ = np.array(value, dtype=np.float64)
    return model
