"""Parts of a job that somebody could take: by staying longer, coming earlier, or between rests."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from summitry.roster.replan.cover import Presence
from summitry.roster.replan.problem import Duty, Job, Roster, Span

PARTS_MAX = 6
"""Parts of one job that begin as early as can be, and as many that end as late."""
SECONDS_MIN = 900
"""Nobody is sent to a post for less."""
Shorter = tuple[Duty, int, int]
"""A duty that is given a little less: its overlap with a relief is left out."""


class Stretches:
    """Answers for how long people could stand on a post beside the duties that they have."""

    def __init__(
        self, roster: Roster, duties: Mapping[int, Sequence[Duty]], published: Presence
    ) -> None:
        self._posts, self._rules, self._published = roster.posts, roster.rules, published
        self._tours = {person: list(_tours(own)) for person, own in duties.items()}

    def of(self, person: int, job: Job, span: Span) -> Iterator[tuple[Span, list[Shorter]]]:
        """Yield the longest stretches of the span for which the person could take the job.

        With each comes what must be shorter for it. One that follows on a duty may begin with it,
        before the span, within the job.
        """
        rest, most = self._rules.rest_seconds_min, self._rules.tour_seconds_max
        edges = [None, *self._tours.get(person, ()), None]
        for before, after in pairwise(edges):
            start = span[0] if before is None else max(span[0], before[-1].end + rest)
            end = span[1] if after is None else min(span[1], after[0].start - rest)
            for own in {(start, min(end, start + most)), (max(start, end - most), end)}:
                yield from _long(own, [])
            if before is not None and job.start <= before[-1].end < span[1]:
                yield from self._longer(before, job, min(span[1], end))
            if after is not None and span[0] < after[0].start <= job.end:
                yield from self._earlier(after, job, max(span[0], start))

    def _longer(
        self, tour: Sequence[Duty], job: Job, end: int
    ) -> Iterator[tuple[Span, list[Shorter]]]:
        """Yield for how long somebody could stay on after a tour."""
        first, last = tour[0], tour[-1]
        if not self._is_near(last, job):
            return
        most = self._rules.tour_seconds_max
        yield from _long((last.end, min(end, first.start + most)), [])
        came = max((d.end for d in self._published.on_post(first.post)
                    if d.start < first.start < d.end < first.end), default=first.start)  # fmt: skip
        if first.start < came and first.start + most < end:
            yield from _long((last.end, min(end, came + most)), [(first, came, first.end)])

    def _earlier(
        self, tour: Sequence[Duty], job: Job, start: int
    ) -> Iterator[tuple[Span, list[Shorter]]]:
        """Yield how much earlier somebody could come before a tour."""
        first, last = tour[0], tour[-1]
        if not self._is_near(first, job):
            return
        most = self._rules.tour_seconds_max
        yield from _long((max(start, last.end - most), first.start), [])
        leaves = min((d.start for d in self._published.on_post(last.post)
                      if last.start < d.start < last.end < d.end), default=last.end)  # fmt: skip
        if leaves < last.end and start < last.end - most:
            yield from _long((max(start, leaves - most), first.start), [(last, last.start, leaves)])

    def _is_near(self, duty: Duty, job: Job) -> bool:
        return self._rules.way(self._posts[duty.post], self._posts[job.post]) == 0


def chosen(parts: Iterable[Span]) -> list[Span]:
    """Return some of the parts: those that begin first and those that end last, long ones first."""
    distinct = set(parts)
    early = sorted(distinct, key=lambda each: (each[0], -each[1]))[:PARTS_MAX]
    late = sorted(distinct, key=lambda each: (-each[1], each[0]))[:PARTS_MAX]
    return sorted({*early, *late})


def _long(span: Span, shorter: list[Shorter]) -> Iterator[tuple[Span, list[Shorter]]]:
    if span[1] - span[0] >= SECONDS_MIN:
        yield span, shorter


def _tours(own: Iterable[Duty]) -> Iterator[list[Duty]]:
    """Yield the duties in order, those together that follow each other without a break."""
    tour: list[Duty] = []
    for duty in sorted(own, key=lambda each: (each.start, each.end)):
        if tour and duty.start > tour[-1].end:
            yield tour
            tour = []
        tour.append(duty)
    if tour:
        yield tour
