"""What limits people, as rows: so many of these windows, weighed so, a pool can serve at most."""

from collections.abc import Iterator, Sequence
from enum import StrEnum

from msgspec import Struct

from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.reasons.conflicts import cliques, conflict, is_bridged, windows_of
from summitry.roster.reasons.groups import Group, Pool, Terms
from summitry.roster.reasons.stopping import Stop, look, never
from summitry.roster.staffing.problem import Rules


class Limit(StrEnum):
    """Why people cannot do more."""

    ONE_AT_A_TIME = "one-at-a-time"
    """Nobody has two windows that overlap, lie too close together, or are too long together."""
    TOUR = "tour"
    """Within a tour and the rest after it nobody works longer than a tour."""
    WEEK = "week"
    """In seven days nobody works longer than a week may have."""
    ON_DUTY = "on-duty"
    """Who has a window of a day is on duty that day."""
    DAY = "day"
    """Nobody is on duty more than once a day."""
    DAYS_IN_ROW = "days-in-row"
    TOURS = "tours"


class Entry(Struct, frozen=True):
    """What one more of something uses up."""

    group: int | None
    """People on the group; None: people on duty on the day."""
    day: int
    weight: int


class Row(Struct, frozen=True, kw_only=True):
    """The sum of the entries is never above the most."""

    limit: Limit
    pool: int
    entries: tuple[Entry, ...]
    most: int


def rows_of(
    groups: Sequence[Group], pools: Sequence[Pool], terms: Terms, stop: Stop = never
) -> Iterator[Row]:
    """Yield the rows of all pools."""
    rules = terms.rules
    sets = cliques(groups, terms, stop)
    spans = _tour_spans(groups, terms)
    weeks = _week_spans(groups) if rules.week_seconds_max is not None else ()
    by_day = _by_day(groups, sets, terms) if _looks_at_days(rules) else ()
    for number, pool in enumerate(pools):
        look(stop)
        known: set[tuple[int, ...]] = set()
        for members in sets:
            own = tuple(each for each in members if each in pool.able)
            if own and own not in known:
                known.add(own)
                yield _row(Limit.ONE_AT_A_TIME, number, [(g, 1) for g in own], pool.size)
        for members in spans:
            weights = [(g, _length(groups[g], rules)) for g in members if g in pool.able]
            if len(weights) > 1:
                yield _row(Limit.TOUR, number, weights, rules.tour_seconds_max * pool.size)
        yield from _weeks(groups, (number, pool), weeks, rules)
        if by_day:
            yield from _days(groups, (number, pool), terms, by_day)


def _row(limit: Limit, pool: int, weights: Sequence[tuple[int, int]], most: int) -> Row:
    entries = tuple(Entry(group, 0, weight) for group, weight in weights)
    return Row(limit=limit, pool=pool, entries=entries, most=most)


def _looks_at_days(rules: Rules) -> bool:
    return rules.days_in_row_max is not None or rules.tours_max is not None


def _length(group: Group, rules: Rules) -> int:
    """Return by how much a window lengthens a tour at least."""
    return max(group.end - group.start - rules.handover_seconds, 0)


def _tour_spans(groups: Sequence[Group], terms: Terms) -> list[tuple[int, ...]]:
    """Return the groups within a tour and the rest after it, from each start on.

    Only where somebody could have two of them: else that nobody has two says more.
    """
    windows = windows_of(groups)
    span = terms.rules.tour_seconds_max + terms.rules.rest_seconds_min
    spans: dict[tuple[int, ...], None] = {}
    order = sorted(range(len(groups)), key=lambda each: (groups[each].start, each))
    for start in sorted({group.start for group in groups}):
        inside = tuple(
            sorted(p for p in order if start <= groups[p].start and groups[p].end <= start + span)
        )
        kinds = sorted({windows[each] for each in inside})
        pairs = ((a, b) for n, a in enumerate(kinds) for b in kinds[n + 1 :])
        if any(not conflict(a, b, terms) for a, b in pairs):
            spans.setdefault(inside)
    return list(spans)


def _week_spans(groups: Sequence[Group]) -> Sequence[tuple[int, ...]]:
    """Return the groups within the seven days from each start on."""
    starts = sorted({group.start for group in groups})
    spans = {
        tuple(
            place
            for place, group in enumerate(groups)
            if start <= group.start and group.end <= start + WEEK_SECONDS
        )
        for start in starts
    }
    return sorted(spans)


def _weeks(
    groups: Sequence[Group],
    numbered: tuple[int, Pool],
    spans: Sequence[tuple[int, ...]],
    rules: Rules,
) -> Iterator[Row]:
    """Yield what the pool can do of the groups of each span, where all of it would be more."""
    number, pool = numbered
    for members in spans:
        weights = [(g, _length(groups[g], rules)) for g in members if g in pool.able]
        most = (rules.week_seconds_max or 0) * pool.size
        if sum(groups[g].count * weight for g, weight in weights) > most:
            yield _row(Limit.WEEK, number, weights, most)


def _by_day(
    groups: Sequence[Group], sets: Sequence[tuple[int, ...]], terms: Terms
) -> tuple[tuple[int, bool, tuple[int, ...]], ...]:
    """Return for each day sets of its windows of which nobody has two.

    With each is told whether one of them may go on from a tour of the day before.
    """
    goes_on = _going_on(groups, terms)
    found: dict[tuple[int, bool, tuple[int, ...]], None] = {}
    for members in sets:
        for day in sorted({groups[each].day for each in members}):
            for flag in (False, True):
                own = tuple(
                    e for e in members if groups[e].day == day and (flag or e not in goes_on)
                )
                if own and (not flag or goes_on.intersection(own)):
                    found.setdefault((day, flag, own))
    return tuple(found)


def _going_on(groups: Sequence[Group], terms: Terms) -> frozenset[int]:
    """Return the groups that may be the later part of a tour that started on an earlier day."""
    windows = windows_of(groups)
    found = set()
    for place, group in enumerate(groups):
        for other, before in enumerate(groups):
            touches = 0 <= before.end - group.start <= terms.rules.handover_seconds
            is_on = touches and not conflict(windows[other], windows[place], terms)
            if before.day < group.day and (is_on or is_bridged(before, group, terms)):
                found.add(place)
                break
    return frozenset(found)


def _days(
    groups: Sequence[Group],
    numbered: tuple[int, Pool],
    terms: Terms,
    by_day: Sequence[tuple[int, bool, tuple[int, ...]]],
) -> Iterator[Row]:
    """Yield the rows that bind windows to days, and days to what the rules allow."""
    number, pool = numbered
    rules = terms.rules
    for day, goes_on, members in by_day:
        own = [each for each in members if each in pool.able]
        if own:
            days = (day - 1, day) if goes_on else (day,)
            duty = (Entry(None, each, -1) for each in days)
            entries = (*(Entry(each, 0, 1) for each in own), *duty)
            yield Row(limit=Limit.ON_DUTY, pool=number, entries=entries, most=0)
    span = range(min(g.day for g in groups) - 1, max(g.day for g in groups) + 1)
    for day in span:
        yield _day_row(Limit.DAY, number, (day,), pool.size)
    if rules.days_in_row_max is not None:
        yield from _days_in_row(pool, number, rules.days_in_row_max, span)
    if rules.tours_max is not None:
        yield from _tours(pool, number, terms, span)


def _day_row(limit: Limit, pool: int, days: Sequence[int], most: int) -> Row:
    return Row(limit=limit, pool=pool, entries=tuple(Entry(None, d, 1) for d in days), most=most)


def _days_in_row(pool: Pool, number: int, most: int, days: range) -> Iterator[Row]:
    for day in days:
        if day + most in days:
            spell = range(day, day + most + 1)
            yield _day_row(Limit.DAYS_IN_ROW, number, spell, most * pool.size)
    last, worked = pool.history.last_day, pool.history.days_in_row
    if last is not None and last + 1 in days and worked > 0:
        spell = range(last + 1, last + 2 + max(most - worked, 0))
        left = max(most - worked, 0) * pool.size
        yield _day_row(Limit.DAYS_IN_ROW, number, [d for d in spell if d in days], left)


def _tours(pool: Pool, number: int, terms: Terms, days: range) -> Iterator[Row]:
    rules = terms.rules
    assert rules.tours_max is not None
    spells: dict[int, list[int]] = {}
    for day in days:
        if day >= terms.first_day:
            length = rules.period_days
            period = 0 if length is None else (day - terms.first_day) // length
            spells.setdefault(period, []).append(day)
    for period, spell in spells.items():
        done = pool.history.tours if period == 0 else 0
        yield _day_row(Limit.TOURS, number, spell, max(rules.tours_max - done, 0) * pool.size)
