"""Checks a proof of shortage without a solver, in whole numbers and fractions alone.

The proof is a weight for each row of limits and a price for each demand. Every row is first shown
to hold for people, from the rules themselves; then that the prices are covered by the weights, and
that what the priced demands ask for is more than what the weighted limits allow.
"""

from collections.abc import Sequence
from fractions import Fraction
from itertools import combinations

from summitry.kit.time import DAY_SECONDS
from summitry.roster.reasons.coupled import Relaxed
from summitry.roster.reasons.groups import Group, Pool, Terms
from summitry.roster.reasons.rows import Limit, Row
from summitry.roster.staffing.problem import Rules

DENOMINATOR_MAX = 5_040


def proved_lack(
    groups: Sequence[Group], pools: Sequence[Pool], terms: Terms, proof: Relaxed
) -> Fraction:
    """Return how many are missing at least, as far as the proof shows it; 0 where it fails."""
    weights = [_fraction(each) for each in proof.weights]
    used = [row for row, weight in zip(proof.rows, weights, strict=True) if weight]
    if not all(_holds(row, groups, pools, terms) for row in used):
        return Fraction(0)
    allowed: dict[tuple[int, int], Fraction] = {}
    duty: dict[tuple[int, int], Fraction] = {}
    spent = Fraction(0)
    for row, weight in zip(proof.rows, weights, strict=True):
        spent += weight * row.most
        for entry in row.entries if weight else ():
            place = (row.pool, entry.day if entry.group is None else entry.group)
            sums = duty if entry.group is None else allowed
            sums[place] = sums.get(place, Fraction(0)) + weight * entry.weight
    # A day's duty that the weights do not cover is bounded by the size of the pool.
    spent += sum(-total * pools[pool].size for (pool, _), total in duty.items() if total < 0)
    prices = [_fraction(each) for each in proof.prices]
    for number, pool in enumerate(pools):
        for group in pool.able:
            prices[group] = min(prices[group], allowed.get((number, group), Fraction(0)))
    asked = sum((p * g.count for p, g in zip(prices, groups, strict=True)), start=Fraction(0))
    return max(asked - spent, Fraction(0))


def _fraction(value: float) -> Fraction:
    near = Fraction(value).limit_denominator(DENOMINATOR_MAX)
    # Weights of rows in seconds are small: those keep their full length.
    return near if abs(near - Fraction(value)) < Fraction(1, 10**9) else Fraction(value)


def _holds(row: Row, groups: Sequence[Group], pools: Sequence[Pool], terms: Terms) -> bool:
    """Say whether the row holds for the pool whatever its people do within the rules."""
    pool, rules = pools[row.pool], terms.rules
    members = [groups[entry.group] for entry in row.entries if entry.group is not None]
    days = [entry.day for entry in row.entries if entry.group is None]
    if row.limit is Limit.ONE_AT_A_TIME:
        alone = all(_exclude(a, b, terms) for a, b in combinations(members, 2))
        return alone and row.most >= pool.size and all(e.weight == 1 for e in row.entries)
    if row.limit is Limit.TOUR:
        return _is_tour(row, members, pool, rules)
    if row.limit is Limit.WEEK:
        return _is_week(row, members, pool, rules)
    if row.limit is Limit.ON_DUTY:
        return row.most >= 0 and _is_on_duty(members, days, groups, terms)
    if row.limit is Limit.DAY:
        return len(days) == 1 and row.most >= pool.size
    return _counts_days(row, sorted(days), pool, terms)


def _exclude(one: Group, other: Group, terms: Terms) -> bool:
    """Say whether nobody can have both windows."""
    rules = terms.rules
    early, late = (one, other) if one.start <= other.start else (other, one)
    if late.start > early.end:
        return late.start < early.end + rules.rest_seconds_min and not _is_filled(
            early, late, terms
        )
    if early.end - late.start > rules.handover_seconds or early.start == late.start:
        return True
    if early.site != late.site:
        return True
    whole = max(early.end, late.end) - early.start
    one_gate = early.gate == late.gate != ""
    return whole > rules.tour_seconds_max or (one_gate and whole > rules.gate_seconds_max)


def _is_one_tour(early: Group, late: Group, terms: Terms) -> bool:
    """Say whether one tour may hold both windows, with the others that it needs between them."""
    if late.start <= early.end:
        return not _exclude(early, late, terms)
    return _is_filled(early, late, terms)


def _is_filled(early: Group, late: Group, terms: Terms) -> bool:
    """Say whether both are in one tour that windows which touch lead through, from the late one."""
    if early.site != late.site or late.end - early.start > terms.rules.tour_seconds_max:
        return False
    left, seen = [late.start], set()
    while left:
        begin = left.pop()
        if 0 <= early.end - begin <= terms.rules.handover_seconds:
            return True
        for start, end in terms.windows.get(late.site, ()):
            touches = 0 <= end - begin <= terms.rules.handover_seconds
            if touches and early.start < start < begin and start not in seen:
                seen.add(start)
                left.append(start)
    return False


def _is_tour(row: Row, members: Sequence[Group], pool: Pool, rules: Rules) -> bool:
    """Two tours with the rest between them do not fit in more than their own length of duty."""
    span = max(g.end for g in members) - min(g.start for g in members)
    fits = span <= rules.tour_seconds_max + rules.rest_seconds_min
    net = all(
        entry.weight <= max(group.end - group.start - rules.handover_seconds, 0)
        for entry, group in zip(row.entries, members, strict=True)
    )
    return fits and net and row.most >= rules.tour_seconds_max * pool.size


def _is_week(row: Row, members: Sequence[Group], pool: Pool, rules: Rules) -> bool:
    """Windows that lie within seven days are no more than what these may have of each."""
    if rules.week_seconds_max is None:
        return False
    span = max(g.end for g in members) - min(g.start for g in members)
    net = all(
        entry.weight <= max(group.end - group.start - rules.handover_seconds, 0)
        for entry, group in zip(row.entries, members, strict=True)
    )
    return span <= 7 * DAY_SECONDS and net and row.most >= rules.week_seconds_max * pool.size


def _is_on_duty(
    members: Sequence[Group],
    days: Sequence[int],
    groups: Sequence[Group],
    terms: Terms,
) -> bool:
    """Who has one of the windows has a tour that starts on one of the days."""
    if not all(_exclude(a, b, terms) for a, b in combinations(members, 2)):
        return False
    for group in members:
        if group.day not in days:
            return False
        before = [g.day for g in groups if g.day < group.day and _is_one_tour(g, group, terms)]
        if not set(before) <= set(days):
            return False
    return True


def _counts_days(row: Row, days: Sequence[int], pool: Pool, terms: Terms) -> bool:
    rules = terms.rules
    if any(entry.weight != 1 for entry in row.entries) or len(set(days)) != len(days) or not days:
        return False
    if row.limit is Limit.DAYS_IN_ROW and rules.days_in_row_max is not None:
        return _is_spell(row, days, pool, rules.days_in_row_max)
    if row.limit is not Limit.TOURS or rules.tours_max is None or days[0] < terms.first_day:
        return False
    length = rules.period_days or (days[-1] - terms.first_day + 1)
    periods = {(day - terms.first_day) // length for day in days}
    done = pool.history.tours if periods == {0} else 0
    return len(periods) == 1 and row.most >= max(rules.tours_max - done, 0) * pool.size


def _is_spell(row: Row, days: Sequence[int], pool: Pool, most: int) -> bool:
    """Say whether of the days, which follow each other, nobody works as many as there are."""
    if days[-1] - days[0] + 1 != len(days):
        return False
    if len(days) > most and row.most >= most * pool.size:
        return True
    past = pool.history
    left = max(most - past.days_in_row, 0)
    follows = past.last_day is not None and days[0] == past.last_day + 1
    return follows and len(days) > left and row.most >= left * pool.size
