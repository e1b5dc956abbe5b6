"""Weeks of duty of one person: what is legal, and rows that keep a choice of jobs to it.

Seven days are counted from the beginning of each duty. What the published roster exceeds by itself
stays as it is, and nobody gets anything new in these days.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from msgspec import Struct

from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.replan.matrix import Matrix
from summitry.roster.replan.problem import Rules, Span


def is_limited(rules: Rules) -> bool:
    """Say whether weeks or days in a row are limited at all."""
    limits = (rules.week_seconds_max, rules.week_rest_seconds_min, rules.days_in_row_max)
    return limits != (None, None, None)


def keeps_weeks(new: Span, own: Sequence[Span], rules: Rules) -> bool:
    """Say whether somebody who has the others may have the new stretch too."""
    if not is_limited(rules):
        return True
    tours = joined([*own, new])
    most, rest = rules.week_seconds_max, rules.week_rest_seconds_min
    weeks = [at for at, _ in tours if overlap(new, at)]
    if most is not None and any(on_duty(tours, at) > most for at in weeks):
        return False
    if rest and any(not has_rest(tours, at, rest) for at in weeks):
        return False
    return rules.days_in_row_max is None or _row(tours, new, rules) <= rules.days_in_row_max


def joined(spans: Sequence[Span]) -> list[Span]:
    """Return the same moments in order, without overlaps; what touches is one tour."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def overlap(span: Span, since: int) -> int:
    """Return the seconds of the span in the seven days."""
    return max(0, min(span[1], since + WEEK_SECONDS) - max(span[0], since))


def on_duty(tours: Sequence[Span], since: int) -> int:
    """Return the seconds of all tours in the seven days."""
    return sum(overlap(tour, since) for tour in tours)


def has_rest(tours: Sequence[Span], since: int, rest: int) -> bool:
    """Say whether the seven days have a rest so long; tours are in order."""
    until = since + WEEK_SECONDS
    inside = [tour for tour in tours if overlap(tour, since)]
    edges = [(since, since), *inside, (until, until)]
    return any(after[0] - max(before[1], since) >= rest for before, after in pairwise(edges))


def _row(tours: Sequence[Span], new: Span, rules: Rules) -> int:
    """Return on how many days in a row duty begins, with the day on which the new one does."""
    days = {rules.day(start) for start, _ in tours}
    day = next(rules.day(start) for start, end in tours if start <= new[0] < end)
    first = last = day
    while first - 1 in days:
        first -= 1
    while last + 1 in days:
        last += 1
    return last - first + 1


class Choice(Struct, frozen=True):
    """What one person may take: spans by column, those that are theirs, and what they keep."""

    spans: Mapping[int, Span]
    own: frozenset[int]
    kept: tuple[Span, ...]

    def published(self) -> list[Span]:
        """Return the tours that the person has where nothing changes."""
        return joined([*self.kept, *(self.spans[each] for each in self.own)])

    def begins(self) -> list[int]:
        """Return when any stretch begins."""
        return sorted({start for start, _ in (*self.kept, *self.spans.values())})


def bind(matrix: Matrix, choice: Choice, rules: Rules) -> None:
    """Put in the rows that keep the choice to what weeks may have."""
    if len(choice.own) == len(choice.spans):
        return
    if rules.week_seconds_max is not None:
        _bind_hours(matrix, choice, rules.week_seconds_max)
    if rules.week_rest_seconds_min:
        _bind_rest(matrix, choice, rules.week_rest_seconds_min)
    if rules.days_in_row_max is not None:
        _bind_days(matrix, choice, rules)


def _forbid(matrix: Matrix, choice: Choice, columns: Sequence[int]) -> None:
    for column in columns:
        if column not in choice.own:
            matrix.row(0.0, 0.0, {column: 1.0})


def _bind_hours(matrix: Matrix, choice: Choice, most: int) -> None:
    published, kept = choice.published(), joined(choice.kept)
    for since in choice.begins():
        entries = {c: float(overlap(s, since)) for c, s in choice.spans.items()
                   if overlap(s, since)}  # fmt: skip
        if on_duty(published, since) > most:
            _forbid(matrix, choice, list(entries))
        elif entries and on_duty(kept, since) + sum(entries.values()) > most:
            matrix.row(0.0, float(most - on_duty(kept, since)), entries)


def _bind_rest(matrix: Matrix, choice: Choice, rest: int) -> None:
    every = [*choice.kept, *choice.spans.values()]
    if max(end for _, end in every) - choice.begins()[0] <= WEEK_SECONDS - rest:
        return
    published, kept = choice.published(), joined(choice.kept)
    free = dict(_rests(matrix, choice, kept, rest))
    for since in choice.begins():
        within = [c for c, span in choice.spans.items() if overlap(span, since)]
        if not within:
            continue
        begun = [c for c, (start, _) in choice.spans.items() if start == since]
        stays = any(start == since for start, _ in choice.kept)
        if (stays or choice.own.intersection(begun)) and not has_rest(published, since, rest):
            _forbid(matrix, choice, within)
            begun, stays = [c for c in begun if c not in choice.own], False
        slots = {
            column: 1.0
            for at, column in free.items()
            if since <= at and at + rest <= since + WEEK_SECONDS
        }
        for column in begun:
            matrix.row(0.0, float(len(slots)), {**slots, column: -1.0})
        if stays:
            matrix.row(1.0, float(len(slots) + 1), slots)


def _rests(
    matrix: Matrix, choice: Choice, kept: Sequence[Span], rest: int
) -> Iterator[tuple[int, int]]:
    """Yield when a rest could begin, with the column that is 0 where a job that is taken cuts it.

    A rest begins where a duty ends.
    """
    for at in sorted({end for _, end in (*choice.kept, *choice.spans.values())}):
        if any(start < at + rest and at < end for start, end in kept):
            continue
        column = matrix.column(1.0)
        for job, (start, end) in choice.spans.items():
            if start < at + rest and at < end:
                matrix.row(0.0, 1.0, {job: 1.0, column: 1.0})
        yield at, column


def _bind_days(matrix: Matrix, choice: Choice, rules: Rules) -> None:
    most = rules.days_in_row_max
    assert most is not None
    kept = {rules.day(start) for start, _ in joined(choice.kept)}
    by_day: dict[int, list[int]] = {}
    for column, (start, _) in choice.spans.items():
        by_day.setdefault(rules.day(start), []).append(column)
    begins: dict[int, int] = {}
    for day in by_day.keys() - kept:
        begins[day] = matrix.column(1.0)
        for column in by_day[day]:
            matrix.row(-1.0, 0.0, {column: 1.0, begins[day]: -1.0})
    published = kept | {day for day, some in by_day.items() if choice.own.intersection(some)}
    for first in kept | begins.keys():
        row = range(first, first + most + 1)
        if not all(day in kept or day in begins for day in row):
            continue
        if published.issuperset(row):
            _forbid(matrix, choice, [c for day in row for c in by_day.get(day, ())])
            continue
        entries = {begins[day]: 1.0 for day in row if day in begins}
        matrix.row(0.0, float(most - len(row) + len(entries)), entries)
