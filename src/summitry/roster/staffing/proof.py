"""What no roster can cover: bounds by part and priority, raised where a roster lies above them."""

from collections.abc import Callable, Iterable, Iterator
from math import sqrt

import numpy as np

from summitry.roster.staffing.ascent import ascend, begin
from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.integer import remember, rounded
from summitry.roster.staffing.master import Master, Remaining
from summitry.roster.staffing.relax import PATTERNS_PER_TYPE, Part, bound_at_once, priced, relax
from summitry.roster.staffing.search import Standing, Taste, uncovered

REMEMBERED = 0.95
"""How much of what was seen up to the last sweep still counts."""
SEEN_MIN = 0.02
CELLS_MAX = 20_000
"""Cells of a part up to which its relaxation is solved: above, single steps of the solver, between
which it does not ask for the time, take longer than all the rest."""

ALL_FACTOR = 4.0
"""How much more time is for the bound over all priorities, which rosters are made of, than for one
of the graver ones alone."""

Open = tuple[Reals, Part, int]
"""What one missing of each cell counts, a part whose bound lies below the roster, and by how many
the roster lacks there."""


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
        kinds = [each for each, _ in self.open_parts(standing)]
        none = np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(standing.kind, np.concatenate([none, *kinds])))

    def open_parts(self, standing: Standing) -> list[tuple[Integers, Integers]]:
        """Return types and cells of the parts in which it is not proved that all is done."""
        found = {id(part.kinds): (part.kinds, part.cells) for _, part, _ in self._open(standing)}
        return list(found.values())

    def watch(self, standing: Standing) -> None:
        """Note what is uncovered in a sweep."""
        self._seen *= REMEMBERED
        self._seen += (1.0 - REMEMBERED) * np.maximum(0, self._board.need - standing.cover)

    def raise_bounds(self, standing: Standing, left: Remaining, report: Callable[[], None]) -> None:
        """Raise bounds that lie below the roster by what the search has seen, and from there."""
        seen = np.where(self._seen >= SEEN_MIN, self._seen, 0.0)
        for (weight, part, goal), own in _shared(self._open(standing), left):
            prices = begin(self._board, part, weight, seen)
            part.prices = ascend(self._board, part, weight, _is_up(own), goal, prices)
            report()

    def relax(
        self,
        standing: Standing,
        judged: tuple[Reals, Taste],
        left: Remaining,
        report: Callable[[], None],
    ) -> Standing | None:
        """Solve the relaxation where bounds lie below the roster.

        Return a better roster where rounding comes to one.

        Parameters
        ----------
        judged
            What one missing of each cell weighs, so much more for graver ones, and the taste.
        """
        better: Standing | None = None
        for (weight, part, goal), own in _shared(self._open(standing), left):
            if part.is_closed or len(part.cells) > CELLS_MAX:
                continue
            self._solve(better or standing, weight, part, (own, goal))
            # Where only some priorities count the others would be left uncovered.
            if part.master is not None and part.master.is_solved and bool((weight > 0).all()):
                found = self._rounded(better or standing, judged, part, own)
                better = found or better
            report()
        return better

    def _open(self, standing: Standing) -> Iterator[Open]:
        """Yield the parts whose bound lies below the roster, and what that leaves uncovered.

        Over all priorities come first, and of each the smallest parts: they are soon done, while a
        large one can take all the time there is.
        """
        for weight, parts in reversed(self._levels):
            for part in sorted(parts, key=lambda each: len(each.cells) * len(each.kinds)):
                goal = self._missing(standing, part.cells, weight)
                if part.proved < goal:
                    yield weight, part, goal

    def _solve(
        self, standing: Standing, weight: Reals, part: Part, until: tuple[Remaining, int]
    ) -> None:
        board, (left, goal) = self._board, until
        if part.master is None:
            part.master = Master(board, part.kinds, part.cells, weight)
        remember(part.master, standing, part)
        prices = weight if part.prices is None else part.prices
        _, _, patterns = priced(board, part, prices, PATTERNS_PER_TYPE)
        part.master.add(*patterns)
        relax(board, part, weight, left, goal)

    def _rounded(
        self, standing: Standing, judged: tuple[Reals, Taste], part: Part, left: Remaining
    ) -> Standing | None:
        """Return a roster made of the relaxation where it is better, the gravest first."""
        if left() <= 0:
            return None
        found = rounded(self._board, standing, part, judged, left)
        is_better = uncovered(self._board, found) < uncovered(self._board, standing)
        return found if is_better else None

    def _missing(self, standing: Standing, cells: Integers, weight: Reals) -> int:
        missing = np.maximum(0, self._board.need - standing.cover)[cells]
        return round(float((missing * weight[cells]).sum()))


def _shared(parts: Iterable[Open], left: Remaining) -> Iterator[tuple[Open, Remaining]]:
    """Yield the parts, each with its share of the time that the ones before it have left.

    A large part has more, though not as much more as it is larger: small ones are not starved.
    """
    chosen = list(parts)
    sizes = [
        (ALL_FACTOR if bool((weight > 0).all()) else 1.0) * sqrt(len(part.cells) * len(part.kinds))
        for weight, part, _ in chosen
    ]
    for number, each in enumerate(chosen):
        if left() <= 0:
            return
        kept = left() * sum(sizes[number + 1 :]) / sum(sizes[number:])
        yield each, _without(left, kept)


def _without(left: Remaining, kept: float) -> Remaining:
    """Return what is left but for what is kept for others."""
    return lambda: left() - kept


def _is_up(left: Remaining) -> Callable[[], bool]:
    """Return what says whether nothing is left."""
    return lambda: left() <= 0
