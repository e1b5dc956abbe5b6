"""What a plan asks of a roster: posts as demands, persons as types, limits as rules."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.time import (
    DAY_SECONDS,
    EPOCH,
    HOUR_SECONDS,
    MINUTE_SECONDS,
    day_of,
    moment_of,
    seconds_of,
)
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, PostRequirement
from summitry.plan.snapshot import Snapshot
from summitry.policy.leading import gravest, leading_hours
from summitry.policy.limits import limits_of
from summitry.policy.matching import FREE, assignment
from summitry.roster.staffing.base import most_of, stayed
from summitry.roster.staffing.gaps import Stay, gaps_of
from summitry.roster.staffing.operators import Wanted, operators_of, with_operators
from summitry.roster.staffing.people import away, free, holdings, in_order, joined, wishes
from summitry.roster.staffing.problem import (
    Assignment,
    Cap,
    Demand,
    Kind,
    OfficerType,
    Problem,
    Rules,
    Span,
    Stays,
    Ways,
)
from summitry.roster.staffing.reserves import reserved
from summitry.roster.staffing.standing import day_number, standing_duty, with_weeks
from summitry.roster.staffing.ways import longest, ways_of
from summitry.roster.staffing.windows import Need, Window, by_weight, dealt, own, usual


class Ask(StrEnum):
    """How much of the roster is asked for."""

    FILL = "fill"
    """What stands stays; people for what is short."""
    ANEW = "anew"
    """All shifts anew."""


class _Kind(NamedTuple):
    """What makes officers alike."""

    unit_id: UnitId
    skills: int
    expires: tuple[tuple[int, int], ...]
    away: tuple[Span, ...]
    duty: tuple[Stays, ...]


class _Plan(Struct, frozen=True, kw_only=True):
    """What is read of the plan first."""

    snapshot: Snapshot
    rules: Rules
    skills: Mapping[Kind, int]
    needs: Mapping[PostId, Need]
    leading: Mapping[PostId, tuple[Need, ...]]
    """By leading post, the hours beside its own in which one must be there, for posts it leads."""
    operators: Wanted
    shifts: tuple[Stay, ...]
    ways: Ways


def from_plan(snapshot: Snapshot, ask: Ask, *, base_hash: str = "") -> Problem:
    """Return what a roster of the plan is asked for.

    Rest, length of duty, time at a gate and the overlap of a relief are the limits of the plan. On
    a post stand people of the unit that holds it, or else owns it; of a post without either,
    anybody. Whoever has another task in the plan, and no shift, is left to it.
    """
    plan = _read(snapshot)
    if ask is Ask.ANEW:
        asked: Mapping[PostId, Slots] = dict(_all_slots(plan))
        grave = gravest(snapshot.rows(Post))
    else:
        # Where a post is led already, one more there is no graver than the post.
        asked, grave = _gaps(plan), {}
    busy: Mapping[PersonId, list[Span]] = {}
    demands = tuple(_demands(plan, asked, grave))
    if ask is Ask.FILL:
        busy = _busy(plan, {plan.ways.sites[demand.post_id] for demand in demands})
    people = in_order(snapshot, plan.shifts, plan.skills)
    caps, home = _stayed(plan, ask, demands, people)
    standing = plan.shifts if ask is Ask.FILL else ()
    # Shifts on posts that the plan does not have are no duty to any rule.
    known = (stay for stay in standing if stay.post_id in plan.needs)
    duty = standing_duty(plan.rules, known, snapshot.event.zone)
    kept, reserve = reserved(snapshot, demands, standing, people)
    return Problem(
        demands=demands,
        types=_types(plan, demands, (busy, home, reserve), duty),
        rules=plan.rules,
        skills=tuple(plan.skills),
        caps=caps,
        kept=kept,
        wishes=wishes(snapshot),
        base_hash=base_hash,
    )


def standing_of(snapshot: Snapshot, problem: Problem) -> tuple[Assignment, ...]:
    """Return the shifts of the plan that are what the problem asks for, as many as can be.

    A search for all shifts anew sets out from them, and so changes no more than it has to. A shift
    does not say for which skill somebody is there. So in each window those of the post are
    assigned to what they can do in the largest way there is: whoever came to nothing would leave a
    hole in a tour, and with it the whole tour.
    """
    open_at: dict[_Where, list[int]] = defaultdict(list)
    for place, demand in enumerate(problem.demands):
        open_at[demand.post_id, demand.start, demand.end].append(place)
    types = {person: each for each in problem.types for person in each.persons}
    there: dict[_Where, dict[PersonId, OfficerType]] = defaultdict(dict)
    for stay in _stays(snapshot):
        where = (stay.post_id, stay.start, stay.end)
        if where in open_at and stay.person_id in types:
            there[where][stay.person_id] = types[stay.person_id]
    return tuple(
        found for where in there for found in _seated(problem, open_at[where], there[where])
    )


_Where = tuple[PostId, int, int]
"""Post, start and end of a window."""


def _seated(
    problem: Problem, places: list[int], officers: Mapping[PersonId, OfficerType]
) -> Iterator[Assignment]:
    demands = [problem.demands[place] for place in places]
    masks = [
        sum(1 << number for number, demand in enumerate(demands) if officer.can(demand))
        for officer in officers.values()
    ]
    seats = assignment(
        np.array(masks, dtype=np.int64),
        np.array([demand.count for demand in demands], dtype=np.int64),
    )
    for person_id, seat in zip(officers, seats.tolist(), strict=True):
        if seat != FREE:
            yield Assignment(places[seat], person_id)


def _read(snapshot: Snapshot) -> _Plan:
    limits = limits_of(snapshot)
    skills: dict[Kind, int] = {}
    held: dict[PostId, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for row in snapshot.rows(PostRequirement).values():
        kind = ("language", row.language)
        if row.qualification_id is not None:
            kind = ("qualification", row.qualification_id)
        skill = skills.setdefault(kind, len(skills))
        held[row.post_id][skill] += row.headcount_min
    needs = {
        post.post_id: Need(
            span=(seconds_of(post.start), seconds_of(post.end)),
            headcount=post.headcount_min,
            skills=dict(held.get(post.post_id, {})),
            is_gate=post.gate_id is not None,
        )
        for post in snapshot.rows(Post).values()
    }
    ways, shifts = ways_of(snapshot), tuple(_stays(snapshot))
    rest = round(limits.rest_hours_min * HOUR_SECONDS)
    rules = Rules(
        rest_seconds_min=rest,
        tour_seconds_max=round(limits.shift_hours_max * HOUR_SECONDS),
        gate_seconds_max=round(limits.gate_duty_hours_max * HOUR_SECONDS),
        handover_seconds=round(limits.handover_minutes_min * MINUTE_SECONDS),
        ways=ways if max([ways.same_site, *ways.seconds.values()]) > rest else None,
    )
    return _Plan(
        snapshot=snapshot,
        rules=with_weeks(rules, limits),
        skills=skills,
        needs=needs,
        leading={
            post_id: tuple(
                replace(
                    needs[post_id],
                    span=(seconds_of(span.start), seconds_of(span.end)),
                    headcount=1,
                    skills={},
                )
                for span in spans
            )
            for post_id, spans in leading_hours(snapshot.rows(Post)).items()
        },
        operators=operators_of(snapshot, skills, shifts),
        shifts=shifts,
        ways=ways,
    )


def _stays(snapshot: Snapshot) -> Iterator[Stay]:
    columns = snapshot.bulks["shifts"].columns
    if not columns.size:
        return
    posts, persons = columns.words["post_id"], columns.words["person_id"]
    for post, person, start, end in zip(
        *(columns[name].tolist() for name in ("post_id", "person_id", "start", "end")), strict=True
    ):
        yield Stay(PostId(posts[post]), PersonId(persons[person]), start, end)


Slots = list[tuple[Window, int]]
"""Windows with the skill, as a bit, that all of their people have."""


def _all_slots(plan: _Plan) -> Iterator[tuple[PostId, Slots]]:
    zone = plan.snapshot.event.zone
    spans: dict[PostId, list[Span]] = defaultdict(list)
    for stay in plan.shifts:
        spans[stay.post_id].append((stay.start, stay.end))
    for post_id, need in plan.needs.items():
        own, more = spans.get(post_id, []), plan.leading.get(post_id, ())
        slots = _slots(need, _within(own, need.span) if more else own, plan.rules, zone)
        slots = list(with_operators(slots, plan.operators.get(post_id, ())))
        for each in more:
            slots += _slots(each, _within(own, each.span), plan.rules, zone)
        yield post_id, slots


def _within(spans: Iterable[Span], hours: Span) -> list[Span]:
    """Return the spans that share a moment with the hours."""
    return [span for span in spans if span[0] < hours[1] and hours[0] < span[1]]


def _slots(need: Need, spans: list[Span], rules: Rules, zone: ZoneInfo) -> Slots:
    """Return the windows of the post's own shifts where they suffice, else the usual ones."""
    for windows in (own(need, spans, rules), usual(need, rules, zone)):
        given = None if windows is None else dealt(windows, need.skills)
        if windows is not None and given is not None:
            return list(_split(windows, given))
    return []


def _split(
    windows: Iterable[Window], given: Mapping[tuple[Window, int], int]
) -> Iterator[tuple[Window, int]]:
    rest = {window: window.count for window in windows}
    for (window, skill), count in given.items():
        rest[window] -= count
        yield Window(window.start, window.end, count), 1 << skill
    for window, count in rest.items():
        if count:
            yield Window(window.start, window.end, count), 0


def _gaps(plan: _Plan) -> Mapping[PostId, Slots]:
    until = holdings(plan.snapshot, plan.skills)
    leave = {row.person_id: tuple(away(row)) for row in plan.snapshot.rows(Person).values()}
    found: dict[PostId, Slots] = defaultdict(list)
    most = max(map(len, plan.leading.values()), default=0)
    asked = [plan.needs] + [
        {post: some[number] for post, some in plan.leading.items() if number < len(some)}
        for number in range(most)
    ]
    for needs in asked:
        for post_id, window, skill in gaps_of(needs, plan.shifts, (until, leave), plan.rules):
            found[post_id].append((window, skill))
    return found


def _busy(plan: _Plan, sites: Collection[str]) -> Mapping[PersonId, list[Span]]:
    """Return when persons are on duty, with the rest around it, or the way where that is longer."""
    # Without any rest a shift that touches another would go on as the same tour.
    rest = max(1, plan.rules.rest_seconds_min)
    margin: dict[PostId, int] = {}
    busy: dict[PersonId, list[Span]] = defaultdict(list)
    for stay in plan.shifts:
        if stay.post_id not in margin:
            margin[stay.post_id] = max(rest, longest(plan.ways, stay.post_id, sites))
        around = margin[stay.post_id]
        busy[stay.person_id].append((stay.start - around, stay.end + around))
    return busy


def _stayed(
    plan: _Plan,
    ask: Ask,
    demands: Sequence[Demand],
    people: Mapping[UnitId, Sequence[PersonId]],
) -> tuple[tuple[Cap, ...], Mapping[PersonId, list[Span]]]:
    """Return what everyday duty and what is booked leave of units, and who stays."""
    zone, persons = plan.snapshot.event.zone, plan.snapshot.rows(Person)
    units = {row.unit_id for stay in plan.shifts if (row := persons.get(stay.person_id))}
    days = sorted({EPOCH.date() + timedelta(days=demand.day) for demand in demands})
    on_duty: dict[date, set[PersonId]] = defaultdict(set)
    for stay in plan.shifts if ask is Ask.FILL else ():
        on_duty[day_of(moment_of(stay.start), zone)].add(stay.person_id)
    return stayed(most_of(plan.snapshot, days, units), people, on_duty, zone)


def _demands(
    plan: _Plan, asked: Mapping[PostId, Slots], grave: Mapping[PostId, int]
) -> Iterator[Demand]:
    """Yield what posts ask for; the first on a leading post is as grave as the posts it leads."""
    zone = plan.snapshot.event.zone
    for post in plan.snapshot.rows(Post).values():
        unit = post.holder_unit_id or post.owner_unit_id
        depth = post.weight.depth
        slots = by_weight(asked.get(post.post_id, ()), depth, grave.get(post.post_id, depth))
        for window, skills, priority in slots:
            yield Demand(
                post_id=post.post_id,
                start=window.start,
                end=window.end,
                day=day_number(window.start, zone),
                count=window.count,
                skills=skills,
                units=() if unit is None else (unit,),
                home=unit,
                priority=priority,
                gate=post.gate_id or "",
                # Where a way within a site takes time, nobody changes post within a tour.
                site=post.post_id if plan.ways.same_site else post.site_id,
            )


def _types(
    plan: _Plan,
    demands: tuple[Demand, ...],
    taken: Sequence[Mapping[PersonId, list[Span]]],
    duty: Mapping[PersonId, tuple[Stays, ...]],
) -> tuple[OfficerType, ...]:
    """Return those who may be put on posts, alike as far as the demands can tell."""
    asked: dict[UnitId | None, int] = defaultdict(int)
    for demand in demands:
        for unit in demand.units or (None,):
            asked[unit] |= demand.skills
    horizon = (
        min((demand.start for demand in demands), default=0),
        max((demand.end for demand in demands), default=0),
    )
    held = holdings(plan.snapshot, plan.skills)
    groups: dict[_Kind, list[PersonId]] = defaultdict(list)
    for person in free(plan.snapshot, plan.shifts):
        if person.unit_id not in asked and None not in asked:
            continue
        wanted = asked.get(person.unit_id, 0) | asked.get(None, 0)
        until = held[person.person_id]
        mask = sum(1 << skill for skill in until if wanted >> skill & 1)
        expires = tuple(
            (skill, end)
            for skill, end in sorted(until.items())
            if mask >> skill & 1 and end < horizon[1]
        )
        spans = [span for each in taken for span in each.get(person.person_id, ())]
        spans = [*spans, *away(person)]
        stays = duty.get(person.person_id, ())
        kind = _Kind(person.unit_id, mask, expires, _joined(spans, horizon), stays)
        groups[kind].append(person.person_id)
    return tuple(
        OfficerType(
            unit_id=kind.unit_id,
            persons=tuple(persons),
            skills=kind.skills,
            expires=kind.expires,
            away=kind.away,
            duty=kind.duty,
        )
        for kind, persons in groups.items()
    )


def _joined(spans: list[Span], horizon: Span) -> tuple[Span, ...]:
    """Return the same moments in order, as far as they matter in the horizon, without overlaps."""
    first, last = horizon[0] - DAY_SECONDS, horizon[1] + DAY_SECONDS
    cut = ((max(start, first), min(end, last)) for start, end in spans)
    return joined(span for span in cut if span[0] < span[1])
