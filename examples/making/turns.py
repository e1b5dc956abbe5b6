"""People who take turns: three watches a day, and gates relieved every two hours.

A watch of eight hours starts at 06:00, 14:00 and 22:00; the last quarter of an hour overlaps with
the next watch. A person always keeps the same watch, so the rest between two is 15 h 45 min.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta, tzinfo

WATCH = timedelta(hours=8)
WATCHES = 3
HANDOVER = timedelta(minutes=15)
GATE_STINT = timedelta(hours=2)

Spell = tuple[datetime, datetime]


def watches(start: datetime, end: datetime, zone: tzinfo) -> Iterator[tuple[int, Spell]]:
    """Yield the watches between two moments: which of the three, from when to when.

    Where the clocks change, a watch stays eight hours long and starts at another hour.
    """
    last = end
    while start < last:
        end = min(start + WATCH, last)
        hour = start.astimezone(zone).hour
        yield (hour - 6) // 8 % WATCHES, (start, min(end + HANDOVER, last))
        start = end


def turns(start: datetime, end: datetime) -> Iterator[Spell]:
    """Yield the stints at the lanes in one watch, each overlapping the next by the handover."""
    while start < end - HANDOVER:
        yield start, min(start + GATE_STINT, end)
        start += GATE_STINT - HANDOVER


def between(start: datetime, end: datetime, taken: list[Spell]) -> Iterator[Spell]:
    """Yield the time of the watch in which a team is not at the lanes."""
    for turn in taken:
        if start < turn[0]:
            yield start, turn[0]
        start = turn[1]
    if start < end:
        yield start, end
