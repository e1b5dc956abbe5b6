"""Ways out of a shortage, each solved again: for the core alone, and for the problem as a whole."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from itertools import chain
from math import ceil

from msgspec.structs import replace

from summitry.kit.ids import PersonId, UnitId
from summitry.kit.time import HOUR_SECONDS
from summitry.roster.reasons.abilities import Change, changes
from summitry.roster.reasons.answer import Core, Kind, Prices, Signatures, WayOut
from summitry.roster.reasons.coupled import TOLERANCE, relaxed
from summitry.roster.reasons.groups import Group, Terms, pools_of
from summitry.roster.reasons.stopping import Stop, TooLateError
from summitry.roster.staffing.problem import OfficerType, Problem, Rules

UNITS_MAX = 3
LIMITS: Mapping[str, str] = {
    "rest_hours_min": "rest_seconds_min",
    "shift_hours_max": "tour_seconds_max",
    "gate_duty_hours_max": "gate_seconds_max",
    "week_hours_max": "week_seconds_max",
    "days_in_row_max": "days_in_row_max",
    "tours_max": "tours_max",
}
"""The limits by the name that people know, and the rule that holds each."""
HOURS = frozenset({"rest_hours_min", "shift_hours_max", "gate_duty_hours_max", "week_hours_max"})
STEPS_MAX = 14
QUARTER = 900
REACH: Mapping[str, float] = {
    "rest_hours_min": 8.0,
    "shift_hours_max": 16.0,
    "gate_duty_hours_max": 4.0,
    "week_hours_max": 72.0,
}
"""How far a way out may stretch a limit, in hours; beyond, nobody is asked to sign.

Eight hours of rest and sixteen of duty are what remains of a day in which both are in it; a gate is
stood at for no more than twice its two hours; twelve hours on six days leave a day of rest.
"""


class Whole:
    """What a way out must not make worse: all up to a priority, as it was asked, of some units.

    Parameters
    ----------
    types
        Whoever could serve it.
    """

    def __init__(
        self, problem: Problem, groups: tuple[Group, ...], types: Sequence[OfficerType], stop: Stop
    ) -> None:
        self.problem = problem
        self.groups = groups
        self.types = types
        self.stop = stop

    @cached_property
    def terms(self) -> Terms:
        """The rules, and what they are held against."""
        return Terms.of(self.problem)

    @cached_property
    def lack(self) -> float:
        """What is missing at least as things are."""
        return self.lack_with(self.types, self.problem.rules, self.groups)

    def lack_with(
        self, types: Sequence[OfficerType], rules: Rules, groups: Sequence[Group]
    ) -> float:
        """Return what is missing at least of the groups with other people, or other rules."""
        pools = pools_of(types, self.problem.demands, groups, rules, self.stop)
        return relaxed(groups, pools, replace(self.terms, rules=rules), self.stop).lack


def ways_out(
    core: Core, whole: Whole, prices: Prices, signatures: Signatures, stop: Stop
) -> tuple[tuple[WayOut, ...], bool]:
    """Return the ways out of the core that are found in time, the cheapest first, and if all are.

    One that the time was too short to confirm for the problem as a whole is not among them.
    """
    found: list[WayOut] = []
    is_complete = False
    with suppress(TooLateError):
        for way in chain(
            _fewer_asked(core, whole, prices),
            _people(core, whole, prices, stop),
            _reinforced(core, whole, prices, stop),
            _relaxed(core, whole, prices, signatures, stop),
        ):
            if way not in found:
                found.append(way)
        is_complete = not stop()
    found.sort(key=lambda way: (way.price, way.kind, way.unit_id or "", way.limit))
    return tuple(found), is_complete


def _fewer_asked(core: Core, whole: Whole, prices: Prices) -> Iterator[WayOut]:
    """Yield what is given up at the least: of the least grave demand of the core."""
    order = range(len(core.groups))
    place = max(order, key=lambda each: (core.groups[each].priority, each))
    group = core.groups[place]
    hours = prices.give_up_hours[min(group.priority, len(prices.give_up_hours) - 1)]
    left = replace(group, count=group.count - core.lack)
    groups = tuple(left if number == place else each for number, each in enumerate(core.groups))
    rules = whole.problem.rules
    if left.count >= 0 and whole.lack_with(whole.types, rules, groups) <= TOLERANCE:
        yield WayOut(
            kind=Kind.ASK_LESS, people=core.lack, price=hours * core.lack, group=place,
            skills=group.skills,
        )  # fmt: skip


def _least(enough: Callable[[int], bool], most: int, stop: Stop) -> int | None:
    """Return the least number up to the most that is enough; None where none is, or in no time."""
    low, high = 1, most
    if stop() or most < 1 or not enough(most):
        return None
    while low < high:
        if stop():
            return None
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle + 1, high)
    return low


def _confirmed(
    way: WayOut, core: Core, whole: Whole, with_it: tuple[Sequence[OfficerType], Rules]
) -> Iterator[WayOut]:
    """Yield the way once the problem as a whole was solved with it and is as much the better."""
    after = whole.lack_with(*with_it, whole.groups)
    # Whole people are missing: a lack that is a fraction is met by one more.
    most = max(ceil(whole.lack - TOLERANCE) - core.lack, 0)
    if after <= most + TOLERANCE:
        yield replace(way, lack_after=round(after, 3), is_whole=True)


def _people(core: Core, whole: Whole, prices: Prices, stop: Stop) -> Iterator[WayOut]:
    """Yield how many people must be able to do more than they can now, whoever serves least."""
    problem, rules = whole.problem, whole.problem.rules
    staying = {each.unit_id for each in problem.caps if each.people_home}
    staying |= {each.unit_id for each in problem.kept if each.people_home}
    for change in changes(core.groups, whole.types, problem.demands, prices, staying):
        most = min(sum(len(each.persons) for _, each, _ in change.order), 2 * core.lack + 1)

        def enough(count: int, change: Change = change) -> bool:
            types = change.made(whole.types, count)
            return whole.lack_with(types, rules, core.groups) <= TOLERANCE

        count = _least(enough, most, stop)
        if count is not None:
            way = WayOut(
                kind=change.kind, people=count, price=change.hours * count, skills=change.skills,
                unit_id=change.order[0][1].unit_id,
            )  # fmt: skip
            yield from _confirmed(way, core, whole, (change.made(whole.types, count), rules))


def _reinforced(core: Core, whole: Whole, prices: Prices, stop: Stop) -> Iterator[WayOut]:
    """Yield of which unit how many more it takes."""
    skills = 0
    for group in core.groups:
        skills |= group.skills
    for unit in _units(core, whole.problem):

        def with_more(count: int, unit: UnitId = unit) -> list[OfficerType]:
            persons = tuple(PersonId(f"+{number}") for number in range(count))
            more = OfficerType(unit_id=unit, persons=persons, skills=skills)
            return [*whole.types, more]

        def enough(count: int, with_more: Callable[[int], list[OfficerType]] = with_more) -> bool:
            rules = whole.problem.rules
            return whole.lack_with(with_more(count), rules, core.groups) <= TOLERANCE

        count = _least(enough, core.lack, stop)
        if count is not None:
            way = WayOut(
                kind=Kind.REINFORCE, people=count, price=prices.reinforce_hours * count,
                unit_id=unit, skills=skills,
            )  # fmt: skip
            yield from _confirmed(way, core, whole, (with_more(count), whole.problem.rules))


def _units(core: Core, problem: Problem) -> list[UnitId]:
    """Return the units that may stand on all of the core: those that hold its posts first."""
    demands = [problem.demands[place] for group in core.groups for place in group.demands]
    strength: dict[UnitId, int] = {}
    for each in problem.types:
        strength[each.unit_id] = strength.get(each.unit_id, 0) + len(each.persons)
    known = set(strength)
    for demand in demands:
        known |= set(demand.units) | ({demand.home} if demand.home is not None else set())
    able = [unit for unit in known if all(demand.may(unit) for demand in demands)]
    at_home = {unit: sum(demand.home == unit for demand in demands) for unit in able}
    order = sorted(able, key=lambda unit: (-at_home[unit], -strength.get(unit, 0), unit))
    return order[:UNITS_MAX]


def _relaxed(
    core: Core, whole: Whole, prices: Prices, signatures: Signatures, stop: Stop
) -> Iterator[WayOut]:
    """Yield for each limit that binds by how much it must give way at the least."""
    rules, types = whole.problem.rules, whole.types
    for limit in (each for each in core.binds if each in LIMITS):
        name = LIMITS[limit]
        steps = _steps(limit, core.groups, rules)

        def changed(step: int, name: str = name, steps: Sequence[int] = steps) -> Rules:
            return replace(rules, **{name: steps[step - 1]})

        def enough(step: int, changed: Callable[[int], Rules] = changed) -> bool:
            return whole.lack_with(types, changed(step), core.groups) <= TOLERANCE

        step = _least(enough, len(steps), stop)
        if step is None:
            continue
        before, after = getattr(rules, name), steps[step - 1]
        unit = HOUR_SECONDS if limit in HOURS else 1
        by = abs(before - after) / unit * (1 if limit in HOURS else 8)
        signed = signatures.get(limit)
        way = WayOut(
            kind=Kind.RELAX, people=core.lack, price=prices.relax_factor * by * core.lack,
            limit=limit, before=round(before / unit, 2), after=round(after / unit, 2),
            powers=() if signed is None else signed.powers,
            signers=() if signed is None else signed.persons,
        )  # fmt: skip
        yield from _confirmed(way, core, whole, (types, changed(step)))


def _steps(limit: str, groups: Sequence[Group], rules: Rules) -> list[int]:
    """Return the values at which more becomes possible, the smallest change first.

    Times are whole quarters of an hour, and none is beyond what may be signed for.
    """
    before = getattr(rules, LIMITS[limit])
    if limit not in HOURS:
        return [before + more for more in range(1, STEPS_MAX + 1)]
    if limit == "week_hours_max":
        return list(
            range(before + HOUR_SECONDS, round(REACH[limit] * HOUR_SECONDS) + 1, HOUR_SECONDS)
        )
    pairs = [(a, b) for a in groups for b in groups if a.start < b.start]
    if limit == "rest_hours_min":
        gaps = {(b.start - a.end) // QUARTER * QUARTER for a, b in pairs if b.start >= a.end}
        least = REACH[limit] * HOUR_SECONDS
        return sorted((gap for gap in gaps if least <= gap < before), reverse=True)
    lengths = {
        -(-(max(a.end, b.end) - a.start) // QUARTER) * QUARTER
        for a, b in pairs
        # Of a tour of three the two at its ends do not touch.
        if a.site == b.site and a.end - b.start <= rules.handover_seconds
    }
    return sorted(each for each in lengths if before < each <= REACH[limit] * HOUR_SECONDS)
