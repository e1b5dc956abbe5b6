"""How many there are at once: people on posts, items in rooms, stations on a net."""

from collections.abc import Iterable
from datetime import datetime
from itertools import accumulate, pairwise

from summitry.kit.time import Interval

Spell = tuple[Interval, int]
"""A time, and how many there are in it."""


def levels(window: Interval, spells: Iterable[Spell]) -> tuple[Spell, ...]:
    """Return the stretches of the window in order, each with how many there are in it.

    A window without length is one stretch.
    """
    now = 0
    changes: dict[datetime, int] = {}
    for span, number in spells:
        if span.start <= window.start < span.end:
            now += number
        elif window.start < span.start < window.end:
            changes[span.start] = changes.get(span.start, 0) + number
        else:
            continue
        if span.end < window.end:
            changes[span.end] = changes.get(span.end, 0) - number
    edges = sorted(changes)
    counts = accumulate((changes[edge] for edge in edges), initial=now)
    stretches = (Interval(*pair) for pair in pairwise((window.start, *edges, window.end)))
    return tuple(zip(stretches, counts, strict=True))


def most_at_once(spells: Iterable[Spell]) -> int:
    """Return the most that there are at one moment; 0 where there is no spell."""
    # Sorted, what ends at a moment goes before what begins at it: times are half-open.
    steps = sorted(
        step
        for span, number in spells
        for step in ((span.start, number), (span.end, -number))
        if span.start < span.end
    )
    return max(accumulate((number for _, number in steps), initial=0))
