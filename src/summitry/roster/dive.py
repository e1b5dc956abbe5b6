"""From a mixture of patterns to one pattern each: the surest are fixed, the rest is priced anew."""

from summitry.roster.columns import Stop, relax
from summitry.roster.master import Master
from summitry.roster.pricing import Pricer
from summitry.roster.problem import Pattern, Problem

SURE = 0.95
"""A pattern with so large a share is fixed at once."""
AT_ONCE = 10
"""Where few are sure, the surest tenth is fixed."""
KEPT_MAX = 40
"""So many of an officer's patterns, those nearest to being of use, are kept from one to the next."""


def dive(problem: Problem, pricer: Pricer, master: Master, stop: Stop) -> list[Pattern]:
    """Return a roster near the relaxation that the master holds; a rough one where time runs out."""
    roster: dict[int, Pattern] = {}
    left = list(range(len(problem.officers)))
    prices = master.solve()
    while True:
        found = master.favourites()
        order = sorted(found, key=lambda each: -found[each][0])
        sure = [each for each in order if found[each][0] >= SURE]
        fixed = (
            set(order)
            if stop()
            else set(
                sure if len(sure) * AT_ONCE >= len(left) else order[: 1 + len(left) // AT_ONCE]
            )
        )
        roster |= {left[each]: found[each][1] for each in fixed}
        near = master.nearest(prices, KEPT_MAX)
        known = [(left[each], pattern) for each, pattern in near if each not in fixed]
        left = [officer for each, officer in enumerate(left) if each not in fixed]
        if not left:
            return [roster[officer] for officer in range(len(problem.officers))]
        master = Master(problem.part(left, problem.cover_of(roster.values())))
        numbers = {officer: number for number, officer in enumerate(left)}
        for officer, pattern in known:
            master.add(numbers[officer], pattern)
        relax(master, pricer.part(left), stop)
        prices = master.solve()
