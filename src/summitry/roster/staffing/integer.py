"""From the relaxation to whole officers: shares rounded, patterns chosen, the rest filled in."""

from collections import defaultdict

import numpy as np

from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import Master, Remaining, Wanted
from summitry.roster.staffing.relax import Part
from summitry.roster.staffing.search import Standing, Taste, run

PATTERNS_MAX = 6_000
"""Patterns up to which a choice among all of them in whole numbers is tried."""
NEARLY_WHOLE = 1e-6


def remember(master: Master, standing: Standing, part: Part, of: Integers) -> Integers:
    """Add the patterns that officers of the part have now; return how many have each.

    Parameters
    ----------
    of
        By cell of the roster, the cell of the relaxation.
    """
    own = np.isin(standing.kind, part.kinds) & (standing.pattern[:, 0] >= 0)
    patterns, kinds = standing.pattern[own], standing.kind[own]
    first = np.zeros(len(patterns) + 1, dtype=np.int64)
    np.cumsum((patterns >= 0).sum(axis=1), out=first[1:])
    cells = of[patterns[patterns >= 0]]
    master.add(kinds, first, cells)
    have = np.zeros(len(master.patterns), dtype=np.int64)
    for number, kind in enumerate(kinds.tolist()):
        have[master.place_of(kind, cells[first[number] : first[number + 1]])] += 1
    return have


def rounded(
    board: Board,
    standing: Standing,
    part: Part,
    of: Integers,
    judged: tuple[Reals, Taste],
    remaining: Remaining,
) -> Standing:
    """Return the standing with the part's officers on the patterns of the relaxation, made whole.

    Where patterns are few the best choice among them is looked for, from those that officers have;
    else shares are cut to whole officers. Whoever is left gets what is best against the others.

    Parameters
    ----------
    of
        By cell of the board, the cell of the relaxation.
    """
    master = part.master
    assert master is not None
    weight, taste = judged
    taken = np.floor(master.shares() + NEARLY_WHOLE).astype(np.int64)
    have = remember(master, standing, part, of)
    # What was added just now is no part of the mixture.
    taken = np.concatenate([taken, np.zeros(len(have) - len(taken), dtype=np.int64)])
    cells = np.flatnonzero(np.isin(of, part.cells))
    cells = cells[np.argsort(-weight[cells], kind="stable")]
    if len(master.patterns) <= PATTERNS_MAX:
        wanted = Wanted(of=of[cells], need=board.need[cells], weight=weight[cells])
        whole = master.whole(remaining, have, wanted)
        taken = taken if whole is None else whole
    found = standing.copy()
    members: dict[int, list[int]] = defaultdict(list)
    for cell in cells.tolist():
        members[int(of[cell])].append(cell)
    idle = _placed(board, found, part, taken, members)
    run(board, found, idle, (weight, taste), lambda: remaining() <= 0)
    return found


def _placed(
    board: Board, standing: Standing, part: Part, taken: Integers, members: dict[int, list[int]]
) -> Integers:
    """Give the part's officers these patterns, and return those for whom there was none.

    Whoever has one of them already keeps it: of people alike none need change with another.

    Parameters
    ----------
    members
        By cell of the relaxation, the cells of the board, the gravest first.
    """
    master = part.master
    assert master is not None
    own = np.flatnonzero(np.isin(standing.kind, part.kinds))
    merged = {cell: one for one, some in members.items() for cell in some}
    had = {
        officer: [c for c in standing.pattern[officer].tolist() if c >= 0]
        for officer in own.tolist()
    }
    holders: dict[tuple[int, tuple[int, ...]], list[int]] = defaultdict(list)
    for officer in own.tolist():
        key = tuple(merged[cell] for cell in had[officer])
        holders[int(standing.kind[officer]), key].append(officer)
    standing.pattern[own] = -1
    standing.cover[list(merged)] = 0
    is_joined = board.is_joined
    free = {kind: own[standing.kind[own] == kind].tolist() for kind in part.kinds.tolist()}
    left = taken.copy()
    for are_holders in (True, False):
        for number in np.flatnonzero(left).tolist():
            pattern, kind = master.patterns[number].tolist(), master.owner[number]
            officers = holders[kind, tuple(pattern)] if are_holders else free[kind]
            for _ in range(int(left[number])):
                if not officers:
                    break
                wished = had[officers[-1]] if are_holders else [members[c][0] for c in pattern]
                # A cell that has its people already is left out: nobody is there for nothing.
                cells = [
                    cell
                    for first, one in zip(wished, pattern, strict=True)
                    for cell in [_with_room(board, standing, [first, *members[one]])]
                    if cell is not None
                ]
                # Without one of its windows a tour of several would be two, with no rest between.
                is_broken = is_joined and len(cells) < len(pattern)
                if not cells or is_broken:
                    break
                officer = officers.pop()
                if are_holders:
                    free[kind].remove(officer)
                standing.pattern[officer, : len(cells)] = cells
                standing.cover[cells] += 1
                left[number] -= 1
    idle: Integers = np.array([each for many in free.values() for each in many], dtype=np.int64)
    return idle


def _with_room(board: Board, standing: Standing, cells: list[int]) -> int | None:
    """Return the first of the cells that has not all its people yet."""
    return next((cell for cell in cells if standing.cover[cell] < board.need[cell]), None)
