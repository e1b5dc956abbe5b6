"""From the relaxation to whole officers: shares rounded, patterns chosen, the rest filled in."""

from collections.abc import Callable

import numpy as np

from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import Master
from summitry.roster.staffing.relax import Part
from summitry.roster.staffing.search import Standing, Taste, run

PATTERNS_MAX = 6_000
"""Patterns up to which a choice among all of them in whole numbers is tried."""
NEARLY_WHOLE = 1e-6


def remember(master: Master, standing: Standing, part: Part) -> None:
    """Add the patterns that officers of the part have now."""
    own = np.isin(standing.kind, part.kinds) & (standing.pattern[:, 0] >= 0)
    patterns = standing.pattern[own]
    first = np.zeros(len(patterns) + 1, dtype=np.int64)
    np.cumsum((patterns >= 0).sum(axis=1), out=first[1:])
    master.add(standing.kind[own], first, patterns[patterns >= 0])


def rounded(
    board: Board,
    standing: Standing,
    part: Part,
    judged: tuple[Reals, Taste],
    remaining: Callable[[], float],
) -> Standing:
    """Return the standing with the part's officers on the patterns of the relaxation, made whole.

    Shares are cut to whole officers; where patterns are few the best choice among them is looked
    for from there; whoever is left gets what is best against the others.
    """
    master = part.master
    assert master is not None
    taken = np.floor(master.shares() + NEARLY_WHOLE).astype(np.int64)
    if len(master.patterns) <= PATTERNS_MAX:
        whole = master.whole(remaining(), taken)
        taken = taken if whole is None else whole
    found = standing.copy()
    idle = _placed(board, found, part, taken)
    weight, taste = judged
    run(board, found, idle, (weight, taste), lambda: False)
    return found


def _placed(board: Board, standing: Standing, part: Part, taken: Integers) -> Integers:
    """Give the part's officers these patterns, and return those for whom there was none."""
    master = part.master
    assert master is not None
    own = np.flatnonzero(np.isin(standing.kind, part.kinds))
    standing.pattern[own] = -1
    standing.cover[part.cells] = 0
    free = {kind: own[standing.kind[own] == kind].tolist() for kind in part.kinds.tolist()}
    for number in np.flatnonzero(taken).tolist():
        for _ in range(int(taken[number])):
            # A cell that has its people already is left out: nobody stands there for nothing.
            cells = [
                cell
                for cell in master.patterns[number].tolist()
                if standing.cover[cell] < board.need[cell]
            ]
            officers = free[master.owner[number]]
            if not cells or not officers:
                break
            officer = officers.pop()
            standing.pattern[officer, : len(cells)] = cells
            standing.cover[cells] += 1
    idle: Integers = np.array([each for many in free.values() for each in many], dtype=np.int64)
    return idle
