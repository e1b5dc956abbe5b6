"""A roster judged person by person, by what knows nothing of how it was found."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from summitry.kit.ids import PersonId, UnitId
from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.staffing.problem import (
    Assignment,
    Demand,
    OfficerType,
    Problem,
    Result,
    Rules,
    Span,
)


class Fault(Struct, frozen=True, order=True):
    """What is wrong with a roster: which rule, and of whom or where."""

    rule: str
    subject: str


def faults(problem: Problem, result: Result) -> tuple[Fault, ...]:
    """Return every rule that the roster breaks and every number in it that is not true."""
    every = {
        *_numbers(problem, result),
        *_persons(problem, result),
        *_base(problem, result),
        *_reserves(problem, result),
    }
    return tuple(sorted(every))


def legal_part(problem: Problem, assignments: Iterable[Assignment]) -> Iterator[Assignment]:
    """Yield the assignments that break no rule: of whoever breaks one, those before it, by time."""
    known = {person: each for each in problem.types for person in each.persons}
    by_person: dict[PersonId, list[Assignment]] = defaultdict(list)
    for assignment in assignments:
        by_person[assignment.person_id].append(assignment)
    for person, some in by_person.items():
        if person not in known:
            continue
        some.sort(key=lambda each: (problem.demands[each.demand].start, each.demand))
        demands = [problem.demands[each.demand] for each in some]
        if not _broken(problem, known[person], demands):
            yield from some
            continue
        kept: list[Demand] = []
        for assignment, demand in zip(some, demands, strict=True):
            if not _broken(problem, known[person], [*kept, demand]):
                kept.append(demand)
                yield assignment


def _numbers(problem: Problem, result: Result) -> Iterator[Fault]:
    there = Counter(assignment.demand for assignment in result.assignments)
    told = Counter({each.demand: each.count for each in result.missing})
    by_priority = [0] * problem.priorities
    for place, demand in enumerate(problem.demands):
        lacking = demand.count - there[place]
        if lacking < 0:
            yield Fault("too-many", demand.post_id)
        if max(0, lacking) != told[place]:
            yield Fault("missing-untold", demand.post_id)
        by_priority[demand.priority] += max(0, lacking)
    if len(set(result.assignments)) < len(result.assignments):
        yield Fault("twice", "")
    yield from _sums(by_priority, result)


def _sums(by_priority: list[int], result: Result) -> Iterator[Fault]:
    if tuple(by_priority) != result.uncovered:
        yield Fault("uncovered", "")
    if sum(by_priority) < result.bound:
        yield Fault("bound", "")
    for priority, bound in enumerate(result.bounds):
        if sum(by_priority[: priority + 1]) < bound:
            yield Fault("bound", str(priority))


def _persons(problem: Problem, result: Result) -> Iterator[Fault]:
    known: Mapping[PersonId, OfficerType] = {
        person: each for each in problem.types for person in each.persons
    }
    duties: dict[PersonId, list[Demand]] = defaultdict(list)
    lent = 0
    for assignment in result.assignments:
        demand = problem.demands[assignment.demand]
        officer = known.get(assignment.person_id)
        if officer is None:
            yield Fault("unknown", assignment.person_id)
            continue
        lent += demand.home is not None and demand.home != officer.unit_id
        duties[assignment.person_id].append(demand)
    if lent != result.lent:
        yield Fault("lent", "")
    for person, own in duties.items():
        for rule in _broken(problem, known[person], own):
            yield Fault(rule, person)


def _base(problem: Problem, result: Result) -> Iterator[Fault]:
    """Yield the units that have more people on posts on a day than everyday duty leaves."""
    units = {person: each.unit_id for each in problem.types for person in each.persons}
    there: dict[tuple[UnitId, int], set[PersonId]] = defaultdict(set)
    for assignment in result.assignments if problem.caps else ():
        if assignment.person_id in units:
            unit = units[assignment.person_id]
            there[unit, problem.demands[assignment.demand].day].add(assignment.person_id)
    for cap in problem.caps:
        if len(there.get((cap.unit_id, cap.day), ())) > cap.people_max:
            yield Fault("base", cap.unit_id)


def _reserves(problem: Problem, result: Result) -> Iterator[Fault]:
    """Yield the units that have people on posts whom they are to keep in reserve."""
    units = {person: each.unit_id for each in problem.types for person in each.persons}
    by_hours: dict[UnitId, dict[Span, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for each in result.assignments if problem.kept else ():
        if each.person_id in units:
            demand = problem.demands[each.demand]
            hours = (demand.start, demand.end)
            by_hours[units[each.person_id]][hours].add(each.person_id)
    for kept in problem.kept:
        there = {
            person
            for (start, end), persons in by_hours[kept.unit_id].items()
            if start < kept.end and kept.start < end
            for person in persons
        }
        if len(there) > kept.people_max:
            yield Fault("reserve", kept.unit_id)


def _broken(problem: Problem, officer: OfficerType, demands: list[Demand]) -> set[str]:
    """Return the rules that one person breaks with these demands."""
    own = sorted(demands, key=lambda demand: (demand.start, demand.end))
    return {*_fitness(officer, own), *_duty(problem, officer, own)}


def _fitness(officer: OfficerType, own: list[Demand]) -> Iterator[str]:
    ends = dict(officer.expires)
    for demand in own:
        if demand.units and officer.unit_id not in demand.units:
            yield "unit"
        bits = [bit for bit in range(demand.skills.bit_length()) if demand.skills >> bit & 1]
        if any(not officer.skills >> bit & 1 for bit in bits):
            yield "skill"
        if any(ends.get(bit, demand.end) < demand.end for bit in bits):
            yield "expired"
        if any(demand.start < until and start < demand.end for start, until in officer.away):
            yield "away"


def _duty(problem: Problem, officer: OfficerType, own: list[Demand]) -> Iterator[str]:
    rules, past = problem.rules, officer.history
    if any(after.start < before.end for before, after in pairwise(own)):
        yield "two-posts"
    if rules.ways is not None and any(
        after.start - before.end < rules.ways.between(before.post_id, after.post_id)
        for before, after in pairwise(own)
    ):
        yield "way"
    tours = _joined(own)
    last_end = past.last_end
    for tour in tours:
        if last_end is not None and tour[0].start - last_end < rules.rest_seconds_min:
            yield "rest"
        last_end = tour[-1].end
        yield from _length(rules, tour)
    yield from _weeks(rules, officer, tours)
    days = [tour[0].day for tour in tours]
    counted = Counter(problem.period(day) for day in days)
    if rules.tours_max is not None and counted:
        # What was too much before the horizon is not this roster's doing.
        counted[0] += past.tours if counted[0] else 0
        if max(counted.values()) > rules.tours_max:
            yield "tours"
    if rules.days_in_row_max is not None and _longest_row(officer, days) > rules.days_in_row_max:
        yield "in-row"


def _weeks(rules: Rules, officer: OfficerType, tours: list[list[Demand]]) -> Iterator[str]:
    """Yield what weeks have too much or too little of, where a tour of the roster takes part."""
    new = {(tour[0].start, tour[-1].end) for tour in tours}
    spans = sorted(new | {(start, end) for start, end, _ in officer.duty})
    for begin, _ in spans:
        until = begin + WEEK_SECONDS
        parts = [(max(s, begin), min(e, until)) for s, e in spans if begin <= s < until]
        if not any(begin <= start < until for start, _ in new):
            continue
        most = rules.week_seconds_max
        if most is not None and sum(end - start for start, end in parts) > most:
            yield "week"
    rest = rules.week_rest_seconds_min
    if not rest:
        return
    for run in _runs(spans, rest):
        if new.intersection(run) and run[-1][1] - run[0][0] > WEEK_SECONDS - rest:
            yield "week-rest"


def _runs(spans: list[Span], rest: int) -> Iterator[list[Span]]:
    """Yield duty that no such rest breaks."""
    run: list[Span] = []
    for span in spans:
        if run and span[0] - run[-1][1] >= rest:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _joined(own: list[Demand]) -> list[list[Demand]]:
    tours: list[list[Demand]] = []
    for demand in own:
        if tours and demand.start <= tours[-1][-1].end:
            tours[-1].append(demand)
        else:
            tours.append([demand])
    return tours


def _length(rules: Rules, tour: list[Demand]) -> Iterator[str]:
    if tour[-1].end - tour[0].start > rules.tour_seconds_max:
        yield "tour"
    if len({demand.site for demand in tour}) > 1:
        yield "way"
    if _longest_at_gate(tour) > rules.gate_seconds_max:
        yield "gate"


def _longest_at_gate(tour: list[Demand]) -> int:
    longest, start, gate, end = 0, 0, "", -1
    for demand in tour:
        if not demand.gate or demand.gate != gate or demand.start != end:
            start = demand.start
        gate, end = demand.gate, demand.end
        if gate:
            longest = max(longest, end - start)
    return longest


def _longest_row(officer: OfficerType, days: list[int]) -> int:
    """Return the most days in a row among which is one of these."""
    past = officer.history
    longest, row, last, new = 0, past.days_in_row, past.last_day, False
    for day in sorted({*days, *(day for _, _, day in officer.duty)}):
        if last is None or day > last + 1:
            row, new = 1, False
        elif day == last + 1:
            row += 1
        new |= day in days
        longest, last = max(longest, row if new else 0), day
    return longest
