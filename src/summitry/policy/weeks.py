"""Weeks of duty: time on duty and rest in any seven days, and days in a row.

Seven days are seven times 24 hours, counted from the beginning of each tour of duty: no other seven
days hold more duty. What was before a person's first tour and comes after the last is rest, since
nothing is known of it.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from summitry.kit.time import DAY_SECONDS
from summitry.policy.duty import Tours
from summitry.policy.pieces import Integers

WEEK_SECONDS = 7 * DAY_SECONDS


class Worst(NamedTuple):
    """Of one person, the tour from which it counts, and how much it is: seconds, or days."""

    tour: int
    amount: int


def full_weeks(whole: Tours, seconds_max: float) -> Iterator[Worst]:
    """Yield of each person who is on duty for longer in seven days when that is longest."""
    if len(whole.start) == 0:
        return
    there = on_duty_in_week(whole)
    yield from _worst(whole.person, np.flatnonzero(there > seconds_max), there)


def on_duty_in_week(whole: Tours) -> Integers:
    """Return by tour the seconds on duty in the seven days from its beginning."""
    until = whole.start + WEEK_SECONDS
    # Lifting each person above the one before lets one search serve all of them.
    lift = int(whole.start.max() - whole.start.min()) + 2 * WEEK_SECONDS
    base = whole.person * lift - whole.start.min()
    last = np.searchsorted(base + whole.start, base + until, side="left") - 1
    done = np.concatenate([[0], np.cumsum(whole.end - whole.start)])
    over = np.maximum(whole.end[last] - until, 0)
    found: Integers = done[last + 1] - done[:-1] - over
    return found


def restless_weeks(whole: Tours, seconds_min: float) -> Iterator[Worst]:
    """Yield of each person without such a rest in some seven days when the longest is shortest."""
    if len(whole.start) == 0 or seconds_min <= 0:
        return
    rests = np.maximum(whole.start[1:] - whole.end[:-1], 0)
    begins = np.ones(len(whole.start), dtype=np.bool_)
    begins[1:] = (whole.person[1:] != whole.person[:-1]) | (rests >= seconds_min)
    first = np.flatnonzero(begins)
    last = np.append(first[1:], len(begins)) - 1
    # A rest that begins later than this does not end within the seven days.
    late = whole.end[last] - whole.start[first] > WEEK_SECONDS - seconds_min
    longest = np.zeros(len(begins), dtype=np.int64)
    restless: list[int] = []
    for run, end in zip(first[late].tolist(), last[late].tolist(), strict=True):
        for begin in range(run, end + 1):
            if whole.end[end] - whole.start[begin] > WEEK_SECONDS - seconds_min:
                longest[begin] = _longest_rest(whole, begin, end)
                restless.append(begin)
    yield from _worst(whole.person, np.array(restless, dtype=np.intp), -longest, sign=-1)


def _longest_rest(whole: Tours, first: int, last: int) -> int:
    """Return the longest rest in the seven days from the beginning of the first tour."""
    until = int(whole.start[first]) + WEEK_SECONDS
    ends = np.minimum(whole.end[first : last + 1], until)
    starts = np.minimum(np.append(whole.start[first + 1 : last + 1], until), until)
    return int((starts - ends).max())


def long_rows(whole: Tours, days: Integers, days_max: float) -> Iterator[Worst]:
    """Yield of each person who begins duty on more days in a row when that is longest.

    Parameters
    ----------
    days
        By tour, the number of the day on which it begins.
    """
    if len(days) == 0:
        return
    new = np.ones(len(days), dtype=np.bool_)
    new[1:] = (whole.person[1:] != whole.person[:-1]) | (days[1:] != days[:-1])
    opening = np.flatnonzero(new)
    begins = np.ones(len(opening), dtype=np.bool_)
    begins[1:] = (whole.person[opening][1:] != whole.person[opening][:-1]) | (
        days[opening][1:] != days[opening][:-1] + 1
    )
    first = np.flatnonzero(begins)
    length = np.zeros(len(days), dtype=np.int64)
    length[opening[first]] = np.diff(np.append(first, len(opening)))
    yield from _worst(whole.person, np.flatnonzero(length > days_max), length)


def _worst(person: Integers, chosen: Integers, amount: Integers, sign: int = 1) -> Iterator[Worst]:
    """Yield of each person the first of the chosen tours with the largest amount."""
    order = chosen[np.lexsort((chosen, -amount[chosen], person[chosen]))]
    _, first = np.unique(person[order], return_index=True)
    for tour in order[first].tolist():
        yield Worst(tour, sign * int(amount[tour]))
