"""The judge of every roster: which rules it breaks and what it costs, from the problem as put.

It shares nothing with the search: no array of costs, no pricing, no compiled code.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from summitry.roster.problem import OFF, WEEK, Officer, Pattern, Problem


def judged_cost(problem: Problem, roster: Sequence[Pattern]) -> int:
    """Return what the roster costs, counted anew from demands and wishes."""
    worked = Counter(
        (day, kind) for pattern in roster for day, kind in enumerate(pattern) if kind != OFF
    )
    needs, prices = Counter[tuple[int, int]](), {}
    for each in problem.demands:
        needs[each.day, each.kind] += each.count
        prices[each.day, each.kind] = each.missing_cost, each.surplus_cost
    cost = 0
    for shift, (missing, surplus) in prices.items():
        lack = needs[shift] - worked[shift]
        cost += lack * missing if lack > 0 else -lack * surplus
    for wish in problem.wishes:
        works = roster[wish.officer][wish.day] == wish.kind
        cost += wish.cost if works != wish.to_work else 0
    return cost


def broken_rules(problem: Problem, number: int, pattern: Pattern) -> Iterator[str]:
    """Yield the name of each rule that the officer's pattern breaks."""
    officer = problem.officers[number]
    if len(pattern) != problem.days or not set(pattern) <= {OFF, *range(len(problem.kinds))}:
        yield "days"
        return
    worked = [(day, kind) for day, kind in enumerate(pattern) if kind != OFF]
    minutes = sum(problem.kinds[kind].minutes for _, kind in worked)
    if minutes < officer.minutes_min:
        yield "minutes_min"
    if minutes > officer.minutes_max:
        yield "minutes_max"
    counts = Counter(kind for _, kind in worked)
    if any(counts[kind] > most for kind, most in officer.kinds_max.items()):
        yield "kinds_max"
    if any(
        OFF not in {before, after} and after in problem.kinds[before].not_before
        for before, after in pairwise(pattern)
    ):
        yield "not_before"
    if any(day in officer.days_off for day, _ in worked):
        yield "days_off"
    if len({day // WEEK for day, _ in worked if day % WEEK >= WEEK - 2}) > officer.weekends_max:
        yield "weekends_max"
    yield from _broken_stretches(officer, pattern)


def _broken_stretches(officer: Officer, pattern: Pattern) -> Iterator[str]:
    """Yield the limits of stretches that are broken; those at the horizon's ends may be short."""
    lengths = [
        (works, len(tuple(days))) for works, days in groupby(kind != OFF for kind in pattern)
    ]
    inner = lengths[1:-1]
    if any(works and length > officer.working_days_max for works, length in lengths):
        yield "working_days_max"
    if any(works and length < officer.working_days_min for works, length in inner):
        yield "working_days_min"
    if any(not works and length < officer.days_off_min for works, length in inner):
        yield "days_off_min"
