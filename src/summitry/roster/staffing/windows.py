"""Windows of posts: how the time of a post is cut into shifts, and who in them holds what."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from msgspec import Struct

from summitry.kit.time import HOUR_SECONDS, moment_of, seconds_of
from summitry.roster.staffing.problem import Rules, Span

FIRST_CHANGE = timedelta(hours=6)
"""When, by the venue's clock, the first shift of a day begins."""
SHIFT_SECONDS = 8 * HOUR_SECONDS
"""The length of a shift where the limits allow it: three make a day."""


class Window(Struct, frozen=True, order=True):
    """So many people from when to when."""

    start: int
    end: int
    count: int


class Need(Struct, frozen=True, kw_only=True):
    """What a post needs: for how long, how many people, and how many of them hold what."""

    span: Span
    headcount: int
    skills: Mapping[int, int]
    """By the number of a skill, people who have it; different people for each."""
    is_gate: bool

    @property
    def people(self) -> int:
        """How many it takes at a time."""
        return max(self.headcount, sum(self.skills.values()))


def own(need: Need, shifts: Iterable[Span], rules: Rules) -> tuple[Window, ...] | None:
    """Return the windows of the shifts that the post has, where they are enough of them.

    None, too, where one is longer than anybody may stand there, or hands over without overlap.
    """
    start, end = need.span
    counted = Counter(shifts)
    windows = tuple(sorted(Window(*span, count) for span, count in counted.items()))
    most = stay_max(need, rules)
    if any(w.start < start or w.end > end or w.end - w.start > most for w in windows):
        return None
    for at in {start, *(window.end for window in windows)}:
        there = [window for window in windows if window.start <= at < window.end]
        since = max(start, at - rules.handover_seconds)
        briefed = sum(window.count for window in there if window.start <= since)
        if at < end and (_people(there) < need.people or briefed < need.headcount):
            return None
    return windows


def _people(windows: Iterable[Window]) -> int:
    return sum(window.count for window in windows)


def stay_max(need: Need, rules: Rules) -> int:
    """Return how long one person may stand there."""
    if need.is_gate:
        return min(rules.gate_seconds_max, rules.tour_seconds_max)
    return rules.tour_seconds_max


def usual(need: Need, rules: Rules, zone: ZoneInfo) -> tuple[Window, ...]:
    """Return windows that cover the post without a gap, each with the relief's overlap in it."""
    start, end = need.span
    most = stay_max(need, rules)
    return tuple(
        Window(*span, need.people)
        for span in cut(need.span, _changes(start, end, most, rules, zone), rules.handover_seconds)
    )


def cut(span: Span, changes: Iterable[int], handover: int) -> Iterator[Span]:
    """Yield the parts of the span between changes; each goes on for the handover into the next."""
    start, end = span
    edges = [start, *(at for at in changes if start < at < end), end]
    for first, second in pairwise(edges):
        yield first, min(end, second + handover)


def pieces(span: Span, most: int, handover: int) -> Iterator[Span]:
    """Yield parts of the span of one length, none longer than so many seconds."""
    start, end = span
    piece = max(1, most - handover)
    count = 1 if end - start <= most else -(-(end - start) // piece)
    length = -(-(end - start) // count)
    yield from cut(span, (start + length * number for number in range(1, count)), handover)


def _changes(start: int, end: int, most: int, rules: Rules, zone: ZoneInfo) -> Iterator[int]:
    if end - start <= most:
        return
    length = min(SHIFT_SECONDS, most - rules.handover_seconds)
    if length < SHIFT_SECONDS:
        length = max(length, 60)
        yield from range(start + length, end, length)
        return
    local = moment_of(start).astimezone(zone)
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    first = seconds_of(midnight - timedelta(days=1) + FIRST_CHANGE)
    changes = [at for at in range(first, end, length) if start < at < end]
    # What would be a sliver at either end joins its neighbour where that stays short enough.
    if changes and changes[0] - start < length // 2:
        after = changes[1] if len(changes) > 1 else end
        changes = changes[1:] if after + rules.handover_seconds - start <= most else changes
    if changes and end - changes[-1] < length // 2:
        before = changes[-2] if len(changes) > 1 else start
        changes = changes[:-1] if end - before <= most else changes
    yield from changes


def dealt(
    windows: tuple[Window, ...], skills: Mapping[int, int]
) -> dict[tuple[Window, int], int] | None:
    """Return how many in each window hold each skill, so that at no moment too few do.

    None where the windows have too few people for that.
    """
    given: Counter[tuple[Window, int]] = Counter()
    spare = {window: window.count for window in windows}
    moments = sorted({at for window in windows for at in (window.start, window.end)})
    for at in moments[:-1]:
        there = sorted(
            (window for window in windows if window.start <= at < window.end),
            key=lambda window: -window.end,
        )
        for skill, count in skills.items():
            lacking = count - sum(given[window, skill] for window in there)
            for window in there:
                more = min(max(0, lacking), spare[window])
                if more:
                    given[window, skill] += more
                    spare[window] -= more
                    lacking -= more
            if lacking > 0 and there:
                return None
    return dict(given)


def by_weight(
    slots: Iterable[tuple[Window, int]], depth: int, grave: int
) -> Iterator[tuple[Window, int, int]]:
    """Yield the slots with their priority: one person in each window has the graver one."""
    seen: set[Span] = set()
    for window, skills in slots:
        hours = (window.start, window.end)
        first = 1 if grave < depth and hours not in seen else 0
        seen.add(hours)
        if first:
            yield Window(*hours, first), skills, grave
        if window.count > first:
            yield Window(*hours, window.count - first), skills, depth
