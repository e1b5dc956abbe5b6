"""The best sequence of tours where weeks of duty are limited, found exactly by labels.

How much somebody was on duty in the last seven days depends on each tour of theirs. So what leads
to a tour is kept as labels: one for each sequence that no other beats, which is worth as much or
more and leaves as much or more of every week that may still go on. Duty that stays in the plan lies
between the tours and counts with them; what it exceeds by itself is not this roster's doing, and
nobody has more in a week that it fills.
"""

from typing import NamedTuple

import numpy as np

from summitry.policy.compiled import compiled
from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.staffing.cells import Ground, Integers, Reals

LABELS_MAX = 256
"""Sequences that end with one tour, up to which all are kept; above, the best are, and the value
is no longer proved to be the best."""
NONE = -1
TINY = 1e-9


class Sequence(NamedTuple):
    """Tours of one person in order of time; ``new`` tells the roster's from those that stay."""

    start: Integers
    end: Integers
    day: Integers
    new: Integers


class Labels(NamedTuple):
    """By label its tour, the label before, what it is worth, and what rules know of it."""

    tour: Integers
    before: Integers
    value: Reals
    row: Integers
    run: Integers
    tours: Integers


@compiled
def keeps_weeks(kind: int, found: Integers, ground: Ground) -> bool:
    """Say whether the tours of a type, last first, keep to what a week may have."""
    low, tours = ground.tours.own_first[kind], ground.tours
    own = _room(len(found) + _standing(kind, ground))
    path = np.empty(len(found), np.int64)
    for place in range(len(found)):
        path[place] = tours.own[low + found[place]]
    size = _merged(kind, path, len(path), ground, own)
    return _judged(kind, own, size, NONE, ground)[0]


@compiled
def _room(size: int) -> Sequence:
    return Sequence(
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
    )


@compiled
def _standing(kind: int, ground: Ground) -> int:
    """Return how many tours of the type stay."""
    return int(ground.weeks.first[kind + 1] - ground.weeks.first[kind])


@compiled
def _merged(kind: int, path: Integers, size: int, ground: Ground, own: Sequence) -> int:
    """Fill in the tours of the path, which begins with the last, and those that stay, by time."""
    tours, weeks = ground.tours, ground.weeks
    stays, last = weeks.first[kind], weeks.first[kind + 1]
    place = 0
    for back in range(size - 1, -1, -1):
        tour = path[back]
        while stays < last and weeks.start[stays] < tours.start[tour]:
            _put(own, place, (weeks.start[stays], weeks.end[stays], weeks.day[stays], 0))
            place, stays = place + 1, stays + 1
        _put(own, place, (tours.start[tour], tours.end[tour], tours.day[tour], 1))
        place += 1
    while stays < last:
        _put(own, place, (weeks.start[stays], weeks.end[stays], weeks.day[stays], 0))
        place, stays = place + 1, stays + 1
    return place


@compiled
def _put(own: Sequence, place: int, tour: tuple[int, int, int, int]) -> None:
    own.start[place], own.end[place], own.day[place], own.new[place] = tour


@compiled
def _judged(
    kind: int, own: Sequence, size: int, start: int, ground: Ground
) -> tuple[bool, int, int]:
    """Say whether the sequence is legal, and for the tour that starts then its row and run.

    That is the days in a row up to it, and when the duty began that no weekly rest breaks.
    """
    weeks = ground.weeks
    if weeks.seconds < WEEK_SECONDS and not _is_short(own, size, weeks.seconds):
        return False, 0, 0
    is_legal, run = True, 0
    if weeks.rest > 0:
        is_legal, run = _is_rested(own, size, start, weeks.rest)
    if not is_legal or ground.bounds.in_row == 0:
        return is_legal, 1, run
    past = (ground.past.day[kind], ground.past.in_row[kind])
    is_legal, row = _is_broken(own, size, start, past, ground.bounds.in_row)
    return is_legal, row, run


@compiled
def _is_short(own: Sequence, size: int, most: int) -> bool:
    """Say whether no seven days with a new tour in them have more duty."""
    last, total, new = 0, 0, 0
    for first in range(size):
        until = own.start[first] + WEEK_SECONDS
        while last < size and own.start[last] < until:
            total += own.end[last] - own.start[last]
            new += own.new[last]
            last += 1
        over = max(0, own.end[last - 1] - until)
        if new > 0 and total - over > most:
            return False
        total -= own.end[first] - own.start[first]
        new -= own.new[first]
    return True


@compiled
def _is_rested(own: Sequence, size: int, start: int, rest: int) -> tuple[bool, int]:
    """Say whether every run of duty with a new tour in it ends in time for a weekly rest."""
    found, run, new = 0, 0, 0
    for place in range(size):
        if place == 0 or own.start[place] - own.end[place - 1] >= rest:
            run, new = own.start[place], 0
        new += own.new[place]
        if new > 0 and own.end[place] - run > WEEK_SECONDS - rest:
            return False, 0
        if own.start[place] == start:
            found = run
    return True, found


@compiled
def _is_broken(
    own: Sequence, size: int, start: int, past: tuple[int, int], most: int
) -> tuple[bool, int]:
    """Say whether every row of days with a new tour in it is short enough."""
    last, row, new, found = past[0], past[1], 0, 1
    for place in range(size):
        day = own.day[place]
        if day == last + 1:
            row += 1
        elif day != last:
            row, new = 1, 0
        new += own.new[place]
        if new > 0 and row > most:
            return False, 0
        last = day
        if own.start[place] == start:
            found = row
    return True, found


@compiled
def best_in_weeks(  # noqa: C901  # one walk: taken apart, each step would hand on all of its state
    kind: int, gains: Reals, chosen: Integers, ground: Ground, fair: float
) -> tuple[bool, float, Integers]:
    """Return whether it is proved, the value and the tours, last first, of the best sequence.

    Parameters
    ----------
    gains
        What each tour of the type is worth.
    chosen
        Those worth something, by start.
    """
    tours, low = ground.tours, ground.tours.own_first[kind]
    some = len(chosen)
    own = tours.own[low + chosen]
    after = _after(own, gains[chosen], ground)
    first = np.zeros(some + 1, np.int64)
    labels, size = _labels(1024), 0
    best, best_at, is_proved = 0.0, NONE, True
    path, room = np.empty(some + 1, np.int64), _room(some + 1 + _standing(kind, ground))
    for number in range(some):
        gain = gains[chosen[number]]
        low_label, is_better = size, False
        for label in range(NONE, first[number]):
            worth = _step(kind, (own, number), label, labels, ground)
            if worth < 0:
                continue
            value = gain - fair * (2 * worth + 1)
            if label != NONE:
                value += labels.value[label]
            if value + after[number] <= best + TINY:
                continue
            steps = _path(label, labels, own, path, number)
            length = _merged(kind, path, steps, ground, room)
            is_legal, row, run = _judged(kind, room, length, tours.start[own[number]], ground)
            if not is_legal:
                continue
            if size == len(labels.tour):
                labels = _wider(labels)
            _write(labels, size, (number, label, row, run, worth + 1), value)
            size = _kept(labels, (low_label, size), own, ground)
            best, is_better = max(best, value), is_better or value > best
        if size - low_label > LABELS_MAX:
            is_proved = False
            size = _fewer(labels, low_label, size)
        if is_better:
            best_at = low_label + int(np.argmax(labels.value[low_label:size]))
        first[number + 1] = size
    return is_proved, best, _found(int(best_at), labels, chosen)


@compiled
def _after(own: Integers, gains: Reals, ground: Ground) -> Reals:
    """Return by tour what those after it are worth at most, were it only for the rest between."""
    tours, some = ground.tours, len(own)
    start, end = tours.start[own], tours.end[own]
    most, after = np.zeros(some + 1), np.zeros(some)
    for number in range(some - 1, -1, -1):
        follows = np.searchsorted(start, end[number] + ground.bounds.rest)
        after[number] = most[follows]
        most[number] = max(most[number + 1], gains[number] + after[number])
    return after


@compiled
def _labels(size: int) -> Labels:
    return Labels(
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.float64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
        np.empty(size, np.int64),
    )


@compiled
def _wider(labels: Labels) -> Labels:
    more = _labels(2 * len(labels.tour))
    for at in range(len(labels.tour)):
        _copy(labels, at, more, at)
    return more


@compiled
def _copy(labels: Labels, at: int, others: Labels, to: int) -> None:
    told = labels.tour[at], labels.before[at], labels.row[at], labels.run[at], labels.tours[at]
    _write(others, to, told, labels.value[at])


@compiled
def _write(labels: Labels, at: int, told: tuple[int, int, int, int, int], value: float) -> None:
    labels.tour[at], labels.before[at], labels.row[at], labels.run[at], labels.tours[at] = told
    labels.value[at] = value


@compiled
def _step(
    kind: int, asked: tuple[Integers, int], label: int, labels: Labels, ground: Ground
) -> int:
    """Return how many tours of its period lie before the tour; -1 where it cannot follow."""
    own, number = asked
    tours, past, bounds = ground.tours, ground.past, ground.bounds
    tour = own[number]
    if label == NONE:
        count = min(past.tours[kind], bounds.tours) if tours.period[tour] == 0 else 0
        is_late = past.end[kind] + bounds.rest > tours.start[tour]
    else:
        before = own[labels.tour[label]]
        count = labels.tours[label] if tours.period[before] == tours.period[tour] else 0
        is_late = tours.end[before] + bounds.rest > tours.start[tour]
    return -1 if is_late or count >= bounds.tours else int(count)


@compiled
def _path(label: int, labels: Labels, own: Integers, path: Integers, number: int) -> int:
    """Fill in the tours up to this one, last first; return how many they are."""
    path[0], size = own[number], 1
    while label != NONE:
        path[size] = own[labels.tour[label]]
        size += 1
        label = labels.before[label]
    return size


@compiled
def _kept(labels: Labels, last: tuple[int, int], own: Integers, ground: Ground) -> int:
    """Leave out of the tour's labels what the newest beats, or the newest; return how many are."""
    first, newest = last
    for other in range(first, newest):
        if _beats(other, newest, labels, own, ground):
            return newest
    size = first
    for other in range(first, newest):
        if not _beats(newest, other, labels, own, ground):
            _copy(labels, other, labels, size)
            size += 1
    _copy(labels, newest, labels, size)
    return size + 1


@compiled
def _beats(  # noqa: C901  # two walks back at once
    one: int, other: int, labels: Labels, own: Integers, ground: Ground
) -> bool:
    """Say whether whatever may follow the other may follow the one, which is worth no less."""
    if labels.value[one] < labels.value[other] - TINY or labels.row[one] > labels.row[other]:
        return False
    if labels.run[one] < labels.run[other]:
        return False
    if ground.weeks.counts and labels.tours[one] > labels.tours[other]:
        return False
    if ground.weeks.seconds >= WEEK_SECONDS:
        return True
    tours = ground.tours
    # Earlier weeks are over when the next tour starts.
    since = tours.end[own[labels.tour[one]]] + ground.bounds.rest - WEEK_SECONDS
    mine, theirs, done, there = one, other, 0, 0
    while mine != NONE:
        tour = own[labels.tour[mine]]
        start = tours.start[tour]
        if start <= since:
            break
        done += tours.end[tour] - start
        while theirs != NONE and tours.start[own[labels.tour[theirs]]] >= start:
            each = own[labels.tour[theirs]]
            there += tours.end[each] - tours.start[each]
            theirs = labels.before[theirs]
        part = 0
        if theirs != NONE:
            part = max(0, tours.end[own[labels.tour[theirs]]] - start)
        if done > there + part:
            return False
        mine = labels.before[mine]
    return True


@compiled
def _fewer(labels: Labels, first: int, size: int) -> int:
    """Keep the most valuable of the labels from the first on; return where they end."""
    order = np.argsort(-labels.value[first:size])[:LABELS_MAX]
    kept = _labels(LABELS_MAX)
    for place in range(LABELS_MAX):
        _copy(labels, first + order[place], kept, place)
    for place in range(LABELS_MAX):
        _copy(kept, place, labels, first + place)
    return first + LABELS_MAX


@compiled
def _found(at: int, labels: Labels, chosen: Integers) -> Integers:
    """Return the places of the tours that led to the label, last first."""
    found = np.empty(len(chosen), np.int64)
    size = 0
    while at != NONE:
        found[size] = chosen[labels.tour[at]]
        size += 1
        at = labels.before[at]
    return found[:size]
