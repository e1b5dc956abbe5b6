"""No roster leaves less uncovered: at every moment, by flow, whoever is there on whatever post."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from ortools.graph.python import max_flow

from summitry.roster.replan.cover import Need, lack, need_at
from summitry.roster.replan.loss import Left
from summitry.roster.replan.problem import Loss, Roster

PLAIN = -1


class Floor:
    """What nobody can cover, moment by moment; asked for again and again, worked out once."""

    def __init__(self, published: Roster, left: Left, loss: Loss, levels: int) -> None:
        self._published, self._left, self._loss, self._levels = published, left, loss, levels
        self._before = left.published
        self._known: dict[tuple[int, int], list[int]] = {}

    def minutes(self, spans: Iterable[tuple[int, int]]) -> tuple[int, ...]:
        """Return by level the person-minutes, of it and the graver ones, that nobody can cover.

        Rest, ways and duties at other times are left out, so that it holds whatever is done.
        """
        total = [0] * self._levels
        for span in spans:
            if span not in self._known:
                self._known[span] = self._moment(*span)
            minutes = -(-(span[1] - span[0]) // 60)
            for level, missing in enumerate(self._known[span]):
                total[level] += missing * minutes
        return tuple(total)

    def _moment(self, start: int, end: int) -> list[int]:
        asked: list[dict[int, int]] = [{} for _ in range(self._levels)]
        lacked = [0] * self._levels
        for number, post in enumerate(self._published.posts):
            need = self._need(number, start, end)
            if need is None:
                continue
            there = list(self._before.there(number, start, end).values())
            lacked[post.level] += lack(need_at(post, (), start, end), there)
            kinds = asked[post.level]
            for kind, count in need.kinds:
                kinds[kind] = kinds.get(kind, 0) + count
            plain = need.headcount - sum(count for _, count in need.kinds)
            kinds[PLAIN] = kinds.get(PLAIN, 0) + max(plain, 0)
        kinds_asked = {k for each in asked for k in each if k != PLAIN}
        people = _people(self._left.roster, (start, end), kinds_asked)
        found: list[int] = []
        sums: dict[int, int] = {}
        for level in range(self._levels):
            for kind, count in asked[level].items():
                sums[kind] = sums.get(kind, 0) + count
            gone = sum(lacked[: level + 1])
            found.append(max(sum(sums.values()) - gone - _flow(people, sums), 0))
        return found

    def _need(self, number: int, start: int, end: int) -> Need | None:
        """Return what the post asks for; None where it is nothing."""
        loss = self._loss
        if any(w == number and a <= start and end <= b for w, a, b in loss.closed):
            return None
        added = [each for each in loss.added if each.post == number]
        need = need_at(self._published.posts[number], added, start, end)
        return need if need.headcount or need.kinds else None


def _people(roster: Roster, span: tuple[int, int], kinds: set[int]) -> dict[frozenset[int], int]:
    """Return how many people are there with which of the kinds."""
    start, end = span
    found: dict[frozenset[int], int] = {}
    for person in roster.persons:
        if not person.away or not person.is_away(start, end):
            own = frozenset(k for k, until in person.skills.items() if k in kinds and until > start)
            found[own] = found.get(own, 0) + 1
    return found


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


def moments(spans: Sequence[tuple[int, int]], edges: Iterable[int]) -> list[tuple[int, int]]:
    """Return the spans joined and cut at the edges, in order."""
    marks = sorted({m for span in spans for m in span} | set(edges))
    pairs = pairwise(marks)
    return [(a, b) for a, b in pairs if any(s <= a and b <= e for s, e in spans)]
