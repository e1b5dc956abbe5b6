"""Who is there at a moment, and how long they can be on duty in a time: upper limits of both."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise

from msgspec import Struct

from summitry.roster.replan.problem import Duty, Person, Roster, Rules, Span


def duty_max(seconds: int, rules: Rules) -> int:
    """Return for how long one person can be on duty in so long a time: tours, rests between."""
    cycle = rules.tour_seconds_max + rules.rest_seconds_min
    if cycle <= 0:
        return seconds
    return seconds // cycle * rules.tour_seconds_max + min(seconds % cycle, rules.tour_seconds_max)


class _Changing(Struct, frozen=True):
    """Somebody who comes, goes or loses a skill within the horizon, or has broken a limit."""

    person: Person
    own: Mapping[int, int]
    is_loose: bool
    """Whether the published roster breaks a limit for them: then none is counted on."""
    times: int
    """On how many posts it has them at once."""


class Crowd:
    """The people of a roster, counted by what they can do.

    Parameters
    ----------
    duties
        As published, within the horizon.
    kinds
        The skills that matter.
    """

    def __init__(
        self, roster: Roster, duties: Iterable[Duty], horizon: Span, kinds: set[int]
    ) -> None:
        self._rules = roster.rules
        start, end = horizon
        loose = dict(_loose(duties, roster.rules))
        self._steady: dict[frozenset[int], int] = {}
        self._changing: list[_Changing] = []
        for number, person in enumerate(roster.persons):
            own = {k: until for k, until in person.skills.items() if k in kinds and until > start}
            is_loose = number in loose
            if is_loose or person.is_away(start, end) or any(u < end for u in own.values()):
                self._changing.append(_Changing(person, own, is_loose, loose.get(number, 1)))
            else:
                held = frozenset(own)
                self._steady[held] = self._steady.get(held, 0) + 1
        marks = {start, end}
        for each in self._changing:
            marks |= {m for span in each.person.away for m in span} | set(each.own.values())
        self.edges = sorted(mark for mark in marks if start <= mark <= end)
        """Where somebody comes, goes or loses a skill."""

    def there(self, start: int, end: int) -> dict[frozenset[int], int]:
        """Return how many people are there with which of the kinds, between two edges."""
        found = dict(self._steady)
        for each in self._changing:
            if not each.person.is_away(start, end):
                held = frozenset(kind for kind, until in each.own.items() if until > start)
                found[held] = found.get(held, 0) + each.times
        return found

    def seconds(self, start: int, end: int, kind: int | None) -> int:
        """Return for how long all of them, or all with the kind, can be on duty in the time."""
        most = duty_max(end - start, self._rules)
        found = sum(n * most for held, n in self._steady.items() if kind is None or kind in held)
        for each in self._changing:
            if kind is None or each.own.get(kind, start) > start:
                parts = [b - a for a, b in _parts(each.person, start, end)]
                own = sum(p if each.is_loose else duty_max(p, self._rules) for p in parts)
                found += own * each.times
        return found


def _parts(person: Person, start: int, end: int) -> Iterator[Span]:
    """Yield when in the time the person is there."""
    for a, b in sorted(person.away):
        if a > start:
            yield start, min(a, end)
        start = max(start, b)
        if start >= end:
            return
    if start < end:
        yield start, end


def _loose(duties: Iterable[Duty], rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield who breaks a limit already, and on how many posts they are at once."""
    by_person: dict[int, list[Duty]] = {}
    for duty in duties:
        by_person.setdefault(duty.person, []).append(duty)
    for person, own in by_person.items():
        tours: list[list[int]] = []
        for start, end in sorted((each.start, each.end) for each in own):
            if tours and start <= tours[-1][1]:
                tours[-1][1] = max(tours[-1][1], end)
            else:
                tours.append([start, end])
        times = max(sum(d.start <= e.start < d.end for d in own) for e in own)
        too_long = any(b - a > rules.tour_seconds_max for a, b in tours)
        rests = (after[0] - before[1] for before, after in pairwise(tours))
        if times > 1 or too_long or any(rest < rules.rest_seconds_min for rest in rests):
            yield person, times
