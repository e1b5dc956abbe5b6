"""A schedule made on the grid and made better, until time is up or it is proved the best."""

from collections.abc import Callable, Sequence

import numpy as np

from summitry.kit.streams import Stream
from summitry.move.chance import Draws
from summitry.move.insertion import Keep, insert
from summitry.move.kernel import Work, run
from summitry.move.occupancy import NOBODY, State, Tables, empty, load, schedule_of, tables
from summitry.move.problem import Departure, Problem, Schedule

DRAWS = 1 << 17
STEPS_FIRST, STEPS_MAX = 20, 4_000
SECONDS_A_ROUND = 0.1
"""How long one round of steps may take, so that an interruption is seen soon."""
NEAR = 40
HEAT_FIRST, HEAT_LAST = 40.0, 1.0
"""The temperature at first and last, in weighted slots of a motorcade of middling weight."""

Stop = Callable[[], bool]


class Search:
    """The state of a search, and the best schedule so far.

    Parameters
    ----------
    start
        Departures to begin with; those that are not legal are left out, and made anew.
    keep
        The departures that are to stay where they can, with ``change`` for each that does not.
    """

    def __init__(
        self,
        problem: Problem,
        stream: Stream,
        *,
        start: Sequence[Departure | None] = (),
        keep: Sequence[Departure | None] = (),
        change: int = 0,
    ) -> None:
        self.table = tables(problem, outwards=True)
        self._state = empty(self.table, problem)
        self._stream = stream
        self._keep = _keep(self.table, len(problem.motorcades), keep, change)
        self._steps = STEPS_FIRST
        self._work = _work(self.table)
        load(self.table, self._state, start)
        self._first()

    @property
    def cost(self) -> int:
        """What the best schedule costs, the changes to what was to be kept with it."""
        return int(self._work.cost[1])

    @property
    def best(self) -> Schedule:
        """The best schedule so far."""
        return schedule_of(self.table, self._work.best_way, self._work.best_slot)

    def steps(self, count: int, heat: float) -> None:
        """Make so many steps."""
        if not len(self._state.way):
            return
        heat *= self._middle
        run(self.table, self._state, self._keep, self._work, self._draws(), (count, heat))

    def search(
        self, elapsed: Callable[[], float], seconds: float, stop: Stop, least: int = 0
    ) -> None:
        """Make the schedule better until then, or it is to stop, or no schedule costs less."""
        began = elapsed()
        while self.cost > least and not stop() and (now := elapsed()) < seconds:
            share = (now - began) / max(seconds - began, 1e-9)
            self.steps(self._steps, HEAT_FIRST * (HEAT_LAST / HEAT_FIRST) ** share)
            took = max(elapsed() - now, 1e-4)
            faster = min(self._steps * 2, int(self._steps * SECONDS_A_ROUND / took))
            self._steps = min(STEPS_MAX, max(1, faster))

    def _first(self) -> None:
        """Let everybody depart who does not yet, whoever weighs most first."""
        table, state = self.table, self._state
        draws = self._draws()
        weight = table.motorcade[:, 0] if len(state.way) else np.zeros(0)
        for number in np.argsort(-weight, kind="stable"):
            if state.way[number] == NOBODY:
                insert(table, state, self._keep, draws, int(number), 0.0)
        self._middle = max(1.0, float(np.median(weight))) if len(weight) else 1.0
        cost = sum(_price_of(table, state, self._keep, n) for n in range(len(state.way)))
        self._work.cost[:] = cost
        self._work.best_way[:] = state.way
        self._work.best_slot[:] = state.slot

    def _draws(self) -> Draws:
        return Draws(self._stream.random(DRAWS), np.zeros(1, dtype=np.int64))


def _price_of(table: Tables, state: State, keep: Keep, number: int) -> int:
    way, slot = int(state.way[number]), int(state.slot[number])
    if way == NOBODY:
        return int(table.motorcade[number, 1])
    window = table.window[way]
    cost = int(window[3] + table.motorcade[number, 0] * abs(slot - window[2]))
    kept = way == keep.way[number] and slot == keep.slot[number]
    return cost if kept else cost + int(keep.change[number])


def _keep(table: Tables, count: int, kept: Sequence[Departure | None], change: int) -> Keep:
    keep = Keep(
        way=np.full(count, NOBODY, dtype=np.int64),
        slot=np.zeros(count, dtype=np.int64),
        change=np.zeros(count, dtype=np.int64),
    )
    for number, departure in enumerate(kept):
        if departure is not None:
            keep.way[number] = table.ways[number] + departure.way
            keep.slot[number] = departure.slot
            keep.change[number] = change
    return keep


def _work(table: Tables) -> Work:
    count = len(table.ways) - 1
    return Work(
        near=_near(table),
        best_way=np.full(count, NOBODY, dtype=np.int64),
        best_slot=np.zeros(count, dtype=np.int64),
        cost=np.zeros(2, dtype=np.int64),
        off=np.zeros(max(count, 1), dtype=np.int64),
        old=np.zeros((max(count, 1), 2), dtype=np.int64),
        is_off=np.zeros(count, dtype=np.bool_),
        stretch=np.zeros(1, dtype=np.int64),
        push=np.zeros(3, dtype=np.int64),
    )


def _near(table: Tables) -> np.ndarray:
    """Return each motorcade's neighbours: those that share something, nearest in time first."""
    count = len(table.ways) - 1
    ideal, shares = np.zeros(count), np.zeros((count, table.shape[0] + len(table.pools)), np.bool_)
    for number in range(count):
        ways = slice(table.ways[number], table.ways[number + 1])
        uses = slice(table.uses[ways.start], table.uses[ways.stop])
        needs = slice(table.needs[number], table.needs[number + 1])
        shares[number, table.use[uses, 0]] = True
        shares[number, table.shape[0] + table.need[needs, 0]] = True
        ideal[number] = table.window[ways, 2].mean() if ways.stop > ways.start else 0
    near = np.full((count, min(NEAR, max(count - 1, 0))), NOBODY, dtype=np.int64)
    order = np.argsort(ideal, kind="stable")
    place = np.argsort(order)
    for number in range(count):
        low = max(0, int(place[number]) - 4 * NEAR)
        others = order[low : int(place[number]) + 4 * NEAR]
        others = others[others != number]
        others = others[(shares[others] & shares[number]).any(axis=1)]
        ranked = others[np.argsort(abs(ideal[others] - ideal[number]), kind="stable")][:NEAR]
        near[number, : len(ranked)] = ranked
    return near
