"""From a mixture of patterns to one pattern each: the surest are fixed, the rest is priced anew."""

from collections.abc import Mapping

from msgspec import Struct

from summitry.roster.budget import Until
from summitry.roster.columns import Pricing, priced_in
from summitry.roster.master import DUAL, Master
from summitry.roster.problem import Pattern
from summitry.roster.respond import completed

SURE = 0.95
"""A pattern with so large a share is fixed at once."""
AT_ONCE = 12
"""Where few are sure, one in so many of those left is fixed."""
ROUNDS_MAX = 25
"""So often at the most the officers left are priced anew before the next are fixed."""
NEAR = 2e-4
"""So little, as a share, the value may have risen since the last were fixed; else it is priced."""
EACH_MAX = 20
"""So many of an officer's patterns are kept for the dive, those nearest to the mixture."""


class Dived(Struct, frozen=True, kw_only=True):
    """A roster near the relaxation."""

    roster: list[Pattern]
    order: list[int]
    """The officers as they were fixed: the last had the least choice."""


def dive(master: Master, pricing: Pricing, until: Until) -> Dived | None:
    """Return a roster near the relaxation that the master holds; None where none is found.

    The master is used up. The fewer are left, the less time each takes: the time for the next is
    what is left, by the square of how many are left. Where it runs out, the officers left get the
    best pattern each, one after the other.
    """
    fixed: dict[int, Pattern] = {}
    left = list(range(len(master.problem.officers)))
    prices = master.solve(until)
    if prices is not None:
        master.prune(EACH_MAX)
        prices = master.solve(until)
    value = None if prices is None else prices.value
    while left and value is not None and not until():
        choices = _next(master, left)
        if not choices:
            break
        master.fix(choices)
        fixed |= choices
        many, left = len(left), [officer for officer in left if officer not in choices]
        value = _reprice(master, pricing, left, value, until, 1 - (len(left) / many) ** 2)
        until.tick()
    roster = completed(master.problem, pricing, fixed)
    return None if roster is None else Dived(roster=roster, order=[*fixed, *left])


def _next(master: Master, left: list[int]) -> Mapping[int, Pattern]:
    """Return the officers to be fixed next, with their patterns."""
    found = master.favourites()
    order = sorted((each for each in left if each in found), key=lambda each: -found[each][0])
    sure = [each for each in order if found[each][0] >= SURE]
    count = max(len(sure), 1 + len(left) // AT_ONCE)
    return {each: found[each][1] for each in order[:count]}


def _reprice(
    master: Master, pricing: Pricing, left: list[int], value: float, until: Until, share: float
) -> float | None:
    """Bring the mixture of the officers left near the value from before, and return its value."""
    prices, soon = master.solve(until, DUAL), until.part(share)
    for _ in range(ROUNDS_MAX):
        if prices is None or soon() or prices.value <= value + NEAR * abs(value):
            break
        _, is_new = priced_in(master, pricing, prices, prices.covers, left, soon)
        if not is_new:
            break
        prices = master.solve(until)
    return None if prices is None else prices.value
