"""From the relaxation to whole officers: shares rounded, patterns chosen, the rest filled in."""

import numpy as np

from summitry.roster.staffing.cells import Board, Integers, Reals
from summitry.roster.staffing.master import Master, Remaining
from summitry.roster.staffing.relax import Part
from summitry.roster.staffing.search import Standing, Taste, run

PATTERNS_MAX = 6_000
"""Patterns up to which a choice among all of them in whole numbers is tried."""
NEARLY_WHOLE = 1e-6


def remember(master: Master, standing: Standing, part: Part) -> Integers:
    """Add the patterns that officers of the part have now; return how many have each."""
    own = np.isin(standing.kind, part.kinds) & (standing.pattern[:, 0] >= 0)
    patterns, kinds = standing.pattern[own], standing.kind[own]
    first = np.zeros(len(patterns) + 1, dtype=np.int64)
    np.cumsum((patterns >= 0).sum(axis=1), out=first[1:])
    cells = patterns[patterns >= 0]
    master.add(kinds, first, cells)
    have = np.zeros(len(master.patterns), dtype=np.int64)
    for number, kind in enumerate(kinds.tolist()):
        have[master.place_of(kind, cells[first[number] : first[number + 1]])] += 1
    return have


def rounded(
    board: Board,
    standing: Standing,
    part: Part,
    judged: tuple[Reals, Taste],
    remaining: Remaining,
) -> Standing:
    """Return the standing with the part's officers on the patterns of the relaxation, made whole.

    Where patterns are few the best choice among them is looked for, from those that officers have;
    else shares are cut to whole officers. Whoever is left gets what is best against the others.
    """
    master = part.master
    assert master is not None
    weight, taste = judged
    taken = np.floor(master.shares() + NEARLY_WHOLE).astype(np.int64)
    have = remember(master, standing, part)
    # What was added just now is no part of the mixture.
    taken = np.concatenate([taken, np.zeros(len(have) - len(taken), dtype=np.int64)])
    if len(master.patterns) <= PATTERNS_MAX:
        whole = master.whole(remaining, have, weight)
        taken = taken if whole is None else whole
    found = standing.copy()
    idle = _placed(board, found, part, taken)
    run(board, found, idle, (weight, taste), lambda: remaining() <= 0)
    return found


def _placed(board: Board, standing: Standing, part: Part, taken: Integers) -> Integers:
    """Give the part's officers these patterns, and return those for whom there was none.

    Whoever has one of them already keeps it: of people alike none need change with another.
    """
    master = part.master
    assert master is not None
    own = np.flatnonzero(np.isin(standing.kind, part.kinds))
    holders = _holders(standing, own)
    standing.pattern[own] = -1
    standing.cover[part.cells] = 0
    is_joined = int(np.diff(board.tours.first).max(initial=1)) > 1
    free = {kind: own[standing.kind[own] == kind].tolist() for kind in part.kinds.tolist()}
    left = taken.copy()
    for are_holders in (True, False):
        for number in np.flatnonzero(left).tolist():
            pattern, kind = master.patterns[number], master.owner[number]
            same = holders.get((kind, pattern.tobytes()), [])
            for _ in range(int(left[number])):
                # A cell that has its people already is left out: nobody is there for nothing.
                cells = [
                    cell for cell in pattern.tolist() if standing.cover[cell] < board.need[cell]
                ]
                # Without one of its windows a tour of several would be two, with no rest between.
                is_broken = is_joined and len(cells) < len(pattern)
                officers = same if are_holders else free[kind]
                if not cells or not officers or is_broken:
                    break
                officer = officers.pop()
                if are_holders:
                    free[kind].remove(officer)
                standing.pattern[officer, : len(cells)] = cells
                standing.cover[cells] += 1
                left[number] -= 1
    idle: Integers = np.array([each for many in free.values() for each in many], dtype=np.int64)
    return idle


def _holders(standing: Standing, officers: Integers) -> dict[tuple[int, bytes], list[int]]:
    """Return who of the officers has which pattern."""
    found: dict[tuple[int, bytes], list[int]] = {}
    for officer in officers.tolist():
        pattern = standing.pattern[officer]
        key = (int(standing.kind[officer]), pattern[pattern >= 0].tobytes())
        found.setdefault(key, []).append(officer)
    return found
