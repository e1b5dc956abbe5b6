"""What a roster that stands leaves short, as windows that relief can be sent into."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from msgspec import Struct

from summitry.kit.ids import PersonId, PostId
from summitry.policy.coverage import short_by_distinct
from summitry.policy.matching import assignment
from summitry.policy.pieces import NOBODY, Demand, Holders, Roster
from summitry.roster.staffing.problem import Rules, Span
from summitry.roster.staffing.windows import Need, Window, pieces, stay_max

Held = Mapping[PersonId, Mapping[int, int]]
"""By person and skill, the second at which it ends."""
Away = Mapping[PersonId, Iterable[Span]]


class Stay(Struct, frozen=True):
    """A shift: who is on which post from when to when."""

    post_id: PostId
    person_id: PersonId
    start: int
    end: int


class _Lack(Struct, frozen=True):
    """How many are missing, and of them how many with which skill."""

    people: int
    skills: tuple[tuple[int, int], ...]


def gaps_of(
    needs: Mapping[PostId, Need],
    shifts: Iterable[Stay],
    persons: tuple[Held, Away],
    rules: Rules,
) -> Iterator[tuple[PostId, Window, int]]:
    """Yield the windows in which posts are short, each with the skill, as a bit, that is missing.

    They reach into the shifts before and after by the overlap of a relief. Who is missing is
    counted as the check counts: each requirement is met by different people.
    """
    known = persons[1]
    stays: dict[PostId, list[Stay]] = defaultdict(list)
    for stay in shifts:
        if stay.person_id in known:
            stays[stay.post_id].append(stay)
    for post_id, stretches in _short(needs, stays, persons).items():
        need, own = needs[post_id], stays[post_id]
        for span, lack in _slices(need, stretches, own, persons):
            whole = _grown(need, span, rules)
            for start, end in pieces(whole, stay_max(need, rules), rules.handover_seconds):
                for skill, count in lack.skills:
                    yield post_id, Window(start, end, count), 1 << skill
                others = lack.people - sum(count for _, count in lack.skills)
                if others > 0:
                    yield post_id, Window(start, end, others), 0


def _short(
    needs: Mapping[PostId, Need],
    stays: Mapping[PostId, list[Stay]],
    persons: tuple[Held, Away],
) -> Mapping[PostId, list[Span]]:
    """Return when posts are short of anybody, as the check finds it."""
    posts = tuple(needs)
    held, away = persons
    places = {person: place for place, person in enumerate(away)}
    roster = _roster(posts, places, (stay for own in stays.values() for stay in own))
    short = short_by_distinct(_demand(needs), roster, _holders(places, held, away))
    found: dict[PostId, list[Span]] = defaultdict(list)
    columns = (short.post.tolist(), short.start.tolist(), short.end.tolist())
    for post, start, end in zip(*columns, strict=True):
        found[posts[post]].append((start, end))
    return found


def _slices(
    need: Need, stretches: list[Span], stays: list[Stay], persons: tuple[Held, Away]
) -> Iterator[tuple[Span, _Lack]]:
    """Yield stretches in which the same is missing throughout."""
    joined: list[tuple[Span, _Lack]] = []
    for start, end in pairwise(_moments(stretches, stays, persons)):
        if not any(a <= start < b for a, b in stretches):
            continue
        lack = _lack(need, start, stays, persons)
        if joined and joined[-1][0][1] == start and joined[-1][1] == lack:
            joined[-1] = ((joined[-1][0][0], end), lack)
        else:
            joined.append(((start, end), lack))
    yield from joined


def _moments(stretches: list[Span], stays: list[Stay], persons: tuple[Held, Away]) -> list[int]:
    """Return when it begins and ends to be short, and when in between somebody or a skill goes."""
    held, away = persons
    first, last = min(start for start, _ in stretches), max(end for _, end in stretches)
    found = {at for span in stretches for at in span}
    for stay in stays:
        ends = held.get(stay.person_id, {}).values()
        spans = (at for span in away[stay.person_id] for at in span)
        found.update(at for at in (stay.start, stay.end, *ends, *spans) if first < at < last)
    return sorted(found)


def _lack(need: Need, at: int, stays: list[Stay], persons: tuple[Held, Away]) -> _Lack:
    """Return who is missing beside those who are there, each of them counted for one skill."""
    held, away = persons
    there = {
        stay.person_id
        for stay in stays
        if stay.start <= at < stay.end
        and not any(start <= at < end for start, end in away[stay.person_id])
    }
    kinds = sorted(need.skills)
    masks = [
        sum(1 << n for n, kind in enumerate(kinds) if held.get(person, {}).get(kind, at) > at)
        for person in sorted(there)
    ]
    counts = [need.skills[kind] for kind in kinds]
    seats = Counter(assignment(_integers(masks), _integers(counts)).tolist())
    lacking = [(kind, counts[n] - seats[n]) for n, kind in enumerate(kinds) if counts[n] > seats[n]]
    people = max(need.headcount - len(there), sum(count for _, count in lacking))
    return _Lack(people, tuple(lacking))


def _grown(need: Need, span: Span, rules: Rules) -> Span:
    start, end = need.span
    overlap = rules.handover_seconds
    return max(start, span[0] - overlap), min(end, span[1] + overlap)


def _demand(needs: Mapping[PostId, Need]) -> Demand:
    kinds = [tuple(sorted(need.skills)) for need in needs.values()]
    first = np.zeros(len(needs) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in kinds], out=first[1:])
    every = list(needs.values())
    return Demand(
        _integers([need.span[0] for need in every]),
        _integers([need.span[1] for need in every]),
        _integers([need.headcount for need in every]),
        first,
        _integers([skill for own in kinds for skill in own]),
        _integers([need.skills[k] for need, own in zip(every, kinds, strict=True) for k in own]),
    )


def _roster(
    posts: tuple[PostId, ...], places: Mapping[PersonId, int], shifts: Iterable[Stay]
) -> Roster:
    numbers = {post: number for number, post in enumerate(posts)}
    rows = [
        (numbers.get(s.post_id, NOBODY), places.get(s.person_id, NOBODY), s.start, s.end)
        for s in shifts
    ]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 4).T
    return Roster(*(np.ascontiguousarray(column) for column in columns))


def _holders(places: Mapping[PersonId, int], held: Held, away: Away) -> Holders:
    first, kind, until = [0], [], []
    away_first, spans = [0], []
    for person in places:
        own = held.get(person, {})
        kind += list(own)
        until += list(own.values())
        first.append(len(kind))
        spans += sorted(away[person])
        away_first.append(len(spans))
    start, end = [span[0] for span in spans], [span[1] for span in spans]
    return Holders(*map(_integers, (first, kind, until, away_first, start, end)))


def _integers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.int64)
