"""No roster leaves less uncovered: at every moment by flow, and over a time by rest.

At a moment everybody who is there may stand on whatever post. Over a time nobody is on duty for
longer than tours and the rests between them allow. Ways between posts are left out of both, and
so is who is on duty when: what is proved so holds whatever is changed.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise

import numpy as np
from msgspec import Struct
from ortools.graph.python import max_flow

from summitry.roster.replan.cover import Presence, Slice, slices
from summitry.roster.replan.crowd import Crowd
from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import Loss, Roster, Span

PLAIN = -1
"""Stands for the places that ask for no kind of skill."""
Asked = tuple[dict[int, int], ...]
"""By level, how many people with which kind."""
IsLate = Callable[[], bool]


class Bound(Struct, frozen=True):
    """By level, person-minutes of it and the graver ones that nobody can cover.

    Where the time was too short for all of it, more may be known to be missing.
    """

    minutes: tuple[int, ...]
    is_whole: bool


class _Moment(Struct, frozen=True):
    """A stretch in which nobody comes or goes and no need changes."""

    start: int
    end: int
    asked: Asked
    lacked: tuple[int, ...]

    def touches(self, start: int, end: int) -> bool:
        return self.start < end and start < self.end


class Floor:
    """What nobody can cover; asked for again and again, each moment worked out once."""

    def __init__(self, published: Roster, left: Left, loss: Loss, levels: int) -> None:
        self._published, self._left, self._loss, self._levels = published, left, loss, levels
        rules = published.rules
        self._cycle = rules.tour_seconds_max + rules.rest_seconds_min
        self._moments: list[_Moment] | None = None
        self._crowd: Crowd | None = None
        self._known: dict[int, tuple[int, ...]] = {}

    def least(self, spans: Sequence[Span], is_late: IsLate) -> Bound:
        """Return the bound, from the spans in which people are missing; it holds for all of it."""
        nothing = (0,) * self._levels
        if not spans or not self._left.jobs:
            return Bound(nothing, is_whole=True)
        if self._moments is None:
            self._moments = self._cut(is_late)
        if self._moments is None:
            return Bound(nothing, is_whole=False)
        known, is_whole = self._worked_out(self._moments, spans, is_late)
        best = self._sum(known)
        for start, end in self._windows(spans):
            if is_late():
                is_whole = False
                break
            over = self._over(start, end)
            beside = self._sum(n for n in known if not self._moments[n].touches(start, end))
            best = [max(one, a + b) for one, a, b in zip(best, over, beside, strict=True)]
        return Bound(tuple(-(-each // 60) for each in best), is_whole=is_whole)

    def _worked_out(
        self, moments: Sequence[_Moment], spans: Sequence[Span], is_late: IsLate
    ) -> tuple[list[int], bool]:
        """Return the moments of the spans that are worked out, and whether that is all of them."""
        inside = [n for n, each in enumerate(moments) if any(each.touches(a, b) for a, b in spans)]
        for number in inside:
            if number not in self._known:
                if is_late():
                    break
                self._known[number] = self._at(moments[number])
        known = [number for number in inside if number in self._known]
        return known, len(known) == len(inside)

    def _sum(self, numbers: Iterable[int]) -> list[int]:
        total = [0] * self._levels
        for number in numbers:
            total = [a + b for a, b in zip(total, self._known[number], strict=True)]
        return total

    def _horizon(self) -> Span:
        """Return from when to when it looks: a tour and a rest before and after the open jobs."""
        jobs, posts = self._left.jobs, self._published.posts
        first = max(min(j.start for j in jobs) - self._cycle, min(p.start for p in posts))
        last = min(max(j.end for j in jobs) + self._cycle, max(p.end for p in posts))
        return min(first, *(j.start for j in jobs)), max(last, *(j.end for j in jobs))

    def _cut(self, is_late: IsLate) -> list[_Moment] | None:
        """Return the moments of the horizon, in order; None where the time is too short."""
        start, end = self._horizon()
        duties = [d for d in self._published.duties if d.start < end and start < d.end]
        posts = range(len(self._published.posts))
        found = slices(
            self._published, self._loss, Presence(self._published, duties), posts,
            {number: {start, end} for number in posts},
        )  # fmt: skip
        pieces: list[Slice] = []
        for piece in found:
            if is_late():
                return None
            if start <= piece.start and piece.end <= end:
                pieces.append(piece)
        kinds = {kind for piece in pieces for kind, _ in piece.need.kinds}
        self._crowd = Crowd(self._left.roster, duties, (start, end), kinds)
        return list(self._swept(pieces, self._crowd.edges))

    def _swept(self, pieces: Sequence[Slice], edges: Iterable[int]) -> Iterator[_Moment]:
        """Yield the moments between the edges, with what is asked for in each."""
        at: dict[int, list[tuple[int, Slice]]] = {edge: [] for edge in edges}
        for piece in pieces:
            at.setdefault(piece.start, []).append((1, piece))
            at.setdefault(piece.end, []).append((-1, piece))
        asked: Asked = tuple({} for _ in range(self._levels))
        lacked = [0] * self._levels
        for start, end in pairwise(sorted(at)):
            for sign, piece in at[start]:
                level = self._published.posts[piece.post].level
                lacked[level] += sign * piece.lacked
                plain = piece.need.headcount - sum(count for _, count in piece.need.kinds)
                for kind, count in (*piece.need.kinds, (PLAIN, max(plain, 0))):
                    asked[level][kind] = asked[level].get(kind, 0) + sign * count
            here = tuple({k: n for k, n in each.items() if n > 0} for each in asked)
            yield _Moment(start, end, here, tuple(lacked))

    def _at(self, moment: _Moment) -> tuple[int, ...]:
        """Return by level the person-seconds that are missing at the moment, by flow."""
        assert self._crowd is not None
        people = self._crowd.there(moment.start, moment.end)
        found: list[int] = []
        sums: dict[int, int] = {}
        gone = 0
        for level in range(self._levels):
            for kind, count in moment.asked[level].items():
                sums[kind] = sums.get(kind, 0) + count
            gone += moment.lacked[level]
            missing = sum(sums.values()) - gone - _flow(people, sums)
            found.append(max(missing, 0) * (moment.end - moment.start))
        return tuple(found)

    def _windows(self, spans: Sequence[Span]) -> Iterator[Span]:
        """Yield times over which rest may count: of what is missing, and wider."""
        jobs, (opens, closes) = self._left.jobs, self._horizon()
        first, last = min(a for a, _ in spans), max(b for _, b in spans)
        begins = {first, min(job.start for job in jobs), last - self._cycle, opens}
        for start in sorted(begins):
            ends = {last, max(job.end for job in jobs), start + self._cycle, closes}
            yield from ((start, end) for end in sorted(ends) if start < end)

    def _over(self, start: int, end: int) -> tuple[int, ...]:
        """Return by level the person-seconds that are missing in the time, by tours and rest."""
        assert self._crowd is not None
        assert self._moments is not None
        inside = [each for each in self._moments if start <= each.start and each.end <= end]
        sums: dict[int, int] = {}
        found: list[int] = []
        gone = 0
        able: dict[int | None, int] = {}
        for level in range(self._levels):
            for each in inside:
                length = each.end - each.start
                gone += each.lacked[level] * length
                for kind, count in each.asked[level].items():
                    sums[kind] = sums.get(kind, 0) + count * length
            # The same people can stand for all kinds together, and for each alone.
            asked = [(None, sum(sums.values())), *((k, n) for k, n in sums.items() if k != PLAIN)]
            for which, _ in asked:
                if which not in able:
                    able[which] = self._crowd.seconds(start, end, which)
            found.append(max(0, *(need - gone - able[which] for which, need in asked)))
        return tuple(found)


def _flow(people: dict[frozenset[int], int], asked: dict[int, int]) -> int:
    """Return how many of those asked for can be met at once."""
    if not people or not asked:
        return 0
    kinds = sorted(asked)
    place = {kind: number for number, kind in enumerate(kinds)}
    source, sink = len(kinds) + len(people), len(kinds) + len(people) + 1
    arcs: list[tuple[int, int, int]] = []
    for number, (own, count) in enumerate(people.items()):
        node = len(kinds) + number
        arcs.append((source, node, count))
        arcs += [(node, place[k], count) for k in (*own, PLAIN) if k in place]
    arcs += [(place[kind], sink, count) for kind, count in asked.items()]
    tails, heads, most = (np.array(each, dtype=np.int64) for each in zip(*arcs, strict=True))
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(tails.astype(np.int32), heads.astype(np.int32), most)
    assert solver.solve(source, sink) == solver.OPTIMAL
    return int(solver.optimal_flow())
