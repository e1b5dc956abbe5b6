"""Whether different people can meet all requirements of a post at once, by augmenting paths."""

import numpy as np
from numpy.typing import NDArray

from summitry.policy.compiled import compiled

Integers = NDArray[np.int64]

FREE = -1


@compiled
def violator(masks: Integers, needs: Integers) -> int:
    """Return the requirements, as bits, that lack most people together; 0 when all can be met.

    Parameters
    ----------
    masks
        For each person there, a bit for each requirement that the person can meet.
    needs
        For each requirement, how many people it takes.

    Of several such sets it is the smallest: the requirements that alternating paths reach from
    those left unmet by a largest assignment (the deficiency version of Hall's theorem).
    """
    assigned = np.full(len(masks), FREE, np.int64)
    unmet = 0
    for requirement in range(len(needs)):
        for _ in range(needs[requirement]):
            if not _augment(requirement, masks, assigned, len(needs)):
                unmet |= 1 << requirement
                break
    return _reached(unmet, masks, assigned)


@compiled
def assignment(masks: Integers, needs: Integers) -> Integers:
    """Return for each person the requirement that a largest assignment gives them, else `FREE`.

    Parameters
    ----------
    masks
        For each person there, a bit for each requirement that the person can meet.
    needs
        For each requirement, how many people it takes.
    """
    assigned = np.full(len(masks), FREE, np.int64)
    for requirement in range(len(needs)):
        for _ in range(needs[requirement]):
            if not _augment(requirement, masks, assigned, len(needs)):
                break
    return assigned


@compiled
def _augment(wanted: int, masks: Integers, assigned: Integers, count: int) -> bool:
    """Assign one more person to the wanted requirement, moving others where that frees one."""
    # The queue holds requirements; through[q] is the person who would leave q for before[q].
    through = np.full(count, FREE, np.int64)
    before = np.full(count, FREE, np.int64)
    queue = np.empty(count, np.int64)
    queue[0], head, tail = wanted, 0, 1
    before[wanted] = wanted
    while head < tail:
        here = queue[head]
        head += 1
        for person in range(len(masks)):
            if not masks[person] >> here & 1:
                continue
            there = assigned[person]
            if there == FREE:
                _shift_along(person, here, assigned, through, before)
                return True
            if before[there] == FREE:
                before[there], through[there] = here, person
                queue[tail] = there
                tail += 1
    return False


@compiled
def _shift_along(
    person: int, here: int, assigned: Integers, through: Integers, before: Integers
) -> None:
    """Give the free person to the last requirement of the path and move the others back along."""
    assigned[person] = here
    while before[here] != here:
        mover = through[here]
        here = before[here]
        assigned[mover] = here


@compiled
def _reached(unmet: int, masks: Integers, assigned: Integers) -> int:
    """Return the unmet requirements with all that hold a person who could have met one of them."""
    reached = unmet
    grown = unmet != 0
    while grown:
        grown = False
        for person in range(len(masks)):
            if masks[person] & reached and not reached >> assigned[person] & 1:
                reached |= 1 << assigned[person]
                grown = True
    return reached
