"""When a motorcade is where: passages over segments, headways, and the way between sites.

Moments are whole seconds since 1970.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import timedelta

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.time import HOUR_SECONDS
from summitry.plan.aviation import Flight, FlightKind
from summitry.plan.movements import RouteSegment, TravelTime

NIGHT_SECONDS = 12 * HOUR_SECONDS
"""From such a pause on, no way within one event is too long, so it need not be known."""


class Passage(Struct, frozen=True, order=True):
    """A motorcade's time on one segment, half-open."""

    start: int
    end: int
    segment_id: str


class Use(Struct, frozen=True, order=True):
    """Who uses something shared from when to when; those of one group never clash."""

    start: int
    end: int
    key: str
    group: str


def passages(depart: int, segments: Iterable[RouteSegment]) -> tuple[Passage, ...]:
    """Return the passages over the segments in order of their places; the last end is arrival."""
    found: list[Passage] = []
    now = depart
    for row in sorted(segments, key=lambda segment: segment.place):
        found.append(Passage(now, now + row.running_seconds, row.segment_id))
        now += row.running_seconds
    return tuple(found)


def clashes(uses: Iterable[Use], headway_seconds_min: float) -> Iterator[tuple[Use, Use]]:
    """Yield earlier and later use of each pair of groups with less than the headway between.

    Exactly the headway is enough, and without one so is exactly after one another.
    """
    active: list[Use] = []
    for use in sorted(uses):
        active = [each for each in active if each.end + headway_seconds_min > use.start]
        for earlier in active:
            if earlier.group != use.group:
                yield earlier, use
        active.append(use)


def followers(uses: Iterable[Use], headway_seconds_min: float) -> Iterator[tuple[Use, Use]]:
    """Yield each use that starts too soon after another group's last start, with that one before.

    Exactly the headway is enough; of two that start together the later key follows.
    """
    ordered = sorted(uses, key=lambda use: (use.start, use.key))
    for place, use in enumerate(ordered):
        before = next((o for o in reversed(ordered[:place]) if o.group != use.group), None)
        if before is not None and use.start - before.start < headway_seconds_min:
            yield before, use


class Ways(Struct, frozen=True):
    """Minutes between sites, by the two sites."""

    minutes: Mapping[tuple[str, str], float]

    def between(self, from_site: str, to_site: str) -> float | None:
        """Return the minutes from one site to the other, or None where the plan does not know.

        The way back takes as long unless it has its own row.
        """
        if from_site == to_site:
            return 0.0
        there = self.minutes.get((from_site, to_site))
        return self.minutes.get((to_site, from_site)) if there is None else there


def ways(rows: Iterable[TravelTime]) -> Ways:
    """Return the travel times ready to be asked."""
    return Ways({(row.from_site_id, row.to_site_id): row.minutes for row in rows})


def later(flight: Flight, delay: timedelta) -> Flight:
    """Return the flight later by the delay, and with it the time of its aircraft on the stand.

    Who lands late comes to the stand late and stays on it as long; who leaves late has been there
    since the time that was planned, unless it leaves before then, as a delay below 0 may have it.
    """
    start = flight.stand_from
    end = None if flight.stand_to is None else flight.stand_to + delay
    leaves_before = start is not None and end is not None and end <= start
    if start is not None and (flight.kind is FlightKind.ARRIVAL or leaves_before):
        start += delay
    return replace(flight, scheduled=flight.scheduled + delay, stand_from=start, stand_to=end)


def follow_each_other(spells: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the places of each pair of spells that overlap or have no other spell between them.

    The spell that starts first comes first; another stands between when it lies wholly between.
    """
    order = sorted(range(len(spells)), key=lambda place: spells[place])
    for number, first in enumerate(order):
        next_end = float("inf")
        for second in order[number + 1 :]:
            start, end = spells[second]
            if start >= next_end:
                break
            yield first, second
            if start >= spells[first][1]:
                next_end = min(next_end, end)
