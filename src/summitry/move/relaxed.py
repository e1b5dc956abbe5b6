"""The time-indexed relaxation solved by HiGHS: prices as good as there are any.

Only departures that cost little at the prices so far are handed over, and only cells that have a
price; then those that cost less at the new prices, and those cells of which more is taken than
there is. What a departure takes is written down where it begins and where it ends, and a running
sum along the cells says how much is taken of each: so a row has few entries, however long somebody
stays. The interior point method is not followed by a search for a vertex: its prices are in the
middle of all that are best, and any prices give a bound.
"""

from collections.abc import Callable

import numpy as np

from summitry.move.occupancy import Tables
from summitry.move.prices import FAR, Layout, departure_costs, stays, stays_max
from summitry.policy.compiled import compiled

try:
    import highspy

    from summitry.policy.solver import Solver
except ImportError:  # pragma: no cover  # the package names it; a broken install lacks it
    highspy = None  # type: ignore[assignment]  # the bound is then that of the steps alone

DEPARTURES_MAX = 40_000
"""So many departures are handed over at first."""
MORE_MAX = 100
"""So many of each motorcade at the most are added in a round."""
SMALL = 1e-6


class Relaxation:
    """The relaxation over some of the departures and some of the cells of a layout."""

    def __init__(self, table: Tables, place: Layout, price: np.ndarray) -> None:
        self._table, self._place = table, place
        self._is_known = np.zeros(len(table.is_open), dtype=np.bool_)
        self._departures = np.zeros((0, 3), dtype=np.int64)
        self._is_counted = price > 0
        self._drops = table.motorcade[:, 1].astype(np.float64)
        self.value = FAR
        """What the departures so far cost at the least; no bound on what all do."""
        self.overlooks = True
        """Whether the last solution takes more of a cell than there is, which was not counted."""
        self.is_complete = False
        """Whether the last solution has overlooked nothing at all: there is none better."""
        self._add(price, np.full(len(self._drops), FAR), DEPARTURES_MAX // max(1, len(self._drops)))

    def solve(self, seconds: float, stop: Callable[[], bool]) -> np.ndarray | None:
        """Return the best prices for the departures and cells so far; None where time is up.

        Departures and cells that these prices overlook are added for the next time.
        """
        solver, count = self._solver(), len(self._drops)
        solver.setOptionValue("time_limit", max(seconds, 0.0))
        solver.cbIpmInterrupt += lambda event: event.interrupt(stop())
        solver.run()
        answer = solver.getSolution()
        ended = {highspy.HighsModelStatus.kTimeLimit, highspy.HighsModelStatus.kInterrupt}
        if not answer.dual_valid or solver.getModelStatus() in ended:
            return None
        counted = np.flatnonzero(self._is_counted)
        value, worth = np.array(answer.col_value), np.array(answer.col_dual)
        price = np.zeros(len(self._is_counted))
        price[counted] = np.maximum(-worth[count : count + len(counted)], 0.0)
        self.value = float(solver.getInfo().objective_function_value)
        taken = np.zeros(len(price) + 1)
        _take(self._table, self._place, self._departures, value[count + len(counted) :], taken)
        is_short = ~self._is_counted & (np.cumsum(taken)[:-1] > self._place.limit + SMALL)
        self.overlooks = bool(is_short.any())
        self._is_counted |= is_short
        added = self._add(price, np.array(answer.row_dual)[:count] - SMALL, MORE_MAX)
        self.is_complete = not added and not self.overlooks
        return price

    def _add(self, price: np.ndarray, below: np.ndarray, most: int) -> int:
        """Add so many of each motorcade's cheapest departures below this; return how many."""
        before = np.concatenate([[0.0], np.cumsum(price)])
        found = np.zeros((most * len(self._drops), 3), dtype=np.int64)
        count = _cheap(self._table, self._place, (before, below), self._is_known, found)
        self._departures = np.concatenate([self._departures, found[:count]])
        return count

    def _solver(self) -> "highspy.Highs":
        """Return a solver of the relaxation: a column for each drop, counted cell and departure."""
        table, count, cells = self._table, len(self._drops), int(self._is_counted.sum())
        until = np.concatenate([[0], np.cumsum(self._is_counted)])
        number, way, slot = self._departures.T
        window = table.window[way]
        costs = window[:, 3] + table.motorcade[number, 0] * abs(slot - window[:, 2])
        starts = np.zeros(len(number) + 1, dtype=np.int64)
        wide = 1 + 2 * stays_max(table)
        index = np.zeros(wide * len(number), dtype=np.int32)
        value = np.zeros(wide * len(number))
        _enter(table, self._place, (until, count), self._departures, (starts, index, value))
        model = highspy.HighsLp()
        model.num_col_, model.num_row_ = count + cells + len(number), count + cells
        model.col_cost_ = np.concatenate([self._drops, np.zeros(cells), costs])
        model.col_lower_ = np.zeros(model.num_col_)
        limits = self._place.limit[self._is_counted]
        model.col_upper_ = np.concatenate(
            [np.full(count, np.inf), limits, np.full(len(number), np.inf)]
        )
        model.row_lower_ = model.row_upper_ = np.concatenate([np.ones(count), np.zeros(cells)])
        # Each cell's sum is the one before it and what begins or ends there.
        own = np.arange(cells, dtype=np.int32)
        sums = np.stack([count + own, count + own + 1], axis=1).ravel()[: max(2 * cells - 1, 0)]
        signs = np.tile([-1.0, 1.0], cells)[: max(2 * cells - 1, 0)]
        drops = np.arange(count)
        places: list[np.ndarray] = [drops, sums, index[: starts[-1]]]
        begins: list[np.ndarray] = [drops, count + 2 * own, count + len(sums) + starts]
        matrix = model.a_matrix_
        matrix.format_ = highspy.MatrixFormat.kColwise
        matrix.start_ = np.concatenate(begins).astype(np.int32)
        matrix.index_ = np.concatenate(places).astype(np.int32)
        matrix.value_ = np.concatenate([np.ones(count), signs, value[: starts[-1]]])
        solver = Solver()
        solver.setOptionValue("solver", "ipm")
        solver.setOptionValue("run_crossover", "off")
        solver.passModel(model)
        return solver


def is_there() -> bool:
    """Say whether there is a solver."""
    return highspy is not None


@compiled
def _cheap(
    table: Tables,
    place: Layout,
    prices: tuple[np.ndarray, np.ndarray],
    is_known: np.ndarray,
    found: np.ndarray,
) -> int:  # pragma: no cover  # compiled
    """Write down each motorcade's cheapest departures that are not known yet; return how many.

    Parameters
    ----------
    prices
        The sum of all before each, and what each motorcade's departures are to cost less than.
    found
        Rows of motorcade, way and slot, as many for each motorcade as are wanted at the most.
    """
    before, below = prices
    count, most = 0, len(found) // max(1, len(below))
    for number in range(len(below)):
        first, last = table.ways[number], table.ways[number + 1]
        begin = table.opens[first]
        costs = np.full(table.opens[last] - begin, FAR)
        for way in range(first, last):
            low, high = table.window[way, 0], table.window[way, 1]
            if low <= high:
                own = departure_costs(table, place, before, (number, way, low, high))
                costs[table.opens[way] - begin : table.opens[way] - begin + len(own)] = own
        costs[is_known[begin : begin + len(costs)]] = FAR
        for one in np.argsort(costs)[:most]:
            if costs[one] >= below[number] or costs[one] >= FAR:
                break
            way = first
            while begin + one >= table.opens[way + 1]:
                way += 1
            is_known[begin + one] = True
            found[count, 0], found[count, 1] = number, way
            found[count, 2] = table.window[way, 0] + begin + one - table.opens[way]
            count += 1
    return count


@compiled
def _enter(
    table: Tables,
    place: Layout,
    rows: tuple[np.ndarray, int],
    departures: np.ndarray,
    entries: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:  # pragma: no cover  # compiled
    """Write down each departure's column: its motorcade, and where it begins and ends to take.

    Parameters
    ----------
    rows
        Of each price how many counted ones stand before it, and the first one's row.
    entries
        Where each column begins and the last one ends; rows; numbers.
    """
    until, first = rows
    starts, index, value = entries
    found = np.zeros((stays_max(table), 3), dtype=np.int64)
    held = np.zeros(until[-1] + 1)
    count = 0
    for one in range(len(departures)):
        number, way, slot = departures[one]
        index[count], value[count] = number, 1.0
        count += 1
        many = stays(table, place, (number, way, slot), found)
        for stay in range(many):
            held[until[found[stay, 0]]] += found[stay, 2]
            held[until[found[stay, 1]]] -= found[stay, 2]
        # What ends with the last counted cell ends nowhere.
        held[-1] = 0.0
        for stay in range(many):
            for side in range(2):
                cell = until[found[stay, side]]
                if held[cell] != 0.0:
                    index[count], value[count] = first + cell, held[cell]
                    count += 1
                    held[cell] = 0.0
        starts[one + 1] = count


@compiled
def _take(
    table: Tables, place: Layout, departures: np.ndarray, shares: np.ndarray, taken: np.ndarray
) -> None:  # pragma: no cover  # compiled
    """Add where these shares of the departures begin and end to take."""
    found = np.zeros((stays_max(table), 3), dtype=np.int64)
    for one in range(len(departures)):
        if shares[one] > 0:
            number, way, slot = departures[one]
            for stay in range(stays(table, place, (number, way, slot), found)):
                taken[found[stay, 0]] += found[stay, 2] * shares[one]
                taken[found[stay, 1]] -= found[stay, 2] * shares[one]
