"""Ways between posts: how long the plan says they take, and rosters with time for them.

The search knows the rest and lets nobody change place within a tour. Where some way is longer than
the rest that is not enough: what is left is mended here, post for post and then person for person.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import combinations
from math import ceil

from msgspec import Struct

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.time import MINUTE_SECONDS
from summitry.plan.movements import TravelTime
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.policy.limits import limits_of
from summitry.policy.timing import NIGHT_SECONDS
from summitry.roster.staffing.fits import fits, fits_but_for_ways, in_time, late, tours_of
from summitry.roster.staffing.problem import Assignment, Missing, OfficerType, Problem, Ways


def ways_of(snapshot: Snapshot) -> Ways:
    """Return the ways between the sites of the plan's posts, as the check of shifts judges them.

    A way that the plan does not know takes half a day: it is then not asked for.
    """
    sites = {post.post_id: str(post.site_id) for post in snapshot.rows(Post).values()}
    known = snapshot.rows(Site)
    given = {
        (str(row.from_site_id), str(row.to_site_id)): ceil(row.minutes * MINUTE_SECONDS)
        for row in snapshot.rows(TravelTime).values()
    }
    seconds: dict[tuple[str, str], int] = {}
    for one, other in combinations(sorted(set(sites.values())), 2):
        for start, end in ((one, other), (other, one)):
            unknown = NIGHT_SECONDS if one in known and other in known else 0
            seconds[start, end] = given.get((start, end), given.get((end, start), unknown))
    same_site = ceil(limits_of(snapshot).same_site_minutes * MINUTE_SECONDS)
    return Ways(sites=sites, seconds=seconds, same_site=same_site)


def longest(ways: Ways, post: PostId, others: Iterable[str]) -> int:
    """Return the longest way between the post and the sites, in either direction."""
    site = ways.sites.get(post, "")
    return max(
        (
            ways.same_site
            if other == site
            else max(ways.seconds.get((site, other), 0), ways.seconds.get((other, site), 0))
            for other in others
        ),
        default=0,
    )


_Hours = tuple[UnitId, int, int]


class _Roster(Struct, frozen=True):
    """Who stands where, while it is mended."""

    problem: Problem
    types: Mapping[PersonId, OfficerType]
    units: Mapping[UnitId, list[PersonId]]
    by_hours: Mapping[_Hours, list[PersonId]]
    """Those of a unit who stood somewhere at these hours at first."""
    duties: dict[PersonId, set[int]]
    stop: Callable[[], bool]

    def fits(self, person: PersonId, places: Iterable[int]) -> bool:
        own = [self.problem.demands[place] for place in places]
        return fits(self.problem, self.types[person], own)


def on_time(
    problem: Problem,
    assignments: tuple[Assignment, ...],
    missing: tuple[Missing, ...],
    stop: Callable[[], bool],
) -> tuple[tuple[Assignment, ...], tuple[Missing, ...]]:
    """Return the roster with nobody who comes too late for the way from the duty before.

    Whoever would is exchanged with somebody who stands elsewhere at the same hours; where nobody
    fits, the tour is given to somebody who is free, and else it is missing, as it is when stopped.
    """
    if problem.rules.ways is None:
        return assignments, missing
    roster = _roster(problem, assignments, stop)
    duties = roster.duties
    for person in sorted(duties):
        while tardy := list(_late(roster, person)):
            if not any(_exchanged(roster, person, place) for place in tardy):
                _given_away(roster, person, tardy[0])
    after = tuple(sorted(Assignment(place, who) for who, own in duties.items() for place in own))
    there: dict[int, int] = defaultdict(int)
    for each in after:
        there[each.demand] += 1
    lacking = ((place, demand.count - there[place]) for place, demand in enumerate(problem.demands))
    return after, tuple(Missing(place, count) for place, count in lacking if count > 0)


def _roster(
    problem: Problem, assignments: tuple[Assignment, ...], stop: Callable[[], bool]
) -> _Roster:
    duties: dict[PersonId, set[int]] = defaultdict(set)
    for each in assignments:
        duties[each.person_id].add(each.demand)
    types = {person: each for each in problem.types for person in each.persons}
    units: dict[UnitId, list[PersonId]] = defaultdict(list)
    for person, kind in types.items():
        units[kind.unit_id].append(person)
    by_hours: dict[_Hours, list[PersonId]] = defaultdict(list)
    for each in assignments:
        demand, unit = problem.demands[each.demand], types[each.person_id].unit_id
        by_hours[unit, demand.start, demand.end].append(each.person_id)
    return _Roster(problem, types, units, by_hours, duties, stop)


def _ordered(roster: _Roster, person: PersonId) -> list[int]:
    demands = roster.problem.demands
    return sorted(roster.duties[person], key=lambda place: (demands[place].start, place))


def _late(roster: _Roster, person: PersonId) -> Iterator[int]:
    """Yield the demands before and after a way that is too long."""
    order = _ordered(roster, person)
    demands = [roster.problem.demands[place] for place in order]
    tardy = {id(demand) for demand in late(roster.problem.rules, demands)}
    for number, demand in enumerate(demands):
        if id(demand) in tardy:
            yield order[number]
            yield order[number - 1]


def _exchanged(roster: _Roster, person: PersonId, place: int) -> bool:
    """Exchange the demand with somebody at the same hours, where both then come in time."""
    demands = roster.problem.demands
    mine = demands[place]
    unit = roster.types[person].unit_id
    for other in roster.by_hours.get((unit, mine.start, mine.end), ()):
        if roster.stop():
            break
        if other == person:
            continue
        for theirs in sorted(roster.duties[other]):
            demand = demands[theirs]
            if (demand.start, demand.end) != (
                mine.start,
                mine.end,
            ) or demand.post_id == mine.post_id:
                continue
            ours = roster.duties[person] - {place} | {theirs}
            others = roster.duties[other] - {theirs} | {place}
            if roster.fits(other, others) and _is_less_late(roster, person, ours):
                roster.duties[person], roster.duties[other] = ours, others
                return True
    return False


def _is_less_late(roster: _Roster, person: PersonId, places: set[int]) -> bool:
    """Say whether the person may have these, but for ways, of which fewer are then too long."""
    problem = roster.problem
    now, before = (
        in_time(problem.demands[place] for place in some)
        for some in (places, roster.duties[person])
    )
    is_less = len(late(problem.rules, now)) < len(late(problem.rules, before))
    return is_less and fits_but_for_ways(problem, roster.types[person], now)


def _given_away(roster: _Roster, person: PersonId, place: int) -> None:
    """Take the tour off the person, and give each of its demands to somebody whom it fits."""
    demands = roster.problem.demands
    order = _ordered(roster, person)
    tours = tours_of(demands[each] for each in order)
    tour = next(tour for tour in tours if any(each is demands[place] for each in tour))
    freed = [each for each in order if any(demands[each] is some for some in tour)]
    roster.duties[person] -= set(freed)
    unit = roster.types[person].unit_id
    for each in freed:
        for other in roster.units[unit]:
            if roster.stop():
                return
            own = roster.duties.get(other, set())
            if other != person and roster.fits(other, own | {each}):
                roster.duties[other] = own | {each}
                break
