"""From a mixture of patterns to one pattern each: the surest are fixed, the rest is priced anew."""

from msgspec import Struct

from summitry.roster.budget import Budget, Stop
from summitry.roster.columns import priced_in
from summitry.roster.improve import completed
from summitry.roster.master import DUAL, Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem

SURE = 0.95
"""A pattern with so large a share is fixed at once."""
AT_ONCE = 12
"""Where few are sure, one in so many of those left is fixed."""
ROUNDS_MAX = 25
"""So often at the most the officers left are priced anew before the next are fixed."""
NEAR = 2e-4
"""So little, as a share, the value may have risen since the last were fixed; else it is priced."""


class Dived(Struct, frozen=True, kw_only=True):
    """A roster near the relaxation."""

    roster: list[Pattern]
    order: list[int]
    """The officers as they were fixed: the last had the least choice."""


def dive(
    problem: Problem, pricer: Pricer, master: Master, budget: Budget, stop: Stop
) -> Dived | None:
    """Return a roster near the relaxation that the master holds; None where none is found.

    Where time runs out, the officers left get the best pattern each, one after the other.
    """
    fixed: dict[int, Pattern] = {}
    left = list(range(len(problem.officers)))
    value = master.solve().value
    while left and not stop():
        choices = _next(master, left)
        if not choices:
            break
        master.fix(choices)
        fixed |= choices
        left = [officer for officer in left if officer not in choices]
        value = _reprice(master, pricer, left, value, stop)
        budget.tick()
    master.let_go()
    roster = completed(problem, pricer, fixed)
    return None if roster is None else Dived(roster=roster, order=[*fixed, *left])


def _next(master: Master, left: list[int]) -> dict[int, Pattern]:
    """Return the officers to be fixed next, with their patterns."""
    found = master.favourites()
    order = sorted((each for each in left if each in found), key=lambda each: -found[each][0])
    sure = [each for each in order if found[each][0] >= SURE]
    count = max(len(sure), 1 + len(left) // AT_ONCE)
    return {each: found[each][1] for each in order[:count]}


def _reprice(master: Master, pricer: Pricer, left: list[int], value: float, stop: Stop) -> float:
    """Bring the mixture of the officers left near the value from before, and return its value."""
    prices = master.solve(DUAL)
    for _ in range(ROUNDS_MAX):
        if stop() or prices.value <= value + NEAR * abs(value):
            break
        _, is_new = priced_in(master, pricer.cheapest, prices, prices.covers, left, stop)
        if not is_new:
            break
        prices = master.solve()
    return prices.value
