"""The best legal sequence of tours for one officer, found exactly by going through the tours.

A state is what rules know of the tours so far: the last one, the days worked in a row, and the
tours in the period. Between two tours lies the rest; an officer who has tours on two days that
follow each other works in a row, and whoever stays off a day begins anew.
"""

import numpy as np

from summitry.policy.compiled import compiled
from summitry.roster.staffing.cells import Bounds, Integers, Past, Reach, Reals, Tours

LOW = -1e300
BASE = -1
"""Stands for a beginning without any tour in the horizon."""
ROOM_CELLS = 512
"""Cells that one pattern may have at most; far more than any horizon has windows for one."""


@compiled
def best_tours(  # noqa: PLR0913, PLR0917  # a kernel takes arrays one by one
    kind: int,
    gains: Reals,
    tours: Tours,
    bounds: Bounds,
    past: tuple[int, int, int, int],
    fair: float,
) -> tuple[float, Integers]:
    """Return the value and the tours, last first, of the most worthwhile sequence of a type.

    Parameters
    ----------
    gains
        What each tour of the type is worth; one that is worth nothing is never taken.
    past
        End and day of the last tour before, days in a row, tours that count in the first period.
    fair
        What the second, third, ... tour of a period costs more than the one before, by half.
    """
    in_row, most = bounds.in_row, bounds.tours
    rows = max(1, in_row)
    width = rows * (most + 1)
    low, count = tours.own_first[kind], len(gains)
    chosen = np.empty(count, np.int64)
    gain = np.empty(count)
    place = np.full(count, -1, np.int64)
    some = 0
    for number in range(count):
        if gains[number] > 0.0:
            place[number] = some
            chosen[some], gain[some] = tours.own[low + number], gains[number]
            some += 1
    if some == 0:
        return 0.0, np.empty(0, np.int64)
    value = np.full(some * width, LOW)
    back = np.full(some * width, BASE, np.int64)
    # Pools of what a tour may follow: of the same day, of the day before, and of any day earlier.
    pool = np.full((3, width), LOW)
    source = np.full((3, width), BASE, np.int64)
    today, period = np.int64(-(2**62)), tours.period[chosen[0]]
    past_end, past_day, past_row, past_tours = past
    waits = True
    ended = 0
    best, best_at = 0.0, BASE
    for number in range(some):
        tour = chosen[number]
        start, day = tours.start[tour], tours.day[tour]
        if day != today:
            _turn(pool, source, day - today, in_row, most)
            today = day
        if tours.period[tour] != period:
            _forget(pool, source, rows, most)
            period = tours.period[tour]
        if waits and past_end + bounds.rest <= start:
            waits = False
            since = day - past_day
            slot = 0 if since <= 0 else (1 if since == 1 else 2)
            row = min(past_row, rows) - 1 if slot < 2 else 0
            tours_so_far = min(past_tours, most) if period == 0 else 0
            at = row * (most + 1) + tours_so_far
            if pool[slot, at] < 0.0:
                pool[slot, at] = 0.0
                source[slot, at] = BASE
        while ended < count:
            other = tours.by_end[low + ended]
            if tours.end[tours.own[low + other]] + bounds.rest > start:
                break
            ended += 1
            if place[other] < 0:
                continue
            since = day - tours.day[tours.own[low + other]]
            slot = 0 if since <= 0 else (1 if since == 1 else 2)
            _release(
                place[other] * width, value, pool[slot], source[slot],
                (rows, most, slot == 2, tours.period[tours.own[low + other]] != period),
            )
        _extend(number * width, value, back, pool, source, (in_row, most), gain[number], fair)
        for at in range(number * width, (number + 1) * width):
            if value[at] > best:
                best, best_at = value[at], at
    found = np.empty(some, np.int64)
    size = 0
    while best_at != BASE:
        found[size] = chosen[best_at // width]
        size += 1
        best_at = back[best_at]
    return best, found[:size]


@compiled
def _turn(pool: Reals, source: Integers, days: int, in_row: int, most: int) -> None:
    """Let the days pass: what was today's is yesterday's, what was yesterday's is earlier."""
    rows = max(1, in_row)
    for slot in (1, 0):
        goes = slot == 1 or days > 1
        for row in range(rows):
            for tours in range(most + 1):
                at = row * (most + 1) + tours
                if goes and pool[slot, at] > pool[2, tours]:
                    pool[2, tours] = pool[slot, at]
                    source[2, tours] = source[slot, at]
        if slot == 1 and days == 1:
            pool[1], source[1] = pool[0].copy(), source[0].copy()
        elif slot == 1:
            pool[1] = LOW
    pool[0] = LOW


@compiled
def _forget(pool: Reals, source: Integers, rows: int, most: int) -> None:
    """Begin a new period: tours so far no longer count."""
    for slot in range(3):
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
def _extend(  # noqa: PLR0913, PLR0917  # a kernel takes arrays one by one
    offset: int,
    value: Reals,
    back: Integers,
    pool: Reals,
    source: Integers,
    limits: tuple[int, int],
    gain: float,
    fair: float,
) -> None:
    """Fill in the states of a tour from what it may follow."""
    in_row, most = limits
    rows = max(1, in_row)
    for slot in range(3):
        for row in range(rows):
            to_row = row
            if in_row == 0 or slot == 2:
                to_row = 0
            elif slot == 1:
                to_row = row + 1
            if to_row >= rows:
                continue
            for tours in range(most):
                at = row * (most + 1) + tours
                if pool[slot, at] == LOW:
                    continue
                worth = pool[slot, at] + gain - fair * (2 * tours + 1)
                to = offset + to_row * (most + 1) + tours + 1
                if worth > value[to]:
                    value[to], back[to] = worth, source[slot, at]


@compiled
def best_cells(
    kind: int,
    worth: Reals,
    lent_cost: float,
    reach: Reach,
    window: Integers,
    windows: int,
    tours: Tours,
    bounds: Bounds,
    past: Past,
    fair: float,
) -> tuple[float, Integers]:  # fmt: skip
    """Return the value and the cells of the most worthwhile pattern of a type."""
    gain = np.zeros(windows)
    cell_of = np.full(windows, -1, np.int64)
    for at in range(reach.first[kind], reach.first[kind + 1]):
        cell = reach.cell[at]
        net = worth[cell] - lent_cost * reach.lent[at]
        if net > gain[window[cell]]:
            gain[window[cell]], cell_of[window[cell]] = net, cell
    low = tours.own_first[kind]
    count = tours.own_first[kind + 1] - low
    gains = np.zeros(count)
    for number in range(count):
        tour = tours.own[low + number]
        total = 0.0
        for at in range(tours.first[tour], tours.first[tour + 1]):
            one = gain[tours.windows[at]]
            if one <= 0.0:
                total = 0.0
                break
            total += one
        gains[number] = total
    before = (past.end[kind], past.day[kind], past.in_row[kind], past.tours[kind])
    value, found = best_tours(kind, gains, tours, bounds, before, fair)
    size = 0
    cells = np.empty(ROOM_CELLS, np.int64)
    for tour in found[::-1]:
        for at in range(tours.first[tour], tours.first[tour + 1]):
            cells[size] = cell_of[tours.windows[at]]
            size += 1
    return value, cells[:size]


@compiled
def price(
    kinds: Integers,
    worth: Reals,
    reach: Reach,
    window: Integers,
    windows: int,
    tours: Tours,
    bounds: Bounds,
    past: Past,
    many: int,
) -> tuple[Reals, Integers, Integers, Integers]:  # fmt: skip
    """Return each type's best value, and up to so many patterns of it, each unlike those before.

    Patterns are told as type, where their cells begin, and cells.
    """
    values = np.zeros(len(kinds))
    owner = np.empty(len(kinds) * many, np.int64)
    first = np.zeros(len(kinds) * many + 1, np.int64)
    room = np.empty(1024, np.int64)
    size = 0
    asked = worth.copy()
    for number in range(len(kinds)):
        kind = kinds[number]
        low, high = reach.first[kind], reach.first[kind + 1]
        for turn in range(many):
            value, cells = best_cells(
                kind, asked, 0.0, reach, window, windows, tours, bounds, past, 0.0
            )
            if turn == 0:
                values[number] = value
            if len(cells) == 0:
                break
            while first[size] + len(cells) > len(room):
                wider = np.empty(2 * len(room), np.int64)
                wider[: len(room)] = room
                room = wider
            room[first[size] : first[size] + len(cells)] = cells
            first[size + 1] = first[size] + len(cells)
            owner[size] = kind
            size += 1
            # What one has taken is worth less to the next: they spread.
            for cell in cells:
                asked[cell] *= 0.5
        for at in range(low, high):
            asked[reach.cell[at]] = worth[reach.cell[at]]
    return values, owner[:size], first[: size + 1], room[: first[size]]
