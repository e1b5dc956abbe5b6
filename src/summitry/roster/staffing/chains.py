"""Chains: whoever could do more takes a place from another, who looks for a new one, and so on.

Sweeps let holes wander until they meet somebody who is free. Where holes are many and those who are
free few, it is quicker the other way round: the free one takes a place that is held and would let
him do more, whoever held it looks for another, and takes one in turn where there is none. What is
uncovered shrinks where somebody finds a place that is empty; it can grow where one takes several
that are held and their holders find none, which is left to the sweeps that follow.
"""

import numpy as np
from msgspec import Struct

from summitry.kit.streams import Stream
from summitry.policy.compiled import compiled
from summitry.roster.staffing.cells import Board, Ground, Integers, Reals
from summitry.roster.staffing.patterns import best_cells, price
from summitry.roster.staffing.search import Standing

STEPS_MAX = 40
"""Links of a chain."""
TAKEN, SPREAD, TIRED = 0.4, 0.1, 0.9
"""What a place that somebody holds is worth of an empty one, by how much that differs by chance,
and what is left of it once it was taken: the next takes another.

Below half, so that nobody gives up one place for two that are held."""
ANY = 0.05
"""What a place is worth where people are not scarce: others will fill it."""
SHORT_MIN = 0.5
"""By how much an officer must fall short of the most: prices that are not whole make all do."""
NOTHING = 1e-6
State = tuple[Integers, Integers, Integers, Reals, Reals, Reals, Reals]
"""Patterns, cover and need; what one missing of a cell weighs, what one who stands there is worth
to another, and by cell the first where somebody is missing, else nothing and the second."""


class Lead(Struct, frozen=True):
    """What cells are worth by what is proved of them, and by type what one can have at most."""

    worth: Reals
    most: Reals


def lead_of(board: Board, worth: Reals) -> Lead:
    """Return what leads chains where cells are worth so much."""
    most, _, _, _ = price(np.arange(len(board.headcount)), worth, board.ground, 1)
    return Lead(worth, most)


def chains(board: Board, standing: Standing, lead: Lead, stream: Stream) -> None:
    """Begin a chain with officers who have a place less than they could, in any order.

    They are so many at most that it takes no longer than a sweep.
    """
    there = standing.pattern >= 0
    has = np.where(there, lead.worth[standing.pattern], 0.0).sum(axis=1)
    free = np.flatnonzero(lead.most[standing.kind] - has > SHORT_MIN)
    free = stream.permutation(free)[: 1 + len(has) // STEPS_MAX]
    officers, places = np.nonzero(there)
    cells = standing.pattern[officers, places]
    first = np.zeros(len(lead.worth) + 1, dtype=np.int64)
    np.cumsum(np.bincount(cells, minlength=len(lead.worth)), out=first[1:])
    weight = lead.worth + ANY
    taken = weight * TAKEN * (1.0 - SPREAD * stream.random(len(weight)))
    _chains(
        free,
        (standing.kind, standing.pattern, standing.cover),
        (board.need, weight, taken),
        (first, officers[np.argsort(cells, kind="stable")]),
        stream.random(1 + len(free) * STEPS_MAX),
        board.ground,
    )


@compiled
def _chains(
    free: Integers,
    standing: tuple[Integers, Integers, Integers],
    asked: tuple[Integers, Reals, Reals],
    index: tuple[Integers, Integers],
    dice: Reals,
    ground: Ground,
) -> None:
    (kinds, pattern, cover), (need, weight, taken), (first, holders) = standing, asked, index
    empty = np.where(cover < need, weight, 0.0)
    worth = np.where(cover < need, weight, taken)
    state = pattern, cover, need, weight, taken, empty, worth
    throw = 0
    for beginning in free:
        officer = beginning
        for _ in range(STEPS_MAX):
            _leave(officer, state)
            _, cells = best_cells(kinds[officer], worth, ground, (0.0, 0.0))
            _join(officer, cells, state)
            following = -1
            for cell in cells:
                if cover[cell] <= need[cell]:
                    continue
                taken[cell] *= TIRED
                mine = holders[first[cell] : first[cell + 1]]
                other = _holder(cell, officer, mine, pattern, dice[throw % len(dice)])
                throw += 1
                had = _leave(other, state)
                _, places = best_cells(kinds[other], empty, ground, (0.0, 0.0))
                _join(other, places, state)
                if weight[places].sum() < had - NOTHING:
                    following = other
            if following < 0:
                break
            officer = following


@compiled
def _leave(officer: int, state: State) -> float:
    """Take the officer off everything; return what that weighed."""
    pattern, cover, need, weight, taken, empty, worth = state
    total = 0.0
    for place in range(pattern.shape[1]):
        cell = pattern[officer, place]
        if cell < 0:
            break
        pattern[officer, place] = -1
        cover[cell] -= 1
        total += weight[cell]
        if cover[cell] < need[cell]:
            empty[cell] = worth[cell] = weight[cell]
        else:
            empty[cell], worth[cell] = 0.0, taken[cell]
    return total


@compiled
def _join(officer: int, cells: Integers, state: State) -> None:
    """Put the officer on these cells."""
    pattern, cover, need, _, taken, empty, worth = state
    for place in range(len(cells)):
        cell = cells[place]
        pattern[officer, place] = cell
        cover[cell] += 1
        if cover[cell] >= need[cell]:
            empty[cell], worth[cell] = 0.0, taken[cell]


@compiled
def _holder(cell: int, officer: int, holders: Integers, pattern: Integers, dice: float) -> int:
    """Return another officer who stands there: of those at the beginning, if any still does."""
    begin = int(dice * len(holders))
    for turn in range(len(holders)):
        other = holders[(begin + turn) % len(holders)]
        if other != officer and _stands(pattern[other], cell):
            return int(other)
    # Somebody must leave, be it one who came only by a chain: nobody stands where none is missing.
    for other in range(len(pattern)):
        if other != officer and _stands(pattern[other], cell):
            return other
    return officer


@compiled
def _stands(own: Integers, cell: int) -> bool:
    for each in own:
        if each == cell:
            return True
        if each < 0:
            break
    return False
