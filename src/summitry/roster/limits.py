"""An officer's limits as the search needs them: families of kinds, units of time, spans of days."""

from functools import reduce
from math import gcd

import numpy as np
from msgspec import Struct

from summitry.roster.problem import OFF, WEEK, Officer, Pattern, Problem

SUNDAY = WEEK - 1


class Family(Struct, frozen=True, kw_only=True):
    """An officer's kinds as the search needs them, some of them counted."""

    choice_of: np.ndarray
    traits: np.ndarray
    before: np.ndarray
    count_of: int
    """How many different counts there are."""


class Span(Struct, frozen=True, kw_only=True):
    """The part of the horizon that is searched, and what of the limits is left for it."""

    first: int
    last: int
    mode: int
    allowed: np.ndarray
    is_work: np.ndarray
    """Whether a day off is out of the question, by day."""
    units_min: int
    units_max: int
    weekends_max: int
    most: np.ndarray


class Limits:
    """One officer's limits, with times in units of the longest common part of all kinds."""

    def __init__(self, problem: Problem, officer: Officer) -> None:
        lengths = [each.minutes for each in problem.kinds]
        self.part = reduce(gcd, lengths, 0) or 1
        self.units = np.array([each // self.part for each in lengths], dtype=np.int64)
        self.days = problem.days
        self.officer = officer
        kinds = range(len(lengths))
        self.most = np.array(
            [officer.kinds_max.get(kind, problem.days) for kind in kinds], dtype=np.int64
        )
        self.allowed = np.ones((problem.days, len(lengths)), dtype=np.bool_)
        self.allowed[sorted(each for each in officer.days_off if each < problem.days)] = False
        self.allowed[:, self.most <= 0] = False
        self._follows = np.array(
            [[after not in kind.not_before for after in kinds] for kind in problem.kinds],
            dtype=np.bool_,
        ).reshape(len(lengths), len(lengths))
        self.longest = max(1, min(officer.working_days_max, problem.days))
        self.off = max(1, min(officer.days_off_min, problem.days))
        used = [kind for kind in kinds if self.most[kind] > 0]
        rows = {kind: tuple(self._follows[kind, used].tolist()) for kind in used}
        names = sorted(set(rows.values()))
        self.family_of = {kind: names.index(rows[kind]) for kind in used}
        self.families = max(1, len(names))
        self._known: dict[tuple[int, ...], Family] = {}
        self.whole = self._whole()

    def _whole(self) -> Span:
        """Return the whole horizon with all limits."""
        officer = self.officer
        can_work = officer.working_days_max > 0
        return Span(
            first=0,
            last=self.days,
            mode=self.rested,
            allowed=self.allowed if can_work else np.zeros_like(self.allowed),
            is_work=np.zeros(self.days, dtype=np.bool_),
            units_min=max(0, -(-officer.minutes_min // self.part)),
            units_max=officer.minutes_max // self.part,
            weekends_max=min(officer.weekends_max, self.days // WEEK + 1),
            most=self.most,
        )

    @property
    def rested(self) -> int:
        """The mode of those who have been off for long."""
        return self.families * self.longest + self.off - 1

    @property
    def modes(self) -> int:
        """How many modes there are."""
        return self.families * self.longest + self.off

    def window(self, pattern: Pattern, first: int, last: int) -> Span:
        """Return the days from the first to before the last, all others being as in the pattern.

        The span reaches on to where the pattern's stretches no longer depend on these days.
        """
        end = last
        while 0 < last <= end < self.days and (pattern[end] == OFF) == (pattern[last] == OFF):
            end += 1
        end = min(end + 1, self.days)
        end = min(end + (end % WEEK == SUNDAY), self.days)
        allowed = self.allowed[first:end].copy()
        is_work = np.zeros(end - first, dtype=np.bool_)
        for day in range(last, end):
            allowed[day - first] = False
            if pattern[day] != OFF:
                allowed[day - first, pattern[day]] = is_work[day - first] = True
        outside = [day for day in (*range(first), *range(end, self.days)) if pattern[day] != OFF]
        units = sum(int(self.units[pattern[day]]) for day in outside)
        weekends = {day // WEEK for day in outside if day % WEEK >= WEEK - 2}
        whole = self.whole
        most = self.most.copy()
        for day in outside:
            most[pattern[day]] -= 1
        return Span(
            first=first,
            last=end,
            mode=self._mode(pattern, first),
            allowed=allowed,
            is_work=is_work,
            units_min=max(0, whole.units_min - units),
            units_max=whole.units_max - units,
            weekends_max=min(whole.weekends_max - len(weekends), (end - first) // WEEK + 1),
            most=most,
        )

    def _mode(self, pattern: Pattern, first: int) -> int:
        """Return the mode in which the pattern stands before the day."""
        if first == 0:
            return self.rested
        begin = first - 1
        is_off = pattern[begin] == OFF
        while begin > 0 and (pattern[begin - 1] == OFF) == is_off:
            begin -= 1
        length = first - begin
        if is_off:
            return self.rested if begin == 0 else self.rested - max(0, self.off - length)
        return (length - 1) * self.families + self.family_of[pattern[first - 1]]

    def family(self, counted: tuple[int, ...], most: np.ndarray) -> Family:
        """Return the kinds as choices, where these are counted up to their most."""
        key = (*counted, -1, *(int(most[kind]) for kind in counted))
        if key not in self._known:
            self._known[key] = self._family(counted, most, self.units)
        return self._known[key]

    def loose(self) -> Family:
        """Return the kinds as choices where neither time nor how often they are worked counts."""
        if () not in self._known:
            self._known[()] = self._family((), self.most, np.zeros_like(self.units))
        return self._known[()]

    def _family(self, counted: tuple[int, ...], most: np.ndarray, units: np.ndarray) -> Family:
        befores: list[tuple[bool, ...]] = []
        places: dict[tuple[int, int, int, int], int] = {}
        choice_of = np.full(len(self.units), OFF, dtype=np.int64)
        traits: list[tuple[int, int, int, int, int]] = []
        steps, room = {}, 1
        for kind in counted:
            steps[kind], room = room, room * (int(most[kind]) + 1)
        for kind, family in self.family_of.items():
            row = [False] * self.families
            for other, its in self.family_of.items():
                row[its] = bool(self._follows[other, kind])
            if tuple(row) not in befores:
                befores.append(tuple(row))
            before, unit = befores.index(tuple(row)), int(units[kind])
            key = (family, unit, before, kind if kind in steps else OFF)
            if key not in places:
                places[key] = len(traits)
                traits.append((family, unit, steps.get(kind, 0), int(most[kind]), before))
            choice_of[kind] = places[key]
        return Family(
            choice_of=choice_of,
            traits=np.array(traits, dtype=np.int64).reshape(-1, 5),
            before=np.array(befores, dtype=np.bool_).reshape(-1, self.families),
            count_of=room,
        )
