"""The best legal sequence of tours for one officer, found exactly by going through the tours.

A state is what rules know of the tours so far: the last one, the days worked in a row, and the
tours in the period. Between two tours lies the rest; an officer who has tours on two days that
follow each other works in a row, and whoever stays off a day begins anew.
"""

import numpy as np

from summitry.policy.compiled import compiled
from summitry.roster.staffing.cells import Bounds, Ground, Integers, Reals, Tours
from summitry.roster.staffing.weeks import best_in_weeks, keeps_weeks

LOW = -1e300
BASE = -1
"""Stands for a beginning without any tour in the horizon."""
SLOTS = 3
TODAY, YESTERDAY, EARLIER = range(SLOTS)
"""Pools of what a tour may follow: by the day on which that started."""


@compiled
def best_tours(  # noqa: C901  # one walk: taken apart, each step would hand on all of its state
    kind: int, gains: Reals, ground: Ground, fair: float
) -> tuple[float, Integers]:
    """Return the value and the tours, last first, of the most worthwhile sequence of a type.

    Parameters
    ----------
    gains
        What each tour of the type is worth; one that is worth nothing is never taken.
    fair
        What the second, third, ... tour of a period costs more than the one before, by half.
    """
    tours, bounds = ground.tours, ground.bounds
    low = tours.own_first[kind]
    chosen, place = worthwhile(gains)
    some = len(chosen)
    if some == 0:
        return 0.0, chosen
    rows, most = max(1, bounds.in_row), bounds.tours
    width = rows * (most + 1)
    value = np.full(some * width, LOW)
    back = np.full(some * width, BASE, np.int64)
    pool = np.full((SLOTS, width), LOW)
    source = np.full((SLOTS, width), BASE, np.int64)
    today, period = np.int64(-(2**62)), tours.period[tours.own[low + chosen[0]]]
    waits, ended = True, 0
    best, best_at = 0.0, BASE
    for number in range(some):
        tour = tours.own[low + chosen[number]]
        start, day = tours.start[tour], tours.day[tour]
        if day != today:
            _turn(pool, source, day - today, (rows, most))
            today = day
        if tours.period[tour] != period:
            _forget(pool, source, (rows, most))
            period = tours.period[tour]
        if waits and ground.past.end[kind] + bounds.rest <= start:
            waits = False
            _begin(kind, (day, period), pool, source, ground)
        while ended < len(gains):
            other = tours.by_end[low + ended]
            before = tours.own[low + other]
            if tours.end[before] + bounds.rest > start:
                break
            ended += 1
            if place[other] >= 0:
                slot = _slot(day - tours.day[before])
                how = (rows, most, slot == EARLIER, tours.period[before] != period)
                _release(place[other] * width, value, pool[slot], source[slot], how)
        gain = gains[chosen[number]]
        _extend(number * width, (value, back), (pool, source), bounds, (gain, fair))
        for at in range(number * width, (number + 1) * width):
            if value[at] > best:
                best, best_at = value[at], at
    return best, _walked(best_at, back, chosen, width)


@compiled
def worthwhile(gains: Reals) -> tuple[Integers, Integers]:
    """Return the places of tours that are worth something, and where each tour is among these."""
    chosen = np.empty(len(gains), np.int64)
    place = np.full(len(gains), -1, np.int64)
    some = 0
    for number in range(len(gains)):
        if gains[number] > 0.0:
            place[number], chosen[some] = some, number
            some += 1
    return chosen[:some], place


@compiled
def _slot(days: int) -> int:
    """Return the pool for a tour that lies so many days back."""
    if days <= 0:
        return TODAY
    return YESTERDAY if days == 1 else EARLIER


@compiled
def _begin(kind: int, now: tuple[int, int], pool: Reals, source: Integers, ground: Ground) -> None:
    """Let the first tour follow what was before the horizon."""
    day, period = now
    past, most = ground.past, ground.bounds.tours
    slot = _slot(day - past.day[kind])
    row = 0 if slot == EARLIER else min(past.in_row[kind], max(1, ground.bounds.in_row)) - 1
    at = row * (most + 1)
    if period == 0:
        at += min(past.tours[kind], most)
    if pool[slot, at] < 0.0:
        pool[slot, at], source[slot, at] = 0.0, BASE


@compiled
def _walked(at: int, back: Integers, chosen: Integers, width: int) -> Integers:
    """Return the places of the tours that led to the state, last first."""
    found = np.empty(len(chosen), np.int64)
    size = 0
    while at != BASE:
        found[size] = chosen[at // width]
        size += 1
        at = back[at]
    return found[:size]


@compiled
def _turn(pool: Reals, source: Integers, days: int, size: tuple[int, int]) -> None:
    """Let the days pass: what was today's is yesterday's, what was yesterday's is earlier."""
    rows, most = size
    for slot in (YESTERDAY, TODAY):
        goes = slot == YESTERDAY or days > 1
        for at in range(rows * (most + 1) if goes else 0):
            to = at % (most + 1)
            if pool[slot, at] > pool[EARLIER, to]:
                pool[EARLIER, to], source[EARLIER, to] = pool[slot, at], source[slot, at]
        if slot == YESTERDAY:
            pool[YESTERDAY] = LOW
    if days == 1:
        pool[YESTERDAY], source[YESTERDAY] = pool[TODAY].copy(), source[TODAY].copy()
    pool[TODAY] = LOW


@compiled
def _forget(pool: Reals, source: Integers, size: tuple[int, int]) -> None:
    """Begin a new period: tours so far no longer count."""
    rows, most = size
    for slot in range(SLOTS):
        for row in range(rows):
            first = row * (most + 1)
            for at in range(first + 1, first + most + 1):
                if pool[slot, at] > pool[slot, first]:
                    pool[slot, first], source[slot, first] = pool[slot, at], source[slot, at]
                pool[slot, at] = LOW


@compiled
def _release(
    offset: int, value: Reals, pool: Reals, source: Integers, how: tuple[int, int, bool, bool]
) -> None:
    """Let tours follow the one whose states begin at the offset."""
    rows, most, is_earlier, is_new_period = how
    for row in range(rows):
        for tours in range(most + 1):
            at = offset + row * (most + 1) + tours
            to = (0 if is_earlier else row) * (most + 1) + (0 if is_new_period else tours)
            if value[at] > pool[to]:
                pool[to], source[to] = value[at], at


@compiled
def _extend(
    offset: int,
    states: tuple[Reals, Integers],
    pools: tuple[Reals, Integers],
    bounds: Bounds,
    worth: tuple[float, float],
) -> None:
    """Fill in the states of a tour from what it may follow."""
    (value, back), (pool, source), (gain, fair) = states, pools, worth
    rows, most = max(1, bounds.in_row), bounds.tours
    for slot in range(SLOTS):
        for row in range(rows):
            to_row = _row_after(slot, row, bounds.in_row)
            if to_row >= rows:
                continue
            for tours in range(most):
                at = row * (most + 1) + tours
                to = offset + to_row * (most + 1) + tours + 1
                total = pool[slot, at] + gain - fair * (2 * tours + 1)
                if pool[slot, at] > LOW and total > value[to]:
                    value[to], back[to] = total, source[slot, at]


@compiled
def _row_after(slot: int, row: int, in_row: int) -> int:
    """Return the place of the days in a row, this one counted, where rows matter."""
    if in_row == 0 or slot == EARLIER:
        return 0
    return row + 1 if slot == YESTERDAY else row


@compiled
def best_cells(
    kind: int, worth: Reals, ground: Ground, taste: tuple[float, float]
) -> tuple[float, Integers]:
    """Return the value and the cells of the most worthwhile pattern of a type.

    The value is the best, or more where it is not proved to be.

    Parameters
    ----------
    taste
        What it costs to be lent, and what to be on duty more often.
    """
    lent, fair = taste
    reach, window, tours = ground.reach, ground.window, ground.tours
    gain = np.zeros(ground.windows)
    cell_of = np.full(ground.windows, -1, np.int64)
    for at in range(reach.first[kind], reach.first[kind + 1]):
        cell = reach.cell[at]
        net = worth[cell] - lent * reach.lent[at]
        if net > gain[window[cell]]:
            gain[window[cell]], cell_of[window[cell]] = net, cell
    low = tours.own_first[kind]
    gains = np.zeros(tours.own_first[kind + 1] - low)
    for number in range(len(gains)):
        gains[number] = _gain(tours.own[low + number], gain, tours)
    value, found = best_tours(kind, gains, ground, fair)
    if ground.weeks.is_on and not keeps_weeks(kind, found, ground):
        # What weeks leave of it is worth no more: unproved, the value without them is a bound.
        chosen, _ = worthwhile(gains)
        is_proved, less, found = best_in_weeks(kind, gains, chosen, ground, fair)
        value = less if is_proved else value
    cells = np.empty(ground.windows, np.int64)
    size = 0
    for number in found[::-1]:
        tour = tours.own[low + number]
        for at in range(tours.first[tour], tours.first[tour + 1]):
            cells[size] = cell_of[tours.windows[at]]
            size += 1
    return value, cells[:size]


@compiled
def _gain(tour: int, gain: Reals, tours: Tours) -> float:
    """Return what the tour is worth; nothing where one of its windows is not."""
    total = 0.0
    for at in range(tours.first[tour], tours.first[tour + 1]):
        if gain[tours.windows[at]] <= 0.0:
            return 0.0
        total += gain[tours.windows[at]]
    return total


@compiled
def price(
    kinds: Integers, worth: Reals, ground: Ground, many: int
) -> tuple[Reals, Integers, Integers, Integers]:
    """Return each type's best value, and up to so many patterns of it, each unlike those before.

    Patterns are told as type, where their cells begin, and cells.
    """
    reach = ground.reach
    values = np.zeros(len(kinds))
    owner = np.empty(len(kinds) * many, np.int64)
    first = np.zeros(len(kinds) * many + 1, np.int64)
    room = np.empty(1024, np.int64)
    size = 0
    asked = worth.copy()
    for number in range(len(kinds)):
        kind = kinds[number]
        for turn in range(many):
            value, cells = best_cells(kind, asked, ground, (0.0, 0.0))
            if turn == 0:
                values[number] = value
            if len(cells) == 0:
                break
            while first[size] + len(cells) > len(room):
                room = np.concatenate((room, room))
            room[first[size] : first[size] + len(cells)] = cells
            first[size + 1] = first[size] + len(cells)
            owner[size] = kind
            size += 1
            # What one has taken is worth less to the next: they spread.
            for cell in cells:
                asked[cell] *= 0.5
        for at in range(reach.first[kind], reach.first[kind + 1]):
            asked[reach.cell[at]] = worth[reach.cell[at]]
    return values, owner[:size], first[: size + 1], room[: first[size]]
