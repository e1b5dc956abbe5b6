"""What a roster that stands leaves short, as windows that relief can be sent into."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

import numpy as np
from msgspec import Struct

from summitry.kit.ids import PersonId, PostId
from summitry.policy.coverage import HEADCOUNT, short_by_distinct
from summitry.policy.pieces import NOBODY, Demand, Holders, Roster
from summitry.roster.staffing.problem import Rules, Span
from summitry.roster.staffing.windows import Need, Window, pieces

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
    posts = tuple(needs)
    demand, kinds = _demand(needs)
    held, away = persons
    places = {person: place for place, person in enumerate(away)}
    short = short_by_distinct(demand, _roster(posts, places, shifts), _holders(places, held, away))
    by_post: dict[int, list[tuple[Span, int, int]]] = defaultdict(list)
    rows = zip(*(column.tolist() for column in short), strict=True)
    for post, subset, start, end, have, need in rows:
        by_post[post].append(((start, end), subset if have or subset else -1, need - have))
    for post, stretches in by_post.items():
        need = needs[posts[post]]
        for span, lack in _slices(need, stretches, kinds[post]):
            most = rules.gate_seconds_max if need.is_gate else rules.tour_seconds_max
            for start, end in pieces(_grown(need, span, rules), most, rules.handover_seconds):
                others = lack.people
                for skill, count in lack.skills:
                    others -= count
                    yield posts[post], Window(start, end, count), 1 << skill
                if others > 0:
                    yield posts[post], Window(start, end, others), 0


def _slices(
    need: Need, stretches: list[tuple[Span, int, int]], kinds: tuple[int, ...]
) -> Iterator[tuple[Span, _Lack]]:
    """Yield stretches in which the same is missing throughout."""
    moments = sorted({at for span, _, _ in stretches for at in span})
    joined: list[tuple[Span, _Lack]] = []
    for start, end in pairwise(moments):
        there = [(subset, count) for (a, b), subset, count in stretches if a <= start < b]
        if not there:
            continue
        lack = _lack(need, there, kinds)
        if joined and joined[-1][0][1] == start and joined[-1][1] == lack:
            joined[-1] = ((joined[-1][0][0], end), lack)
        else:
            joined.append(((start, end), lack))
    yield from joined


def _lack(need: Need, there: list[tuple[int, int]], kinds: tuple[int, ...]) -> _Lack:
    people, skills = 0, {}
    for subset, count in there:
        if subset == -1:
            # Nobody is there: all of them are missing, with all that is asked of them.
            return _Lack(need.people, tuple(sorted(need.skills.items())))
        if subset == HEADCOUNT:
            people = count
            continue
        left = count
        for place, skill in enumerate(kinds):
            if subset >> place & 1 and left:
                # Which of several is missing is not said: no more of one than is asked for.
                skills[skill] = min(left, need.skills[skill])
                left -= skills[skill]
    return _Lack(max(people, sum(skills.values())), tuple(sorted(skills.items())))


def _grown(need: Need, span: Span, rules: Rules) -> Span:
    start, end = need.span
    overlap = rules.handover_seconds
    return max(start, span[0] - overlap), min(end, span[1] + overlap)


def _demand(needs: Mapping[PostId, Need]) -> tuple[Demand, list[tuple[int, ...]]]:
    kinds = [tuple(sorted(need.skills)) for need in needs.values()]
    first = np.zeros(len(needs) + 1, dtype=np.int64)
    np.cumsum([len(each) for each in kinds], out=first[1:])
    every = list(needs.values())
    demand = Demand(
        _integers([need.span[0] for need in every]),
        _integers([need.span[1] for need in every]),
        _integers([need.headcount for need in every]),
        first,
        _integers([skill for own in kinds for skill in own]),
        _integers([need.skills[k] for need, own in zip(every, kinds, strict=True) for k in own]),
    )
    return demand, kinds


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
