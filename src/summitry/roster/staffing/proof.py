"""What no roster can cover: bounds by part and priority, raised where a roster lies above them."""

from collections.abc import Callable, Iterator

import numpy as np

from summitry.roster.staffing.ascent import ascend, begin
from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.integer import remember, rounded
from summitry.roster.staffing.master import Master
from summitry.roster.staffing.relax import PATTERNS_PER_TYPE, Part, bound_at_once, priced, relax
from summitry.roster.staffing.search import Standing, Taste

REMEMBERED = 0.95
"""How much of what was seen up to the last sweep still counts."""
SEEN_MIN = 0.02


class Proof:
    """Bounds on what is uncovered: over all priorities, and of each and the graver ones together.

    Of each the parts of the board are bounded one by one; their bounds add up.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        count = int(board.priority.max(initial=0)) + 1
        groups = board.components()
        self._levels = [
            (
                np.where(board.priority <= level, 1.0, 0.0),
                [Part(kinds=kinds, cells=cells) for kinds, cells in groups],
            )
            for level in range(count)
        ]
        served = np.zeros(len(board.need), dtype=np.bool_)
        for _, cells in groups:
            served[cells] = True
        self._unserved = np.where(served, 0, board.need)
        self._seen = np.zeros(len(board.need))

    @property
    def bounds(self) -> tuple[int, ...]:
        """What is uncovered at least, of each priority and the graver ones together."""
        found, least = [], 0
        for weight, parts in self._levels:
            nobody_can = int((self._unserved * weight).sum())
            # What holds of the graver ones alone holds of them together with others.
            least = max(least, nobody_can + sum(part.proved for part in parts))
            found.append(least)
        return tuple(found)

    @property
    def bound(self) -> int:
        """What is uncovered at least, whatever the priority."""
        return self.bounds[-1]

    def holds(self, uncovered: tuple[int, ...]) -> bool:
        """Say whether no roster leaves less uncovered, whatever part of the priorities is asked."""
        return tuple(np.cumsum(uncovered).tolist()) == self.bounds

    def at_once(self) -> None:
        """Set the bounds that need no search."""
        for weight, parts in self._levels:
            for part in parts:
                bound_at_once(self._board, part, weight)

    def movable(self, standing: Standing) -> Integers:
        """Return the officers of parts in which it is not proved that all is done."""
        kinds = [part.kinds for _, part, _ in self._open(standing)]
        none = np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(standing.kind, np.concatenate([none, *kinds])))

    def watch(self, standing: Standing) -> None:
        """Note what is uncovered in a sweep."""
        self._seen *= REMEMBERED
        self._seen += (1.0 - REMEMBERED) * np.maximum(0, self._board.need - standing.cover)

    def raise_bounds(
        self, standing: Standing, left: Callable[[], float], report: Callable[[], None]
    ) -> None:
        """Raise bounds that lie below the roster by what the search has seen, and from there."""
        seen = np.where(self._seen >= SEEN_MIN, self._seen, 0.0)
        for weight, part, goal in self._open(standing):
            if left() <= 0:
                return
            prices = begin(self._board, part, weight, seen)
            part.prices = ascend(self._board, part, weight, lambda: left() <= 0, goal, prices)
            report()

    def relax(
        self,
        standing: Standing,
        taste: Taste,
        left: Callable[[], float],
        report: Callable[[], None],
    ) -> Standing | None:
        """Solve the relaxation where bounds lie below the roster.

        Return a better roster where rounding comes to one.
        """
        better: Standing | None = None
        for weight, part, goal in self._open(standing):
            if part.is_closed or left() <= 0:
                continue
            found = self._relaxed(better or standing, (weight, taste), part, (left, goal))
            better = found or better
            report()
        return better

    def _open(self, standing: Standing) -> Iterator[tuple[Reals, Part, int]]:
        """Yield the parts whose bound lies below the roster, and what that leaves uncovered."""
        for weight, parts in reversed(self._levels):
            for part in parts:
                goal = self._missing(standing, part.cells, weight)
                if part.proved < goal:
                    yield weight, part, goal

    def _relaxed(
        self,
        standing: Standing,
        judged: tuple[Reals, Taste],
        part: Part,
        until: tuple[Callable[[], float], int],
    ) -> Standing | None:
        board, (weight, taste), (left, goal) = self._board, judged, until
        if part.master is None:
            part.master = Master(board, part.kinds, part.cells, weight)
        remember(part.master, standing, part)
        prices = weight if part.prices is None else part.prices
        _, _, patterns = priced(board, part, prices, PATTERNS_PER_TYPE)
        part.master.add(*patterns)
        relax(board, part, weight, left, goal)
        # Where only some priorities count the others would be left uncovered.
        is_of_all = bool((weight > 0).all())
        if part.proved >= goal or not (part.master.is_solved and is_of_all) or left() <= 0:
            return None
        found = rounded(board, standing, part, (weight, taste), left)
        return found if self._total(found, weight) < self._total(standing, weight) else None

    def _missing(self, standing: Standing, cells: Integers, weight: Reals) -> int:
        missing = np.maximum(0, self._board.need - standing.cover)[cells]
        return round(float((missing * weight[cells]).sum()))

    def _total(self, standing: Standing, weight: Reals) -> int:
        return self._missing(standing, np.arange(len(self._board.need)), weight)
