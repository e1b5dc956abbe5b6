"""The queue at a gate as a fluid: exact where arrivals and service are constant piece by piece.

People arrive at a steady rate in each stretch and are served first come, first served. Everything
asked of the queue is then a property of two broken lines, people arrived and people served, so the
answers are exact: there is no time step.
"""

import math
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from msgspec import Struct

from summitry.kit.time import HOUR_SECONDS

PEOPLE_TOLERANCE = 1e-6
"""Less than a millionth of a person is rounding, not a queue."""


class Flow(Struct, frozen=True, order=True):
    """People who come, or could pass, evenly from one second to another; flows may overlap."""

    start: int
    end: int
    persons: float

    @property
    def per_second(self) -> float:
        """The rate."""
        return self.persons / (self.end - self.start)


class Queue(Struct, frozen=True, kw_only=True):
    """What a gate's queue comes to.

    Parameters
    ----------
    wait_seconds_max, wait_from
        The longest wait of anybody who is let in, and when that person joined the queue.
    persons_max, persons_max_at
        The longest queue in people, and when it is that long for the first time.
    stranded
        People whom the gate never lets in.
    """

    wait_seconds_max: float
    wait_from: float
    persons_max: float
    persons_max_at: float
    stranded: float


class Line(Struct, frozen=True):
    """A broken line that never falls: people by second."""

    seconds: tuple[float, ...]
    people: tuple[float, ...]

    def at(self, second: float) -> float:
        """Return the people by that second; before and after itself the line is level."""
        place = bisect_left(self.seconds, second)
        if place == len(self.seconds):
            return self.people[-1]
        if place == 0 or self.seconds[place] == second:
            return self.people[place]
        return _between(self.seconds, self.people, place, second)

    def first_reaches(self, level: float) -> float:
        """Return the first second with that many people; infinite when it never comes to that."""
        place = bisect_left(self.people, level - PEOPLE_TOLERANCE)
        if place == len(self.people):
            return math.inf
        if place == 0 or self.people[place] <= level:
            return self.seconds[place]
        return _between(self.people, self.seconds, place, level)

    def last_at(self, level: float) -> float:
        """Return the last second with at most that many people; infinite at the line's full height.

        It is when the next person comes: the line may be level for a while before that.
        """
        if level >= self.people[-1] - PEOPLE_TOLERANCE:
            return math.inf
        place = bisect_right(self.people, level + PEOPLE_TOLERANCE)
        if place == 0:
            return self.seconds[0]
        return _between(self.people, self.seconds, place, level)


def _between(along: Sequence[float], values: Sequence[float], place: int, here: float) -> float:
    """Return the value at ``here``, which lies between two corners of a line."""
    low, high = along[place - 1], along[place]
    share = max(0.0, (here - low) / (high - low))
    return values[place - 1] + share * (values[place] - values[place - 1])


def arrived(arrivals: Iterable[Flow]) -> Line:
    """Return how many people have come by each second; flows that overlap add up."""
    changes: defaultdict[int, list[float]] = defaultdict(list)
    for flow in arrivals:
        changes[flow.start].append(flow.per_second)
        changes[flow.end].append(-flow.per_second)
    edges = sorted(changes)
    people, rate = [0.0], 0.0
    for start, end in pairwise(edges):
        rate = math.fsum((rate, *changes[start]))
        people.append(people[-1] + max(0.0, rate) * (end - start))
    return Line(tuple(map(float, edges)), tuple(people))


def served(arrivals: Line, service: Iterable[Flow]) -> Line:
    """Return how many people have been let in by each second, at the rates of the service.

    Parameters
    ----------
    arrivals
        Who has come by when.
    service
        How many people could pass in each stretch; stretches do not overlap, and between them the
        gate is shut.
    """
    edges = _service_edges(arrivals, sorted(service))
    seconds, people = [edges[0][0]], [0.0]
    for start, end, rate in edges:
        for corner in _corners(arrivals, start, end):
            _serve_until(arrivals, seconds, people, corner, rate)
    return Line(tuple(seconds), tuple(people))


def _service_edges(arrivals: Line, service: Sequence[Flow]) -> list[tuple[float, float, float]]:
    """Return the stretches with the rate of each, shut stretches too, from the first arrival on."""
    stretches: list[tuple[float, float, float]] = []
    now = arrivals.seconds[0]
    for flow in service:
        if flow.end <= now:
            continue
        if flow.start > now:
            stretches.append((now, float(flow.start), 0.0))
            now = float(flow.start)
        stretches.append((now, float(flow.end), flow.per_second))
        now = float(flow.end)
    if now < arrivals.seconds[-1] or not stretches:
        stretches.append((now, max(now, arrivals.seconds[-1]), 0.0))
    return stretches


def _corners(arrivals: Line, start: float, end: float) -> list[float]:
    return [second for second in arrivals.seconds if start < second < end] + [end]


def _serve_until(
    arrivals: Line, seconds: list[float], people: list[float], end: float, rate: float
) -> None:
    """Add the corners of the served line up to ``end``, over which both rates are constant."""
    start, done = seconds[-1], people[-1]
    if end == start:
        return
    came, comes = arrivals.at(start), arrivals.at(end)
    waiting = came - done
    drain = rate - (comes - came) / (end - start)
    if waiting > PEOPLE_TOLERANCE and drain > 0 and waiting / drain < end - start:
        empty = start + waiting / drain
        seconds.append(empty)
        people.append(arrivals.at(empty))
    seconds.append(end)
    people.append(min(comes, done + rate * (end - start)))


def queue_of(arrivals: Line, departures: Line) -> Queue:
    """Return what the queue between the two lines comes to."""
    corners = sorted({*arrivals.seconds, *departures.seconds})
    lengths = [arrivals.at(second) - departures.at(second) for second in corners]
    longest = max(range(len(corners)), key=lambda place: (lengths[place], -place))
    wait, since = _longest_wait(arrivals, departures)
    stranded = arrivals.people[-1] - departures.people[-1]
    return Queue(
        wait_seconds_max=wait,
        wait_from=since,
        persons_max=max(0.0, lengths[longest]),
        persons_max_at=corners[longest],
        stranded=stranded if stranded > PEOPLE_TOLERANCE else 0.0,
    )


def _longest_wait(arrivals: Line, departures: Line) -> tuple[float, float]:
    """Return the longest wait and when it began.

    The wait of the n-th person is the level distance between the lines. Between corners it is
    straight, so its greatest value stands at a corner of either line, just before or just after.
    """
    longest = (0.0, arrivals.seconds[0])
    for level in sorted({*arrivals.people, *departures.people}):
        before = (departures.first_reaches(level), arrivals.first_reaches(level))
        after = (departures.last_at(level), arrivals.last_at(level))
        for left, came in (before, after):
            if math.isfinite(left) and math.isfinite(came) and level <= departures.people[-1]:
                longest = max(longest, (left - came, came), key=lambda pair: pair[0])
    return longest


def waiting_at(arrivals: Sequence[Flow], service: Iterable[Flow], second: int) -> float:
    """Return how many have come by that second and have not been let in; 0 where nobody comes."""
    if not arrivals:
        return 0.0
    came = arrived(arrivals)
    return max(0.0, came.at(second) - served(came, service).at(second))


def passed_between(service: Iterable[Flow], start: int, end: int) -> float:
    """Return how many could pass from one second to another."""
    return math.fsum(
        flow.per_second * max(0, min(flow.end, end) - max(flow.start, start)) for flow in service
    )


def lanes_needed(
    peak_per_hour: float, lane_per_hour: float, *, utilisation_max: float
) -> int | None:
    """Return how many lanes the peak takes when each is used to that share; None when none can."""
    usable = lane_per_hour * utilisation_max
    if peak_per_hour == 0:
        return 0
    return math.ceil(peak_per_hour / usable - PEOPLE_TOLERANCE) if usable > 0 else None


def peak_per_hour(arrivals: Line) -> float:
    """Return the highest rate of arrival, in people an hour."""
    corners = pairwise(zip(arrivals.seconds, arrivals.people, strict=True))
    rates = [(high - low) / (end - start) for (start, low), (end, high) in corners]
    return max(rates, default=0.0) * HOUR_SECONDS
