"""What no roster can cover: bounds by part and priority, raised where a roster lies above them."""

from collections.abc import Callable, Iterable, Iterator
from math import sqrt

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.hall import count, count_by_days
from summitry.roster.staffing.integer import remember, rounded
from summitry.roster.staffing.master import Master, Remaining
from summitry.roster.staffing.merged import merged, need_of
from summitry.roster.staffing.relax import PATTERNS_PER_TYPE, Part, look, relax
from summitry.roster.staffing.search import Standing, Taste, uncovered

CELLS_MAX = 6_000
"""Cells of a part up to which its relaxation is solved: above, single steps of the solver, between
which it does not ask for the time, take longer than all the rest."""

ALL_FACTOR = 4.0
"""How much more time is for the bound over all priorities, which rosters are made of, than for one
of the graver ones alone."""


class _Level(Struct, frozen=True):
    """The bounds of a priority and the graver ones together, part by part."""

    board: Board
    """Cells alike made one, with what these priorities ask for."""
    parts: list[Part]
    unserved: int
    """What nobody can cover at all."""
    is_last: bool


_Open = tuple[_Level, int, int]
"""A level, the number of a part in it whose bound lies below the roster, and by how many the roster
lacks there."""


class Proof:
    """Bounds on what is uncovered: over all priorities, and of each and the graver ones together.

    Of each the parts of the board are bounded one by one; their bounds add up.
    """

    def __init__(self, board: Board) -> None:
        self._board = board
        coarse, self._of = merged(board)
        self._groups = board.components()
        least = int(board.priority.max(initial=0))
        self._levels = [
            self._level(
                replace(coarse, need=need_of(board, self._of, level)), is_last=level == least
            )
            for level in range(least + 1)
        ]

    def _level(self, board: Board, *, is_last: bool) -> _Level:
        parts = [
            Part(kinds=kinds, cells=np.unique(self._of[cells])) for kinds, cells in self._groups
        ]
        served = sum(int(board.need[part.cells].sum()) for part in parts)
        return _Level(board, parts, int(board.need.sum()) - served, is_last)

    @property
    def bounds(self) -> tuple[int, ...]:
        """What is uncovered at least, of each priority and the graver ones together."""
        found, least = [], 0
        for level in self._levels:
            # What holds of the graver ones alone holds of them together with others.
            least = max(least, level.unserved + sum(part.proved for part in level.parts))
            found.append(least)
        return tuple(found)

    @property
    def bound(self) -> int:
        """What is uncovered at least, whatever the priority."""
        return self.bounds[-1]

    def holds(self, uncovered: tuple[int, ...]) -> bool:
        """Say whether no roster leaves less uncovered, whatever part of the priorities is asked."""
        return tuple(np.cumsum(uncovered).tolist()) == self.bounds

    def at_once(self, left: Remaining) -> None:
        """Set the bounds that need no search."""
        for level in reversed(self._levels):
            for part in level.parts:
                if left() <= 0:
                    return
                count(level.board, part, left)

    def scarce(self, grade: float) -> Reals:
        """Return by cell what a person more there is worth, where graver ones weigh so much more.

        That is what bounds are made of: 0 where there are people enough, 1 where there are not.
        """
        found = np.zeros(len(self._board.need))
        last = len(self._levels) - 1
        for number, level in enumerate(self._levels):
            share = grade ** (last - number)
            worth = np.zeros(len(level.board.need))
            for part in level.parts:
                if part.prices is not None:
                    worth[part.cells] = part.prices[part.cells]
            less = grade ** (last - number - 1) if number < last else 0.0
            counts = self._board.priority <= number
            found += np.where(counts, (share - less) * worth[self._of], 0.0)
        return found

    def movable(self, standing: Standing) -> Integers:
        """Return the officers of parts in which it is not proved that all is done."""
        kinds = [each for each, _ in self.open_parts(standing)]
        none = np.zeros(0, dtype=np.int64)
        return np.flatnonzero(np.isin(standing.kind, np.concatenate([none, *kinds])))

    def open_parts(self, standing: Standing) -> list[tuple[Integers, Integers]]:
        """Return types and cells of the parts in which it is not proved that all is done."""
        found = {number for _, number, _ in self._open(standing)}
        return [self._groups[number] for number in sorted(found)]

    def raise_bounds(self, standing: Standing, left: Remaining, report: Callable[[], None]) -> None:
        """Raise bounds that lie below the roster by counting on some of the days."""
        for (level, number, goal), own in _shared(self._open(standing), left):
            count_by_days(level.board, level.parts[number], own, goal)
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
        for (level, number, goal), own in _shared(self._open(standing), left):
            part = level.parts[number]
            if part.is_closed or len(part.cells) > CELLS_MAX:
                continue
            self._solve(better or standing, level.board, part, (own, goal))
            # Where only some priorities count the others would be left uncovered.
            if part.master is not None and part.master.is_solved and level.is_last:
                found = self._rounded(better or standing, judged, part, own)
                better = found or better
            report()
        return better

    def _open(self, standing: Standing) -> Iterator[_Open]:
        """Yield the parts whose bound lies below the roster, and what that leaves uncovered.

        Over all priorities come first, and of each the smallest parts: they are soon done, while a
        large one can take all the time there is.
        """
        missing = np.maximum(0, self._board.need - standing.cover)
        for priority, level in reversed(list(enumerate(self._levels))):
            counted = np.where(self._board.priority <= priority, missing, 0)
            sizes = [len(part.cells) * len(part.kinds) for part in level.parts]
            for number in sorted(range(len(sizes)), key=sizes.__getitem__):
                goal = int(counted[self._groups[number][1]].sum())
                if level.parts[number].proved < goal:
                    yield level, number, goal

    def _solve(
        self, standing: Standing, board: Board, part: Part, until: tuple[Remaining, int]
    ) -> None:
        left, goal = until
        if part.master is None:
            part.master = Master(board, part.kinds, part.cells)
        remember(part.master, standing, part, self._of)
        prices = np.ones(len(board.need)) if part.prices is None else part.prices
        part.master.add(*look(board, part, prices, PATTERNS_PER_TYPE).patterns)
        relax(board, part, left, goal)

    def _rounded(
        self, standing: Standing, judged: tuple[Reals, Taste], part: Part, left: Remaining
    ) -> Standing | None:
        """Return a roster made of the relaxation where it is better, the gravest first."""
        if left() <= 0:
            return None
        found = rounded(self._board, standing, part, self._of, judged, left)
        is_better = uncovered(self._board, found) < uncovered(self._board, standing)
        return found if is_better else None


def _shared(parts: Iterable[_Open], left: Remaining) -> Iterator[tuple[_Open, Remaining]]:
    """Yield the parts, each with its share of the time that the ones before it have left.

    A large part has more, though not as much more as it is larger: small ones are not starved.
    """
    chosen = list(parts)
    sizes = [
        (ALL_FACTOR if level.is_last else 1.0)
        * sqrt(len(level.parts[number].cells) * len(level.parts[number].kinds))
        for level, number, _ in chosen
    ]
    for number, each in enumerate(chosen):
        if left() <= 0:
            return
        kept = left() * sum(sizes[number + 1 :]) / sum(sizes[number:])
        yield each, _without(left, kept)


def _without(left: Remaining, kept: float) -> Remaining:
    """Return what is left but for what is kept for others."""
    return lambda: left() - kept
