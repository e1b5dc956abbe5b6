"""Whether one person may have just these demands: what steps after the search ask of each change.

The judge of a finished roster (`checker`) asks the same in its own words.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.staffing.problem import Demand, OfficerType, Problem, Rules, Stays

Tour = list[Demand]


def fits(problem: Problem, officer: OfficerType, some: Iterable[Demand]) -> bool:
    """Say whether somebody of the type may have these demands and no others."""
    own = in_time(some)
    return fits_but_for_ways(problem, officer, own) and not late(problem.rules, own)


def fits_but_for_ways(problem: Problem, officer: OfficerType, own: Sequence[Demand]) -> bool:
    """Say whether it would be so if nobody needed time for ways; demands are in order of time."""
    if not all(officer.can(demand) for demand in own):
        return False
    tours, rules, last = tours_of(own), problem.rules, officer.history.last_end
    for tour in tours:
        if last is not None and tour[0].start - last < rules.rest_seconds_min:
            return False
        last = tour[-1].end
    return all(_is_short(rules, tour) for tour in tours) and _is_seldom(problem, officer, tours)


def in_time(some: Iterable[Demand]) -> list[Demand]:
    """Return the demands in order of time."""
    return sorted(some, key=lambda demand: (demand.start, demand.end))


def tours_of(own: Iterable[Demand]) -> list[Tour]:
    """Return demands in order of time joined where they touch."""
    tours: list[Tour] = []
    for demand in own:
        if tours and demand.start <= tours[-1][-1].end:
            tours[-1].append(demand)
        else:
            tours.append([demand])
    return tours


def late(rules: Rules, own: Sequence[Demand]) -> list[Demand]:
    """Return, of demands in order of time, those for which the way from the one before is long."""
    ways = rules.ways
    if ways is None:
        return []
    return [
        after
        for before, after in pairwise(own)
        if after.start - before.end < ways.between(before.post_id, after.post_id)
    ]


def at_gates(stretches: Iterable[tuple[int, int, str]]) -> int:
    """Return the most seconds at one gate without a break, of starts, ends and gates in order."""
    longest, begin, last_end, last_gate = 0, 0, None, ""
    for start, end, gate in stretches:
        if gate != last_gate or start != last_end:
            begin = start
        if gate:
            longest = max(longest, end - begin)
        last_end, last_gate = end, gate
    return longest


def _is_short(rules: Rules, tour: Tour) -> bool:
    if tour[-1].end - tour[0].start > rules.tour_seconds_max:
        return False
    for before, after in pairwise(tour):
        if after.start < before.end or before.site != after.site:
            return False
    return at_gates((d.start, d.end, d.gate) for d in tour) <= rules.gate_seconds_max


def _is_seldom(problem: Problem, officer: OfficerType, tours: list[Tour]) -> bool:
    rules, past = problem.rules, officer.history
    days = [tour[0].day for tour in tours]
    if rules.tours_max is not None and days:
        counted = Counter(problem.period(day) for day in days)
        counted[0] += past.tours if counted[0] else 0
        if max(counted.values()) > rules.tours_max:
            return False
    return _is_in_weeks(problem, officer, tours)


def _is_in_weeks(problem: Problem, officer: OfficerType, tours: list[Tour]) -> bool:
    """Say whether no week and no row of days with one of the tours in it has too much."""
    rules, past = problem.rules, officer.history
    new = [(tour[0].start, tour[-1].end, tour[0].day) for tour in tours]
    whole = sorted([*new, *officer.duty])
    most, rest = rules.week_seconds_max, rules.week_rest_seconds_min
    if most is not None and not all(_has_room(each, whole, new, most) for each in whole):
        return False
    begin, last_end, is_new = 0, None, False
    row, last = past.days_in_row, past.last_day
    is_row_new = False
    for start, end, day in whole:
        if last_end is None or start - last_end >= (rest or 0):
            begin, is_new = start, False
        if last is None or day > last + 1:
            row, is_row_new = 1, False
        elif day == last + 1:
            row += 1
        here = (start, end, day) in new
        is_new, is_row_new = is_new or here, is_row_new or here
        if rest and is_new and end - begin > WEEK_SECONDS - rest:
            return False
        if rules.days_in_row_max is not None and is_row_new and row > rules.days_in_row_max:
            return False
        last_end, last = end, day
    return True


def _has_room(first: Stays, whole: list[Stays], new: list[Stays], most: int) -> bool:
    """Say whether the seven days from the tour's beginning have no more, or none of the new."""
    start, until = first[0], first[0] + WEEK_SECONDS
    if not any(start <= each[0] < until for each in new):
        return True
    return sum(min(e, until) - s for s, e, _ in whole if start <= s < until) <= most
