"""Wished days off, at the very last: tours change hands where nothing that comes before them does.

Nobody goes missing for a wish, nobody is lent, and duty is shared as evenly as before: two people
of a unit exchange a tour each, or the one with more tours gives one to the one with fewer.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import takewhile
from typing import NamedTuple

from msgspec import Struct

from summitry.kit.ids import PersonId, UnitId
from summitry.roster.staffing.fits import fits, tours_of
from summitry.roster.staffing.problem import Assignment, OfficerType, Problem


class _Tour(NamedTuple):
    """Demands by their places in the problem, from when to when, and the day they begin on."""

    start: int
    end: int
    day: int
    places: tuple[int, ...]


class _Roster(Struct, frozen=True):
    """Who has which tours, while they change hands."""

    problem: Problem
    types: Mapping[PersonId, OfficerType]
    tours: dict[PersonId, list[_Tour]]

    def unwished(self, person: PersonId, tour: _Tour) -> bool:
        """Say whether the tour begins on a day on which the person would rather be off."""
        return tour.day in self.problem.wishes.get(person, ())

    def fits(self, person: PersonId, kept: list[_Tour], more: _Tour) -> bool:
        """Say whether the person may have one more tour beside those."""
        # Most do not: a look at the rest spares the whole of the rules.
        rest = self.problem.rules.rest_seconds_min
        for tour in kept:
            if more.start - tour.end < rest and tour.start - more.end < rest:
                return False
        own = (self.problem.demands[place] for tour in (*kept, more) for place in tour.places)
        return fits(self.problem, self.types[person], own)


def unmet(problem: Problem, assignments: Iterable[Assignment]) -> int:
    """Return on how many days people begin duty who wished to be off."""
    roster = _read(problem, assignments)
    return len({(person, tour.day) for person, tour in _open(roster)})


def granted(
    problem: Problem, assignments: tuple[Assignment, ...], stop: Callable[[], bool]
) -> tuple[Assignment, ...]:
    """Return the roster with as many wishes granted as single exchanges of tours can grant."""
    if not problem.wishes:
        return assignments
    roster = _read(problem, assignments)
    units: dict[UnitId, list[PersonId]] = defaultdict(list)
    for person, kind in roster.types.items():
        units[kind.unit_id].append(person)
    better = True
    while better and not stop():
        better = False
        for person, tour in list(_open(roster)):
            if stop():
                break
            if tour not in roster.tours[person]:
                continue
            others = units[roster.types[person].unit_id]
            in_time = takewhile(lambda _: not stop(), others)
            better |= any(_changed(roster, person, tour, other) for other in in_time)
    return tuple(
        sorted(
            Assignment(place, person)
            for person, tours in roster.tours.items()
            for tour in tours
            for place in tour.places
        )
    )


def _read(problem: Problem, assignments: Iterable[Assignment]) -> _Roster:
    places: dict[PersonId, list[int]] = defaultdict(list)
    for each in assignments:
        places[each.person_id].append(each.demand)
    types = {person: each for each in problem.types for person in each.persons}
    tours: dict[PersonId, list[_Tour]] = {person: [] for person in types}
    for person, own in places.items():
        own.sort(key=lambda place: (problem.demands[place].start, place))
        numbers = iter(own)
        for tour in tours_of(problem.demands[place] for place in own):
            some = tuple(next(numbers) for _ in tour)
            tours[person].append(_Tour(tour[0].start, tour[-1].end, tour[0].day, some))
    return _Roster(problem, types, tours)


def _open(roster: _Roster) -> Iterator[tuple[PersonId, _Tour]]:
    """Yield the tours that begin on a day on which their people would rather be off."""
    for person in sorted(roster.problem.wishes):
        for tour in roster.tours.get(person, ()):
            if roster.unwished(person, tour):
                yield person, tour


def _changed(roster: _Roster, person: PersonId, tour: _Tour, other: PersonId) -> bool:
    """Let the other have the tour, for one of the other's or for none, where both then fit."""
    if other == person or roster.unwished(other, tour) or not roster.fits(other, [], tour):
        return False
    mine = [each for each in roster.tours[person] if each != tour]
    theirs = roster.tours[other]
    if len(theirs) <= len(mine) and roster.fits(other, theirs, tour):
        roster.tours[person], roster.tours[other] = mine, [*theirs, tour]
        return True
    for back in theirs:
        if roster.unwished(person, back) or not roster.fits(person, mine, back):
            continue
        kept = [each for each in theirs if each != back]
        if roster.fits(other, kept, tour):
            roster.tours[person], roster.tours[other] = [*mine, back], [*kept, tour]
            return True
    return False
