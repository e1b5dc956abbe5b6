"""Cells that differ only in how grave they are, or in whose they are, made one: what bounds see."""

import numpy as np
from msgspec.structs import replace

from summitry.policy.compiled import compiled
from summitry.roster.staffing.cells import Board, Integers, Reach


def merged(board: Board) -> tuple[Board, Integers]:
    """Return the board with a single cell for each window and group, and by cell which that is.

    The same officers may serve all cells of a group in a window: none of these is scarcer.
    """
    groups = int(board.group.max(initial=0)) + 1
    _, sample, of = np.unique(
        board.window * groups + board.group, return_index=True, return_inverse=True
    )
    first, cell = _reach(board.reach.first, board.reach.cell, of, len(sample))
    coarse = replace(
        board,
        window=board.window[sample],
        need=need_of(board, of, board.priority.max(initial=0)),
        priority=np.zeros(len(sample), dtype=np.int64),
        group=board.group[sample],
        members=(),
        reach=Reach(first, cell, np.zeros(len(cell), dtype=np.int64)),
    )
    return coarse, of


def need_of(board: Board, of: Integers, priority: int) -> Integers:
    """Return by merged cell the people asked for up to a priority."""
    counted = np.where(board.priority <= priority, board.need, 0)
    return np.bincount(of, weights=counted, minlength=int(of.max(initial=-1)) + 1).astype(np.int64)


@compiled
def _reach(first: Integers, cell: Integers, of: Integers, cells: int) -> tuple[Integers, Integers]:
    """Return the merged cells of each type, each once, in the order of the cells."""
    new_first = np.zeros(len(first), np.int64)
    new_cell = np.empty(len(cell), np.int64)
    owner = np.full(cells, -1, np.int64)
    size = 0
    for kind in range(len(first) - 1):
        for at in range(first[kind], first[kind + 1]):
            if owner[of[cell[at]]] != kind:
                owner[of[cell[at]]] = kind
                new_cell[size] = of[cell[at]]
                size += 1
        new_first[kind + 1] = size
    return new_first, new_cell[:size].copy()
